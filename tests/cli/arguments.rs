//! Bad arguments end with 2 and a sentence in the clerk's language.

use super::Desk;

#[test]
fn bad_arguments_end_with_2_and_say_which() {
    let desk = Desk::with(&[]);
    for (arguments, said) in [
        (&["screen"][..], "缺少 --roster <文件>"),
        (&["screen", "--roster"][..], "--roster <文件> 后面缺少内容"),
        (&["wash"][..], "没有“wash”这个命令"),
        (&["export", "--work", "工作", "--format", "docx"][..], "不能是“docx”"),
        (&["screen", "--as-of", "2024-02-30"][..], "--as-of <YYYY-MM-DD> 不能是“2024-02-30”"),
        (&["screen", "--until", "25:00"][..], "--until <HH:MM> 不能是“25:00”"),
        (&["explain", "name-missmatch"][..], "[代码] 不能是“name-missmatch”"),
        (&["screen", "--jobs", "0"][..], "--jobs <N> 不能是“0”"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("怎么办："), "{}", ran.err);
    }
}

#[test]
fn english_is_spoken_where_asked_for() {
    let desk = Desk::with(&[]);
    let ran = desk.run(&["export", "--work", "nowhere", "--format", "csv", "--lang", "en"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("the work folder is not there: nowhere"), "{}", ran.err);
    let by_environment = desk.program().env("HECHA_LANG", "en").arg("--help").output().unwrap();
    assert!(String::from_utf8_lossy(&by_environment.stdout).contains("Usage: hecha"));
}

#[test]
fn a_flag_is_explained() {
    let desk = Desk::with(&[]);
    let one = desk.run(&["explain", "document-missing"]);
    assert_eq!(one.code, 0, "{}", one.err);
    assert!(one.out.starts_with("document-missing  缺少材料\n") && one.out.contains("# Why"), "{}", one.out);
    let all = desk.run(&["explain"]);
    assert_eq!(all.out.lines().count(), hecha::model::Code::ALL.len());
}

#[test]
fn rule_packs_are_listed_and_their_ledgers_shown() {
    let desk = Desk::with(&[]);
    let list = desk.run(&["rules", "list"]);
    assert_eq!(list.code, 0, "{}", list.err);
    for (name, _) in hecha::rulebook::BUILTIN {
        assert!(list.out.contains(name), "{}", list.out);
        let ledger = desk.run(&["rules", "show", name]);
        assert!(ledger.code == 0 && ledger.out.contains("由人核对："), "{}", ledger.out);
        let good = desk.run(&["rules", "check", name, "--lang", "en"]);
        assert!(good.code == 0 && good.out.starts_with("Nothing is wrong with "), "{}", good.out);
    }
}

#[test]
fn a_rule_pack_is_checked_fault_by_fault_with_file_and_line() {
    let desk = Desk::with(&[]);
    let (_, pack) = hecha::rulebook::BUILTIN.iter().find(|(name, _)| name.contains("social")).unwrap();
    let spoilt = pack.replacen("year = 2024", "year = 1024", 1).replacen("to = \"2013\"", "to = \"2003\"", 1);
    let file = desk.dir.path().join("规则.toml");
    std::fs::write(&file, spoilt).unwrap();
    let file = file.to_str().unwrap();
    let line = pack.lines().position(|line| line == "year = 2024").unwrap() + 1;
    for (lang, said) in
        [("zh", format!("第{line}行：1024年没有考试")), ("en", format!("line {line}: no exam was in 1024"))]
    {
        let ran = desk.run(&["rules", "check", file, "--lang", lang]);
        assert_eq!(ran.code, 1, "{}", ran.out);
        assert!(ran.err.contains(file) && ran.err.contains(&said), "{}", ran.err);
        assert!(ran.err.lines().count() >= 3, "every fault is told: {}", ran.err);
    }
    assert_eq!(desk.run(&["rules", "check"]).code, 2);
    assert_eq!(desk.run(&["rules", "check", "无此文件.toml"]).code, 2);
}

#[test]
fn help_and_version_end_with_0() {
    let desk = Desk::with(&[]);
    for arguments in [
        &["--help"][..],
        &["screen", "--help"][..],
        &["export", "--help"][..],
        &["models", "--help"][..],
        &["rules", "--help"][..],
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("用法：hecha") && ran.out.contains("例："), "{}", ran.out);
    }
    let version = desk.run(&["--version"]);
    assert_eq!(version.code, 0);
    assert!(version.out.starts_with(&format!("hecha {}", env!("CARGO_PKG_VERSION"))), "{}", version.out);
    assert!(version.out.contains("changsha-2024-social-worker"), "{}", version.out);
}
