//! The integration tests: one binary, whose module list is the table of contents.

#![expect(clippy::disallowed_methods, reason = "tests read files, and start the program as a clerk does")]
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "what tests need and do not find fails them")]

mod browser;
mod cli;
mod hostile;
mod pictures;
mod reading;
mod recognition;
mod support;
mod tidy;
mod web;
mod worker;
mod written;
