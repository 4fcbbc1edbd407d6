//! What a reviewer decides: each kind, what it needs, what it rests on, and taking it back.

use hecha::{
    model::{FlagKey, Ruling, Verdict},
    store::review::{Act, Role, basis, flag_basis},
};
use serde_json::{Value, json};

use super::desk::{Desk, ID_NUMBER, SECRET, clean, flagged, sha256, ticket};

fn decision(place: usize, verdict: &str) -> Value {
    let result = if place == 3 { clean(3, "张三") } else { flagged(place, ["", "何犇", "欧阳娜"][place]) };
    json!({ "ticket_no": ticket(place), "round": "first", "verdict": verdict, "basis": basis(&result) })
}

#[test]
fn each_conclusion_is_kept_before_the_next_candidate_comes() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let answer = client.post("/api/decide", &decision(1, "pass"));
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.json()["next"], ticket(2));

    assert_eq!(client.post("/api/decide", &decision(2, "send_back")).status, 422, "a reason is needed");
    let mut sent_back = decision(2, "send_back");
    sent_back["reasons"] = json!(["no-such-reason"]);
    assert_eq!(client.post("/api/decide", &sent_back).status, 422);
    sent_back["reasons"] = json!(["years-too-few"]);
    assert_eq!(client.post("/api/decide", &sent_back).status, 422, "that one is for refusing");
    sent_back["reasons"] = json!(["no-seal", "illegible"]);
    sent_back["note"] = json!("  请重新盖章\u{7}。 ");
    let answer = client.post("/api/decide", &sent_back);
    assert_eq!((answer.status, answer.json()["next"].clone()), (200, Value::Null), "nobody is left");

    assert_eq!(client.post("/api/decide", &decision(3, "not_qualified")).status, 422);
    let mut refused = decision(3, "not_qualified");
    refused["note"] = json!("年限不足");
    assert_eq!(client.post("/api/decide", &refused).status, 200);

    let verdicts: Vec<_> = desk
        .acts()
        .into_iter()
        .map(|act| match act {
            Act::Decided(decision) => (decision.ticket_no, decision.verdict, decision.reasons.len(), decision.note),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        verdicts,
        [
            (ticket(1), Verdict::Pass, 0, None),
            (ticket(2), Verdict::SendBack, 2, Some("请重新盖章。".to_owned())),
            (ticket(3), Verdict::NotQualified, 0, Some("年限不足".to_owned())),
        ]
    );
    assert_eq!(desk.review().verify(&[]).unwrap().broken, None);
}

#[test]
fn one_left_for_later_still_waits() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    assert_eq!(client.post("/api/decide", &decision(1, "skip")).json()["next"], ticket(2));
    let skipped = client.get("/api/queue?state=skipped").json();
    assert_eq!((&skipped["total"], &skipped["rows"][0]["ticket_no"]), (&json!(1), &json!(ticket(1))));
}

#[test]
fn nothing_is_decided_on_what_was_not_shown() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let mut stale = decision(1, "pass");
    stale["basis"] = json!("0".repeat(64));
    let answer = client.post("/api/decide", &stale);
    assert_eq!((answer.status, answer.json()["error"].as_str()), (409, Some("out-of-date")));
    assert!(desk.acts().is_empty());
}

#[test]
fn a_flag_is_ruled_on_by_its_name_and_what_it_said() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let flags = flagged(1, "何犇").flags;
    let key = FlagKey::all(&flags)[0].clone();
    let mut word =
        json!({ "ticket_no": ticket(1), "flag": key, "ruling": "dismissed", "basis": flag_basis(&flags[0]) });
    assert_eq!(client.post("/api/rule", &word).status, 422, "a reason is needed");
    word["reason"] = json!("曾用名，有户口簿佐证");
    assert_eq!(client.post("/api/rule", &word).status, 200);
    word["basis"] = json!("");
    assert_eq!(client.post("/api/rule", &word).status, 409);
    word["flag"] = json!("seal-missing||x#1");
    assert_eq!(client.post("/api/rule", &word).status, 409, "there is no such flag");
    let review = desk.review();
    let standing = review.standing().unwrap();
    assert_eq!(standing.of(&ticket(1)).unwrap().rulings[&key].what.ruling, Ruling::Dismissed);
}

