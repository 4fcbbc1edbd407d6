//! What people decide, one act a file. Each checks that what it was decided on is still what is shown, and answers only
//! once the journal holds it.

mod correct;
mod decide;
mod rule;
mod together;
mod undo;
mod unmask;

pub(super) use self::{
    correct::correct,
    decide::decide,
    rule::rule,
    together::{pass, sample},
    undo::undo,
    unmask::unmask,
};

use super::refusal::Refusal;
use crate::{faces::report::Secrets, store::CandidateResult};

/// The longest text that people may add.
const LONGEST: usize = 2000;

/// A person's own words as the journal keeps them: trimmed, without control characters, with verification codes masked.
/// `None` where nothing was written.
pub(super) fn words(text: Option<&str>, result: &CandidateResult) -> Result<Option<String>, Refusal> {
    let text = text.map(str::trim).unwrap_or_default();
    if text.chars().count() > LONGEST {
        return Err(Refusal::invalid(format!("文字太长，最多 {LONGEST} 个字。")));
    }
    let sound: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let documents = result.files.iter().flat_map(|file| &file.documents);
    Ok((!sound.is_empty()).then(|| Secrets::among(documents).hide(&sound)))
}
