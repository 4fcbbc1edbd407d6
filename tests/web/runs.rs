//! A screening that finishes beside the open page: the page shows it, and decisions on what changed are out of date.

use std::sync::atomic::{AtomicI64, Ordering};

use hecha::{
    faces::web::Moment,
    model::FieldValue,
    store::review::{Act, Review, Role, basis},
};
use serde_json::json;

use super::desk::{Desk, clean, flagged, noon, screened, ticket};

/// A clock that goes on by a second whenever it is asked.
fn ticking() -> Moment {
    static SECONDS: AtomicI64 = AtomicI64::new(0);
    Moment { now: noon().now + SECONDS.fetch_add(1, Ordering::Relaxed), ..noon() }
}

#[test]
fn a_new_run_shows_and_decisions_on_what_changed_are_out_of_date() {
    let before = [flagged(1, "何犇"), flagged(2, "欧阳娜")];
    let desk = Desk::at(&before, ticking);
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let body = |place: usize, basis: String| json!({ "ticket_no": ticket(place), "round": "first", "verdict": "pass", "basis": basis });
    for place in [1, 2] {
        let answer = client.post("/api/decide", &body(place, basis(&before[place - 1])));
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    let mut changed = flagged(1, "何犇");
    changed.files[0].documents[0].fields[2].value = FieldValue::Text("2006-06-30".into());
    let mut surer = flagged(2, "欧阳娜");
    surer.files[0].documents[0].fields[2].evidence.confidence = 0.99;
    screened(&desk.folder, &[changed.clone(), surer, clean(3, "张三")]);

    let queue = client.get("/api/queue?part=all").json();
    let states: Vec<_> = queue["rows"].as_array().unwrap().iter().map(|row| row["state"].clone()).collect();
    assert_eq!(queue["total"], 3);
    assert_eq!(states, ["out_of_date", "first_done", "open"], "a surer reading changes nothing");
    let answer = client.post("/api/decide", &body(1, basis(&before[0])));
    assert_eq!((answer.status, answer.json()["error"].as_str()), (409, Some("out-of-date")));
    assert_eq!(client.post("/api/decide", &body(1, basis(&changed))).status, 200);
    assert_eq!(client.get("/api/queue?state=out_of_date").json()["total"], 0);
}

#[test]
fn what_another_program_adds_to_the_journal_stands_here_too() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    assert_eq!(client.get("/api/queue").json()["counts"]["todo"], 3);
    let decision = hecha::model::Decision {
        ticket_no: ticket(1),
        round: hecha::model::Round::First,
        verdict: hecha::model::Verdict::Pass,
        reasons: Vec::new(),
        note: None,
        basis: basis(&flagged(1, "何犇")),
    };
    let elsewhere = Review::open(&desk.folder).unwrap();
    elsewhere.append(&noon().at, "乙", &Act::Decided(decision)).unwrap();
    assert_eq!(client.get("/api/queue").json()["counts"]["todo"], 2);
}
