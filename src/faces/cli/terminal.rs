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

/// Whether a person sits at both ends: can read what is printed, and answer.
pub(super) fn attended() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks, and reads one line; nothing where there is none.
pub(super) fn ask(question: &str) -> Option<String> {
    let mut out = io::stdout().lock();
    let _ = write!(out, "{question}").and_then(|()| out.flush());
    let mut line = String::new();
    (io::stdin().read_line(&mut line).ok()? > 0).then(|| line.trim().to_owned())
}
