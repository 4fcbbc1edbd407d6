//! `id-number-mismatch`: 身份证号不一致.
//!
//! # What it checks
//! The identity number on every paper against the roster; where the roster gives none, the papers against each other. A
//! masked or rounded roster number is compared by what is visible. The 15 digits of before 1999 that belong to the
//! candidate's 18 are only a note. A number that breaks its own rules is `id-number-invalid`.
//!
//! # Why
//! The number is what ties a paper to the candidate. Two valid numbers are two persons, or one of them was mistyped with
//! care.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄等.
//!
//! # Example
//! > 工作年限证明上的身份证号为360196198407058690，名单上为360196198407054534，请核对。
//!
//! # What the reviewer should do
//! Compare with the identity card, and see whether the paper is the candidate's.

use crate::model::{Code, FieldName, Flag};
use crate::values::{Comparison, id_number};

use super::bench::Bench;
use super::registry::Check;
use super::sightings::{Deviation, as_note, deviations};

pub(super) const CHECK: Check =
    Check { code: Code::IdNumberMismatch, source: include_str!("id_number_mismatch.rs"), run };

/// Every identity number on the candidate's own papers that is not the candidate's.
pub(super) fn found<'a>(bench: &Bench<'a>) -> Vec<Deviation<'a>> {
    deviations(bench, FieldName::IdNumber, &bench.own_papers())
}

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let sure = found(bench).into_iter().filter(|deviation| !deviation.doubted);
    let flags = sure.filter_map(|deviation| match deviation.comparison {
        Comparison::Variant(reason) => {
            let advice = format!("写法不同（{}），请核对是否为同一号码", reason.zh());
            Some(as_note(deviation.flag_saying(bench, Code::IdNumberMismatch, &advice)))
        }
        // A number that breaks its own rules is told by id-number-invalid.
        Comparison::Different | Comparison::LookAlike(_) if is_valid(deviation.found()) => {
            Some(deviation.flag(bench, Code::IdNumberMismatch))
        }
        _ => None,
    });
    flags.collect()
}

/// Whether nothing speaks against the number itself.
pub(super) fn is_valid(number: &str) -> bool {
    id_number::examine(&id_number::normalise(number)).faults.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{CellState, DocumentKind, Severity};

    const CODE: Code = Code::IdNumberMismatch;
    const OWN: &str = "430196198002110014";

    fn paper(number: &str) -> super::super::testing::Doc {
        doc(DocumentKind::EmploymentCertificate).field(FieldName::IdNumber, number)
    }

    fn zhang() -> Papers {
        candidate("1").roster(FieldName::IdNumber, OWN)
    }

    #[test]
    fn another_valid_number() {
        raises(
            CODE,
            &zhang().doc(paper("430196198002110022")),
            "工作年限证明上的身份证号为430196198002110022，名单上为",
        );
    }

    #[test]
    fn what_is_visible_of_a_masked_or_rounded_number() {
        let masked = candidate("1").cell(FieldName::IdNumber, "4301**********0014", CellState::Masked);
        quiet(CODE, &masked.clone().doc(paper(OWN)));
        raises(CODE, &masked.doc(paper("430196198002110022")), "430196198002110022");
        let rounded = candidate("1").cell(FieldName::IdNumber, "430196198002110000", CellState::Rounded);
        quiet(CODE, &rounded.doc(paper(OWN)));
    }

    #[test]
    fn without_a_roster_number_the_papers_are_compared() {
        let papers = candidate("1")
            .doc(doc(DocumentKind::IdentityCard).field(FieldName::IdNumber, OWN))
            .doc(paper("430196198002110022"));
        raises(CODE, &papers, "身份证上为430196198002110014");
    }

    #[test]
    fn the_old_number_is_a_note() {
        let flag = raises(CODE, &zhang().doc(paper("430196800211001")), "15位旧身份证号");
        assert_eq!(flag.severity, Severity::Info);
    }

    #[test]
    fn an_invalid_number_is_told_elsewhere() {
        quiet(CODE, &zhang().doc(paper("430196198002110019")));
    }

    #[test]
    fn the_same_number_or_one_read_with_doubt() {
        quiet(CODE, &zhang().doc(paper(OWN)));
        let doubtful = doc(DocumentKind::Diploma).recognised(FieldName::IdNumber, "430196198002110022", 0.5);
        quiet(CODE, &zhang().doc(doubtful));
    }
}
