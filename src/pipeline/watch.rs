//! What a run tells whoever watches it. It says how far it is; how that looks is the watcher's affair.

/// A stretch of the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Uploads are fingerprinted and copied; how many there are is not known yet.
    TakingIn,
    /// Files are read.
    Reading,
    /// What was read is sorted into documents, and by candidate.
    Sorting,
    /// Codes are looked up at portals.
    LookingUp,
    /// Candidates are checked.
    Checking,
    /// Pages are drawn for a report.
    Drawing,
}

/// Whoever watches. Called from several threads.
pub trait Watch: Sync {
    /// A stage begins, with so many steps where that is known.
    fn begin(&self, stage: Stage, steps: Option<u64>);

    /// A step of the stage is done.
    fn step(&self);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nobody;

impl Watch for Nobody {
    fn begin(&self, _: Stage, _: Option<u64>) {}

    fn step(&self) {}
}
