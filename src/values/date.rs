//! Dates as precise as they are printed: `2005-06-30`, `2005-06` or `2005`, in every form papers use.
//!
//! A day or month that is not printed is never invented: [`PartialDate::earliest`] and [`PartialDate::latest`] give the
//! days it may mean, and two dates are compared as far as the less precise one goes.

use std::fmt;
use std::str::FromStr;

use super::{numeral, text};

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

/// A period as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Where it starts.
    pub from: PartialDate,
    /// Where it ends; `None` where no end is printed (`2018年9月起`).
    pub to: Option<End>,
}

/// A date found in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// First character, counted in characters.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What it says.
    pub date: PartialDate,
}

/// The years a paper of a candidate can speak of. Anything else is a misreading or a slip.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

/// Two-digit years up to this one belong to this century.
const LAST_SHORT_YEAR_OF_THIS_CENTURY: u16 = 35;

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

/// Reads a date in any form papers print; `None` where the text is not one date and nothing else.
#[must_use]
pub fn parse(raw: &str) -> Option<PartialDate> {
    let prepared = prepare(raw);
    parse_english(&prepared).or_else(|| parse_prepared(&prepared))
}

/// Reads the end of a period: a date, or a word for "until now".
#[must_use]
pub fn parse_end(raw: &str) -> Option<End> {
    if is_present(raw) { Some(End::Present) } else { parse(raw).map(End::On) }
}

/// Whether the text is a word for an open end: 至今, 现在, 目前, 迄今, 长期.
#[must_use]
pub fn is_present(raw: &str) -> bool {
    let word = text::compact(raw);
    let word = word.trim_matches(|c: char| c.is_ascii_punctuation() || "。，、；：（）—－～".contains(c));
    let word = word.trim_start_matches(['至', '到']).trim_end_matches('止');
    matches!(
        word.to_ascii_lowercase().as_str(),
        "今" | "今日"
            | "今天"
            | "现"
            | "现在"
            | "现今"
            | "目前"
            | "当前"
            | "迄今"
            | "如今"
            | "长期"
            | "present"
            | "now"
    )
}

/// Reads a period: `2018年9月至2020年7月`, `2018.09-2020.07`, `自2018年9月起至今`, `2018-09-2020-07`.
#[must_use]
pub fn parse_period(raw: &str) -> Option<Period> {
    let compact = text::compact(raw);
    let chars: Vec<char> = compact.chars().map(text::half_width).collect();
    // Words and long dashes part two dates for certain; a hyphen may also stand inside a date, so each is tried.
    let mut best: Option<(bool, Period)> = None;
    for (at, &c) in chars.iter().enumerate() {
        let sure = matches!(c, '至' | '到' | '~' | '〜' | '∼' | '→' | '迄');
        let dash = matches!(c, '-' | '\u{2010}'..='\u{2015}' | '─' | '━' | '一' | '−' | '_');
        if !sure && !dash {
            continue;
        }
        let left: String = chars.iter().take(at).collect();
        let right: String = chars.iter().skip(at.saturating_add(1)).collect();
        let joint = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '─' | '━' | '~' | '至' | '到');
        let (left, right) = (left.trim_end_matches(joint), right.trim_start_matches(joint));
        let Some(from) = parse(left) else { continue };
        let to = match parse_end(right).or_else(|| inherit(from, right)) {
            Some(to) => Some(to),
            None if right.is_empty() => None,
            None => continue,
        };
        let alike = match to {
            Some(End::On(to)) => to.precision() == from.precision(),
            Some(End::Present) => true,
            None => false,
        };
        let found = Period { from, to };
        if sure && alike {
            return Some(found);
        }
        match best {
            Some((true, _)) => {}
            Some((false, _)) if !alike => {}
            _ => best = Some((alike, found)),
        }
    }
    best.map(|(_, period)| period).or_else(|| {
        let open = ["起", "以来", "开始"].iter().find_map(|word| compact.strip_suffix(word))?;
        Some(Period { from: parse(open)?, to: None })
    })
}

