//! One worker as the pool sees it: started, asked, watched, ended.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::frame::{self, Frame};
use super::limits::Limits;
use super::message::{Drawn, Job, Setup, Sketch, from, member_from_bytes, to};
use super::walls::Wall;
use crate::model::{DamageReason, Outcome, Problem, Reading};
use crate::read::archive::Member;

/// A worker that waits for a file.
pub(super) struct Process {
    child: Child,
    stdin: Option<ChildStdin>,
    frames: Receiver<Frame>,
    last_words: Option<JoinHandle<Vec<u8>>>,
    /// Whoever hands it the bytes of a file, until they are all taken.
    feeding: Option<JoinHandle<Option<ChildStdin>>>,
    /// The walls that it could not put up.
    pub(super) missing: Vec<Wall>,
    /// How many files it has read.
    pub(super) served: u32,
}

/// How asking a worker ended.
pub(super) enum Ended {
    /// With an answer; the worker waits for the next file.
    Answered(Reading),
    /// The worker is gone. What the file then counts as.
    Broke(Reading),
    /// Somebody else ended the worker; nothing is known of the file.
    Killed,
    /// The stop flag was set; the worker is gone.
    Stopped,
}

/// What is an answer, and no sign of life.
const ANSWERS: [u8; 5] = [from::READING, from::DRAWN, from::UNDRAWN, from::MEMBER, from::UNPACKED];

/// So many frames may wait to be looked at: the files of an archive must not pile up.
const WAITING: usize = 4;

/// How often the stop flag is looked at.
const TICK: Duration = Duration::from_millis(50);

/// How long a worker may take to put up its walls: seconds on a busy machine, never minutes.
const START: Duration = Duration::from_secs(60);

/// The networks ask for the same large blocks again and again. The system's allocator (glibc) would give each back at once
/// and have it cleared anew, which takes a tenth of the time of reading; a worker keeps them, within its limit of memory.
const KEEPING: [(&str, &str); 2] = [("MALLOC_TRIM_THRESHOLD_", "536870912"), ("MALLOC_MMAP_THRESHOLD_", "33554432")];

