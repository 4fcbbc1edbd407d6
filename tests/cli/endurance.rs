//! What a night may bring: others that look while a run writes, folders that cannot be opened, verdicts that the machine had
//! a part in, archives that cannot be written, a temporary folder without room.

use std::fs;
use std::path::Path;

use super::{Desk, copy_folder, fixtures, ran, read_now};

#[test]
fn a_report_beside_a_run_leaves_what_the_run_is_writing() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let writing = desk.work().join("originals/.writing-now");
    fs::write(&writing, b"half a copy").unwrap();
    let report = desk.run(&["report", "--work", "工作", "--html", "页.html"]);
    assert_eq!(report.code, 0, "{}", report.err);
    assert!(writing.is_file(), "whoever only reads sweeps nothing");
    desk.screen(&[]);
    assert!(!writing.exists(), "the next run does");
}

#[test]
fn a_verdict_that_the_machine_had_a_part_in_is_taken_up_anew_unless_it_is_fresh() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let convict = || {
        let store = rusqlite::Connection::open(desk.work().join("hecha.db")).unwrap();
        let damaged = r#"{"outcome":"damaged","reason":"out_of_memory"}"#;
        let changed =
            store.execute("UPDATE reading SET outcome = ?1 WHERE rowid = (SELECT min(rowid) FROM reading)", [damaged]);
        assert_eq!(changed.unwrap(), 1);
        store
    };
    let store = convict();
    assert_eq!(read_now(&desk.screen(&[])), 1, "nobody knows when and where it was passed");
    assert_eq!(read_now(&desk.screen(&[])), 0);
    convict();
    let now = jiff::Timestamp::now().to_string();
    let fresh = "INSERT INTO verdict SELECT sha256, reader, ?1, ?2, '' FROM reading WHERE rowid = (SELECT min(rowid) FROM reading)";
    store.execute(fresh, [now.as_str(), hecha::worker::machine().as_str()]).unwrap();
    assert_eq!(read_now(&desk.screen(&[])), 0, "here and now it would end the same");
    assert_eq!(read_now(&desk.screen(&["--retry"])), 1);
    convict();
    store.execute("UPDATE verdict SET machine = 'another'", []).unwrap();
    assert_eq!(read_now(&desk.screen(&[])), 1);
}

#[test]
fn a_workbook_needs_no_temporary_folder() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let mut export = desk.program();
    export
        .args(["export", "--work", "工作", "--format", "xlsx", "--out", "结果.xlsx"])
        .env("TMPDIR", desk.path("没有"));
    let export = ran(&export.output().unwrap());
    assert_eq!(export.code, 0, "{}", export.err);
    assert!(fs::read(desk.path("结果.xlsx")).unwrap().starts_with(b"PK"));
    let left =
        fs::read_dir(desk.dir.path()).unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    assert!(!left.into_iter().any(|name| name.starts_with(".hecha")), "nothing half-written stays");
}

/// This program as somebody who is not allowed everything, where the tests themselves run as one who is.
#[cfg(unix)]
fn as_anybody(mut program: std::process::Command, desk: &Desk) -> super::Ran {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    fs::set_permissions(desk.dir.path(), fs::Permissions::from_mode(0o777)).unwrap();
    if fs::metadata(desk.uploads()).unwrap().uid() == 0 {
        program.uid(65_534).gid(65_534);
    }
    ran(&program.output().unwrap())
}

