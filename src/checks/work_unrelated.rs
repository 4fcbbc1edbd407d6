//! `work-unrelated`: 工作内容看不出与报考专业相关.
//!
//! # What it checks
//! The work described for each period, and its employer, against the words of the rule pack. Work that names another
//! trade (货车驾驶), and work that names nothing of the exam's field at an employer that names nothing of it either, are
//! raised: one flag for all such periods. Where the other periods suffice, or where the work names the field and another
//! trade (养老院食堂采购), it is a note.
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

use crate::model::{Code, FieldName, Flag, Sighting};

use super::bench::{Bench, at_field};
use super::registry::Check;
use super::sightings::as_note;
use super::work::{Work, periods};
use super::years_insufficient::{demand, figures};

pub(super) const CHECK: Check = Check { code: Code::WorkUnrelated, source: include_str!("work_unrelated.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let works = periods(bench);
    let (mut unrelated, related): (Vec<&Work<'_>>, Vec<&Work<'_>>) =
        works.iter().partition(|work| speaks_against(bench, work).is_some());
    // The plainest first: what names another trade, before what names nothing of the field, before what names both.
    unrelated.sort_by_key(|work| std::cmp::Reverse(speaks_against(bench, work)));
    let Some(first) = unrelated.first() else { return Vec::new() };
    let described = described(first);
    let field = &bench.pack().profession;
    let message = format!("工作年限证明所列工作“{described}”看不出与{field}相关，请人工判断。");
    let flag = bench.flag(Code::WorkUnrelated, at_field(first.document, first.field), message);
    let mut flag = flag.about(FieldName::EmploymentPeriods).found(described);
    flag.sightings = (unrelated.iter().skip(1))
        .map(|work| Sighting { place: at_field(work.document, work.field), found: self::described(work).to_owned() })
        .collect();
    let enough = demand(bench).is_some_and(|demand| {
        demand.row.after.is_none() && figures(bench, related, None).strict >= f64::from(demand.row.years)
    });
    let plain = speaks_against(bench, first) != Some(Against::Both);
    // A word of the field may have been misread.
    let legible = speaks_against(bench, first) == Some(Against::Another) || first.field.evidence.confidence >= 0.6;
    vec![if enough || !plain || !legible { as_note(flag) } else { flag }]
}

fn described<'a>(work: &Work<'a>) -> &'a str {
    work.period.work.as_deref().or(work.period.employer.as_deref()).unwrap_or_default()
}

/// How the words of a period speak against it, the plainest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Against {
    /// It names the field and another trade: 福利院食堂采购.
    Both,
    /// It names nothing of the field, and neither does the employer.
    Nothing,
    /// It names another trade.
    Another,
}

/// How the words speak against the period; `None` where they speak for it, or where nothing is said.
fn speaks_against(bench: &Bench<'_>, work: &Work<'_>) -> Option<Against> {
    let words = &bench.pack().work_words;
    let has = |text: &str, list: &[String]| list.iter().any(|word| text.contains(word.as_str()));
    let described = work.period.work.as_deref().filter(|text| !text.is_empty())?;
    let by_employer = work.period.employer.as_deref().is_some_and(|unit| has(unit, &words.related));
    match (has(described, &words.related), has(described, &words.unrelated)) {
        (true, true) => Some(Against::Both),
        (true, false) => None,
        (false, true) => Some(Against::Another),
        (false, false) => (!by_employer).then_some(Against::Nothing),
    }
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
            quiet(CODE, &doing(&[("甲公司", "2012-03", "present", work)]));
        }
        quiet(CODE, &doing(&[("长沙县社会福利院", "2012-03", "present", "行政工作")]));
        quiet(CODE, &doing(&[("甲公司", "2012-03", "present", "")]));
    }
}
