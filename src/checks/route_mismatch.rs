//! `route-mismatch`: 学历证明材料的种类不符合要求.
//!
//! # What it checks
//! Whether among the candidate's proofs of education is one that the announcement accepts for this type of school, date of
//! graduation and province. The rows come from the rule pack; where the boundary or the school leaves two rows open, either
//! will do. Where no row fits (普通高中 for instance), a person decides. Where a file could not be opened or read, it is only
//! a note. A proof that is accepted for now is `provisional-proof`.
//!
//! # Why
//! The announcement asks for the proof that can be verified; a scan of the diploma alone cannot.
//!
//! # Clause
//! 5.3: 学历证明材料，按报考学历和毕业时间准备.
//!
//! # Example
//! > 学历证明为毕业证书，按公告应提交教育部学历证书电子注册备案表或学信网学历认证报告。
//!
//! # What the reviewer should do
//! See that the roster has the right school and date; then ask for the proof that is named.

use std::collections::BTreeSet;

use crate::model::{Code, Document, DocumentKind, Flag, Severity};
use crate::rulebook::router;

use super::bench::{Bench, EDUCATION_PROOFS, at_document};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::RouteMismatch, source: include_str!("route_mismatch.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    if bench.candidate().is_none() {
        return Vec::new();
    }
    let proofs: Vec<&Document> =
        (bench.own_papers().into_iter()).filter(|document| EDUCATION_PROOFS.contains(&document.kind)).collect();
    let Some(first) = proofs.first() else { return Vec::new() };
    let there: BTreeSet<DocumentKind> = proofs.iter().map(|document| document.kind).collect();
    let pack = bench.pack();
    let schooling = bench.schooling();
    let answer = router::route(pack, &schooling);
    let handed_in = phrase::kinds(proofs.iter().copied());
    if answer.rows.is_empty() {
        let message = format!("公告没有规定这类学历的证明材料，考生提交了{handed_in}，请人工判断。");
        let mut flag = bench.flag(Code::RouteMismatch, at_document(first), message);
        flag.severity = flag.severity.min(Severity::Warning);
        return vec![flag.found(first.kind.as_str())];
    }
    let satisfied = answer.accepted(&there).or_else(|| answer.provisional(&there));
    if satisfied.is_some() || answer.begun(&there).is_some() {
        return Vec::new();
    }
    let names: Vec<&str> = answer.kinds().iter().map(|kind| pack.kind_name(*kind)).collect();
    let message = format!("学历证明为{handed_in}，按公告应提交{}。", names.join("或"));
    let spots = bench.blind_spots();
    let flag = if spots.files + spots.pages > 0 {
        bench.note(Code::RouteMismatch, at_document(first), message)
    } else {
        bench.flag(Code::RouteMismatch, at_document(first), message)
    };
    let asked: Vec<&str> = answer.kinds().iter().map(|kind| kind.as_str()).collect();
    vec![flag.expected(asked.join(" | ")).found(first.kind.as_str())]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{FieldName, Outcome};

    const CODE: Code = Code::RouteMismatch;

    fn graduate(level: &str, school: &str, graduated: &str, kinds: &[DocumentKind]) -> Papers {
        let start = candidate("1")
            .roster(FieldName::EducationLevel, level)
            .roster(FieldName::School, school)
            .roster(FieldName::GraduatedOn, graduated);
        kinds.iter().fold(start, |papers, kind| papers.doc(doc(*kind).named(kind.as_str())))
    }

    #[test]
    fn a_diploma_alone() {
        let papers = graduate("本科", "湖南工业大学", "2012-06-15", &[DocumentKind::Diploma]);
        let flag = raises(CODE, &papers, "学历证明为毕业证书，按公告应提交教育部学历证书电子注册备案表");
        assert_eq!(flag.found.as_deref(), Some("diploma"));
    }

    #[test]
    fn a_registration_for_a_graduate_of_1999() {
        raises(CODE, &graduate("本科", "湖南大学", "1999-06", &[DocumentKind::ChsiRegistration]), "学信网学历认证报告");
    }

    #[test]
    fn a_technical_school_of_2014_needs_the_paper() {
        let query = graduate("中专", "岳阳市技工学校", "2014-07-01", &[DocumentKind::TechnicalSchoolQuery]);
        raises(CODE, &query, "技工院校学籍认证查验结果");
    }

    #[test]
    fn no_row_is_for_a_person() {
        let flag = raises(CODE, &graduate("高中", "长沙市第一中学", "1990-07", &[DocumentKind::Diploma]), "请人工判断");
        assert_eq!(flag.severity, Severity::Warning);
    }

    #[test]
    fn a_locked_file_may_be_the_proof() {
        let papers = graduate("本科", "湖南工业大学", "2012-06", &[DocumentKind::Diploma])
            .doc(doc(DocumentKind::Other).outcome(Outcome::Encrypted));
        assert_eq!(raises(CODE, &papers, "应提交").severity, Severity::Info);
    }

    #[test]
    fn accepted_proofs() {
        use DocumentKind as K;
        for (level, school, graduated, kinds) in [
            ("本科", "湖南大学", "2012-06-15", vec![K::ChsiRegistration, K::Diploma]),
            ("本科", "湖南大学", "2002-06", vec![K::ChsiVerificationReport]),
            ("本科", "湖南大学", "2002-06", vec![K::ChsiRegistration]),
            ("中专", "常德师范学校", "2003-07-01", vec![K::EnrolmentRegister]),
            ("专科", "郑州大学", "2009-07-01", vec![K::GraduateRegistrationForm, K::Diploma]),
            ("硕士研究生", "马来亚大学", "2014-07-01", vec![K::OverseasDegreeCertificate]),
        ] {
            quiet(CODE, &graduate(level, school, graduated, &kinds));
        }
    }

    #[test]
    fn a_missing_proof_is_told_elsewhere() {
        quiet(CODE, &graduate("本科", "湖南大学", "2012-06", &[DocumentKind::RegistrationForm]));
        quiet(CODE, &graduate("专科", "郑州大学", "2009-07", &[DocumentKind::GraduateRegistrationForm]));
    }
}
