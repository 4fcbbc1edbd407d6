//! What somebody with the whole disk may do to the journal, and who notices.

use rusqlite::Connection;

use super::*;
use crate::{
    model::{Decision, Round, Verdict},
    store::review::{Act, PRINTED, Role},
};

const AT: &str = "2024-08-20T09:00:00+08:00";
const PASSWORD: &str = "一个够长的口令吧";

fn decided(ticket_no: &str, verdict: Verdict) -> Act {
    let (round, reasons, basis) = (Round::First, Vec::new(), "b".into());
    Act::Decided(Decision { ticket_no: ticket_no.into(), round, verdict, reasons, note: None, basis })
}

/// A journal of an account and some decisions; a run noted its head, and so did somebody on paper.
fn kept(verdicts: &[Verdict], anchored: bool) -> (tempfile::TempDir, WorkFolder, String) {
    let dir = tempfile::tempdir().unwrap();
    let folder = WorkFolder::make(dir.path()).unwrap();
    written(&folder, verdicts);
    let anchor = Review::anchor(&folder).unwrap().unwrap();
    if anchored {
        let store = store::open(&folder).unwrap();
        let run = store::Run { journal: Some(anchor.clone()), ..run() };
        let id = store.begin(&run).unwrap();
        store.finish(id, &run).unwrap();
    }
    (dir, folder, anchor.head)
}

fn run() -> store::Run {
    let text = |name: &str| (name.to_owned(), serde_json::Value::from("2024-08-20"));
    let fields =
        ["day", "program", "reader", "roster", "roster_sha256", "pack", "pack_title", "pack_sha256", "started_at"];
    serde_json::from_value(fields.map(text).into_iter().collect()).unwrap()
}

fn written(folder: &WorkFolder, verdicts: &[Verdict]) {
    let review = Review::open(folder).unwrap();
    review.add_account(AT, 0, "system", "甲", Role::Reviewer, PASSWORD).unwrap();
    for (n, verdict) in verdicts.iter().enumerate() {
        review.append(AT, "甲", &decided(&n.to_string(), *verdict)).unwrap();
    }
}

fn gone(folder: &WorkFolder) {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", folder.reviews().display()));
    }
}

/// All of it anew, as somebody wishes it had been: every link holds.
fn rewritten(folder: &WorkFolder, verdicts: &[Verdict]) {
    gone(folder);
    written(folder, verdicts);
}

fn by_sql(folder: &WorkFolder, sql: &str) {
    let forbidden = "DROP TRIGGER entry_is_not_changed; DROP TRIGGER entry_is_not_removed;";
    Connection::open(folder.reviews()).unwrap().execute_batch(&format!("{forbidden}{sql}")).unwrap();
}

#[test]
fn fifty_tamperings_by_somebody_with_the_disk_are_found_by_a_head_noted_outside() {
    const FIVE: [Verdict; 5] = [Verdict::Pass; 5];
    type Tampering = Box<dyn Fn(&WorkFolder)>;
    let mut tamperings: Vec<Tampering> = vec![Box::new(gone), Box::new(|f| rewritten(f, &[]))];
    for n in 0..5 {
        // One decision is another, and everything after it is chained anew.
        for verdict in [Verdict::SendBack, Verdict::NotQualified, Verdict::Skip] {
            tamperings.push(Box::new(move |f| {
                let mut other = FIVE;
                other[n] = verdict;
                rewritten(f, &other);
            }));
        }
        // Cut off, rolled back to an older state, and gone on from there.
        tamperings.push(Box::new(move |f| by_sql(f, &format!("DELETE FROM entry WHERE seq > {};", n + 1))));
        tamperings.push(Box::new(move |f| rewritten(f, &FIVE[..n])));
        tamperings.push(Box::new(move |f| {
            rewritten(f, &FIVE[..n]);
            let review = Review::open(f).unwrap();
            (n..9).for_each(|_| _ = review.append(AT, "乙", &decided("9", Verdict::Pass)).unwrap());
        }));
        for sql in ["DELETE FROM entry WHERE seq = N;", "UPDATE entry SET actor = '乙' WHERE seq = N;"] {
            let sql = sql.replace('N', &(n + 1).to_string());
            tamperings.push(Box::new(move |f| by_sql(f, &sql)));
        }
    }
    for sql in [
        "UPDATE account SET role = 'administrator';",
        "UPDATE account SET role = NULL;",
        "DELETE FROM account;",
        "UPDATE account SET user = '乙';",
        "INSERT INTO account (user, role, password, made_at) SELECT '乙', 'administrator', password, 0 FROM account;",
        "INSERT INTO account (user, role, password, made_at) SELECT '乙', 'auditor', password, 0 FROM account;",
        "UPDATE entry SET seq = seq + 10;",
        "UPDATE entry SET hash = lower(hex(randomblob(32)));",
    ] {
        tamperings.push(Box::new(move |f| by_sql(f, sql)));
    }
    assert_eq!(tamperings.len(), 50);
    let (mut from_inside, mut silent) = (0, 0);
    for (n, tamper) in tamperings.iter().enumerate() {
        let (_dir, folder, head) = kept(&FIVE, true);
        assert_eq!(check(&folder, Some(&head[..PRINTED])).unwrap().proven, Some(6));
        tamper(&folder);
        assert!(check(&folder, Some(&head[..PRINTED])).unwrap().broken.is_some(), "{n}: by the head on paper");
        assert!(check(&folder, None).unwrap().broken.is_some(), "{n}: by the head that a run noted");
        // Without any head what holds together is called no more than that.
        let (_dir, folder, _) = kept(&FIVE, false);
        tamper(&folder);
        let checked = check(&folder, None).unwrap();
        assert_eq!(checked.proven, None, "{n}");
        *if checked.broken.is_some() { &mut from_inside } else { &mut silent } += 1;
    }
    assert_eq!((from_inside, silent), (18, 32));
}

#[test]
fn a_head_proves_the_journal_up_to_its_entry_and_a_short_one_nothing() {
    let (_dir, folder, head) = kept(&[Verdict::Pass; 2], true);
    Review::open(&folder).unwrap().append(AT, "甲", &decided("7", Verdict::Pass)).unwrap();
    let checked = check(&folder, Some(&head)).unwrap();
    assert_eq!((checked.broken, checked.proven, checked.verified.unwrap().entries), (None, Some(3), 4));
    assert_eq!(check(&folder, Some(&head[..PRINTED - 1])).unwrap().broken, Some(Break::HeadUnknown));
}
