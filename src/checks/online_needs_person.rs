//! `online-needs-person`: 须由人工联网查询.
//!
//! # What it checks
//! The look-ups that `hecha audit online` could not finish, or that a person tried in vain: the portal wants a person (captcha), lets no program in, could
//! not be reached or was not understood; no connector looks this kind of paper up; what the look-up needs was not read, or
//! was read with doubt. Where nothing was asked, nothing is said.
//!
//! # Why
//! Not checked is never clean: a person has to look this one up.
//!
//! # Clause
//! 5.3: 学历证明材料按报考学历和毕业时间准备.
//!
//! # Example
//! > 备案表尚未联网查实：“省学历数据共享”要求输入图形验证码，请人工查询。
//!
//! # What the reviewer should do
//! Look it up at the portal in the look-up worklist, and enter there what was seen.

use crate::model::{Code, Flag, LookUpOutcome, LookedBy};

use super::answered::{Answered, answered};
use super::bench::{Bench, at_field};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::OnlineNeedsPerson, source: include_str!("online_needs_person.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    answered(bench).iter().filter_map(|paper| flag(bench, paper)).collect()
}

fn flag(bench: &Bench<'_>, paper: &Answered<'_>) -> Option<Flag> {
    if let Some(why) = why(paper) {
        let message = format!("{}尚未联网查实：{why}，请人工查询。", phrase::kind(paper.document.kind));
        let flag = bench.flag(Code::OnlineNeedsPerson, paper.place(), message);
        return Some(match paper.name() {
            Some(name) => flag.about(name),
            None => flag,
        });
    }
    let difference = paper.differences().into_iter().find(|difference| difference.doubted)?;
    let name = difference.field.name;
    let message = format!(
        "{}上的{}看不清，“{}”查到的为{}，请对照材料人工核对。",
        phrase::kind(paper.document.kind),
        phrase::field(name),
        paper.answer.portal,
        phrase::value(name, difference.expected),
    );
    let flag = bench.flag(Code::OnlineNeedsPerson, at_field(paper.document, difference.field), message);
    Some(flag.about(name).expected(difference.expected).found(difference.found))
}

/// Why the look-up proves nothing; `None` where it does.
fn why(paper: &Answered<'_>) -> Option<String> {
    use LookUpOutcome as O;
    let portal = &paper.answer.portal;
    let said = |what: &str| Some(format!("“{portal}”{what}"));
    match paper.answer.outcome {
        O::Captcha => said("要求输入图形验证码"),
        O::Blocked => said("不接受程序查询"),
        O::Unreachable if paper.answer.by == LookedBy::Person => said("人工查询时打不开或不能用"),
        O::Unreachable => said("多次连接没有成功"),
        O::Unclear => said("的回答看不懂"),
        O::NoConnector => Some("没有配置可查询这种材料的接口".to_owned()),
        O::Incomplete => Some("材料上查询所需的内容没有读到".to_owned()),
        O::NotFound | O::Expired if paper.is_doubtful() => Some("查询所用的内容看不清，没有查到".to_owned()),
        O::Found if paper.is_doubtful() && !paper.differences().is_empty() => {
            Some("查询所用的内容看不清，查到的记录与材料不一致".to_owned())
        }
        O::Found | O::Differs | O::NotFound | O::Expired => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, FieldName};

    const CODE: Code = Code::OnlineNeedsPerson;
    const ASKED: &[FieldName] = &[FieldName::VerificationCode];

    fn report() -> Doc {
        let report = doc(DocumentKind::ChsiRegistration).field(FieldName::VerificationCode, "AY2YXTVA5H8P2CML");
        report.field(FieldName::Name, "张三")
    }

    #[test]
    fn whatever_proves_nothing() {
        for (outcome, says) in [
            (LookUpOutcome::Captcha, "图形验证码"),
            (LookUpOutcome::Blocked, "不接受程序查询"),
            (LookUpOutcome::Unreachable, "没有成功"),
            (LookUpOutcome::Unclear, "看不懂"),
            (LookUpOutcome::NoConnector, "没有配置"),
            (LookUpOutcome::Incomplete, "没有读到"),
        ] {
            raises(CODE, &candidate("1").doc(report()).answered(outcome, ASKED, &[]), says);
        }
    }

    #[test]
    fn an_answer_to_a_doubtful_code() {
        let unsure = || {
            let paper = doc(DocumentKind::ChsiRegistration).field(FieldName::Name, "张三");
            paper.recognised(FieldName::VerificationCode, "AY2YXTVA5H8P2CML", 0.7)
        };
        raises(CODE, &candidate("1").doc(unsure()).answered(LookUpOutcome::NotFound, ASKED, &[]), "看不清，没有查到");
        let other = [(FieldName::Name, "李四")];
        raises(CODE, &candidate("1").doc(unsure()).answered(LookUpOutcome::Found, ASKED, &other), "与材料不一致");
        let same = [(FieldName::Name, "张三")];
        quiet(CODE, &candidate("1").doc(unsure()).answered(LookUpOutcome::Found, ASKED, &same));
    }

    #[test]
    fn a_doubtful_value_that_differs() {
        let paper = doc(DocumentKind::ChsiRegistration).field(FieldName::VerificationCode, "AY2YXTVA5H8P2CML");
        let paper = paper.recognised(FieldName::GraduatedOn, "2005-06-30", 0.4);
        let fields = [(FieldName::GraduatedOn, "2006-06-30")];
        raises(CODE, &candidate("1").doc(paper).answered(LookUpOutcome::Found, ASKED, &fields), "看不清");
    }

    #[test]
    fn a_person_settles_what_a_program_could_not() {
        let tried = || candidate("1").doc(report()).answered(LookUpOutcome::Captcha, ASKED, &[]);
        quiet(CODE, &tried().seen(LookUpOutcome::Found, ASKED, None));
        quiet(CODE, &tried().seen(LookUpOutcome::NotFound, ASKED, None));
        raises(CODE, &tried().seen(LookUpOutcome::Unreachable, ASKED, None), "图形验证码");
        let alone = candidate("1").doc(report()).seen(LookUpOutcome::Unreachable, ASKED, None);
        raises(CODE, &alone, "人工查询时打不开");
    }

    #[test]
    fn a_clear_answer_or_none() {
        quiet(CODE, &candidate("1").doc(report()));
        quiet(CODE, &candidate("1").doc(report()).answered(LookUpOutcome::Found, ASKED, &[(FieldName::Name, "张三")]));
        quiet(CODE, &candidate("1").doc(report()).answered(LookUpOutcome::NotFound, ASKED, &[]));
    }
}
