//! Breaks files on purpose and has them read: no run may end, no file may be lost, each ends read or flagged.
//!
//!     cargo run --release --example mutate -- --count 2000 FILES OR FOLDERS…
//!
//! Mutations are seeded: the same count, seed and files give the same bytes. What crashed the reader, ran into a limit or
//! took long is kept under `--keep FOLDER`, named after what was done to it.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a tool for the people who build this")]

mod images;
mod mutations;
mod pdfs;
mod random;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use hecha::intake::sniff;
use hecha::model::{DamageReason, Format, Outcome, Reading};
use hecha::worker::{Job, Limits, Pages, Pool, Settings, serve};
use random::Random;

/// How one mutated file ended.
struct Ended {
    outcome: String,
    place: Option<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|a| a == "worker") {
        return serve(Pages::new);
    }
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            println!("{why}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[String]) -> Result<bool, String> {
    let (mut count, mut seed, mut keep, mut paths) = (2000usize, 1u64, None, Vec::new());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--count" => count = value()?.parse().map_err(|_| "--count needs a number")?,
            "--seed" => seed = value()?.parse().map_err(|_| "--seed needs a number")?,
            "--keep" => keep = Some(PathBuf::from(value()?)),
            path => paths.push(PathBuf::from(path)),
        }
    }
    let sources = sources(&paths);
    if sources.is_empty() {
        return Err("name some PDFs or pictures, or folders with them".into());
    }
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let mut jobs = Vec::new();
    let mut names = Vec::new();
    for number in 0..count {
        let mut random = Random::new(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
        let source = &sources[number % sources.len()];
        let (name, bytes) = mutations::mutate(&sources, source, number / sources.len(), &mut random);
        let path = folder.path().join(format!("{number:05}-{name}"));
        std::fs::write(&path, &bytes).map_err(|e| e.to_string())?;
        jobs.push(Job {
            path,
            format: sniff(
                &bytes[..bytes.len().min(16384)],
                &bytes[bytes.len().saturating_sub(16384)..],
                bytes.len() as u64,
            ),
        });
        names.push(name);
    }
    println!("{count} mutations of {} files", sources.len());
    let (ended, took) = read(&jobs, keep.as_deref())?;
    Ok(report(&names, &ended, took))
}

/// Every file below these paths that is a PDF or a picture, in order.
fn sources(paths: &[PathBuf]) -> Vec<(Format, Vec<u8>)> {
    let entries = paths.iter().flat_map(|p| walkdir::WalkDir::new(p).sort_by_file_name()).flatten();
    let files = entries.filter(|e| e.file_type().is_file()).filter_map(|e| std::fs::read(e.path()).ok());
    files
        .map(|bytes| (sniff(&bytes[..bytes.len().min(16384)], &[], bytes.len() as u64), bytes))
        .filter(|(format, _)| format.is_read())
        .collect()
}

fn read(jobs: &[Job], keep: Option<&Path>) -> Result<(Vec<Option<Ended>>, Duration), String> {
    let limits = Limits { silence: Duration::from_secs(30), memory: 3 << 30, ..Limits::default() };
    let mut settings = Settings::this_program().map_err(|e| e.to_string())?;
    settings.limits = limits;
    let pool = Pool::new(settings).map_err(|e| e.to_string())?;
    let ended: Mutex<Vec<Option<Ended>>> = Mutex::new(jobs.iter().map(|_| None).collect());
    let start = Instant::now();
    let done = |index: usize, reading: Reading| {
        let place = reading.problems.first().map(|p| p.what.clone());
        let outcome = outcome(&reading);
        if outcome.starts_with('!')
            && let (Some(keep), Some(job)) = (keep, jobs.get(index))
        {
            let _ = std::fs::create_dir_all(keep);
            let _ = std::fs::copy(&job.path, keep.join(job.path.file_name().unwrap_or_default()));
        }
        if let Ok(mut ended) = ended.lock()
            && let Some(slot) = ended.get_mut(index)
        {
            *slot = Some(Ended { outcome, place });
        }
        Ok(())
    };
    pool.read_all(jobs, &AtomicBool::new(false), &done).map_err(|e| format!("the run ended: {e}"))?;
    Ok((ended.into_inner().map_err(|e| e.to_string())?, start.elapsed()))
}

/// One word; those that broke the reader begin with `!`.
fn outcome(reading: &Reading) -> String {
    match &reading.outcome {
        Outcome::Read => "read".into(),
        Outcome::Encrypted => "encrypted".into(),
        Outcome::Protected => "protected".into(),
        Outcome::NotADocument => "not a document".into(),
        Outcome::Damaged { reason } => match reason {
            DamageReason::Timeout => "!timeout".into(),
            DamageReason::OutOfMemory => "!out of memory".into(),
            DamageReason::Crashed => "!crashed".into(),
            other => format!("{other:?}").to_lowercase(),
        },
    }
}

/// Prints what became of each kind of mutation, and where the reader broke. Whether none was lost.
fn report(names: &[&str], ended: &[Option<Ended>], took: Duration) -> bool {
    let mut table: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lost = 0;
    for (name, ended) in names.iter().zip(ended) {
        let Some(ended) = ended else {
            lost += 1;
            continue;
        };
        *table.entry(name).or_default().entry(&ended.outcome).or_default() += 1;
        *table.entry("(all)").or_default().entry(&ended.outcome).or_default() += 1;
        if let Some(place) = ended.place.as_deref().filter(|_| ended.outcome.starts_with('!')) {
            *places.entry(place).or_default() += 1;
        }
    }
    for (name, outcomes) in &table {
        let told: Vec<String> = outcomes.iter().map(|(outcome, count)| format!("{outcome} {count}")).collect();
        println!("{name:<18} {}", told.join(", "));
    }
    println!("{:.0} s; lost: {lost}", took.as_secs_f64());
    for (place, count) in &places {
        println!("{count:>5} × {place}");
    }
    lost == 0
}
