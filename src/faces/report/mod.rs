//! Reports: what a run concluded, for programs (`jsonl`) and for people (`xlsx`, `csv`). They read the store alone.

pub mod audit;
mod csv;
pub mod html;
mod jsonl;
pub mod lists;
mod rows;
pub mod run;
#[cfg(test)]
mod sample;
mod secrets;
#[cfg(test)]
mod tests;
pub mod worklist;
mod xlsx;

pub(super) use secrets::Secrets;

use std::io::Write;
use std::path::Path;

use crate::{
    Error, Result,
    pipeline::Rules,
    rulebook::Pack,
    store::{Run, RunId, Store},
};

pub use rows::Table;

/// The finished run that a report is about.
pub struct Source<'a> {
    /// Where it is kept.
    pub store: &'a dyn Store,
    /// Which.
    pub id: RunId,
    /// What went into it.
    pub run: Run,
}

impl Source<'_> {
    /// The rules that it was run by; `None` where they are not kept or no longer understood.
    fn pack(&self) -> Option<Pack> {
        Rules::of_run(self.store, &self.run).ok().map(|rules| rules.pack)
    }
}

/// In what form a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A line of JSON a candidate, in the shape of the contract.
    Jsonl,
    /// A workbook.
    Xlsx,
    /// One table of the workbook.
    Csv(Table),
}

/// Writes a report. What is too large for memory waits in a file in `scratch`, the system's temporary folder where none is
/// named.
pub fn write(source: &Source<'_>, form: Form, scratch: Option<&Path>, out: &mut dyn Write) -> Result<(), Broken> {
    match form {
        Form::Jsonl => jsonl::write(source, out),
        Form::Xlsx => xlsx::write(source, scratch, out),
        Form::Csv(table) => csv::write(source, table, out),
    }
}

/// Makes something by way of a library that may panic, as on a full disk: that is an error like others.
fn guarded<T>(make: impl FnOnce() -> Result<T>) -> Result<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(make)).unwrap_or(Err(Error::Broke))
}

/// Why a report was not written: what stops any command, or that its place cannot be written to.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The store, or the making of the report.
    #[error(transparent)]
    Run(#[from] Error),
    /// The place it was written to; only the caller knows its name.
    #[error(transparent)]
    Out(#[from] std::io::Error),
}
