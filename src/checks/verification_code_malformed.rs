//! `verification-code-malformed`: 在线验证码的形式不对.
//!
//! # What it checks
//! The 在线验证码 of a report of 学信网: 12 digits on older ones, 16 letters and digits beginning with A on newer ones. A
//! code recognised from a picture that becomes well-formed by exchanging letters and digits of similar shape, or that was
//! read with doubt, is left to `low-confidence`.
//!
//! # Why
//! A code that no report has was made up, or mistyped into a copy.
//!
//! # Clause
//! 5.3.1: 提供在学信网下载的《教育部学历证书电子注册备案表》.
//!
//! # Example
//! > 备案表上的在线验证码为17位，应为12位数字或A开头的16位，请在学信网上核验。
//!
//! # What the reviewer should do
//! Read the code on the page and enter it on 学信网.

use crate::bounds;
use crate::model::{Code, Document, DocumentKind, Field, FieldName, Flag, WordSource};
use crate::values::verification_code;

use super::bench::{Bench, at_field};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::VerificationCodeMalformed, source: include_str!("verification_code_malformed.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let own = bench.own_papers().into_iter();
    own.filter(|document| {
        matches!(document.kind, DocumentKind::ChsiRegistration | DocumentKind::ChsiVerificationReport)
    })
    .filter_map(|document| flag(bench, document))
    .collect()
}

fn flag(bench: &Bench<'_>, document: &Document) -> Option<Flag> {
    let field = document.field(FieldName::VerificationCode)?;
    let code = field.value.as_text()?;
    if verification_code::is_well_formed(code) || is_doubtful(field, code) {
        return None;
    }
    let length = code.chars().count();
    let what = if matches!(length, 12 | 16) {
        "含有验证码不会有的字符".to_owned()
    } else {
        format!("为{length}位")
    };
    let kind = phrase::kind(document.kind);
    let message = format!("{kind}上的在线验证码{what}，应为12位数字或A开头的16位，请在学信网上核验。");
    let flag = bench.flag(Code::VerificationCodeMalformed, at_field(document, field), message);
    Some(flag.about(FieldName::VerificationCode).found(code))
}

/// Whether the reading may be at fault. A report without its QR code at hand can only be judged by its print.
pub(super) fn is_doubtful(field: &Field, code: &str) -> bool {
    let recognised = field.evidence.source == WordSource::Ocr;
    recognised && (field.evidence.confidence < bounds::CODE_READ || verification_code::suggestion(code).is_some())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;

    const CODE: Code = Code::VerificationCodeMalformed;

    fn printed(code: &str) -> Papers {
        candidate("1").doc(doc(DocumentKind::ChsiRegistration).field(FieldName::VerificationCode, code))
    }

    #[test]
    fn a_character_too_many() {
        let flag = raises(CODE, &printed("ATRGUFJ9JKAZ3BQD7"), "在线验证码为17位，应为12位数字或A开头的16位");
        assert!(!flag.message.contains("ATRG"), "the code is a secret and not part of the sentence");
    }

    #[test]
    fn eleven_digits() {
        raises(CODE, &printed("22377300923"), "为11位");
    }

    #[test]
    fn well_formed_codes() {
        quiet(CODE, &printed("223773009239"));
        quiet(CODE, &printed("ATRGUFJ9JKAZ3BQD"));
    }

    #[test]
    fn a_recognised_code_with_a_letter_for_a_digit() {
        let read = |code: &str, confidence| {
            let paper = doc(DocumentKind::ChsiRegistration);
            candidate("1").doc(paper.recognised(FieldName::VerificationCode, code, confidence))
        };
        quiet(CODE, &read("ATRGUFJ9JKAZ3BOD", 0.97));
        quiet(CODE, &read("ATRGUFJ9JKAZ3BQD7", 0.7));
        raises(CODE, &read("ATRGUFJ9JKAZ3BQD7", 0.97), "为17位");
    }
}
