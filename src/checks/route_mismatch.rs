//! `route-mismatch`: 学历证明材料的种类不符合要求.
//!
//! # What it checks
//! Whether among the candidate's proofs of the education that counts is one that the announcement accepts for this type of
//! school, date of graduation and province, and from the site that it names. The education that counts is the roster's
//! (else the form's); a proof of another certificate proves something else. The rows come from the rule pack; where the
//! boundary or the school leaves two rows open, either will do. A row may accept a proof and leave something to a person
//! (the exception for those who can get no report). Where no row fits, none is asked for and a person decides. Where a file
//! could not be opened or read, it is only a note. A proof that is accepted for now is `provisional-proof`.
//!
//! # Why
//! The announcement asks for the proof that can be verified; a scan of the diploma alone cannot.
//!
//! # Clause
//! 5.3: 学历证明材料，按报考学历和毕业时间准备.
//!
//! # Example
//! > 提交的学历证明为毕业证书，按公告应提交教育部学历证书电子注册备案表；2002年以后取得而未在学信网注册的可交学信网学历认证报告。
//!
//! # What the reviewer should do
//! See that the roster has the right school and date; then ask for the proof that is named.

use crate::model::{Code, Document, Flag, RemarkKind, Severity};
use crate::rulebook::Route;
use crate::rulebook::router::{self, Answer};

use super::bench::{Bench, at_document};
use super::degree::{self, Proofs};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::RouteMismatch, source: include_str!("route_mismatch.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    if bench.candidate().is_none() {
        return Vec::new();
    }
    let proofs = degree::proofs(bench);
    let Some(first) = proofs.counted.first().or(proofs.another.first()).copied() else { return Vec::new() };
    let schooling = bench.schooling();
    let answer = router::route(bench.pack(), &schooling);
    let there = proofs.for_router(bench);
    if bench.lookalikes().any(|lookalike| answer.accepts_lookalike(lookalike)) {
        return Vec::new();
    }
    if let Some(row) = answer.accepted(&there) {
        return noted(bench, row, &proofs).or_else(|| unchecked(bench, row, &proofs)).into_iter().collect();
    }
    if answer.provisional(&there).is_some() || answer.begun(&there).is_some() {
        return Vec::new();
    }
    vec![refused(bench, &answer, &proofs, first)]
}

/// What is told where a row accepts the proof and leaves something to a person.
fn noted(bench: &Bench<'_>, row: &Route, proofs: &Proofs<'_>) -> Option<Flag> {
    let severity = row.severity?;
    let used = |document: &&&Document| row.accepts.iter().any(|set| set.contains(&document.kind));
    let used: Vec<&Document> = proofs.counted.iter().filter(used).copied().collect();
    let note = row.note.as_deref().unwrap_or(&row.why);
    let message = format!("提交的学历证明为{}，{note}。", handed_in(bench, used.iter().copied()));
    let mut flag = bench.flag(Code::RouteMismatch, at_document(used.first()?), message).under(&row.clause);
    flag.severity = severity;
    Some(flag.found(used.first()?.kind.as_str()))
}

/// A proof that the employer must have looked up, where the paper does not show that it has.
fn unchecked(bench: &Bench<'_>, row: &Route, proofs: &Proofs<'_>) -> Option<Flag> {
    if !row.checked {
        return None;
    }
    let used = |document: &&&Document| row.accepts.iter().any(|set| set.contains(&document.kind));
    let used: Vec<&Document> = proofs.counted.iter().filter(used).copied().collect();
    let first = used.first()?;
    if used.iter().any(|document| document.remarks_of(RemarkKind::Checked).next().is_some()) {
        return None;
    }
    let kind = phrase::kinds(used.iter().copied());
    // What the school itself sealed vouches for its content; whether the employer saw it, a person asks.
    let sealed = used.iter().any(|document| !document.seals.is_empty());
    let message = if sealed {
        format!("{kind}上未见用人单位的查验意见，是否经单位查验请留意。")
    } else {
        format!("{kind}上未见用人单位的查验意见和公章，公告要求由用人单位查验后出具。")
    };
    let mut flag = bench.flag(Code::RouteMismatch, at_document(first), message).under(&row.clause);
    flag.severity = if sealed { Severity::Info } else { flag.severity.min(Severity::Warning) };
    Some(flag.found(first.kind.as_str()))
}

