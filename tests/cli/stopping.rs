//! A run that is stopped keeps what it read, says how to go on, and goes on from there.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::{Desk, read_now};

/// So many files that a run cannot be over before it is stopped.
const COPIES: usize = 150;

/// A desk with many files of different bytes.
fn busy_desk() -> Desk {
    let desk = Desk::usual();
    let folder = desk.uploads().join("4301249801001");
    let form = fs::read(folder.join("报名表.pdf")).unwrap();
    for copy in 0..COPIES {
        let bytes = [form.as_slice(), format!("\n% {copy}\n").as_bytes()].concat();
        fs::write(folder.join(format!("报名表 {copy}.pdf")), bytes).unwrap();
    }
    desk
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_cleanly_and_the_next_run_goes_on() {
    let desk = busy_desk();
    let mut run = desk.screening(&["--jobs", "1"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(run.stderr.take().unwrap()).lines();
    told.find(|line| line.as_ref().is_ok_and(|line| line.starts_with("读取文件"))).unwrap().unwrap();
    let sent = std::process::Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let rest: Vec<String> = told.map_while(Result::ok).collect();
    assert_eq!(run.wait().unwrap().code(), Some(1), "{rest:?}");
    assert!(rest.iter().any(|line| line.contains("已按要求停止") && line.contains("接着做")), "{rest:?}");

    let export = desk.run(&["export", "--work", "工作", "--format", "jsonl"]);
    assert_eq!(export.code, 1, "half a run has no results");
    let kept = kept(&desk);
    let read = read_now(&desk.screen(&[]));
    assert_eq!(kept + read, u64::try_from(COPIES).unwrap() + 6);
}

#[test]
fn the_hour_stops_a_run_and_what_was_read_is_kept() {
    let desk = busy_desk();
    // A time zone in which seven o'clock is about to strike, so that nobody has to wait for it.
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() % 86_400;
    let ahead = (7 * 3600 - 1 + 86_400 - now) % 86_400;
    // In POSIX a zone that is ahead of Greenwich has a minus; it goes up to a day.
    let zone = format!("XXX-{:02}:{:02}:{:02}", ahead / 3600, ahead / 60 % 60, ahead % 60);
    let ran = super::ran(&desk.screening(&["--jobs", "1", "--until", "07:00"]).env("TZ", zone).output().unwrap());
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("到了指定的钟点"), "{}", ran.err);
    let kept = kept(&desk);
    assert_eq!(kept + read_now(&desk.screen(&[])), u64::try_from(COPIES).unwrap() + 6);
}

/// How many readings the store keeps.
fn kept(desk: &Desk) -> u64 {
    let store = rusqlite::Connection::open(desk.work().join("hecha.db")).unwrap();
    u64::from(store.query_row("SELECT count(*) FROM reading", [], |row| row.get::<_, u32>(0)).unwrap())
}
