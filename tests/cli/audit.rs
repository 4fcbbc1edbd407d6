//! Audits as a clerk runs them: a run done again, samples, rates, what is shared, and whether every byte is as it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use hecha::audit::integrity::{Integrity, Wrong, integrity};
use hecha::audit::worklist;
use hecha::model::Answers;
use hecha::pipeline::Nobody;
use hecha::store::WorkFolder;
use hecha::store::review::{Act, Review, Seen, Standing};

use super::{Desk, Ran};

fn replay(desk: &Desk, more: &[&str]) -> (Ran, Vec<serde_json::Value>) {
    let mut words = vec!["audit", "replay", "--work", "工作", "--models", "模型", "-q", "--format", "jsonl"];
    words.extend(more);
    let ran = desk.run(&words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let lines = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (ran, lines)
}

#[test]
fn a_replay_with_nothing_changed_differs_in_nothing() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let before = desk.jsonl();
    for more in [&[][..], &["--fresh"]] {
        let (ran, lines) = replay(&desk, more);
        assert_eq!(lines, Vec::<serde_json::Value>::new(), "{}", ran.err);
    }
    assert_eq!(desk.jsonl(), before, "what reviewers see stays");
    for number in ["1", "2", "3"] {
        let ran = desk.run(&["export", "--work", "工作", "--format", "jsonl", "--run", number]);
        assert_eq!((ran.code, ran.out.as_str()), (0, before.as_str()), "run {number}, byte for byte");
    }
    let runs = desk.run(&["audit", "--work", "工作"]).out;
    assert_eq!(runs.lines().count(), 3, "{runs}");
    assert!(runs.contains("重做第 1 次"), "{runs}");
}

#[test]
fn what_differs_is_put_down_to_the_one_thing_that_changed() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let roster = fs::read_to_string(desk.roster()).unwrap().replace("王思齐", "王思奇");
    fs::write(desk.path("新名单.csv"), roster).unwrap();
    let (_, lines) = replay(&desk, &["--roster", "新名单.csv"]);
    assert!(lines.iter().any(|line| line["what"] == "flag" && line["ticket_no"] == "4301249801001"), "{lines:?}");
    for line in &lines {
        assert_eq!(line["causes"], serde_json::json!(["roster"]), "{line}");
        assert_eq!(line["ticket_no"], "4301249801001", "{line}");
    }
}

#[test]
fn one_changed_rule_concerns_its_candidates_and_nobody_else() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let lines: Vec<serde_json::Value> = desk.jsonl().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let flags = |line: &serde_json::Value| line["flags"].as_array().unwrap().clone();
    let raised = |line: &serde_json::Value, code: &str| flags(line).iter().any(|flag| flag["code"] == code);
    let who = |code: &str| -> Vec<String> {
        lines
            .iter()
            .filter(|line| raised(line, code))
            .filter_map(|line| line["ticket_no"].as_str().map(str::to_owned))
            .collect()
    };
    // Some have it and some have not, and the rules say how grave it is.
    let pack = |(name, _): &&(&str, &str)| *name == "changsha-2024-social-worker";
    let (_, text) = hecha::rulebook::BUILTIN.iter().find(pack).unwrap();
    let rule = |code: &str| text.lines().find(|line| line.starts_with(&format!("{code} = {{ severity")));
    let all = lines.iter().filter(|line| line["ticket_no"].is_string()).count();
    let fits = |flag: &serde_json::Value| {
        let code = flag["code"].as_str().unwrap();
        // A check may say less than the rules allow; then the rules do not decide alone.
        let usual = |line: &str| {
            let mut raised = lines.iter().flat_map(flags).filter(|other| other["code"] == code);
            raised.all(|other| line.contains(&format!("severity = {}", other["severity"])))
        };
        rule(code).is_some_and(usual) && (1..all).contains(&who(code).len())
    };
    let flag = lines.iter().flat_map(flags).find(fits).unwrap();
    let code = flag["code"].as_str().unwrap();
    let concerned = who(code);
    let other = if flag["severity"] == "error" { "warning" } else { "error" };
    let line = rule(code).unwrap();
    let changed = line.replacen(flag["severity"].as_str().unwrap(), other, 1);
    assert_ne!(changed, line);
    let pack = text.replacen(line, &changed, 1);
    fs::write(desk.path("规则.toml"), pack).unwrap();
    let (_, lines) = replay(&desk, &["--rules", "规则.toml"]);
    let mut differ: Vec<&str> = lines.iter().map(|line| line["ticket_no"].as_str().unwrap()).collect();
    differ.dedup();
    assert_eq!(differ, concerned);
    assert!(lines.iter().all(|line| line["causes"] == serde_json::json!(["pack"])), "{lines:?}");
}

