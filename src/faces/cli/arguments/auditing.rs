//! The commands that verify again what a work folder holds.

use clap::Command;

use super::{dressed, path, verifying};
use crate::lang::Lang;

pub(in crate::faces::cli) const AUDIT: &str = "audit";

pub(super) fn audit(lang: Lang) -> Command {
    dressed(Command::new(AUDIT), lang)
        .about(lang.pick("复查：把工作文件夹里的内容再核验一遍", "Verify again what the work folder holds"))
        .after_help(lang.pick(
            "例：\n  hecha audit --work 工作\n  hecha audit replay --work 工作 --rules 去年规则.toml\n\n\
             只写 --work 则列出工作文件夹里有哪些核查。",
            "Examples:\n  hecha audit --work work\n  hecha audit replay --work work --rules last-year.toml\n\n\
             With --work alone it lists the runs that the work folder holds.",
        ))
        .disable_help_subcommand(true)
        .subcommand_required(false)
        .args_conflicts_with_subcommands(true)
        .arg_required_else_help(true)
        .subcommand_value_name(lang.pick("命令", "COMMAND"))
        .subcommand_help_heading(lang.pick("命令", "Commands"))
        .arg(path("work", lang.pick("文件夹", "DIR"), lang.pick("工作文件夹", "The work folder")))
        .subcommands(verifying::all(lang))
}
