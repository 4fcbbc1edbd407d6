//! Tests of the store in SQLite.

use std::sync::atomic::Ordering::Relaxed;

use super::*;
use crate::model::{Candidate, Cells, DamageReason, Format, Upload};

fn opened() -> (tempfile::TempDir, WorkFolder, Sqlite) {
    let dir = tempfile::tempdir().unwrap();
    let folder = WorkFolder::make(dir.path()).unwrap();
    let store = Sqlite::open(&folder, Box::new(HalfAMinute)).unwrap();
    (dir, folder, store)
}

fn run() -> Run {
    Run {
        purpose: Purpose::Screen,
        of: None,
        day: "2024-08-20".into(),
        program: "0".into(),
        reader: "r".into(),
        roster: "名单.xlsx".into(),
        roster_sha256: "a".into(),
        pack: "p".into(),
        pack_title: "规则".into(),
        pack_sha256: "b".into(),
        kinds: None,
        answers_sha256: None,
        started_at: "2024-08-20T07:00:00+08:00".into(),
        finished_at: None,
        notices: Vec::new(),
        journal: None,
    }
}

fn result(ticket_no: &str) -> CandidateResult {
    let candidate = Candidate {
        row: 2,
        ticket_no: ticket_no.into(),
        cells: Cells::default(),
        reason: None,
        extra: Vec::new(),
        problems: Vec::new(),
    };
    CandidateResult { candidate: Some(candidate), files: Vec::new(), flags: Vec::new() }
}

fn file(name: &str) -> FileResult {
    let upload = Upload::new(name, "c", 1, Format::Pdf);
    FileResult::new(upload, &Reading::damaged(DamageReason::Malformed), Vec::new())
}

fn tickets(store: &Sqlite) -> Vec<String> {
    let Some((id, _)) = store.last_run().unwrap() else { return Vec::new() };
    let mut seen = Vec::new();
    store
        .each_result(id, &mut |r| {
            seen.push(r.ticket_no().unwrap_or("-").to_owned());
            Ok(())
        })
        .unwrap();
    seen
}

#[test]
fn a_reading_is_found_under_the_file_and_the_reader_that_made_it() {
    let (_dir, _, store) = opened();
    let reading = Reading::damaged(DamageReason::Timeout);
    store.keep_reading(ReadingKey { sha256: "c", reader: "r1" }, &reading).unwrap();
    assert_eq!(store.reading(ReadingKey { sha256: "c", reader: "r1" }).unwrap(), Some(reading.clone()));
    assert_eq!(store.reading(ReadingKey { sha256: "c", reader: "r2" }).unwrap(), None);
    assert_eq!(store.outcomes("r1").unwrap(), BTreeMap::from([("c".to_owned(), reading.outcome)]));
}

#[test]
fn results_show_only_once_their_run_has_finished_and_then_stand_before_the_old() {
    let (_dir, _, store) = opened();
    let first = store.begin(&run()).unwrap();
    store.conclude(first, 1, &result("二")).unwrap();
    store.conclude(first, 0, &result("一")).unwrap();
    assert_eq!(tickets(&store), Vec::<String>::new());
    store.finish(first, &run()).unwrap();
    assert_eq!(tickets(&store), ["一", "二"]);
    let stopped = store.begin(&run()).unwrap();
    store.conclude(stopped, 0, &result("三")).unwrap();
    assert_eq!(tickets(&store), ["一", "二"]);
    assert!(store.is_overtaken(first).unwrap());
    let last = store.begin(&run()).unwrap();
    store.conclude(last, 0, &result("四")).unwrap();
    store.finish(last, &run()).unwrap();
    assert_eq!(tickets(&store), ["四"]);
    assert!(!store.is_overtaken(last).unwrap());
}

#[test]
fn what_is_gathered_comes_back_by_place_in_the_order_of_paths() {
    let (_dir, _, store) = opened();
    let run = store.begin(&run()).unwrap();
    for (place, name) in [(0, "乙.pdf"), (1, "丙.pdf"), (0, "丁/甲.pdf")] {
        store.gather(run, place, &file(name)).unwrap();
    }
    let names: Vec<_> = store.gathered(run, 0).unwrap().into_iter().map(|f| f.upload.file).collect();
    assert_eq!(names, ["丁/甲.pdf", "乙.pdf"]);
}

