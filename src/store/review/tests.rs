//! Tests of what reviewers decide: the chain, what stands, and who is let in.

use super::*;
use crate::model::{Decision, Round, Verdict};

const AT: &str = "2024-08-20T09:00:00+08:00";

fn opened() -> (tempfile::TempDir, WorkFolder, Review) {
    let dir = tempfile::tempdir().unwrap();
    let folder = WorkFolder::make(dir.path()).unwrap();
    let review = Review::open(&folder).unwrap();
    (dir, folder, review)
}

fn decided(ticket_no: &str, verdict: Verdict) -> Act {
    Act::Decided(Decision {
        ticket_no: ticket_no.into(),
        round: Round::First,
        verdict,
        reasons: Vec::new(),
        note: None,
        basis: "b".into(),
    })
}

fn verdict(review: &Review, ticket_no: &str) -> Option<Verdict> {
    review.standing().unwrap().of(ticket_no)?.decision().map(|made| made.what.verdict)
}

#[test]
fn an_untouched_journal_holds_and_its_head_is_found_again() {
    let (_dir, _, review) = opened();
    assert_eq!(review.verify(&[GENESIS.to_owned()]).unwrap().broken, None);
    for n in 0..5 {
        review.append(AT, "甲", &decided(&n.to_string(), Verdict::Pass)).unwrap();
    }
    let (seq, head) = review.head().unwrap();
    let found = review.verify(std::slice::from_ref(&head)).unwrap();
    assert_eq!((found.entries, found.head.as_str(), found.broken), (seq, head.as_str(), None));
    review.append(AT, "甲", &decided("6", Verdict::Skip)).unwrap();
    assert_eq!(review.verify(std::slice::from_ref(&head)).unwrap().broken, None, "an earlier head is still in it");
    assert_eq!(review.verify(&["ab".to_owned()]).unwrap().broken, Some(Break::HeadUnknown));
}

/// Does to the table what the triggers forbid.
fn tamper(review: &Review, sql: &str) {
    review
        .run(|c| {
            c.execute_batch(
                "DROP TRIGGER IF EXISTS entry_is_not_changed; DROP TRIGGER IF EXISTS entry_is_not_removed;",
            )?;
            c.execute_batch(sql)
        })
        .unwrap();
}

#[test]
fn a_changed_a_removed_a_moved_and_a_cut_off_entry_are_found() {
    let tamperings = [
        ("UPDATE entry SET body = replace(body, 'pass', 'skip') WHERE seq = 2", Break::Changed { seq: 2 }),
        ("UPDATE entry SET actor = '乙' WHERE seq = 3", Break::Changed { seq: 3 }),
        ("UPDATE entry SET at = '2024-08-21T09:00:00+08:00' WHERE seq = 1", Break::Changed { seq: 1 }),
        ("UPDATE entry SET hash = upper(hash) WHERE seq = 4", Break::Changed { seq: 4 }),
        ("DELETE FROM entry WHERE seq = 2", Break::Missing { expected: 2 }),
        ("UPDATE entry SET seq = 9 WHERE seq = 2", Break::Missing { expected: 2 }),
        ("DELETE FROM entry WHERE seq = 5", Break::HeadUnknown),
    ];
    for (sql, expected) in tamperings {
        let (_dir, _, review) = opened();
        for n in 0..5 {
            review.append(AT, "甲", &decided(&n.to_string(), Verdict::Pass)).unwrap();
        }
        let (_, head) = review.head().unwrap();
        tamper(&review, sql);
        assert_eq!(review.verify(std::slice::from_ref(&head)).unwrap().broken, Some(expected), "{sql}");
    }
}

#[test]
fn the_database_itself_refuses_to_change_the_journal() {
    let (_dir, _, review) = opened();
    review.append(AT, "甲", &decided("1", Verdict::Pass)).unwrap();
    assert!(review.run(|c| c.execute("UPDATE entry SET actor = '乙'", [])).is_err());
    assert!(review.run(|c| c.execute("DELETE FROM entry", [])).is_err());
}

