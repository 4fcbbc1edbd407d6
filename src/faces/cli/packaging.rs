//! What a package is made with: a script that completes the command line, and the manual page. Both are made from the
//! arguments themselves, so that they cannot fall behind.

use clap::{ArgMatches, Command};

use super::{Ended, arguments, terminal::say};
use crate::{Result, lang::Lang};

/// `hecha completions SHELL`.
pub(super) fn completions(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let command = arguments::command(lang);
    say(&match found.get_one::<String>("shell").map(String::as_str) {
        Some("fish") => fish(&command),
        Some("zsh") => format!("#compdef hecha\nautoload -U +X bashcompinit && bashcompinit\n{}", bash(&command)),
        _ => bash(&command),
    });
    Ok(Ended::Done)
}

/// The commands that people use.
fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| !sub.is_hide_set())
}

/// Its options, as they are typed.
fn options(command: &Command) -> Vec<String> {
    command.get_arguments().filter_map(|arg| arg.get_long()).map(|long| format!("--{long}")).collect()
}

fn bash(command: &Command) -> String {
    let names: Vec<&str> = shown(command).map(Command::get_name).collect();
    let case = |sub: &Command| {
        let inner = shown(sub).map(|inner| inner.get_name().to_owned());
        let words: Vec<String> = inner.chain(options(sub)).collect();
        format!("        {}) words=\"{}\" ;;", sub.get_name(), words.join(" "))
    };
    let cases: Vec<String> = shown(command).map(case).collect();
    format!(
        "_hecha() {{\n    local word=\"${{COMP_WORDS[COMP_CWORD]}}\" words=\"{}\"\n    if [ \"$COMP_CWORD\" -gt 1 ]; then\n        \
         words=\"\"\n        case \"${{COMP_WORDS[1]}}\" in\n{}\n        esac\n    fi\n    \
         COMPREPLY=($(compgen -W \"$words\" -- \"$word\") $(compgen -f -- \"$word\"))\n}}\ncomplete -o filenames -F _hecha hecha",
        names.join(" "),
        cases.join("\n"),
    )
}

fn fish(command: &Command) -> String {
    let quoted = |text: String| text.replace('\'', "");
    let mut lines = Vec::new();
    for sub in shown(command) {
        let (name, about) = (sub.get_name(), sub.get_about().map(ToString::to_string).unwrap_or_default());
        lines.push(format!("complete -c hecha -n __fish_use_subcommand -a {name} -d '{}'", quoted(about)));
        for arg in sub.get_arguments() {
            let Some(long) = arg.get_long() else { continue };
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let value = if arg.get_action().takes_values() { " -r" } else { "" };
            lines.push(format!(
                "complete -c hecha -n '__fish_seen_subcommand_from {name}' -l {long}{value} -d '{}'",
                quoted(help)
            ));
        }
    }
    lines.join("\n")
}

/// `hecha man`: in the form of man(7).
pub(super) fn man(lang: Lang) -> Result<Ended> {
    let command = arguments::command(lang);
    let plain = |text: String| text.replace('\\', "\\e").replace('-', "\\-").replace("\n.", "\n\\&.");
    let about = |command: &Command| plain(command.get_about().map(ToString::to_string).unwrap_or_default());
    let mut lines = vec![
        format!(".TH HECHA 1 \"\" \"hecha {}\"", env!("CARGO_PKG_VERSION")),
        format!(".SH {}", lang.pick("名称", "NAME")),
        format!("hecha \\- {}", about(&command)),
        format!(".SH {}", lang.pick("命令", "COMMANDS")),
    ];
    for sub in shown(&command) {
        lines.push(format!(".SS hecha {}", sub.get_name()));
        lines.push(about(sub));
        for arg in sub.get_arguments().filter(|arg| arg.get_id() != "help" && arg.get_id() != "lang") {
            let name = match arg.get_long() {
                Some(long) => format!("--{long}"),
                None => arg.get_value_names().into_iter().flatten().map(ToString::to_string).collect(),
            };
            lines.push(format!(".TP\n.B {}", plain(name)));
            lines.push(plain(arg.get_help().map(ToString::to_string).unwrap_or_default()));
        }
        if let Some(help) = sub.get_after_help() {
            lines.push(format!(".PP\n.nf\n{}\n.fi", plain(help.to_string())));
        }
    }
    say(&lines.join("\n"));
    Ok(Ended::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_that_people_use_is_completed_and_no_other() {
        let command = arguments::command(Lang::Zh);
        for script in [bash(&command), fish(&command)] {
            assert!(script.contains("screen") && script.contains("doctor"), "{script}");
            assert!(!script.contains("-a worker") && !script.contains("completions"), "{script}");
        }
        assert!(bash(&command).contains("--uploads"));
        assert!(fish(&command).contains("-l uploads -r"));
    }
}
