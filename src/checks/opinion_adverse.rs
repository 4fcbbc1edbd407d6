//! `opinion-adverse`: 单位意见不同意或称情况不实.
//!
//! # What it checks
//! What the employer, or the office behind it, says in its own box of the form. Words of the rule pack (不同意, 不属实) in a
//! sentence that is no condition (如有不实，愿承担责任) speak against the candidate.
//!
//! # Why
//! The employer checks first and vouches for the candidate. One that refuses has not.
//!
//! # Clause
//! 4.2: 单位核验材料的真实性，保留初审结果.
//!
//! # Example
//! > 报名表的单位意见写有“与事实不符，不同意报考”，请看原文并向单位核实。
//!
//! # What the reviewer should do
//! Read the box; ask the employer what is wrong.

use crate::model::{Code, DocumentKind, Flag, Place, Remark, RemarkKind};
use crate::values::text;

use super::bench::Bench;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::OpinionAdverse, source: include_str!("opinion_adverse.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let forms = bench.own_papers().into_iter().filter(|document| document.kind == DocumentKind::RegistrationForm);
    let flags = forms.filter_map(|form| {
        let told = form.remarks_of(RemarkKind::Opinion);
        let (remark, words) = told.into_iter().find_map(|remark| Some((remark, against(bench, remark)?)))?;
        let message = format!("报名表的单位意见写有“{words}”，请看原文并向单位核实。");
        let place = Place::Paper { file: form.file.clone(), page: remark.page, bbox: Some(remark.bbox) };
        Some(bench.flag(Code::OpinionAdverse, place, message).found(words))
    });
    flags.collect()
}

/// The clauses of an opinion that speak against the candidate.
fn against(bench: &Bench<'_>, remark: &Remark) -> Option<String> {
    let adverse = |clause: &&str| bench.pack().opinion.against.iter().any(|word| clause.contains(word.as_str()));
    let sentences = remark.text.split(['。', '；', ';', '!', '！']);
    let said: Vec<String> = sentences.filter_map(said).collect();
    let found: Vec<&str> = said
        .iter()
        .flat_map(|said| said.split(['，', ',', '、', '（', '(']))
        .filter(adverse)
        .map(|clause| clause.trim_matches(|c: char| "：:）)".contains(c)))
        .collect();
    (!found.is_empty()).then(|| found.join("，"))
}

/// What a sentence says: of choices in boxes the one that was made, and nothing where it says what would be, not what is.
fn said(sentence: &str) -> Option<String> {
    let boxed = text::boxed(&text::compact(sentence));
    // 审核结论：☑情况属实□情况不属实: behind what is asked.
    let choices = boxed.find(['□', '☐', '☑', '☒']).map(|first| {
        let asked = boxed.get(..first).and_then(|lead| lead.rfind(['：', ':', '，', ',']));
        boxed.get(asked.unwrap_or(0)..).unwrap_or_default().trim_start_matches(['：', ':', '，', ','])
    });
    match choices {
        Some(choices) => text::ticked(choices),
        None => (!is_condition(sentence)).then(|| sentence.to_owned()),
    }
}

/// Whether a sentence says what would be, not what is.
fn is_condition(sentence: &str) -> bool {
    ["如", "若", "倘", "凡", "一经", "否则", "承担"].iter().any(|word| sentence.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::Rect;

    fn with(opinion: &str) -> Papers {
        let text = opinion.to_owned();
        let remark = Remark { kind: RemarkKind::Opinion, page: 1, bbox: Rect::new(60.0, 600.0, 500.0, 640.0), text };
        candidate("1").doc(doc(DocumentKind::RegistrationForm).document(|form| form.remarks.push(remark)))
    }

    #[test]
    fn an_employer_that_refuses() {
        for opinion in [
            "经审核，所填信息与事实不符，不同意报考。（盖章）2024年8月14日",
            "该同志所填工作经历不属实",
            "情况不实，不予同意",
            "不符合报考条件。",
            "审核结论：〔　〕情况属实　〔√〕情况不属实",
            "经审核，□同意 ☑不同意",
        ] {
            raises(Code::OpinionAdverse, &with(opinion), "报名表的单位意见写有“");
        }
    }

    #[test]
    fn an_employer_that_vouches() {
        for opinion in [
            "经审核，该同志所填报信息属实，同意报考。（盖章）2024年8月14日",
            "情况属实，同意。如有不实，我单位愿承担相应责任。",
            "□同意 □不同意",
            "同意☑ 不同意□",
            "审核结论：〔√〕情况属实　〔　〕情况不属实",
            "",
        ] {
            quiet(Code::OpinionAdverse, &with(opinion));
        }
    }
}