#[cfg(unix)]
fn allow_below(folder: &Path, files: u32, folders: u32) {
    use std::os::unix::fs::PermissionsExt;
    for entry in walkdir::WalkDir::new(folder).contents_first(true).into_iter().flatten() {
        let mode = if entry.file_type().is_dir() { folders } else { files };
        fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn an_archive_that_cannot_be_written_can_be_exported_and_is_not_changed() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let usual = desk.jsonl();
    allow_below(&desk.work(), 0o444, 0o555);
    let names = |folder: &Path| -> Vec<_> {
        let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
        all.map(|entry| entry.path().to_owned()).collect()
    };
    let before = names(&desk.work());
    let mut export = desk.program();
    export.args(["export", "--work", "工作", "--format", "jsonl"]);
    let export = as_anybody(export, &desk);
    let after = names(&desk.work());
    allow_below(&desk.work(), 0o644, 0o755);
    assert_eq!(export.code, 0, "{}", export.err);
    assert!(export.out == usual);
    assert_eq!(before, after);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_opened_is_never_told_as_nothing_uploaded() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::usual();
    let allow = |folder: &Path, mode| fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
    // One that says whose it is, and one in which anybody's papers may be.
    let (own, anybodys) = (desk.uploads().join("4301249801004"), desk.uploads().join("第二批"));
    copy_folder(&fixtures().join("uploads/4301249801002"), &anybodys);
    allow(&own, 0o000);
    allow(&anybodys, 0o000);
    let screened = as_anybody(desk.screening(&[]), &desk);
    allow(&own, 0o755);
    allow(&anybodys, 0o755);
    assert_eq!(screened.code, 0, "{}", screened.err);
    let flags = |ticket_no: &str| desk.line(ticket_no)["flags"].as_array().unwrap().clone();
    let own = flags("4301249801004");
    let damaged = own.iter().find(|flag| flag["code"] == "document-damaged").unwrap_or_else(|| panic!("{own:#?}"));
    assert_eq!(damaged["file"], "4301249801004/");
    assert!(damaged["message"].as_str().unwrap().contains("重新运行"), "{damaged}");
    for flag in own.iter().chain(&flags("4301249801002")) {
        let message = flag["message"].as_str().unwrap();
        assert!(!message.contains("未上传任何材料") && !message.contains("通知考生补交"), "{message}");
    }
    let other = flags("4301249801002");
    assert!(other.iter().any(|flag| flag["message"].as_str().unwrap().contains("可能在其中")), "{other:#?}");
    assert_eq!(desk.line("4301249801002")["outcome"], "review");
}

#[test]
fn runs_on_which_nothing_rests_may_go_and_what_is_shown_stays() {
    let desk = Desk::usual();
    desk.screen(&[]);
    desk.screen(&[]);
    fs::remove_file(desk.uploads().join("4301249801001/报名表.pdf")).unwrap();
    desk.screen(&[]);
    let usual = desk.jsonl();
    let runs = desk.run(&["runs", "--work", "工作"]);
    assert_eq!(runs.code, 0, "{}", runs.err);
    let lines: Vec<&str> = runs.out.lines().take(3).collect();
    assert!(lines[0].contains("可以清理"), "the second holds the same: {}", runs.out);
    assert!(lines[1].contains("有的材料只在其中"), "{}", runs.out);
    assert!(lines[2].contains("最近一次核查"), "{}", runs.out);
    let shown = desk.run(&["prune", "--work", "工作"]);
    assert!(shown.out.contains("--yes"), "{}", shown.out);
    assert_eq!(desk.run(&["runs", "--work", "工作"]).out, runs.out, "saying so does nothing");
    let pruned = desk.run(&["prune", "--work", "工作", "--yes"]);
    assert_eq!(pruned.code, 0, "{}", pruned.err);
    assert_eq!(desk.jsonl(), usual);
    assert_eq!(desk.run(&["runs", "--work", "工作"]).out.lines().filter(|line| line.contains("核查  ")).count(), 2);
    assert_eq!(desk.run(&["audit", "integrity", "--work", "工作"]).code, 0);
    assert_eq!(read_now(&desk.screen(&[])), 0, "what was read is still known");
}

#[test]
fn the_report_of_a_run_names_nobody() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let json = desk.run(&["runs", "--work", "工作", "--report", "json"]);
    assert_eq!(json.code, 0, "{}", json.err);
    let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(report["read_now"], 6);
    assert_eq!(report["files"]["read"], 6);
    assert!(report["slowest"].as_array().unwrap().len() == 6, "{report:#}");
    assert!(report["seconds"]["2-reading"].is_number(), "{report:#}");
    let text = desk.run(&["runs", "--work", "工作", "--report", "text"]);
    for told in [&json.out, &text.out] {
        for secret in ["4301249801", "王思齐", "报名表", "上传"] {
            assert!(!told.contains(secret), "{secret}: {told}");
        }
    }
}

#[test]
fn the_doctor_says_of_each_thing_whether_it_is_good_or_what_to_do() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let found = desk.run(&["doctor", "--work", "工作", "--models", "模型"]);
    for what in
        ["处理器和内存", "读取进程和隔离", "识别模型和引擎", "中文字体", "规则包", "工作文件夹", "时钟", "磁盘剩余空间"]
    {
        assert!(found.out.contains(what), "{what}: {}", found.out);
    }
    let bad = found.out.lines().any(|line| line.starts_with("[不行]"));
    assert_eq!(found.code, i32::from(bad), "{}", found.out);
    let lines: Vec<&str> = found.out.lines().collect();
    for (line, next) in lines.iter().zip(lines.iter().skip(1)).filter(|(line, _)| !line.starts_with("[ 好 ]")) {
        assert!(!line.starts_with('[') || next.contains("怎么办"), "{line}");
    }
    let gone = desk.run(&["doctor", "--work", "没有", "--models", "模型"]);
    assert_eq!(gone.code, 1);
    assert!(gone.out.contains("找不到工作文件夹"), "{}", gone.out);
}

#[test]
fn starting_shows_what_it_found_and_begins_when_told_to() {
    let desk = Desk::usual();
    let shown = desk.run(&["start", "."]);
    assert_eq!(shown.code, 1, "nobody agreed");
    assert!(shown.out.contains("考生") && shown.out.contains("6 个文件"), "{}", shown.out);
    assert!(shown.err.contains("--yes") && shown.err.contains("screen"), "{}", shown.err);
    assert!(!desk.work().exists());
    fs::remove_dir_all(desk.path("模型")).unwrap();
    fs::create_dir(desk.path(".模型")).unwrap();
    let begun = desk.run(&["start", ".", "--yes", "--no-review", "--models", ".模型"]);
    assert_eq!(begun.code, 0, "{}", begun.err);
    assert!(begun.out.contains("核查完成"), "{}", begun.out);
    assert!(begun.err.contains("收取材料：0/6"), "how many there are is said first: {}", begun.err);
    assert!(desk.jsonl().contains("4301249801001"));
}
