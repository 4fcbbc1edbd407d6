//! What the rules leave to people and concerns this candidate.

use crate::checks::{Cohort, Context, bench::Bench};
use crate::model::Answers;
use crate::rulebook::{About, Clause, Pack};
use crate::store::CandidateResult;

/// The clauses that a person must look at with this candidate's papers, each with why; none for uploads that belong to
/// nobody.
#[must_use]
pub fn left_to_people<'p>(result: &CandidateResult, pack: &'p Pack) -> Vec<(&'p Clause, &'p str)> {
    if result.candidate.is_none() {
        return Vec::new();
    }
    let case = super::case(result);
    let (cohort, answers) = (Cohort::default(), Answers::default());
    // Which papers there are hangs on no day.
    let context = Context { pack, day: pack.cutoff, cohort: &cohort, answers: &answers };
    let bench = Bench::new(&case, &context);
    let about = About {
        kinds: bench.own_papers().iter().map(|document| document.kind).collect(),
        graduated: bench.schooling().graduated,
        flags: result.flags.iter().map(|flag| flag.code).collect(),
    };
    pack.left_to_people_of(&about).collect()
}