#[test]
fn what_is_taken_back_gives_way_to_what_stood_before() {
    let (_dir, _, review) = opened();
    review.append(AT, "甲", &decided("1", Verdict::Pass)).unwrap();
    let second = review.append(AT, "甲", &decided("1", Verdict::NotQualified)).unwrap();
    assert_eq!(verdict(&review, "1"), Some(Verdict::NotQualified));
    let last = review.standing().unwrap().last_of("甲", "1").unwrap().seq;
    assert_eq!(last, second.seq);
    review.append(AT, "甲", &Act::TakenBack { seq: last }).unwrap();
    assert_eq!(verdict(&review, "1"), Some(Verdict::Pass));
    let last = review.standing().unwrap().last_of("甲", "1").unwrap().seq;
    review.append(AT, "甲", &Act::TakenBack { seq: last }).unwrap();
    assert_eq!(verdict(&review, "1"), None);
    assert!(review.standing().unwrap().last_by("甲").is_none());
}

#[test]
fn what_stands_is_the_same_whether_added_up_at_once_or_one_by_one() {
    let (_dir, _, review) = opened();
    let mut growing = Standing::default();
    for (n, verdict) in Verdict::ALL.iter().cycle().take(12).enumerate() {
        growing.add(&review.append(AT, "甲", &decided(&(n % 3).to_string(), *verdict)).unwrap());
    }
    growing.add(&review.append(AT, "甲", &Act::TakenBack { seq: 12 }).unwrap());
    assert_eq!(growing, review.standing().unwrap());
}

#[test]
fn a_password_lets_its_account_in_and_nobody_else() {
    let (_dir, _, review) = opened();
    assert!(review.add_account(AT, 0, "system", "管理员", Role::Administrator, "一个够长的口令吧").unwrap());
    assert!(!review.add_account(AT, 0, "system", "管理员", Role::Reviewer, "另一个够长的口令").unwrap());
    let tried = |user: &str, word: &str, now| review.try_password(AT, now, "::1", user, word).unwrap();
    assert_eq!(tried("管理员", "一个够长的口令吧", 0).unwrap().role, Some(Role::Administrator));
    assert_eq!(tried("管理员", "错的", 0), Err(Throttle::Wrong));
    assert_eq!(tried("没有此人", "错的", 0), Err(Throttle::Wrong));
    review.change_role(AT, "管理员", "管理员", None).unwrap();
    assert_eq!(tried("管理员", "一个够长的口令吧", 0), Err(Throttle::Wrong), "a closed account");
}

#[test]
fn wrong_tries_are_slowed_down_and_nobody_is_locked_out_for_ever() {
    let (_dir, _, review) = opened();
    review.add_account(AT, 0, "system", "甲", Role::Reviewer, "一个够长的口令吧").unwrap();
    let tried = |address: &str, word: &str, now| review.try_password(AT, now, address, "甲", word).unwrap();
    for _ in 0..5 {
        assert_eq!(tried("10.0.0.9", "错的", 100), Err(Throttle::Wrong));
    }
    assert!(matches!(tried("10.0.0.9", "一个够长的口令吧", 100), Err(Throttle::Wait { .. })));
    assert!(tried("10.0.0.7", "一个够长的口令吧", 100).is_ok(), "another address may still come in");
    for now in 0..200 {
        let _ = tried(&format!("10.1.0.{now}"), "错的", 1000 + now);
    }
    assert!(
        tried("10.0.0.7", "一个够长的口令吧", 1201).is_ok(),
        "strangers do not keep it out where it came in before"
    );
    for now in 0..200 {
        let _ = tried("10.0.0.9", "错的", 1000 + 20 * now);
    }
    assert!(tried("10.0.0.9", "一个够长的口令吧", 1000 + 20 * 200 + 15 * 60).is_ok());
}

