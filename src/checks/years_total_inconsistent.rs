//! `years-total-inconsistent`: 年限合计与起止时间不符.
//!
//! # What it checks
//! The totals that a work certificate states against the periods it lists. A total is in order where it lies within half
//! a year (as the rule pack says) of what the periods can mean, counted to the day of the certificate or to the cut-off
//! day, and where it is the whole years of it (8 for eight and a half). Of several periods it may be the total of some: a
//! certificate that lists a whole career adds up what was work of the field. Also the years that the roster or the form claims
//! against what the certificates prove: by more than a year (as the rule pack says), whole years against whole years.
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

use jiff::civil::Date;

use crate::bounds;
use crate::model::{CellState, Code, Document, DocumentKind, Field, FieldName, Flag, Place, Severity};

use super::bench::{Bench, at_field};
use super::phrase;
use super::registry::Check;
use super::sightings::unsure;
use super::sure_dates::is_sure;
use super::work::{Bounds, Figures, Stretch, count, day, issued_on, periods, printed};
use super::work_unrelated::names_another_trade;
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
        .chain(overstated(bench))
        .collect()
}

/// Years that roster or form claim and the certificates do not prove.
fn overstated(bench: &Bench<'_>) -> Option<Flag> {
    let works = periods(bench);
    // Where a period is not understood, what is proven is not known.
    if works.is_empty() || works.iter().any(|work| work.stretch.is_none() || !is_sure(work)) {
        return None;
    }
    // Study is not taken away: whether it counts is no matter of the claim.
    let stretches: Vec<Stretch> = works.iter().filter_map(|work| work.stretch).collect();
    let proven = count(&stretches, &Bounds { to: Some(bench.pack().cutoff), ..Bounds::default() }).nominal;
    let beyond = |claim: f64| {
        // Who claims whole years may have counted by the calendar: then a year begun is a year.
        let proven = if claim.fract() == 0.0 { proven.ceil() } else { proven };
        claim - proven > bench.pack().counting.claim_slack
    };
    let (where_, place, claim) = claims(bench).into_iter().find(|(_, _, claim)| beyond(*claim))?;
    let (claim, proven) = (printed(claim), printed(proven));
    let label = phrase::field(FieldName::SpecialistYears);
    let message = format!("{where_}的{label}为{claim}年，工作年限证明只证明{proven}年，请考生说明其余年限并提供证明。");
    let mut flag = bench.flag(Code::YearsTotalInconsistent, place, message);
    flag.severity = flag.severity.min(Severity::Warning);
    Some(flag.about(FieldName::SpecialistYears).expected(proven).found(claim))
}

/// The years of work of the field that roster and form claim, and where.
fn claims(bench: &Bench<'_>) -> Vec<(&'static str, Place, f64)> {
    let name = FieldName::SpecialistYears;
    let cell = bench.candidate().and_then(|candidate| candidate.cells.get(&name));
    let roster = cell.filter(|cell| cell.state == CellState::Full).and_then(|cell| {
        let years = cell.value.parse().ok()?;
        Some(("名单上", Place::Roster { cell: cell.cell.to_string() }, years))
    });
    let own = bench.own_papers().into_iter();
    let forms = own.filter(|document| document.kind == DocumentKind::RegistrationForm);
    let printed = forms.filter_map(|form| {
        let (field, years) = stated_in(form, name)?;
        (!unsure(field, bounds::READ)).then(|| ("报名表上", at_field(form, field), years))
    });
    roster.into_iter().chain(printed).collect()
}

