//! One date off paper: with 年月日, dots, slashes or nothing between its numbers, in figures or Chinese numerals.

use super::PartialDate;
use super::english;
use crate::values::{numeral, text};

/// Two-digit years up to this one belong to this century.
const LAST_SHORT_YEAR_OF_THIS_CENTURY: u16 = 35;

/// Reads a date in any form papers print; `None` where the text is not one date and nothing else.
#[must_use]
pub fn parse(raw: &str) -> Option<PartialDate> {
    let prepared = prepare(raw);
    english::parse(&prepared).or_else(|| parse_prepared(&prepared))
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
    // 二八年: 二〇〇八年 whose circles were lost, or 2028; nobody knows.
    if text.starts_with('二') {
        return None;
    }
    number.checked_add(if number <= LAST_SHORT_YEAR_OF_THIS_CENTURY { 2000 } else { 1900 })
}

/// A month from 1 to 12; 元月 is January.
fn read_month(text: &str) -> Option<u8> {
    if text == "元" { Some(1) } else { u8::try_from(numeral::parse(text)?).ok() }
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

    proptest! {
        #[test]
        fn never_breaks(text in any::<String>()) {
            let _ = parse(&text);
        }

        #[test]
        fn what_looks_like_a_date_is_one_or_none(text in "[0-9年月日.至\\-—一二十〇廿 :民国]{0,24}") {
            if let Some(date) = parse(&text) {
                prop_assert!(date.earliest() <= date.latest());
            }
        }
    }
}
