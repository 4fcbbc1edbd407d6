//! Floor 3. One file a flag: doc, example, pure function, tests.
//!
//! [`run`] gives every flag of one candidate. Each check is a function of the [`bench::Bench`] (the candidate's papers,
//! the rules, the day, what other candidates handed in) and knows nothing of the other checks; what several need to
//! agree on, whose a document is and what a field should say, they ask the bench.
//!
//! Three rules bind them all. *Could not read* is never *differs*: a difference that the reader's doubt explains is
//! `low-confidence`. One root cause raises one flag, with every sighting. A flag points at paper, at a roster cell, or at
//! the absence of a document.

pub mod answered;
pub mod bench;
mod by_number;
pub mod cohort;
pub mod degree;
mod english;
mod gaps;
mod overlaid;
pub mod phrase;
mod registry;
mod seals;
pub mod sightings;
mod strangers;
pub mod sure_dates;
#[cfg(test)]
mod testing;
mod typefaces;
pub mod whose;
pub mod work;
#[cfg(test)]
mod years_cases;

// One file a flag, sorted by code.
mod birth_date_mismatch;
mod candidate_unknown;
mod certificate_no_inconsistent;
mod certificate_no_mismatch;
mod document_damaged;
mod document_duplicate;
mod document_encrypted;
mod document_missing;
mod document_unreadable;
mod document_unrecognised;
mod edited_after_signing;
mod edited_file;
mod employer_mismatch;
mod exam_mismatch;
mod exemption_proof_missing;
mod field_missing;
mod graduated_on_mismatch;
mod id_number_invalid;
mod id_number_mismatch;
mod level_mismatch;
mod low_confidence;
mod major_mismatch;
mod name_mismatch;
mod name_variant;
mod not_graduated;
mod online_differs;
mod online_needs_person;
mod online_not_found;
mod opinion_adverse;
mod period_after_cutoff;
mod period_implausible;
mod period_overlap;
mod provisional_proof;
mod qr_differs;
mod roster_duplicate;
mod roster_incomplete;
mod route_mismatch;
mod school_mismatch;
mod seal_employer_mismatch;
mod seal_missing;
mod sex_mismatch;
mod shared_certificate_no;
mod shared_image;
mod shared_verification_code;
mod signature_invalid;
mod submitted_late;
mod text_differs_from_image;
mod verification_code_malformed;
mod verification_expired;
mod work_unrelated;
mod wrong_person;
mod years_insufficient;
mod years_total_inconsistent;

pub use bench::EDUCATION_PROOFS;
pub use cohort::Cohort;
pub use english::english;
pub use registry::{ALL, Check, explain};
pub use strangers::strangers_by_person;
pub use whose::is_strangers;
pub use years_insufficient::{claimed, demand};

use jiff::civil::Date;

use crate::model::{Answers, Case, Flag};
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
    /// What portals said. Empty where nothing was looked up.
    pub answers: &'a Answers,
}

fn all_of(case: &Case, context: &Context<'_>) -> Vec<Flag> {
    let bench = bench::Bench::new(case, context);
    ALL.iter().flat_map(|check| (check.run)(&bench)).collect()
}

/// Every flag of one candidate (or of the uploads that belong to nobody), most serious first.
#[must_use]
pub fn run(case: &Case, context: &Context<'_>) -> Vec<Flag> {
    let mut flags: Vec<Flag> = if case.candidate.is_some() {
        all_of(case, context)
    } else {
        // Strangers to each other contradict nobody.
        strangers::by_person(case).iter().flat_map(|person| all_of(person, context)).collect()
    };
    // A stable sort: within a severity the order of the list, and of each check's own findings, stays.
    flags.sort_by_key(|flag| std::cmp::Reverse(flag.severity));
    flags
}
