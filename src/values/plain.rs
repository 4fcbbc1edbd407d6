//! Text and codes that have no rules of their own: the contract's form, and a comparison of characters.

use super::characters::usual_forms;
use super::comparison::{Comparison, Reason};
use super::id_number::only_similar_signs;
use super::parsed::{Parsed, Understanding};
use super::text;

/// A text as printed, white space removed, brackets as `（）`.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    understand(raw, text::printed(raw))
}

/// A code: white space removed, half-width, upper case.
#[must_use]
pub fn parse_code(raw: &str) -> Parsed {
    let code = text::code(raw);
    let code = code.trim_matches(|c: char| "：:，,。;；、".contains(c)).to_owned();
    if leads_somewhere(&code) {
        return Parsed::none(Understanding::NotUnderstood);
    }
    let masked = code.contains('*') && code.chars().any(|c| c.is_ascii_alphanumeric());
    match understand(raw, code) {
        Parsed { value: Some(code), .. } if masked => Parsed::with(code, Understanding::Masked),
        parsed => parsed,
    }
}

/// Whether a code is an address or a command to a program rather than a number: it names a scheme, a host, or parts of a
/// query. Numbers are copied, typed and scanned by people who trust them, so none may lead anywhere.
fn leads_somewhere(code: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let host = code.split('/').next().unwrap_or_default().rsplit_once('.');
    code.contains([':', '@', '%', '?', '&', '=', '#', '\\', '<', '>'])
        || code.contains("//")
        || host.is_some_and(|(before, after)| {
            !before.is_empty() && after.len() >= 2 && letter(after.chars().next()) && letter(after.chars().last())
        })
}

/// Compares texts: equal, in another script form, or different.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Comparison {
    let (e, f) = (text::bare(expected), text::bare(found));
    if e.is_empty() || f.is_empty() {
        Comparison::NotComparable
    } else if e == f {
        Comparison::Equal
    } else if usual_forms(&e) == usual_forms(&f) {
        Comparison::Variant(Reason::ScriptForm)
    } else {
        Comparison::Different
    }
}

/// Compares codes: equal, differing only in signs of similar shape, agreeing where visible, or different.
#[must_use]
pub fn compare_codes(expected: &str, found: &str) -> Comparison {
    let strip =
        |code: &str| -> String { text::code(code).chars().filter(|c| c.is_alphanumeric() || *c == '*').collect() };
    let (e, f) = (strip(expected), strip(found));
    let visible = |code: &str| code.chars().any(|c| c != '*');
    if !visible(&e) || !visible(&f) {
        Comparison::NotComparable
    } else if e == f && !e.contains('*') {
        Comparison::Equal
    } else if e.contains('*') || f.contains('*') {
        if e.chars().count() != f.chars().count() {
            Comparison::NotComparable
        } else if e.chars().zip(f.chars()).all(|(a, b)| a == b || a == '*' || b == '*') {
            Comparison::MaskedAgrees
        } else {
            Comparison::Different
        }
    } else if only_similar_signs(&e, &f) {
        Comparison::LookAlike(Reason::SimilarShape)
    } else {
        Comparison::Different
    }
}

/// A value, or why there is none.
fn understand(raw: &str, value: String) -> Parsed {
    if text::is_printed_as_unknown(raw) {
        Parsed::none(Understanding::PrintedAsUnknown)
    } else if value.is_empty() {
        Parsed::none(Understanding::Empty)
    } else {
        Parsed::full(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn understands() {
        assert_eq!(parse(" 社会 工作(专升本) ").value.as_deref(), Some("社会工作（专升本）"));
        assert_eq!(parse_code("1053 3520 0905 0050 23").value.as_deref(), Some("105335200905005023"));
        assert_eq!(parse_code("＊＊＊").understanding, Understanding::PrintedAsUnknown);
        assert_eq!(parse_code("4301*****01").understanding, Understanding::Masked);
        assert_eq!(parse("").understanding, Understanding::Empty);
    }

    #[test]
    fn a_number_leads_nowhere() {
        for code in [
            "https://chsi.example/123",
            "ＨＴＴＰ：／／Ａ．ＣＮ／１",
            "chsi.com.cn/123",
            "tel:123",
            "1@b",
            "a%31",
            "x?1=2",
        ] {
            assert_eq!(parse_code(code), Parsed::none(Understanding::NotUnderstood), "{code}");
        }
        for code in ["No.123456", "湘教自考字(87)第12号", "87/1234", "2004-12", "NO.A123", "：105335200905005023。"]
        {
            assert!(parse_code(code).value.is_some(), "{code}");
        }
    }

    #[test]
    fn compares() {
        assert_eq!(compare("社会工作", "社会 工作"), Comparison::Equal);
        assert_eq!(compare("社会工作", "社會工作"), Comparison::Variant(Reason::ScriptForm));
        assert_eq!(compare_codes("10533520", "1053 352O"), Comparison::LookAlike(Reason::SimilarShape));
        assert_eq!(compare_codes("10533520", "10533521"), Comparison::Different);
        assert_eq!(compare_codes("1053****", "10533520"), Comparison::MaskedAgrees);
        assert_eq!(compare_codes("1053****", "10543520"), Comparison::Different);
    }
}
