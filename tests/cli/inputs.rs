//! Inputs that are missing, empty or not what they should be: a clear message with the next step, and nothing lost.

use std::fs;

use super::Desk;

#[test]
fn a_roster_that_is_not_there_is_named() {
    let desk = Desk::usual();
    fs::remove_file(desk.roster()).unwrap();
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("找不到花名册") && ran.err.contains("名单 (1).csv"), "{}", ran.err);
    assert!(!desk.work().exists(), "nothing is made before the inputs are known to be there");
}

#[test]
fn uploads_that_are_not_there_are_named() {
    let desk = Desk::usual();
    fs::remove_dir_all(desk.uploads()).unwrap();
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("找不到上传材料文件夹") && ran.err.contains("上传 材料"), "{}", ran.err);
}

#[test]
fn a_roster_without_a_header_says_what_a_header_is() {
    let desk = Desk::usual();
    let text = fs::read_to_string(desk.roster()).unwrap();
    fs::write(desk.roster(), text.lines().skip(1).collect::<Vec<_>>().join("\n")).unwrap();
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("名单 (1).csv") && ran.err.contains("表头"), "{}", ran.err);
}

#[test]
fn a_roster_is_shown_as_it_is_understood() {
    let desk = Desk::usual();
    let shown = desk.run(&["roster", "名单 (1).csv"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    for said in ["名单 (1).csv", "表头在第1行", "→ 姓名", "→ 身份证号"] {
        assert!(shown.out.contains(said), "{said}: {}", shown.out);
    }
    let text = fs::read_to_string(desk.roster()).unwrap();
    let numbers = text.split([',', '\n']).filter(|cell| cell.len() == 18 && cell.is_ascii());
    for number in numbers {
        assert!(!shown.out.contains(number), "whole numbers are nobody's example");
    }
    let english = desk.run(&["roster", "名单 (1).csv", "--lang", "en"]);
    assert!(english.out.contains("header in row 1"), "{}", english.out);
    let screened = desk.screen(&[]);
    let first = shown.out.lines().next().unwrap();
    assert_eq!(screened.out.lines().next(), Some(first), "a run begins with the same lines");
}

#[test]
fn a_pack_that_is_not_there_is_a_bad_argument() {
    let ran = Desk::usual().screen(&["--rules", "北京-1999"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("北京-1999") && ran.err.contains("changsha-2024-social-worker"), "{}", ran.err);
}

#[test]
fn a_pack_with_a_mistake_says_in_which_line() {
    let desk = Desk::usual();
    fs::write(desk.path("规则.toml"), "name = \"x\"\ntitle = 3\n").unwrap();
    let ran = desk.screen(&["--rules", "规则.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("规则.toml") && ran.err.contains("第2行"), "{}", ran.err);
}

#[test]
fn an_empty_folder_is_screened_and_everything_is_missing() {
    let desk = Desk::with(&[]);
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = desk.line("4301249801001");
    assert_eq!(line["outcome"], "review");
    let codes: Vec<_> = line["flags"].as_array().unwrap().iter().map(|flag| flag["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"document-missing"), "{codes:?}");
}

#[test]
fn no_upload_is_lost_whatever_it_is() {
    let desk = Desk::usual();
    let folder = desk.uploads().join("4301249801001");
    fs::write(folder.join("空.pdf"), b"").unwrap();
    fs::write(folder.join("网页.pdf"), "<!DOCTYPE html><html><body>请登录</body></html>").unwrap();
    fs::write(folder.join("没有 后缀"), b"\x00\x01\x02").unwrap();
    fs::write(folder.join("截断.pdf"), &fs::read(folder.join("报名表.pdf")).unwrap()[..600]).unwrap();
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let flags = desk.line("4301249801001")["flags"].clone();
    for name in ["空.pdf", "网页.pdf", "没有 后缀", "截断.pdf"] {
        let file = format!("4301249801001/{name}");
        let named = flags.as_array().unwrap().iter().any(|flag| flag["file"] == file.as_str());
        assert!(named, "{name} has no flag: {flags:#}");
    }
}
