//! Workers that the system ends, as it does when memory is short: while they start, and at their file. None of it is the
//! file's fault, and none of it ends the run.
#![cfg(unix)]

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use hecha::Error;
use hecha::model::{DamageReason, Outcome, Reading};
use hecha::worker::{Settings, Wall};

use super::Bench;

/// Begins as a worker, but for the first so many, which meet `fate` instead. How many there were stands in `count`.
const SCRIPT: &str = r#"count="$1" first="$2" fate="$3"; shift 3
n=$(cat "$count" 2>/dev/null || echo 0)
echo $((n + 1)) > "$count"
if [ "$n" -lt "$first" ]; then
    case "$fate" in
        "at its file "*) (sleep 2; kill -"${fate#at its file }" $$) < /dev/null > /dev/null 2>&1 & ;;
        *) kill -"$fate" $$ ;;
    esac
fi
exec "$@""#;

/// A bench whose first workers meet this fate.
fn bench(first: u32, fate: &str, change: impl FnOnce(&mut Settings)) -> (Bench, PathBuf) {
    let count =
        std::env::temp_dir().join(format!("hecha-deaths-{}-{first}-{}", std::process::id(), fate.replace(' ', "-")));
    // Of a test of before.
    let _ = std::fs::remove_file(&count);
    let bench = Bench::with(|settings| {
        let program = settings.program.to_string_lossy().into_owned();
        let counted = count.to_string_lossy().into_owned();
        let mut arguments =
            vec!["-c".into(), SCRIPT.into(), "sh".into(), counted, first.to_string(), fate.into(), program];
        arguments.append(&mut settings.arguments);
        settings.program = "/bin/sh".into();
        settings.arguments = arguments;
        settings.limits.pause = Duration::from_millis(10);
        change(settings);
    });
    (bench, count)
}

fn started(count: &PathBuf) -> u32 {
    let started = std::fs::read_to_string(count).unwrap().trim().parse().unwrap();
    std::fs::remove_file(count).unwrap();
    started
}

#[test]
fn one_that_is_ended_while_it_starts_is_started_again() {
    for fate in ["KILL", "TERM"] {
        let (bench, count) = bench(3, fate, |_| ());
        assert_eq!(bench.read(b"good").outcome, Outcome::Read);
        assert_eq!(started(&count), 4, "{fate}");
    }
}

#[test]
fn where_none_ever_starts_that_is_told_after_some_tries_and_with_advice_that_helps() {
    let (bench, count) = bench(u32::MAX, "KILL", |settings| settings.limits.tries = 4);
    let ended = bench.pool.read(&bench.job(b"good"), &AtomicBool::new(false));
    let Err(error @ Error::Worker { lasting: false, .. }) = ended else { panic!("{ended:?}") };
    assert_eq!(started(&count), 4);
    assert!(error.told(hecha::lang::Lang::Zh).next.contains("内存"), "{error:?}");
}

#[test]
fn a_file_at_which_a_worker_was_asked_to_end_is_read_by_another() {
    let (bench, count) = bench(1, "at its file TERM", |_| ());
    assert_eq!(bench.read(b"slow").outcome, Outcome::Read);
    assert_eq!(started(&count), 2);
}

#[test]
fn a_file_at_which_all_are_ended_is_put_aside_and_not_convicted() {
    let (bench, count) = bench(u32::MAX, "at its file TERM", |_| ());
    assert_eq!(bench.read(b"sleep").outcome, Outcome::Damaged { reason: DamageReason::NotRead });
    started(&count);
}

#[test]
fn a_worker_that_was_killed_convicts_nobody_before_it_was_tried_alone() {
    // Once beside others and once more alone.
    let (bench, count) = bench(2, "at its file KILL", |_| ());
    assert_eq!(bench.read(b"slow").outcome, Outcome::Damaged { reason: DamageReason::OutOfMemory });
    let mut again: Vec<Reading> = Vec::new();
    let job = [bench.job(b"slow")];
    bench
        .pool
        .read_alone(&job, &AtomicBool::new(false), &mut |_, reading| {
            again.push(reading);
            Ok(())
        })
        .unwrap();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].outcome, Outcome::Read);
    assert_eq!(started(&count), 3);
}

#[test]
fn a_reading_without_the_networks_that_the_run_claims_is_none() {
    let bench = Bench::with(|settings| settings.limits.pause = Duration::from_millis(10));
    let reading = bench.read(b"without networks");
    assert_eq!(reading.outcome, Outcome::Damaged { reason: DamageReason::NotRead });
    assert!(reading.problems[0].what.contains("networks"), "{:?}", reading.problems);
    assert_eq!(bench.read(b"good").outcome, Outcome::Read);
}

#[test]
fn trying_out_tells_whether_files_could_be_read() {
    let walls: Vec<Wall> = Bench::new().pool.try_out().unwrap();
    assert!(walls.len() <= 2);
    let broken = Bench::with(|settings| settings.program = "/no/such/program".into());
    assert!(matches!(broken.pool.try_out(), Err(Error::Worker { lasting: true, .. })));
}
