//! `serve` and `journal`: what can be asked for.

use std::net::SocketAddr;

use clap::{Arg, ArgAction, Command, value_parser};

use super::{dressed, path};
use crate::lang::Lang;

pub(in super::super) const SERVE: &str = "serve";
pub(in super::super) const JOURNAL: &str = "journal";
pub(in super::super) const VERIFY: &str = "verify";
pub(in super::super) const HEAD: &str = "head";

fn work(lang: Lang) -> Arg {
    path("work", lang.pick("文件夹", "DIR"), lang.pick("工作文件夹", "The work folder")).required(true)
}

pub(super) fn serve(lang: Lang) -> Command {
    dressed(Command::new(SERVE), lang)
        .about(lang.pick(
            "审核页面：在浏览器里看疑点和材料、作出结论；首次启动会给出建立管理员的一次性链接",
            "The review page: flags, papers and decisions in the browser; the first start prints a link for an administrator",
        ))
        .after_help(lang.pick(
            "例：\n  hecha serve --work 工作\n  hecha serve --work 工作 --bind 192.168.1.20:8420\n\n\
             只有本机能打开默认地址。核查可以同时进行，完成后页面自动显示新的结果。按 Ctrl-C 停止。",
            "Examples:\n  hecha serve --work work\n  hecha serve --work work --bind 192.168.1.20:8420\n\n\
             Only this machine reaches the usual address. A screening may run beside it; its results show once it has \
             finished. Ctrl-C stops it.",
        ))
        .arg(work(lang))
        .arg(
            Arg::new("bind")
                .long("bind")
                .value_name(lang.pick("地址:端口", "ADDRESS:PORT"))
                .value_parser(value_parser!(SocketAddr))
                .default_value("127.0.0.1:8420")
                .hide_default_value(true)
                .help(lang.pick("在哪个地址上提供（默认 127.0.0.1:8420）", "Where to listen (127.0.0.1:8420 if not given)")),
        )
        .arg(
            Arg::new("host")
                .long("host")
                .value_name(lang.pick("名称", "NAME"))
                .action(ArgAction::Append)
                .help(lang.pick(
                    "浏览器用哪个名称访问，例如 hecha.example；可写多次",
                    "A name by which browsers reach it, e.g. hecha.example; may be given several times",
                )),
        )
        .arg(
            Arg::new("https")
                .long("https")
                .action(ArgAction::SetTrue)
                .help(lang.pick(
                    "前面有一台提供 https 的服务器，浏览器只通过它访问",
                    "Browsers reach it only through a server in front of it that speaks https",
                )),
        )
        .arg(
            Arg::new("new-admin")
                .long("new-admin")
                .action(ArgAction::SetTrue)
                .help(lang.pick(
                    "再给一个建立管理员的一次性链接，例如忘记口令时",
                    "Print a one-time link for another administrator, e.g. where a password was forgotten",
                )),
        )
}

pub(super) fn journal(lang: Lang) -> Command {
    dressed(Command::new(JOURNAL), lang)
        .about(lang.pick(
            "审核日志：打印链头（journal head），或核对有无改动、删除、截断（journal verify）",
            "The journal of reviews: print its head (journal head), or check that nothing was changed (journal verify)",
        ))
        .after_help(lang.pick(
            "例：\n  hecha journal head --work 工作\n  hecha journal verify --work 工作 --head 链头",
            "Examples:\n  hecha journal head --work work\n  hecha journal verify --work work --head HASH",
        ))
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_value_name(lang.pick("命令", "COMMAND"))
        .subcommand_help_heading(lang.pick("命令", "Commands"))
        .subcommand(
            dressed(Command::new(HEAD), lang)
                .about(lang.pick(
                    "打印记录条数和链头，供留存",
                    "Print how many entries there are and the head, to be kept elsewhere",
                ))
                .arg(work(lang)),
        )
        .subcommand(
            dressed(Command::new(VERIFY), lang)
                .about(lang.pick(
                    "核对全部记录；退出码 0 完好，1 不完好",
                    "Go over all entries; exit code 0 where they are whole, 1 where not",
                ))
                .arg(work(lang))
                .arg(Arg::new("head").long("head").value_name(lang.pick("链头", "HASH")).help(lang.pick(
                    "留存在外面的链头（印在台账、复核单上的 32 位即可）：能查出截断和整体重写",
                    "A head kept outside (the 32 digits printed on lists do): shows what was cut off or all written anew",
                ))),
        )
}
