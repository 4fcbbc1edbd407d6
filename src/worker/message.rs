//! What the pool and a worker say to each other.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::Format;
use crate::models::Located;
use crate::read;

/// The first frame to a worker: what holds for all its files.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// The bounds that the reader keeps itself.
    pub limits: read::Limits,
    /// The networks that read pictures of text, as far as they are here.
    pub networks: Located,
    /// Memory in bytes; 0 for no limit.
    pub memory: u64,
    /// Processor time for one file, in seconds; 0 for no limit.
    pub cpu_seconds: u64,
    /// A file with more bytes is not opened; 0 for no limit.
    pub file_bytes: u64,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Where its bytes are: the copy in the work folder.
    pub path: PathBuf,
    /// What it is.
    pub format: Format,
}

/// To the worker.
pub(super) mod to {
    /// A [`super::Setup`].
    pub(in crate::worker) const SETUP: u8 = b's';
    /// A [`super::Job`].
    pub(in crate::worker) const JOB: u8 = b'j';
}

/// From the worker.
pub(super) mod from {
    /// The walls stand; send a job.
    pub(in crate::worker) const READY: u8 = b'y';
    /// Something was got done: the file is long, not stuck.
    pub(in crate::worker) const ALIVE: u8 = b'a';
    /// A [`crate::model::Reading`].
    pub(in crate::worker) const READING: u8 = b'r';
    /// The reader panicked; where, as text. The worker ends itself.
    pub(in crate::worker) const PANIC: u8 = b'p';
}
