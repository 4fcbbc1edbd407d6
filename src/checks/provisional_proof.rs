//! `provisional-proof`: 以花名册等暂代学历认证报告，须后补.
//!
//! # What it checks
//! Whether the only proof that the announcement accepts is one it accepts for the time being: for a Hunan 中专 of before
//! June 2005, a register page copied by the education department, the verification report to follow.
//!
//! # Why
//! The candidate may pass the check now, and somebody has to see that the report follows.
//!
//! # Clause
//! 5.3.4: 可先提供教育行政部门复印的录取花名册或毕业生花名册进行审核，后续再补充提供学历认证报告.
//!
//! # Example
//! > 以花名册暂代，后续须补交省教育厅学历认证报告，请登记跟进。
//!
//! # What the reviewer should do
//! Find the candidate's row, see the archive's seal and the handler's name, and note the report that is owed.

use std::collections::BTreeSet;

use crate::model::{Code, Document, DocumentKind, Flag};
use crate::rulebook::router;

use super::bench::{Bench, EDUCATION_PROOFS, at_document};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::ProvisionalProof, source: include_str!("provisional_proof.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let proofs: Vec<&Document> =
        (bench.own_papers().into_iter()).filter(|document| EDUCATION_PROOFS.contains(&document.kind)).collect();
    let there: BTreeSet<DocumentKind> = proofs.iter().map(|document| document.kind).collect();
    let schooling = bench.schooling();
    let answer = router::route(bench.pack(), &schooling);
    if answer.accepted(&there).is_some() {
        return Vec::new();
    }
    let Some(row) = answer.provisional(&there) else { return Vec::new() };
    let provisional: Vec<&Document> =
        proofs.into_iter().filter(|document| row.provisional.iter().flatten().any(|k| *k == document.kind)).collect();
    let (Some(first), Some(owed)) = (provisional.first(), row.owed_later) else { return Vec::new() };
    let kinds = phrase::kinds(provisional.iter().copied());
    let message = format!("以{kinds}暂代，后续须补交{}，请登记跟进。", bench.pack().kind_name(owed));
    let flag = bench.flag(Code::ProvisionalProof, at_document(first), message);
    vec![flag.expected(owed.as_str()).found(first.kind.as_str())]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{FieldName, Severity};

    const CODE: Code = Code::ProvisionalProof;

    fn graduate(graduated: &str, kinds: &[DocumentKind]) -> Papers {
        let start = candidate("1")
            .roster(FieldName::EducationLevel, "中专")
            .roster(FieldName::School, "常德师范学校")
            .roster(FieldName::GraduatedOn, graduated);
        kinds.iter().fold(start, |papers, kind| papers.doc(doc(*kind).named(kind.as_str())))
    }

    #[test]
    fn a_register_in_place_of_the_report() {
        let flag =
            raises(CODE, &graduate("2002-07-30", &[DocumentKind::EnrolmentRegister]), "以花名册暂代，后续须补交");
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
