//! What is said of the recognition networks: `models`, and the options of those commands that read pictures.

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser};

use super::{dressed, path};
use crate::lang::Lang;

pub(in crate::faces::cli) const MODELS: &str = "models";
pub(in crate::faces::cli) const FETCH: &str = "fetch";

/// Where the recognition networks are, and what computes them.
pub(super) fn networks(lang: Lang) -> [Arg; 3] {
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

pub(super) fn models(lang: Lang) -> Command {
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
