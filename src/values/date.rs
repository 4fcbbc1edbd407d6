//! Dates as precise as they are printed: `2005-06-30`, `2005-06` or `2005`, in every form papers use.
//!
//! A day or month that is not printed is never invented: [`PartialDate::earliest`] and [`PartialDate::latest`] give the
//! days it may mean, and two dates are compared as far as the less precise one goes. Reading them off paper is in the
//! files below.

mod english;
mod period;
mod printed;
mod prose;

pub use period::{ENDED, GOING_ON, Period, is_present, is_unended, parse_end, parse_period};
pub use printed::parse;
pub use prose::{Found, find};

use std::fmt;
use std::str::FromStr;

/// A year, a month of a year, or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// How precise a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year is printed.
    Year,
    /// Year and month.
    Month,
    /// The full date.
    Day,
}

/// The end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// A date.
    On(PartialDate),
    /// 至今: still going on when the document was issued.
    Present,
}

/// The years a paper of a candidate can speak of. Anything else is a misreading or a slip.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

impl PartialDate {
    /// A date that exists, or nothing.
    #[must_use]
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let ok = match (month, day) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(m), None) => (1..=12).contains(&m),
            (Some(m), Some(d)) => (1..=12).contains(&m) && (1..=days_in_month(year, m)).contains(&d),
        };
        (ok && YEARS.contains(&year)).then_some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, where it is printed.
    #[must_use]
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// The day, where it is printed.
    #[must_use]
    pub const fn day(self) -> Option<u8> {
        self.day
    }

    /// How precise it is.
    #[must_use]
    pub const fn precision(self) -> Precision {
        match (self.month, self.day) {
            (Some(_), Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            (None, _) => Precision::Year,
        }
    }

    /// The first day it can mean.
    #[must_use]
    pub fn earliest(self) -> Self {
        Self { year: self.year, month: Some(self.month.unwrap_or(1)), day: Some(self.day.unwrap_or(1)) }
    }

    /// The last day it can mean.
    #[must_use]
    pub fn latest(self) -> Self {
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| days_in_month(self.year, month));
        Self { year: self.year, month: Some(month), day: Some(day) }
    }

    /// The same date, no more precise than asked.
    #[must_use]
    pub const fn at(self, precision: Precision) -> Self {
        let Self { year, month, .. } = self;
        match precision {
            Precision::Day => self,
            Precision::Month => Self { year, month, day: None },
            Precision::Year => Self { year, month: None, day: None },
        }
    }

    /// As far as both are printed, do they say the same? Gives the precision up to which they do.
    #[must_use]
    pub fn agrees(self, other: Self) -> Option<Precision> {
        let precision = self.precision().min(other.precision());
        (self.at(precision) == other.at(precision)).then_some(precision)
    }

    /// Whether it certainly lies before the other. Where the two overlap, nobody can tell, and it does not.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        self.latest() < other.earliest()
    }

    /// Days from 1970-01-01 to the earliest day it can mean.
    #[must_use]
    pub fn day_number(self) -> i32 {
        let first = self.earliest();
        let (month, day) = (i32::from(first.month.unwrap_or(1)), i32::from(first.day.unwrap_or(1)));
        // Counting years from March puts the leap day at their end (Hinnant's days_from_civil).
        let year = i32::from(first.year) - i32::from(month <= 2);
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day that lies this many days after 1970-01-01.
    #[must_use]
    pub fn from_day_number(days: i32) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era.checked_mul(400)? + i32::from(month <= 2);
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok(), u8::try_from(day).ok())
    }

    /// The day a spreadsheet means by a serial number; `since_1904` is a setting of the workbook.
    #[must_use]
    pub fn from_excel_serial(serial: f64, since_1904: bool) -> Option<Self> {
        if !(1.0..100_000.0).contains(&serial) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "checked to lie between 1 and 100,000")]
        let whole = serial.floor() as i32;
        // Excel counts a 29 February 1900 that never was, so days before it stand one later than the arithmetic says.
        let days = match (since_1904, whole) {
            (true, _) => whole - 24_107,
            (false, 60) => return None,
            (false, ..60) => whole - 25_568,
            (false, _) => whole - 25_569,
        };
        Self::from_day_number(days)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(f),
            Self::Present => f.write_str("present"),
        }
    }
}

/// The text is no date in the contract's form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date in the form YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct NotADate;

impl FromStr for PartialDate {
    type Err = NotADate;

    /// Reads the contract's form and no other.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.split('-');
        let mut next = |width: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == width && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<u16>().map(Some).map_err(|_| NotADate)
            }
            Some(_) => Err(NotADate),
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        if parts.next().is_some() {
            return Err(NotADate);
        }
        let small = |n: Option<u16>| n.map(|n| u8::try_from(n).map_err(|_| NotADate)).transpose();
        Self::new(year.ok_or(NotADate)?, small(month)?, small(day)?).ok_or(NotADate)
    }
}

impl FromStr for End {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        if text == "present" { Ok(Self::Present) } else { text.parse().map(Self::On) }
    }
}

/// Days of a month; 31 for a month that does not exist, which [`PartialDate::new`] refuses before it asks.
const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_spreadsheet_serials() {
        let cases = [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (36892.0, "2001-01-01"),
            (45524.4, "2024-08-20"),
        ];
        for (serial, expected) in cases {
            assert_eq!(PartialDate::from_excel_serial(serial, false).map(|d| d.to_string()).as_deref(), Some(expected));
        }
        assert_eq!(PartialDate::from_excel_serial(60.0, false), None, "1900-02-29 never was");
        assert_eq!(PartialDate::from_excel_serial(35430.0, true).map(|d| d.to_string()).as_deref(), Some("2001-01-01"));
        assert_eq!(PartialDate::from_excel_serial(f64::NAN, false), None);
    }

    #[test]
    fn compares_as_far_as_printed() {
        let date = |s: &str| s.parse::<PartialDate>().unwrap();
        assert_eq!(date("2005-06").agrees(date("2005-06-30")), Some(Precision::Month));
        assert_eq!(date("2005").agrees(date("2005-06-30")), Some(Precision::Year));
        assert_eq!(date("2005-07").agrees(date("2005-06-30")), None);
        assert!(date("2005-06").is_before(date("2005-07-01")));
        assert!(!date("2005-06").is_before(date("2005-06-30")));
        assert_eq!(date("2004-02").latest().to_string(), "2004-02-29");
    }

    proptest! {
        #[test]
        fn prints_and_reads_back(days in -25_000i32..47_000) {
            let date = PartialDate::from_day_number(days).unwrap();
            prop_assert_eq!(date.day_number(), days);
            prop_assert_eq!(date.to_string().parse::<PartialDate>(), Ok(date));
            prop_assert_eq!(parse(&date.to_string()), Some(date));
            let (y, m, d) = (date.year(), date.month().unwrap(), date.day().unwrap());
            for printed in [
                format!("{y}年{m}月{d}日"), format!("{y}.{m}.{d}"), format!("{y:04}{m:02}{d:02}"), format!("{y} 年 {m:02} 月 {d:02} 日"),
                format!("{y}/{m}/{d}"),
            ] {
                prop_assert_eq!(parse(&printed), Some(date), "{}", printed);
            }
            prop_assert_eq!(parse(&format!("{y}年{m}月")), PartialDate::new(y, Some(m), None));
        }
    }
}
