//! `period-implausible`: 工作时间不合情理.
//!
//! # What it checks
//! Periods of work that end before they begin, that begin before the candidate was of the age to work, or that begin
//! after the day of the certificate or end long after it; and a certificate dated after the day of the screening. An end
//! soon after the certificate, and one at the end of the cut-off year, are only a note: some employers write the end of the
//! month or the cut-off day for 至今.
//!
//! # Why
//! Such a period cannot be; a digit was mistyped, or dates were made up.
//!
//! # Clause
//! 5.2: 从事相关专业工作年限的证明材料.
//!
//! # Example
//! > 工作年限证明所列时间2023年6月至2011年5月，结束早于开始，请核对。
//!
//! # What the reviewer should do
//! Ask for a corrected certificate; count the years without this period.

use crate::bounds;
use crate::model::{Code, Document, DocumentKind, FieldName, Flag};
use crate::values::date::{End, PartialDate};

use super::bench::{Bench, at_field};
use super::period_overlap::printed;
use super::phrase;
use super::registry::Check;
use super::sightings::{as_note, expected, unsure};
use super::sure_dates::is_sure;
use super::work::{Work, issued_on, partial, periods};

pub(super) const CHECK: Check =
    Check { code: Code::PeriodImplausible, source: include_str!("period_implausible.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let works = periods(bench);
    let mut flags: Vec<Flag> = works.iter().filter(|work| is_sure(work)).filter_map(|work| flag(bench, work)).collect();
    flags.extend(bench.own_papers().iter().filter_map(|document| postdated(bench, document)));
    flags
}

/// A certificate of a day that has not come yet, where the day was read without doubt.
fn postdated(bench: &Bench<'_>, document: &Document) -> Option<Flag> {
    let field = document.field(FieldName::IssuedOn).filter(|_| document.kind == DocumentKind::EmploymentCertificate)?;
    let (issued, today) = (issued_on(document)?, partial(bench.context.day)?);
    if !today.is_before(issued) || unsure(field, bounds::READ) {
        return None;
    }
    let (issued, today) = (phrase::day(issued), phrase::day(today));
    let message = format!("工作年限证明的出具日期{issued}晚于核查当日（{today}），请核对。");
    let flag = bench.flag(Code::PeriodImplausible, at_field(document, field), message);
    Some(flag.about(FieldName::IssuedOn).found(field.value.as_text().unwrap_or_default()))
}

fn flag(bench: &Bench<'_>, work: &Work<'_>) -> Option<Flag> {
    let from = work.from?;
    let issued = issued_on(work.document);
    let end = match work.to {
        Some(End::On(to)) => Some(to),
        Some(End::Present) | None => None,
    };
    let (why, only_note) = if end.is_some_and(|to| to.is_before(from)) {
        ("结束早于开始".to_owned(), false)
    } else if let Some(born) = too_young(bench, from) {
        (format!("开始时考生（{}出生）未满{}周岁", phrase::day(born), bench.pack().minimum_working_age), false)
    } else if issued.is_some_and(|issued| issued.is_before(from)) {
        ("开始晚于证明的出具日期".to_owned(), false)
    } else if is_ahead(bench, end?, issued?) {
        ("结束晚于证明的出具日期".to_owned(), stands_for_now(bench, end?, issued?))
    } else {
        return None;
    };
    let message = format!("工作年限证明所列时间{}，{why}，请核对。", printed(work));
    let flag = bench.flag(Code::PeriodImplausible, at_field(work.document, work.field), message);
    let flag = flag.about(FieldName::EmploymentPeriods).found(printed(work));
    Some(if only_note { as_note(flag) } else { flag })
}

/// Whether a period ends after the certificate about it and not after the cut-off day, which is told by itself.
fn is_ahead(bench: &Bench<'_>, end: PartialDate, issued: PartialDate) -> bool {
    issued.is_before(end) && partial(bench.pack().cutoff).is_some_and(|cutoff| !cutoff.is_before(end))
}

/// Whether an end after the certificate is how an employer writes 至今: the last month that counts, or a day soon after.
fn stands_for_now(bench: &Bench<'_>, end: PartialDate, issued: PartialDate) -> bool {
    let month = |date: PartialDate| 12 * u32::from(date.year()) + u32::from(date.month().unwrap_or(12));
    let last = partial(bench.pack().cutoff).is_some_and(|cutoff| month(cutoff) == month(end));
    last || month(end) <= month(issued) + bounds::MONTHS_AHEAD
}

/// The birth date of a candidate who was too young to work then.
fn too_young(bench: &Bench<'_>, from: PartialDate) -> Option<PartialDate> {
    let born: PartialDate = expected(bench, FieldName::BirthDate)?.value.parse().ok()?;
    let age = u16::try_from(bench.pack().minimum_working_age).ok()?;
    let grown = PartialDate::new(born.year().saturating_add(age), born.month(), None)?;
    from.is_before(grown).then_some(born)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, Severity};

    const CODE: Code = Code::PeriodImplausible;

    fn with(from: &str, to: &str) -> Papers {
        let certificate = doc(DocumentKind::EmploymentCertificate).periods(&[("甲", from, to, "社会工作")]);
        candidate("1")
            .roster(FieldName::BirthDate, "1995-06-03")
            .doc(certificate.field(FieldName::IssuedOn, "2024-08-16"))
    }

    #[test]
    fn an_end_before_the_beginning() {
        raises(CODE, &with("2023-06", "2011-05"), "2023年6月至2011年5月，结束早于开始");
    }

    #[test]
    fn work_as_a_child() {
        raises(CODE, &with("2009-03", "2015-05"), "未满16周岁");
    }

    #[test]
    fn a_beginning_after_the_certificate() {
        raises(CODE, &with("2024-10", "present"), "开始晚于证明的出具日期");
    }

    #[test]
    fn an_end_soon_after_the_certificate_or_at_the_cut_off_is_a_note() {
        for end in ["2024-12", "2024-12-31", "2024-08-31", "2024-09"] {
            assert_eq!(raises(CODE, &with("2018-10", end), "结束晚于").severity, Severity::Info, "{end}");
        }
    }

    #[test]
    fn an_end_long_after_the_certificate() {
        assert_eq!(raises(CODE, &with("2018-10", "2024-11"), "结束晚于证明的出具日期").severity, Severity::Error);
    }

    #[test]
    fn a_certificate_of_a_day_to_come() {
        let dated =
            |day: &str| candidate("1").doc(doc(DocumentKind::EmploymentCertificate).field(FieldName::IssuedOn, day));
        let flag = raises(CODE, &dated("2025-01-03"), "出具日期2025年1月3日晚于核查当日（2024年8月20日）");
        assert_eq!(flag.found.as_deref(), Some("2025-01-03"));
        raises(CODE, &dated("2024-08-21"), "晚于核查当日");
        // The month of the screening is not after it, and neither is its day.
        for day in ["2024-08-20", "2024-08", "2024"] {
            quiet(CODE, &dated(day));
        }
        let doubtful = doc(DocumentKind::EmploymentCertificate).recognised(FieldName::IssuedOn, "2025-01-03", 0.6);
        quiet(CODE, &candidate("1").doc(doubtful));
        // Other papers are printed whenever they are printed.
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration).field(FieldName::IssuedOn, "2025-01-03")));
    }

    #[test]
    fn periods_that_can_be() {
        for (from, to) in [("2018-10", "2020-07"), ("2018-10", "present"), ("2011-06", "2011-06"), ("2018", "2018")] {
            quiet(CODE, &with(from, to));
        }
    }
}
