//! Floor 6. What people meet: the command line (one command a file), the reports, papers to be printed, and the review
//! page.

pub mod cli;
pub mod journal;
pub mod masking;
pub mod names;
pub mod paper;
pub mod report;
pub mod view;
pub mod web;