/// Nothing that was handed in is accepted.
fn refused(bench: &Bench<'_>, answer: &Answer<'_>, proofs: &Proofs<'_>, first: &Document) -> Flag {
    let asked = answer.asked();
    let handed_in = handed_in(bench, proofs.counted.iter().chain(&proofs.another).copied());
    let other = another(bench, proofs);
    let message = match (asked.is_empty(), other) {
        (true, other) => {
            let other = other.map(|other| format!("（{other}）")).unwrap_or_default();
            format!("公告没有规定这类学历的证明材料，考生提交了{handed_in}{other}，请人工判断。")
        }
        (false, None) => {
            format!("提交的学历证明为{handed_in}，按公告应提交{}。", phrase::alternatives(bench.pack(), &asked))
        }
        (false, Some(other)) => {
            let also = if proofs.counted.is_empty() {
                String::new()
            } else {
                format!("，另有{}", phrase::kinds(proofs.counted.iter().copied()))
            };
            let (own, asked) = (degree::described(bench), phrase::alternatives(bench.pack(), &asked));
            format!("{other}，不能证明报考所用的学历{own}{also}；该学历应提交{asked}。")
        }
    };
    let spots = bench.blind_spots();
    let mut flag = bench.flag(Code::RouteMismatch, at_document(first), message);
    if spots.files + spots.pages > 0 {
        flag.severity = Severity::Info;
    } else if asked.is_empty() {
        flag.severity = flag.severity.min(Severity::Warning);
    }
    let flag = flag.found(first.kind.as_str());
    if asked.is_empty() { flag } else { flag.expected(phrase::alternatives_by_word(&asked)) }
}

/// What the proofs of another education prove, as part of a sentence.
fn another(bench: &Bench<'_>, proofs: &Proofs<'_>) -> Option<String> {
    use crate::model::FieldName as F;
    let document = proofs.another.first()?;
    let told = |name| document.text(name).map(ToOwned::to_owned);
    let is = phrase::education(told(F::EducationLevel), told(F::School), told(F::GraduatedOn));
    Some(format!("{}证明的是{is}", handed_in(bench, [*document])))
}

