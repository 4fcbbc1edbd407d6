//! Years of work: the arithmetic that several checks share.
//!
//! A period printed as 2018年9月至2020年7月 says which months, not which days. So every count comes twice: *nominal*, from
//! the first day of the first month to the last day of the last, and *strict*, the other way round. Overlapping periods
//! count once, full-time study is taken away, and nothing counts after the cut-off day or before the certificate after
//! which years count. Everything is done on days, so the order of the periods does not matter.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::bounds;
use crate::model::{Document, DocumentKind, EmploymentPeriod, Field, FieldName, FieldValue};
use crate::values::date::{End, PartialDate};
use crate::values::study_mode;

use super::bench::Bench;

/// Days from one to another, both included.
pub type Days = (Date, Date);

/// The days a period can mean at most and at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// From the earliest first day to the latest last day.
    pub widest: Days,
    /// From the latest first day to the earliest last day; `None` where nothing is left.
    pub narrowest: Option<Days>,
}

/// What bounds a count.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// Nothing counts before this day.
    pub from: Option<Date>,
    /// Nothing counts after this day.
    pub to: Option<Date>,
    /// Full-time study.
    pub study: Vec<Stretch>,
}

/// A count, in years.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Figures {
    /// With every doubt in the candidate's favour.
    pub nominal: f64,
    /// With every doubt against.
    pub strict: f64,
}

/// A period of a work certificate, with its place.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// The certificate.
    pub document: &'a Document,
    /// The list it stands in.
    pub field: &'a Field,
    /// The period as printed.
    pub period: &'a EmploymentPeriod,
    /// Where it starts.
    pub from: Option<PartialDate>,
    /// Where it ends; a period without an end goes on.
    pub to: Option<End>,
    /// The days it can mean; `None` where the dates are not known or run backwards.
    pub stretch: Option<Stretch>,
}

/// The stretch from one date to another; `None` where it runs backwards.
#[must_use]
pub fn stretch(from: PartialDate, to: PartialDate) -> Option<Stretch> {
    let (first, last) = (day(from.earliest())?, day(to.latest())?);
    let (late_first, early_last) = (day(from.latest())?, day(to.earliest())?);
    (first <= last).then_some(Stretch {
        widest: (first, last),
        narrowest: (late_first <= early_last).then_some((late_first, early_last)),
    })
}

/// A full date as a day of the calendar.
#[must_use]
pub fn day(date: PartialDate) -> Option<Date> {
    let year = i16::try_from(date.year()).ok()?;
    Date::new(year, i8::try_from(date.month()?).ok()?, i8::try_from(date.day()?).ok()?).ok()
}

/// A day of the calendar as papers print dates.
#[must_use]
pub fn partial(day: Date) -> Option<PartialDate> {
    let year = u16::try_from(day.year()).ok()?;
    PartialDate::new(year, u8::try_from(day.month()).ok(), u8::try_from(day.day()).ok())
}

/// How many years these stretches make within the bounds.
#[must_use]
pub fn count(stretches: &[Stretch], bounds: &Bounds) -> Figures {
    let nominal = union(stretches.iter().map(|s| s.widest).collect());
    let strict = union(stretches.iter().filter_map(|s| s.narrowest).collect());
    let study_at_least = union(bounds.study.iter().filter_map(|s| s.narrowest).collect());
    let study_at_most = union(bounds.study.iter().map(|s| s.widest).collect());
    Figures {
        nominal: years(&clip(&without(&nominal, &study_at_least), bounds)),
        strict: years(&clip(&without(&strict, &study_at_most), bounds)),
    }
}

