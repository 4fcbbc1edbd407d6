//! `period-overlap`: 工作时间段重叠.
//!
//! # What it checks
//! Periods of work that certainly overlap, by more days than the rule pack allows for handing over; fewer days are only a
//! note, and the month in which one ends and the next begins is none at all. Two certificates that tell of the same
//! period at the same employer do not overlap.
//!
//! # Why
//! Overlapping months count once. Two full-time posts at a time are unlikely, and one of the dates may be wrong.
//!
//! # Clause
//! 5.2: 如在多家单位有过工作经历，在证明材料中一并注明.
//!
//! # Example
//! > 工作时间段2014年7月至2020年9月与2019年8月至今重叠，请核对。
//!
//! # What the reviewer should do
//! Ask the employers which dates are right; years are counted once either way.

use crate::model::{Code, FieldName, Flag, Sighting};
use crate::values;

use super::bench::{Bench, at_field};
use super::phrase;
use super::registry::Check;
use super::sightings::as_note;
use super::sure_dates::is_sure;
use super::work::{Work, periods};

pub(super) const CHECK: Check = Check { code: Code::PeriodOverlap, source: include_str!("period_overlap.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let works = periods(bench);
    let pairs = works.iter().enumerate().flat_map(|(index, a)| works.iter().skip(index + 1).map(move |b| (a, b)));
    let mut overlapping: Vec<(&Work<'_>, &Work<'_>, i64)> =
        pairs.filter_map(|(a, b)| Some((a, b, overlap(a, b)?))).collect();
    overlapping.sort_by_key(|(.., days)| std::cmp::Reverse(*days));
    let Some((a, b, days)) = overlapping.first() else { return Vec::new() };
    let found = format!("{}；{}", printed(a), printed(b));
    let message = format!("工作时间段{}与{}重叠，请核对。", printed(a), printed(b));
    let flag = bench.flag(Code::PeriodOverlap, at_field(a.document, a.field), message);
    let mut flag = flag.about(FieldName::EmploymentPeriods).found(found);
    flag.sightings = (overlapping.iter().skip(1))
        .map(|(a, b, _)| Sighting {
            place: at_field(b.document, b.field),
            found: format!("{}；{}", printed(a), printed(b)),
        })
        .collect();
    vec![if *days < i64::from(bench.pack().counting.overlap_days) { as_note(flag) } else { flag }]
}

/// How many days the two certainly have in common; `None` where they may have none.
fn overlap(a: &Work<'_>, b: &Work<'_>) -> Option<i64> {
    let (x, y) = (a.stretch?.narrowest?, b.stretch?.narrowest?);
    let (from, to) = (x.0.max(y.0), x.1.min(y.1));
    let days = i64::from(from.until(to).ok()?.get_days());
    (days > 0 && is_sure(a) && is_sure(b) && !told_twice(a, b)).then_some(days)
}

/// Whether two certificates tell of the same time at the same employer.
fn told_twice(a: &Work<'_>, b: &Work<'_>) -> bool {
    if std::ptr::eq(a.document, b.document) {
        return false;
    }
    match (&a.period.employer, &b.period.employer) {
        (Some(x), Some(y)) => values::compare(FieldName::Employer, x, y).is_close(),
        _ => a.from == b.from,
    }
}

/// A period as a clerk would write it.
pub(super) fn printed(work: &Work<'_>) -> String {
    let from = work.from.map_or_else(|| "？".to_owned(), phrase::day);
    match work.period.to.as_deref() {
        None | Some("present") => format!("{from}至今"),
        Some(to) => format!("{from}至{}", phrase::date(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::PeriodOverlap;

    fn certificate(periods: &[(&str, &str, &str)]) -> Doc {
        let periods: Vec<_> = periods.iter().map(|(unit, from, to)| (*unit, *from, *to, "社会工作")).collect();
        doc(DocumentKind::EmploymentCertificate).periods(&periods).field(FieldName::IssuedOn, "2024-08-16")
    }

    #[test]
    fn two_posts_at_a_time() {
        let papers = candidate("1").doc(certificate(&[("甲", "2014-07", "2020-09"), ("乙", "2019-08", "present")]));
        raises(CODE, &papers, "2014年7月至2020年9月与2019年8月至今重叠");
    }

    #[test]
    fn three_posts_at_a_time_are_one_flag() {
        let periods = [("甲", "2014-07", "2020-09"), ("乙", "2019-08", "present"), ("丙", "2020-01", "2020-08")];
        assert_eq!(raises(CODE, &candidate("1").doc(certificate(&periods)), "重叠").sightings.len(), 2);
    }

    #[test]
    fn the_longest_overlap_is_told_first() {
        let periods = [("甲", "2014-07", "2016-03"), ("乙", "2016-02", "2020-09"), ("丙", "2018-08", "present")];
        raises(CODE, &candidate("1").doc(certificate(&periods)), "2016年2月至2020年9月与2018年8月至今重叠");
    }

    #[test]
    fn a_few_days_are_a_note() {
        let periods = [("甲", "2014-07-01", "2020-09-10"), ("乙", "2020-09-01", "present")];
        let flag = raises(CODE, &candidate("1").doc(certificate(&periods)), "重叠");
        assert_eq!(flag.severity, crate::model::Severity::Info);
        let months = [("甲", "2014-07", "2020-09"), ("乙", "2020-08", "present")];
        raises(CODE, &candidate("1").doc(certificate(&months)), "2020年9月与2020年8月至今");
    }

    #[test]
    fn dates_read_with_doubt_overlap_nobody() {
        let periods = [("甲", "2014-07", "2020-09"), ("乙", "2019-08", "present")];
        let doubtful = certificate(&periods).document(|document| document.fields[0].evidence.confidence = 0.4);
        quiet(CODE, &candidate("1").doc(doubtful));
    }

    #[test]
    fn one_ends_in_the_month_in_which_the_next_begins() {
        quiet(CODE, &candidate("1").doc(certificate(&[("甲", "2014-07", "2020-09"), ("乙", "2020-09", "present")])));
        quiet(CODE, &candidate("1").doc(certificate(&[("甲", "2014-07", "2020-09"), ("乙", "2020-10", "present")])));
    }

    #[test]
    fn two_certificates_of_one_employer() {
        let papers = candidate("1").doc(certificate(&[("甲社会福利院", "2014-07", "2020-09")])).doc(certificate(&[(
            "甲社会福利院",
            "2014-07",
            "present",
        )]));
        quiet(CODE, &papers);
    }
}
