//! `period-overlap`: 工作时间段重叠.
//!
//! # What it checks
//! Periods of work that overlap by more than the month in which one ends and the next begins. Two certificates that tell
//! of the same period at the same employer do not overlap.
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
use super::work::{Work, periods};

pub(super) const CHECK: Check = Check { code: Code::PeriodOverlap, source: include_str!("period_overlap.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let works = periods(bench);
    let pairs = works.iter().enumerate().flat_map(|(index, a)| works.iter().skip(index + 1).map(move |b| (a, b)));
    let overlapping: Vec<(&Work<'_>, &Work<'_>)> = pairs.filter(|(a, b)| overlap(a, b)).collect();
    let Some((a, b)) = overlapping.first() else { return Vec::new() };
    let found = format!("{}；{}", printed(a), printed(b));
    let message = format!("工作时间段{}与{}重叠，请核对。", printed(a), printed(b));
    let flag = bench.flag(Code::PeriodOverlap, at_field(a.document, a.field), message);
    let mut flag = flag.about(FieldName::EmploymentPeriods).found(found);
    flag.sightings = (overlapping.iter().skip(1))
        .map(|(a, b)| Sighting {
            place: at_field(b.document, b.field),
            found: format!("{}；{}", printed(a), printed(b)),
        })
        .collect();
    vec![flag]
}

/// Whether the two certainly have days in common, a few days of handing over aside.
fn overlap(a: &Work<'_>, b: &Work<'_>) -> bool {
    let (Some(x), Some(y)) = (a.stretch.and_then(|s| s.narrowest), b.stretch.and_then(|s| s.narrowest)) else {
        return false;
    };
    let (from, to) = (x.0.max(y.0), x.1.min(y.1));
    let days = from.until(to).map_or(0, |span| span.get_days());
    let read_well = a.field.evidence.confidence.min(b.field.evidence.confidence) >= 0.75;
    read_well && from < to && days >= 15 && !told_twice(a, b)
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
