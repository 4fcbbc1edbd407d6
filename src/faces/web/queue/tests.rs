//! Tests of the queue: its order, its filters, what searches find, what is left, and whom it hides what from.

use std::collections::BTreeSet;

use super::*;
use crate::{
    model::{Code, Decision, DocumentKind, Verdict},
    store::{
        DigestFlag,
        review::{Act, Entry, Standing},
    },
};

fn digest(place: usize, name: &str, flags: &[(Code, Severity)], least_confidence: f32) -> Digest {
    Digest {
        place,
        ticket_no: Some(format!("430124980{place:04}")),
        name: Some(name.into()),
        id_number: Some(format!("99019819850626{place:04}")),
        flags: flags.iter().map(|(code, severity)| DigestFlag { code: *code, severity: *severity }).collect(),
        kinds: BTreeSet::from([DocumentKind::RegistrationForm]),
        files: 3,
        least_confidence,
        basis: Some("b".into()),
    }
}

const WARNING: (Code, Severity) = (Code::SealMissing, Severity::Warning);
const ERROR: (Code, Severity) = (Code::NameMismatch, Severity::Error);
const INFO: (Code, Severity) = (Code::NameVariant, Severity::Info);

/// Clean, one warning, two errors, one error, clean with a remark, one warning read with doubt, nobody's.
fn index() -> Index {
    Index::new(vec![
        digest(0, "何犇", &[], 0.9),
        digest(1, "欧阳娜", &[WARNING], 0.9),
        digest(2, "张三", &[ERROR, ERROR], 0.9),
        digest(3, "阿卜杜拉·买买提", &[ERROR], 0.2),
        digest(4, "李四", &[INFO], 0.9),
        digest(5, "王五", &[WARNING], 0.5),
        Digest { ticket_no: None, ..digest(6, "", &[WARNING], 1.0) },
    ])
}

fn ticket(place: usize) -> String {
    format!("430124980{place:04}")
}

fn standing(decisions: &[(usize, Round, &str, Verdict, &str)]) -> Standing {
    let mut standing = Standing::default();
    for (n, (place, round, by, verdict, basis)) in decisions.iter().enumerate() {
        let decision = Decision {
            ticket_no: ticket(*place),
            round: *round,
            verdict: *verdict,
            reasons: Vec::new(),
            note: None,
            basis: (*basis).into(),
        };
        let seq = i64::try_from(n).unwrap() + 1;
        let (at, hash) = (String::new(), String::new());
        standing.add(&Entry { seq, at, actor: (*by).into(), act: Act::Decided(decision), hash });
    }
    standing
}

const FIRST: Viewer<'_> = Viewer { user: "甲", role: Role::Reviewer, second_blind: true };
const SECOND: Viewer<'_> = Viewer { user: "丙", role: Role::SecondReviewer, second_blind: true };

fn places(found: &Found<'_>) -> Vec<usize> {
    found.rows.iter().map(|row| row.ticket_no[9..].parse().unwrap()).collect()
}

fn found(standing: &Standing, viewer: &Viewer<'_>, wish: &Wish) -> Vec<usize> {
    places(&find(&index(), standing, viewer, wish))
}

#[test]
fn the_worst_and_least_sure_come_first_and_clean_ones_are_apart() {
    let none = Standing::default();
    assert_eq!(found(&none, &FIRST, &Wish::default()), [2, 3, 5, 1]);
    assert_eq!(found(&none, &FIRST, &Wish { part: Part::Clean, ..Wish::default() }), [0, 4]);
    assert_eq!(found(&none, &FIRST, &Wish { part: Part::All, ..Wish::default() }), [2, 3, 5, 1, 0, 4]);
    assert_eq!(found(&none, &FIRST, &Wish { from: 1, limit: 2, ..Wish::default() }), [3, 5]);
}

#[test]
fn each_row_says_why() {
    let (index, none) = (index(), Standing::default());
    let all = find(&index, &none, &FIRST, &Wish::default());
    assert_eq!(all.total, 4);
    let why = &all.rows[0].why;
    assert_eq!((why.len(), why[0].code, why[0].times, why[0].name), (1, Code::NameMismatch, 2, "姓名不一致"));
    assert_eq!(all.rows[0].id_number.as_deref(), Some("990198********0002"));
}

#[test]
fn searches_find_names_ticket_numbers_and_what_is_seen_of_identity_numbers() {
    let none = Standing::default();
    let sought = |text: &str| found(&none, &FIRST, &Wish { text: text.into(), ..Wish::default() });
    assert_eq!(sought("犇"), [0], "clean ones are found too");
    assert_eq!(sought("阿卜杜拉•买买提"), [3], "whatever dot is typed");
    assert_eq!(sought("４３０１２４９８０ 0002"), [2], "full-width and spaced");
    assert_eq!(sought("0005"), [5], "the end of a ticket number, and what is seen of an identity number");
    assert_eq!(sought("990198198506260003"), [3], "all of an identity number");
    assert!(sought("19850626").is_empty(), "what is masked is not found");
    assert!(sought("何犇\n4301").is_empty());
}

