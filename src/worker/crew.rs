//! How many workers are at work at a time: fewer where the system ends them or lets none start, as it does when memory is
//! short, and more again when it goes well.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::limits::Limits;

/// After so many files without trouble one more may work.
const WELL: u32 = 20;

/// How often somebody who waits looks at the stop flag.
const TICK: Duration = Duration::from_millis(100);

/// The workers that may be at work.
pub(super) struct Crew {
    most: usize,
    state: Mutex<State>,
    room: Condvar,
}

struct State {
    allowed: usize,
    busy: usize,
    well: u32,
}

/// A worker at work, as long as it is kept.
pub(super) struct Turn<'a>(&'a Crew);

impl Crew {
    /// Up to `most`.
    pub(super) fn new(most: usize) -> Self {
        let most = most.max(1);
        Self { most, state: Mutex::new(State { allowed: most, busy: 0, well: 0 }), room: Condvar::new() }
    }

    /// Waits until one more may work; `None` where it was stopped before.
    pub(super) fn turn(&self, stop: &AtomicBool) -> Option<Turn<'_>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.busy >= state.allowed {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            state = self.room.wait_timeout(state, TICK).unwrap_or_else(PoisonError::into_inner).0;
        }
        state.busy += 1;
        Some(Turn(self))
    }

    /// A worker was ended from outside, or could not be started.
    pub(super) fn fewer(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.allowed = state.allowed.saturating_sub(1).max(1);
        state.well = 0;
        tracing::warn!(workers = state.allowed, "fewer workers, as the system ends them");
    }

    /// A file was read.
    pub(super) fn well(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.allowed == self.most {
            return;
        }
        state.well += 1;
        if state.well >= WELL {
            state.well = 0;
            state.allowed += 1;
            self.room.notify_one();
        }
    }

    /// How many may be at work now.
    #[cfg(test)]
    fn allowed(&self) -> usize {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).allowed
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.busy = state.busy.saturating_sub(1);
        self.0.room.notify_one();
    }
}

/// The pauses between tries, each twice as long as the one before.
pub(super) struct Pauses(Duration);

impl Pauses {
    /// The longest.
    const LONGEST: Duration = Duration::from_secs(30);

    pub(super) fn new(limits: &Limits) -> Self {
        Self(limits.pause)
    }

    pub(super) fn next(&mut self) -> Duration {
        let pause = self.0.min(Self::LONGEST);
        self.0 = pause.saturating_mul(2);
        pause
    }
}

/// Sleeps for so long; `false` where it was stopped meanwhile.
pub(super) fn pause(long: Duration, stop: &AtomicBool) -> bool {
    let mut left = long;
    while !left.is_zero() {
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        let nap = left.min(TICK);
        std::thread::sleep(nap);
        left -= nap;
    }
    !stop.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_after_trouble_never_none_and_more_when_it_goes_well() {
        let crew = Crew::new(3);
        (0..5).for_each(|_| crew.fewer());
        assert_eq!(crew.allowed(), 1);
        (0..WELL).for_each(|_| crew.well());
        assert_eq!(crew.allowed(), 2);
        (0..WELL * 5).for_each(|_| crew.well());
        assert_eq!(crew.allowed(), 3);
    }

    #[test]
    fn whoever_waits_for_a_turn_hears_the_stop() {
        let (crew, stop) = (Crew::new(1), AtomicBool::new(false));
        let turn = crew.turn(&stop).unwrap();
        stop.store(true, Ordering::Relaxed);
        assert!(crew.turn(&stop).is_none());
        drop(turn);
        assert!(crew.turn(&stop).is_some());
    }
}
