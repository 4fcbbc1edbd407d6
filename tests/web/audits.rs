//! Audits in the review page: what people share, beside the review; and samples for spot checks.

use std::{thread, time::Duration};

use hecha::{
    model::{Field, FieldName, FieldValue},
    store::{
        CandidateResult,
        review::{Act, Role},
    },
};
use serde_json::json;

use super::{
    client::Client,
    desk::{Desk, SECRET, clean, flagged, ticket},
};

/// A certificate number that two people have.
const NUMBER: &str = "105481201202002153";

/// The same with this value instead of its verification code.
fn numbered(result: CandidateResult, number: &str) -> CandidateResult {
    let mut result = result;
    for field in &mut result.files[0].documents[0].fields {
        if field.name == FieldName::VerificationCode {
            *field = Field { name: FieldName::CertificateNo, value: FieldValue::Text(number.into()), ..field.clone() };
        }
    }
    result
}

/// Waits until the audit is through.
fn through(client: &mut Client) -> String {
    let mut pages = (0..200).map(|_| {
        thread::sleep(Duration::from_millis(20));
        client.get("/audit/links").text
    });
    pages.find(|page| !page.contains("正在查找")).unwrap()
}

#[test]
fn what_two_people_share_is_found_beside_the_review_and_kept() {
    let other = |mut result: CandidateResult| {
        if let Some(cell) = result.candidate.as_mut().and_then(|c| c.cells.get_mut(&FieldName::IdNumber)) {
            cell.value = "990198199001011239".into();
        }
        result
    };
    let desk = Desk::with(&[
        numbered(clean(1, "何犇"), NUMBER),
        numbered(other(clean(2, "欧阳娜")), NUMBER),
        numbered(clean(3, "张三"), "105481201202002154"),
    ]);
    let mut client = desk.logged_in("丁", Role::Auditor);
    assert!(client.get("/audit/links").text.contains("还没有查找过"));
    assert_eq!(client.form("/audit/links.xlsx", &[]).status, 404);
    assert_eq!(client.form("/audit/links", &[("do", "begin")]).status, 303);
    let page = through(&mut client);
    assert!(page.contains("证书编号相同") && page.contains(NUMBER), "{page}");
    assert!(page.contains(&ticket(1)) && page.contains(&ticket(2)) && !page.contains(&ticket(3)), "{page}");
    let sheet = client.form("/audit/links.xlsx", &[]);
    assert_eq!(sheet.status, 200);
    let exported = |act: &Act| matches!(act, Act::Exported { list, count: 2 } if list == "links");
    assert!(desk.acts().iter().any(exported), "who took it along is in the journal");
    assert!(sheet.header("content-disposition").contains("xlsx") && sheet.text.starts_with("PK"));
}

#[test]
fn codes_that_people_share_are_masked() {
    let desk = Desk::with(&[clean(1, "何犇"), clean(2, "欧阳娜")]);
    let mut client = desk.logged_in("甲", Role::Reviewer);
    client.form("/audit/links", &[("do", "begin")]);
    let page = through(&mut client);
    assert!(!page.contains(SECRET), "{page}");
}

#[test]
fn a_sample_is_the_same_for_its_seed_and_measures_what_was_decided() {
    let desk = Desk::with(&[flagged(1, "何犇"), flagged(2, "欧阳娜"), clean(3, "张三"), clean(4, "李四")]);
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let drawn = client.get("/audit/sample?percent=10&seed=7").text;
    assert!(drawn.contains("抽到 <strong>2</strong> 人，已审 <strong>0</strong> 人"), "one of each stratum: {drawn}");
    assert_eq!(client.get("/audit/sample?percent=10&seed=7").text, drawn);
    let seeds: std::collections::BTreeSet<_> =
        (0..8).map(|seed| client.get(&format!("/audit/sample?percent=10&seed={seed}")).text).collect();
    assert!(seeds.len() > 2, "other seeds draw others");
    for place in [1, 3] {
        let page = client.get(&format!("/c/{}", ticket(place))).text;
        let (_, rest) = page.split_once("data-basis=\"").unwrap();
        let basis = rest.split('"').next().unwrap();
        let decision = json!({
            "ticket_no": ticket(place), "round": "first", "verdict": "pass", "basis": basis, "reasons": [], "wish": {},
        });
        assert_eq!(client.post("/api/decide", &decision).status, 200);
    }
    let all = client.get("/audit/sample?percent=100&seed=7").text;
    assert!(all.contains("抽到 <strong>4</strong> 人，已审 <strong>2</strong> 人"), "{all}");
    assert!(all.contains("0／2 = 0.0%"), "nobody has a defect that was missed: {all}");
    assert_eq!(client.get("/audit/sample?percent=0").status, 422);
}