#[test]
fn filters_fit() {
    let some = standing(&[
        (2, Round::First, "甲", Verdict::Pass, "b"),
        (3, Round::First, "乙", Verdict::SendBack, "old"),
        (1, Round::First, "乙", Verdict::Skip, "b"),
    ]);
    let filtered = |wish| found(&some, &FIRST, &wish);
    assert_eq!(filtered(Wish { flag: Some(Code::SealMissing), ..Wish::default() }), [5, 1]);
    assert_eq!(filtered(Wish { kind: Some(DocumentKind::Diploma), ..Wish::default() }), [] as [usize; 0]);
    assert_eq!(filtered(Wish { state: Some(State::Open), ..Wish::default() }), [5]);
    assert_eq!(filtered(Wish { state: Some(State::OutOfDate), ..Wish::default() }), [3]);
    assert_eq!(filtered(Wish { state: Some(State::Skipped), ..Wish::default() }), [1]);
    assert_eq!(filtered(Wish { reviewer: "乙".into(), ..Wish::default() }), [3, 1]);
}

#[test]
fn what_is_left_is_counted() {
    let some = standing(&[(2, Round::First, "甲", Verdict::Pass, "b"), (0, Round::First, "乙", Verdict::Pass, "b")]);
    let counts = count(&index(), &some, &FIRST);
    assert_eq!(counts.flagged, BTreeMap::from([(State::Open, 3), (State::FirstDone, 1)]));
    assert_eq!(counts.clean, BTreeMap::from([(State::Open, 1), (State::FirstDone, 1)]));
    assert_eq!(counts.todo, 4);
    assert_eq!(counts.open_by_flag[&Code::SealMissing], 2);
    assert_eq!(counts.by_reviewer, BTreeMap::from([("甲".to_owned(), 1), ("乙".to_owned(), 1)]));
    assert_eq!(count(&index(), &some, &SECOND).todo, 2);
}

#[test]
fn the_next_one_waits_for_the_viewer_and_the_front_comes_after_the_end() {
    let index = index();
    let after = |some: &Standing, viewer: &Viewer<'_>, place: Option<usize>| {
        let place = place.map(ticket);
        next(&index, some, viewer, &Wish::default(), place.as_deref()).map(|t| t[9..].parse::<usize>().unwrap())
    };
    let none = Standing::default();
    assert_eq!(after(&none, &FIRST, None), Some(2));
    assert_eq!(after(&none, &FIRST, Some(3)), Some(5));
    assert_eq!(after(&none, &FIRST, Some(1)), Some(2), "from the front again");
    assert_eq!(after(&none, &SECOND, None), None, "nobody was looked at first");
    let some = standing(&[(5, Round::First, "甲", Verdict::Pass, "b"), (3, Round::First, "丙", Verdict::Pass, "b")]);
    assert_eq!(after(&some, &FIRST, Some(3)), Some(1), "those done are passed over");
    assert_eq!(after(&some, &SECOND, None), Some(5), "not one's own");
    assert_eq!(after(&some, &SECOND, Some(5)), None);
}

#[test]
fn a_blind_second_review_does_not_see_the_first_before_it_has_concluded() {
    let first = (2, Round::First, "甲", Verdict::SendBack, "b");
    let (index, before) = (index(), standing(&[first]));
    let seen = |some: &Standing, viewer: &Viewer<'_>| {
        let all = find(&index, some, viewer, &Wish::default());
        (all.rows[0].verdict, all.rows[0].by.map(str::to_owned), all.counts.by_reviewer.contains_key("甲"))
    };
    let first_seen = (Some(Verdict::SendBack), Some("甲".to_owned()), true);
    assert_eq!(seen(&before, &SECOND), (None, None, false));
    assert_eq!(seen(&before, &FIRST), first_seen);
    assert_eq!(seen(&before, &Viewer { second_blind: false, ..SECOND }), first_seen);
    assert_eq!(found(&before, &SECOND, &Wish { reviewer: "甲".into(), ..Wish::default() }), [] as [usize; 0]);
    let after = standing(&[first, (2, Round::Second, "丙", Verdict::Pass, "b")]);
    assert_eq!(seen(&after, &SECOND), (Some(Verdict::Pass), Some("丙".to_owned()), true));
}

#[test]
fn a_wish_comes_from_a_query_as_people_fill_it_in() {
    let uri: axum::http::Uri = "/api/queue?text=&flag=&kind=identity_card&state=first_done&limit=5".parse().unwrap();
    let wish = axum::extract::Query::<Wish>::try_from_uri(&uri).unwrap().0;
    let (kind, state) = (Some(DocumentKind::IdentityCard), Some(State::FirstDone));
    assert_eq!(wish, Wish { kind, state, limit: 5, ..Wish::default() });
    let uri: axum::http::Uri = "/api/queue?flag=no-such-flag".parse().unwrap();
    assert!(axum::extract::Query::<Wish>::try_from_uri(&uri).is_err());
}
