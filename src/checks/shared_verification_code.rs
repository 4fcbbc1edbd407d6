//! `shared-verification-code`: 不同考生使用同一在线验证码.
//!
//! # What it checks
//! Whether another candidate handed in a report with the same 在线验证码. Two roster rows with one identity number are one
//! person. One flag a code.
//!
//! # Why
//! A code opens the record of one person. One of the two reports was changed.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 备案表上的在线验证码与准考证号4301240200107的考生的相同，请在线核验后核对。
//!
//! # What the reviewer should do
//! Open the code online: it shows whose report is the original.

use crate::model::{Code, Document, FieldName, Flag};

use super::bench::{Bench, at_field};
use super::cohort::{Person, code_key};
use super::phrase;
use super::registry::Check;
use super::shared_certificate_no::{once_a_key, sightings, who};

pub(super) const CHECK: Check =
    Check { code: Code::SharedVerificationCode, source: include_str!("shared_verification_code.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    once_a_key(bench, code_key, flag)
}

/// What is told of the code on this document.
fn flag(bench: &Bench<'_>, document: &Document, own: &Person) -> Option<Flag> {
    let others = bench.context.cohort.with_code(document, own);
    let field = document.field(FieldName::VerificationCode).filter(|_| !others.is_empty())?;
    let code = field.value.as_text().unwrap_or_default();
    let kind = phrase::kind(document.kind);
    let message = format!("{kind}上的在线验证码与{}的相同，请在线核验后核对。", who(&others));
    let flag = bench.flag(Code::SharedVerificationCode, at_field(document, field), message);
    let mut flag = flag.about(FieldName::VerificationCode).found(code);
    flag.sightings = sightings(&others, code);
    Some(flag)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::SharedVerificationCode;

    fn holder(ticket: &str, code: &str) -> Papers {
        let paper = doc(DocumentKind::ChsiRegistration).named(&format!("{ticket}/a.pdf"));
        candidate(ticket).doc(paper.field(FieldName::VerificationCode, code))
    }

    #[test]
    fn the_same_code_with_another_candidate() {
        let flags = holder("1", "ADBMWGC39BC89KRQ").flags_among(CODE, &[holder("2", "ADBMWGC39BC89KRQ")]);
        assert_eq!(flags.len(), 1);
        assert!(flags[0].message.contains("与准考证号2的考生的相同"));
        assert!(!flags[0].message.contains("ADBM"), "the code is a secret and not part of the sentence");
    }

    #[test]
    fn each_code_that_is_shared_is_told() {
        let report = doc(DocumentKind::ChsiVerificationReport).field(FieldName::VerificationCode, "AUGC56VMB6LBC44V");
        let own = holder("1", "ADBMWGC39BC89KRQ").doc(report);
        let others = [holder("2", "ADBMWGC39BC89KRQ"), holder("3", "AUGC56VMB6LBC44V")];
        assert_eq!(own.flags_among(CODE, &others).len(), 2);
    }

    #[test]
    fn different_codes_and_the_same_person() {
        assert!(holder("1", "ADBMWGC39BC89KRQ").flags_among(CODE, &[holder("2", "AUGC56VMB6LBC44V")]).is_empty());
        let number = "430196198002110014";
        let again = holder("2", "ADBMWGC39BC89KRQ").roster(FieldName::IdNumber, number);
        let own = holder("1", "ADBMWGC39BC89KRQ").roster(FieldName::IdNumber, number);
        assert!(own.flags_among(CODE, &[again]).is_empty());
        quiet(CODE, &own);
    }
}