impl Process {
    /// Starts a worker and waits until it is ready. The error says in English why it could not be.
    pub(super) fn start(program: &Path, arguments: &[String], setup: &Setup) -> Result<Self, String> {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // The pool spreads files over the cores; threads inside a worker would only get in each other's way.
        empty(&mut command).env("RAYON_NUM_THREADS", "1").env("RUST_BACKTRACE", "0").envs(KEEPING);
        apart(&mut command);
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        let (Some(stdin), Some(mut stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err("no pipes".into());
        };
        let (sender, frames) = sync_channel(WAITING);
        thread::spawn(move || {
            while let Ok(Some(frame)) = frame::read(&mut stdout) {
                if sender.send(frame).is_err() {
                    break;
                }
            }
        });
        let last_words = thread::spawn(move || tail(stderr));
        let last_words = Some(last_words);
        let (feeding, missing) = (None, Vec::new());
        let mut process = Self { child, stdin: Some(stdin), frames, last_words, feeding, missing, served: 0 };
        let sent = process.send(to::SETUP, setup);
        match process.frames.recv_timeout(START) {
            Ok(Frame { kind: from::READY, body }) if sent => {
                // What is not understood is no wall.
                process.missing = serde_json::from_slice(&body).unwrap_or(vec![Wall::Files, Wall::Calls]);
                Ok(process)
            }
            _ => {
                let status = process.end();
                Err(status.map_or_else(|| "it did not end".into(), |status| format!("it did not get ready: {status}")))
            }
        }
    }

    /// Has a file read.
    pub(super) fn ask(&mut self, job: &Job, limits: &Limits, stop: &AtomicBool) -> Ended {
        if let Err(reason) = self.order(to::JOB, job, job, limits) {
            return Ended::Answered(Reading::damaged(reason));
        }
        match self.hear(limits, stop) {
            Ok(frame) if frame.kind == from::READING && self.is_fed() => self.understand(&frame.body),
            Ok(_) => {
                self.end();
                Ended::Broke(broke(DamageReason::Crashed, "the reader's answer is not understood".into()))
            }
            Err(ended) => *ended,
        }
    }

    /// Has a page drawn; or what its file counts as where it cannot be. `Err` where the worker is gone, with how it ended:
    /// the page may be to blame.
    pub(super) fn draw(&mut self, sketch: &Sketch, limits: &Limits) -> Result<Result<Drawn, Outcome>, Box<Ended>> {
        let never = AtomicBool::new(false);
        if let Err(reason) = self.order(to::SKETCH, sketch, &sketch.job, limits) {
            return Ok(Err(Outcome::Damaged { reason }));
        }
        let frame = self.hear(limits, &never)?;
        let drawn = match frame.kind {
            _ if !self.is_fed() => None,
            from::DRAWN => Drawn::from_bytes(&frame.body).map(Ok),
            from::UNDRAWN => serde_json::from_slice(&frame.body).ok().map(Err),
            _ => None,
        };
        drawn.ok_or_else(|| {
            self.end();
            Box::new(Ended::Broke(broke(DamageReason::Crashed, "the reader's answer is not understood".into())))
        })
    }

    /// Has an archive unpacked: `each` gets its files as they come. `Err` where the worker is gone, with how it ended, or
    /// `each` failed, which ends it.
    pub(super) fn unpack(
        &mut self,
        job: &Job,
        limits: &Limits,
        stop: &AtomicBool,
        each: &mut dyn FnMut(Member) -> crate::Result<()>,
    ) -> crate::Result<Result<Outcome, Box<Ended>>> {
        if let Err(reason) = self.order(to::ARCHIVE, job, job, limits) {
            return Ok(Ok(Outcome::Damaged { reason }));
        }
        loop {
            let frame = match self.hear(limits, stop) {
                Ok(frame) => frame,
                Err(ended) => return Ok(Err(ended)),
            };
            if let (from::MEMBER, Some(member)) = (frame.kind, member_from_bytes(&frame.body)) {
                each(member)?;
                continue;
            }
            if let (from::UNPACKED, Ok(outcome), true) =
                (frame.kind, serde_json::from_slice(&frame.body), self.is_fed())
            {
                return Ok(Ok(outcome));
            }
            self.end();
            let why = broke(DamageReason::Crashed, "the reader's answer is not understood".into());
            return Ok(Err(Box::new(Ended::Broke(why))));
        }
    }

    /// Waits for the answer; `Err` where there is none, with how it ended.
    fn hear(&mut self, limits: &Limits, stop: &AtomicBool) -> Result<Frame, Box<Ended>> {
        #[expect(clippy::disallowed_methods, reason = "the watchdog measures time")]
        let now = Instant::now;
        let start = now();
        let mut heard = start;
        loop {
            if stop.load(Ordering::Relaxed) {
                self.end();
                return Err(Box::new(Ended::Stopped));
            }
            match self.frames.recv_timeout(TICK) {
                Ok(frame) if ANSWERS.contains(&frame.kind) => return Ok(frame),
                Ok(Frame { kind: from::PANIC, body }) => {
                    self.end();
                    let place = String::from_utf8_lossy(&body);
                    let reading = broke(DamageReason::Crashed, format!("the reader panicked at {place}"));
                    return Err(Box::new(Ended::Broke(reading)));
                }
                Ok(_) => heard = now(),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Box::new(self.post_mortem(stop))),
            }
            if heard.elapsed() > limits.silence || start.elapsed() > limits.total {
                self.end();
                let reading = broke(DamageReason::Timeout, "reading took longer than the limit".into());
                return Err(Box::new(Ended::Broke(reading)));
            }
        }
    }

    fn understand(&mut self, json: &[u8]) -> Ended {
        match serde_json::from_slice(json) {
            Ok(reading) => Ended::Answered(reading),
            Err(_) => {
                self.end();
                Ended::Broke(broke(DamageReason::Crashed, "the reader's answer is not understood".into()))
            }
        }
    }

    /// The worker ended without an answer: why?
    fn post_mortem(&mut self, stop: &AtomicBool) -> Ended {
        // It closed its pipe and is about to end; one that does not is ended.
        let mut status = None;
        for _ in 0..20 {
            status = self.child.try_wait().ok().flatten();
            if status.is_some() {
                break;
            }
            thread::sleep(TICK);
        }
        let status = status.or_else(|| self.end());
        if stop.load(Ordering::Relaxed) {
            return Ended::Stopped;
        }
        let words = self.last_words.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        let words = String::from_utf8_lossy(&words);
        let said = |what: &str| words.contains(what);
        match status.and_then(signal) {
            Some(signal::HANGUP | signal::INTERRUPT | signal::TERMINATE) => Ended::Killed,
            Some(signal::CPU) => Ended::Broke(broke(DamageReason::Timeout, "used up its processor time".into())),
            // The kernel ends whoever takes the machine's last memory.
            Some(signal::KILL) => Ended::Broke(broke(DamageReason::OutOfMemory, "ended by the system".into())),
            _ if said("memory allocation of") || said("bad_alloc") || said("out of memory") => {
                Ended::Broke(broke(DamageReason::OutOfMemory, "asked for more memory than the limit".into()))
            }
            _ if said("overflowed its stack") => {
                Ended::Broke(broke(DamageReason::Crashed, "the reader overflowed its stack".into()))
            }
            Some(number) => {
                Ended::Broke(broke(DamageReason::Crashed, format!("the reader ended with signal {number}")))
            }
            None => Ended::Broke(broke(DamageReason::Crashed, "the reader ended".into())),
        }
    }