#[test]
fn a_correction_stands_beside_the_reading() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let wanted = |name: &str, reading: Value, value: &str| {
        let field = json!({ "sha256": sha256(1), "page": 1, "name": name });
        json!({ "ticket_no": ticket(1), "field": field, "reading": reading, "value": value })
    };
    let mut correct = |body: Value| {
        let answer = client.post("/api/correct", &body);
        (answer.status, answer.json()["value"].as_str().map(str::to_owned))
    };
    let right = correct(wanted("graduated_on", json!("2005-06-30"), "２００６年6月30日"));
    assert_eq!(right, (200, Some("2006-06-30".into())), "in the contract's form");
    assert_eq!(correct(wanted("school", Value::Null, "长沙民政职业技术学院")).0, 200, "where nothing was read");
    assert_eq!(correct(wanted("graduated_on", json!("2001-01-01"), "2006年6月30日")).0, 409);
    assert_eq!(correct(wanted("graduated_on", json!("2005-06-30"), "看不清")).0, 422);
    assert_eq!(correct(wanted("verification_code", json!(SECRET), "XY12CD34EF56GH78")).0, 422);
    assert_eq!(correct(wanted("employment_periods", Value::Null, "[]")).0, 422);
    assert_eq!(desk.acts().len(), 2);
    let text = std::fs::read(desk.folder.reviews()).unwrap();
    assert!(!String::from_utf8_lossy(&text).contains("XY12CD34"), "a code reaches no journal");
}

#[test]
fn taking_back_brings_back_what_stood_before() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let mut other = desk.logged_in("乙", Role::Reviewer);
    assert_eq!(client.post("/api/undo", &json!({})).status, 409, "there is nothing");
    client.post("/api/decide", &decision(1, "pass"));
    client.post("/api/decide", &decision(2, "pass"));
    assert_eq!(other.post("/api/undo", &json!({})).status, 409, "not what others did");
    let undone = client.post("/api/undo", &json!({ "ticket_no": ticket(1) }));
    assert_eq!((undone.status, &undone.json()["ticket_no"]), (200, &json!(ticket(1))));
    let undone = client.post("/api/undo", &json!({}));
    assert_eq!(undone.json()["ticket_no"], ticket(2));
    assert_eq!(client.get("/api/queue").json()["counts"]["todo"], 3);
    assert_eq!(desk.acts().len(), 4, "nothing is removed");
}

#[test]
fn identity_numbers_are_masked_until_asked_for_and_each_look_is_kept() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("审计", Role::Auditor);
    let queue = client.get("/api/queue?part=all").text;
    assert!(!queue.contains(ID_NUMBER) && queue.contains("990198********1435"), "{queue}");
    let shown = client.post("/api/unmask", &json!({ "ticket_no": ticket(2) })).json();
    assert_eq!((&shown["roster"], &shown["documents"][0]["value"]), (&json!(ID_NUMBER), &json!(ID_NUMBER)));
    assert_eq!(desk.acts(), [Act::Unmasked { ticket_no: ticket(2) }]);
    assert!(client.get("/journal").text.contains(&format!("查看 {} 的完整身份证号", ticket(2))));
}

#[test]
fn the_same_decision_again_is_the_same_entry() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let first = client.post("/api/decide", &decision(1, "pass")).json();
    for _ in 0..8 {
        assert_eq!(client.post("/api/decide", &decision(1, "pass")).json(), first);
    }
    assert_eq!(desk.acts().len(), 1);
    assert_eq!(client.post("/api/decide", &decision(1, "skip")).status, 200, "another one is another entry");
    assert_eq!(desk.acts().len(), 2);
}

#[test]
fn who_looked_at_whom_from_where_is_in_the_journal() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    for place in [1, 2, 1] {
        assert_eq!(client.get(&format!("/c/{}", ticket(place))).status, 200);
    }
    let mut told = Vec::new();
    let review = desk.review();
    review
        .entries(0, &mut |entry| {
            told.push((entry.actor, entry.act));
            Ok(())
        })
        .unwrap();
    let opened: Vec<_> = told.iter().filter(|(_, act)| matches!(act, Act::Opened { .. })).collect();
    let by = |place: usize| ("甲".to_owned(), Act::Opened { ticket_no: ticket(place) });
    assert_eq!(opened, [&by(1), &by(2)], "once a session");
    let from = Some("127.0.0.1".to_owned());
    assert!(told.contains(&("甲".to_owned(), Act::LoggedIn { from })), "{told:?}");
    let old: Act = serde_json::from_str(r#"{"act":"logged_in"}"#).unwrap();
    assert_eq!(old, Act::LoggedIn { from: None }, "older journals stay readable");
}
