//! The commands that verify again what a work folder holds.

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser, value_parser};

use super::{dressed, path, verifying};
use crate::lang::Lang;

pub(in crate::faces::cli) const AUDIT: &str = "audit";
pub(in crate::faces::cli) const ONLINE: &str = "online";
pub(in crate::faces::cli) const WORKLIST: &str = "worklist";

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
        .subcommand(online(lang))
        .subcommand(worklist(lang))
}

fn work(lang: Lang) -> Arg {
    path("work", lang.pick("文件夹", "DIR"), lang.pick("工作文件夹", "The work folder")).required(true)
}

fn online(lang: Lang) -> Command {
    dressed(Command::new(ONLINE), lang)
        .about(lang.pick(
            "联网查询：通过单位有权使用的接口核验验证码和编号，并据此重新核对；不写接口文件则不联网",
            "Look codes and numbers up through connectors that the office may use, and check again with the answers",
        ))
        .after_help(lang.pick(
            "例：\n  hecha audit online --work 工作 --connectors 接口.toml\n\n\
             接口文件的写法见 README。学信网没有对外接口，网页供人使用，请用 hecha audit worklist 由人查询。\n\
             按 Ctrl-C 可随时停止，已查到的都保留，再运行一次会接着查。",
            "Examples:\n  hecha audit online --work work --connectors connectors.toml\n\n\
             The README shows such a file. 学信网 has no interface and its pages are for people: see hecha audit worklist.\n\
             Ctrl-C stops it at any time; answers are kept, and the next run goes on from there.",
        ))
        .arg(work(lang))
        .arg(
            path("connectors", lang.pick("文件", "FILE"), lang.pick("接口文件（TOML）", "The file of connectors (TOML)"))
                .required(true),
        )
        .arg(
            Arg::new("candidate")
                .long("candidate")
                .value_name(lang.pick("准考证号", "TICKET"))
                .help(lang.pick("只查这一名考生", "Only this candidate")),
        )
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .value_parser(value_parser!(usize))
                .help(lang.pick("本次最多查几项", "So many look-ups at most")),
        )
        .arg(
            Arg::new("older-than")
                .long("older-than")
                .value_name(lang.pick("天数", "DAYS"))
                .value_parser(value_parser!(u32))
                .help(lang.pick("多少天以前的查询结果要重新查（默认不重查）", "Ask anew what was answered so many days ago")),
        )
        .arg(
            Arg::new("retry")
                .long("retry")
                .action(ArgAction::SetTrue)
                .help(lang.pick(
                    "上次要求图形验证码、被拒绝或看不懂的，再查一次",
                    "Ask again where a captcha, a refusal or an unclear answer came last time",
                )),
        )
        .arg(
            Arg::new("quiet")
                .short('q')
                .long("quiet")
                .action(ArgAction::SetTrue)
                .help(lang.pick("不显示进度和汇总，只报错", "Show neither progress nor summary, only errors")),
        )
}

fn worklist(lang: Lang) -> Command {
    dressed(Command::new(WORKLIST), lang)
        .about(lang.pick(
            "待查清单：须由人到学信网等网站查询的材料，按网站列出网址和编号",
            "What a person must look up at 学信网 and the like: by portal, with addresses and codes",
        ))
        .after_help(lang.pick(
            "例：\n  hecha audit worklist --work 工作 --format xlsx --out 待查清单.xlsx\n\n\
             清单里有在线验证码，属于保密内容，用后请删除。",
            "Examples:\n  hecha audit worklist --work work --format xlsx --out worklist.xlsx\n\n\
             The list holds verification codes, which are secrets: delete it after use.",
        ))
        .arg(work(lang))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("xlsx")
                .value_parser(PossibleValuesParser::new(["xlsx"]))
                .hide_possible_values(true)
                .default_value("xlsx")
                .hide_default_value(true)
                .help(lang.pick("格式：xlsx 工作簿", "xlsx, a workbook")),
        )
        .arg(path("out", lang.pick("文件", "FILE"), lang.pick("写到哪个文件", "The file to write")).required(true))
}
