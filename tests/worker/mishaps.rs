//! Each mishap ends its own file, with the reason, and no other.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use hecha::model::{DamageReason, Outcome};
use hecha::worker::{Job, Sketch};

use super::Bench;

#[test]
fn panic_tells_the_place_and_nothing_of_the_document() {
    let reading = Bench::new().check(b"panic", DamageReason::Crashed);
    assert_eq!(reading.problems.len(), 1);
    let what = &reading.problems[0].what;
    assert!(what.starts_with("the reader panicked at tests/worker.rs:"), "{what}");
    assert!(!what.contains("王明"));
}

#[test]
fn panic_in_a_thread_of_the_reader() {
    Bench::new().check(b"panic in a thread", DamageReason::Crashed);
}

#[test]
fn abort() {
    let reading = Bench::new().check(b"abort", DamageReason::Crashed);
    if cfg!(unix) {
        assert_eq!(reading.problems[0].what, "the reader ended with signal 6");
    }
}

#[test]
fn exit_without_an_answer() {
    Bench::new().check(b"exit", DamageReason::Crashed);
}

#[test]
fn stack_overflow() {
    let reading = Bench::new().check(b"overflow", DamageReason::Crashed);
    assert_eq!(reading.problems[0].what, "the reader overflowed its stack");
}

#[test]
fn hang_in_a_loop_and_asleep() {
    let bench = Bench::impatient();
    bench.check(b"hang", DamageReason::Timeout);
    bench.check(b"sleep", DamageReason::Timeout);
}

#[test]
fn what_took_too_long_beside_others_is_read_with_more_patience() {
    let bench = Bench::impatient();
    bench.check(b"slow", DamageReason::Timeout);
    let stop = AtomicBool::new(false);
    let timeout = Outcome::Damaged { reason: DamageReason::Timeout };
    let again = |bench: &Bench, files: &[&[u8]]| {
        let jobs: Vec<Job> = files.iter().map(|bytes| bench.job(bytes)).collect();
        let outcomes = Mutex::new(vec![None; jobs.len()]);
        let keep = |index: usize, reading: hecha::model::Reading| {
            outcomes.lock().unwrap()[index] = Some(reading.outcome);
            Ok(())
        };
        bench.pool.read_late(&jobs, &stop, &keep).unwrap();
        outcomes.into_inner().unwrap().into_iter().map(Option::unwrap).collect::<Vec<_>>()
    };
    assert_eq!(again(&bench, &[b"slow", b"hang"]), [Outcome::Read, timeout.clone()]);
    // Where the time for all of them is used up, the rest counts as it did.
    let bench = Bench::with(|settings| {
        settings.limits.silence = std::time::Duration::from_secs(1);
        settings.limits.again = std::time::Duration::from_secs(1);
    });
    let begun = std::time::Instant::now();
    let outcomes = again(&bench, &[&b"hang"[..]; 100]);
    assert!(outcomes.iter().all(|outcome| *outcome == timeout));
    assert!(begun.elapsed() < std::time::Duration::from_secs(60), "not five seconds for each of a hundred");
}

#[test]
fn signs_of_life_buy_time_but_not_for_ever() {
    let bench = Bench::impatient();
    assert_eq!(bench.read(b"long but lively").outcome, Outcome::Read);
    bench.check(b"lively for ever", DamageReason::Timeout);
}

#[test]
#[cfg(target_os = "linux")]
fn memory_bomb_at_once_and_bit_by_bit() {
    let bench = Bench::new();
    bench.check(b"bomb", DamageReason::OutOfMemory);
    bench.check(b"slow bomb", DamageReason::OutOfMemory);
}

#[test]
#[cfg(unix)]
fn a_reader_writes_no_files() {
    let target = std::env::temp_dir().join("hecha-walls-let-this-out");
    Bench::new().check(b"write", DamageReason::Crashed);
    assert_eq!(std::fs::metadata(&target).map_or(0, |file| file.len()), 0);
    // Where there is no sandbox, its name could be made; its bytes could not.
    std::fs::remove_file(&target).ok();
}

