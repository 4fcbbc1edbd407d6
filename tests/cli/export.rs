//! What `hecha export` says where it cannot write, and what it writes where it can.

use std::fs;

use super::Desk;

#[test]
fn a_work_folder_that_is_not_there_is_named() {
    let desk = Desk::with(&[]);
    let ran = desk.run(&["export", "--work", "没有 这个", "--format", "jsonl"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("找不到工作文件夹：没有 这个"), "{}", ran.err);
    assert!(!desk.path("没有 这个").exists(), "export makes no work folder");
}

#[test]
fn a_folder_without_a_finished_run_says_what_to_do() {
    let desk = Desk::with(&[]);
    fs::create_dir(desk.work()).unwrap();
    let ran = desk.run(&["export", "--work", "工作", "--format", "xlsx"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("还没有完成的核查") && ran.err.contains("hecha screen"), "{}", ran.err);
    assert!(ran.out.is_empty());
}

#[test]
fn a_place_that_cannot_be_written_is_named_and_nothing_is_left_there() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let ran = desk.run(&["export", "--work", "工作", "--format", "csv", "--out", "没有/疑点.csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("没有/疑点.csv"), "{}", ran.err);
    let folder = desk.path("文件夹");
    fs::create_dir(&folder).unwrap();
    let ran = desk.run(&["export", "--work", "工作", "--format", "csv", "--out", "文件夹"]);
    assert_eq!(ran.code, 1, "a folder is no file");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn a_report_replaces_the_one_before() {
    let desk = Desk::usual();
    desk.screen(&[]);
    fs::write(desk.path("疑点.csv"), "旧").unwrap();
    let ran = desk.run(&["export", "--work", "工作", "--format", "csv", "--out", "疑点.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(fs::read_to_string(desk.path("疑点.csv")).unwrap().starts_with("\u{feff}序号,准考证号,"));
    let left: Vec<_> = fs::read_dir(desk.dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".hecha-"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn every_candidate_of_the_roster_has_a_line_in_its_order() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let roster = fs::read_to_string(desk.roster()).unwrap();
    let listed: Vec<&str> = roster.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    let export = desk.jsonl();
    let given: Vec<String> = export
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["ticket_no"].as_str().unwrap().to_owned())
        .collect();
    let mut once = listed.clone();
    once.dedup();
    assert_eq!(given, once);
}

#[test]
fn the_workbook_is_one() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let ran = desk.run(&["export", "--work", "工作", "--format", "xlsx", "--out", "结果.xlsx"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(fs::read(desk.path("结果.xlsx")).unwrap().starts_with(b"PK"));
}

#[test]
fn lists_are_made_before_anybody_decided_and_are_never_written_in_a_form_that_does_not_fit() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let ran = desk.run(&["export", "--work", "工作", "--list", "passed", "--format", "xlsx", "--out", "公示.xlsx"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("公示名单：0 人"), "{}", ran.err);
    assert!(fs::read(desk.path("公示.xlsx")).unwrap().starts_with(b"PK"));
    assert!(!desk.work().join("review.db").exists(), "making a list makes no database");
    for (arguments, said) in
        [(&["--list", "returns", "--format", "csv"][..], "--list"), (&["--format", "pdf"], "jsonl、xlsx 或 csv")]
    {
        let ran = desk.run(&[&["export", "--work", "工作"], arguments].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}

#[test]
fn a_report_is_one_page_with_the_spots_on_the_papers() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let ran = desk.run(&["report", "--work", "工作", "--html", "报告.html", "--candidate", "4301249801004"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let html = fs::read_to_string(desk.path("报告.html")).unwrap();
    assert!(html.contains("4301249801004") && html.ends_with("</html>\n"));
    let ran = desk.run(&["report", "--work", "工作", "--html", "别人.html", "--candidate", "1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("花名册上没有准考证号“1”"), "{}", ran.err);
    assert!(!desk.path("别人.html").exists());
}
