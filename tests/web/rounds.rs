//! 初审 and 复核, by different people.

use hecha::store::review::{Role, basis};
use serde_json::{Value, json};

use super::desk::{Desk, flagged, ticket};

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
