//! Telephone numbers on a certificate: mobile, or with an area code.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::parsed::{Parsed, Understanding};
use super::{numeral, text};

/// Understands a printed number; several are kept as printed.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    // 〇七三四—八四六一二〇七, 0731/84881234.
    let number = area_apart(&text::code(&in_figures(raw)));
    // Whose it is may stand before it: 王某/0731-84881234, TEL:0731-84881234.
    let named = number.find(|c: char| c.is_ascii_digit() || "+(（*".contains(c)).filter(|at| {
        number.get(..*at).is_some_and(|name| name.chars().all(|c| c.is_alphabetic() || "：:，,。;；、/.-".contains(c)))
    });
    let number = number.get(named.unwrap_or(0)..).unwrap_or_default();
    let number = number.trim_matches(|c: char| "：:，,。;；、".contains(c)).to_owned();
    if text::is_printed_as_unknown(raw) {
        Parsed::none(Understanding::PrintedAsUnknown)
    } else if number.is_empty() {
        Parsed::none(Understanding::Empty)
    } else if !number.chars().any(|c| c.is_ascii_digit()) {
        Parsed::none(Understanding::NotUnderstood)
    } else if number.contains('*') {
        Parsed::with(number, Understanding::Masked)
    } else if is_well_formed(&number) {
        Parsed::full(number)
    } else {
        Parsed::with(number, Understanding::OddShape)
    }
}

/// In figures, where the number is written in Chinese numerals.
fn in_figures(raw: &str) -> String {
    let numerals = raw.chars().filter(|c| numeral::digit(*c).is_some()).count();
    if numerals < 7 || raw.chars().any(|c| c.is_ascii_digit()) {
        return raw.to_owned();
    }
    let figure = |c: char| numeral::digit(c).and_then(|digit| char::from_digit(digit.into(), 10)).unwrap_or(c);
    raw.chars().map(figure).collect()
}

/// With a dash behind the area code where a stroke stands.
fn area_apart(number: &str) -> String {
    match number.split_once('/') {
        Some((area, rest)) if area.starts_with('0') && matches!(area.len(), 3 | 4) && is_well_formed(rest) => {
            format!("{area}-{rest}")
        }
        _ => number.to_owned(),
    }
}

/// Whether a number can be dialled in China: 11 digits from 1, or 7 to 8 digits with or without area code.
#[must_use]
pub fn is_well_formed(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("86").filter(|rest| rest.len() >= 11).unwrap_or(&digits);
    match digits.as_bytes() {
        [b'1', b'3'..=b'9', ..] => digits.len() == 11,
        [b'0', ..] => (10..=12).contains(&digits.len()),
        [b'4', b'0', b'0', ..] => digits.len() == 10,
        _ => matches!(digits.len(), 7 | 8),
    }
}

/// Where numbers stand in a text that can be nothing but phone numbers, whatever is around them: mobile ones, and those
/// with their area code. In characters.
#[must_use]
pub fn find(text: &str) -> Vec<Range<usize>> {
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}").ok());
    let joins = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let alone = |hit: &Match<'_>| {
        let (before, after) = (text.get(..hit.start()).unwrap_or_default(), text.get(hit.end()..).unwrap_or_default());
        !before.ends_with(joins) && !after.starts_with(joins)
    };
    let hits = NUMBER.iter().flat_map(|number| number.find_iter(text)).filter(alone);
    let start = |hit: &Match<'_>| text.get(..hit.start()).unwrap_or_default().chars().count();
    hits.map(|hit| start(&hit)..start(&hit) + hit.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_what_is_around_them() {
        assert_eq!(find("人事联系人阮琴0731-84113902,13900001453"), [7..20, 21..32]);
        assert!(find("430198199212176318").is_empty());
        assert!(find("证书编号2019-13900001452").is_empty());
    }

    #[test]
    fn understands() {
        let cases = [
            ("139 0000 1452", Some("13900001452"), Understanding::Full),
            ("0731－8888 8888", Some("0731-88888888"), Understanding::Full),
            ("１３９００００１４５２", Some("13900001452"), Understanding::Full),
            ("〇七三一—八四八八一二三四", Some("0731-84881234"), Understanding::Full),
            ("0731/84881234", Some("0731-84881234"), Understanding::Full),
            ("(0731)88888888", Some("(0731)88888888"), Understanding::Full),
            ("1390000145", Some("1390000145"), Understanding::OddShape),
            ("139****1452", Some("139****1452"), Understanding::Masked),
            ("联系电话", None, Understanding::NotUnderstood),
            ("", None, Understanding::Empty),
        ];
        for (raw, value, understanding) in cases {
            assert_eq!(parse(raw), Parsed { value: value.map(str::to_owned), understanding }, "{raw}");
        }
    }
}
