//! Whose the files are: what belongs to nobody, giving it to a candidate, taking it away, and what is kept of that.

use hecha::{
    model::Assignment,
    store::{
        CandidateResult,
        review::{Act, Role},
    },
};
use serde_json::json;

use super::desk::{Desk, clean, flagged, sha256, ticket};

/// A desk with two papers of a stranger and one of a candidate's namesake that belong to nobody.
fn strays() -> Desk {
    let stray = |place: usize, name: &str, file: &str| {
        let mut files = clean(place, name).files;
        files[0].upload.file = file.into();
        files[0].documents[0].file = file.into();
        files
    };
    let files = [stray(7, "罗志", "扫描/1.pdf"), stray(8, "罗志", "别处/2.pdf")].concat();
    let mut namesake = stray(9, "何犇", "未命名.pdf");
    namesake[0].documents[0].fields.retain(|field| field.name == hecha::model::FieldName::Name);
    let nobody = CandidateResult { candidate: None, files: [files, namesake].concat(), flags: Vec::new() };
    Desk::with(&[flagged(1, "何犇"), clean(2, "张三"), nobody])
}

fn files(named: &[(&str, usize)]) -> String {
    json!(named.iter().map(|(file, place)| json!([file, sha256(*place)])).collect::<Vec<_>>()).to_string()
}

fn assignments(desk: &Desk) -> Vec<Assignment> {
    let acts = desk.acts().into_iter();
    acts.filter_map(|act| if let Act::Assigned(what) = act { Some(what) } else { None }).collect()
}

#[test]
fn strangers_are_grouped_by_the_person_they_name() {
    let desk = strays();
    let page = desk.logged_in("甲", Role::Reviewer).get("/whose").text;
    assert_eq!(page.matches("<section class=\"cluster\"").count(), 2, "{page}");
    assert!(page.contains("材料上的姓名：罗志") && page.contains("这 2 个文件归入这位考生"), "{page}");
    assert!(page.contains("名单上的同名考生") && page.contains(&ticket(1)), "{page}");
    assert!(!page.contains("990198198506261435"), "identity numbers are masked");
    let auditor = desk.logged_in("丁", Role::Auditor).get("/whose").text;
    assert!(auditor.contains("罗志") && !auditor.contains("归入这位考生"), "{auditor}");
}

#[test]
fn a_file_is_given_taken_away_and_both_are_in_the_journal() {
    let desk = strays();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let both = files(&[("扫描/1.pdf", 7), ("别处/2.pdf", 8)]);
    let answer = client.form("/whose", &[("files", &both), ("ticket_no", &ticket(2)), ("of", "")]);
    assert_eq!((answer.status, answer.header("location")), (303, "/whose?kept=2"), "{}", answer.text);
    let page = client.get("/whose?kept=2").text;
    assert!(page.contains("已记下 2 个文件") && page.contains(&format!("归入 {}", ticket(2))), "{page}");
    let one = files(&[("扫描/1.pdf", 7)]);
    assert_eq!(client.form("/whose", &[("files", &one), ("ticket_no", "")]).status, 303);
    let given = assignments(&desk);
    let told: Vec<_> =
        given.iter().map(|what| (what.file.as_str(), what.ticket_no.clone(), what.was.clone())).collect();
    assert_eq!(
        told,
        [
            ("扫描/1.pdf", Some(ticket(2)), None),
            ("别处/2.pdf", Some(ticket(2)), None),
            ("扫描/1.pdf", None, Some(ticket(2)))
        ]
    );
    // Taken back, the word before it stands again.
    client.post("/api/undo", &json!({ "ticket_no": ticket(2) }));
    let standing = desk.review().standing().unwrap();
    assert_eq!(standing.assignment("扫描/1.pdf", &sha256(7)).unwrap().what.ticket_no, Some(ticket(2)));
    client.post("/api/undo", &json!({ "ticket_no": ticket(2) }));
    client.post("/api/undo", &json!({ "ticket_no": ticket(2) }));
    assert_eq!(desk.review().standing().unwrap().assignments().count(), 0);
}

#[test]
fn a_candidates_file_is_taken_away() {
    let desk = strays();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let own = format!("{}/备案表.pdf", ticket(1));
    let page = client.get(&format!("/whose?ticket={}", ticket(1))).text;
    assert!(page.contains(&own) && page.contains("不属于名单上的任何人"), "{page}");
    let taken = client.form("/whose", &[("of", &ticket(1)), ("files", &files(&[(&own, 1)])), ("ticket_no", "")]);
    assert_eq!(taken.status, 303, "{}", taken.text);
    assert_eq!(assignments(&desk)[0].was, Some(ticket(1)));
    assert_eq!(client.form("/whose", &[("of", &ticket(1)), ("files", &files(&[(&own, 1)]))]).status, 409, "as it is");
}

#[test]
fn what_does_not_fit_is_refused() {
    let desk = strays();
    let mut client = desk.logged_in("甲", Role::Reviewer);
    let one = files(&[("扫描/1.pdf", 7)]);
    let answer = client.form("/whose", &[("files", &one), ("ticket_no", "没有")]);
    assert!(answer.status == 422 && answer.text.contains("名单上没有准考证号"), "{}", answer.text);
    assert_eq!(client.form("/whose", &[("files", "[]"), ("ticket_no", &ticket(1))]).status, 422);
    let other = files(&[("扫描/1.pdf", 8)]);
    assert_eq!(client.form("/whose", &[("files", &other), ("ticket_no", &ticket(1))]).status, 409, "other bytes");
    assert_eq!(client.get("/whose?ticket=0").status, 404);
    assert!(assignments(&desk).is_empty());
}

#[test]
fn the_manifest_has_every_file() {
    let desk = strays();
    let answer = desk.logged_in("丁", Role::Auditor).get("/whose/manifest.csv");
    assert!(answer.header("content-disposition").contains("manifest.csv"));
    let lines: Vec<&str> = answer.text.trim_start_matches('\u{FEFF}').lines().collect();
    assert_eq!(lines[0], "文件,准考证号,上传时间,姓名,归属依据,材料");
    assert_eq!(lines.len(), 6, "{lines:?}");
    assert!(lines[1].starts_with(&format!("{}/备案表.pdf,{}", ticket(1), ticket(1))), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("扫描/1.pdf,,")), "{lines:?}");
}
