//! `exemption-proof-missing`: 缺少免考条件的证明.
//!
//! # What it checks
//! Candidates whom the roster lists for an exemption from some subjects (核查原因 names 免试 or 免考), and among whose
//! papers is neither a 职称证书 nor a 聘书. Where a file could not be opened or read, it is only a note.
//!
//! # Why
//! Without the proof the exemption falls, and with it the result of the exam.
//!
//! # Clause
//! 5.4: 符合免考部分科目条件的，提交职称证书、聘书等印证材料.
//!
//! # Example
//! > 名单上的核查原因为“符合免试部分科目报考条件”，未见职称（资格）证书或聘书。
//!
//! # What the reviewer should do
//! Look through the candidate's files for the proof; if it is not there, ask for it.

use crate::model::{Code, DocumentKind, Flag, Place};

use super::bench::Bench;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::ExemptionProofMissing, source: include_str!("exemption_proof_missing.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let Some(reason) = bench.candidate().and_then(|candidate| candidate.reason.as_deref()) else { return Vec::new() };
    let called = bench.pack().exemption.iter().find(|row| row.words.iter().any(|word| reason.contains(word.as_str())));
    let Some(row) = called else { return Vec::new() };
    let there: Vec<DocumentKind> = bench.own_papers().iter().map(|document| document.kind).collect();
    if row.any_of.iter().any(|kind| there.contains(kind)) {
        return Vec::new();
    }
    let names: Vec<&str> = row.any_of.iter().map(|kind| bench.pack().kind_name(*kind)).collect();
    let message = format!("名单上的核查原因为“{reason}”，未见{}。", names.join("或"));
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

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::Severity;

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

    #[test]
    fn either_proof_will_do() {
        quiet(CODE, &candidate("1").reason(REASON).doc(doc(DocumentKind::AppointmentLetter)));
        quiet(CODE, &candidate("1").reason(REASON).doc(doc(DocumentKind::ProfessionalTitleCertificate)));
    }

    #[test]
    fn another_reason() {
        quiet(CODE, &candidate("1").reason("撤回承诺申请").doc(doc(DocumentKind::RegistrationForm)));
        quiet(CODE, &candidate("1"));
    }
}
