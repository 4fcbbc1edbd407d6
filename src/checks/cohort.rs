//! What all candidates handed in, so that the same certificate, code or picture with two people is seen.

use crate::model::Case;

/// What is known of all candidates together. Gathered once, before the checks run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cohort {}

impl Cohort {
    /// Gathers what the shared-… checks need, in the order of the cases.
    #[must_use]
    pub fn gather(cases: &[Case]) -> Self {
        let _ = cases;
        Self {}
    }
}
