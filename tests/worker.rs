//! The walls around a reader, with readers that run into each of them.
//!
//! This test program is its own worker: the pool starts it anew with the name of [`far_side`], where a bad reader does
//! what the bytes of the file tell it. What the test harness prints there first is skipped, as any print would be.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails, and a bad reader misbehaves"
)]

mod drawing;
mod mishaps;
mod orphans;
mod sandbox;
mod stopping;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use hecha::model::{DamageReason, Format, Outcome, Reading};
use hecha::read;
use hecha::worker::{Drawn, Job, Limits, Pool, ReadFile, Settings, Sketch, serve};

/// Where the workers of these tests begin.
#[test]
#[ignore = "it is started by the other tests, with a pool at its standard input"]
fn far_side() {
    if std::env::args().any(|argument| argument == "worker::far_side") {
        serve(|_| BadReader { files: 0 });
    }
}

/// Does what the file says.
struct BadReader {
    files: u32,
}

impl ReadFile for BadReader {
    fn read(&mut self, bytes: &[u8], _: Format, alive: &(dyn Fn() + Sync)) -> Reading {
        self.files += 1;
        match bytes {
            b"panic" => panic!("王明 430199199001011234"),
            b"panic in a thread" => _ = rayon::join(|| assert!(bytes.is_empty(), "deep"), || 1),
            b"abort" => std::process::abort(),
            b"exit" => std::process::exit(0),
            b"hang" => loop {
                std::hint::spin_loop();
            },
            b"sleep" => std::thread::sleep(Duration::from_secs(3600)),
            b"slow" => std::thread::sleep(Duration::from_secs(5)),
            b"lively for ever" => loop {
                std::thread::sleep(Duration::from_millis(20));
                alive();
            },
            b"long but lively" => (0..50).for_each(|_| {
                std::thread::sleep(Duration::from_millis(100));
                alive();
            }),
            b"overflow" => drop(dive(u64::from(self.files))),
            b"bomb" => drop(std::hint::black_box(vec![7u8; 8 << 30])),
            b"slow bomb" => {
                let mut kept = Vec::new();
                loop {
                    kept.push(std::hint::black_box(vec![7u8; 16 << 20]));
                }
            }
            b"print" => println!("Unicode mismatch on standard output"),
            b"write" => std::fs::write(std::env::temp_dir().join("hecha-walls-let-this-out"), b"out").unwrap(),
            #[cfg(target_os = "linux")]
            _ if bytes.starts_with(b"try ") => {
                let words = std::str::from_utf8(bytes).unwrap();
                let problems = sandbox::tried(words.split(' ').collect::<Vec<_>>().as_slice());
                return Reading { problems, ..Reading::without_pages(Outcome::Read) };
            }
            b"poison" if self.files > 1 => panic!("only with what earlier files left behind"),
            _ => {}
        }
        // How many files this worker has read, so that tests see when one was replaced.
        Reading { problems: vec![problem(self.files)], ..Reading::without_pages(Outcome::Read) }
    }

    fn draw(&mut self, bytes: &[u8], _: &Sketch) -> Result<Drawn, Outcome> {
        match bytes {
            b"panic" => panic!("王明 430199199001011234"),
            b"abort" => std::process::abort(),
            b"locked" => Err(Outcome::Encrypted),
            _ => Ok(Drawn { width: 595.0, height: 842.0, jpeg: bytes.to_vec() }),
        }
    }
}

fn problem(files: u32) -> hecha::model::Problem {
    hecha::model::Problem { page: None, what: format!("file {files} of its worker") }
}

#[expect(unconditional_recursion, reason = "this is the mishap")]
fn dive(depth: u64) -> u64 {
    std::hint::black_box(dive(std::hint::black_box(depth + 1)) + 1)
}

/// A pool of bad readers with narrow limits, and a folder for their files.
struct Bench {
    pool: Pool,
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        Self::with(|_| ())
    }

    fn impatient() -> Self {
        Self::with(|settings| {
            settings.limits.silence = Duration::from_secs(3);
            settings.limits.total = Duration::from_secs(10);
        })
    }

    fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings {
            program: std::env::current_exe().unwrap(),
            arguments: ["worker::far_side", "--exact", "--ignored", "--nocapture"].map(String::from).to_vec(),
            workers: std::num::NonZeroUsize::new(2),
            limits: Limits {
                // Long, because the machine that runs the tests may be busy; `impatient` is for the clock's own tests.
                silence: Duration::from_secs(60),
                total: Duration::from_secs(120),
                memory: 1 << 30,
                file_bytes: 1 << 20,
                files: 1000,
                again: Duration::from_secs(600),
            },
            reading: read::Limits::default(),
            networks: hecha::models::Located::default(),
            typeface: None,
        };
        change(&mut settings);
        Self { pool: Pool::new(settings).unwrap(), folder: tempfile::tempdir().unwrap() }
    }

    fn job(&self, bytes: &[u8]) -> Job {
        let path: PathBuf = self
            .folder
            .path()
            .join(format!("{:x}", bytes.iter().fold(7u64, |h, b| h.wrapping_mul(31) ^ u64::from(*b))));
        std::fs::write(&path, bytes).unwrap();
        Job { path, format: Format::Pdf }
    }

    fn read(&self, bytes: &[u8]) -> Reading {
        self.pool.read(&self.job(bytes), &AtomicBool::new(false)).unwrap().unwrap()
    }

    /// The file counts as damaged for this reason, and the next one is read.
    #[track_caller]
    fn check(&self, bytes: &[u8], reason: DamageReason) -> Reading {
        let reading = self.read(bytes);
        assert_eq!(reading.outcome, Outcome::Damaged { reason }, "{:?}", reading.problems);
        assert_eq!(self.read(b"good").outcome, Outcome::Read);
        reading
    }
}
