//! `name-mismatch`: 姓名不一致.
//!
//! # What it checks
//! The name on every paper against the roster; where the roster gives none, the papers against each other. Names are
//! compared down a ladder: equal, masked, another script form, look-alike, different; only the last is raised here, the
//! ones before it as `name-variant`. A masked name (张*) is compared by what is visible. A paper that belongs to somebody
//! else altogether is `wrong-person`.
//!
//! # Why
//! A paper in another name proves nothing for the candidate, and a name that was changed by law needs its proof.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄等.
//!
//! # Example
//! > 备案表上的姓名为潘毅浩，名单上为潘毅国，请核对。
//!
//! # What the reviewer should do
//! Compare the identity number and birth date on the paper. If they are the candidate's, ask for the proof of a change of
//! name, or for a corrected paper.

use crate::model::{Code, FieldName, Flag};
use crate::values::Comparison;

use super::bench::Bench;
use super::registry::Check;
use super::sightings::{Deviation, certain, deviations};

pub(super) const CHECK: Check = Check { code: Code::NameMismatch, source: include_str!("name_mismatch.rs"), run };

/// Every name on the candidate's own papers that is not the candidate's as the roster writes it.
pub(super) fn found<'a>(bench: &Bench<'a>) -> Vec<Deviation<'a>> {
    deviations(bench, FieldName::Name, &bench.own_papers())
}

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    certain(bench, Code::NameMismatch, &found(bench), |comparison| comparison == Comparison::Different)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{CellState, DocumentKind, FieldValue, RunnersUp, WordSource};

    const CODE: Code = Code::NameMismatch;

    fn pan() -> Papers {
        candidate("1").roster(FieldName::Name, "潘毅国").roster(FieldName::BirthDate, "1985-05-05")
    }

    fn proof(name: &str) -> super::super::testing::Doc {
        doc(DocumentKind::ChsiRegistration).field(FieldName::Name, name).field(FieldName::BirthDate, "1985-05-05")
    }

    #[test]
    fn another_name_with_the_candidates_birth_date() {
        let flag = raises(CODE, &pan().doc(proof("潘毅浩")), "备案表上的姓名为潘毅浩，名单上为潘毅国");
        assert_eq!(flag.field, Some(FieldName::Name));
    }

    #[test]
    fn what_is_visible_of_a_masked_name() {
        let masked = candidate("1").cell(FieldName::Name, "潘*国", CellState::Masked);
        quiet(CODE, &masked.clone().doc(proof("潘毅国")));
        raises(CODE, &masked.roster(FieldName::BirthDate, "1985-05-05").doc(proof("方薇")), "方薇");
    }

    #[test]
    fn without_a_roster_name_the_papers_are_compared() {
        let papers = candidate("1")
            .doc(doc(DocumentKind::IdentityCard).field(FieldName::Name, "潘毅国"))
            .doc(doc(DocumentKind::RegistrationForm).field(FieldName::Name, "潘毅国"))
            .doc(doc(DocumentKind::Diploma).field(FieldName::Name, "潘毅浩"));
        raises(CODE, &papers, "毕业证书上的姓名为潘毅浩，身份证上为潘毅国");
    }

    #[test]
    fn the_same_name_and_its_variants() {
        quiet(CODE, &pan().doc(proof("潘毅国")));
        quiet(CODE, &pan().doc(proof("潘毅國")));
    }

    #[test]
    fn a_name_that_the_reader_nearly_read_otherwise() {
        let paper = doc(DocumentKind::Diploma).with(
            FieldName::Name,
            FieldValue::Text("潘毅浩".to_owned()),
            "潘毅浩",
            0.9,
            WordSource::Ocr,
        );
        let doubted = paper.document(|document| {
            document.fields[0].evidence.runners_up = vec![RunnersUp { index: 2, characters: vec![('国', 0.3)] }];
        });
        quiet(CODE, &pan().doc(doubted.field(FieldName::BirthDate, "1985-05-05")));
    }

    #[test]
    fn a_paper_of_somebody_else_is_wrong_person() {
        let other = doc(DocumentKind::Diploma).field(FieldName::Name, "方薇").field(FieldName::BirthDate, "1989-03-15");
        quiet(CODE, &pan().doc(other));
    }
}
