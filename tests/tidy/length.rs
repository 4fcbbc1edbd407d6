//! One idea a file: a file that outgrows the limit wants to be two.

use super::{none, sources};

/// The longest a source file may be, its tests left out: those in a file of their own, and those at a file's end.
const LIMIT: usize = 400;

/// Files that are longer for a reason. The list may only shrink.
const LONGER: &[(&str, &str)] = &[];

#[test]
fn files_are_short() {
    let mut faults = Vec::new();
    let all = sources("src", &[".rs"]);
    for source in all
        .iter()
        .filter(|source| !source.path.ends_with("/tests.rs"))
        .chain(&sources("tools", &[".rs"]))
        .chain(&sources("tests", &[".rs"]))
    {
        let lines = source.text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        let excused = LONGER.iter().any(|(path, _)| *path == source.path);
        if lines > LIMIT && !excused {
            faults.push(format!("{}: {lines} lines, more than {LIMIT}", source.path));
        }
        if lines <= LIMIT && excused {
            faults.push(format!("{}: {lines} lines; take it off the list of longer files", source.path));
        }
    }
    none(&faults);
}