/// The same days, sorted and merged: what overlaps or touches becomes one.
fn union(mut spans: Vec<Days>) -> Vec<Days> {
    spans.sort_unstable();
    let mut merged: Vec<Days> = Vec::new();
    for (from, to) in spans {
        match merged.last_mut() {
            Some(last) if from <= next(last.1) => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// The days of the first that are not among the second; both merged.
fn without(spans: &[Days], taken: &[Days]) -> Vec<Days> {
    let mut left = spans.to_vec();
    for &(from, to) in taken {
        left = left
            .into_iter()
            .flat_map(|span| {
                let before = (span.0 < from).then(|| (span.0, span.1.min(previous(from))));
                let after = (span.1 > to).then(|| (span.0.max(next(to)), span.1));
                [before, after].into_iter().flatten().filter(|(a, b)| a <= b)
            })
            .collect();
    }
    left
}

fn clip(spans: &[Days], bounds: &Bounds) -> Vec<Days> {
    let inside = spans.iter().map(|&(from, to)| {
        (bounds.from.map_or(from, |bound| bound.max(from)), bounds.to.map_or(to, |bound| bound.min(to)))
    });
    inside.filter(|(from, to)| from <= to).collect()
}

/// The length of merged spans in years. A whole month counts a twelfth, however many days it has, so that 满四年 is four.
fn years(spans: &[Days]) -> f64 {
    let length: i64 = spans.iter().map(|&(from, to)| place(next(to)).saturating_sub(place(from))).sum();
    length as f64 / (12.0 * UNITS as f64)
}

/// Parts of a month in which places are counted.
const UNITS: i64 = 10_000;

/// A day's place on a scale on which every month has the same length.
fn place(date: Date) -> i64 {
    let months = i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
    months * UNITS + (i64::from(date.day()) - 1) * UNITS / i64::from(date.days_in_month())
}

fn next(date: Date) -> Date {
    date.checked_add(1.day()).unwrap_or(date)
}

fn previous(date: Date) -> Date {
    date.checked_sub(1.day()).unwrap_or(date)
}

/// Every period on the candidate's own work certificates, in printed order.
#[must_use]
pub fn periods<'a>(bench: &Bench<'a>) -> Vec<Work<'a>> {
    let own = bench.own_papers().into_iter().filter(|document| document.kind == DocumentKind::EmploymentCertificate);
    own.flat_map(|document| {
        let fields = document.fields.iter().filter(|field| field.name == FieldName::EmploymentPeriods);
        let listed = fields.filter_map(|field| match &field.value {
            FieldValue::Periods(periods) => Some((field, periods)),
            FieldValue::Text(_) | FieldValue::Entries(_) => None,
        });
        listed.flat_map(move |(field, periods)| periods.iter().map(move |period| work(bench, document, field, period)))
    })
    .collect()
}

fn work<'a>(bench: &Bench<'a>, document: &'a Document, field: &'a Field, period: &'a EmploymentPeriod) -> Work<'a> {
    let from = period.from.as_deref().and_then(|text| text.parse().ok());
    let to: Option<End> = period.to.as_deref().map_or(Some(End::Present), |text| text.parse().ok());
    let stretch = match (from, to) {
        (Some(from), Some(End::On(to))) => stretch(from, vouched_for(bench, document, to)),
        (Some(from), Some(End::Present)) => going_on(bench, document, from),
        _ => None,
    };
    Work { document, field, period, from, to, stretch }
}

/// The day of a certificate of an earlier year: it vouches to that day and no further.
#[must_use]
pub fn old_certificate(bench: &Bench<'_>, document: &Document) -> Option<PartialDate> {
    issued_on(document).filter(|issued| i16::try_from(issued.year()).is_ok_and(|year| year < bench.pack().year))
}

/// The end of a period as far as its certificate can vouch for it.
fn vouched_for(bench: &Bench<'_>, document: &Document, to: PartialDate) -> PartialDate {
    match old_certificate(bench, document) {
        Some(issued) if issued.is_before(to) => issued,
        _ => to,
    }
}

/// A period that still goes on: by a certificate of the year of the exam or later to the cut-off day (the employment goes
/// on, and years are counted to the end of the year); by an older one to its own day; where no day was read, to the day of
/// the screening. At least to the day of the certificate.
fn going_on(bench: &Bench<'_>, document: &Document, from: PartialDate) -> Option<Stretch> {
    let (cutoff, today) = (bench.pack().cutoff, bench.context.day);
    let issued = issued_on(document);
    let (at_least, at_most) = match issued {
        Some(date) if old_certificate(bench, document).is_some() => (day(date.earliest())?, day(date.latest())?),
        Some(date) => (day(date.earliest())?.min(cutoff), cutoff.max(day(date.earliest())?.min(cutoff))),
        None => (today.min(cutoff), today.min(cutoff)),
    };
    let (first, late_first) = (day(from.earliest())?, day(from.latest())?);
    (first <= at_most).then_some(Stretch {
        widest: (first, at_most),
        narrowest: (late_first <= at_least).then_some((late_first, at_least)),
    })
}

impl Work<'_> {
    /// The days it can mean where nothing is counted of months that are not printed: of a period from 2019 to 2024 what is
    /// certain.
    #[must_use]
    pub fn without_unknown_months(&self) -> Option<Stretch> {
        let by_year = |date: PartialDate| date.month().is_none();
        let end = match self.to {
            Some(End::On(to)) => Some(to),
            Some(End::Present) | None => None,
        };
        if !self.from.into_iter().chain(end).any(by_year) {
            return self.stretch;
        }
        let certain = self.stretch?.narrowest?;
        Some(Stretch { widest: certain, narrowest: Some(certain) })
    }
}

