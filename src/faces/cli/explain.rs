//! `hecha explain`: what a flag means, why it is raised and what a reviewer should do; without a code, all of them.

use clap::ArgMatches;
use unicode_width::UnicodeWidthStr;

use super::{Ended, terminal::say};
use crate::{Result, checks, faces::names, lang::Lang, model::Code};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    match found.get_one::<Code>("code") {
        Some(code) => say(&explained(*code, lang)),
        None => say(&Code::ALL.iter().map(|code| listed(*code, lang)).collect::<Vec<_>>().join("\n")),
    }
    Ok(Ended::Done)
}

/// The documentation of the check that raises a code.
fn explained(code: Code, lang: Lang) -> String {
    let doc = checks::explain(code).unwrap_or_else(|| {
        lang.pick("目前没有检查会提出这种疑点。", "No check raises this flag at present.").to_owned()
    });
    format!("{code}  {}\n\n{doc}", names::code(code))
}

/// A code with its name, and whether a check raises it.
fn listed(code: Code, lang: Lang) -> String {
    let gap = " ".repeat(30_usize.saturating_sub(code.as_str().width()));
    let raised = checks::explain(code).is_some();
    let remark = if raised { "" } else { lang.pick("  （尚未启用）", "  (not raised yet)") };
    format!("{code}{gap}{}{remark}", names::code(code))
}
