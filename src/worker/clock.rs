//! How long a worker has been at a file: by the clock on the wall, less the time for which it would have worked and was
//! not let to. On a starved machine every file is slow, and none of them hangs.

use std::time::{Duration, Instant};

use super::limits::Limits;

/// Waiting for a processor buys a worker so many times its limit by the wall, and no more: a clock that is not to be
/// trusted must not make a hanging file hang the run.
const AT_MOST: u32 = 5;

/// Both clocks of one file.
pub(super) struct Clock {
    process: u32,
    begun: Moment,
    heard: Moment,
}

/// A moment on both.
#[derive(Clone, Copy)]
struct Moment {
    wall: Instant,
    /// For how long the worker had waited for a processor by then.
    starved: Duration,
}

impl Clock {
    /// Starts for the worker with this process id.
    pub(super) fn start(process: u32) -> Self {
        let now = Moment { wall: now(), starved: starved(process) };
        Self { process, begun: now, heard: now }
    }

    /// The worker gave a sign of life.
    pub(super) fn heard(&mut self) {
        self.heard = Moment { wall: now(), starved: starved(self.process) };
    }

    /// Whether it was silent, or at work, for longer than it may be.
    pub(super) fn is_over(&self, limits: &Limits) -> bool {
        let wall = now();
        let (silent, all) = (wall.duration_since(self.heard.wall), wall.duration_since(self.begun.wall));
        if silent <= limits.silence && all <= limits.total {
            return false;
        }
        let starved = starved(self.process);
        let since = |moment: Moment| starved.saturating_sub(moment.starved);
        is_over(silent, since(self.heard), limits.silence) || is_over(all, since(self.begun), limits.total)
    }
}

/// Whether so long on the wall, of which it was kept from working for some, is more than it may take.
fn is_over(wall: Duration, starved: Duration, most: Duration) -> bool {
    wall.saturating_sub(starved) > most || wall > most.saturating_mul(AT_MOST)
}

#[expect(clippy::disallowed_methods, reason = "the watchdog measures time")]
fn now() -> Instant {
    Instant::now()
}

/// For how long that thread of a process that waited longest was ready to run and had no processor. Nothing where the
/// system does not count it: then the wall alone counts.
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "the kernel tells it in files")]
fn starved(process: u32) -> Duration {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let waits = tasks.filter_map(|task| waited(&std::fs::read_to_string(task.path().join("schedstat")).ok()?));
    waits.max().unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn starved(_: u32) -> Duration {
    Duration::ZERO
}

/// Out of a thread's `schedstat`: nanoseconds at work, nanoseconds ready and waiting, turns.
#[cfg(target_os = "linux")]
fn waited(schedstat: &str) -> Option<Duration> {
    schedstat.split_whitespace().nth(1)?.parse().ok().map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: fn(u64) -> Duration = Duration::from_secs;

    #[test]
    fn waiting_for_a_processor_is_not_silence() {
        assert!(is_over(S(61), S(0), S(60)));
        assert!(!is_over(S(61), S(50), S(60)), "a starved machine is not a hanging file");
        assert!(is_over(S(150), S(80), S(60)));
        assert!(is_over(S(301), S(300), S(60)), "not for ever");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_kernel_tells_who_waits() {
        assert_eq!(waited("123 4000000000 7\n"), Some(S(4)));
        assert_eq!(waited(""), None);
        assert_eq!(starved(u32::MAX), Duration::ZERO, "a process that is gone waits for nothing");
    }
}
