//! What clap complains about, in the clerk's language, with the next step.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::terminal::{complain, say};
use crate::lang::Lang;

/// Shows help or version where that was asked for (exit code 0), else what is wrong with the arguments (2).
pub(super) fn tell(error: &clap::Error, lang: Lang) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            say(error.render().to_string().trim_end());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            complain(error.render().to_string().trim_end());
            ExitCode::from(2)
        }
        _ => {
            complain(&format!("{}{}", lang.pick("参数不对：", "Bad arguments: "), what(error, lang)));
            complain(lang.pick(
                "怎么办：用 hecha --help 或 hecha screen --help 查看用法和例子。",
                "What to do: see `hecha --help` or `hecha screen --help`.",
            ));
            ExitCode::from(2)
        }
    }
}

/// What is wrong, in one sentence.
fn what(error: &clap::Error, lang: Lang) -> String {
    let of = |kind| error.get(kind).map(shown).unwrap_or_default();
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let known = of(ContextKind::ValidValue);
    match error.kind() {
        ErrorKind::MissingRequiredArgument => lang.pick(format!("缺少 {argument}"), format!("{argument} is missing")),
        ErrorKind::UnknownArgument => lang.pick(format!("没有 {argument} 这个选项"), format!("there is no {argument}")),
        ErrorKind::InvalidSubcommand => {
            let name = of(ContextKind::InvalidSubcommand);
            lang.pick(format!("没有“{name}”这个命令"), format!("there is no command {name:?}"))
        }
        ErrorKind::MissingSubcommand => lang.pick("没有写命令".to_owned(), "no command was given".to_owned()),
        ErrorKind::InvalidValue if value.is_empty() => {
            lang.pick(format!("{argument} 后面缺少内容"), format!("{argument} needs a value"))
        }
        ErrorKind::InvalidValue => lang.pick(
            format!("{argument} 不能是“{value}”，可以是：{known}"),
            format!("{argument} cannot be {value:?}; it can be: {known}"),
        ),
        ErrorKind::ValueValidation => {
            lang.pick(format!("{argument} 不能是“{value}”"), format!("{argument} cannot be {value:?}"))
        }
        ErrorKind::ArgumentConflict => {
            lang.pick(format!("{argument} 重复或有冲突"), format!("{argument} is repeated or in conflict"))
        }
        _ => error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faces::cli::arguments::command;

    fn complaint(words: &str, lang: Lang) -> String {
        let error = command(lang).try_get_matches_from(words.split(' ')).unwrap_err();
        what(&error, lang)
    }

    #[test]
    fn complaints_name_the_argument_in_the_language() {
        assert_eq!(complaint("hecha screen --wrok x", Lang::Zh), "没有 --wrok 这个选项");
        assert_eq!(
            complaint("hecha export --work w --format docx", Lang::Zh),
            "--format <jsonl|xlsx|csv|pdf> 不能是“docx”，可以是：jsonl、xlsx、csv、pdf"
        );
        assert_eq!(complaint("hecha export --work w", Lang::En), "--format <jsonl|xlsx|csv|pdf> is missing");
        assert_eq!(complaint("hecha dance", Lang::Zh), "没有“dance”这个命令");
        assert!(
            complaint("hecha screen --roster r --uploads u --work w --until 7am", Lang::Zh)
                .contains("--until <HH:MM> 不能是“7am”")
        );
        assert!(complaint("hecha screen --roster r", Lang::Zh).contains("--uploads <文件夹>、--work <文件夹>"));
    }
}
