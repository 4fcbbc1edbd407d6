//! Passing clean candidates together, after a sample of them.

use hecha::{
    model::Verdict,
    store::{
        CandidateResult,
        review::{Act, Role, basis},
    },
};
use serde_json::{Value, json};

use super::{
    client::Client,
    desk::{Desk, clean, flagged, ticket},
};

fn many() -> Vec<CandidateResult> {
    let name = |place: usize| format!("考生{place}");
    (0..25).map(|place| if place < 4 { flagged(place, &name(place)) } else { clean(place, &name(place)) }).collect()
}

fn place(ticket_no: &str) -> usize {
    (0..25).find(|place| ticket(*place) == ticket_no).unwrap()
}

fn decide(client: &mut Client, ticket_no: &str, round: &str, verdict: &str) {
    let basis = basis(&many()[place(ticket_no)]);
    let body = json!({ "ticket_no": ticket_no, "round": round, "verdict": verdict, "note": "看过", "basis": basis });
    let answer = client.post("/api/decide", &body);
    assert_eq!(answer.status, 200, "{}", answer.text);
}

fn sample(client: &mut Client, round: &str) -> Vec<String> {
    let answer = client.post("/api/sample", &json!({ "round": round }));
    assert_eq!(answer.status, 200, "{}", answer.text);
    let json = answer.json();
    json["tickets"].as_array().unwrap().iter().map(|t: &Value| t.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_rest_passes_once_the_whole_sample_has_passed() {
    let desk = Desk::with(&many());
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let together = json!({ "round": "first" });
    assert_eq!(client.post("/api/together", &together).status, 409, "there is no sample");
    let drawn = sample(&mut client, "first");
    assert_eq!(drawn.len(), 3, "a tenth of 21, rounded up");
    assert!(drawn.iter().all(|ticket_no| place(ticket_no) >= 4), "only clean ones");
    assert_eq!(client.post("/api/together", &together).status, 409, "nobody looked");
    for ticket_no in &drawn[1..] {
        decide(&mut client, ticket_no, "first", "pass");
    }
    assert_eq!(client.post("/api/together", &together).status, 409, "one is left");
    decide(&mut client, &drawn[0], "first", "pass");
    let answer = client.post("/api/together", &together);
    assert_eq!((answer.status, &answer.json()["passed"]), (200, &json!(18)), "{}", answer.text);
    let queue = client.get("/api/queue?part=clean").json();
    assert_eq!(queue["counts"]["clean"], json!({ "first_done": 21 }));
    assert_eq!(queue["counts"]["flagged"], json!({ "open": 4 }), "those with flags are not touched");
    assert!(matches!(desk.acts().last(), Some(Act::PassedTogether { count: 18, .. })));
    assert_eq!(desk.review().verify(&[]).unwrap().broken, None);

    let mut second = desk.logged_in("丙", Role::SecondReviewer);
    let drawn = sample(&mut second, "second");
    for ticket_no in &drawn {
        decide(&mut second, ticket_no, "second", "pass");
    }
    assert_eq!(second.post("/api/together", &json!({ "round": "second" })).json()["passed"], 21 - drawn.len());
    assert_eq!(second.post("/api/together", &json!({ "round": "first" })).status, 409);
}

#[test]
fn one_that_does_not_pass_stops_the_rest_and_doubles_the_next_sample() {
    let desk = Desk::with(&many());
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let drawn = sample(&mut client, "first");
    decide(&mut client, &drawn[0], "first", "send_back");
    for ticket_no in &drawn[1..] {
        decide(&mut client, ticket_no, "first", "pass");
    }
    let answer = client.post("/api/together", &json!({ "round": "first" }));
    assert_eq!(answer.status, 409);
    assert!(answer.json()["message"].as_str().unwrap().contains("1 人没有通过"), "{}", answer.text);
    assert_eq!(sample(&mut client, "first").len(), 4, "a fifth of the 18 left");
    match desk.acts().last() {
        Some(Act::SampleDrawn { permille, .. }) => assert_eq!(*permille, 200),
        other => panic!("{other:?}"),
    }
    let decided = |act: &&Act| matches!(act, Act::Decided(d) if d.verdict == Verdict::Pass);
    assert_eq!(desk.acts().iter().filter(decided).count(), 2);
}
