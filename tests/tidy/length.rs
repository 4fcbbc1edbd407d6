//! One idea a file: a file that outgrows the limit wants to be two.

use super::{none, sources};

/// The longest a source file may be, its tests left out.
const LIMIT: usize = 400;

/// Files that are longer for a reason. The list may only shrink.
const LONGER: &[(&str, &str)] = &[
    ("src/extract/pairs.rs", "label and value by place: one walk over the page with many cases"),
    ("src/read/image/seal.rs", "finding red, blue and grey seals: three ways that share their steps"),
    ("src/values/date.rs", "every form a date is printed in, in one grammar"),
];

#[test]
fn files_are_short() {
    let mut faults = Vec::new();
    for source in sources("src", &[".rs"]).iter().chain(&sources("tools", &[".rs"])).chain(&sources("tests", &[".rs"]))
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
