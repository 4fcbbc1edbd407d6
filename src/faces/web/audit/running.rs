//! An audit that goes on beside the review, on a thread of its own. What it drew from readings is kept as it goes, so one
//! that ends with the program goes on from there the next time.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use crate::pipeline::{Stage, Watch};

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) enum Standing {
    /// Nobody started one, or it is done.
    #[default]
    Idle,
    /// It goes on.
    Runs,
    /// It ended before its end.
    Failed,
}

/// The audit that somebody started.
#[derive(Debug, Default)]
pub(in super::super) struct Running {
    standing: Mutex<Standing>,
    stop: AtomicBool,
    steps: AtomicU64,
}

impl Running {
    fn lock(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far it is, and how many results it has been through.
    pub(super) fn standing(&self) -> (Standing, u64) {
        (*self.lock(), self.steps.load(Ordering::Relaxed))
    }

    /// Begins, unless one is under way.
    pub(super) fn begin(&self) -> bool {
        let mut standing = self.lock();
        if *standing == Standing::Runs {
            return false;
        }
        *standing = Standing::Runs;
        self.steps.store(0, Ordering::Relaxed);
        self.stop.store(false, Ordering::Relaxed);
        true
    }

    /// Ends.
    pub(super) fn end(&self, well: bool) {
        *self.lock() = if well { Standing::Idle } else { Standing::Failed };
    }

    /// Asks it to stop.
    pub(super) fn halt(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// What is raised where it is asked to stop.
    pub(super) const fn flag(&self) -> &AtomicBool {
        &self.stop
    }
}

impl Watch for Running {
    fn begin(&self, _: Stage, _: Option<u64>) {}

    fn step(&self) {
        self.steps.fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_on_at_a_time() {
        let running = Running::default();
        assert!(running.begin());
        assert!(!running.begin());
        Watch::step(&running);
        assert_eq!(running.standing(), (Standing::Runs, 1));
        running.halt();
        assert!(running.flag().load(Ordering::Relaxed));
        running.end(false);
        assert_eq!(running.standing().0, Standing::Failed);
        assert!(running.begin() && !running.flag().load(Ordering::Relaxed));
    }
}
