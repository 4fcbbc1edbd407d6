//! Floor 3. One file a flag: doc, example, pure function, tests.
//!
//! [`run`] gives every flag of one candidate. Each check is a function of the [`bench::Bench`] (the candidate's papers,
//! the rules, the day, what other candidates handed in) and knows nothing of the other checks; what several need to
//! agree on, whose a document is and what a field should say, they ask the bench.
//!
//! Three rules bind them all. *Could not read* is never *differs*: a difference that the reader's doubt explains is
//! `low-confidence`. One root cause raises one flag, with every sighting. A flag points at paper, at a roster cell, or at
//! the absence of a document.

pub mod bench;
pub mod cohort;
mod registry;
#[cfg(test)]
#[allow(dead_code, reason = "some helpers wait for the checks that will use them")]
mod testing;

mod candidate_unknown;
mod document_damaged;
mod document_encrypted;
mod document_missing;
mod document_unreadable;
mod document_unrecognised;
mod submitted_late;

pub use cohort::Cohort;
pub use registry::{ALL, Check, explain};

use jiff::civil::Date;

use crate::model::{Case, Flag};
use crate::rulebook::Pack;

/// What the checks know beside the candidate's own papers.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The rules.
    pub pack: &'a Pack,
    /// The day on which papers must be valid.
    pub day: Date,
    /// What all candidates handed in.
    pub cohort: &'a Cohort,
}

/// Every flag of one candidate (or of the uploads that belong to nobody), most serious first.
#[must_use]
pub fn run(case: &Case, context: &Context<'_>) -> Vec<Flag> {
    let bench = bench::Bench::new(case, context);
    let mut flags: Vec<Flag> = ALL.iter().flat_map(|check| (check.run)(&bench)).collect();
    // A stable sort: within a severity the order of the list, and of each check's own findings, stays.
    flags.sort_by_key(|flag| std::cmp::Reverse(flag.severity));
    flags
}
