//! `exemption-proof-missing`: 缺少免考条件的证明.
//!
//! # What it checks
//! Candidates whom the roster lists for an exemption from some subjects (核查原因 names 免试 or 免考), and among whose
//! papers is neither a 职称证书 nor a 聘书. Where a file could not be opened or read, it is only a note. A certificate that
//! names no title of the rule pack's list (a driver's certificate), or whose title was not read, is for a person to judge.
//!
//! # Why
//! Without the proof the exemption falls, and with it the result of the exam.
//!
//! # Clause
//! 5.4: 符合免考部分科目条件的，提交职称证书、聘书等印证材料.
//!
//! # Example
//! > 名单上的核查原因为“符合免试部分科目报考条件”，未见职称（资格）证书或聘书，请通知考生补交。
//!
//! # What the reviewer should do
//! Look through the candidate's files for the proof; if it is not there, ask for it.

use crate::model::{Code, Document, FieldName, Flag, Place, Severity};
use crate::rulebook::Exemption;

use super::bench::{Bench, at_document};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::ExemptionProofMissing, source: include_str!("exemption_proof_missing.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let Some(reason) = bench.candidate().and_then(|candidate| candidate.reason.as_deref()) else { return Vec::new() };
    let called = bench.pack().exemption.iter().find(|row| row.words.iter().any(|word| reason.contains(word.as_str())));
    let Some(row) = called else { return Vec::new() };
    let own = bench.own_papers();
    let proofs: Vec<&Document> = own.into_iter().filter(|document| row.any_of.contains(&document.kind)).collect();
    if let Some(first) = proofs.first() {
        return if proofs.iter().any(|document| is_named(row, document)) {
            Vec::new()
        } else {
            vec![doubted(bench, first)]
        };
    }
    let names: Vec<&str> = row.any_of.iter().map(|kind| bench.pack().kind_name(*kind)).collect();
    let message = format!("名单上的核查原因为“{reason}”，未见{}，请通知考生补交。", names.join("或"));
    let spots = bench.blind_spots();
    let flag = if spots.files + spots.pages > 0 {
        bench.note(Code::ExemptionProofMissing, Place::Absent, message)
    } else {
        bench.flag(Code::ExemptionProofMissing, Place::Absent, message)
    };
    vec![match row.any_of.first() {
        Some(kind) => flag.expected(kind.as_str()),
        None => flag,
    }]
}

/// What a certificate or letter says that it is for.
fn title(document: &Document) -> String {
    let told = [FieldName::TitleName, FieldName::TitleLevel].map(|name| document.text(name).unwrap_or_default());
    format!("{}{}{}", document.title.as_deref().unwrap_or_default(), told[0], told[1])
}

/// Whether the paper names a title of the rule pack's list.
fn is_named(row: &Exemption, document: &Document) -> bool {
    let title = title(document);
    let has = |words: &[String]| words.iter().any(|word| title.contains(word.as_str()));
    (row.named.is_empty() || has(&row.named)) && !has(&row.except)
}

/// A proof of which it cannot be told whether it is one.
fn doubted(bench: &Bench<'_>, document: &Document) -> Flag {
    let kind = phrase::kind(document.kind);
    let message = match document.text(FieldName::TitleName) {
        Some(name) => format!("{kind}上为“{name}”，看不出是免试条件所要的职称或职务，请人工判断。"),
        None => format!("{kind}上没有读出是什么职称或职务，能否作为免试条件的证明请人工判断。"),
    };
    let mut flag = bench.flag(Code::ExemptionProofMissing, at_document(document), message);
    flag.severity = flag.severity.min(Severity::Warning);
    flag.found(document.kind.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::ExemptionProofMissing;
    const REASON: &str = "符合免试部分科目报考条件";

    #[test]
    fn no_proof_among_the_papers() {
        let papers = candidate("1").reason(REASON).doc(doc(DocumentKind::RegistrationForm));
        let flag = raises(CODE, &papers, "未见职称（资格）证书或聘书");
        assert_eq!(flag.expected.as_deref(), Some("professional_title_certificate"));
    }

    #[test]
    fn a_locked_file_may_be_it() {
        let papers = candidate("1").reason(REASON).doc(doc(DocumentKind::Other).damaged());
        assert_eq!(raises(CODE, &papers, "未见").severity, Severity::Info);
    }

    fn with(kind: DocumentKind, title: &str) -> super::super::testing::Papers {
        let proof = doc(kind);
        candidate("1").reason(REASON).doc(if title.is_empty() {
            proof
        } else {
            proof.field(FieldName::TitleName, title)
        })
    }

    #[test]
    fn either_proof_will_do() {
        quiet(CODE, &with(DocumentKind::AppointmentLetter, "社会工作师"));
        quiet(CODE, &with(DocumentKind::ProfessionalTitleCertificate, "讲师"));
    }

    #[test]
    fn a_title_that_is_none_is_for_a_person() {
        let driver = with(DocumentKind::ProfessionalTitleCertificate, "机动车驾驶员");
        assert_eq!(raises(CODE, &driver, "上为“机动车驾驶员”，看不出").severity, Severity::Warning);
        raises(CODE, &with(DocumentKind::AppointmentLetter, ""), "没有读出是什么职称或职务");
    }

    #[test]
    fn another_reason() {
        quiet(CODE, &candidate("1").reason("撤回承诺申请").doc(doc(DocumentKind::RegistrationForm)));
        quiet(CODE, &candidate("1"));
    }
}
