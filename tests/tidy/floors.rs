//! A room uses its own floor and the floors below, never one above.

use std::sync::OnceLock;

use super::{files, none, sources, top};

/// The rooms with their floors, as the table in `ARCHITECTURE.md` lists them.
fn floors() -> &'static [(String, u8)] {
    static FLOORS: OnceLock<Vec<(String, u8)>> = OnceLock::new();
    FLOORS.get_or_init(|| {
        let text = std::fs::read_to_string(top().join("ARCHITECTURE.md")).unwrap_or_default();
        let row = |line: &str| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let floor = cells.next()?.parse().ok()?;
            Some((cells.next()?.trim_matches('`').to_owned(), floor))
        };
        text.lines().filter_map(row).collect()
    })
}

/// What stands beside the rooms and below all of them.
const GROUND: &[&str] = &["error", "lang"];

fn floor(room: &str) -> Option<u8> {
    if GROUND.contains(&room) {
        return Some(0);
    }
    floors().iter().find(|(name, _)| name == room).map(|(_, floor)| *floor)
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
    assert!(floors().len() > 10, "the table of floors is read: {:?}", floors());
    let mut faults = Vec::new();
    for (name, floor) in floors() {
        let rooms = [format!("src/{name}/mod.rs"), format!("src/{name}.rs")];
        let Some(text) = rooms.iter().find_map(|path| std::fs::read_to_string(top().join(path)).ok()) else {
            faults.push(format!("{name}: in the table and not in src"));
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
