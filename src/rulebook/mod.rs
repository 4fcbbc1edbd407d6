//! Floor 3. The announcement as data: rule packs in TOML, a ledger of its clauses.
//!
//! A [`Pack`] holds everything that depends on the exam, the year and the city; the checks hold none of it. Packs that
//! ship inside are named in [`BUILTIN`]; a bureau may bring its own file of the same shape. A pack is validated when it
//! is loaded ([`Pack::parse`]), and what is wrong comes with its line.

mod eligibility;
mod ledger;
mod moment;
mod pack;
mod parse;
mod review;
pub mod router;
#[cfg(test)]
mod router_cases;
mod schooling;

pub use eligibility::{Demand, Standing};
pub use pack::{
    Clause, CodeRule, Eligibility, ExamLevel, Exemption, FullTime, MajorClass, Majors, MakeUp, Owed, Pack, Required,
    Route, SchoolType, SchoolWords, SealRule, SealWords, Window, WorkWords,
};
pub use parse::PackError;
pub use review::{Reason, ReviewRules};
pub use schooling::{Known, Schooling};

/// The packs that ship inside: name and text, sorted by name.
pub const BUILTIN: &[(&str, &str)] =
    &[("changsha-2024-social-worker", include_str!("../../rules/changsha-2024-social-worker.toml"))];
