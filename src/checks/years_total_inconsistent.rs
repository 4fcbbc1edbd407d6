//! `years-total-inconsistent`: 年限合计与起止时间不符.
//!
//! # What it checks
//! The totals that a work certificate states against the periods it lists. A total is in order where it lies within half
//! a year (as the rule pack says) of what the periods can mean, counted to the day of the certificate or to the cut-off
//! day, and where it is the whole years of it (8 for eight and a half).
//!
//! # Why
//! One of the two is wrong, and the years of work rest on them.
//!
//! # Clause
//! 5.2: 工作年限证明，多家单位的一并注明.
//!
//! # Example
//! > 工作年限证明所述年限为10.25年，而所列起止时间合计约7.2年，请核对。
//!
//! # What the reviewer should do
//! Go by the periods; ask for a corrected certificate where the total matters.

use crate::model::{Code, Document, DocumentKind, Field, FieldName, Flag};

use super::bench::{Bench, at_field};
use super::registry::Check;
use super::sure_dates::is_sure;
use super::work::{Bounds, Stretch, count, day, issued_on, periods, printed};
use super::years_insufficient::stated_in;

pub(super) const CHECK: Check =
    Check { code: Code::YearsTotalInconsistent, source: include_str!("years_total_inconsistent.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let own = bench.own_papers().into_iter();
    own.filter(|document| document.kind == DocumentKind::EmploymentCertificate)
        .filter_map(|document| {
            let mut stated = [FieldName::SpecialistYears, FieldName::WorkYears].into_iter();
            stated.find_map(|name| flag(bench, document, stated_in(document, name)?))
        })
        .collect()
}

fn flag(bench: &Bench<'_>, document: &Document, (field, stated): (&Field, f64)) -> Option<Flag> {
    let works: Vec<_> = periods(bench).into_iter().filter(|work| std::ptr::eq(work.document, document)).collect();
    // Where a period is not understood, the sum is not known.
    if works.is_empty() || works.iter().any(|work| work.stretch.is_none()) {
        return None;
    }
    let read_well = works.iter().all(is_sure) && field.evidence.confidence >= 0.75;
    let stretches: Vec<Stretch> = works.iter().filter_map(|work| work.stretch).collect();
    let issued = issued_on(document).and_then(|date| day(date.latest()));
    let to_issue = count(&stretches, &Bounds { to: issued, ..Bounds::default() });
    let in_all = count(&stretches, &Bounds::default());
    // Some add up periods that overlap; the overlap is told by itself.
    let added: f64 = stretches.iter().map(|stretch| count(&[*stretch], &Bounds::default()).nominal).sum();
    let (low, high) = (to_issue.strict.min(in_all.strict), in_all.nominal.max(added));
    let whole = stated.fract() == 0.0 && stated <= high && stated >= to_issue.strict.floor();
    let slack = bench.pack().counting.total_slack;
    // Of all the years of work some may be of the field: then the total is held to be that of all, and these may be less.
    let a_part =
        field.name == FieldName::SpecialistYears && document.field(FieldName::WorkYears).is_some() && stated <= high;
    if !read_well || whole || a_part || (low - slack..=high + slack).contains(&stated) {
        return None;
    }
    let sum = printed((to_issue.nominal * 10.0).round() / 10.0);
    let message = format!("工作年限证明所述年限为{}年，而所列起止时间合计约{sum}年，请核对。", printed(stated));
    let flag = bench.flag(Code::YearsTotalInconsistent, at_field(document, field), message);
    Some(flag.about(field.name).expected(printed(to_issue.nominal)).found(printed(stated)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;

    const CODE: Code = Code::YearsTotalInconsistent;

    fn stating(years: &str, periods: &[(&str, &str)]) -> Papers {
        let periods: Vec<_> = periods.iter().map(|(from, to)| ("甲", *from, *to, "社会工作")).collect();
        let certificate = doc(DocumentKind::EmploymentCertificate).periods(&periods);
        let dated = certificate.field(FieldName::IssuedOn, "2024-08-12");
        candidate("1").doc(dated.field(FieldName::SpecialistYears, years))
    }

    #[test]
    fn far_more_than_the_periods_make() {
        let papers = stating("10.25", &[("2017-04", "2019-03"), ("2019-06", "present")]);
        raises(CODE, &papers, "所述年限为10.25年，而所列起止时间合计约7.2年");
    }

    #[test]
    fn far_less_than_the_periods_make() {
        raises(CODE, &stating("3.5", &[("2010-01", "2020-12")]), "所述年限为3.5年");
    }

    #[test]
    fn of_all_years_some_may_be_of_the_field() {
        let certificate = |all: &str, field: &str| {
            let paper = doc(DocumentKind::EmploymentCertificate).periods(&[("甲", "2010-01", "2020-12", "社会工作")]);
            let paper = paper.field(FieldName::WorkYears, all).field(FieldName::SpecialistYears, field);
            candidate("1").doc(paper)
        };
        quiet(CODE, &certificate("11", "5.5"));
        raises(CODE, &certificate("15", "5.5"), "所述年限为15年");
        raises(CODE, &certificate("11", "14.5"), "所述年限为14.5年");
    }

    #[test]
    fn counted_to_the_certificate_or_to_the_cut_off() {
        quiet(CODE, &stating("8.5", &[("2016-03", "present")]));
        quiet(CODE, &stating("8.83", &[("2016-03", "present")]));
        quiet(CODE, &stating("6", &[("2018-02", "2021-12"), ("2022-01", "present")]));
    }

    #[test]
    fn overlapping_periods_added_up() {
        quiet(CODE, &stating("11.4", &[("2014-07", "2020-09"), ("2019-08", "present")]));
        quiet(CODE, &stating("10.17", &[("2014-07", "2020-09"), ("2019-08", "present")]));
    }

    #[test]
    fn a_period_that_is_not_understood() {
        quiet(CODE, &stating("13", &[("2023-06", "2011-05"), ("2023-07", "present")]));
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::EmploymentCertificate).field(FieldName::WorkYears, "3")));
    }
}
