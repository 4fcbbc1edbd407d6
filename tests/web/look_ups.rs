//! What people look up by hand: who sees the codes, what is kept of what they saw, and what comes of it.

use hecha::{
    model::{Answers, LookUpOutcome},
    pipeline::LookUps,
    store::review::{Act, Role, Seen},
};

use super::{
    client::Client,
    desk::{Desk, SECRET, clean, flagged, ticket},
};

/// The code as the page shows it.
const GROUPED: &str = "AB12 CD34 EF56 GH78";

/// A hidden value of the first card on the page.
fn hidden(text: &str, name: &str) -> String {
    let (_, rest) = text.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Enters what was seen of the first card on the page.
fn enter(client: &mut Client, seen: &str, note: &str) -> u16 {
    let page = client.get("/look-ups").text;
    let of = |name: &str| hidden(&page, name);
    let (ticket_no, sha256, number) = (of("ticket_no"), of("sha256"), of("page"));
    let (question, back) = (of("question"), of("back"));
    let fields = [
        ("ticket_no", ticket_no.as_str()),
        ("sha256", &sha256),
        ("page", &number),
        ("question", &question),
        ("back", &back),
        ("seen", seen),
        ("note", note),
    ];
    client.form("/look-ups", &fields).status
}

fn known(desk: &Desk) -> Answers {
    LookUps::now(&desk.folder).unwrap().answers
}

#[test]
fn codes_are_for_those_who_look_them_up() {
    let desk = Desk::usual();
    let page = desk.logged_in("甲", Role::Reviewer).get("/look-ups").text;
    assert!(page.contains(GROUPED) && page.contains("学信网") && page.contains("<svg"), "{page}");
    assert_eq!(page.matches("<article").count(), 3);
    let auditor = desk.logged_in("丁", Role::Auditor).get("/look-ups");
    assert_eq!(auditor.status, 403);
    assert!(!auditor.text.contains("AB12"));
}

#[test]
fn what_was_seen_is_kept_and_the_next_one_comes() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    assert_eq!(enter(&mut client, "same", ""), 303);
    let page = client.get(&format!("/look-ups?kept={}", ticket(1))).text;
    assert!(page.contains("已记下") && page.matches("<article").count() == 2, "{page}");
    assert!(!page.contains(&format!("value=\"{}\"", ticket(1))), "what is done is not asked again");
    let all = client.get("/look-ups?portal=0&all=true").text;
    assert!(all.matches("<article").count() == 3 && all.contains("✓ 一致"), "{all}");
    let one = client.get(&format!("/look-ups?ticket={}", ticket(2))).text;
    assert_eq!(one.matches("<article").count(), 1);
    let acts = desk.acts();
    assert!(
        matches!(acts.as_slice(), [Act::LookedUp { seen: Seen::Same, portal, .. }] if portal == "学信网"),
        "{acts:?}"
    );
    assert!(client.get(&format!("/c/{}", ticket(1))).text.contains("联网查询：一致"));
    client.post("/api/undo", &serde_json::json!({ "ticket_no": ticket(1) }));
    assert_eq!(client.get("/look-ups").text.matches("<article").count(), 3);
}

#[test]
fn what_differs_is_told_in_words_without_codes() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    assert_eq!(enter(&mut client, "differs", "  "), 422);
    assert!(desk.acts().is_empty());
    assert_eq!(enter(&mut client, "differs", &format!("{SECRET} 查到的是结业")), 303);
    let kept = serde_json::to_string(&desk.acts()).unwrap();
    assert!(kept.contains("查到的是结业") && !kept.contains(SECRET), "{kept}");
}

#[test]
fn the_checks_learn_what_people_saw() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    assert!(known(&desk).is_empty());
    assert_eq!(enter(&mut client, "not_found", ""), 303);
    let result = flagged(1, "何犇");
    let outcome = |answers: &Answers, result: &hecha::store::CandidateResult| {
        answers.about(&result.files[0].documents[0]).map(|answer| answer.outcome)
    };
    assert_eq!(outcome(&known(&desk), &result), Some(LookUpOutcome::NotFound));
    let mut other = clean(1, "何犇");
    other.files[0].documents[0].fields.retain(|field| field.name != hecha::model::FieldName::VerificationCode);
    assert_eq!(outcome(&known(&desk), &other), None, "of another code nothing is known");
}

#[test]
fn what_is_no_longer_shown_cannot_be_entered() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let page = client.get("/look-ups").text;
    let (ticket_no, sha256) = (hidden(&page, "ticket_no"), hidden(&page, "sha256"));
    let of = |question: &'static str| {
        [
            ("ticket_no", ticket_no.as_str()),
            ("sha256", sha256.as_str()),
            ("page", "1"),
            ("question", question),
            ("seen", "same"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let mut send = |fields: &[(String, String)]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        client.form("/look-ups", &fields).status
    };
    assert_eq!(send(&of("0000")), 409);
    assert_eq!(send(&of("0000")[..4]), 422);
    assert!(desk.acts().is_empty());
}