/// The day a document was issued, as far as printed and read: a day that is in doubt bounds nothing.
#[must_use]
pub fn issued_on(document: &Document) -> Option<PartialDate> {
    let field = document.field(FieldName::IssuedOn).filter(|field| field.evidence.confidence >= bounds::READ)?;
    field.value.as_text()?.parse().ok()
}

/// The full-time study on the candidate's proofs of education.
#[must_use]
pub fn study(bench: &Bench<'_>) -> Vec<Stretch> {
    let modes = &bench.pack().full_time.study_modes;
    let is_full_time =
        |mode: &str| modes.iter().any(|known| known == mode) || study_mode::is_full_time(mode) == Some(true);
    let full_time =
        bench.own_papers().into_iter().filter(|document| document.text(FieldName::StudyMode).is_some_and(is_full_time));
    full_time
        .filter_map(|document| {
            let date = |name| document.text(name)?.parse::<PartialDate>().ok();
            stretch(date(FieldName::EnrolledOn)?, date(FieldName::GraduatedOn)?)
        })
        .collect()
}

/// Years to two places, as the contract writes them.
#[must_use]
pub fn printed(years: f64) -> String {
    let text = format!("{years:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn of(from: &str, to: &str) -> Stretch {
        stretch(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn months_count_from_first_to_last() {
        let figures = count(&[of("2020-01", "2023-12")], &Bounds::default());
        assert!(close(figures.nominal, 4.0), "{figures:?}");
        assert!(figures.strict < 4.0 && figures.strict > 3.8, "{figures:?}");
        let february = count(&[of("2021-03", "2023-02")], &Bounds::default());
        assert!(close(february.nominal, 2.0), "{february:?}");
    }

    #[test]
    fn days_leave_no_doubt() {
        let figures = count(&[of("2020-07-01", "2021-06-30")], &Bounds::default());
        assert!(close(figures.nominal, 1.0) && close(figures.strict, 1.0), "{figures:?}");
    }

    #[test]
    fn overlaps_count_once() {
        let figures = count(&[of("2020-01", "2021-12"), of("2021-01", "2022-12")], &Bounds::default());
        assert!(close(figures.nominal, 3.0), "{figures:?}");
    }

    #[test]
    fn study_and_what_lies_outside_the_bounds_do_not_count() {
        let bounds = Bounds {
            from: Some(date(2019, 1, 1)),
            to: Some(date(2024, 12, 31)),
            study: vec![of("2020-01-01", "2020-12-31")],
        };
        let figures = count(&[of("2018-01-01", "2026-12-31")], &bounds);
        assert!(close(figures.nominal, 5.0), "{figures:?}");
    }

    #[test]
    fn a_stretch_that_runs_backwards_is_none() {
        assert_eq!(stretch("2023-06".parse().unwrap(), "2011-05".parse().unwrap()), None);
        assert!(of("2020-05", "2020-05").narrowest.is_none(), "a month may be a single day");
    }

    #[test]
    fn years_are_printed_as_the_contract_writes_them() {
        assert_eq!((printed(4.0), printed(4.1667), printed(0.5)), ("4".into(), "4.17".into(), "0.5".into()));
    }

    prop_compose! {
        fn any_stretch()(year in 1990u16..2024, month in 1u8..=12, months in 0u16..120, days in any::<bool>()) -> Stretch {
            let end = u16::from(month) - 1 + months;
            let (from, to) = if days {
                (PartialDate::new(year, Some(month), Some(15)), PartialDate::new(year + end / 12, Some(u8::try_from(end % 12).unwrap() + 1), Some(15)))
            } else {
                (PartialDate::new(year, Some(month), None), PartialDate::new(year + end / 12, Some(u8::try_from(end % 12).unwrap() + 1), None))
            };
            stretch(from.unwrap(), to.unwrap()).unwrap()
        }
    }

    proptest! {
        #[test]
        fn years_never_grow_when_a_period_is_removed(
            all in prop::collection::vec(any_stretch(), 1..8),
            study in prop::collection::vec(any_stretch(), 0..3),
            index in any::<prop::sample::Index>(),
        ) {
            let bounds = Bounds { from: None, to: Some(date(2024, 12, 31)), study };
            let mut fewer = all.clone();
            fewer.remove(index.index(all.len()));
            let (all, fewer) = (count(&all, &bounds), count(&fewer, &bounds));
            prop_assert!(fewer.nominal <= all.nominal && fewer.strict <= all.strict);
        }

        #[test]
        fn years_never_grow_when_study_is_added(
            all in prop::collection::vec(any_stretch(), 1..6),
            study in any_stretch(),
        ) {
            let with = count(&all, &Bounds { study: vec![study], ..Bounds::default() });
            let without = count(&all, &Bounds::default());
            prop_assert!(with.nominal <= without.nominal && with.strict <= without.strict);
        }

        #[test]
        fn the_order_of_periods_changes_nothing(
            (all, shuffled) in prop::collection::vec(any_stretch(), 1..8)
                .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
            study in prop::collection::vec(any_stretch(), 0..3),
        ) {
            let bounds = Bounds { to: Some(date(2020, 6, 30)), study, ..Bounds::default() };
            prop_assert_eq!(count(&shuffled, &bounds), count(&all, &bounds));
        }

        #[test]
        fn bounds_never_add(
            all in prop::collection::vec(any_stretch(), 0..8),
            (from, to) in (1990i16..2030, 1990i16..2030),
        ) {
            let within = Bounds { from: Some(date(from, 3, 1)), to: Some(date(to, 8, 31)), study: Vec::new() };
            let (within, all) = (count(&all, &within), count(&all, &Bounds::default()));
            prop_assert!(within.nominal <= all.nominal && within.strict <= all.strict);
        }

        #[test]
        fn the_whole_is_never_more_than_its_parts(all in prop::collection::vec(any_stretch(), 0..8)) {
            let whole = count(&all, &Bounds::default());
            let parts: Vec<Figures> = all.iter().map(|one| count(&[*one], &Bounds::default())).collect();
            let sum = |of: fn(&Figures) -> f64| parts.iter().map(of).sum::<f64>() + 1e-9;
            prop_assert!(whole.nominal <= sum(|one| one.nominal) && whole.strict <= sum(|one| one.strict));
        }

        #[test]
        fn a_period_told_twice_counts_once(all in prop::collection::vec(any_stretch(), 1..8)) {
            let twice: Vec<Stretch> = all.iter().chain(&all).copied().collect();
            prop_assert_eq!(count(&twice, &Bounds::default()), count(&all, &Bounds::default()));
        }

        #[test]
        fn the_strict_count_is_never_the_larger(all in prop::collection::vec(any_stretch(), 0..8)) {
            let figures = count(&all, &Bounds::default());
            prop_assert!(figures.strict <= figures.nominal);
        }
    }
}