#[test]
fn a_session_ends_when_idle_when_old_and_with_its_account() {
    let (_dir, _, review) = opened();
    review.add_account(AT, 0, "system", "甲", Role::Reviewer, "一个够长的口令吧").unwrap();
    let token = review.begin_session(0, "甲").unwrap();
    let there = |now| review.session(now, token.reveal()).unwrap();
    assert_eq!(there(10).unwrap().account.user, "甲");
    assert_ne!(there(10).unwrap().csrf, token.reveal());
    assert!(review.session(10, "0").unwrap().is_none());
    for hour in 0..24 {
        let _ = there(hour * 30 * 60);
    }
    assert!(there(12 * 60 * 60 + 1).is_none(), "too old");
    let token = review.begin_session(0, "甲").unwrap();
    assert!(review.session(60 * 60 + 1, token.reveal()).unwrap().is_none(), "idle");
    let token = review.begin_session(0, "甲").unwrap();
    review.change_password(AT, "甲", "甲", "又一个够长的口令").unwrap();
    assert!(review.session(1, token.reveal()).unwrap().is_none(), "another password");
    let kept: String =
        review.run(|c| c.query_row("SELECT group_concat(token) FROM session", [], |r| r.get(0))).unwrap_or_default();
    assert!(!kept.contains(token.reveal()));
}

#[test]
fn every_single_byte_of_a_small_journal_counts() {
    let (_dir, folder, review) = opened();
    review.append(AT, "甲", &decided("1", Verdict::Pass)).unwrap();
    let flag = crate::model::FlagKey("name-mismatch|name|甲.pdf#1".into());
    let (ruling, basis) = (crate::model::Ruling::Confirmed, "b".into());
    let ruled = crate::model::FlagRuling { ticket_no: "1".into(), flag, ruling, reason: None, basis };
    review.append(AT, "乙", &Act::Ruled(ruled)).unwrap();
    review.append(AT, "甲", &Act::TakenBack { seq: 1 }).unwrap();
    drop(review);
    let other = rusqlite::Connection::open(folder.reviews()).unwrap();
    other.execute_batch("DROP TRIGGER entry_is_not_changed; DROP TRIGGER entry_is_not_removed;").unwrap();
    let review = Review::open(&folder).unwrap();
    let mut flipped = 0;
    for (seq, column) in (1..=3).flat_map(|seq| ["at", "actor", "body", "hash"].map(|column| (seq, column))) {
        let was: String =
            other.query_row(&format!("SELECT {column} FROM entry WHERE seq = {seq}"), [], |row| row.get(0)).unwrap();
        let put = |text: &str| {
            other.execute(&format!("UPDATE entry SET {column} = ?1 WHERE seq = {seq}"), [text]).unwrap();
        };
        for place in 0..was.len() {
            let mut bytes = was.clone().into_bytes();
            bytes[place] ^= 1;
            put(&String::from_utf8(bytes).unwrap());
            assert_eq!(review.verify(&[]).unwrap().broken, Some(Break::Changed { seq }), "{column} byte {place}");
            flipped += 1;
        }
        put(&was);
    }
    assert!(flipped > 400, "{flipped}");
    assert_eq!(review.verify(&[]).unwrap().broken, None);
}

#[test]
fn many_entries_are_added_all_at_once_and_are_chained_alike() {
    let (_dir, _, review) = opened();
    let acts: Vec<Act> = (0..50).map(|n| decided(&n.to_string(), Verdict::Pass)).collect();
    let entries = review.append_all(AT, "甲", &acts).unwrap();
    assert_eq!(entries.len(), 50);
    assert_eq!(review.verify(&[entries[20].hash.clone()]).unwrap().broken, None);
    assert_eq!(review.entries_before(11, 3).unwrap().iter().map(|e| e.seq).collect::<Vec<_>>(), [10, 9, 8]);
}

