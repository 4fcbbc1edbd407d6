//! The integration tests: one binary, whose module list is the table of contents.

#![expect(clippy::disallowed_methods, reason = "tests read files, and start the program as a clerk does")]

mod tidy;
mod worker;
