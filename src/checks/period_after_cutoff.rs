//! `period-after-cutoff`: 工作时间超过年限计算截止日.
//!
//! # What it checks
//! Periods of work that are printed to end, or to begin, after the last day that counts. An open end (至今) is in order.
//!
//! # Why
//! Time after that day does not count; and a certificate cannot vouch for a future that it was issued before.
//!
//! # Clause
//! 5.2: 从事相关专业工作年限的证明材料; the cut-off day is that of the exam's notice.
//!
//! # Example
//! > 工作年限证明所列时间2022年1月至2025年4月超过年限计算截止日2024年12月31日，超出部分不计，请核对。
//!
//! # What the reviewer should do
//! See that the years suffice without the part that is too late, and ask how it came about.

use crate::model::{Code, FieldName, Flag, Sighting};
use crate::values::date::{End, PartialDate};

use super::bench::{Bench, at_field};
use super::period_overlap::printed;
use super::phrase;
use super::registry::Check;
use super::sure_dates::is_sure_of;
use super::work::{Work, day, periods};

pub(super) const CHECK: Check =
    Check { code: Code::PeriodAfterCutoff, source: include_str!("period_after_cutoff.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let cutoff = bench.pack().cutoff;
    let after = |date: PartialDate| day(date.earliest()).is_some_and(|day| day > cutoff);
    let works = periods(bench);
    let late: Vec<(&Work<'_>, PartialDate)> = works
        .iter()
        .filter_map(|work| match (work.from, work.to) {
            (_, Some(End::On(to))) if after(to) => Some((work, to)),
            (Some(from), _) if after(from) => Some((work, from)),
            _ => None,
        })
        .filter(|(work, date)| is_sure_of(&work.field.evidence, *date))
        .collect();
    let Some((work, date)) = late.first() else { return Vec::new() };
    let last = phrase::date(&cutoff.to_string());
    let message = format!("工作年限证明所列时间{}超过年限计算截止日{last}，超出部分不计，请核对。", printed(work));
    let flag = bench.flag(Code::PeriodAfterCutoff, at_field(work.document, work.field), message);
    let mut flag = flag.about(FieldName::EmploymentPeriods).expected(cutoff.to_string()).found(date.to_string());
    flag.sightings = (late.iter().skip(1))
        .map(|(work, date)| Sighting { place: at_field(work.document, work.field), found: date.to_string() })
        .collect();
    vec![flag]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, RunnersUp};

    const CODE: Code = Code::PeriodAfterCutoff;

    fn to(end: &str) -> Papers {
        candidate("1").doc(doc(DocumentKind::EmploymentCertificate).periods(&[("甲", "2022-01", end, "社会工作")]))
    }

    #[test]
    fn an_end_in_the_next_year() {
        let flag = raises(CODE, &to("2025-04"), "2022年1月至2025年4月超过年限计算截止日2024年12月31日");
        assert_eq!(flag.found.as_deref(), Some("2025-04"));
    }

    #[test]
    fn up_to_the_cut_off_or_open() {
        for end in ["2024-12", "2024-12-31", "2024", "present", ""] {
            quiet(CODE, &to(end));
        }
    }

    #[test]
    fn a_date_without_doubt_in_a_list_with_doubts() {
        let certificate = |index: usize| {
            let paper = doc(DocumentKind::EmploymentCertificate).periods(&[("甲", "2022-01", "2025-04", "社会工作")]);
            paper.document(|document| {
                let evidence = &mut document.fields[0].evidence;
                evidence.raw = "2022年1月至2025年4月，甲，社会工作".to_owned();
                evidence.confidence = 0.5;
                evidence.runners_up = vec![RunnersUp { index, characters: vec![('3', 0.4)] }];
            })
        };
        raises(CODE, &candidate("1").doc(certificate(17)), "2025年4月超过");
        quiet(CODE, &candidate("1").doc(certificate(11)));
    }
}
