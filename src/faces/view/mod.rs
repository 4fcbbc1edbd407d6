//! What a reviewer is shown, for the review page and the printed report alike: pure functions from results to markup,
//! without style attributes and scripts, so that the strictest content policy lets them through.

pub mod advice;
pub mod diff;
pub mod rows;
pub mod timeline;
