//! The near side: as many workers as cores, each with one file at a time.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::iter::{ParallelBridge, ParallelIterator};

use super::limits::Limits;
use super::message::{Drawn, Job, Setup, Sketch, Typeface};
use super::process::{Ended, Process};
use super::walls::Wall;
use crate::model::{DamageReason, Outcome, Reading};
use crate::models::Located;
use crate::read::archive::Member;
use crate::{Error, Result, read};

const TIMEOUT: Outcome = Outcome::Damaged { reason: DamageReason::Timeout };

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
        let program = std::env::current_exe().map_err(|error| Error::Worker { why: error.to_string() })?;
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
    idle: Mutex<Vec<Process>>,
    missing: Mutex<BTreeSet<Wall>>,
    /// How long reading all files took.
    took: Mutex<Duration>,
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
            .map_err(|error| Error::Worker { why: error.to_string() })?;
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
        Ok(Self { settings, setup, threads, idle: Mutex::default(), missing: Mutex::default(), took: Mutex::default() })
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
        let took = *self.took.lock().unwrap_or_else(PoisonError::into_inner);
        let (begun, budget) = (now(), self.settings.limits.again.max(took / 10));
        self.threads.install(|| {
            jobs.iter().enumerate().par_bridge().try_for_each(|(index, job)| {
                if begun.elapsed() >= budget && !stop.load(Ordering::Relaxed) {
                    return done(index, Reading::damaged(DamageReason::Timeout));
                }
                match self.read_patiently(job, stop)? {
                    Some(reading) => done(index, reading),
                    None => Ok(()),
                }
            })
        })
    }

    /// Has a file read that took too long before, by a worker of its own with [`PATIENCE`] times the time; `None` when
    /// `stop` was set.
    fn read_patiently(&self, job: &Job, stop: &AtomicBool) -> Result<Option<Reading>> {
        let usual = &self.settings.limits;
        let limits = Limits {
            silence: usual.silence.saturating_mul(PATIENCE),
            total: usual.total.saturating_mul(PATIENCE),
            ..*usual
        };
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        match self.start()?.ask(job, &limits, stop) {
            Ended::Answered(reading) | Ended::Broke(reading) => Ok(Some(reading)),
            Ended::Stopped => Ok(None),
            Ended::Killed => Err(Error::Worker { why: "something outside keeps ending the workers".into() }),
        }
    }

    /// Has a file read; `None` when `stop` was set. Only a worker that cannot be started is an error.
    pub fn read(&self, job: &Job, stop: &AtomicBool) -> Result<Option<Reading>> {
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let used = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(process) = used {
            match self.ask(process, job, stop) {
                Ended::Answered(reading) => return Ok(Some(reading)),
                // A file that takes too long does so by itself.
                Ended::Broke(reading) if reading.outcome == TIMEOUT => return Ok(Some(reading)),
                Ended::Stopped => return Ok(None),
                // What earlier files left behind must not decide: only a worker of its own convicts a file.
                Ended::Broke(_) | Ended::Killed => {}
            }
        }
        match self.ask(self.start()?, job, stop) {
            Ended::Answered(reading) | Ended::Broke(reading) => Ok(Some(reading)),
            Ended::Stopped => Ok(None),
            Ended::Killed => Err(Error::Worker { why: "something outside keeps ending the workers".into() }),
        }
    }

    /// Has a page drawn, or learns what its file counts as where it cannot be. What drawing breaks is a worker, never
    /// this process.
    pub fn draw(&self, sketch: &Sketch) -> Result<std::result::Result<Drawn, Outcome>> {
        let used = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut process = match used {
            Some(process) => process,
            None => self.start()?,
        };
        let drawn = match process.draw(sketch, &self.settings.limits) {
            Ok(drawn) => drawn,
            Err(ended) => match *ended {
                Ended::Answered(reading) | Ended::Broke(reading) => return Ok(Err(reading.outcome)),
                Ended::Killed | Ended::Stopped => {
                    return Err(Error::Worker { why: "something outside ended the worker".into() });
                }
            },
        };
        if process.served < self.settings.limits.files {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
        }
        Ok(drawn)
    }

    /// Has an archive unpacked: `each` gets its files as they come. How that ended, as [`crate::read::archive::unpack`] says;
    /// `None` when `stop` was set.
    pub fn unpack(
        &self,
        job: &Job,
        stop: &AtomicBool,
        each: &mut dyn FnMut(Member) -> Result<()>,
    ) -> Result<Option<Outcome>> {
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let used = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut process = match used {
            Some(process) => process,
            None => self.start()?,
        };
        let outcome = match process.unpack(job, &self.settings.limits, stop, each)? {
            Ok(outcome) => outcome,
            Err(ended) => match *ended {
                Ended::Answered(reading) | Ended::Broke(reading) => return Ok(Some(reading.outcome)),
                Ended::Stopped => return Ok(None),
                Ended::Killed => return Err(Error::Worker { why: "something outside ended the worker".into() }),
            },
        };
        if process.served < self.settings.limits.files {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
        }
        Ok(Some(outcome))
    }

    /// Asks this worker, and keeps it for the next file where it may.
    fn ask(&self, mut process: Process, job: &Job, stop: &AtomicBool) -> Ended {
        let ended = process.ask(job, &self.settings.limits, stop);
        if matches!(ended, Ended::Answered(_)) && process.served < self.settings.limits.files {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
        }
        ended
    }

    /// The walls that workers could not put up on this machine, as far as any was started.
    #[must_use]
    pub fn missing(&self) -> Vec<Wall> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    fn start(&self) -> Result<Process> {
        let process = Process::start(&self.settings.program, &self.settings.arguments, &self.setup)
            .map_err(|why| Error::Worker { why })?;
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).extend(&process.missing);
        Ok(process)
    }
}