#[test]
fn prints_do_not_get_between_the_frames() {
    let bench = Bench::new();
    assert_eq!(bench.read(b"print").outcome, Outcome::Read);
    assert_eq!(bench.read(b"print").outcome, Outcome::Read);
}

#[test]
fn a_file_that_is_too_large_or_gone() {
    let bench = Bench::new();
    bench.check(&vec![0; (1 << 20) + 1], DamageReason::TooLarge);
    let gone = Job { path: bench.folder.path().join("gone"), ..bench.job(b"good") };
    let reading = bench.pool.read(&gone, &AtomicBool::new(false)).unwrap().unwrap();
    assert_eq!(reading.outcome, Outcome::Damaged { reason: DamageReason::Unreachable });
}

#[test]
fn only_a_worker_of_its_own_convicts_a_file() {
    let bench = Bench::new();
    bench.read(b"good");
    assert_eq!(bench.read(b"poison").outcome, Outcome::Read);
}

#[test]
fn workers_are_replaced_after_some_files() {
    let bench = Bench::with(|settings| settings.limits.files = 3);
    let told: Vec<String> = (0..7).map(|_| bench.read(b"good").problems[0].what.clone()).collect();
    let expected = [1, 2, 3, 1, 2, 3, 1].map(|n| format!("file {n} of its worker"));
    assert_eq!(told, expected);
}

#[test]
fn nothing_is_lost_among_many() {
    let bench = Bench::new();
    let kinds: [&[u8]; 6] = [b"good", b"panic", b"fine", b"abort", b"overflow", b"print"];
    let jobs: Vec<Job> = (0..60).map(|n| bench.job(kinds[n % kinds.len()])).collect();
    let outcomes = Mutex::new(vec![None; jobs.len()]);
    let done = |index: usize, reading: hecha::model::Reading| {
        let before = outcomes.lock().unwrap()[index].replace(reading.outcome);
        assert_eq!(before, None, "each file once");
        Ok(())
    };
    bench.pool.read_all(&jobs, &AtomicBool::new(false), &done).unwrap();
    for (index, outcome) in outcomes.into_inner().unwrap().into_iter().enumerate() {
        let crashed = Outcome::Damaged { reason: DamageReason::Crashed };
        let expected = if [1, 3, 4].contains(&(index % kinds.len())) { crashed } else { Outcome::Read };
        assert_eq!(outcome, Some(expected), "file {index}");
    }
}

#[test]
fn a_program_that_is_no_worker_stops_the_run() {
    let bench = Bench::with(|settings| settings.arguments = vec!["--list".into()]);
    let ended = bench.pool.read(&bench.job(b"good"), &AtomicBool::new(false));
    assert!(matches!(ended, Err(hecha::Error::Worker { .. })));
    let bench = Bench::with(|settings| settings.program = "/no/such/program".into());
    let ended = bench.pool.read(&bench.job(b"good"), &AtomicBool::new(false));
    assert!(matches!(ended, Err(hecha::Error::Worker { .. })));
}

#[test]
fn a_page_that_breaks_its_worker_costs_that_page_alone() {
    let bench = Bench::new();
    let draw =
        |bytes: &[u8]| bench.pool.draw(&Sketch { job: bench.job(bytes), page: 1, dpi: 100, longest: 2000 }).unwrap();
    assert_eq!(draw(b"page").unwrap().jpeg, b"page");
    let crashed = || Outcome::Damaged { reason: DamageReason::Crashed };
    for (bad, why) in [(&b"panic"[..], crashed()), (b"abort", crashed()), (b"locked", Outcome::Encrypted)] {
        assert_eq!(draw(bad), Err(why));
        assert_eq!(draw(b"page").map(|drawn| (drawn.width, drawn.height)), Ok((595.0, 842.0)));
    }
    assert_eq!(bench.read(b"good").outcome, Outcome::Read, "the same workers read files");
}
