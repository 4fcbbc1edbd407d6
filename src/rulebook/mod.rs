//! Floor 3. The announcement as data: rule packs in TOML, a ledger of its clauses.
//!
//! A [`Pack`] holds everything that depends on the exam, the year and the city; the checks hold none of it. Packs that
//! ship inside are named in [`BUILTIN`]; a bureau may bring its own file of the same shape. A pack is validated when it
//! is loaded ([`Pack::parse`]), and what is wrong comes with its line.

mod compose;
mod eligibility;
mod faults;
mod ledger;
mod moment;
mod pack;
mod parse;
mod review;
pub mod router;
#[cfg(test)]
mod router_cases;
mod rows;
mod schooling;

pub use compose::{Inherits, whole};
pub use eligibility::{Demand, Refusal, Standing};
pub use ledger::About;
pub use pack::Pack;
pub use parse::PackError;
pub use review::{Reason, ReviewRules};
pub use rows::{
    Clause, CodeRule, Counting, Eligibility, ExamLevel, Exemption, FullTime, MajorClass, Majors, MakeUp, Opinion, Owed,
    Required, Route, SchoolType, SchoolWords, SealRule, SealWords, Site, Window, WorkWords,
};
pub use schooling::{Known, Schooling};

/// The packs that ship inside: name and text, sorted by name.
pub const BUILTIN: &[(&str, &str)] = &[
    ("changsha-2024-pharmacist", include_str!("../../rules/changsha-2024-pharmacist.toml")),
    ("changsha-2024-safety-engineer", include_str!("../../rules/changsha-2024-safety-engineer.toml")),
    ("changsha-2024-social-worker", include_str!("../../rules/changsha-2024-social-worker.toml")),
    ("shanxi-2025-social-worker", include_str!("../../rules/shanxi-2025-social-worker.toml")),
];
