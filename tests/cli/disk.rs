//! A disk that fills up ends the run with a message, and the next run, given room, goes on.

use std::fs;
use std::process::Command;

use super::{Desk, ran};

/// A small disk in a mount namespace of its own: the run fails, the disk grows, the run is repeated, and its report is
/// written beside it.
const SMALL_DISK: &str = r#"
mount -t tmpfs -o size=64k tmpfs "$1" || exit 77
hecha="$2" roster="$3" uploads="$4" models="$5" report="$6"
"$hecha" screen --roster "$roster" --uploads "$uploads" --models "$models" --work "$1/w" --as-of 2024-08-20 >&2
code=$?
mount -o remount,size=64m "$1" || exit 77
"$hecha" screen --roster "$roster" --uploads "$uploads" --models "$models" --work "$1/w" --as-of 2024-08-20 >/dev/null || exit 78
"$hecha" export --work "$1/w" --format jsonl --out "$report" || exit 79
exit $code
"#;

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_nothing_is_lost() {
    let desk = Desk::usual();
    let disk = desk.path("小 盘");
    fs::create_dir(&disk).unwrap();
    let report = desk.path("报告.jsonl");
    let mut program = as_at(&desk, "unshare");
    program.args(["--map-root-user", "--mount", "sh", "-c", SMALL_DISK, "sh"]).arg(&disk);
    program.arg(env!("CARGO_BIN_EXE_hecha")).arg(desk.roster()).arg(desk.uploads()).arg(desk.path("模型")).arg(&report);
    let Ok(output) = program.output() else { return limited(&desk) };
    let ran = ran(&output);
    // A machine that lets nobody mount a disk still bounds the size of a file.
    if ran.code == 77 || ran.err.contains("unshare:") {
        return limited(&desk);
    }
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("磁盘已满") && ran.err.contains(&*disk.to_string_lossy()), "{}", ran.err);
    assert!(ran.err.contains("怎么办"), "{}", ran.err);
    let later = fs::read_to_string(report).unwrap();
    desk.screen(&[]);
    assert!(later == desk.jsonl(), "what was screened after the disk was full is what would have been");
}

/// The same with files that may not grow.
#[cfg(target_os = "linux")]
fn limited(desk: &Desk) {
    let screening = desk.screening(&[]);
    let mut program = as_at(desk, "bash");
    program.args(["-c", "trap '' XFSZ; ulimit -f 20; exec \"$@\"", "bash"]);
    program.arg(screening.get_program()).args(screening.get_args());
    let cut = ran(&program.output().unwrap());
    assert_eq!(cut.code, 1, "{}", cut.err);
    assert!(cut.err.contains("怎么办"), "{}", cut.err);
    let whole = desk.screen(&[]);
    assert_eq!(whole.code, 0, "{}", whole.err);
}

/// Another program, run where hecha would be: in the same folder, with the same environment.
#[cfg(target_os = "linux")]
fn as_at(desk: &Desk, name: &str) -> Command {
    let usual = desk.program();
    let mut program = Command::new(name);
    program.current_dir(desk.dir.path());
    for (key, value) in usual.get_envs() {
        match value {
            Some(value) => program.env(key, value),
            None => program.env_remove(key),
        };
    }
    program
}