/// The short names of these proofs, and from which site they are.
fn handed_in<'a>(bench: &Bench<'_>, documents: impl IntoIterator<Item = &'a Document>) -> String {
    let mut names: Vec<String> = Vec::new();
    for document in documents {
        let site = bench.site_of(document).map(|site| format!("（{}）", site.name)).unwrap_or_default();
        let name = format!("{}{site}", phrase::document(document));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("、")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, FieldName, Outcome, Rect, Remark};

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
        let papers = graduate("本科", "湖南大学", "1999-06", &[DocumentKind::ChsiRegistration]);
        assert_eq!(raises(CODE, &papers, "学信网学历认证报告").severity, Severity::Warning);
    }

    #[test]
    fn papers_that_are_owed_together_are_asked_for_together() {
        let papers = graduate("本科", "湖南大学", "1999-06", &[DocumentKind::Diploma]);
        raises(CODE, &papers, "无法提供学历认证报告的可交毕业生登记表和毕业证书（须一并提交）");
    }

    #[test]
    fn the_exception_leaves_something_to_a_person() {
        let both = [DocumentKind::GraduateRegistrationForm, DocumentKind::Diploma];
        let severity =
            |level, school, graduated| raises(CODE, &graduate(level, school, graduated, &both), "毕业证书").severity;
        assert_eq!(severity("本科", "湖南大学", "1999-06"), Severity::Info);
        assert_eq!(severity("中专", "江西省民政学校", "2010-07"), Severity::Warning);
        assert_eq!(severity("本科", "武汉大学", "2015-06"), Severity::Error);
    }

    #[test]
    fn a_proof_of_another_education_proves_something_else() {
        let college = doc(DocumentKind::ChsiRegistration)
            .field(FieldName::EducationLevel, "专科")
            .field(FieldName::School, "长沙理工大学")
            .field(FieldName::GraduatedOn, "2006-06-30");
        let papers = graduate("本科", "湖南师范大学", "2012-06-30", &[DocumentKind::Diploma]).doc(college);
        raises(CODE, &papers, "备案表证明的是专科（长沙理工大学，2006年6月30日毕业），不能证明报考所用的学历本科");
    }

    #[test]
    fn a_degree_certificate_is_no_diploma() {
        let papers = graduate("本科", "湖南大学", "2012-06", &[]);
        let degree = doc(DocumentKind::Diploma).document(|doc| doc.title = Some("学士学位证书".to_owned()));
        raises(CODE, &papers.doc(degree), "学历证明为学位证书");
    }

    #[test]
    fn a_page_of_the_wrong_site() {
        let remark = |text: &str| Remark {
            kind: RemarkKind::Site,
            page: 1,
            bbox: Rect::new(60.0, 60.0, 300.0, 80.0),
            text: text.to_owned(),
        };
        let page = |text: &str| {
            let page = doc(DocumentKind::TechnicalSchoolQuery);
            let papers = graduate("中专", "湖南省工业技师学院", "2013-07", &[]);
            papers.doc(page.document(|page| page.remarks.push(remark(text))))
        };
        raises(CODE, &page("http://rsrc.mohrss.gov.cn/jxxxcx"), "应提交技工院校毕业证书查询结果（湖南人力资源");
        quiet(CODE, &page("湖南人力资源社会保障公共服务网"));
    }

    #[test]
    fn a_party_school_page_that_no_employer_looked_up() {
        let papers = graduate("本科", "中共湖南省委党校", "2008-07", &[]);
        let page = || doc(DocumentKind::PartySchoolProof);
        assert_eq!(raises(CODE, &papers.clone().doc(page()), "未见用人单位的查验意见").severity, Severity::Warning);
        let sealed = papers.clone().doc(page().seal("中共湖南省委党校"));
        assert_eq!(raises(CODE, &sealed, "是否经单位查验").severity, Severity::Info);
        let checked = page().document(|page| {
            let (bbox, text) = (Rect::new(60.0, 700.0, 300.0, 720.0), "查验人：某某".to_owned());
            page.remarks.push(Remark { kind: RemarkKind::Checked, page: 1, bbox, text });
        });
        quiet(CODE, &papers.doc(checked));
    }

    #[test]
    fn what_is_asked_of_a_party_school_is_what_exists() {
        let papers = graduate("本科", "中共湖南省委党校", "2008-07", &[DocumentKind::ProvincialVerificationReport]);
        raises(CODE, &papers, "按公告应提交经用人单位查验的党校毕业证书查询页面或党校学历认证报告");
    }

    #[test]
    fn a_technical_school_of_2014_needs_the_paper() {
        let query = graduate("中专", "岳阳市技工学校", "2014-07-01", &[DocumentKind::TechnicalSchoolQuery]);
        raises(CODE, &query, "技工院校学籍认证查验结果");
    }

    #[test]
    fn no_row_is_for_a_person() {
        let flag = raises(CODE, &graduate("本科", "国防科技大学", "2010-07", &[DocumentKind::Diploma]), "请人工判断");
        assert_eq!((flag.severity, flag.expected), (Severity::Warning, None));
        let school = graduate("高中", "长沙市第一中学", "1990-07", &[DocumentKind::Diploma]);
        assert_eq!(raises(CODE, &school, "公告没有规定普通高中学历用什么证明").severity, Severity::Info);
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
            ("硕士研究生", "马来亚大学", "2014-07-01", vec![K::OverseasDegreeCertificate]),
        ] {
            quiet(CODE, &graduate(level, school, graduated, &kinds));
        }
    }

    #[test]
    fn a_missing_proof_is_told_elsewhere() {
        quiet(CODE, &graduate("本科", "湖南大学", "2012-06", &[DocumentKind::RegistrationForm]));
        quiet(CODE, &graduate("专科", "郑州大学", "1999-07", &[DocumentKind::GraduateRegistrationForm]));
    }
}