#[test]
fn a_work_folder_of_a_newer_version_is_left_alone() {
    let (_dir, folder, store) = opened();
    store.run(|c| c.pragma_update(None, "user_version", 99)).unwrap();
    drop(store);
    assert!(matches!(Sqlite::open(&folder, Box::new(HalfAMinute)), Err(Error::WorkNewer { found: 99, .. })));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test spoils a file")]
fn a_file_that_is_no_database_is_an_error_that_names_it() {
    let dir = tempfile::tempdir().unwrap();
    let folder = WorkFolder::make(dir.path()).unwrap();
    std::fs::write(folder.database(), "这不是数据库".repeat(50)).unwrap();
    match Sqlite::open(&folder, Box::new(HalfAMinute)).map(|_| ()) {
        Err(Error::Store { path, .. }) => assert_eq!(path, folder.database()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn earlier_runs_stay_for_comparing_and_a_replay_never_stands_for_a_screening() {
    let (_dir, _, store) = opened();
    let screened = store.begin(&run()).unwrap();
    store.conclude(screened, 0, &result("一")).unwrap();
    store.finish(screened, &run()).unwrap();
    let again = Run { purpose: Purpose::Replay, ..run() };
    let replayed = store.begin(&again).unwrap();
    assert!(!store.is_overtaken(screened).unwrap());
    store.conclude(replayed, 0, &result("二")).unwrap();
    store.finish(replayed, &again).unwrap();
    assert_eq!(tickets(&store), ["一"]);
    let kept: Vec<_> = store.runs().unwrap().into_iter().map(|(id, run)| (id, run.purpose)).collect();
    assert_eq!(kept, [(screened, Purpose::Screen), (replayed, Purpose::Replay)]);
    assert_eq!(store.result(replayed, 0).unwrap(), Some(result("二")));
    assert_eq!(store.result(replayed, 1).unwrap(), None);
}

#[test]
fn a_line_about_each_result_comes_in_the_order_of_the_roster() {
    let (_dir, _, store) = opened();
    let run = store.begin(&run()).unwrap();
    for (place, ticket_no) in [(1, "二"), (0, "一")] {
        store.conclude(run, place, &result(ticket_no)).unwrap();
    }
    let digests = store.digests(run).unwrap();
    let seen: Vec<_> = digests.iter().map(|d| (d.place, d.ticket_no.as_deref(), d.needs_review())).collect();
    assert_eq!(seen, [(0, Some("一"), false), (1, Some("二"), false)]);
    store.run(|c| c.execute("UPDATE result SET digest = NULL", [])).unwrap();
    assert_eq!(store.digests(run).unwrap(), digests, "a run of before there were digests");
}

#[test]
fn what_runs_are_made_with_is_kept_once_for_its_bytes() {
    let (_dir, _, store) = opened();
    for name in ["名单.xlsx", "名单(1).xlsx"] {
        store.keep_input(Role::Roster, "a", name, b"rows").unwrap();
    }
    assert_eq!(store.input(Role::Roster, "a").unwrap(), Some(("名单.xlsx".to_owned(), b"rows".to_vec())));
    assert_eq!(store.input(Role::Pack, "a").unwrap(), None);
    assert_eq!(store.input(Role::Roster, "b").unwrap(), None);
}

/// Waits so many times, and no more.
struct Times(std::sync::atomic::AtomicU32);

impl Patience for Times {
    fn waits(&self, _: std::time::Duration) -> bool {
        self.0.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok()
    }
}

#[test]
fn a_lock_is_waited_for_and_told_apart_from_damage() {
    let (_dir, folder, _) = opened();
    let other = Connection::open(folder.database()).unwrap();
    let locked = Sqlite::open(&folder, Box::new(Times(2.into()))).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(locked.begin(&run()), Err(Error::StoreBusy { .. })));
    let freed = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(700));
        other.execute_batch("COMMIT").unwrap();
        other
    });
    let waiting = Sqlite::open(&folder, Box::new(Times(1000.into()))).unwrap();
    waiting.begin(&run()).unwrap();
    freed.join().unwrap();
}

#[test]
fn a_folder_that_was_deleted_takes_no_results() {
    let (dir, folder, store) = opened();
    let id = store.begin(&run()).unwrap();
    std::fs::rename(folder.database(), dir.path().join("elsewhere.db")).unwrap();
    assert!(matches!(store.finish(id, &run()), Err(Error::WorkGone { .. })));
    std::fs::copy(dir.path().join("elsewhere.db"), folder.database()).unwrap();
    if cfg!(unix) {
        assert!(matches!(store.finish(id, &run()), Err(Error::WorkGone { .. })), "another file in its place");
    }
}

#[test]
fn whoever_only_looks_changes_nothing() {
    let (_dir, folder, store) = opened();
    let id = store.begin(&run()).unwrap();
    store.conclude(id, 0, &result("1")).unwrap();
    store.finish(id, &run()).unwrap();
    let looking = Sqlite::open_to_read(&folder).unwrap();
    assert_eq!(tickets(&looking), ["1"]);
    assert!(looking.begin(&run()).is_err());
    assert!(looking.keep_audit("links", b"x").is_err());
}

#[test]
fn a_verdict_is_kept_with_when_and_where() {
    let (_dir, _folder, store) = opened();
    let key = ReadingKey { sha256: "c", reader: "r" };
    let verdict = Verdict { at: "2024-08-20T07:00:00+08:00".into(), machine: "2 cores".into() };
    store.keep_verdict(key, &verdict).unwrap();
    assert_eq!(store.verdicts("r").unwrap(), [("c".to_owned(), verdict)].into());
    assert!(store.verdicts("other").unwrap().is_empty());
}

#[test]
fn the_outline_of_a_reading_comes_without_its_text_whether_kept_beside_it_or_not() {
    use crate::model::{Glyph, Outcome, Page, Picture, Rect, Unit, Word, WordSource};
    let (_dir, folder, store) = opened();
    let bbox = Rect::new(1.0, 2.0, 3.0, 4.0);
    let mut page = Page::empty(1, 595.0, 842.0, Unit::Points);
    let glyph = Glyph { ch: '姓', bbox, confidence: 1.0, font: None, runners_up: Vec::new() };
    page.words.push(Word { glyphs: vec![glyph], bbox, vertical: false, source: WordSource::TextLayer });
    page.pictures.push(Picture::placed(bbox, 30, 40));
    let reading = Reading { pages: vec![page], ..Reading::without_pages(Outcome::Read) };
    let key = ReadingKey { sha256: "c", reader: "r" };
    assert_eq!(store.outline(key).unwrap(), None);
    store.keep_reading(key, &reading).unwrap();
    let outline = store.outline(key).unwrap().unwrap();
    assert_eq!((outline.pages[0].words.len(), &outline.pages[0].pictures), (0, &reading.pages[0].pictures));
    assert_eq!(store.reading(key).unwrap().unwrap(), reading);
    // A work folder of before has no outlines.
    rusqlite::Connection::open(folder.database()).unwrap().execute("DELETE FROM outline", []).unwrap();
    assert_eq!(store.outline(key).unwrap(), Some(outline));
}
