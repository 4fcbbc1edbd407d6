//! `sex-mismatch`: 性别不一致.
//!
//! # What it checks
//! The sex on every paper of the candidate against the roster; where the roster gives none, against the one in its
//! identity number; and the roster against its own identity number. A sex that follows from a wrong identity number on
//! the same paper is not flagged again.
//!
//! # Why
//! The bureau compares the sex. Another sex often means another person's paper.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄等.
//!
//! # Example
//! > 备案表上的性别为女，名单上为男，请核对。
//!
//! # What the reviewer should do
//! Compare with the identity card. If the paper is wrong, its issuer has to correct it.

use crate::model::{Code, FieldName, Flag};

use super::bench::Bench;
use super::by_number;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::SexMismatch, source: include_str!("sex_mismatch.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    by_number::flags(bench, Code::SexMismatch, FieldName::Sex)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::SexMismatch;

    fn zhang() -> Papers {
        candidate("1").roster(FieldName::Sex, "男").roster(FieldName::IdNumber, "430196198002110014")
    }

    #[test]
    fn another_sex_on_the_proof() {
        let papers = zhang().doc(doc(DocumentKind::ChsiRegistration).field(FieldName::Sex, "女"));
        raises(CODE, &papers, "备案表上的性别为女，名单上为男");
    }

    #[test]
    fn the_roster_against_its_own_number() {
        let papers = candidate("1").roster(FieldName::Sex, "女").roster(FieldName::IdNumber, "430196198002110014");
        raises(CODE, &papers, "身份证号所示为男");
    }

    #[test]
    fn the_same_sex() {
        quiet(CODE, &zhang().doc(doc(DocumentKind::ChsiRegistration).field(FieldName::Sex, "男")));
    }

    #[test]
    fn a_sex_that_follows_from_a_wrong_number_is_not_flagged_again() {
        let other = doc(DocumentKind::EmploymentCertificate)
            .field(FieldName::IdNumber, "430196198002110022")
            .field(FieldName::Sex, "女");
        quiet(CODE, &zhang().doc(other));
    }
}
