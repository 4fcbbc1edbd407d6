//! Whose the files are: what a reviewer said of it, and the manifest as it is exported.

use std::fs;

use hecha::{
    model::Assignment,
    store::{
        WorkFolder,
        review::{Act, Review},
    },
};

use super::Desk;

fn say(desk: &Desk, file: &str, sha256: &str, ticket_no: Option<&str>) {
    let review = Review::open(&WorkFolder::existing(&desk.work()).unwrap()).unwrap();
    let was = ticket_no.is_none().then(|| "4301249801004".to_owned());
    let what = Assignment { file: file.into(), sha256: sha256.into(), ticket_no: ticket_no.map(str::to_owned), was };
    review.append("2024-08-20T12:00:00+08:00", "甲", &Act::Assigned(what)).unwrap();
}

fn files(line: &serde_json::Value) -> Vec<String> {
    let documents = line["documents"].as_array().unwrap();
    documents.iter().map(|document| document["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_next_run_keeps_to_what_a_reviewer_said() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let first = desk.line("4301249801001")["documents"][0].clone();
    let (file, sha256) = (first["file"].as_str().unwrap(), first["sha256"].as_str().unwrap());
    say(&desk, file, sha256, Some("4301249801004"));
    assert_eq!(super::read_now(&desk.screen(&[])), 0, "nothing is read anew");
    assert!(!files(&desk.line("4301249801001")).contains(&file.to_owned()));
    let given = desk.line("4301249801004");
    assert!(files(&given).contains(&file.to_owned()));
    let disputed = |flag: &&serde_json::Value| flag["message"].as_str().unwrap().contains("应归准考证号");
    assert_eq!(given["flags"].as_array().unwrap().iter().find(disputed), None, "a person has settled it");

    say(&desk, file, sha256, None);
    desk.screen(&[]);
    assert!(!files(&desk.line("4301249801004")).contains(&file.to_owned()));
    let nobody =
        desk.jsonl().lines().last().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()).unwrap();
    assert!(nobody["ticket_no"].is_null() && files(&nobody).contains(&file.to_owned()), "{nobody}");
    // Done again, the run gives the same.
    let again = desk.run(&["audit", "replay", "--work", "工作"]);
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);

    // Other bytes in its place are another matter.
    let path = desk.uploads().join(file);
    let bytes = [fs::read(&path).unwrap(), b"\n".to_vec()].concat();
    fs::write(&path, bytes).unwrap();
    desk.screen(&[]);
    assert!(files(&desk.line("4301249801001")).contains(&file.to_owned()));
}

#[test]
fn whoever_is_not_on_the_roster_any_more_is_told() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let first = desk.line("4301249801001")["documents"][0].clone();
    say(&desk, first["file"].as_str().unwrap(), first["sha256"].as_str().unwrap(), Some("4301249809999"));
    let ran = desk.screen(&[]);
    assert!(ran.out.contains("此号已不在名册中") || ran.err.contains("此号已不在名册中"), "{}{}", ran.out, ran.err);
    assert!(files(&desk.line("4301249801001")).contains(&first["file"].as_str().unwrap().to_owned()));
}

#[test]
fn the_manifest_comes_back_as_it_went_out() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let before = desk.jsonl();
    let out = desk.uploads().join("manifest.csv");
    let made = desk.run(&[
        "export",
        "--work",
        "工作",
        "--format",
        "csv",
        "--table",
        "manifest",
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(made.code, 0, "{}", made.err);
    let ran = desk.screen(&[]);
    assert!(!ran.out.contains("清单第") && !ran.err.contains("清单第"), "{}{}", ran.out, ran.err);
    assert_eq!(desk.jsonl(), before);
    let table = desk.run(&["export", "--work", "工作", "--format", "csv", "--table", "manifest"]).out;
    assert!(table.contains("清单 manifest.csv"), "the files are known by it now: {table}");
}
