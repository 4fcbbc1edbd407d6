//! Paths of members as names.

use encoding_rs::GB18030;

/// Of a path, so many characters are kept.
const LONGEST: usize = 500;

/// A name in the encodings of Chinese machines. Programs set no flag, or the wrong one; but what is UTF-8 by its bytes is
/// hardly ever anything else.
pub(super) fn decoded(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(name).0.into_owned(),
    }
}

/// The path below the archive, and whether it would have led out of it.
pub(super) fn cleaned(path: &str) -> (String, bool) {
    let path = path.replace('\\', "/");
    let mut climbs = path.starts_with('/');
    let mut parts: Vec<String> = Vec::new();
    for (place, part) in path.split('/').enumerate() {
        let drive = place == 0 && part.len() == 2 && part.ends_with(':');
        if part == ".." || drive {
            climbs = true;
        } else if !matches!(part, "" | ".") {
            parts.push(part.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect());
        }
    }
    let joined: String = parts.join("/").chars().take(LONGEST).collect();
    (if joined.is_empty() { "\u{FFFD}".to_owned() } else { joined }, climbs)
}