#[test]
fn ones_own_sign_in_opens_no_further_guesses_at_a_colleague() {
    let (_dir, _, review) = opened();
    for user in ["甲", "乙"] {
        review.add_account(AT, 0, "system", user, Role::Reviewer, "一个够长的口令吧").unwrap();
    }
    let tried = |user: &str, word: &str, now| review.try_password(AT, now, "10.0.0.1", user, word).unwrap();
    // Both have come in from the address that they share.
    for user in ["甲", "乙"] {
        assert!(tried(user, "一个够长的口令吧", 0).is_ok());
    }
    let mut looked_at = 0;
    for n in 0..100 {
        looked_at += usize::from(tried("甲", "猜的", 10) == Err(Throttle::Wrong));
        if n % 3 == 0 {
            assert!(tried("乙", "一个够长的口令吧", 10).is_ok(), "others behind the same address come in");
        }
    }
    assert_eq!(looked_at, 10, "after that each try waits");
    // Nor for a colleague who never came in from here.
    review.add_account(AT, 0, "system", "丙", Role::Reviewer, "一个够长的口令吧").unwrap();
    let guess = |_| {
        usize::from(tried("丙", "猜的", 10) == Err(Throttle::Wrong))
            + usize::from(tried("乙", "一个够长的口令吧", 10).is_err())
    };
    assert_eq!((0..50).map(guess).sum::<usize>(), 0, "the address has its tries behind it");
    let back = tried("甲", "一个够长的口令吧", 10 + 15 * 60).unwrap();
    assert_eq!(back.refused, 10, "the owner learns of it");
    assert_eq!(tried("甲", "一个够长的口令吧", 10 + 15 * 60).unwrap().refused, 0, "once");
}

#[test]
fn a_clock_that_stood_ahead_shuts_nobody_out_and_keeps_nobody_in() {
    let (_dir, _, review) = opened();
    review.add_account(AT, 0, "system", "甲", Role::Reviewer, "一个够长的口令吧").unwrap();
    let ahead = 5 * 365 * 24 * 60 * 60;
    for n in 0..20 {
        let _ = review.try_password(AT, ahead + n, "10.0.0.1", "甲", "错的").unwrap();
    }
    assert!(review.try_password(AT, 100, "10.0.0.1", "甲", "一个够长的口令吧").unwrap().is_ok());
    let token = review.begin_session(ahead, "甲").unwrap();
    assert!(review.session(100, token.reveal()).unwrap().is_none());
    let token = review.begin_session(160, "甲").unwrap();
    assert!(review.session(100, token.reveal()).unwrap().is_some(), "a minute is no other time");
}

#[test]
fn a_password_that_is_guessed_first_is_not_taken() {
    let weak = ["12345678", "password", "        ", "aaaaaaaa", "qwertyuiop", "Passw0rd", "11112222", "zhangsan", "短"];
    for word in weak {
        assert!(!Review::password_is_sound("zhangsan", word), "{word}");
    }
    assert!(!Review::password_is_sound("管理员管理员管理", "管理员管理员管理"), "one's own name");
    for word in ["一个够长的口令吧", "kestrel otter 41 barge", "v8Qz!m2Lw0xT"] {
        assert!(Review::password_is_sound("zhangsan", word), "{word}");
    }
}

#[test]
fn names_that_look_the_same_are_not_taken() {
    let (_dir, _, review) = opened();
    let add = |user: &str| review.add_account(AT, 0, "system", user, Role::Reviewer, "一个够长的口令吧").unwrap();
    for user in ["admin", "李四", "user1"] {
        assert!(Review::name_is_sound(user) && add(user), "{user}");
    }
    for user in ["\u{430}dmin", "ａdmin", "αlpha", "System", "李 四", "", "か", "李四\u{200b}", "\u{f9e1}"] {
        assert!(!Review::name_is_sound(user), "{user}");
    }
    for user in ["Admin", "ADMIN", "adm1n", "userl", "userI"] {
        assert!(Review::name_is_sound(user) && !add(user), "{user}");
    }
}
