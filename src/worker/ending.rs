//! How workers end that were not asked to, and what that says: of the file, of the machine, or of nothing.

use std::io;
use std::process::ExitStatus;

use super::process::Ended;
use crate::model::{DamageReason, Problem, Reading};

/// Why a worker did not get ready.
#[derive(Debug)]
pub(super) struct NoStart {
    /// In English.
    pub(super) why: String,
    /// Whether it will be so the next time: the program is not there, or is none that reads. All else (no memory, no
    /// more processes, somebody ended it) may pass.
    pub(super) lasting: bool,
}

impl NoStart {
    pub(super) fn passing(why: impl Into<String>) -> Self {
        Self { why: why.into(), lasting: false }
    }

    /// The system would not start it.
    pub(super) fn of_spawning(error: &io::Error) -> Self {
        let lasting = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied);
        Self { why: error.to_string(), lasting }
    }

    /// It ended, or had to be ended, before it was ready.
    pub(super) fn of_ending(status: Option<ExitStatus>) -> Self {
        match status {
            // A reader has no reason to end well before it was asked anything.
            Some(status) => Self { why: format!("it did not get ready: {status}"), lasting: status.success() },
            None => Self::passing("it did not end"),
        }
    }
}

/// A file on which the reader broke.
pub(super) fn broke(reason: DamageReason, what: String) -> Reading {
    Reading { problems: vec![Problem { page: None, what }], ..Reading::damaged(reason) }
}

/// What the end of a worker without an answer says; `words` are its last.
pub(super) fn verdict(status: Option<ExitStatus>, words: &str) -> Ended {
    let said = |what: &str| words.contains(what);
    let slain = || Ended::Slain(broke(DamageReason::OutOfMemory, "ended by the system".to_owned()));
    let broke = |reason, what: &str| Ended::Broke(broke(reason, what.to_owned()));
    match status.and_then(signal) {
        Some(signal::HANGUP | signal::INTERRUPT | signal::TERMINATE) => Ended::Killed,
        Some(signal::CPU) => broke(DamageReason::Timeout, "used up its processor time"),
        // The kernel ends whoever takes the machine's last memory, and others whoever they choose.
        Some(signal::KILL) => slain(),
        _ if said("memory allocation of") || said("bad_alloc") || said("out of memory") => {
            broke(DamageReason::OutOfMemory, "asked for more memory than the limit")
        }
        _ if said("overflowed its stack") => broke(DamageReason::Crashed, "the reader overflowed its stack"),
        Some(number) => broke(DamageReason::Crashed, &format!("the reader ended with signal {number}")),
        None => broke(DamageReason::Crashed, "the reader ended"),
    }
}

/// Signals by number, the same on Linux and macOS.
mod signal {
    pub(super) const HANGUP: i32 = 1;
    pub(super) const INTERRUPT: i32 = 2;
    pub(super) const KILL: i32 = 9;
    pub(super) const TERMINATE: i32 = 15;
    pub(super) const CPU: i32 = 24;
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}