    /// Sends an order, and then the bytes of its file from a thread of its own: a worker that does not take them must not
    /// hold up whoever watches the clock. `Err` where the file is not to be had, of which the worker learns nothing.
    fn order(
        &mut self,
        kind: u8,
        what: &impl serde::Serialize,
        job: &Job,
        limits: &Limits,
    ) -> Result<(), DamageReason> {
        let (file, size) = opened(&job.path, limits.file_bytes)?;
        self.served = self.served.saturating_add(1);
        // One that does not take an order, or half of the bytes, is heard to have ended.
        if self.send(kind, what) {
            self.feeding = self.stdin.take().map(|mut stdin| {
                thread::spawn(move || {
                    stdin.write_all(&size.to_le_bytes()).ok()?;
                    let sent = io::copy(&mut file.take(size), &mut stdin).ok()?;
                    stdin.flush().ok()?;
                    (sent == size).then_some(stdin)
                })
            });
        }
        Ok(())
    }

    /// Whether the worker has taken all bytes of its file, as one has that read it.
    fn is_fed(&mut self) -> bool {
        let Some(feeding) = self.feeding.take() else { return self.stdin.is_some() };
        for _ in 0..40 {
            if feeding.is_finished() {
                self.stdin = feeding.join().ok().flatten();
                return self.stdin.is_some();
            }
            thread::sleep(TICK / 10);
        }
        false
    }

    fn send(&mut self, kind: u8, what: &impl serde::Serialize) -> bool {
        let (Some(stdin), Ok(json)) = (&mut self.stdin, serde_json::to_vec(what)) else { return false };
        frame::write(stdin, kind, &json).is_ok()
    }

    /// Ends the worker now and clears it away.
    fn end(&mut self) -> Option<ExitStatus> {
        self.stdin = None;
        self.feeding = None;
        // It may be gone already.
        let _ = self.child.kill();
        self.child.wait().ok()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

fn broke(reason: DamageReason, what: String) -> Reading {
    Reading { problems: vec![Problem { page: None, what }], ..Reading::damaged(reason) }
}

/// A file that is to be read, with its size.
#[expect(clippy::disallowed_methods, reason = "the pool opens the copy that a worker is given the bytes of")]
fn opened(path: &Path, most: u64) -> Result<(File, u64), DamageReason> {
    let file = File::open(path).map_err(|_| DamageReason::Unreachable)?;
    let size = file.metadata().map_err(|_| DamageReason::Unreachable)?.len();
    if most > 0 && size > most {
        return Err(DamageReason::TooLarge);
    }
    Ok((file, size))
}

/// Takes the environment from a worker: what stands in it is not for uploads. Windows starts nothing without its folder.
#[expect(clippy::disallowed_methods, reason = "what Windows needs to start a process")]
fn empty(command: &mut Command) -> &mut Command {
    command.env_clear();
    if let (true, Some(system)) = (cfg!(windows), std::env::var_os("SystemRoot")) {
        command.env("SystemRoot", system);
    }
    command
}

/// The end of what a worker says on standard error: kept to tell causes apart, never shown, because it may quote the
/// document.
fn tail(mut stderr: impl io::Read) -> Vec<u8> {
    const KEPT: usize = 8 * 1024;
    let mut kept = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = stderr.read(&mut buffer) {
        kept.extend_from_slice(buffer.get(..read).unwrap_or_default());
        kept.drain(..kept.len().saturating_sub(KEPT));
    }
    kept
}

/// Ctrl-C goes to a terminal's whole process group: the pool ends its workers itself.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

/// Ctrl-C goes to a console's whole process group: the pool ends its workers itself.
#[cfg(windows)]
fn apart(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;
    command.creation_flags(CREATE_NEW_PROCESS_GROUP);
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