#[test]
fn what_a_person_looked_up_since_is_a_cause_of_its_own() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let folder = WorkFolder::existing(&desk.work()).unwrap();
    let store = hecha::store::open(&folder).unwrap();
    let (id, _) = store.last_run().unwrap().unwrap();
    let mut items = Vec::new();
    store
        .each_result(id, &mut |result| {
            items.extend(worklist::items(&result, &Standing::default(), &Answers::default()));
            Ok(())
        })
        .unwrap();
    let item = &items[0];
    let review = Review::open(&folder).unwrap();
    review.append("2024-08-21T09:00:00+08:00", "甲", &item.looked_up(Seen::NotFound, None)).unwrap();
    let (_, lines) = replay(&desk, &[]);
    assert!(lines.iter().any(|line| line["name"] == "online-not-found"), "{lines:?}");
    assert!(lines.iter().all(|line| line["ticket_no"] == item.ticket_no.as_str()), "{lines:?}");
    assert!(lines.iter().all(|line| line["causes"] == serde_json::json!(["answers"])), "{lines:?}");
    assert_eq!(replay(&desk, &["--run", "2"]).1, Vec::<serde_json::Value>::new(), "with the same known it is the same");
}

#[test]
fn of_two_things_that_changed_each_difference_has_its_own() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let roster = fs::read_to_string(desk.roster()).unwrap().replace("王思齐", "王思奇");
    fs::write(desk.path("新名单.csv"), roster).unwrap();
    let (_, lines) = replay(&desk, &["--roster", "新名单.csv", "--as-of", "2034-01-01"]);
    let of_roster = lines.iter().filter(|line| line["causes"] == serde_json::json!(["roster"])).count();
    let of_day = lines.iter().filter(|line| line["causes"] == serde_json::json!(["day"])).count();
    assert!(of_roster > 0, "{lines:?}");
    assert!(lines.iter().all(|line| !line["causes"].as_array().unwrap().is_empty()), "{lines:?}");
    let (_, alone) = replay(&desk, &["--as-of", "2034-01-01"]);
    assert_eq!(of_day > 0, !alone.is_empty(), "{alone:?}");
    assert_eq!(desk.run(&["audit", "--work", "工作"]).out.lines().count(), 3, "the steps between are gone");
}

#[test]
fn a_copy_that_is_gone_is_named_as_the_cause() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let line = desk.line("4301249801001");
    let sha256 = line["documents"][0]["sha256"].as_str().unwrap().to_owned();
    fs::remove_file(desk.work().join("originals").join(&sha256[..2]).join(&sha256)).unwrap();
    let (_, lines) = replay(&desk, &["--fresh"]);
    assert!(!lines.is_empty());
    for line in &lines {
        assert_eq!(line["ticket_no"], "4301249801001");
        assert!(line["causes"].as_array().unwrap().contains(&"file".into()), "{line}");
    }
}

#[test]
fn the_same_seed_draws_the_same_people() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let draw = |seed: &str| {
        let words = ["audit", "sample", "--work", "工作", "--share", "0.5", "--seed", seed, "--format", "jsonl"];
        let ran = desk.run(&words);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    assert_eq!(draw("7"), draw("7"));
    let all: f64 = draw("7")
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["stands_for"].as_f64().unwrap())
        .sum();
    let roster = desk.jsonl().lines().filter(|line| !line.starts_with("{\"ticket_no\":null")).count();
    assert!((all - roster as f64).abs() < 1e-6, "those drawn stand for all: {all} of {roster}");
}