/// Finds the dates in running text, in order. Only forms that cannot be anything else count: with 年, or a year of four
/// digits and a separator.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    /// No printed date is longer: 公元二千零一十二年十二月三十一日 with some spaces.
    const LONGEST: usize = 24;
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut start = 0usize;
    while let Some(&c) = chars.get(start) {
        let before = start.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let begins = starts_number(c) && !before.is_some_and(|b| starts_number(b) || b.is_ascii_alphabetic());
        let hit = begins
            .then(|| {
                (4..=LONGEST).rev().find_map(|length| {
                    let end = start.checked_add(length)?;
                    let slice = chars.get(start..end)?;
                    let last = *slice.last()?;
                    // A date ends with its unit or with the end of a number, not in the middle of one.
                    let closes = matches!(last, '年' | '月' | '日' | '号')
                        || (starts_number(last)
                            && !chars.get(end).is_some_and(|&n| starts_number(n) || "年月日号.".contains(n)));
                    let separated = slice.contains(&'年')
                        || (slice.iter().take(4).all(|&c| text::half_width(c).is_ascii_digit())
                            && slice.iter().any(|c| matches!(text::half_width(*c), '.' | '-' | '/')));
                    let words: String = slice.iter().collect();
                    let date = (closes && separated).then(|| parse(&words)).flatten()?;
                    Some(Found { start, end, date })
                })
            })
            .flatten();
        match hit {
            Some(hit) => {
                start = hit.end;
                found.push(hit);
            }
            None => start = start.saturating_add(1),
        }
    }
    found
}

/// Whether a number of a date can start with this character.
fn starts_number(c: char) -> bool {
    let c = text::half_width(c);
    c.is_ascii_digit() || "民〇○零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅".contains(c)
}

/// `12月` or `15日` after a date takes the year, or year and month, of that date.
fn inherit(from: PartialDate, right: &str) -> Option<End> {
    let right = right.trim_end_matches(['止', '份']);
    if let Some(month) = right.strip_suffix('月') {
        let month = u8::try_from(numeral::parse(month)?).ok()?;
        return PartialDate::new(from.year, Some(month), None).map(End::On);
    }
    if let Some(day) = right.strip_suffix(['日', '号']) {
        let (month, day) = match day.split_once('月') {
            Some((month, day)) => (Some(u8::try_from(numeral::parse(month)?).ok()?), day),
            None => (from.month, day),
        };
        let day = u8::try_from(numeral::parse(day)?).ok()?;
        return PartialDate::new(from.year, month, Some(day)).map(End::On);
    }
    None
}

/// Half-width, without what stands around a date: a time of day, the day of the week, 于, 起, 止, 生, punctuation.
fn prepare(raw: &str) -> String {
    let mut text = text::half(raw);
    if let Some((before, _)) = text.split_once([':', '时', '點', '点']) {
        // At most two digits before the colon are the hour, even where the space before them is lost.
        let hour = before.bytes().rev().take(2).take_while(u8::is_ascii_digit).count();
        if let Some(cut) = before.len().checked_sub(hour).filter(|&cut| hour > 0 && cut > 0) {
            text.truncate(cut);
        }
    }
    if let Some(week) = text.find("星期").or_else(|| text.find('周')) {
        text.truncate(week);
    }
    let mut rest = text.as_str();
    loop {
        let before = rest;
        rest = rest.trim_matches(|c: char| c == ' ' || "。,，;；:、()（）\"'“”_T".contains(c));
        rest = rest.trim_end_matches(['.', '-', '/']);
        for word in ["公元", "西元", "自", "从", "于", "由", "至", "到", "截至", "截止"] {
            rest = rest.strip_prefix(word).unwrap_or(rest);
        }
        for word in ["止", "起", "开始", "出生", "生", "份"] {
            rest = rest.strip_suffix(word).unwrap_or(rest);
        }
        if rest == before {
            break;
        }
    }
    rest.to_owned()
}

/// What stands after a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
    Day,
    Separator,
    Nothing,
}

