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

#[test]
#[cfg(unix)]
fn what_is_kept_and_exported_is_for_its_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::usual();
    desk.screen(&[]);
    let ran = desk.run(&["export", "--work", "工作", "--format", "csv", "--out", "疑点.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let mut looked = 0;
    for path in walk(&desk.work()).into_iter().chain([desk.work(), desk.path("疑点.csv")]) {
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", path.display());
        looked += 1;
    }
    assert!(looked > 8, "{looked}");
}

#[cfg(unix)]
fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let inside = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    inside.flat_map(|path| if path.is_dir() { [walk(&path), vec![path]].concat() } else { vec![path] }).collect()
}
