//! Whether the journal of reviews agrees with what was noted about it outside: the heads that each run kept in the other
//! database, and one that a person has on paper.
//!
//! Whoever can write the whole work folder can rewrite both databases alike. Only a head that lies elsewhere, on a signed
//! list or on another machine, proves more, and only up to its entry; [`Checked`] says how far that is.

use crate::{
    Result,
    store::{
        self, WorkFolder,
        review::{Anchor, Break, GENESIS, Review, Verified},
    },
};

/// What going over a journal came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What is in it; `None` where the work folder has none.
    pub verified: Option<Verified>,
    /// The heads that runs kept, oldest first.
    pub anchors: Vec<Anchor>,
    /// The number of the entry up to which a head from outside the work folder proves it; `None` where none was given.
    pub proven: Option<i64>,
    /// The first thing that is wrong.
    pub broken: Option<Break>,
}

/// Goes over the journal of a work folder. `printed` is a head that was kept outside, or the printed beginning of one.
/// Nothing is made where there is none.
pub fn check(folder: &WorkFolder, printed: Option<&str>) -> Result<Checked> {
    let runs = if folder.database().is_file() { store::open(folder)?.runs()? } else { Vec::new() };
    let anchors: Vec<Anchor> = runs.into_iter().filter_map(|(_, run)| run.journal).collect();
    if !Review::exists(folder) {
        let named = anchors.iter().any(|anchor| anchor.entries > 0) || printed.is_some_and(|head| head != GENESIS);
        return Ok(Checked { verified: None, anchors, proven: None, broken: named.then_some(Break::HeadUnknown) });
    }
    let kept = anchors.iter().map(|anchor| anchor.head.clone());
    let heads: Vec<String> = kept.chain(printed.map(str::to_owned)).collect();
    let verified = Review::open(folder)?.verify(&heads)?;
    let proven = printed.and_then(|head| verified.found.get(head).copied());
    let broken = verified.broken.clone();
    Ok(Checked { verified: Some(verified), anchors, proven, broken })
}

#[cfg(test)]
mod tests;
