//! The pages as markup: pure functions of what they show. There is no style attribute and no script in any of them, and
//! every text goes through the escaping of the markup, because names and values come out of hostile files.

pub mod candidate;
pub(super) mod help;
pub mod links;
pub mod queue;
