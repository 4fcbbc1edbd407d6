//! The last wall: where this program itself breaks on somebody's papers, that is one candidate for a person to look at,
//! and not the end of the run.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{
    checks::{self, Context},
    model::{Case, Code, Flag, Place, Severity},
};

/// What `work` gives; `None` where it panicked. It must leave nothing half-done behind: everything it works on is its own
/// or is only read.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Every flag of a candidate. A candidate whom nobody could check is never clear.
pub(super) fn checked(case: &Case, context: &Context<'_>) -> Vec<Flag> {
    guarded(|| checks::run(case, context)).unwrap_or_else(|| {
        tracing::error!(row = case.candidate.as_ref().map(|c| c.row), "broke on a candidate");
        vec![unchecked(case)]
    })
}

/// That nobody checked this candidate.
fn unchecked(case: &Case) -> Flag {
    let place = match (&case.candidate, case.files.first()) {
        (Some(candidate), _) => Place::Roster { cell: candidate.row.to_string() },
        (None, Some(file)) => Place::File { file: file.upload.file.clone() },
        (None, None) => Place::Absent,
    };
    let message = "程序核对这份材料时出错，没有得出结论，请人工核查全部材料。";
    Flag::new(Code::DocumentUnreadable, Severity::Error, place, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_is_caught_and_what_does_not_comes_through() {
        assert_eq!(guarded(|| 7), Some(7));
        assert_eq!(guarded(|| "短".get(1..).unwrap_or_else(|| panic!("in the middle of a character")).len()), None);
    }

    #[test]
    fn nobody_checked_is_never_clear() {
        let flag = unchecked(&Case { candidate: None, files: Vec::new() });
        assert!(flag.severity > Severity::Info);
    }
}
