//! `roster-incomplete`: 名单上的信息缺失或失真.
//!
//! # What it checks
//! Cells of the candidate's row that the checks need and that are empty, hold no value (#N/A, 同上, a place for a school, a
//! year that cannot be), or were rounded by a spreadsheet (an identity number that ends in 000). Where papers can be compared
//! with each other all the same, an empty cell is a note.
//!
//! # Why
//! Against such a cell nothing can be compared, or only what is left of it. What was not compared is not clean.
//!
//! # Clause
//! 2: 附件1名单上的考生须人工核查.
//!
//! # Example
//! > 名单E52单元格的身份证号为空，无法与材料核对，请补全名单。
//!
//! # What the reviewer should do
//! Complete the roster from the registration system and run again; the flag goes away by itself.

use crate::model::{Code, FieldName, Flag, Place, RosterProblemKind};

use super::bench::Bench;
use super::phrase;
use super::registry::Check;
use super::sightings::as_note;

pub(super) const CHECK: Check =
    Check { code: Code::RosterIncomplete, source: include_str!("roster_incomplete.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let Some(candidate) = bench.candidate() else { return Vec::new() };
    let flags = candidate.problems.iter().filter_map(|problem| {
        let what = match problem.kind {
            RosterProblemKind::Missing => "为空，无法与材料核对".to_owned(),
            RosterProblemKind::Rounded => {
                let value = problem.field.and_then(|field| candidate.text(field)).unwrap_or_default();
                let left = value.chars().take_while(|c| *c != '*').count();
                format!("被表格软件四舍五入，末几位已丢失，只能核对前{left}位")
            }
            RosterProblemKind::NotUnderstood => "不是有效的内容，未能与材料核对".to_owned(),
            RosterProblemKind::DuplicateTicketNo | RosterProblemKind::DuplicateIdNumber => return None,
        };
        let field = problem.field.map_or("内容", phrase::field);
        let message = format!("名单{}单元格的{field}{what}，请补全名单。", problem.cell);
        let flag = bench.flag(Code::RosterIncomplete, Place::Roster { cell: problem.cell.clone() }, message);
        Some(match problem.field {
            Some(field) if is_minor(problem.kind, field) => as_note(flag.about(field)),
            Some(field) => flag.about(field),
            None => flag,
        })
    });
    flags.collect()
}

/// Whether the papers can be compared with each other all the same, or the cell is compared with nothing that is owed.
fn is_minor(kind: RosterProblemKind, field: FieldName) -> bool {
    match field {
        FieldName::WorkYears | FieldName::SpecialistYears | FieldName::ProgramYears => true,
        FieldName::Major
        | FieldName::CertificateNo
        | FieldName::Employer
        | FieldName::ExamLevel
        | FieldName::Sex
        | FieldName::BirthDate => kind == RosterProblemKind::Missing,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, quiet, raises};
    use super::*;
    use crate::model::{RosterProblem, Severity};

    const CODE: Code = Code::RosterIncomplete;

    fn with(kind: RosterProblemKind) -> Papers {
        let field = Some(FieldName::IdNumber);
        candidate("1").problem(RosterProblem { kind, field, cell: "E52".to_owned() })
    }

    #[test]
    fn an_empty_cell() {
        let flag = raises(CODE, &with(RosterProblemKind::Missing), "名单E52单元格的身份证号为空");
        assert_eq!(flag.field, Some(FieldName::IdNumber));
    }

    #[test]
    fn a_cell_that_others_stand_in_for_is_a_note() {
        let with = |kind, field| {
            let papers = candidate("1").problem(RosterProblem { kind, field: Some(field), cell: "K3".to_owned() });
            raises(CODE, &papers, "名单K3").severity
        };
        assert_eq!(with(RosterProblemKind::Missing, FieldName::Major), Severity::Info);
        assert_eq!(with(RosterProblemKind::NotUnderstood, FieldName::Major), Severity::Warning);
        assert_eq!(with(RosterProblemKind::NotUnderstood, FieldName::SpecialistYears), Severity::Info);
    }

    #[test]
    fn a_rounded_number() {
        let papers = with(RosterProblemKind::Rounded).roster(FieldName::IdNumber, "430196************");
        raises(CODE, &papers, "末几位已丢失，只能核对前6位");
    }

    #[test]
    fn a_row_that_repeats_is_told_elsewhere() {
        quiet(CODE, &with(RosterProblemKind::DuplicateTicketNo));
        quiet(CODE, &candidate("1"));
    }
}
