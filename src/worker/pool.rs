//! The near side: as many workers as cores, each with one file at a time.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::iter::{ParallelBridge, ParallelIterator};

use super::crew::{Crew, Pauses, pause};
use super::ending::{NoStart, broke};
use super::limits::Limits;
use super::message::{Drawn, Job, Setup, Sketch, Typeface};
use super::process::{Ended, Process};
use super::walls::Wall;
use crate::model::{DamageReason, Outcome, Reading};
use crate::models::Located;
use crate::read::archive::Member;
use crate::{Error, Result, read};

const TIMEOUT: Outcome = Outcome::Damaged { reason: DamageReason::Timeout };
const NOT_READ: Outcome = Outcome::Damaged { reason: DamageReason::NotRead };

/// So many workers the system may kill at one file that has the machine to itself before that is the file's doing.
const SLAIN_ALONE: usize = 3;

/// So many of the slowest files are told.
const SLOWEST: usize = 10;

/// So many workers may be ended from outside at one file before it is put aside for this time.
const KILLED_AT_MOST: usize = 4;

/// How a pool is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program that serves, usually this one.
    pub program: PathBuf,
    /// Its arguments: the hidden command.
    pub arguments: Vec<String>,
    /// How many workers; `None` for one a core.
    pub workers: Option<NonZeroUsize>,
    /// The limits kept from outside.
    pub limits: Limits,
    /// The limits kept by the reader.
    pub reading: read::Limits,
    /// The networks that read pictures of text, as far as they are here.
    pub networks: Located,
    /// The typeface that pages are drawn with where they bring none.
    pub typeface: Option<Typeface>,
}

