//! The command for people who write or read the rules: `rules` with `list`, `check` and `show`.

use clap::{Arg, Command};

use super::dressed;
use crate::lang::Lang;

pub(in crate::faces::cli) const RULES: &str = "rules";
const LIST: &str = "list";
pub(in crate::faces::cli) const CHECK: &str = "check";
pub(in crate::faces::cli) const SHOW: &str = "show";

pub(super) fn rules(lang: Lang) -> Command {
    let pack = |required: bool| {
        Arg::new("pack")
            .value_name(lang.pick("规则包", "PACK"))
            .required(required)
            .help(lang.pick("内置的名称，或 TOML 文件的路径", "The name of one inside, or the path of a TOML file"))
    };
    dressed(Command::new(RULES), lang)
        .about(lang.pick(
            "规则包：列出内置的（list）、检查一个文件（check）、显示台账（show）",
            "Rule packs: list those inside (list), check a file (check), show the ledger of one (show)",
        ))
        .after_help(lang.pick(
            "例：\n  hecha rules list\n  hecha rules show changsha-2024-social-worker\n  hecha rules check 我市2025.toml",
            "Examples:\n  hecha rules list\n  hecha rules show changsha-2024-social-worker\n  hecha rules check our-city-2025.toml",
        ))
        .disable_help_subcommand(true)
        .subcommand_value_name(lang.pick("命令", "COMMAND"))
        .subcommand_help_heading(lang.pick("命令", "Commands"))
        .subcommand(
            dressed(Command::new(LIST), lang).about(lang.pick("列出内置的规则包", "List the packs that ship inside")),
        )
        .subcommand(
            dressed(Command::new(CHECK), lang)
                .about(lang.pick(
                    "检查规则包：指出每处问题所在的行；没有问题时退出码为 0",
                    "Check a pack: every fault with its line; exit code 0 where there is none",
                ))
                .arg(pack(true)),
        )
        .subcommand(
            dressed(Command::new(SHOW), lang)
                .about(lang.pick(
                    "显示台账：每条条款说什么、由哪些检查核对，或为什么由人核对",
                    "Show the ledger: what each clause says, which checks hold it, or why a person must",
                ))
                .arg(pack(false)),
        )
}
