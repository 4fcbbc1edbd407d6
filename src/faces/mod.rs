//! Floor 6. What people meet: the command line (one command a file) and the reports.

pub mod cli;
pub mod masking;
pub mod names;
pub mod report;
pub mod view;
