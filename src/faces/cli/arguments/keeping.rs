//! The commands for whoever keeps the machine and its work folders: `start`, `doctor`, `runs` and `prune`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser, value_parser};

use super::{USUAL_PACK, dressed, networks, path};
use crate::lang::Lang;

pub(in crate::faces::cli) const START: &str = "start";
pub(in crate::faces::cli) const DOCTOR: &str = "doctor";
pub(in crate::faces::cli) const RUNS: &str = "runs";
pub(in crate::faces::cli) const PRUNE: &str = "prune";
pub(in crate::faces::cli) const COMPLETIONS: &str = "completions";
pub(in crate::faces::cli) const MAN: &str = "man";

fn work(lang: Lang) -> Arg {
    path("work", lang.pick("文件夹", "DIR"), lang.pick("工作文件夹", "The work folder"))
}

fn rules(lang: Lang) -> Arg {
    Arg::new("rules")
        .long("rules")
        .value_name(lang.pick("规则包", "PACK"))
        .default_value(USUAL_PACK)
        .hide_default_value(true)
        .help(lang.pick("规则包：内置的名称，或 TOML 文件的路径", "Rule pack: the name of one inside, or a TOML file"))
}

pub(super) fn start(lang: Lang) -> Command {
    dressed(Command::new(START), lang)
        .about(lang.pick(
            "开始：在文件夹里找到花名册和上传材料，先给您看，同意后核查，再打开审核页面",
            "Begin: find roster and uploads in a folder, show them, screen when you agree, and open the review page",
        ))
        .after_help(lang.pick(
            "例：\n  hecha start 2024年社工\n\n文件夹里放一份花名册（xlsx、xls 或 csv）和一个装全部上传材料的文件夹；\
             结果写入其中的“工作”文件夹。",
            "Example:\n  hecha start exam-2024\n\nThe folder holds a roster (xlsx, xls or csv) and one folder of all uploads; \
             results go into the folder 工作 in it.",
        ))
        .arg(
            Arg::new("folder")
                .value_name(lang.pick("文件夹", "FOLDER"))
                .value_parser(value_parser!(PathBuf))
                .required(true)
                .help(lang.pick("装着花名册和上传材料的文件夹", "The folder with roster and uploads")),
        )
        .arg(rules(lang))
        .args(networks(lang))
        .arg(
            Arg::new("yes")
                .short('y')
                .long("yes")
                .action(ArgAction::SetTrue)
                .help(lang.pick("不再询问，直接开始", "Do not ask, begin")),
        )
        .arg(
            Arg::new("no-review")
                .long("no-review")
                .action(ArgAction::SetTrue)
                .help(lang.pick("核查完就结束，不打开审核页面", "End after screening, without the review page")),
        )
}

pub(super) fn doctor(lang: Lang) -> Command {
    dressed(Command::new(DOCTOR), lang)
        .about(lang.pick(
            "体检：这台电脑、隔离、识别模型、字体、磁盘、时钟、规则包和工作文件夹是否都好，不好的怎么办",
            "Look at this machine: walls, networks, typeface, disk, clock, rule pack and work folder, and what to do",
        ))
        .after_help(lang.pick(
            "例：\n  hecha doctor\n  hecha doctor --work 工作\n\n每行“好”或写明怎么办；有影响核查的问题时退出码为 1。",
            "Examples:\n  hecha doctor\n  hecha doctor --work work\n\nEach line is good or says what to do; the exit code is 1 \
             where something keeps a run from its work.",
        ))
        .arg(work(lang))
        .arg(rules(lang))
        .args(networks(lang))
}

pub(super) fn runs(lang: Lang) -> Command {
    dressed(Command::new(RUNS), lang)
        .about(lang.pick(
            "历次核查：哪些必须保留、为什么，哪些可以清理、能腾出多少；或显示最近一次的运行报告",
            "The runs of a work folder: which must stay and why, which may go and what that frees; or the last run's report",
        ))
        .after_help(lang.pick(
            "例：\n  hecha runs --work 工作\n  hecha runs --work 工作 --report text\n  hecha runs --work 工作 --report json\n\n\
             运行报告里没有个人信息，可以交给维护人员。",
            "Examples:\n  hecha runs --work work\n  hecha runs --work work --report text\n  hecha runs --work work --report json\n\n\
             The report holds no personal data and may be given to whoever maintains the program.",
        ))
        .arg(work(lang).required(true))
        .arg(
            Arg::new("report")
                .long("report")
                .value_name("text|json")
                .value_parser(PossibleValuesParser::new(["text", "json"]))
                .hide_possible_values(true)
                .help(lang.pick("显示最近一次运行的报告", "Show the report of the last run")),
        )
}

pub(super) fn prune(lang: Lang) -> Command {
    dressed(Command::new(PRUNE), lang)
        .about(lang.pick(
            "清理历次核查：先说明能腾出多少，加 --yes 才清理；结论和审计所依据的都保留",
            "Throw away what no decision and no audit rests on: says what that frees, and does it with --yes",
        ))
        .after_help(lang.pick(
            "例：\n  hecha prune --work 工作\n  hecha prune --work 工作 --yes\n\n\
             保留：最近一次核查、有效结论所依据的核查、独有某份材料的核查、保留核查的最近一次重做；原始材料和日志从不清理。",
            "Examples:\n  hecha prune --work work\n  hecha prune --work work --yes\n\nWhat stays: the last screening, those that \
             decisions rest on, those that alone hold some file, the last replay of each; originals and the journal always.",
        ))
        .arg(work(lang).required(true))
        .arg(
            Arg::new("yes")
                .short('y')
                .long("yes")
                .action(ArgAction::SetTrue)
                .help(lang.pick("确实清理", "Do it")),
        )
}

/// Not for clerks: what a package is made with.
pub(super) fn for_packages(lang: Lang) -> [Command; 2] {
    let shells = ["bash", "fish", "zsh"];
    [
        dressed(Command::new(COMPLETIONS), lang)
            .hide(true)
            .about(lang.pick("输出命令行补全脚本", "Print a script that completes the command line"))
            .arg(Arg::new("shell").required(true).value_parser(PossibleValuesParser::new(shells))),
        dressed(Command::new(MAN), lang).hide(true).about(lang.pick("输出手册页", "Print the manual page")),
    ]
}
