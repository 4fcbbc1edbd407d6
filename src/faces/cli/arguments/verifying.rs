//! `audit replay`, `sample`, `rates`, `links` and `integrity`: what can be asked for.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser, value_parser};
use jiff::civil::Date;

use super::{dressed, networks, path};
use crate::lang::Lang;

pub(in crate::faces::cli) const REPLAY: &str = "replay";
pub(in crate::faces::cli) const SAMPLE: &str = "sample";
pub(in crate::faces::cli) const RATES: &str = "rates";
pub(in crate::faces::cli) const LINKS: &str = "links";
pub(in crate::faces::cli) const INTEGRITY: &str = "integrity";

pub(super) fn all(lang: Lang) -> [Command; 5] {
    [replay(lang), sample(lang), rates(lang), links(lang), integrity(lang)]
}

/// What every audit takes: where, and how its report is written.
fn usual(command: Command, lang: Lang) -> Command {
    command
        .arg(path("work", lang.pick("文件夹", "DIR"), lang.pick("工作文件夹", "The work folder")).required(true))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("xlsx|jsonl")
                .value_parser(PossibleValuesParser::new(["xlsx", "jsonl"]))
                .hide_possible_values(true)
                .help(lang.pick(
                    "把结果写成 xlsx 工作簿或供程序使用的 jsonl；不写只显示汇总",
                    "Write what is found as a workbook (xlsx) or for programs (jsonl); a summary alone if not given",
                )),
        )
        .arg(path(
            "out",
            lang.pick("文件", "FILE"),
            lang.pick("写到哪个文件；不写则输出到标准输出", "The file to write; standard output if not given"),
        ))
        .arg(
            Arg::new("quiet")
                .short('q')
                .long("quiet")
                .action(ArgAction::SetTrue)
                .help(lang.pick("不显示进度", "Show no progress")),
        )
}

pub(super) fn run(lang: Lang) -> Arg {
    Arg::new("run").long("run").value_name("N").value_parser(value_parser!(i64)).help(
        lang.pick(
            "哪一次核查（默认最近一次）；编号见 hecha audit --work",
            "Which run (the last screening if not given)",
        ),
    )
}

fn replay(lang: Lang) -> Command {
    let command = dressed(Command::new(REPLAY), lang)
        .about(lang.pick(
            "重做：用现在的程序、模型和规则（或指定的规则包）把一次核查重做一遍，逐项列出不同之处及原因",
            "Do a run again with today's program, networks and rules, or a named pack; list what differs, and why",
        ))
        .after_help(lang.pick(
            "例：\n  hecha audit replay --work 工作\n  hecha audit replay --work 工作 --rules 去年规则.toml --format xlsx --out 不同.xlsx\n\n\
             原来的结果不会改动；重做的结果另存为一次核查。按 Ctrl-C 可随时停止，再运行一次会接着做。",
            "Examples:\n  hecha audit replay --work work\n  hecha audit replay --work work --rules last-year.toml --format xlsx --out differences.xlsx\n\n\
             The stored results stay as they are; the replay is kept as a run of its own. Ctrl-C stops it, and the same \
             command goes on.",
        ));
    usual(command, lang)
        .arg(run(lang))
        .arg(Arg::new("rules").long("rules").value_name(lang.pick("规则包", "PACK")).help(lang.pick(
            "换用的规则包：内置的名称，或 TOML 文件的路径（默认用那次核查的规则）",
            "Another rule pack, by name or path (that of the run if not given)",
        )))
        .arg(path(
            "roster",
            lang.pick("文件", "FILE"),
            lang.pick("换用的花名册（默认用那次核查的）", "Another roster (that of the run if not given)"),
        ))
        .arg(
            Arg::new("as-of")
                .long("as-of")
                .value_name("YYYY-MM-DD")
                .value_parser(|text: &str| text.parse::<Date>().map_err(|_| "YYYY-MM-DD"))
                .help(lang.pick("换用的基准日（默认用那次核查的）", "Another day (that of the run if not given)")),
        )
        .arg(Arg::new("fresh").long("fresh").action(ArgAction::SetTrue).help(lang.pick(
            "已读过的文件也全部重新读取，检验读取是否稳定",
            "Read every file anew although it was read before, to see that reading is steady",
        )))
        .arg(Arg::new("jobs").long("jobs").value_name("N").value_parser(value_parser!(NonZeroUsize)).help(lang.pick(
            "同时读几个文件（默认等于处理器核数）",
            "How many files to read at a time (one a core if not given)",
        )))
        .args(networks(lang))
}

