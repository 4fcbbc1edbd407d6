//! `work-unrelated`: 工作内容看不出与报考专业相关.
//!
//! # What it checks
//! The work described for each period, and its employer, against the words of the rule pack. Raised are: work that names
//! another trade (货车驾驶); work beside or before an employment (兼职, 志愿者, 实习), which a person must count; work that names
//! nothing of the exam's field, or no work at all, at an employer that names nothing of it either; and the bare claim of the
//! field (从事社会工作) at a unit whose name does not speak of it (建材公司). One flag for all such periods. Where the other
//! periods suffice, or where the work names the field and another trade (养老院食堂采购), it is a note.
//!
//! # Why
//! Only work of the exam's field counts. Words are a hint and never a verdict: a person decides.
//!
//! # Clause
//! 4.1: 对照报名条件中的学历、工作年限、任职资历、专业等.
//!
//! # Example
//! > 工作年限证明所列工作“货车驾驶工作”看不出与社会工作相关，请人工判断。
//!
//! # What the reviewer should do
//! Ask what the candidate did there; many posts serve the field under another name.

use crate::bounds;
use crate::model::{Code, FieldName, Flag, Sighting};

use super::bench::{Bench, at_field};
use super::registry::Check;
use super::sightings::as_note;
use super::work::{Work, periods};
use super::years_insufficient::{demand, figures};

pub(super) const CHECK: Check = Check { code: Code::WorkUnrelated, source: include_str!("work_unrelated.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let works = periods(bench);
    let (mut against, related): (Vec<&Work<'_>>, Vec<&Work<'_>>) =
        works.iter().partition(|work| speaks_against(bench, work).is_some());
    // The plainest first: what names another trade, before what names nothing of the field, before what names both.
    against.sort_by_key(|work| std::cmp::Reverse(speaks_against(bench, work)));
    let Some((first, why)) = against.first().and_then(|work| Some((*work, speaks_against(bench, work)?))) else {
        return Vec::new();
    };
    let message = sentence(bench, first, why);
    let flag = bench.flag(Code::WorkUnrelated, at_field(first.document, first.field), message);
    let mut flag = flag.about(FieldName::EmploymentPeriods).found(described(first));
    flag.sightings = (against.iter().skip(1))
        .map(|work| Sighting { place: at_field(work.document, work.field), found: self::described(work).to_owned() })
        .collect();
    let enough = demand(bench).is_some_and(|demand| {
        demand.row.after.is_none() && figures(bench, related, None).strict >= f64::from(demand.row.years)
    });
    // A word of the field may have been misread.
    let legible =
        matches!(why, Against::Another | Against::Side) || first.field.evidence.confidence >= bounds::WORD_READ;
    vec![if enough || why == Against::Both || !legible { as_note(flag) } else { flag }]
}

fn sentence(bench: &Bench<'_>, work: &Work<'_>, why: Against) -> String {
    let (described, field) = (described(work), &bench.pack().profession);
    let unit = unit(work).unwrap_or_default();
    match why {
        Against::Side => {
            let words = &bench.pack().work_words.side;
            let side = words.iter().find(|word| is_named_as(described, word)).map_or("", String::as_str);
            format!("工作年限证明所列“{described}”系{side}性质，是否计入工作年限请人工判断。")
        }
        Against::Claimed => format!(
            "工作年限证明只写在{unit}从事“{described}”，没有写具体做什么，单位名称也看不出与{field}相关，请人工判断。"
        ),
        Against::Unstated => {
            format!("工作年限证明没有写在{unit}做什么工作，单位名称也看不出与{field}相关，请人工判断。")
        }
        Against::Both | Against::Nothing | Against::Another => {
            format!("工作年限证明所列工作“{described}”看不出与{field}相关，请人工判断。")
        }
    }
}

fn described<'a>(work: &Work<'a>) -> &'a str {
    work.period.work.as_deref().or(work.period.employer.as_deref()).unwrap_or_default()
}

/// The unit of a period: its own, or the one that issued the certificate.
fn unit<'a>(work: &Work<'a>) -> Option<&'a str> {
    work.period.employer.as_deref().or_else(|| work.document.text(FieldName::Employer))
}

/// Whether a period is one of another trade by what it says of the work.
pub(super) fn names_another_trade(bench: &Bench<'_>, work: &Work<'_>) -> bool {
    matches!(speaks_against(bench, work), Some(Against::Another | Against::Nothing))
}

/// How the words of a period speak against it, the plainest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Against {
    /// It names the field and another trade: 福利院食堂采购.
    Both,
    /// It claims the field and describes no work, at a unit whose name does not speak of it.
    Claimed,
    /// It says nothing of the work, and the unit's name nothing of the field.
    Unstated,
    /// It names nothing of the field, and neither does the employer.
    Nothing,
    /// It is named as work beside or before an employment.
    Side,
    /// It names another trade.
    Another,
}

/// How the words speak against the period; `None` where they speak for it.
fn speaks_against(bench: &Bench<'_>, work: &Work<'_>) -> Option<Against> {
    let words = &bench.pack().work_words;
    let has = |text: &str, list: &[String]| list.iter().any(|word| text.contains(word.as_str()));
    let unit = unit(work).unwrap_or_default();
    let by_employer = has(unit, &words.related);
    let Some(described) = work.period.work.as_deref().filter(|text| !is_empty_phrase(text)) else {
        return (!by_employer && !unit.is_empty()).then_some(Against::Unstated);
    };
    if words.side.iter().any(|word| is_named_as(described, word)) {
        return Some(Against::Side);
    }
    match (has(described, &words.related), has(described, &words.unrelated)) {
        (true, true) => Some(Against::Both),
        (true, false) => {
            let doubted = !by_employer && has(unit, &words.doubted_units);
            (doubted && is_bare_claim(described, &words.claims)).then_some(Against::Claimed)
        }
        (false, true) => Some(Against::Another),
        (false, false) => (!by_employer).then_some(Against::Nothing),
    }
}

