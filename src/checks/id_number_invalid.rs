//! `id-number-invalid`: 身份证号不合规则.
//!
//! # What it checks
//! Identity numbers on the roster and on the candidate's papers against their own rules: length, a birth date that
//! exists, the check digit. Numbers of residence permits, passports and travel permits have their own shapes and are not
//! held to the rules of citizens' numbers. A wrong number that stands on several papers is one flag.
//!
//! # Why
//! Such a number cannot have been given to anybody: it was mistyped, or changed.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄等.
//!
//! # Example
//! > 工作年限证明上的身份证号410196199506032842校验码不符，名单上为41019619950603284X，请核对。
//!
//! # What the reviewer should do
//! Compare with the identity card. If the roster is right, ask for a corrected paper.

use std::collections::BTreeMap;

use crate::model::{CellState, Code, FieldName, Flag, Place, Sighting};
use crate::values::{Comparison, id_number};

use super::bench::{Bench, at_field};
use super::phrase;
use super::registry::Check;
use super::sightings::{Sight, doubted, expected, sights};

pub(super) const CHECK: Check =
    Check { code: Code::IdNumberInvalid, source: include_str!("id_number_invalid.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let mut flags: Vec<Flag> = on_roster(bench).into_iter().collect();
    let own = expected(bench, FieldName::IdNumber).map(|expected| expected.value);
    let mut wrong: BTreeMap<&str, (&str, Vec<Sight<'_>>)> = BTreeMap::new();
    for sight in sights(&bench.own_papers(), FieldName::IdNumber) {
        let Some(fault) = fault(sight.text) else { continue };
        if is_not_the_papers_fault(own.as_deref(), &sight) {
            continue;
        }
        wrong.entry(sight.text).or_insert_with(|| (fault, Vec::new())).1.push(sight);
    }
    flags.extend(wrong.values().filter_map(|(fault, sights)| flag(bench, own.as_deref(), fault, sights)));
    flags
}

/// The roster's own number, where it breaks the rules.
fn on_roster(bench: &Bench<'_>) -> Option<Flag> {
    let cell = bench.candidate()?.cells.get(&FieldName::IdNumber).filter(|cell| cell.state == CellState::Full)?;
    let fault = fault(&cell.value)?;
    let message = format!("名单上的身份证号{}{fault}，请核对名单。", cell.value);
    let flag = bench.flag(Code::IdNumberInvalid, Place::Roster { cell: cell.cell.to_string() }, message);
    Some(flag.about(FieldName::IdNumber).found(&cell.value))
}

/// What is wrong with the number, in words; `None` of one in order.
fn fault(number: &str) -> Option<&'static str> {
    let examined = id_number::examine(&id_number::normalise(number));
    examined.faults.first().map(|fault| match fault {
        id_number::Fault::Shape => "位数或字符不符",
        id_number::Fault::CheckDigit => "校验码不符",
        id_number::Fault::BirthDate => "中的出生日期不存在",
        id_number::Fault::Sequence => "中的顺序码不存在",
    })
}

/// Whether the roster says the same wrong number, which is told once, or the reader's doubt explains the fault.
fn is_not_the_papers_fault(own: Option<&str>, sight: &Sight<'_>) -> bool {
    let same = own.is_some_and(|own| id_number::compare(own, sight.text) == Comparison::Equal);
    same || doubted(FieldName::IdNumber, own.unwrap_or_default(), sight.field)
}

fn flag(bench: &Bench<'_>, own: Option<&str>, fault: &str, sights: &[Sight<'_>]) -> Option<Flag> {
    let first = sights.first()?;
    let where_ = phrase::kinds(sights.iter().map(|sight| sight.document));
    let roster = own.map(|own| format!("，名单上为{own}")).unwrap_or_default();
    let message = format!("{where_}上的身份证号{}{fault}{roster}，请核对。", first.text);
    let mut flag = bench.flag(Code::IdNumberInvalid, at_field(first.document, first.field), message);
    flag = flag.about(FieldName::IdNumber).found(first.text);
    if let Some(own) = own {
        flag = flag.expected(own);
    }
    flag.sightings = (sights.iter().skip(1))
        .map(|sight| Sighting { place: at_field(sight.document, sight.field), found: sight.text.to_owned() })
        .collect();
    Some(flag)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::IdNumberInvalid;

    fn zhang() -> Papers {
        candidate("1").roster(FieldName::IdNumber, "430196198002110014")
    }

    fn paper(number: &str) -> super::super::testing::Doc {
        doc(DocumentKind::EmploymentCertificate).field(FieldName::IdNumber, number)
    }

    #[test]
    fn a_wrong_check_digit_on_a_paper() {
        raises(CODE, &zhang().doc(paper("430196198002110019")), "430196198002110019校验码不符，名单上为");
    }

    #[test]
    fn the_same_wrong_number_on_two_papers_is_one_flag() {
        let form = doc(DocumentKind::RegistrationForm).field(FieldName::IdNumber, "430196198002110019");
        let papers = zhang().doc(paper("430196198002110019")).doc(form);
        assert_eq!(raises(CODE, &papers, "工作年限证明、报名表上").sightings.len(), 1);
    }

    #[test]
    fn a_wrong_number_on_the_roster_is_told_once() {
        let papers = candidate("1").roster(FieldName::IdNumber, "430196198002110019").doc(paper("430196198002110019"));
        assert_eq!(raises(CODE, &papers, "请核对名单").place, Place::Roster { cell: "C2".to_owned() });
    }

    #[test]
    fn a_birth_date_that_does_not_exist_and_a_number_too_short() {
        raises(CODE, &zhang().doc(paper("430196198002310014")), "中的出生日期不存在");
        raises(CODE, &zhang().doc(paper("43019619800211001")), "位数或字符不符");
    }

    #[test]
    fn numbers_in_order() {
        for number in ["430196198002110014", "430196800211001", "H12345678", "E12345678"] {
            quiet(CODE, &zhang().doc(paper(number)));
        }
    }

    #[test]
    fn a_number_read_with_doubt() {
        let doubtful = doc(DocumentKind::Diploma).recognised(FieldName::IdNumber, "430196198002110019", 0.6);
        quiet(CODE, &zhang().doc(doubtful));
    }
}
