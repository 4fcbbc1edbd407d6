//! What a bureau adds to the kinds of documents: `--kinds FILE`.

use std::fs;

use super::{Desk, fixtures};

const OURS: &str = r#"
[[kind]]
name = "technical_school_certificate"
titles = ["*技能人才培养信息核验单"]

[kind.labels]
school = ["培养机构"]
major = ["修习方向"]
graduated_on = ["修毕时间"]
"#;

#[test]
fn a_paper_in_words_of_its_own_is_read_by_what_a_file_adds() {
    let desk = Desk::with(&[]);
    let paper = fixtures().join("kinds/other/unknown-words.pdf");
    let paper = paper.to_str().unwrap();
    fs::write(desk.path("本局.toml"), OURS).unwrap();
    let without = desk.run(&["read", paper, "--models", "模型"]);
    assert!(without.out.contains("(other)") && !without.out.contains("graduated_on"), "{}", without.out);
    let with = desk.run(&["read", paper, "--models", "模型", "--kinds", "本局.toml"]);
    assert_eq!(with.code, 0, "{}", with.err);
    for piece in ["(technical_school_certificate)", "湘北虚构高级技工学校", "社区服务", "2010-07"] {
        assert!(with.out.contains(piece), "{piece} in:\n{}", with.out);
    }
    let listed = desk.run(&["kinds", "technical_school_certificate", "--kinds", "本局.toml"]);
    assert!(listed.out.contains("培养机构"), "{}", listed.out);
}

#[test]
fn a_run_uses_what_a_file_adds_and_keeps_it() {
    let desk = Desk::usual();
    let folder = desk.uploads().join("4301249801001");
    fs::copy(fixtures().join("kinds/other/unknown-words.pdf"), folder.join("核验单.pdf")).unwrap();
    fs::write(desk.path("本局.toml"), OURS).unwrap();
    let kind = |more: &[&str]| {
        let ran = desk.screen(more);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let line = desk.line("4301249801001");
        let found =
            line["documents"].as_array().unwrap().iter().find(|d| d["file"].as_str().unwrap().ends_with("核验单.pdf"));
        found.unwrap()["kind"].clone()
    };
    assert_eq!(kind(&[]), "other");
    let file = desk.path("本局.toml");
    assert_eq!(
        kind(&["--kinds", file.to_str().unwrap()]),
        "technical_school_certificate",
        "nothing is read anew for it"
    );
    assert_eq!(kind(&[]), "other", "a run without the file knows nothing of it");
}

#[test]
fn a_slip_is_told_with_its_line_before_anything_is_done() {
    let desk = Desk::usual();
    fs::write(desk.path("本局.toml"), OURS.replace("school =", "scool =")).unwrap();
    let ran = desk.screen(&["--kinds", desk.path("本局.toml").to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("第 7 行") && ran.err.contains("scool"), "{}", ran.err);
    assert!(!desk.work().exists(), "nothing was begun");
    let ran = desk.run(&["kinds", "--kinds", "没有.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("没有.toml"), "{}", ran.err);
}
