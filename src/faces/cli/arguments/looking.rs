//! The commands for people who look into how things are read: `roster`, `kinds`, `read` and `report`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, value_parser};

use super::{added_kinds, dressed, networks, path};
use crate::{lang::Lang, model::DocumentKind};

pub(in crate::faces::cli) const KINDS: &str = "kinds";
pub(in crate::faces::cli) const READ: &str = "read";
pub(in crate::faces::cli) const REPORT: &str = "report";

pub(in crate::faces::cli) const ROSTER: &str = "roster";

pub(super) fn roster(lang: Lang) -> Command {
    dressed(Command::new(ROSTER), lang)
        .about(lang.pick(
            "先看花名册：读的是哪张工作表、每一列当作什么、有几名考生、哪里可疑；不读材料",
            "Look at a roster first: which sheet is read, what each column is taken for, how many candidates, what is doubtful",
        ))
        .after_help(lang.pick(
            "例：\n  hecha roster 名单.xlsx\n\n例值已遮盖。screen 开始时也显示同样的内容。",
            "Example:\n  hecha roster roster.xlsx\n\nExamples of values are masked. `screen` begins with the same lines.",
        ))
        .arg(
            Arg::new("file")
                .value_name(lang.pick("文件", "FILE"))
                .value_parser(value_parser!(PathBuf))
                .required(true)
                .help(lang.pick("花名册：xlsx、xls 或 csv", "The roster: xlsx, xls or csv")),
        )
}

pub(super) fn kinds(lang: Lang) -> Command {
    dressed(Command::new(KINDS), lang)
        .about(lang.pick(
            "材料种类：列出全部；写明一种则列出它的标题、特征词和各字段的标签",
            "The kinds of documents; of one that is named, its titles, phrases, and fields with their labels",
        ))
        .after_help(lang.pick(
            "例：\n  hecha kinds\n  hecha kinds diploma\n  hecha kinds diploma --kinds 本局材料.toml",
            "Examples:\n  hecha kinds\n  hecha kinds diploma\n  hecha kinds diploma --kinds ours.toml",
        ))
        .arg(
            Arg::new("kind")
                .value_name(lang.pick("种类", "KIND"))
                .value_parser(|text: &str| text.parse::<DocumentKind>().map_err(|e| e.to_string()))
                .help(lang.pick("种类的代码，如 diploma", "The name of a kind, e.g. diploma")),
        )
        .arg(added_kinds(lang))
}

pub(super) fn read(lang: Lang) -> Command {
    dressed(Command::new(READ), lang)
        .about(lang.pick(
            "读一个文件：显示读到的全部内容、位置和把握，供排查和增加材料种类时用",
            "Read one file and show everything that is read from it, with places and confidence",
        ))
        .after_help(lang.pick(
            "例：\n  hecha read 毕业证.pdf\n  hecha read 毕业证.pdf --draw 看图\n\n\
             显示的是个人信息，请勿外传；在线验证码会遮盖。",
            "Examples:\n  hecha read diploma.pdf\n  hecha read diploma.pdf --draw pictures\n\n\
             What it shows is personal data. Verification codes are masked.",
        ))
        .arg(
            Arg::new("file")
                .value_name(lang.pick("文件", "FILE"))
                .value_parser(value_parser!(PathBuf))
                .required(true)
                .help(lang.pick("一份上传材料：PDF 或图片", "An upload: a PDF or a picture")),
        )
        .arg(path(
            "draw",
            lang.pick("文件夹", "DIR"),
            lang.pick(
                "把每页画成 PNG 存入这个文件夹，并框出读到的位置：灰字、绿字段、红章、紫二维码、橙出入",
                "Paint each page as a PNG in this folder: words grey, fields green, seals red, codes purple, contradictions orange",
            ),
        ))
        .arg(
            Arg::new("words")
                .long("words")
                .action(ArgAction::SetTrue)
                .help(lang.pick("连同每个词一起显示", "Show every word as well")),
        )
        .arg(added_kinds(lang))
        .args(networks(lang))
}

pub(super) fn report(lang: Lang) -> Command {
    dressed(Command::new(REPORT), lang)
        .about(lang.pick(
            "报告：把需要人看的考生（或一位考生）连同材料上的位置写成一个网页文件，不联网就能打开",
            "Write those whom somebody must look at (or one candidate), with the spots on their papers, as one page",
        ))
        .after_help(lang.pick(
            "例：\n  hecha report --work 工作 --html 核查结果.html\n  \
             hecha report --work 工作 --html 考生.html --candidate 4301249801005\n\n\
             网页里有个人信息和材料的图像，只供内部使用，请勿外传：文字中的身份证号和在线验证码会遮盖，图像中的不会。",
            "Examples:\n  hecha report --work work --html result.html\n  \
             hecha report --work work --html candidate.html --candidate 4301249801005\n\n\
             The page holds personal data and pictures of papers: for use inside the bureau only. Identity numbers and \
             verification codes are masked in its text, not in its pictures.",
        ))
        .arg(path("work", lang.pick("文件夹", "DIR"), lang.pick("工作文件夹", "The work folder")).required(true))
        .arg(path("html", lang.pick("文件", "FILE"), lang.pick("写到哪个文件", "The file to write")).required(true))
        .arg(
            Arg::new("candidate")
                .long("candidate")
                .value_name(lang.pick("准考证号", "TICKET"))
                .help(lang.pick("只要这一位考生的，没有疑点也写", "That of one candidate alone, flagged or not")),
        )
        .arg(
            Arg::new("quiet")
                .short('q')
                .long("quiet")
                .action(ArgAction::SetTrue)
                .help(lang.pick("不显示进度", "Show no progress")),
        )
}
