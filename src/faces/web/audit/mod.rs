//! Audits in the review page: what different people share, and samples for spot checks.

pub(super) mod links;
mod links_view;
mod running;
pub(super) mod sample;

pub(super) use running::Running;