fn sample(lang: Lang) -> Command {
    let command = dressed(Command::new(SAMPLE), lang)
        .about(lang.pick(
            "抽样：按学历证明种类和疑点轻重分层抽取考生，供人工抽查；同一种子抽到同样的人",
            "Draw candidates for spot checks, by kind of education proof and gravest flag; the same seed draws the same people",
        ))
        .after_help(lang.pick(
            "例：\n  hecha audit sample --work 工作 --share 0.1 --seed 2024 --format xlsx --out 抽查.xlsx",
            "Examples:\n  hecha audit sample --work work --share 0.1 --seed 2024 --format xlsx --out sample.xlsx",
        ));
    usual(command, lang)
        .arg(run(lang))
        .arg(
            Arg::new("share")
                .long("share")
                .value_name("0–1")
                .default_value("0.1")
                .hide_default_value(true)
                .value_parser(|text: &str| {
                    text.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share)).ok_or("0–1")
                })
                .help(lang.pick(
                    "每层抽取的比例（默认 0.1），每层至少一人",
                    "The share of each stratum (0.1 if not given), at least one",
                )),
        )
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .required(true)
                .help(lang.pick("随机种子", "The seed of the draw")),
        )
}

fn rates(lang: Lang) -> Command {
    let command = dressed(Command::new(RATES), lang)
        .about(lang.pick(
            "差错率：根据复核结论（或抽查结果表）计算误报率和漏查率及 95% 置信区间",
            "Measure false flags and missed defects on what reviewers decided, or on a table of findings, with 95 % intervals",
        ))
        .after_help(lang.pick(
            "例：\n  hecha audit rates --work 工作\n  hecha audit rates --work 工作 --findings 抽查结果.csv\n\n\
             抽查结果表的列：ticket_no、code、finding；finding 为 confirmed 属实、false 误报、missed 漏查、clean 查过无误。",
            "Examples:\n  hecha audit rates --work work\n  hecha audit rates --work work --findings findings.csv\n\n\
             Its columns: ticket_no, code, finding; a finding is confirmed, false, missed, or clean (looked at, nothing \
             else found).",
        ));
    usual(command, lang).arg(run(lang)).arg(path(
        "findings",
        lang.pick("文件", "FILE"),
        lang.pick(
            "抽查结果表（csv）；不写则用复核页面的结论",
            "A table of findings (csv); the review page's decisions if not given",
        ),
    ))
}

fn links(lang: Lang) -> Command {
    let command = dressed(Command::new(LINKS), lang)
        .about(lang.pick(
            "关联：跨考生、跨次、跨年查找相同的证书编号、验证码、文件、照片、扫描页、印章图、套用文字和联系电话",
            "Find what different people share across runs and years: numbers, codes, files, portraits, scans, seals, texts, phones",
        ))
        .after_help(lang.pick(
            "例：\n  hecha audit links --work 工作 --also 去年工作 --format xlsx --out 关联.xlsx\n\n\
             验证码只显示首尾。可与复核页面同时运行；按 Ctrl-C 停止，再运行一次会接着做。",
            "Examples:\n  hecha audit links --work work --also last-year --format xlsx --out links.xlsx\n\n\
             Codes are masked. It may run beside the review page; Ctrl-C stops it, and the same command goes on.",
        ));
    usual(command, lang).arg(
        Arg::new("also")
            .long("also")
            .value_name(lang.pick("文件夹", "DIR"))
            .action(ArgAction::Append)
            .value_parser(value_parser!(PathBuf))
            .help(lang.pick(
                "一并查找的其他工作文件夹，可写多次",
                "A further work folder to look through; may be given several times",
            )),
    )
}

fn integrity(lang: Lang) -> Command {
    let command = dressed(Command::new(INTEGRITY), lang)
        .about(lang.pick(
            "完好：核对每份原件、数据库每一行和审核日志是否与写入时一致；退出码 0 完好，1 不完好",
            "Check every original, every row and the journal against their fingerprints; exit code 0 where whole, 1 where not",
        ))
        .after_help(lang.pick(
            "例：\n  hecha audit integrity --work 工作\n\n可与复核页面同时运行；按 Ctrl-C 停止，再运行一次会接着做。",
            "Examples:\n  hecha audit integrity --work work\n\n\
             It may run beside the review page; Ctrl-C stops it, and the same command goes on.",
        ));
    usual(command, lang)
}
