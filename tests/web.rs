//! The review page as browsers and those who mean harm meet it: every role at every address, forged requests, hostile
//! texts and names, the door, and what reviewers decide.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail as the test may")]

mod audits;
mod client;
mod decisions;
mod desk;
mod door;
mod forgery;
mod hostile;
mod look_ups;
mod program;
mod roles;
mod rounds;
mod runs;
mod together;
mod whose;
