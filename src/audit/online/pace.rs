//! How fast a host is asked: the rate limit, back-off with jitter, and the breaker.

use std::collections::VecDeque;
use std::sync::atomic::AtomicBool;

use super::connector::Manners;

/// The span over which requests are counted, in milliseconds.
pub(super) const MINUTE: i64 = 60_000;

/// Tells the time and waits. An argument, so that waiting can be tested without waiting.
pub trait Clock {
    /// Milliseconds since 1970.
    fn now(&self) -> i64;

    /// Waits until then, or until the flag is raised.
    fn wait_until(&self, at: i64, stop: &AtomicBool);
}

/// What is remembered of one host.
#[derive(Debug, Default)]
pub(super) struct Host {
    /// When requests of the last minute were sent, oldest first.
    sent: VecDeque<i64>,
    /// Before this nothing is sent.
    not_before: i64,
    /// Look-ups that failed one after the other.
    failures: u32,
}

impl Host {
    /// A host to which requests were sent before this run.
    pub(super) fn new(sent: Vec<i64>) -> Self {
        Self { sent: sent.into(), ..Self::default() }
    }

    /// The first moment at which the next request may be sent.
    pub(super) fn next(&self, manners: &Manners) -> i64 {
        let gap = i64::try_from(manners.gap_ms).unwrap_or(i64::MAX);
        let after_last = self.sent.back().map_or(i64::MIN, |last| last.saturating_add(gap));
        let full = usize::try_from(manners.per_minute).unwrap_or(usize::MAX);
        let in_window = self.sent.len().checked_sub(full).and_then(|at| self.sent.get(at));
        let after_window = in_window.map_or(i64::MIN, |first| first.saturating_add(MINUTE));
        self.not_before.max(after_last).max(after_window)
    }

    /// A request is sent.
    pub(super) fn send(&mut self, at: i64) {
        self.sent.push_back(at);
        while self.sent.front().is_some_and(|first| first.saturating_add(MINUTE) < at) {
            self.sent.pop_front();
        }
    }

    /// Nothing is sent before this moment.
    pub(super) fn rest_until(&mut self, at: i64) {
        self.not_before = self.not_before.max(at);
    }

    /// A look-up ended; whether so many failed in a row that the host is left alone.
    pub(super) fn ended(&mut self, well: bool, manners: &Manners) -> bool {
        self.failures = if well { 0 } else { self.failures.saturating_add(1) };
        self.has_failed(manners)
    }

    /// Whether too many look-ups failed in a row.
    pub(super) const fn has_failed(&self, manners: &Manners) -> bool {
        self.failures >= manners.stop_after
    }
}

/// Chance from a seed: the same seed gives the same waits.
#[derive(Debug)]
pub(super) struct Jitter(u64);

impl Jitter {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// How long to wait before the repetition of this number, from 0: twice as long each time, and up to half as much
    /// again by chance.
    pub(super) fn back_off(&mut self, manners: &Manners, number: u32) -> i64 {
        let base = i64::try_from(manners.back_off_seconds.saturating_mul(1000)).unwrap_or(i64::MAX);
        let long = base.saturating_mul(1_i64 << number.min(16));
        let longest = i64::try_from(manners.longest_wait_seconds.saturating_mul(1000)).unwrap_or(i64::MAX).max(base);
        let long = long.min(longest);
        long.saturating_add(self.below(long / 2 + 1))
    }

    /// A number from 0 to below the limit (`SplitMix64`).
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^= x >> 31;
        i64::try_from(x % u64::try_from(limit.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_minute_has_more_requests_than_allowed() {
        let manners = Manners { per_minute: 5, gap_ms: 1_000, ..Manners::default() };
        let mut host = Host::new(vec![0, 2_000]);
        let mut all = vec![0, 2_000];
        for _ in 0..50 {
            let at = host.next(&manners);
            host.send(at);
            all.push(at);
        }
        assert!(all.windows(2).all(|two| two[1] - two[0] >= 1_000), "{all:?}");
        assert!(all.windows(6).all(|six| six[5] - six[0] >= MINUTE), "{all:?}");
    }

    #[test]
    fn each_repetition_waits_longer_and_never_beyond_the_bound() {
        let manners = Manners { back_off_seconds: 2, longest_wait_seconds: 60, ..Manners::default() };
        let mut jitter = Jitter::new(7);
        let waits: Vec<i64> = (0..40).map(|number| jitter.back_off(&manners, number)).collect();
        assert!((2_000..=3_000).contains(&waits[0]) && (4_000..=6_000).contains(&waits[1]), "{waits:?}");
        assert!(waits.iter().all(|wait| *wait <= 90_001), "{waits:?}");
        let mut again = Jitter::new(7);
        assert_eq!(waits, (0..40).map(|number| again.back_off(&manners, number)).collect::<Vec<_>>());
    }
}