/// Words that say that somebody works and not at what.
const FILLING: &[&str] =
    &["从事", "担任", "相关", "专业", "工作", "岗位", "服务", "人员", "职务", "的", "等", "一职", "任"];

/// Whether a phrase says nothing of the work: 工作, 相关工作.
fn is_empty_phrase(text: &str) -> bool {
    FILLING.iter().fold(text.to_owned(), |left, word| left.replace(word, "")).trim().is_empty()
}

/// Whether a phrase is the name of the field and nothing else: 从事社会工作.
fn is_bare_claim(text: &str, claims: &[String]) -> bool {
    let without = claims.iter().fold(text.to_owned(), |left, word| left.replace(word.as_str(), ""));
    is_empty_phrase(&without)
}

/// Whether work is named as this: the word ends the phrase or what follows only says that it is work (志愿者服务, 实习期间), so
/// that 志愿者管理 and 实习督导 are none. 兼职 says so wherever it stands.
fn is_named_as(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + word.len()..).unwrap_or_default();
        let denied = before.ends_with(['非', '不']);
        let only = ["服务", "工作", "岗位", "期间", "阶段", "生", "活动", "人员"];
        let rest = only.iter().fold(behind.to_owned(), |left, filling| left.replacen(filling, "", 1));
        !denied && (word == "兼职" || rest.is_empty() || rest.starts_with(['（', '(', '，', '、', '；', '兼']))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, Severity};

    const CODE: Code = Code::WorkUnrelated;

    fn doing(periods: &[(&str, &str, &str, &str)]) -> Papers {
        candidate("1").doc(doc(DocumentKind::EmploymentCertificate).periods(periods))
    }

    #[test]
    fn another_trade() {
        let papers = doing(&[("长沙市雨花区星垣商贸有限公司", "2012-03", "present", "货车驾驶工作")]);
        let flag = raises(CODE, &papers, "所列工作“货车驾驶工作”看不出与社会工作相关");
        assert_eq!(flag.severity, Severity::Warning);
        raises(CODE, &doing(&[("长沙县社会福利院", "2012-03", "present", "食堂采购")]), "食堂采购");
    }

    #[test]
    fn nothing_of_the_field_at_a_company() {
        raises(CODE, &doing(&[("星垣商贸有限公司", "2012-03", "present", "行政工作")]), "行政工作");
    }

    #[test]
    fn work_that_names_both_is_a_note() {
        let papers = doing(&[("甲公司", "2012-03", "present", "养老院食堂采购")]);
        assert_eq!(raises(CODE, &papers, "养老院食堂采购").severity, Severity::Info);
    }

    #[test]
    fn the_plainest_is_told_first() {
        let periods = [("甲公司", "2010-01", "2012-02", "行政工作"), ("甲公司", "2012-03", "present", "软件开发")];
        assert_eq!(raises(CODE, &doing(&periods), "软件开发").sightings.len(), 1);
    }

    #[test]
    fn where_other_periods_suffice_it_is_a_note() {
        let papers =
            doing(&[("甲公司", "2008-01", "2010-12", "销售"), ("乙社会福利院", "2011-01", "present", "社会工作")])
                .roster(FieldName::ExamLevel, "社会工作师")
                .roster(FieldName::EducationLevel, "本科")
                .roster(FieldName::Major, "护理学");
        assert_eq!(raises(CODE, &papers, "销售").severity, Severity::Info);
    }

    #[test]
    fn work_of_the_field() {
        for work in ["社会工作", "社区矫正社会工作", "禁毒社会工作", "养老护理", "困境儿童帮扶", "网格员"]
        {
            quiet(CODE, &doing(&[("甲服务中心", "2012-03", "present", work)]));
        }
        quiet(CODE, &doing(&[("长沙县社会福利院", "2012-03", "present", "行政工作")]));
        quiet(CODE, &doing(&[("甲社区居民委员会", "2012-03", "present", "")]));
        quiet(CODE, &doing(&[("甲公司", "2012-03", "present", "社区矫正社会工作")]));
        quiet(CODE, &doing(&[("甲服务中心", "2012-03", "present", "志愿者管理")]));
    }

    #[test]
    fn what_is_claimed_and_not_described_is_judged_by_the_unit() {
        raises(
            CODE,
            &doing(&[("甲建材有限公司", "2012-03", "present", "社会工作")]),
            "只写在甲建材有限公司从事“社会工作”",
        );
        raises(CODE, &doing(&[("甲商贸公司", "2012-03", "present", "")]), "没有写在甲商贸公司做什么工作");
        raises(CODE, &doing(&[("甲商贸公司", "2012-03", "present", "相关工作")]), "没有写在甲商贸公司做什么工作");
    }

    #[test]
    fn work_beside_an_employment_is_for_a_person_to_count() {
        for (work, side) in
            [("兼职社工", "兼职"), ("社区志愿者服务（兼职）", "兼职"), ("社会工作实习", "实习"), ("志愿者", "志愿者")]
        {
            let message = format!("所列“{work}”系{side}性质，是否计入");
            raises(CODE, &doing(&[("甲服务中心", "2012-03", "present", work)]), &message);
        }
    }
}
