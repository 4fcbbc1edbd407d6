//! Texts, names and addresses that mean harm.

use hecha::{
    faces::web::{Method, ROUTES},
    store::review::{Act, Role, basis},
};
use serde_json::json;

use super::desk::{Desk, SECRET, flagged, ticket};

const SCRIPT: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

#[test]
fn what_is_read_from_uploads_is_text_on_every_page() {
    let result = flagged(1, SCRIPT);
    let desk = Desk::with(std::slice::from_ref(&result));
    let mut client = desk.logged_in("管理员", Role::Administrator);
    let decided = client.post(
        "/api/decide",
        &json!({ "ticket_no": ticket(1), "round": "first", "verdict": "send_back", "note": SCRIPT, "basis": basis(&result) }),
    );
    assert_eq!(decided.status, 200, "{}", decided.text);
    for route in ROUTES.iter().filter(|r| r.method == Method::Get) {
        let path = route.path.replace("{ticket_no}", &ticket(1));
        let answer = client.send("GET", &path, &[], "");
        let kind = answer.header("content-type").to_owned();
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        if kind.starts_with("text/html") {
            assert!(!answer.text.contains("<script>alert") && !answer.text.contains("<img src=x"), "{path}");
            assert!(!answer.text.contains(" style=\"") && !answer.text.contains(" onclick="), "{path}: inline");
        }
    }
    assert!(client.get("/journal").text.contains("&lt;script&gt;alert(1)"), "it is there, as text");
    assert_eq!(client.get("/api/queue").header("content-type"), "application/json");
}

#[test]
fn every_answer_carries_the_headers_of_safety() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("管理员", Role::Administrator);
    let mut stranger = desk.stranger();
    for path in ["/", "/login", "/nothing", "/api/queue", "/users", "/journal?before=x"] {
        for answer in [client.send("GET", path, &[], ""), stranger.send("GET", path, &[], "")] {
            let policy = answer.header("content-security-policy");
            for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
                assert!(policy.contains(part), "{path}: {policy}");
            }
            assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
            assert!(!answer.text.contains("://"), "{path} names another host: {}", answer.text);
        }
    }
}

#[test]
fn no_path_leads_out_of_the_table() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("管理员", Role::Administrator);
    let paths = [
        "/../review.db",
        "/base.css/../../review.db",
        "/..%2f..%2freview.db",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/setup/..%2f..%2freview.db",
        "/setup/%2e%2e%5creview.db",
        "//etc/passwd",
        "/hecha.db",
        "/base.css%00.db",
        "/candidates/..%2f..%2freview.db",
    ];
    for path in paths {
        let answer = client.send("GET", path, &[], "");
        assert!(matches!(answer.status, 400 | 404 | 422), "{path}: {}", answer.status);
        assert!(!answer.text.contains("SQLite") && !answer.text.contains("root:"), "{path}");
    }
    for ticket_no in ["../../review.db", "", "4301' OR 1=1 --", "\u{0}"] {
        let answer = client.post("/api/unmask", &json!({ "ticket_no": ticket_no }));
        assert_eq!(answer.status, 404, "{ticket_no}");
    }
    assert!(desk.acts().is_empty());
}

#[test]
fn nothing_that_is_sent_becomes_a_header() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("管理员", Role::Administrator);
    let injected = "x%0d%0aSet-Cookie:%20hecha=planted";
    for path in [format!("/journal?before={injected}"), format!("/setup/{injected}"), format!("/{injected}")] {
        let answer = client.send("GET", &path, &[], "");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
        assert!(!format!("{:?}", answer.headers).contains("planted"), "{path}");
    }
    let mut stranger = desk.stranger();
    let answer = stranger.form("/login", &[("user", "a\r\nSet-Cookie: hecha=planted"), ("password", "x")]);
    assert_eq!((answer.status, answer.header("set-cookie")), (401, ""));
}

#[test]
fn what_is_too_big_or_not_understood_is_turned_away() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("管理员", Role::Administrator);
    let big = json!({ "ticket_no": ticket(1), "note": "大".repeat(200_000) });
    assert_eq!(client.post("/api/decide", &big).status, 413);
    let csrf = client.csrf.clone();
    let headers = [("origin", "http://127.0.0.1:8420"), ("x-csrf", csrf.as_str()), ("content-type", "text/plain")];
    let answer = client.send("POST", "/api/decide", &headers, "{}");
    assert_eq!((answer.status, answer.json()["error"].as_str()), (422, Some("invalid")));
    assert!(desk.acts().is_empty());
}

#[test]
fn a_verification_code_that_somebody_types_is_masked_in_the_journal() {
    let result = flagged(1, "何犇");
    let desk = Desk::with(std::slice::from_ref(&result));
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let note = format!("验证码 {SECRET} 查不到");
    let decided = client.post(
        "/api/decide",
        &json!({ "ticket_no": ticket(1), "round": "first", "verdict": "skip", "note": note, "basis": basis(&result) }),
    );
    assert_eq!(decided.status, 200, "{}", decided.text);
    match desk.acts().as_slice() {
        [Act::Decided(decision)] => assert_eq!(decision.note.as_deref(), Some("验证码 AB************78 查不到")),
        other => panic!("{other:?}"),
    }
}
