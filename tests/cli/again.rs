//! Running again reads only what is new or changed, and judges everything anew.

use std::fs;

use super::{Desk, read_now};

#[test]
fn the_second_run_reads_nothing_and_finds_the_same() {
    let desk = Desk::usual();
    assert_eq!(read_now(&desk.screen(&[])), 6);
    let first = desk.jsonl();
    assert_eq!(read_now(&desk.screen(&[])), 0);
    assert_eq!(desk.jsonl(), first);
}

#[test]
fn a_changed_file_is_read_again_and_a_new_one_too() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let folder = desk.uploads().join("4301249801001");
    let other = desk.uploads().join("4301249801004").join("报名表.pdf");
    fs::copy(&other, folder.join("报名表.pdf")).unwrap();
    assert_eq!(read_now(&desk.screen(&[])), 0, "the same bytes elsewhere are known");
    let mut bytes = fs::read(&other).unwrap();
    bytes.extend(b"\n");
    fs::write(folder.join("报名表.pdf"), bytes).unwrap();
    fs::copy(super::fixtures().join("kinds/identity_card/both-sides.pdf"), folder.join("身份证.pdf")).unwrap();
    assert_eq!(read_now(&desk.screen(&[])), 2);
}

#[test]
fn a_file_that_is_gone_leaves_the_results_and_its_copy_stays() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let before = desk.line("4301249801001");
    let gone = &before["documents"][0];
    fs::remove_file(desk.uploads().join(gone["file"].as_str().unwrap())).unwrap();
    assert_eq!(read_now(&desk.screen(&[])), 0);
    assert!(!desk.jsonl().contains(gone["sha256"].as_str().unwrap()));
    let sha256 = gone["sha256"].as_str().unwrap();
    assert!(desk.work().join("originals").join(&sha256[..2]).join(sha256).is_file());
}

#[test]
fn a_changed_roster_is_judged_without_reading() {
    let desk = Desk::usual();
    desk.screen(&[]);
    let before = desk.line("4301249801001");
    assert_eq!(before["name"], "王思齐");
    let roster = fs::read_to_string(desk.roster()).unwrap().replace("王思齐", "王思奇");
    fs::write(desk.roster(), roster).unwrap();
    assert_eq!(read_now(&desk.screen(&[])), 0);
    assert_eq!(desk.line("4301249801001")["name"], "王思奇");
}
