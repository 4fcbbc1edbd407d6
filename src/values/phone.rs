//! Telephone numbers on a certificate: mobile, or with an area code.

use super::parsed::{Parsed, Understanding};
use super::text;

/// Understands a printed number; several are kept as printed.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    let number = text::code(raw);
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

/// Whether a text can be nothing but a phone number, whatever stands around it: a mobile one, or one with its area code.
#[must_use]
pub fn is_certain(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let told = match text.find('-') {
        None => text.len() == 11 && text.starts_with('1'),
        Some(at) => (3..=4).contains(&at) && text.starts_with('0'),
    };
    plain && told && is_well_formed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn understands() {
        let cases = [
            ("139 0000 1452", Some("13900001452"), Understanding::Full),
            ("0731－8888 8888", Some("0731-88888888"), Understanding::Full),
            ("１３９００００１４５２", Some("13900001452"), Understanding::Full),
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
