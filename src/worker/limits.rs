//! What the pool allows a worker.

use std::time::Duration;

/// The limits that the pool keeps from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A worker that gives no sign of life for so long is stuck. A page that is recognised gives several.
    pub silence: Duration,
    /// No file may take longer than this, signs of life or not.
    pub total: Duration,
    /// Memory of one worker in bytes, counted as address space (a little more than what is used); 0 for no limit.
    pub memory: u64,
    /// A file with more bytes is not opened; 0 for no limit.
    pub file_bytes: u64,
    /// A worker is replaced after so many files. With one, a file that takes its reader over reaches no other.
    pub files: u32,
    /// All files that took too long get this long together when they are read again, or a tenth of what reading all others
    /// took where that is longer: a hundred hostile ones must not take the night.
    pub again: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            silence: Duration::from_secs(60),
            total: Duration::from_secs(30 * 60),
            memory: 4 << 30,
            file_bytes: 512 << 20,
            files: 1,
            again: Duration::from_secs(10 * 60),
        }
    }
}
