//! `birth-date-mismatch`: 出生日期不一致.
//!
//! # What it checks
//! The birth date on every paper of the candidate against the roster; where the roster gives none, against the one in its
//! identity number; and the roster against its own identity number. Dates are compared as far as both are printed:
//! 1985-06 agrees with 1985-06-26. A date that follows from a wrong identity number on the same paper is not flagged
//! again, and one deviating date is one flag, however many papers show it.
//!
//! # Why
//! The bureau compares the age. Another birth date often means another person's paper, or a slip in the register of the
//! school that the candidate must have corrected.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄等.
//!
//! # Example
//! > 备案表上的出生日期为1978年2月11日，名单上为1980年2月11日，请核对。
//!
//! # What the reviewer should do
//! Compare with the identity card. If the paper is wrong, its issuer has to correct it.

use crate::model::{Code, FieldName, Flag};

use super::bench::Bench;
use super::by_number;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::BirthDateMismatch, source: include_str!("birth_date_mismatch.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    by_number::flags(bench, Code::BirthDateMismatch, FieldName::BirthDate)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::BirthDateMismatch;

    fn zhang() -> Papers {
        candidate("1")
            .roster(FieldName::Name, "张三")
            .roster(FieldName::BirthDate, "1980-02-11")
            .roster(FieldName::IdNumber, "430196198002110014")
    }

    #[test]
    fn another_year_on_the_proof() {
        let proof = doc(DocumentKind::ChsiRegistration).field(FieldName::BirthDate, "1978-02-11");
        let flag = raises(CODE, &zhang().doc(proof), "备案表上的出生日期为1978年2月11日，名单上为1980年2月11日");
        assert_eq!((flag.expected.as_deref(), flag.found.as_deref()), (Some("1980-02-11"), Some("1978-02-11")));
    }

    #[test]
    fn one_deviating_date_on_two_papers_is_one_flag() {
        let papers = zhang()
            .doc(doc(DocumentKind::ChsiRegistration).field(FieldName::BirthDate, "1978-02-11"))
            .doc(doc(DocumentKind::Diploma).field(FieldName::BirthDate, "1978-02-11"));
        assert_eq!(raises(CODE, &papers, "备案表、毕业证书上的").sightings.len(), 1);
    }

    #[test]
    fn without_a_birth_date_on_the_roster_its_identity_number_tells() {
        let papers = candidate("1")
            .roster(FieldName::IdNumber, "430196198002110014")
            .doc(doc(DocumentKind::Diploma).field(FieldName::BirthDate, "1981-02"));
        raises(CODE, &papers, "按名单上的身份证号应为1980年2月11日");
    }

    #[test]
    fn the_roster_against_itself_is_one_flag() {
        let papers = candidate("1")
            .roster(FieldName::BirthDate, "1980-02-12")
            .roster(FieldName::IdNumber, "430196198002110014")
            .doc(doc(DocumentKind::Diploma).field(FieldName::BirthDate, "1980-02-11"));
        assert_eq!(raises(CODE, &papers, "请核对名单").sightings.len(), 1);
    }

    #[test]
    fn as_far_as_both_are_printed() {
        quiet(CODE, &zhang().doc(doc(DocumentKind::RegistrationForm).field(FieldName::BirthDate, "1980-02")));
    }

    #[test]
    fn a_date_that_follows_from_a_wrong_number_is_not_flagged_again() {
        let other = doc(DocumentKind::EmploymentCertificate)
            .field(FieldName::Name, "张三")
            .field(FieldName::IdNumber, "430196197802110018")
            .field(FieldName::BirthDate, "1978-02-11");
        quiet(CODE, &zhang().doc(other));
    }

    #[test]
    fn a_poorly_read_date_is_not_another_date() {
        quiet(CODE, &zhang().doc(doc(DocumentKind::Diploma).recognised(FieldName::BirthDate, "1960-02-11", 0.6)));
    }
}
