//! Floor 6. What people meet: the command line (one command a file), the reports, and papers to be
//! printed.

pub mod cli;
pub mod masking;
pub mod names;
pub mod paper;
pub mod report;
pub mod view;
