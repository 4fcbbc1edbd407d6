//! 男 or 女.

use super::characters::usual_forms;
use super::parsed::{Parsed, Understanding};
use super::text;

/// Understands a printed sex: `男`, `女性`, `Male`, `☑男□女`.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    if text::is_printed_as_unknown(raw) {
        return Parsed::none(Understanding::PrintedAsUnknown);
    }
    let chosen = text::ticked(raw).unwrap_or_else(|| text::code(raw));
    let word = usual_forms(&text::code(&chosen));
    match word.trim_matches(|c: char| c.is_ascii_punctuation() || "，。、；：".contains(c)) {
        "男" | "男性" | "M" | "MALE" | "男MALE" | "男/MALE" | "男M" => Parsed::full("男".to_owned()),
        "女" | "女性" | "F" | "FEMALE" | "女FEMALE" | "女/FEMALE" | "女F" => Parsed::full("女".to_owned()),
        "" => Parsed::none(if text::compact(raw).is_empty() {
            Understanding::Empty
        } else {
            Understanding::NotUnderstood
        }),
        _ => Parsed::none(Understanding::NotUnderstood),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn understands() {
        let cases = [
            ("男", Some("男")),
            (" 女 ", Some("女")),
            ("女性", Some("女")),
            ("Male", Some("男")),
            ("☑男 □女", Some("男")),
            ("□男 √女", Some("女")),
            ("男 女", None),
            ("", None),
            ("＊", None),
            ("未说明", None),
        ];
        for (raw, expected) in cases {
            assert_eq!(parse(raw).value.as_deref(), expected, "{raw}");
        }
    }
}
