//! 初审 and 复核, by different people.

use hecha::{
    model::FlagKey,
    store::review::{Act, Role, Seen, basis, flag_basis},
};
use serde_json::{Value, json};

use super::desk::{Desk, clean, flagged, sha256, ticket};

fn decision(round: &str, verdict: &str) -> Value {
    json!({ "ticket_no": ticket(1), "round": round, "verdict": verdict, "basis": basis(&flagged(1, "何犇")) })
}

#[test]
fn the_second_review_is_of_somebody_else_and_counts() {
    let desk = Desk::usual();
    let mut first = desk.logged_in("甲", Role::Reviewer);
    let mut second = desk.logged_in("丙", Role::SecondReviewer);
    let mut admin = desk.logged_in("管理员", Role::Administrator);
    assert_eq!(second.post("/api/decide", &decision("second", "pass")).status, 409, "nobody looked first");
    assert_eq!(first.post("/api/decide", &decision("second", "pass")).status, 403);
    assert_eq!(second.post("/api/decide", &decision("first", "pass")).status, 403);
    assert_eq!(admin.post("/api/decide", &decision("first", "pass")).status, 200);
    assert_eq!(admin.post("/api/decide", &decision("second", "pass")).status, 409, "the same person");
    assert_eq!(first.post("/api/decide", &decision("first", "pass")).status, 409, "a colleague's stands");
    assert_eq!(second.get("/api/queue").json()["counts"]["todo"], 1);
    let mut refused = decision("second", "not_qualified");
    refused["note"] = json!("年限不足");
    assert_eq!(second.post("/api/decide", &refused).status, 200);
    let row = first.get("/api/queue?state=done").json()["rows"][0].clone();
    assert_eq!((&row["verdict"], &row["by"]), (&json!("not_qualified"), &json!("丙")));
    assert_eq!(admin.post("/api/undo", &json!({})).status, 409, "the first is not taken back below the second");
    assert_eq!(second.post("/api/undo", &json!({})).status, 200);
    assert_eq!(admin.post("/api/undo", &json!({})).status, 200);
}

#[test]
fn a_blind_second_review_sees_nothing_of_the_first_anywhere() {
    const SAID: &str = "曾用名有户口簿佐证";
    let results = [flagged(1, "何犇"), clean(2, "张三")];
    let desk = Desk::blind(&results);
    let mut first = desk.logged_in("初审某甲", Role::Reviewer);
    let mut second = desk.logged_in("丙", Role::SecondReviewer);
    // The first review is at work, and has concluded nothing.
    let flags = &results[0].flags;
    let ruling = json!({ "ticket_no": ticket(1), "flag": FlagKey::all(flags)[0], "ruling": "dismissed", "reason": SAID,
        "basis": flag_basis(&flags[0]) });
    assert_eq!(first.post("/api/rule", &ruling).status, 200);
    let field = json!({ "sha256": sha256(1), "page": 1, "name": "graduated_on" });
    let correction =
        json!({ "ticket_no": ticket(1), "field": field, "reading": "2005-06-30", "value": "1999年9月19日" });
    assert_eq!(first.post("/api/correct", &correction).status, 200);
    let looked_up = Act::LookedUp {
        ticket_no: ticket(1),
        sha256: sha256(1),
        page: 1,
        portal: "学信网".into(),
        asked: Vec::new(),
        question: None,
        seen: Seen::Same,
        note: Some(SAID.into()),
    };
    desk.review().append("2024-08-20T12:00:00+08:00", "初审某甲", &looked_up).unwrap();
    let pages = |places: &[usize]| {
        let own = places.iter().map(|place| format!("/c/{}", ticket(*place)));
        let lists = ["/", "/?part=all", "/api/queue?part=all", "/look-ups?all=true", "/exports"].map(str::to_owned);
        let audits = ["/audit/sample?percent=100", "/audit/links"].map(str::to_owned);
        own.chain(lists).chain(audits).collect::<Vec<_>>()
    };
    let mut unseen = |what: &str| {
        for path in pages(&[1, 2]) {
            let text = second.get(&path).text;
            for told in ["初审某甲", SAID, "1999-09-19", "初审附言某某"] {
                assert!(!text.contains(told), "{what}: {path} says {told}");
            }
            assert!(!text.contains("已审 <strong>1"), "{what}: {path} measures the first review");
        }
        let queue = second.get("/api/queue?part=all&reviewer=%E5%88%9D%E5%AE%A1%E6%9F%90%E7%94%B2").json();
        assert_eq!(queue["total"], 0, "{what}");
        for (list, form) in [("ledger", "xlsx"), ("sheets", "pdf"), ("returns", "xlsx"), ("passed", "xlsx")] {
            assert_eq!(second.form("/exports", &[("list", list), ("form", form)]).status, 409, "{what}: {list}");
        }
        for path in ["/api/sample", "/api/together"] {
            assert_eq!(second.post(path, &json!({ "round": "second" })).status, 409, "{what}: {path}");
        }
        assert_eq!(second.get("/journal").status, 403);
    };
    unseen("at work");
    let mut refused = decision("first", "not_qualified");
    refused["note"] = json!("初审附言某某");
    assert_eq!(first.post("/api/decide", &refused).status, 200);
    unseen("concluded");
    // Leaving it for later is no conclusion that would open the first review.
    let mut second = desk.logged_in("丁", Role::SecondReviewer);
    assert_eq!(second.post("/api/decide", &decision("second", "skip")).status, 200);
    assert!(!second.get(&format!("/c/{}", ticket(1))).text.contains("初审附言某某"));
    assert_eq!(second.post("/api/decide", &decision("second", "pass")).status, 200);
    let own = second.get(&format!("/c/{}", ticket(1))).text;
    assert!(own.contains("初审附言某某") && own.contains(SAID), "one's own conclusion opens it");
}
