//! `online-differs`: 联网查询结果与材料不一致.
//!
//! # What it checks
//! What the portal that `hecha audit online` asked says of name, school, dates, certificate number and the like, against
//! what is printed on the paper, as values: 2005年6月30日 and 2005-06-30 are one day, and another way to write the same
//! school is no difference. Values read with doubt are left to `online-needs-person`. Where a person looked it up and saw
//! that it differs, that person's words are told. Where nothing was asked, nothing is said.
//!
//! # Why
//! The record of the issuing office stands; a paper that says something else was changed.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 备案表上的毕（结）业日期为2005年6月30日，2024年8月20日在“省学历数据共享”查到的为2006年6月30日，请核对。
//!
//! # What the reviewer should do
//! Look the number up by hand and compare; if the two still differ, treat the paper as changed.

use crate::model::{Code, Flag, LookUpOutcome};

use super::answered::{Answered, Difference, answered};
use super::bench::{Bench, at_field};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::OnlineDiffers, source: include_str!("online_differs.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let mut flags = Vec::new();
    for paper in answered(bench).iter().filter(|paper| !paper.is_doubtful()) {
        let certain = paper.differences().into_iter().filter(|difference| !difference.doubted);
        flags.extend(certain.map(|difference| flag(bench, paper, &difference)));
        flags.extend(seen(bench, paper));
    }
    flags
}

/// What a person saw to differ, in that person's words.
fn seen(bench: &Bench<'_>, paper: &Answered<'_>) -> Option<Flag> {
    if paper.answer.outcome != LookUpOutcome::Differs {
        return None;
    }
    let (day, portal) = (phrase::date(&paper.answer.day), &paper.answer.portal);
    let kind = phrase::kind(paper.document.kind);
    let note = paper.answer.note.as_ref().map_or_else(String::new, |note| format!("：{note}"));
    let message = format!("{day}在“{portal}”人工查询，结果与{kind}不一致{note}。请核对原件。");
    Some(bench.flag(Code::OnlineDiffers, paper.place(), message))
}

fn flag(bench: &Bench<'_>, paper: &Answered<'_>, difference: &Difference<'_>) -> Flag {
    let name = difference.field.name;
    let message = format!(
        "{}上的{}为{}，{}在“{}”查到的为{}，请核对。",
        phrase::kind(paper.document.kind),
        phrase::field(name),
        phrase::value(name, difference.found),
        phrase::date(&paper.answer.day),
        paper.answer.portal,
        phrase::value(name, difference.expected),
    );
    let flag = bench.flag(Code::OnlineDiffers, at_field(paper.document, difference.field), message);
    flag.about(name).expected(difference.expected).found(difference.found)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, FieldName};

    const CODE: Code = Code::OnlineDiffers;

    fn said(fields: &[(FieldName, &str)]) -> Papers {
        let report = doc(DocumentKind::ChsiRegistration)
            .field(FieldName::VerificationCode, "AY2YXTVA5H8P2CML")
            .field(FieldName::Name, "张三")
            .field(FieldName::School, "湖南大学")
            .field(FieldName::GraduatedOn, "2005-06-30");
        candidate("1").doc(report).answered(LookUpOutcome::Found, &[FieldName::VerificationCode], fields)
    }

    #[test]
    fn another_date() {
        let flag = raises(CODE, &said(&[(FieldName::GraduatedOn, "2006-06-30")]), "查到的为2006年6月30日");
        assert_eq!((flag.expected.as_deref(), flag.found.as_deref()), (Some("2006-06-30"), Some("2005-06-30")));
        assert!(matches!(flag.place, crate::model::Place::Paper { bbox: Some(_), .. }), "it points at the field");
    }

    #[test]
    fn each_field_that_differs() {
        let papers = said(&[(FieldName::Name, "李四"), (FieldName::GraduatedOn, "2006-06-30")]);
        assert_eq!(papers.flags(CODE).len(), 2);
    }

    #[test]
    fn the_same_or_not_printed() {
        quiet(CODE, &said(&[(FieldName::Name, "张三"), (FieldName::GraduatedOn, "2005-06")]));
        quiet(CODE, &said(&[(FieldName::Major, "社会工作")]));
        quiet(CODE, &said(&[]));
    }

    #[test]
    fn a_person_saw_something_else() {
        let asked = [FieldName::VerificationCode];
        let papers = said(&[]).seen(LookUpOutcome::Differs, &asked, Some("网上为结业"));
        raises(CODE, &papers, "人工查询，结果与备案表不一致：网上为结业。");
        quiet(CODE, &said(&[(FieldName::Name, "李四")]).seen(LookUpOutcome::Found, &asked, None));
    }

    #[test]
    fn a_value_read_with_doubt() {
        let report = doc(DocumentKind::ChsiRegistration)
            .field(FieldName::VerificationCode, "AY2YXTVA5H8P2CML")
            .recognised(FieldName::GraduatedOn, "2005-06-30", 0.4);
        let fields = [(FieldName::GraduatedOn, "2006-06-30")];
        let papers = candidate("1").doc(report);
        quiet(CODE, &papers.answered(LookUpOutcome::Found, &[FieldName::VerificationCode], &fields));
    }
}
