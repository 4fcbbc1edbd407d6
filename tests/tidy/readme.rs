//! The READMEs say what is so: the commands they name are there, and every flag stands in their tables.

use std::collections::BTreeSet;

use hecha::checks;

use super::{none, top};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

fn text(name: &str) -> String {
    std::fs::read_to_string(top().join(name)).unwrap_or_default()
}

/// The lines that a reader would type: those after a `$` in a block of code, without what they say beside it.
fn commands(readme: &str) -> Vec<String> {
    text(readme)
        .lines()
        .filter_map(|line| line.strip_prefix("$ "))
        .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
        .collect()
}

#[test]
fn every_command_is_there() {
    let mut faults = Vec::new();
    for readme in READMES {
        let commands = commands(readme);
        assert!(!commands.is_empty(), "{readme} shows commands");
        for command in commands {
            let program = command.split(' ').next().unwrap_or_default();
            let there = match program.strip_prefix("./") {
                Some(script) => top().join(script).is_file(),
                None => ["hecha", "cargo"].contains(&program),
            };
            if !there {
                faults.push(format!("{readme}: `{command}` names nothing that is here"));
            }
        }
    }
    none(&faults);
}

#[test]
fn every_check_is_in_the_tables() {
    let checks: BTreeSet<&str> = checks::ALL.iter().map(|check| check.code.as_str()).collect();
    for readme in READMES {
        let text = text(readme);
        let rows: BTreeSet<&str> =
            text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(checks, rows, "{readme}: its table of flags and the checks differ");
    }
}

#[test]
fn linked_files_are_there() {
    let mut faults = Vec::new();
    for readme in READMES.iter().chain(&["ARCHITECTURE.md"]) {
        for target in text(readme).split("](").skip(1).filter_map(|rest| rest.split(')').next().map(str::to_owned)) {
            if !target.contains("://") && !top().join(&target).exists() {
                faults.push(format!("{readme}: links to {target}, which is not there"));
            }
        }
    }
    none(&faults);
}
