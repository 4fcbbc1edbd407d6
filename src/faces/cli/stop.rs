//! Stopping a run on request: Ctrl-C (and what the system sends at shutdown), or an hour. The pipeline looks at the
//! flag between files; what is read by then is kept.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
    thread,
    time::Duration,
};

/// Why a run was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Somebody pressed Ctrl-C, or the system asked for it.
    Asked,
    /// The hour of `--until` came.
    Hour,
}

/// The flag that stops a run, and who raised it.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop {
    raised: Arc<AtomicBool>,
    asked: Arc<AtomicU8>,
    at_once: Arc<AtomicBool>,
}

impl Stop {
    /// A flag that Ctrl-C raises. Pressed a second time it ends the program at once; the store survives that as it
    /// survives a power cut. [`Self::at_once`] makes the first time do so.
    pub(super) fn on_ctrl_c() -> Self {
        // One for the whole program: a command may begin another.
        static STOP: OnceLock<Stop> = OnceLock::new();
        let stop = STOP.get_or_init(Self::handling);
        stop.at_once(false);
        stop.clone()
    }

    fn handling() -> Self {
        let stop = Self::default();
        let (raised, asked, at_once) = (Arc::clone(&stop.raised), Arc::clone(&stop.asked), Arc::clone(&stop.at_once));
        // Without a handler Ctrl-C still ends the program, only less politely.
        let _ = ctrlc::set_handler(move || {
            if asked.fetch_add(1, Ordering::Relaxed) > 0 || at_once.load(Ordering::Relaxed) {
                HalfWritten::remove_all();
                std::process::exit(1);
            }
            raised.store(true, Ordering::Relaxed);
        });
        stop
    }

    /// Whether Ctrl-C ends the program at once, as there is nothing to keep yet: a large roster takes a while to read.
    pub(super) fn at_once(&self, yes: bool) {
        self.at_once.store(yes, Ordering::Relaxed);
    }

    /// Raises the flag after this time as well.
    pub(super) fn after(&self, wait: Duration) {
        let raised = Arc::clone(&self.raised);
        // The thread sleeps until the program ends or the hour comes; nobody waits for it.
        thread::spawn(move || {
            thread::sleep(wait);
            raised.store(true, Ordering::Relaxed);
        });
    }

    /// The flag as the pipeline takes it.
    pub(super) fn flag(&self) -> &AtomicBool {
        &self.raised
    }

    /// Who raised it.
    pub(super) fn why(&self) -> Why {
        if self.asked.load(Ordering::Relaxed) > 0 { Why::Asked } else { Why::Hour }
    }
}

/// A file that is being written and stands beside its place until it is whole: it goes when the program is ended.
#[derive(Debug)]
pub(super) struct HalfWritten(PathBuf);

/// Those that are being written.
static HALF_WRITTEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

impl HalfWritten {
    /// Takes note of one.
    pub(super) fn note(path: &Path) -> Self {
        HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Self(path.to_owned())
    }

    fn remove_all() {
        for path in HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // The program ends either way.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Drop for HalfWritten {
    fn drop(&mut self) {
        HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| *path != self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_raises_the_flag() {
        let stop = Stop::default();
        stop.after(Duration::ZERO);
        for _ in 0..500 {
            if stop.flag().load(Ordering::Relaxed) {
                assert_eq!(stop.why(), Why::Hour);
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("the flag was not raised");
    }
}
