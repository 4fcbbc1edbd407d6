//! 在线验证码: the code that opens a person's record on the register's site. A secret: it never stands in a log.

use std::fmt;

use super::comparison::Comparison;
use super::parsed::{Parsed, Understanding};
use super::{plain, text};

/// A verification code. It prints in full where it is asked for, and masked in debug output.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerificationCode(String);

/// A shape that codes have had.
struct Shape {
    /// What it starts with.
    prefix: &'static str,
    /// Which characters follow.
    alphabet: &'static str,
    /// How long it is in all.
    length: usize,
}

/// Shapes by the years of the register's reports, and the provisional ones of other services.
const SHAPES: &[Shape] = &[
    // Reports up to about 2017.
    Shape { prefix: "", alphabet: "0123456789", length: 12 },
    // Reports since. No public sample has an I or an O, but no rule says so.
    Shape { prefix: "A", alphabet: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", length: 16 },
];

impl VerificationCode {
    /// A code in one of the shapes that are known.
    #[must_use]
    pub fn new(raw: &str) -> Option<Self> {
        let code = normalise(raw);
        SHAPES.iter().any(|shape| shape.fits(&code)).then_some(Self(code))
    }

    /// The code itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for VerificationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerificationCode(****)")
    }
}

impl Shape {
    /// Whether a code has this shape.
    fn fits(&self, code: &str) -> bool {
        code.chars().count() == self.length
            && code.strip_prefix(self.prefix).is_some_and(|rest| rest.chars().all(|c| self.alphabet.contains(c)))
    }
}

/// A code in the contract's form.
#[must_use]
pub fn normalise(raw: &str) -> String {
    text::code(raw).chars().filter(|c| !"：:，,。.;；、-".contains(*c)).collect()
}

/// Understands a printed code. A code of another shape is kept as printed and marked so.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    let code = normalise(raw);
    if text::is_printed_as_unknown(raw) {
        Parsed::none(Understanding::PrintedAsUnknown)
    } else if code.is_empty() {
        Parsed::none(Understanding::Empty)
    } else if !code.chars().any(|c| c.is_ascii_digit()) {
        Parsed::none(Understanding::NotUnderstood)
    } else if is_well_formed(&code) {
        Parsed::full(code)
    } else {
        Parsed::with(code, Understanding::OddShape)
    }
}

/// Whether a code has one of the shapes that are known.
#[must_use]
pub fn is_well_formed(code: &str) -> bool {
    VerificationCode::new(code).is_some()
}

/// What an ill-formed code may be, if letters and digits were taken for each other. For showing to a person only.
#[must_use]
pub fn suggestion(code: &str) -> Option<String> {
    let code = normalise(code);
    let repaired: String = if code.chars().count() == 12 {
        code.chars()
            .map(|c| match c {
                'O' | 'D' | 'Q' => '0',
                'I' | 'L' => '1',
                'Z' => '2',
                'S' => '5',
                'B' => '8',
                _ => c,
            })
            .collect()
    } else {
        code.chars()
            .enumerate()
            .map(|(at, c)| match c {
                '4' if at == 0 => 'A',
                'O' => '0',
                'I' | '|' => '1',
                _ => c,
            })
            .collect()
    };
    (repaired != code && is_well_formed(&repaired)).then_some(repaired)
}

/// Compares two codes.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Comparison {
    plain::compare_codes(expected, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_shapes() {
        for good in ["1234 5678 9012", "AB23 4567 89CD EFGH", "ab23456789cdefgh"] {
            assert!(is_well_formed(good), "{good}");
        }
        for bad in
            ["12345678901", "1234567890123", "BB23456789CDEFGH", "AB23456789CDEFG", "A123456789012", "12345678901A", ""]
        {
            assert!(!is_well_formed(bad), "{bad}");
        }
        assert_eq!(parse("12345678901").understanding, Understanding::OddShape);
        assert_eq!(parse("在线验证码").value, None);
    }

    #[test]
    fn never_shows_itself_in_debug_output() {
        let code = VerificationCode::new("123456789012").unwrap();
        assert!(!format!("{code:?}").contains("1234"));
        assert_eq!(code.as_str(), "123456789012");
    }

    #[test]
    fn suggests_what_was_meant() {
        assert_eq!(suggestion("12345678901O").as_deref(), Some("123456789010"));
        assert_eq!(suggestion("4B23456789CDEFGH").as_deref(), Some("AB23456789CDEFGH"));
        assert_eq!(suggestion("123456789012"), None);
        assert_eq!(suggestion("12345"), None);
    }
}
