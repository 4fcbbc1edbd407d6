//! How studies ended: 毕业, 结业 or 肄业.

use super::characters::usual_forms;
use super::parsed::{Parsed, Understanding};
use super::text;

/// Understands a printed conclusion. A label alone (`毕(结)业`) says nothing.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    if text::is_printed_as_unknown(raw) {
        return Parsed::none(Understanding::PrintedAsUnknown);
    }
    let chosen = text::ticked(raw).unwrap_or_else(|| raw.to_owned());
    let words = usual_forms(&text::printed(&chosen));
    let words = words.replace("毕（结）业", "").replace("毕结业", "").replace("毕业（结业）", "");
    if words.is_empty() {
        return Parsed::none(if text::compact(raw).is_empty() {
            Understanding::Empty
        } else {
            Understanding::NotUnderstood
        });
    }
    let said: Vec<&str> = ["毕业", "结业", "肄业"].into_iter().filter(|word| words.contains(word)).collect();
    let denied = ["未毕业", "不予毕业", "非毕业"].iter().any(|no| words.contains(no));
    match said.as_slice() {
        [one] if !denied => Parsed::full((*one).to_owned()),
        _ => Parsed::none(Understanding::NotUnderstood),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn understands() {
        let cases = [
            ("毕业", Some("毕业")),
            ("毕 业", Some("毕业")),
            ("毕業", Some("毕业")),
            ("准予毕业", Some("毕业")),
            ("结业", Some("结业")),
            ("結業", Some("结业")),
            ("肄业", Some("肄业")),
            ("毕（结）业", None),
            ("毕(结)业 毕业", Some("毕业")),
            ("☑毕业 □结业", Some("毕业")),
            ("未毕业", None),
            ("毕业 结业", None),
            ("", None),
            ("＊", None),
            ("在读", None),
        ];
        for (raw, expected) in cases {
            assert_eq!(parse(raw).value.as_deref(), expected, "{raw}");
        }
    }
}
