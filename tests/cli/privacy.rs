//! Logs say nothing about anybody.

use std::fs;

use super::Desk;

#[test]
fn logs_hold_no_name_number_or_path() {
    let desk = Desk::usual();
    fs::write(desk.uploads().join("4301249801001").join("王思齐 坏.pdf"), b"%PDF-1.7 broken").unwrap();
    assert_eq!(desk.screen(&[]).code, 0);
    fs::remove_file(desk.roster()).unwrap();
    assert_eq!(desk.screen(&[]).code, 1);
    let mut logs = String::new();
    for entry in fs::read_dir(desk.work().join("logs")).unwrap() {
        logs.push_str(&fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    assert!(logs.lines().count() >= 9, "a line a file and a few about the run:\n{logs}");
    for line in logs.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    let roster = fs::read_to_string(super::fixtures().join("roster.csv")).unwrap();
    for row in roster.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        for personal in [cells[1], cells[2], cells[4], cells[7], cells[12]] {
            assert!(personal.is_empty() || !logs.contains(personal), "{personal} is in the logs");
        }
    }
    for part in [desk.dir.path().to_str().unwrap(), "报名表", "上传"] {
        assert!(!logs.contains(part), "{part} is in the logs");
    }
}
