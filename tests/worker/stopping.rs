//! Ctrl-C and `--until`: files being read are given up at once, no further one is begun.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::Bench;

#[test]
fn stopping_ends_what_hangs_and_begins_nothing() {
    let bench = Bench::with(|settings| settings.limits.silence = Duration::from_secs(600));
    let mut jobs = vec![bench.job(b"good"), bench.job(b"sleep"), bench.job(b"hang")];
    jobs.extend((0..50).map(|_| bench.job(b"good")));
    let (stop, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let start = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_secs(1));
            stop.store(true, Ordering::Relaxed);
        });
        let count = |_: usize, _: hecha::model::Reading| {
            done.fetch_add(1, Ordering::Relaxed);
            Ok(())
        };
        bench.pool.read_all(&jobs, &stop, &count).unwrap();
    });
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert!(done.into_inner() <= 51);
}

#[test]
fn a_failing_store_ends_the_run() {
    let bench = Bench::new();
    let jobs = vec![bench.job(b"good"); 100];
    let done = AtomicUsize::new(0);
    let fail = |_: usize, _: hecha::model::Reading| {
        done.fetch_add(1, Ordering::Relaxed);
        Err(hecha::Error::DiskFull { path: "work".into() })
    };
    let ended = bench.pool.read_all(&jobs, &AtomicBool::new(false), &fail);
    assert!(matches!(ended, Err(hecha::Error::DiskFull { .. })));
    assert!(done.into_inner() < 100);
}
