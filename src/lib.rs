//! hecha (核查) reads the papers candidates upload after a professional exam, checks them against the roster and the
//! announcement, and shows a reviewer what needs a person.
//!
//! Read [`pipeline`] first: the whole job on one screen. Then the floors, each using only itself and those above it in
//! this list:
//!
//! 0. [`model`], [`values`], [`lang`]: plain data; printed values, one kind a file; the languages people are told things in.
//! 1. [`intake`], [`read`]: folder to uploads; bytes to pages.
//! 2. [`layout`], [`kinds`], [`classify`], [`extract`]: words to rows and cells; pages to documents; documents to fields
//!    with evidence.
//! 3. [`roster`], [`rulebook`], [`checks`]: the candidates; the announcement as data; one flag a file.
//! 4. [`models`], [`worker`], [`store`]: the networks on this machine; a process a file; what is kept.
//! 5. [`pipeline`], [`audit`]: screen a folder of uploads; verify it again.
//! 6. [`faces`]: the command line and the reports.

pub mod audit;
pub mod bounds;
pub mod checks;
pub mod classify;
pub mod error;
pub mod extract;
pub mod faces;
pub mod intake;
pub mod kinds;
pub mod lang;
pub mod layout;
pub mod model;
pub mod models;
pub mod pipeline;
pub mod read;
pub mod roster;
pub mod rulebook;
pub mod store;
pub mod values;
pub mod worker;

pub use error::{Error, Result};
