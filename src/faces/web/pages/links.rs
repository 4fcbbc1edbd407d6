//! Addresses. Whatever comes from a roster is encoded: a ticket number may hold any character.

use std::fmt::Write as _;

use super::super::queue::{Part, State, Wish};

/// A text as one part of an address.
#[must_use]
pub fn part(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// What stands for the ticket number of the uploads that belong to nobody.
pub const NOBODY: &str = "-";

/// The page of a candidate; the uploads that belong to nobody have one too. `query` is that of the queue one came from.
#[must_use]
pub fn candidate(ticket_no: Option<&str>, query: &str) -> String {
    // A dot alone would be taken for a folder.
    let name = ticket_no.map_or_else(|| NOBODY.to_owned(), part).replace('.', "%2E");
    if query.is_empty() { format!("/c/{name}") } else { format!("/c/{name}?{query}") }
}

/// Our own picture of a page.
#[must_use]
pub fn picture(sha256: &str, page: u32) -> String {
    format!("/p/{}/{page}/page", part(sha256))
}

/// A wish as a query string: what is asked for, without what is usual.
#[must_use]
pub fn wish(wish: &Wish) -> String {
    let word = |value: &dyn Fn() -> Option<String>| value().unwrap_or_default();
    let pairs = [
        ("part", word(&|| Some(part_word(wish.part).to_owned()).filter(|_| wish.part != Part::default()))),
        ("text", wish.text.clone()),
        ("flag", word(&|| wish.flag.map(|flag| flag.to_string()))),
        ("kind", word(&|| wish.kind.map(|kind| kind.to_string()))),
        ("state", word(&|| wish.state.map(|state| state_word(state).to_owned()))),
        ("reviewer", wish.reviewer.clone()),
        ("from", word(&|| (wish.from > 0).then(|| wish.from.to_string()))),
    ];
    let written = pairs.iter().filter(|(_, value)| !value.is_empty());
    written.map(|(name, value)| format!("{name}={}", part(value))).collect::<Vec<_>>().join("&")
}

/// The word of a list.
#[must_use]
pub const fn part_word(part: Part) -> &'static str {
    match part {
        Part::Flagged => "flagged",
        Part::Clean => "clean",
        Part::All => "all",
    }
}

/// The word of a state.
#[must_use]
pub const fn state_word(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::OutOfDate => "out_of_date",
        State::Skipped => "skipped",
        State::FirstDone => "first_done",
        State::Done => "done",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_part_of_the_address() {
        assert_eq!(candidate(Some("../a?b#c"), ""), "/c/%2E%2E%2Fa%3Fb%23c");
        assert_eq!(candidate(Some("准"), "q=1"), "/c/%E5%87%86?q=1");
        assert_eq!(candidate(None, ""), "/c/-");
    }
}
