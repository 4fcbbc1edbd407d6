//! A room uses its own floor and the floors below, never one above.

use super::{files, none, sources, top};

/// The rooms with their floors, as `ARCHITECTURE.md` and `src/lib.rs` list them.
const FLOORS: &[(&str, u8)] = &[
    ("error", 0),
    ("lang", 0),
    ("model", 0),
    ("values", 0),
    ("intake", 1),
    ("read", 1),
    ("layout", 2),
    ("kinds", 2),
    ("classify", 2),
    ("extract", 2),
    ("roster", 3),
    ("rulebook", 3),
    ("checks", 3),
    ("models", 4),
    ("worker", 4),
    ("store", 4),
    ("audit", 5),
    ("pipeline", 5),
    ("faces", 6),
];

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

/// The room a source file belongs to: `src/read/text.rs` and `src/read.rs` are both in `read`.
fn room(path: &str) -> &str {
    let inside = path.trim_start_matches("src/");
    inside.split(['/', '.']).next().unwrap_or(inside)
}

/// The rooms that a line of code names by `crate::`, one by one or in a list in braces. Comments name what they like.
fn named(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let mut rooms = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            Some(list) => rooms.extend(list.split([',', '}']).map(|item| word(item.trim())).filter(|w| !w.is_empty())),
            None => rooms.push(word(rest)),
        }
    }
    rooms
}

#[test]
fn no_room_uses_a_floor_above() {
    let mut faults = Vec::new();
    for source in sources("src", &[".rs"]) {
        let Some(own) = floor(room(&source.path)) else { continue };
        for (number, line) in source.text.lines().enumerate() {
            for other in named(line) {
                if floor(&other).is_some_and(|floor| floor > own) {
                    faults.push(format!("{}:{}: uses `{other}`, a floor above", source.path, number + 1));
                }
            }
        }
    }
    none(&faults);
}

#[test]
fn every_room_says_its_floor() {
    let mut faults = Vec::new();
    for (name, floor) in FLOORS.iter().filter(|(name, _)| !["error", "lang"].contains(name)) {
        let rooms = [format!("src/{name}/mod.rs"), format!("src/{name}.rs")];
        let Some(text) = rooms.iter().find_map(|path| std::fs::read_to_string(top().join(path)).ok()) else {
            // `audit` is planned and not yet there.
            continue;
        };
        if !text.starts_with(&format!("//! Floor {floor}. ")) {
            faults.push(format!("{name}: its first line is not `//! Floor {floor}. …`"));
        }
    }
    none(&faults);
}

#[test]
fn every_room_is_on_the_list() {
    let faults: Vec<String> = files("src", &[".rs"])
        .into_iter()
        .filter(|path| !["src/lib.rs", "src/main.rs"].contains(&path.as_str()) && floor(room(path)).is_none())
        .map(|path| format!("{path}: its room has no floor"))
        .collect();
    none(&faults);
}

#[test]
fn lists_in_braces_are_seen() {
    assert_eq!(named("use crate::{checks, model::Flag};"), ["checks", "model"]);
    assert_eq!(named("    let x = crate::faces::cli::main(); // crate::store"), ["faces"]);
    assert!(named("//! Called inside a [`crate::worker`] process.").is_empty());
}
