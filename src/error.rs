//! What stops a run. Everything else is a [`crate::model::Problem`] (met and survived) or a [`crate::model::Flag`].
//!
//! Each error says what happened, where, and what to do next, in the clerk's language and in English, and has an exit
//! code: 1 when the run could not be done, 2 for bad arguments.

use std::path::PathBuf;

/// The result of what can stop a run.
pub type Result<T> = std::result::Result<T, Error>;

/// What stops a run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}