#[test]
fn rates_are_measured_on_a_table_of_findings() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let text = "ticket_no,code,finding\n4301249801001,,clean\n4301249801004,seal-missing,missed\n";
    fs::write(desk.path("抽查.csv"), text).unwrap();
    let ran = desk.run(&["audit", "rates", "--work", "工作", "--findings", "抽查.csv", "--format", "jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let all: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert_eq!((all["group"].as_str(), all["missed"]["hits"].as_u64()), (Some("all"), Some(1)));
    fs::write(desk.path("抽查.csv"), "ticket_no,code,finding\n4301249801001,,perhaps\n").unwrap();
    let ran = desk.run(&["audit", "rates", "--work", "工作", "--findings", "抽查.csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("第 2 行"), "{}", ran.err);
}

#[test]
fn a_paper_that_lies_with_the_wrong_person_is_no_link() {
    let desk = Desk::usual();
    let run = |desk: &Desk| {
        desk.screen(&[]);
        let ran = desk.run(&["audit", "links", "--work", "工作", "-q", "--format", "jsonl"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(run(&desk), Vec::<serde_json::Value>::new());
    let line = desk.line("4301249801001");
    let documents = line["documents"].as_array().unwrap();
    let shared = documents.iter().find(|d| d["kind"] == "chsi_registration").unwrap();
    let from = desk.uploads().join(shared["file"].as_str().unwrap());
    fs::copy(from, desk.uploads().join("4301249801004").join("备案表 2.pdf")).unwrap();
    let clusters = run(&desk);
    // A whole document of another person lies with the wrong one: that is told by its own flag and is no link.
    assert_eq!(clusters, Vec::<serde_json::Value>::new());
}

fn look(folder: &Path) -> Integrity {
    let folder = WorkFolder::existing(folder).unwrap();
    integrity(&folder, &Nobody, &AtomicBool::new(false)).unwrap().unwrap()
}

/// Numbers by which bytes are chosen: the same in every run of the test.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// Some entries of a journal, all in the database itself.
fn journal(desk: &Desk) {
    let review = Review::open(&WorkFolder::existing(&desk.work()).unwrap()).unwrap();
    for place in 0..6 {
        let act = Act::Unmasked { ticket_no: format!("430124980100{place}") };
        review.append("2024-08-21T09:00:00+08:00", "甲", &act).unwrap();
        let act = Act::Exported { list: "ledger".repeat(12), count: place };
        review.append("2024-08-21T09:00:01+08:00", "甲", &act).unwrap();
    }
    drop(review);
    let connection = rusqlite::Connection::open(desk.work().join("review.db")).unwrap();
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);").unwrap();
}

/// Flips a bit near this place of a database, and sees that it is found.
fn flip(desk: &Desk, name: &str, whole: &[u8], start: usize, numbers: &mut Numbers) {
    let mut bytes = whole.to_vec();
    let at = start + usize::try_from(numbers.below(64)).unwrap();
    bytes[at] ^= 1 << numbers.below(8);
    fs::write(desk.work().join(name), bytes).unwrap();
    assert!(!look(&desk.work()).is_whole(), "byte {at} of {name}");
    for beside in ["wal", "shm"] {
        let _ = fs::remove_file(desk.work().join(format!("{name}-{beside}")));
    }
    fs::write(desk.work().join(name), whole).unwrap();
}

#[test]
fn a_hundred_flipped_bytes_are_a_hundred_findings() {
    let desk = Desk::usual();
    desk.screen(&[]);
    journal(&desk);
    assert_eq!(look(&desk.work()).findings, []);
    let mut originals: Vec<PathBuf> = Vec::new();
    for shelf in fs::read_dir(desk.work().join("originals")).unwrap() {
        let shelf = shelf.unwrap().path();
        originals.extend(fs::read_dir(shelf).unwrap().map(|entry| entry.unwrap().path()));
    }
    originals.sort();
    let mut numbers = Numbers(20_240_820);
    for _ in 0..60 {
        let path = &originals[usize::try_from(numbers.below(originals.len() as u64)).unwrap()];
        let whole = fs::read(path).unwrap();
        let mut bytes = whole.clone();
        let at = usize::try_from(numbers.below(bytes.len() as u64)).unwrap();
        bytes[at] ^= 1 << numbers.below(8);
        fs::write(path, bytes).unwrap();
        let found = look(&desk.work());
        assert!(found.findings.iter().any(|f| f.wrong == Wrong::OriginalChanged), "{path:?} at {at}");
        fs::write(path, whole).unwrap();
    }
    // In the database: in the values of rows, wherever they lie in the file. Bytes between rows mean nothing.
    let database = desk.work().join("hecha.db");
    let values = {
        let connection = rusqlite::Connection::open(&database).unwrap();
        connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);").unwrap();
        let value = |of: &str| connection.query_row(of, [], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        [
            value("SELECT body FROM input WHERE role = 'roster'"),
            value("SELECT body FROM input WHERE role = 'pack'"),
            value("SELECT CAST(body AS BLOB) FROM run"),
            value("SELECT body FROM result ORDER BY length(body) DESC LIMIT 1"),
            value("SELECT body FROM reading ORDER BY length(body) DESC LIMIT 1"),
        ]
    };
    let whole = fs::read(&database).unwrap();
    let starts = values.map(|value| {
        let piece = &value[..64];
        // The last one: a page that became an inner one keeps the bytes of the rows that moved away, and those mean nothing.
        whole.windows(piece.len()).rposition(|window| window == piece).unwrap()
    });
    for turn in 0..20 {
        let start = starts[turn % starts.len()];
        flip(&desk, "hecha.db", &whole, start, &mut numbers);
    }
    // In the journal: who, when, what, and the chain itself.
    let whole = fs::read(desk.work().join("review.db")).unwrap();
    let entries = {
        let connection = rusqlite::Connection::open(desk.work().join("review.db")).unwrap();
        let mut rows = connection.prepare("SELECT body || hash FROM entry").unwrap();
        let rows = rows.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.map(Result::unwrap).collect::<Vec<_>>()
    };
    let starts: Vec<usize> = entries
        .iter()
        .map(|entry| whole.windows(64).rposition(|window| window == &entry.as_bytes()[..64]).unwrap())
        .collect();
    for turn in 0..20 {
        flip(&desk, "review.db", &whole, starts[turn % starts.len()], &mut numbers);
    }
    assert_eq!(look(&desk.work()).findings, []);
}

#[test]
fn what_is_missing_or_left_over_is_told() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let sha256 = desk.line("4301249801001")["documents"][0]["sha256"].as_str().unwrap().to_owned();
    fs::remove_file(desk.work().join("originals").join(&sha256[..2]).join(&sha256)).unwrap();
    fs::write(desk.work().join("originals/notes.txt"), "x").unwrap();
    let ran = desk.run(&["audit", "integrity", "--work", "工作", "-q"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("原件缺失") && ran.out.contains(&sha256), "{}", ran.out);
    assert!(ran.out.contains("notes.txt"), "{}", ran.out);
}
