//! Uploads folders as they are in an office: links, locked folders, system files, a manifest, odd names.

use std::fs;

use super::Desk;

/// The files of a candidate's line.
fn files(line: &serde_json::Value) -> Vec<String> {
    let mut files: Vec<String> = line["documents"]
        .as_array()
        .unwrap()
        .iter()
        .chain(line["flags"].as_array().unwrap())
        .filter_map(|item| Some(item["file"].as_str()?.to_owned()))
        .collect();
    files.sort();
    files.dedup();
    files
}

#[test]
fn a_manifest_comes_before_the_folder_and_its_strange_rows_are_told() {
    let desk = Desk::usual();
    let rows = "file,ticket_no\n4301249801004\\报名表.pdf,4301249801001\n没有.pdf,4301249801001\n\
                4301249801001/报名表.pdf,999\n";
    fs::write(desk.uploads().join("manifest.csv"), rows).unwrap();
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told = format!("{}{}", ran.out, ran.err);
    assert!(told.contains("没有.pdf") && told.contains("第 3 行"), "{told}");
    assert!(told.contains("999") && told.contains("第 4 行"), "{told}");
    assert!(files(&desk.line("4301249801001")).contains(&"4301249801004/报名表.pdf".to_owned()));
}

#[test]
fn a_name_in_a_file_name_and_a_document_itself_find_their_owner() {
    let desk = Desk::with(&[]);
    let from = super::fixtures().join("uploads/4301249801001");
    fs::copy(from.join("报名表.pdf"), desk.uploads().join("王思齐报名表.pdf")).unwrap();
    fs::copy(from.join("报名表.pdf"), desk.uploads().join("扫描件 (1).pdf")).unwrap();
    assert_eq!(desk.screen(&[]).code, 0);
    let files = files(&desk.line("4301249801001"));
    assert!(
        files.contains(&"王思齐报名表.pdf".to_owned()) && files.contains(&"扫描件 (1).pdf".to_owned()),
        "{files:?}"
    );
}

#[test]
fn system_files_are_passed_over_and_counted_for_nobody() {
    let desk = Desk::usual();
    for name in ["Thumbs.db", ".DS_Store", "desktop.ini", "~$报名表.docx", "._报名表.pdf"] {
        fs::write(desk.uploads().join("4301249801001").join(name), b"x").unwrap();
    }
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!desk.jsonl().contains("Thumbs.db"));
    assert!(!desk.jsonl().contains("._报名表"));
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_folder() {
    let desk = Desk::usual();
    fs::write(desk.path("别人的.pdf"), b"%PDF-1.4 secret").unwrap();
    std::os::unix::fs::symlink(desk.path("别人的.pdf"), desk.uploads().join("4301249801001/链接.pdf")).unwrap();
    std::os::unix::fs::symlink(desk.uploads(), desk.uploads().join("4301249801001/回到上面")).unwrap();
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told = format!("{}{}", ran.out, ran.err);
    assert!(told.contains("4301249801001/链接.pdf") && told.contains("4301249801001/回到上面"), "{told}");
    assert!(!desk.jsonl().contains("链接.pdf"));
}

/// Runs as a user who is not allowed everything, where the tests themselves run as one who is.
#[cfg(unix)]
#[test]
fn what_is_locked_is_named_and_the_rest_is_screened() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let desk = Desk::usual();
    let root = fs::metadata(desk.uploads()).unwrap().uid() == 0;
    let allow = |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    allow(desk.dir.path(), 0o777);
    let (file, folder) = (desk.uploads().join("4301249801001/报名表.pdf"), desk.uploads().join("4301249801004"));
    allow(&file, 0o000);
    allow(&folder, 0o000);
    let mut program = desk.screening(&[]);
    if root {
        program.uid(65_534).gid(65_534);
    }
    let output = program.output();
    allow(&file, 0o644);
    allow(&folder, 0o755);
    let ran = super::ran(&output.unwrap());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told = format!("{}{}", ran.out, ran.err);
    assert!(told.contains("4301249801001/报名表.pdf") && told.contains("4301249801004"), "{told}");
    let line = desk.line("4301249801001");
    let damaged =
        |flag: &serde_json::Value| flag["code"] == "document-damaged" && flag["file"] == "4301249801001/报名表.pdf";
    assert!(line["flags"].as_array().unwrap().iter().any(damaged), "{line:#}");
    assert_eq!(line["documents"].as_array().unwrap().len(), 2, "{line:#}");
}