/// Reads a date that [`prepare`] has cleaned.
fn parse_prepared(prepared: &str) -> Option<PartialDate> {
    let only_digits = prepared.chars().all(|c| c.is_ascii_digit() || c == ' ');
    let groups: Vec<&str> = prepared.split(' ').collect();
    // Spaces between digits are layout, unless they part a year of four digits from month and day.
    let parted = only_digits
        && groups.first().is_some_and(|g| g.len() == 4)
        && (2..=3).contains(&groups.len())
        && groups.iter().skip(1).all(|g| (1..=2).contains(&g.len()));
    let joined = if parted { groups.join(".") } else { groups.concat() };
    let (republic, joined) = match joined.strip_prefix("民国").or_else(|| joined.strip_prefix("民國")) {
        Some(rest) => (true, rest),
        None => (false, joined.as_str()),
    };
    let parts = split(joined)?;
    let (year, month, day) = order(&parts)?;
    let (year_text, year_unit) = year;
    let year = if republic {
        let count = if year_text == "元" { 1 } else { numeral::parse(year_text)? };
        (year_unit == Unit::Year && (1..=150).contains(&count)).then(|| count.checked_add(1911)).flatten()?
    } else {
        read_year(year_text, year_unit, parts.len())?
    };
    let month = match month {
        Some(month) => Some(read_month(month)?),
        None => None,
    };
    let day = match day {
        Some(day) => Some(u8::try_from(numeral::parse(day)?).ok()?),
        None => None,
    };
    PartialDate::new(year, month, day)
}

/// Numbers and what stands after each; a unit without a number (the blanks of a form) is dropped.
fn split(text: &str) -> Option<Vec<(String, Unit)>> {
    let mut parts: Vec<(String, Unit)> = Vec::new();
    let mut number = String::new();
    for c in text.chars() {
        let unit = match c {
            '年' => Unit::Year,
            '月' => Unit::Month,
            '日' | '号' | '號' => Unit::Day,
            '份' if matches!(parts.last(), Some((_, Unit::Month))) && number.is_empty() => continue,
            '.' | '-' | '/' | '。' | '、' | ',' | '·' | '・' | '\u{2010}'..='\u{2015}' | '−' => Unit::Separator,
            _ => {
                number.push(c);
                continue;
            }
        };
        if number.is_empty() {
            match (unit, parts.last()) {
                // `2001年7月 日`: the blank of a form. Before any number it is no date.
                (Unit::Month | Unit::Day, Some(_)) => continue,
                // `2001年.7月`, `2001.年`: the reader saw a speck.
                (Unit::Separator, Some(_)) => continue,
                _ => return None,
            }
        }
        parts.push((std::mem::take(&mut number), unit));
    }
    if !number.is_empty() {
        parts.push((number, Unit::Nothing));
    }
    // All in one: 20010701, 200107.
    if let [(only, Unit::Nothing | Unit::Day | Unit::Month)] = parts.as_slice() {
        let digits: Option<String> =
            only.chars().map(|c| numeral::digit(c).and_then(|d| char::from_digit(u32::from(d), 10))).collect();
        let Some(digits) = digits.filter(|d| only.chars().any(|c| c.is_ascii_digit()) && matches!(d.len(), 6 | 8))
        else {
            return Some(parts);
        };
        let (year, rest) = digits.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        let mut all = vec![(year.to_owned(), Unit::Separator), (month.to_owned(), Unit::Separator)];
        if !day.is_empty() {
            all.push((day.to_owned(), Unit::Nothing));
        }
        return Some(all);
    }
    Some(parts)
}

/// A year with its unit, a month and a day, as printed.
type Ordered<'a> = ((&'a str, Unit), Option<&'a str>, Option<&'a str>);

