//! `roster-duplicate`: 名单上同一考生有两行.
//!
//! # What it checks
//! Rows of the roster with the same ticket number or the same identity number.
//!
//! # Why
//! The uploads are matched by these numbers; with two rows nobody can tell whose they are, or the candidate is decided on
//! twice.
//!
//! # Clause
//! 2: 附件1名单上的考生须人工核查.
//!
//! # Example
//! > 名单上有两行的准考证号相同（A9、A36），请核对名单。
//!
//! # What the reviewer should do
//! Correct the roster: remove the row that repeats, or mend the number that is wrong.

use crate::model::{Code, FieldName, Flag, Place, RosterProblemKind, Sighting};

use super::bench::Bench;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::RosterDuplicate, source: include_str!("roster_duplicate.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let Some(candidate) = bench.candidate() else { return Vec::new() };
    let about = [
        (RosterProblemKind::DuplicateTicketNo, FieldName::TicketNo, "准考证号"),
        (RosterProblemKind::DuplicateIdNumber, FieldName::IdNumber, "身份证号"),
    ];
    let mut flags = Vec::new();
    for (kind, field, label) in about {
        let cells: Vec<&str> =
            candidate.problems.iter().filter(|problem| problem.kind == kind).map(|p| p.cell.as_str()).collect();
        let Some(first) = cells.first() else { continue };
        let message = format!("名单上不止一行的{label}相同（{}），请核对名单。", cells.join("、"));
        let flag = bench.flag(Code::RosterDuplicate, Place::Roster { cell: (*first).to_owned() }, message);
        // The second of two people with one ticket number goes by another key.
        let value = candidate.text(field).unwrap_or(&candidate.ticket_no);
        let mut flag = flag.about(field).found(value);
        flag.sightings = (cells.iter().skip(1))
            .map(|cell| Sighting { place: Place::Roster { cell: (*cell).to_owned() }, found: String::new() })
            .collect();
        flags.push(flag);
    }
    // Two whole rows that repeat share both numbers: one matter, told by the ticket number.
    flags.truncate(1);
    flags
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, quiet, raises};
    use super::*;
    use crate::model::RosterProblem;

    const CODE: Code = Code::RosterDuplicate;

    fn with(kind: RosterProblemKind, cell: &str) -> Papers {
        candidate("4301240500108").problem(RosterProblem { kind, field: None, cell: cell.to_owned() })
    }

    #[test]
    fn the_same_ticket_number_twice() {
        let flag = raises(CODE, &with(RosterProblemKind::DuplicateTicketNo, "B9"), "准考证号相同（B9）");
        assert_eq!(flag.found.as_deref(), Some("4301240500108"));
    }

    #[test]
    fn a_row_that_repeats_whole_is_one_flag() {
        let id = RosterProblem { kind: RosterProblemKind::DuplicateIdNumber, field: None, cell: "E9".to_owned() };
        raises(CODE, &with(RosterProblemKind::DuplicateTicketNo, "B9").problem(id), "准考证号");
    }

    #[test]
    fn another_problem_or_none() {
        quiet(CODE, &with(RosterProblemKind::Missing, "E9"));
        quiet(CODE, &candidate("1"));
    }
}
