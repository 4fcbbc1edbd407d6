//! `hecha models`: whether the recognition networks are here; `hecha models fetch` gets them.

use std::path::PathBuf;

use clap::ArgMatches;

use super::{
    Ended, arguments, models,
    terminal::{complain, say, watched},
};
use crate::{Result, lang::Lang, models::Settings, read::ocr::Choice};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    if found.subcommand_name() == Some(arguments::FETCH) {
        models::fetch(lang, watched(), &mut complain)?;
    }
    for line in models::status(&settings(found), lang) {
        say(&line);
    }
    Ok(Ended::Done)
}

/// What the arguments say about networks.
pub(super) fn settings(found: &ArgMatches) -> Settings {
    let engine = match found.get_one::<String>("engine").map(String::as_str) {
        Some("rten") => Choice::Rten,
        Some("onnxruntime") => Choice::OnnxRuntime,
        _ => Choice::Auto,
    };
    let thorough = found.get_flag("thorough");
    Settings { folder: found.get_one::<PathBuf>("models").cloned(), engine, thorough }
}