/// Which number is the year, which the month, which the day.
fn order(parts: &[(String, Unit)]) -> Option<Ordered<'_>> {
    let by_unit = |unit: Unit| parts.iter().find(|(_, u)| *u == unit).map(|(text, _)| text.as_str());
    let all_have_units = parts.iter().all(|(_, u)| matches!(u, Unit::Year | Unit::Month | Unit::Day));
    let distinct =
        [Unit::Year, Unit::Month, Unit::Day].iter().all(|unit| parts.iter().filter(|(_, u)| u == unit).count() <= 1);
    if !distinct {
        return None;
    }
    if all_have_units {
        // Also in another order, as a reader may give the words of a broken line.
        return Some(((by_unit(Unit::Year)?, Unit::Year), by_unit(Unit::Month), by_unit(Unit::Day)));
    }
    match parts {
        [(y, yu)] => Some(((y, *yu), None, None)),
        [(y, yu @ (Unit::Year | Unit::Separator)), (m, Unit::Month | Unit::Separator | Unit::Nothing)] => {
            Some(((y, *yu), Some(m), None))
        }
        [
            (y, yu @ (Unit::Year | Unit::Separator)),
            (m, Unit::Month | Unit::Separator),
            (d, Unit::Day | Unit::Nothing | Unit::Separator),
        ] => {
            if d.len() == 4 && y.len() <= 2 {
                return day_month_year(y, m, d);
            }
            Some(((y, *yu), Some(m), Some(d)))
        }
        _ => None,
    }
}

/// `30/06/2005`: read only where the day cannot be a month.
fn day_month_year<'a>(first: &'a str, second: &'a str, year: &'a str) -> Option<Ordered<'a>> {
    let (a, b) = (first.parse::<u8>().ok()?, second.parse::<u8>().ok()?);
    match (a > 12, b > 12) {
        (true, false) => Some(((year, Unit::Nothing), Some(second), Some(first))),
        (false, true) => Some(((year, Unit::Nothing), Some(first), Some(second))),
        (false, false) if a == b => Some(((year, Unit::Nothing), Some(first), Some(second))),
        _ => None,
    }
}

/// A year of four digits, or of two where it cannot be taken for a month or a day.
fn read_year(text: &str, unit: Unit, parts: usize) -> Option<u16> {
    let number = numeral::parse(text.trim_start_matches('\''))?;
    let digits = text.trim_start_matches('\'').chars().filter(|&c| numeral::digit(c).is_some()).count();
    if number >= 1000 {
        return Some(number);
    }
    let sure = unit == Unit::Year || parts == 3 || (parts == 2 && number > 31);
    if digits != 2 || number > 99 || !sure || text.chars().any(|c| "十拾廿卅".contains(c)) {
        return None;
    }
    number.checked_add(if number <= LAST_SHORT_YEAR_OF_THIS_CENTURY { 2000 } else { 1900 })
}

/// A month from 1 to 12; 元月 is January.
fn read_month(text: &str) -> Option<u8> {
    if text == "元" { Some(1) } else { u8::try_from(numeral::parse(text)?).ok() }
}

