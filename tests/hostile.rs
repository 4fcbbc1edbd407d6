//! The files of `fixtures/hostile`, read by the program's own workers: each ends as its manifest says, none takes another
//! one with it.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use hecha::intake::sniff;
use hecha::model::{DamageReason, Outcome, Reading};
use hecha::worker::{Job, Pool, Settings};
use serde_json::Value;

use super::support::fixtures;
use super::support::manifest::{files, none};

fn job(path: &str) -> Job {
    let path = fixtures(path);
    let bytes = std::fs::read(&path).unwrap();
    let tail = &bytes[bytes.len().saturating_sub(16 * 1024)..];
    Job { format: sniff(&bytes[..bytes.len().min(16 * 1024)], tail, bytes.len() as u64), path }
}

fn read(jobs: &[Job]) -> Vec<Reading> {
    let mut settings = Settings::this_program().unwrap();
    settings.program = env!("CARGO_BIN_EXE_hecha").into();
    settings.workers = NonZeroUsize::new(2);
    settings.limits.silence = Duration::from_secs(120);
    let pool = Pool::new(settings).unwrap();
    let readings = Mutex::new(vec![None; jobs.len()]);
    let done = |index: usize, reading: Reading| {
        readings.lock().unwrap()[index] = Some(reading);
        Ok(())
    };
    pool.read_all(jobs, &AtomicBool::new(false), &done).unwrap();
    readings.into_inner().unwrap().into_iter().map(|reading| reading.expect("no file is lost")).collect()
}

/// The manifest's word for how reading a file ends.
fn word(outcome: &Outcome) -> Value {
    serde_json::to_value(outcome).unwrap()["outcome"].clone()
}

#[test]
fn each_ends_as_its_manifest_says() {
    let files = files("hostile");
    let jobs: Vec<Job> = files.iter().map(|(path, _)| job(&format!("hostile/{path}"))).collect();
    let mut faults = Vec::new();
    for ((path, file), reading) in files.iter().zip(read(&jobs)) {
        if !file["outcome"].is_null() && file["outcome"] != word(&reading.outcome) {
            faults.push(format!("{path}: {} read as {:?}", file["outcome"], reading.outcome));
        }
        // The walls are for what nobody thought of; what is known is caught before them.
        let at_a_wall = [DamageReason::Crashed, DamageReason::OutOfMemory, DamageReason::Timeout];
        if matches!(reading.outcome, Outcome::Damaged { reason } if at_a_wall.contains(&reason)) {
            faults.push(format!("{path}: {:?}, {:?}", reading.outcome, reading.problems));
        }
    }
    none(&faults);
}

#[test]
fn the_same_file_ends_the_same_way_among_others() {
    let jobs = [job("hostile/deep-nesting.pdf"), job("kinds/blank/empty.pdf"), job("hostile/form-calls-itself.pdf")];
    let once = read(&jobs);
    let again: Vec<Job> = jobs.iter().cycle().take(12).cloned().collect();
    for (index, reading) in read(&again).into_iter().enumerate() {
        assert_eq!(reading, once[index % jobs.len()]);
    }
}
