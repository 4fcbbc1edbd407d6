//! The work folder: one run at a time, none by an older program.

use std::fs;

use super::Desk;

#[test]
fn a_folder_in_use_is_refused_and_its_holder_named() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let held = fs::File::options().write(true).open(desk.work().join("run.lock")).unwrap();
    held.lock().unwrap();
    fs::write(desk.work().join("run.holder"), "PID 4321, 2024-08-20 07:00:00").unwrap();
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("PID 4321, 2024-08-20 07:00:00"), "{}", ran.err);
    drop(held);
    assert_eq!(desk.screen(&[]).code, 0);
}

#[test]
fn a_folder_of_a_newer_version_is_left_alone() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let database = desk.work().join("hecha.db");
    rusqlite::Connection::open(&database).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for ran in [desk.screen(&[]), desk.run(&["export", "--work", "工作", "--format", "jsonl"])] {
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("更新版本") && ran.err.contains("工作"), "{}", ran.err);
    }
}

#[test]
fn a_spoilt_store_is_named_and_not_overwritten() {
    let desk = Desk::usual();
    fs::create_dir(desk.work()).unwrap();
    let spoilt = "这不是数据库".repeat(100);
    fs::write(desk.work().join("hecha.db"), &spoilt).unwrap();
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("hecha.db"), "{}", ran.err);
    assert_eq!(fs::read_to_string(desk.work().join("hecha.db")).unwrap(), spoilt);
}

#[test]
fn a_work_folder_among_the_uploads_is_not_taken_for_one() {
    let desk = Desk::usual();
    let screen = || {
        let mut program = desk.program();
        program.arg("screen").arg("--roster").arg(desk.roster()).arg("--uploads").arg(desk.uploads());
        program.arg("--work").arg(desk.uploads().join("工作")).arg("--models").arg(desk.path("模型"));
        super::ran(&program.output().unwrap())
    };
    assert_eq!(super::read_now(&screen()), 6);
    assert_eq!(super::read_now(&screen()), 0);
}
