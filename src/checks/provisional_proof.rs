//! `provisional-proof`: 以花名册等暂代学历认证报告，须后补.
//!
//! # What it checks
//! Whether the only proof that the announcement accepts is one it accepts for the time being: for a Hunan 中专 of before
//! June 2005, a register page copied by the education department, the verification report to follow. The flag says too
//! what the announcement wants on such a page and what was not seen on it: the archive's seal, the handler's name, the
//! office's telephone.
//!
//! # Why
//! The candidate may pass the check now, and somebody has to see that the report follows.
//!
//! # Clause
//! 5.3.4: 可先提供教育行政部门复印的录取花名册或毕业生花名册进行审核，后续再补充提供学历认证报告.
//!
//! # Example
//! > 已交花名册，可先行审核，后续须补交省教育厅学历认证报告，请登记跟进。
//!
//! # What the reviewer should do
//! Find the candidate's row, see the archive's seal and the handler's name, and note the report that is owed.

use crate::model::{Code, Document, DocumentKind, FieldName, Flag, RemarkKind};
use crate::rulebook::router;

use super::bench::{Bench, at_document};
use super::degree;
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::ProvisionalProof, source: include_str!("provisional_proof.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let proofs = degree::proofs(bench);
    let there = proofs.for_router(bench);
    let schooling = bench.schooling();
    let answer = router::route(bench.pack(), &schooling);
    if answer.accepted(&there).is_some() {
        return Vec::new();
    }
    let Some(row) = answer.provisional(&there) else { return Vec::new() };
    let provisional: Vec<&Document> = (proofs.counted.into_iter())
        .filter(|document| row.provisional.iter().flatten().any(|k| *k == document.kind))
        .collect();
    let (Some(first), Some(owed)) = (provisional.first(), row.owed_later) else { return Vec::new() };
    let kinds = phrase::kinds(provisional.iter().copied());
    let unseen = unseen(&provisional);
    let unseen = if unseen.is_empty() {
        String::new()
    } else {
        format!("；{kinds}上未见{}，请看原件", unseen.join("、"))
    };
    let message = format!("已交{kinds}，可先行审核，后续须补交{}，请登记跟进{unseen}。", bench.pack().kind_name(owed));
    let flag = bench.flag(Code::ProvisionalProof, at_document(first), message);
    vec![flag.expected(owed.as_str()).found(first.kind.as_str())]
}

/// What a copied page of an archive must show and was not seen to.
fn unseen(registers: &[&Document]) -> Vec<&'static str> {
    let pages: Vec<&&Document> =
        registers.iter().filter(|document| document.kind == DocumentKind::EnrolmentRegister).collect();
    if pages.is_empty() {
        return Vec::new();
    }
    let told: Vec<&str> =
        pages.iter().flat_map(|page| page.remarks_of(RemarkKind::Handler)).map(|remark| remark.text.as_str()).collect();
    let says = |words: &[&str]| told.iter().any(|text| words.iter().any(|word| text.contains(word)));
    let phone = |page: &&&Document| page.field(FieldName::ContactPhone).is_some();
    let telephone = says(&["电话"]) && told.iter().any(|text| text.chars().filter(char::is_ascii_digit).count() >= 7);
    let unseen = [
        ("存档部门公章", pages.iter().all(|page| page.seals.is_empty())),
        ("经办人姓名", !says(&["经办人", "复印人"])),
        ("办公电话", !telephone && !pages.iter().any(phone)),
    ];
    unseen.into_iter().filter_map(|(what, is_unseen)| is_unseen.then_some(what)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{FieldValue, Rect, Remark, Severity, WordSource};

    const CODE: Code = Code::ProvisionalProof;

    fn graduate(graduated: &str, kinds: &[DocumentKind]) -> Papers {
        let start = candidate("1")
            .roster(FieldName::EducationLevel, "中专")
            .roster(FieldName::School, "常德师范学校")
            .roster(FieldName::GraduatedOn, graduated);
        kinds.iter().fold(start, |papers, kind| papers.doc(with_own_row(doc(*kind).named(kind.as_str()))))
    }

    /// With the candidate's own row.
    fn with_own_row(paper: super::super::testing::Doc) -> super::super::testing::Doc {
        paper.with(FieldName::RegisterEntries, FieldValue::Entries(Vec::new()), "", 1.0, WordSource::TextLayer)
    }

    #[test]
    fn what_the_page_of_an_archive_must_show_is_told() {
        let papers = graduate("2002-07-30", &[DocumentKind::EnrolmentRegister]);
        raises(CODE, &papers, "花名册上未见存档部门公章、经办人姓名、办公电话");
        let remark = Remark {
            kind: RemarkKind::Handler,
            page: 1,
            bbox: Rect::new(60.0, 700.0, 400.0, 720.0),
            text: "经办人:某某办公电话:0731-00000002".to_owned(),
        };
        let whole = with_own_row(doc(DocumentKind::EnrolmentRegister)).seal("长沙市教育局档案室");
        let papers = graduate("2002-07-30", &[]).doc(whole.document(|page| page.remarks.push(remark)));
        assert!(!raises(CODE, &papers, "请登记跟进").message.contains("未见"));
    }

    #[test]
    fn a_register_in_place_of_the_report() {
        let flag = raises(
            CODE,
            &graduate("2002-07-30", &[DocumentKind::EnrolmentRegister]),
            "已交花名册，可先行审核，后续须补交",
        );
        assert_eq!(flag.severity, Severity::Warning);
    }

    #[test]
    fn the_report_is_there_too() {
        let kinds = [DocumentKind::EnrolmentRegister, DocumentKind::ProvincialVerificationReport];
        quiet(CODE, &graduate("2002-07-30", &kinds));
    }

    #[test]
    fn after_june_2005_no_register_is_accepted() {
        quiet(CODE, &graduate("2011-07-10", &[DocumentKind::EnrolmentRegister]));
    }
}
