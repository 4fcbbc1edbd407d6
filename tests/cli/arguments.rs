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
fn help_and_version_end_with_0() {
    let desk = Desk::with(&[]);
    for arguments in [&["--help"][..], &["screen", "--help"][..], &["export", "--help"][..], &["models", "--help"][..]]
    {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("用法：hecha") && ran.out.contains("例："), "{}", ran.out);
    }
    let version = desk.run(&["--version"]);
    assert_eq!(version.code, 0);
    assert!(version.out.starts_with(&format!("hecha {}", env!("CARGO_PKG_VERSION"))), "{}", version.out);
    assert!(version.out.contains("changsha-2024-social-worker"), "{}", version.out);
}
