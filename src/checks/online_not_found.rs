//! `online-not-found`: 联网查询查无此证.
//!
//! # What it checks
//! What the portal that `hecha audit online` asked, or a person looked at, said about the 在线验证码, report or certificate
//! number: that it does not know it, or that it has expired. A number that a program asked for and that was read with doubt
//! is left to `online-needs-person`. Where nothing was asked, nothing is said.
//!
//! # Why
//! A number that the issuing office does not know was made up, mistyped, or taken back.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 2024年8月20日在“省学历数据共享”查询，没有备案表上的在线验证码，请核对后人工查询。
//!
//! # What the reviewer should do
//! Compare the number with the page and look it up by hand; if it is not there either, ask the candidate for the original.

use crate::model::{Code, Flag, LookUpOutcome, LookedBy};

use super::answered::{Answered, answered};
use super::bench::Bench;
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::OnlineNotFound, source: include_str!("online_not_found.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let refused = answered(bench).into_iter().filter(|paper| paper.is_refused() && !paper.is_doubtful());
    refused.map(|paper| flag(bench, &paper)).collect()
}

fn flag(bench: &Bench<'_>, paper: &Answered<'_>) -> Flag {
    let (day, portal) = (phrase::date(&paper.answer.day), &paper.answer.portal);
    let kind = phrase::kind(paper.document.kind);
    let what = paper.name().map_or("编号", phrase::field);
    let (by, then) = match paper.answer.by {
        LookedBy::Program => ("查询", "请核对后人工查询"),
        LookedBy::Person => ("人工查询", "请让考生出示原件或重新提供"),
    };
    let said = if paper.answer.outcome == LookUpOutcome::Expired {
        format!("{kind}上的{what}已过期，请通知考生延长验证有效期后重新提供。")
    } else {
        format!("没有{kind}上的{what}，{then}。")
    };
    let flag = bench.flag(Code::OnlineNotFound, paper.place(), format!("{day}在“{portal}”{by}，{said}"));
    match paper.asked() {
        Some(field) => flag.about(field.name).found(field.value.as_text().unwrap_or_default()),
        None => flag,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, FieldName};

    const CODE: Code = Code::OnlineNotFound;
    const ASKED: &[FieldName] = &[FieldName::VerificationCode];

    fn report() -> Doc {
        doc(DocumentKind::ChsiRegistration).field(FieldName::VerificationCode, "AY2YXTVA5H8P2CML")
    }

    #[test]
    fn the_portal_does_not_know_it() {
        let papers = candidate("1").doc(report()).answered(LookUpOutcome::NotFound, ASKED, &[]);
        let flag = raises(CODE, &papers, "在“省学历数据共享”查询，没有备案表上的在线验证码");
        assert_eq!(flag.field, Some(FieldName::VerificationCode));
        assert!(!flag.message.contains("AY2Y"), "the code is a secret and not part of the sentence");
        let expired = candidate("1").doc(report()).answered(LookUpOutcome::Expired, ASKED, &[]);
        raises(CODE, &expired, "在线验证码已过期");
    }

    #[test]
    fn a_person_did_not_find_it() {
        let paper = doc(DocumentKind::ChsiRegistration);
        let paper =
            || candidate("1").doc(paper.clone().recognised(FieldName::VerificationCode, "AY2YXTVA5H8P2CML", 0.7));
        raises(CODE, &paper().seen(LookUpOutcome::NotFound, ASKED, None), "人工查询，没有备案表上的在线验证码");
        raises(CODE, &paper().seen(LookUpOutcome::Expired, ASKED, None), "已过期");
        quiet(CODE, &paper().answered(LookUpOutcome::NotFound, ASKED, &[]).seen(LookUpOutcome::Found, ASKED, None));
    }

    #[test]
    fn found_unasked_or_in_doubt() {
        quiet(CODE, &candidate("1").doc(report()));
        for outcome in LookUpOutcome::ALL {
            if !matches!(outcome, LookUpOutcome::NotFound | LookUpOutcome::Expired) {
                quiet(CODE, &candidate("1").doc(report()).answered(*outcome, ASKED, &[]));
            }
        }
        let unsure = doc(DocumentKind::ChsiRegistration);
        let unsure = unsure.recognised(FieldName::VerificationCode, "AY2YXTVA5H8P2CML", 0.7);
        quiet(CODE, &candidate("1").doc(unsure).answered(LookUpOutcome::NotFound, ASKED, &[]));
    }

    #[test]
    fn an_answer_about_another_value_than_the_paper_shows_now() {
        let mut papers = candidate("1").doc(report()).answered(LookUpOutcome::NotFound, ASKED, &[]);
        let field = &mut papers.case.files[0].documents[0].fields[0];
        field.value = crate::model::FieldValue::Text("AY2YXTVA5H8P2CMK".to_owned());
        quiet(CODE, &papers);
    }
}