fn flag(bench: &Bench<'_>, document: &Document, (field, stated): (&Field, f64)) -> Option<Flag> {
    let works: Vec<_> = periods(bench).into_iter().filter(|work| std::ptr::eq(work.document, document)).collect();
    // Where a period is not understood, the sum is not known.
    if works.is_empty() || works.iter().any(|work| work.stretch.is_none()) {
        return None;
    }
    let read_well = works.iter().all(is_sure) && field.evidence.confidence >= bounds::LIST_READ;
    let stretches: Vec<Stretch> = works.iter().filter_map(|work| work.stretch).collect();
    let issued = issued_on(document).and_then(|date| day(date.latest()));
    let slack = bench.pack().counting.total_slack;
    let all = Sum::of(&stretches, issued);
    let is_made = |years: f64| all.is(years, slack);
    // 除第一段外，均属社会工作，合计13年: of a career told whole some periods are the work of the field.
    let of_some = field.name == FieldName::SpecialistYears || works.iter().any(|work| names_another_trade(bench, work));
    let of_some = of_some && some(&stretches).any(|stretches| Sum::of(&stretches, issued).is(stated, slack));
    // Of all the years of work some may be of the field: then the total is held to be that of all, and these may be less.
    let a_part = field.name == FieldName::SpecialistYears
        && document.field(FieldName::WorkYears).is_some()
        && stated <= all.high;
    // And where the only period told makes the years of the field, there may be more in all, at other units.
    let of_field = stated_in(document, FieldName::SpecialistYears).is_some_and(|(_, years)| is_made(years));
    let beyond = field.name == FieldName::WorkYears && works.len() == 1 && of_field && stated > all.high;
    if !read_well || a_part || beyond || of_some || is_made(stated) {
        return None;
    }
    let sum = printed((all.to_issue.nominal * 10.0).round() / 10.0);
    let message = format!("工作年限证明所述年限为{}年，而所列起止时间合计约{sum}年，请核对。", printed(stated));
    let flag = bench.flag(Code::YearsTotalInconsistent, at_field(document, field), message);
    Some(flag.about(field.name).expected(printed(all.to_issue.nominal)).found(printed(stated)))
}

/// What some periods make together, in years.
struct Sum {
    /// To the day of the certificate.
    to_issue: Figures,
    /// The least and the most that they can mean.
    low: f64,
    high: f64,
}

impl Sum {
    fn of(stretches: &[Stretch], issued: Option<Date>) -> Self {
        let to_issue = count(stretches, &Bounds { to: issued, ..Bounds::default() });
        let in_all = count(stretches, &Bounds::default());
        // Some add up periods that overlap; the overlap is told by itself.
        let added: f64 = stretches.iter().map(|stretch| count(&[*stretch], &Bounds::default()).nominal).sum();
        Self { to_issue, low: to_issue.strict.min(in_all.strict), high: in_all.nominal.max(added) }
    }

    /// Whether a total is this sum, give or take a slack, or the whole years of it.
    fn is(&self, years: f64, slack: f64) -> bool {
        let whole = years.fract() == 0.0 && years <= self.high && years >= self.to_issue.strict.floor();
        whole || (self.low - slack..=self.high + slack).contains(&years)
    }
}

/// Every choice of some of these periods, where they are as few as a certificate lists.
fn some(stretches: &[Stretch]) -> impl Iterator<Item = Vec<Stretch>> {
    /// More have so many sums that any total is one of them.
    const MOST: usize = 6;
    let all = if stretches.len() <= MOST { 1_u32 << stretches.len() } else { 1 };
    (1..all.saturating_sub(1)).map(|choice| {
        let chosen = stretches.iter().enumerate().filter(move |(n, _)| choice & (1 << n) != 0);
        chosen.map(|(_, stretch)| *stretch).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{LeftOver, LeftOverKind, Rect};

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
        // The period is the work of the field; in all there was more, elsewhere.
        quiet(CODE, &certificate("15", "11"));
    }

    #[test]
    fn of_a_whole_career_some_periods_may_be_of_the_field() {
        let career = [("2009-07", "2010-12"), ("2011-03", "2014-05"), ("2014-06", "2018-10"), ("2018-11", "present")];
        quiet(CODE, &stating("13", &career));
        raises(CODE, &stating("17", &career), "所述年限为17年");
        // Of one period there are no some.
        raises(CODE, &stating("4", &[("2011-03", "2020-05")]), "所述年限为4年");
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
    fn a_paper_with_a_date_of_no_role_accuses_nobody() {
        let periods = [("甲", "2017-04", "2019-03", "社会工作")];
        let certificate = |left_over: Vec<LeftOver>| {
            let mut paper = doc(DocumentKind::EmploymentCertificate).periods(&periods);
            paper = paper.field(FieldName::IssuedOn, "2024-08-12").field(FieldName::SpecialistYears, "7");
            candidate("1").doc(paper.left_over(left_over))
        };
        raises(CODE, &certificate(Vec::new()), "所述年限为7年");
        let bbox = Rect::new(0.0, 0.0, 10.0, 10.0);
        quiet(CODE, &certificate(vec![LeftOver { kind: LeftOverKind::Date, page: 1, bbox }]));
    }

    #[test]
    fn a_period_that_is_not_understood() {
        quiet(CODE, &stating("13", &[("2023-06", "2011-05"), ("2023-07", "present")]));
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::EmploymentCertificate).field(FieldName::WorkYears, "3")));
    }
}
