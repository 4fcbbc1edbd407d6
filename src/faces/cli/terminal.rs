//! The only place that prints. A closed pipe or a full disk behind standard output must not end a run with a panic, so
//! what cannot be printed is dropped.

use std::io::{self, IsTerminal, Write};

/// Prints a text on standard output.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{text}");
}

/// Prints a text on standard error.
pub(super) fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Whether a person watches standard error.
pub(super) fn watched() -> bool {
    io::stderr().is_terminal()
}