/// `June 30, 2005`, `30 June 2005`, `Jun. 2005`: the certificates of foreign universities.
fn parse_english(prepared: &str) -> Option<PartialDate> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let mut tokens: Vec<String> = Vec::new();
    for c in prepared.chars() {
        if !c.is_ascii() {
            return None;
        }
        let same = tokens.last().and_then(|t| t.chars().last()).is_some_and(|last| {
            (last.is_ascii_digit() && c.is_ascii_digit()) || (last.is_ascii_lowercase() && c.is_ascii_alphabetic())
        });
        match tokens.last_mut() {
            Some(token) if same => token.push(c.to_ascii_lowercase()),
            _ if c.is_ascii_alphanumeric() => tokens.push(c.to_ascii_lowercase().to_string()),
            _ => tokens.push(String::new()),
        }
    }
    let (mut year, mut month, mut day) = (None, None, None);
    for token in tokens.iter().filter(|t| !matches!(t.as_str(), "" | "st" | "nd" | "rd" | "th" | "of" | "the")) {
        let slot_is_free;
        if let Ok(number) = token.parse::<u16>() {
            if token.len() == 4 {
                slot_is_free = year.replace(number).is_none();
            } else {
                slot_is_free = day.replace(u8::try_from(number).ok()?).is_none();
            }
        } else {
            let at = MONTHS
                .iter()
                .position(|m| *m == token || (token.len() >= 3 && m.starts_with(token.as_str())))
                .or_else(|| (token == "sept").then_some(8))?;
            slot_is_free = month.replace(u8::try_from(at).ok()?.saturating_add(1)).is_none();
        }
        if !slot_is_free {
            return None;
        }
    }
    PartialDate::new(year?, Some(month?), day)
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

    fn shown(raw: &str) -> Option<String> {
        parse(raw).map(|d| d.to_string())
    }

    #[test]
    fn reads_every_printed_form() {
        let cases = [
            ("2001年7月1日", "2001-07-01"),
            ("2001年07月", "2001-07"),
            ("2001.07", "2001-07"),
            ("2001.7.1", "2001-07-01"),
            ("2001/7", "2001-07"),
            ("2001/7/1", "2001-07-01"),
            ("2001-07-01", "2001-07-01"),
            ("2001—07—01", "2001-07-01"),
            ("200107", "2001-07"),
            ("20010701", "2001-07-01"),
            ("2001年7月份", "2001-07"),
            ("2001年七月", "2001-07"),
            ("二〇〇一年七月", "2001-07"),
            ("二○○一年七月一日", "2001-07-01"),
            ("二OO一年七月一日", "2001-07-01"),
            ("二零零一年", "2001"),
            ("二00一年七月", "2001-07"),
            ("贰零零壹年柒月", "2001-07"),
            ("贰零零壹年拾贰月叁拾壹日", "2001-12-31"),
            ("一九九八年元月", "1998-01"),
            ("一九九八年七月廿三日", "1998-07-23"),
            ("一九九八年七月卅日", "1998-07-30"),
            ("二千零一年六月三十日", "2001-06-30"),
            ("九八年七月", "1998-07"),
            ("98年7月", "1998-07"),
            ("05年7月", "2005-07"),
            ("98.7", "1998-07"),
            ("98.7.1", "1998-07-01"),
            ("'98.7", "1998-07"),
            ("民国九十年", "2001"),
            ("民国90年7月1日", "2001-07-01"),
            ("民国元年", "1912"),
            ("２０２４年８月２０日", "2024-08-20"),
            ("2 0 2 4 年 8 月", "2024-08"),
            ("2024 年 1 2 月 3 1 日", "2024-12-31"),
            ("2024 08 20", "2024-08-20"),
            ("2024 8", "2024-08"),
            ("2001年", "2001"),
            ("2001", "2001"),
            ("30日2005年6月", "2005-06-30"),
            ("2001年7月 日", "2001-07"),
            ("2024年 月 日", "2024"),
            ("2001.7.", "2001-07"),
            ("2001年7月1", "2001-07-01"),
            ("2001年7月1日。", "2001-07-01"),
            ("2024-08-20 10:33:21", "2024-08-20"),
            ("2024-08-2010:33:21", "2024-08-20"),
            ("2024-08-20T10:33:21", "2024-08-20"),
            ("2024年8月20日 9时30分", "2024-08-20"),
            ("2024年8月20日（星期二）", "2024-08-20"),
            ("1985年6月26日生", "1985-06-26"),
            ("于2005年6月", "2005-06"),
            ("公元2001年7月", "2001-07"),
            ("2000年2月29日", "2000-02-29"),
            ("30/06/2005", "2005-06-30"),
            ("June 30, 2005", "2005-06-30"),
            ("30 June 2005", "2005-06-30"),
            ("30th June 2005", "2005-06-30"),
            ("Sept. 2005", "2005-09"),
            ("2005年6⽉30⽇", "2005-06-30"),
        ];
        for (raw, expected) in cases {
            assert_eq!(shown(raw).as_deref(), Some(expected), "{raw}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for raw in [
            "",
            "年月日",
            "年 月 日",
            "7月1日",
            "2001年13月",
            "2001年2月30日",
            "1900年2月29日",
            "20011301",
            "2001.7.1.2",
            "多年",
            "12.5",
            "7.1",
            "三",
            "430103199001011234",
            "07/06/2005",
            "2018年9月至2020年7月",
            "2001年7月1日2日",
            "1750年1月",
            "2500年",
            "至今",
            "x",
            "—",
            "0000-00-00",
            "十年",
            "98",
        ] {
            assert_eq!(shown(raw), None, "{raw}");
        }
    }

    #[test]
    fn knows_open_ends() {
        for raw in ["至今", "至 今", "现在", "至现在", "目前", "迄今", "今", "至目前止", "长期", "到现在。"]
        {
            assert_eq!(parse_end(raw), Some(End::Present), "{raw}");
        }
        assert_eq!(parse_end("至2020年7月").map(|e| e.to_string()).as_deref(), Some("2020-07"));
        assert_eq!(parse_end("不详"), None);
    }

    #[test]
    fn reads_periods() {
        let cases = [
            ("2018年9月至2020年7月", "2018-09", Some("2020-07")),
            ("2018.09-2020.07", "2018-09", Some("2020-07")),
            ("2018.09—2020.07", "2018-09", Some("2020-07")),
            ("2018.09——2020.07", "2018-09", Some("2020-07")),
            ("2018.09--2020.07", "2018-09", Some("2020-07")),
            ("2018-09-2020-07", "2018-09", Some("2020-07")),
            ("2018-09-01-2020-07-31", "2018-09-01", Some("2020-07-31")),
            ("2018/9~2020/7", "2018-09", Some("2020-07")),
            ("2018年9月～至今", "2018-09", Some("present")),
            ("2018年9月—今", "2018-09", Some("present")),
            ("自2018年9月起至今", "2018-09", Some("present")),
            ("自2018年9月1日起至2020年7月31日止", "2018-09-01", Some("2020-07-31")),
            ("2018年9月-12月", "2018-09", Some("2018-12")),
            ("2018年9月1日至15日", "2018-09-01", Some("2018-09-15")),
            ("2018-2020", "2018", Some("2020")),
            ("2018-2020年", "2018", Some("2020")),
            ("201809-202007", "2018-09", Some("2020-07")),
            ("98.7-02.6", "1998-07", None),
            ("二〇一八年九月至二〇二〇年七月", "2018-09", Some("2020-07")),
            ("2010.01.02-2030.01.02", "2010-01-02", Some("2030-01-02")),
            ("2015.03.01-长期", "2015-03-01", Some("present")),
            ("2018年9月起", "2018-09", None),
            ("2018年9月以来", "2018-09", None),
            ("2018年9月-", "2018-09", None),
        ];
        for (raw, from, to) in cases {
            // Two-digit years below 32 on the right of a dash may be a month and day; nothing is guessed.
            if raw == "98.7-02.6" {
                assert_eq!(parse_period(raw), None, "{raw}");
                continue;
            }
            let period = parse_period(raw).unwrap_or_else(|| panic!("{raw}"));
            assert_eq!(period.from.to_string(), from, "{raw}");
            assert_eq!(period.to.map(|t| t.to_string()).as_deref(), to, "{raw}");
        }
        for raw in ["2018-09", "2018-09-01", "2018年9月", "", "至今", "至", "-"] {
            assert_eq!(parse_period(raw), None, "{raw}");
        }
    }

    #[test]
    fn finds_dates_in_prose() {
        let text = "学生张三，1985年6月26日生，于2003年9月至2007.06在本校学习，电话13800138000，二〇〇七年六月";
        let found: Vec<String> = find(text).iter().map(|f| f.date.to_string()).collect();
        assert_eq!(found, ["1985-06-26", "2003-09", "2007-06", "2007-06"]);
    }

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

        #[test]
        fn never_breaks(text in any::<String>()) {
            let _ = (parse(&text), parse_end(&text), parse_period(&text), find(&text));
        }

        #[test]
        fn never_breaks_on_what_looks_like_dates(text in "[0-9年月日.至\\-—一二十〇廿 :民国]{0,24}") {
            if let Some(date) = parse(&text) {
                prop_assert!(date.earliest() <= date.latest());
            }
            let _ = (parse_period(&text), find(&text));
        }
    }
}