impl Settings {
    /// This program's own workers, one a core, under the usual limits.
    pub fn this_program() -> Result<Self> {
        let program =
            std::env::current_exe().map_err(|error| Error::Worker { why: error.to_string(), lasting: true })?;
        Ok(Self {
            program,
            arguments: vec!["worker".into()],
            workers: None,
            limits: Limits::default(),
            reading: read::Limits::default(),
            networks: Located::default(),
            typeface: None,
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "the pool measures how long reading takes")]
fn now() -> Instant {
    Instant::now()
}

/// How much longer a file may take that took too long before.
const PATIENCE: u32 = 5;

/// The workers. Dropping it ends them.
pub struct Pool {
    settings: Settings,
    setup: Setup,
    threads: rayon::ThreadPool,
    crew: Crew,
    idle: Mutex<Vec<Process>>,
    missing: Mutex<BTreeSet<Wall>>,
    /// How long reading all files took.
    took: Mutex<Duration>,
    /// The files that took longest.
    slowest: Mutex<Vec<(String, Duration)>>,
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Pool {
    /// Gets ready; workers are started as they are needed.
    pub fn new(settings: Settings) -> Result<Self> {
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(settings.workers.map_or(0, NonZeroUsize::get))
            .thread_name(|number| format!("worker-{number}"))
            .build()
            .map_err(|error| Error::Worker { why: error.to_string(), lasting: true })?;
        let limits = &settings.limits;
        let setup = Setup {
            limits: settings.reading,
            networks: settings.networks.clone(),
            typeface: settings.typeface.clone(),
            memory: limits.memory,
            // Twice the time, in case some of it is spent in two threads at once.
            cpu_seconds: limits.total.as_secs().saturating_mul(2).max(1),
            file_bytes: limits.file_bytes,
        };
        let crew = Crew::new(threads.current_num_threads());
        Ok(Self {
            settings,
            setup,
            threads,
            crew,
            idle: Mutex::default(),
            missing: Mutex::default(),
            took: Mutex::default(),
            slowest: Mutex::default(),
        })
    }

    /// How many files are read at a time.
    #[must_use]
    pub fn workers(&self) -> usize {
        self.threads.current_num_threads()
    }

    /// Has all these files read and hands on each reading, with the index of its job, as it comes: from several threads
    /// and in no order. Ends early when `stop` is set (files being read are given up, and read anew in the next run) or
    /// when `done` fails.
    pub fn read_all(
        &self,
        jobs: &[Job],
        stop: &AtomicBool,
        done: &(dyn Fn(usize, Reading) -> Result<()> + Sync),
    ) -> Result<()> {
        let begun = now();
        let read = self.threads.install(|| {
            jobs.iter().enumerate().par_bridge().try_for_each(|(index, job)| match self.read(job, stop)? {
                Some(reading) => done(index, reading),
                None => Ok(()),
            })
        });
        *self.took.lock().unwrap_or_else(PoisonError::into_inner) = begun.elapsed();
        read
    }

    /// Has files read that took too long before, with more patience; those for which no time is left count as they did.
    pub fn read_late(
        &self,
        jobs: &[Job],
        stop: &AtomicBool,
        done: &(dyn Fn(usize, Reading) -> Result<()> + Sync),
    ) -> Result<()> {
        let (begun, budget) = (now(), self.budget());
        self.threads.install(|| {
            jobs.iter().enumerate().par_bridge().try_for_each(|(index, job)| {
                if begun.elapsed() >= budget && !stop.load(Ordering::Relaxed) {
                    return done(index, Reading::damaged(DamageReason::Timeout));
                }
                match self.read_with(&self.patient(), 1, job, stop)? {
                    Some(reading) => done(index, reading),
                    None => Ok(()),
                }
            })
        })
    }

    /// Has files read again on which a worker broke or was ended, one at a time with the machine to itself: what others
    /// took from it, memory above all, must convict no file. Those for which no time is left are not told.
    pub fn read_alone(
        &self,
        jobs: &[Job],
        stop: &AtomicBool,
        done: &mut dyn FnMut(usize, Reading) -> Result<()>,
    ) -> Result<()> {
        let (begun, budget) = (now(), self.budget());
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        for (index, job) in jobs.iter().enumerate() {
            if begun.elapsed() >= budget {
                break;
            }
            match self.read_with(&self.patient(), SLAIN_ALONE, job, stop)? {
                Some(reading) => done(index, reading)?,
                None => break,
            }
        }
        Ok(())
    }

    /// How long files may take together that are read again.
    fn budget(&self) -> Duration {
        let took = *self.took.lock().unwrap_or_else(PoisonError::into_inner);
        self.settings.limits.again.max(took / 10)
    }

    /// [`PATIENCE`] times the time.
    fn patient(&self) -> Limits {
        let usual = &self.settings.limits;
        Limits {
            silence: usual.silence.saturating_mul(PATIENCE),
            total: usual.total.saturating_mul(PATIENCE),
            ..*usual
        }
    }

    /// Has a file read; `None` when `stop` was set. Only a worker that cannot be started is an error; a file at which all
    /// are ended from outside counts as [`DamageReason::NotRead`].
    pub fn read(&self, job: &Job, stop: &AtomicBool) -> Result<Option<Reading>> {
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let used = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(process) = used {
            let Some(_turn) = self.crew.turn(stop) else { return Ok(None) };
            match self.ask(process, job, &self.settings.limits, stop) {
                Ended::Answered(reading) => return Ok(Some(reading)),
                // A file that takes too long does so by itself.
                Ended::Broke(reading) if reading.outcome == TIMEOUT => return Ok(Some(reading)),
                Ended::Stopped => return Ok(None),
                // What earlier files left behind must not decide: only a worker of its own convicts a file.
                Ended::Broke(_) | Ended::Slain(_) | Ended::Killed | Ended::Lacking => {}
            }
        }
        self.read_with(&self.settings.limits, 1, job, stop)
    }

    /// Has a file read by a worker of its own, and by another where that one is ended from outside. So often may the system
    /// kill one before that counts as the file's doing.
    fn read_with(&self, limits: &Limits, slain: usize, job: &Job, stop: &AtomicBool) -> Result<Option<Reading>> {
        let Some(_turn) = self.crew.turn(stop) else { return Ok(None) };
        let mut pauses = Pauses::new(limits);
        let mut why = "something outside keeps ending the readers";
        for turn in 1..=KILLED_AT_MOST {
            let Some(process) = self.start(stop)? else { return Ok(None) };
            match self.ask(process, job, limits, stop) {
                Ended::Answered(reading) => {
                    self.crew.well();
                    return Ok(Some(reading));
                }
                Ended::Broke(reading) => return Ok(Some(reading)),
                Ended::Slain(reading) => {
                    self.crew.fewer();
                    if turn >= slain {
                        return Ok(Some(reading));
                    }
                }
                Ended::Stopped => return Ok(None),
                Ended::Killed => self.crew.fewer(),
                Ended::Lacking => why = "the recognition networks could not be loaded",
            }
            if !pause(pauses.next(), stop) {
                return Ok(None);
            }
        }
        Ok(Some(broke(DamageReason::NotRead, why.to_owned())))
    }

    /// Has a page drawn, or learns what its file counts as where it cannot be. What drawing breaks is a worker, never
    /// this process.
    pub fn draw(&self, sketch: &Sketch) -> Result<std::result::Result<Drawn, Outcome>> {
        let never = AtomicBool::new(false);
        for _ in 0..KILLED_AT_MOST {
            let Some(mut process) = self.idle_or_new(&never)? else { break };
            match process.draw(sketch, &self.settings.limits) {
                Ok(drawn) => {
                    self.keep(process);
                    return Ok(drawn);
                }
                Err(ended) => match *ended {
                    Ended::Answered(reading) | Ended::Broke(reading) => return Ok(Err(reading.outcome)),
                    Ended::Slain(_) => {}
                    Ended::Killed | Ended::Lacking | Ended::Stopped => {}
                },
            }
        }
        Ok(Err(NOT_READ))
    }

    /// Has an archive unpacked: `each` gets its files as they come. How that ended, as [`crate::read::archive::unpack`] says;
    /// [`DamageReason::NotRead`] where the worker was ended from outside, when some files may have come; `None` when `stop`
    /// was set.
    pub fn unpack(
        &self,
        job: &Job,
        stop: &AtomicBool,
        each: &mut dyn FnMut(Member) -> Result<()>,
    ) -> Result<Option<Outcome>> {
        let Some(_turn) = self.crew.turn(stop) else { return Ok(None) };
        let Some(mut process) = self.idle_or_new(stop)? else { return Ok(None) };
        match process.unpack(job, &self.settings.limits, stop, each)? {
            Ok(outcome) => {
                self.keep(process);
                Ok(Some(outcome))
            }
            Err(ended) => match *ended {
                Ended::Answered(reading) | Ended::Broke(reading) | Ended::Slain(reading) => Ok(Some(reading.outcome)),
                Ended::Stopped => Ok(None),
                Ended::Killed | Ended::Lacking => {
                    self.crew.fewer();
                    Ok(Some(NOT_READ))
                }
            },
        }
    }

    /// A worker that waits, or a new one; `None` when `stop` was set.
    fn idle_or_new(&self, stop: &AtomicBool) -> Result<Option<Process>> {
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let used = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        used.map_or_else(|| self.start(stop), |process| Ok(Some(process)))
    }

    /// Keeps a worker for the next file where it may read another.
    fn keep(&self, process: Process) {
        if process.served < self.settings.limits.files {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
        }
    }

    /// Asks this worker, and keeps it for the next file where it may.
    fn ask(&self, mut process: Process, job: &Job, limits: &Limits, stop: &AtomicBool) -> Ended {
        let begun = now();
        let ended = process.ask(job, limits, stop);
        self.note(job, begun.elapsed());
        if matches!(ended, Ended::Answered(_)) {
            self.keep(process);
        }
        ended
    }

    /// Starts a worker and ends it: whether files could be read here. The walls that it could not put up.
    pub fn try_out(&self) -> Result<Vec<Wall>> {
        drop(self.start(&AtomicBool::new(false))?);
        Ok(self.missing())
    }

    /// The files that took longest, by the names of their copies, the slowest first.
    #[must_use]
    pub fn slowest(&self) -> Vec<(String, Duration)> {
        self.slowest.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes note of how long a file took.
    fn note(&self, job: &Job, took: Duration) {
        let Some(name) = job.path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return };
        let mut slowest = self.slowest.lock().unwrap_or_else(PoisonError::into_inner);
        slowest.push((name, took));
        slowest.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        slowest.truncate(SLOWEST);
    }

    /// The walls that workers could not put up on this machine, as far as any was started.
    #[must_use]
    pub fn missing(&self) -> Vec<Wall> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    /// A new worker; `None` when `stop` was set. One that the system does not let start, or ends at once, is tried again
    /// with pauses and fewer at a time.
    fn start(&self, stop: &AtomicBool) -> Result<Option<Process>> {
        let mut pauses = Pauses::new(&self.settings.limits);
        for left in (0..self.settings.limits.tries.max(1)).rev() {
            match Process::start(&self.settings.program, &self.settings.arguments, &self.setup) {
                Ok(process) => {
                    self.missing.lock().unwrap_or_else(PoisonError::into_inner).extend(&process.missing);
                    return Ok(Some(process));
                }
                Err(NoStart { why, lasting }) if lasting || left == 0 => return Err(Error::Worker { why, lasting }),
                Err(NoStart { why, .. }) => {
                    tracing::warn!(why, "a worker did not start");
                    self.crew.fewer();
                }
            }
            if !pause(pauses.next(), stop) {
                break;
            }
        }
        Ok(None)
    }
}
