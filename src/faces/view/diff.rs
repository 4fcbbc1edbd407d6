//! Two values laid side by side, character by character.
//!
//! A character that differs is marked by a colour and by a sign, because colours alone are not seen by everybody and not
//! at all on a black-and-white print. Forms of the same character (繁简, full-width) are told apart from real differences.

use maud::{Markup, html};

use crate::values::{characters, text};

/// How a stretch of the found value stands to the expected one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The same characters.
    Same,
    /// Other forms of the same characters: traditional and simplified, full-width and half-width.
    Form,
    /// Other characters of similar shape.
    Alike,
    /// Other characters.
    Other,
    /// Not in the expected value.
    Added,
    /// In the expected value and not here; the text is what is missing.
    Missing,
}

impl Standing {
    /// The class it is styled by, the sign it is printed with, and its name to a screen reader.
    const fn marks(self) -> Option<(&'static str, &'static str, &'static str)> {
        match self {
            Self::Same => None,
            Self::Form => Some(("diff form", "≈", "写法不同")),
            Self::Alike => Some(("diff alike", "≒", "形近字")),
            Self::Other => Some(("diff other", "≠", "不同")),
            Self::Added => Some(("diff added", "＋", "多出")),
            Self::Missing => Some(("diff missing", "－", "缺少")),
        }
    }
}

/// A stretch of the found value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// How it stands to the expected value.
    pub standing: Standing,
    /// The characters.
    pub text: String,
}

/// Longer texts are not laid side by side: what differs in them is read, not spotted.
const LONGEST: usize = 120;

/// The found value in stretches, in the order of printing.
#[must_use]
pub fn pieces(expected: &str, found: &str) -> Vec<Piece> {
    let (wanted, seen): (Vec<char>, Vec<char>) = (expected.chars().collect(), found.chars().collect());
    if wanted.len() > LONGEST || seen.len() > LONGEST {
        let standing = if expected == found { Standing::Same } else { Standing::Other };
        return vec![Piece { standing, text: found.to_owned() }];
    }
    if wanted.len() == seen.len() && wanted.iter().chain(&seen).all(char::is_ascii) {
        // Dates and numbers of one length: a digit stands against the digit in its place.
        return gathered(wanted.iter().zip(&seen).map(|(a, b)| (standing(*a, *b), *b)));
    }
    let costs = table(&wanted, &seen);
    let mut characters: Vec<(Standing, char)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < wanted.len() || j < seen.len() {
        let (standing, c) = match (wanted.get(i), seen.get(j)) {
            (Some(&a), Some(&b)) if cost(&costs, i, j) == cost(&costs, i + 1, j + 1) + price(standing(a, b)) => {
                (i, j) = (i + 1, j + 1);
                (standing(a, b), b)
            }
            (_, Some(&b)) if cost(&costs, i, j) == cost(&costs, i, j + 1) + GAP => {
                j += 1;
                (Standing::Added, b)
            }
            (Some(&a), _) => {
                i += 1;
                (Standing::Missing, a)
            }
            // Cannot be: one of the two steps above leads to the end.
            (None, Some(_)) | (None, None) => break,
        };
        characters.push((standing, c));
    }
    gathered(characters.into_iter())
}

/// Characters in their order, those of one standing together.
fn gathered(characters: impl Iterator<Item = (Standing, char)>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (standing, c) in characters {
        match pieces.last_mut() {
            Some(last) if last.standing == standing => last.text.push(c),
            _ => pieces.push(Piece { standing, text: c.to_string() }),
        }
    }
    pieces
}

/// The price of a character that has no partner.
const GAP: u32 = 5;

/// The price of putting two characters side by side.
const fn price(standing: Standing) -> u32 {
    match standing {
        Standing::Same => 0,
        Standing::Form => 1,
        Standing::Alike => 3,
        Standing::Other | Standing::Added | Standing::Missing => 8,
    }
}

fn standing(wanted: char, seen: char) -> Standing {
    let plain = |c: char| text::half_width(text::fold_char(c));
    // Behind a star of a masked roster may stand anything.
    if wanted == seen || wanted == '*' {
        Standing::Same
    } else if plain(wanted).eq_ignore_ascii_case(&plain(seen))
        || characters::usual_form(plain(wanted)) == characters::usual_form(plain(seen))
        || characters::surname_forms(wanted, seen)
    {
        Standing::Form
    } else if characters::look_alike(wanted, seen) || characters::similar_signs(wanted, seen) {
        Standing::Alike
    } else {
        Standing::Other
    }
}

