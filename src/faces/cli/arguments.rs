//! What can be asked for, and the help that explains it, in both languages side by side.

mod auditing;
mod looking;
mod reviewing;
mod rules;
mod verifying;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser, value_parser};
use jiff::civil::{Date, Time};

use crate::{
    faces::report::{Table, lists::List},
    lang::Lang,
    model::Code,
};

pub(super) use auditing::{AUDIT, ONLINE, WORKLIST};
pub(super) use looking::{KINDS, READ, REPORT, ROSTER};
pub(super) use reviewing::{HEAD, JOURNAL, SERVE, VERIFY};
pub(super) use rules::{CHECK, RULES, SHOW};
pub(super) use verifying::{INTEGRITY, LINKS, RATES, REPLAY, SAMPLE};

pub(super) const SCREEN: &str = "screen";
pub(super) const EXPORT: &str = "export";
pub(super) const EXPLAIN: &str = "explain";
pub(super) const MODELS: &str = "models";
pub(super) const FETCH: &str = "fetch";

/// The rule pack where none is named.
pub(super) const USUAL_PACK: &str = "changsha-2024-social-worker";

/// The language asked for by `--lang` or `HECHA_LANG`, before anything else is understood: help and complaints need it.
pub(super) fn lang(words: &[OsString]) -> Lang {
    let words: Vec<_> = words.iter().skip(1).map(|w| w.to_string_lossy()).collect();
    let said = words.iter().zip(words.iter().skip(1)).find(|(word, _)| *word == "--lang").map(|(_, lang)| lang.clone());
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    #[expect(clippy::disallowed_methods, reason = "the command line may be set up by the environment")]
    let set = std::env::var("HECHA_LANG").ok();
    match said.as_deref().or(joined).or(set.as_deref()) {
        Some(lang) if lang.to_ascii_lowercase().starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// The whole command line.
pub(super) fn command(lang: Lang) -> Command {
    let version: &'static str = env!("CARGO_PKG_VERSION");
    dressed(Command::new("hecha"), lang)
        .version(version)
        .long_version(super::version::long(lang))
        .about(lang.pick(
            "hecha（核查）：读取考生上传的报考材料，与花名册和公告核对，列出需要人看的疑点。",
            "hecha (核查) reads the papers candidates upload, checks them against the roster and the announcement, and \
             lists what a person must look at.",
        ))
        .after_help(lang.pick(
            "例：\n  hecha screen --roster 名单.xlsx --uploads 上传材料 --work 工作\n  \
             hecha export --work 工作 --format xlsx --out 核查结果.xlsx\n\n\
             退出码：0 做完了（有疑点也是 0）；1 没有做成或中途停止；2 参数不对。",
            "Examples:\n  hecha screen --roster roster.xlsx --uploads uploads --work work\n  \
             hecha export --work work --format xlsx --out result.xlsx\n\n\
             Exit codes: 0 done (flags are no failures); 1 not done, or stopped; 2 bad arguments.",
        ))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(lang.pick("显示版本", "Show the version")),
        )
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_value_name(lang.pick("命令", "COMMAND"))
        .subcommand_help_heading(lang.pick("命令", "Commands"))
        .subcommand(looking::roster(lang))
        .subcommand(screen(lang))
        .subcommand(export(lang))
        .subcommand(reviewing::serve(lang))
        .subcommand(reviewing::journal(lang))
        .subcommand(auditing::audit(lang))
        .subcommand(explain(lang))
        .subcommand(models(lang))
        .subcommand(rules::rules(lang))
        .subcommand(looking::kinds(lang))
        .subcommand(looking::read(lang))
        .subcommand(looking::report(lang))
}

/// Help in the language, without what clap would add in English.
fn dressed(command: Command, lang: Lang) -> Command {
    command
        .disable_help_flag(true)
        .next_help_heading(lang.pick("选项", "Options"))
        .help_template(lang.pick(
            "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n",
            "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}\n",
        ))
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .global(true)
                .help(lang.pick("显示帮助", "Show help")),
        )
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("zh|en")
                .global(true)
                .value_parser(PossibleValuesParser::new(["zh", "en"]))
                .hide_possible_values(true)
                .help(lang.pick(
                    "提示语言：zh 中文（默认），en 英文；也可用环境变量 HECHA_LANG",
                    "Language of messages: zh (the usual one) or en; also by the variable HECHA_LANG",
                )),
        )
}

fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).value_parser(value_parser!(PathBuf)).help(help)
}

/// What a bureau adds to the kinds of documents.
fn added_kinds(lang: Lang) -> Arg {
    path(
        "kinds",
        lang.pick("文件", "FILE"),
        lang.pick(
            "材料种类补充文件（TOML）：给已有的种类增加标题、特征词、标签和句式，不必重新编译",
            "A TOML file that adds titles, phrases, labels and sentences to the kinds of documents",
        ),
    )
}

fn screen(lang: Lang) -> Command {
    dressed(Command::new(SCREEN), lang)
        .about(lang.pick(
            "核查：读取花名册和全部上传材料，结果写入工作文件夹；再次运行只读新增和改动的文件",
            "Screen uploads against a roster into the work folder; run again, it reads only what is new or changed",
        ))
        .after_help(lang.pick(
            "例：\n  hecha screen --roster 名单.xlsx --uploads 上传材料 --work 工作\n  \
             hecha screen --roster 名单.csv --uploads 上传材料 --work 工作 --until 07:00\n\n\
             按 Ctrl-C 可随时停止，已读好的都保留，再运行一次会接着做。",
            "Examples:\n  hecha screen --roster roster.xlsx --uploads uploads --work work\n  \
             hecha screen --roster roster.csv --uploads uploads --work work --until 07:00\n\n\
             Ctrl-C stops it at any time; what was read is kept, and the next run goes on from there.",
        ))
        .arg(
            path("roster", lang.pick("文件", "FILE"), lang.pick("花名册：xlsx、xls 或 csv", "The roster: xlsx, xls or csv"))
                .required(true),
        )
        .arg(
            path("uploads", lang.pick("文件夹", "DIR"), lang.pick("考生上传的材料所在的文件夹", "The folder of uploads"))
                .required(true),
        )
        .arg(
            path(
                "work",
                lang.pick("文件夹", "DIR"),
                lang.pick("工作文件夹，没有就新建；含个人信息，请妥善保管", "The work folder; made where there is none"),
            )
            .required(true),
        )
        .arg(
            Arg::new("rules")
                .long("rules")
                .value_name(lang.pick("规则包", "PACK"))
                .default_value(USUAL_PACK)
                .hide_default_value(true)
                .help(lang.pick(
                    "规则包：内置的名称，或 TOML 文件的路径（默认 changsha-2024-social-worker）",
                    "Rule pack: the name of one inside, or the path of a TOML file (changsha-2024-social-worker if not given)",
                )),
        )
        .arg(added_kinds(lang))
        .arg(
            Arg::new("as-of")
                .long("as-of")
                .value_name("YYYY-MM-DD")
                .value_parser(|text: &str| text.parse::<Date>().map_err(|_| "YYYY-MM-DD"))
                .help(lang.pick("以哪一天为准判断期限（默认今天）", "The day that deadlines are judged by (today if not given)")),
        )
        .arg(
            Arg::new("until")
                .long("until")
                .value_name("HH:MM")
                .value_parser(|text: &str| Time::strptime("%H:%M", text).map_err(|_| "HH:MM"))
                .help(lang.pick(
                    "到这个钟点就停下，下次接着做，例如 07:00",
                    "Stop at this hour and go on in the next run, e.g. 07:00",
                )),
        )
        .arg(
            Arg::new("jobs")
                .long("jobs")
                .value_name("N")
                .value_parser(value_parser!(NonZeroUsize))
                .help(lang.pick("同时读几个文件（默认等于处理器核数）", "How many files to read at a time (one a core if not given)")),
        )
        .args(networks(lang))
        .arg(
            Arg::new("retry")
                .long("retry")
                .action(ArgAction::SetTrue)
                .help(lang.pick(
                    "把上次因超时、内存不足或崩溃而没读成的文件再读一遍",
                    "Read again the files that ended by a limit or a crash last time",
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

/// Where the recognition networks are, and what computes them.
fn networks(lang: Lang) -> [Arg; 3] {
    [
        path(
            "models",
            lang.pick("文件夹", "DIR"),
            lang.pick(
                "文字识别模型所在的文件夹（默认自动下载到缓存；离线的机器用它）",
                "The folder of the recognition networks (fetched into the cache if not given; for machines without a network)",
            ),
        ),
        Arg::new("engine")
            .long("engine")
            .value_name("auto|rten|onnxruntime")
            .value_parser(PossibleValuesParser::new(["auto", "rten", "onnxruntime"]))
            .hide_possible_values(true)
            .default_value("auto")
            .hide_default_value(true)
            .help(lang.pick(
                "识别引擎：auto 自动（默认）、rten 内置、onnxruntime 较快",
                "What computes the networks: auto (the usual one), rten (inside), or onnxruntime (faster)",
            )),
        Arg::new("thorough").long("thorough").action(ArgAction::SetTrue).help(lang.pick(
            "每一行都用大模型读（慢一倍），不先用小模型",
            "Read every line with the larger networks (half as fast), and none with the smaller ones first",
        )),
    ]
}

fn explain(lang: Lang) -> Command {
    dressed(Command::new(EXPLAIN), lang)
        .about(lang.pick(
            "解释一种疑点：查什么、为什么、怎么办；不写代码则列出全部",
            "Explain a flag: what is checked, why, and what to do; without a code, list them all",
        ))
        .after_help(lang.pick(
            "例：\n  hecha explain\n  hecha explain name-mismatch",
            "Examples:\n  hecha explain\n  hecha explain name-mismatch",
        ))
        .arg(
            Arg::new("code")
                .value_name(lang.pick("代码", "CODE"))
                .value_parser(|text: &str| text.parse::<Code>().map_err(|e| e.to_string()))
                .help(lang.pick("疑点的代码，如 name-mismatch", "The code of a flag, e.g. name-mismatch")),
        )
}

fn models(lang: Lang) -> Command {
    dressed(Command::new(MODELS), lang)
        .about(lang.pick(
            "文字识别模型：查看是否就绪，或下载（models fetch）",
            "The recognition networks: whether they are here, or fetch them (models fetch)",
        ))
        .after_help(
            lang.pick("例：\n  hecha models\n  hecha models fetch", "Examples:\n  hecha models\n  hecha models fetch"),
        )
        .disable_help_subcommand(true)
        .subcommand_value_name(lang.pick("命令", "COMMAND"))
        .subcommand_help_heading(lang.pick("命令", "Commands"))
        .args(networks(lang))
        .subcommand(dressed(Command::new(FETCH), lang).about(
            lang.pick("通过 pip 下载模型到缓存并校验", "Fetch the networks through pip into the cache, and check them"),
        ))
}

fn export(lang: Lang) -> Command {
    let tables: Vec<&'static str> = Table::AS_TEXT.iter().map(|table| table.word()).collect();
    dressed(Command::new(EXPORT), lang)
        .about(lang.pick(
            "导出：把核查结果写成工作簿、表格或供程序使用的 jsonl",
            "Export what was found as a workbook, a table, or jsonl for programs",
        ))
        .after_help(lang.pick(
            "例：\n  hecha export --work 工作 --format xlsx --out 核查结果.xlsx\n  \
             hecha export --work 工作 --format csv --table flags --out 疑点.csv\n  \
             hecha export --work 工作 --format jsonl > 结果.jsonl\n  \
             hecha export --work 工作 --list returns --format pdf --out 退回补正通知.pdf\n\n\
             在线验证码属于保密内容，只写入 jsonl，工作簿和表格中会遮盖。",
            "Examples:\n  hecha export --work work --format xlsx --out result.xlsx\n  \
             hecha export --work work --format csv --table flags --out flags.csv\n  \
             hecha export --work work --format jsonl > result.jsonl\n  \
             hecha export --work work --list returns --format pdf --out letters.pdf\n\n\
             Verification codes are secrets: they are in the jsonl, and masked in workbook and tables.",
        ))
        .arg(path("work", lang.pick("文件夹", "DIR"), lang.pick("工作文件夹", "The work folder")).required(true))
        .arg(verifying::run(lang))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("jsonl|xlsx|csv|pdf")
                .value_parser(PossibleValuesParser::new(["jsonl", "xlsx", "csv", "pdf"]))
                .hide_possible_values(true)
                .required(true)
                .help(lang.pick(
                    "格式：jsonl 供程序使用，xlsx 工作簿，csv 单张表；名单和通知（--list）用 xlsx 或 pdf",
                    "jsonl for programs, xlsx workbook, csv one table; lists and letters (--list) are xlsx or pdf",
                )),
        )
        .arg(
            Arg::new("table")
                .long("table")
                .value_name("candidates|flags|fields|documents|manifest")
                .value_parser(PossibleValuesParser::new(tables))
                .hide_possible_values(true)
                .default_value(Table::Flags.word())
                .hide_default_value(true)
                .help(lang.pick(
                    "csv 要哪张表：candidates 考生、flags 疑点（默认）、fields 提取字段、documents 材料、manifest 每个文件归谁（可作 manifest.csv）",
                    "Which table for csv: candidates, flags (the usual one), fields, documents, or manifest (whose each file is, as manifest.csv)",
                )),
        )
        .args(lists(lang))
        .arg(path(
            "out",
            lang.pick("文件", "FILE"),
            lang.pick("写到哪个文件；不写则输出到标准输出", "The file to write; standard output if not given"),
        ))
}

/// What is made from the decisions of reviewers.
fn lists(lang: Lang) -> [Arg; 3] {
    let words: Vec<&'static str> = List::ALL.iter().map(|list| list.word()).collect();
    [
        Arg::new("list")
            .long("list")
            .value_name("passed|returns|ledger|sheets")
            .value_parser(PossibleValuesParser::new(words))
            .hide_possible_values(true)
            .help(lang.pick(
                "复核之后的文件：passed 公示名单（已遮盖）、returns 退回补正通知、ledger 核查台账、sheets 复核单",
                "What is made after the review: passed (for the public, masked), returns (letters), ledger, sheets (to sign)",
            )),
        Arg::new("candidate")
            .long("candidate")
            .value_name(lang.pick("准考证号", "TICKET"))
            .requires("list")
            .help(lang.pick("只要这一位考生的", "That of one candidate alone")),
        path(
            "font",
            lang.pick("文件", "FILE"),
            lang.pick("pdf 用的中文字体文件（默认用本机的）", "The Chinese typeface for pdf (one of this machine if not given)"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn help_is_in_the_language_asked_for() {
        let zh = command(Lang::Zh).render_help().to_string();
        for english in ["Usage", "Options", "Commands", "Print", "[default", "[possible"] {
            assert!(!zh.contains(english), "{english} in:\n{zh}");
        }
        assert!(command(Lang::En).render_help().to_string().contains("Usage: hecha"));
    }

    #[test]
    fn the_language_is_found_before_the_rest_is_understood() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(lang(&words("hecha --lang en nonsense")), Lang::En);
        assert_eq!(lang(&words("hecha screen --lang=en")), Lang::En);
        assert_eq!(lang(&words("hecha screen --lang zh")), Lang::Zh);
    }
}