/// `table[i][j]`: the least price of laying what follows `i` beside what follows `j`.
fn table(wanted: &[char], seen: &[char]) -> Vec<Vec<u32>> {
    let mut costs = vec![vec![0; seen.len() + 1]; wanted.len() + 1];
    for i in (0..=wanted.len()).rev() {
        for j in (0..=seen.len()).rev() {
            let beside = match (wanted.get(i), seen.get(j)) {
                (Some(&a), Some(&b)) => Some(cost(&costs, i + 1, j + 1) + price(standing(a, b))),
                _ => None,
            };
            let missing = (i < wanted.len()).then(|| cost(&costs, i + 1, j) + GAP);
            let added = (j < seen.len()).then(|| cost(&costs, i, j + 1) + GAP);
            let least = [beside, missing, added].into_iter().flatten().min().unwrap_or(0);
            if let Some(place) = costs.get_mut(i).and_then(|row| row.get_mut(j)) {
                *place = least;
            }
        }
    }
    costs
}

fn cost(costs: &[Vec<u32>], i: usize, j: usize) -> u32 {
    costs.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0)
}

/// Whether a value is an amount rather than a code: short, and a number.
fn is_amount(value: &str) -> bool {
    value.len() <= 5 && value.parse::<f64>().is_ok()
}

/// The found value with what differs from the expected one marked.
#[must_use]
pub fn marked(expected: &str, found: &str) -> Markup {
    if is_amount(expected) && is_amount(found) {
        // 4.08 years against 5: what differs is the amount, not its digits.
        return html! { (found) };
    }
    html! {
        @for piece in pieces(expected, found) {
            @match piece.standing.marks() {
                None => { (piece.text) }
                Some((class, sign, name)) => {
                    mark class=(class) title=(name) {
                        span.sr { "（" (name) "：" }
                        (piece.text)
                        span.sr { "）" }
                        span.sign aria-hidden="true" { (sign) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(expected: &str, found: &str) -> Vec<(Standing, String)> {
        pieces(expected, found).into_iter().map(|piece| (piece.standing, piece.text)).collect()
    }

    #[test]
    fn a_digit_stands_against_the_digit_in_its_place_and_amounts_are_not_taken_apart() {
        let of = |expected: &str, found: &str| {
            let marked = pieces(expected, found).into_iter().filter(|p| p.standing != Standing::Same);
            marked.map(|piece| piece.text).collect::<Vec<_>>()
        };
        assert_eq!(of("1980-02-11", "1978-02-11"), ["78"]);
        assert_eq!(marked("5", "4.08").into_string(), "4.08");
    }

    #[test]
    fn one_digit_of_a_date() {
        assert_eq!(
            shown("1991-03-08", "1991-03-18"),
            [(Standing::Same, "1991-03-".into()), (Standing::Other, "1".into()), (Standing::Same, "8".into())]
        );
    }

    #[test]
    fn forms_look_alikes_and_others_are_told_apart() {
        assert_eq!(shown("张锺", "张鍾")[1].0, Standing::Form);
        assert_eq!(shown("Ａ1", "A1")[0].0, Standing::Form);
        assert_eq!(shown("己", "已")[0].0, Standing::Alike);
        assert_eq!(shown("张三", "张四")[1].0, Standing::Other);
    }

    #[test]
    fn what_is_missing_or_too_much_keeps_the_rest_side_by_side() {
        assert_eq!(
            shown("湖南大学", "湖大学"),
            [(Standing::Same, "湖".into()), (Standing::Missing, "南".into()), (Standing::Same, "大学".into())]
        );
        assert_eq!(shown("湖大学", "湖南大学")[1], (Standing::Added, "南".into()));
        assert_eq!(shown("甲", ""), [(Standing::Missing, "甲".into())]);
    }

    #[test]
    fn markup_in_a_value_stays_text_and_every_mark_has_a_sign() {
        let html = marked("张三", "<script>").into_string();
        assert!(!html.contains("<script>") && html.contains("&lt;"), "{html}");
        assert_eq!(html.matches("<mark").count(), html.matches("class=\"sign\"").count());
        assert!(!html.contains("style="));
    }

    proptest! {
        #[test]
        fn nothing_found_is_lost(expected in "[甲乙丙0-9A-Z（(]{0,12}", found in "[甲乙丙0-9A-Z（(]{0,12}") {
            let pieces = pieces(&expected, &found);
            let all = |missing: bool| -> String {
                let kept = pieces.iter().filter(|p| p.standing != if missing { Standing::Added } else { Standing::Missing });
                kept.map(|p| p.text.as_str()).collect()
            };
            prop_assert_eq!(all(false), found.clone());
            prop_assert_eq!(all(true).chars().count(), expected.chars().count());
            prop_assert_eq!(pieces.iter().all(|p| p.standing == Standing::Same), expected == found);
        }
    }
}
