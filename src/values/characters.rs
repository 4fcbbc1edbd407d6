//! Which characters are forms of one another, and which only look alike: the tables beside this file.

use std::sync::LazyLock;

use super::text;

/// Traditional character to simplified.
static TRADITIONAL: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut pairs: Vec<(char, char)> = lines(include_str!("traditional.txt"))
        .filter_map(|line| {
            let mut chars = line.chars();
            Some((chars.next()?, chars.next()?))
        })
        .collect();
    pairs.sort_unstable();
    pairs
});

/// Any form of a character to the usual one.
static VARIANTS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut pairs: Vec<(char, char)> = lines(include_str!("variants.txt"))
        .flat_map(|line| line.chars().skip(1).filter_map(move |form| Some((form, line.chars().next()?))))
        .collect();
    pairs.sort_unstable();
    pairs
});

/// Two characters of similar shape, both ways round.
static LOOK_ALIKES: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut pairs: Vec<(char, char)> = lines(include_str!("lookalikes.txt"))
        .flat_map(|line| line.chars().flat_map(move |a| line.chars().map(move |b| (a, b))))
        .filter(|(a, b)| a != b)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
});

/// Surnames that are different names by law, and written for each other all the same. The rare form first.
const SURNAME_FORMS: &[(char, char)] =
    &[('丘', '邱'), ('付', '傅'), ('代', '戴'), ('兰', '蓝'), ('肖', '萧'), ('闫', '阎')];

/// The lines of a table that are not comments.
fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The simplified, usual form of a character: the same for all its script forms.
#[must_use]
pub fn usual_form(c: char) -> char {
    // Twice, because a few characters were simplified in two steps (薴, 苧, 苎).
    let simplified = text::look_up(&TRADITIONAL, text::look_up(&TRADITIONAL, text::fold_char(c)));
    text::look_up(&VARIANTS, simplified)
}

/// The text with every character in its usual form.
#[must_use]
pub fn usual_forms(text: &str) -> String {
    text.chars().map(usual_form).collect()
}

/// Whether two characters have similar shapes. Not for a character and itself.
#[must_use]
pub fn look_alike(a: char, b: char) -> bool {
    a != b && LOOK_ALIKES.binary_search(&(a, b)).is_ok()
}

/// Whether two surnames of one character are often written for each other.
#[must_use]
pub fn surname_forms(a: char, b: char) -> bool {
    SURNAME_FORMS.iter().any(|&(x, y)| (a, b) == (x, y) || (a, b) == (y, x))
}

/// Whether two letters or digits are easily taken for each other in print.
#[must_use]
pub fn similar_signs(a: char, b: char) -> bool {
    const SETS: &[&str] = &["0ODQ", "1IL|", "2Z", "5S", "6G", "8B", "UV", "VY", "CG", "MN"];
    a != b && SETS.iter().any(|set| set.contains(a) && set.contains(b))
}

/// Whether a character lies outside the 6,763 of GB2312: the ones old systems cannot print.
#[must_use]
pub fn is_rare(c: char) -> bool {
    if !text::is_han(c) {
        return false;
    }
    let mut buffer = [0u8; 4];
    let (bytes, _, failed) = encoding_rs::GBK.encode(c.encode_utf8(&mut buffer));
    let in_gb2312 = matches!(bytes.as_ref(), [0xB0..=0xF7, 0xA1..=0xFE]);
    failed || !in_gb2312
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_well_formed() {
        for (table, name) in [
            (include_str!("variants.txt"), "variants.txt"),
            (include_str!("lookalikes.txt"), "lookalikes.txt"),
            (include_str!("traditional.txt"), "traditional.txt"),
        ] {
            let rows: Vec<&str> = lines(table).collect();
            assert!(rows.is_sorted(), "{name} is not sorted");
            for row in rows {
                let mut chars: Vec<char> = row.chars().collect();
                chars.sort_unstable();
                let length = chars.len();
                chars.dedup();
                assert!(length >= 2 && chars.len() == length, "{name}: {row}");
            }
        }
        assert!(TRADITIONAL.len() > 4000);
    }

    #[test]
    fn forms_of_one_character_meet() {
        for (a, b) in [
            ('鍾', '钟'),
            ('鐘', '钟'),
            ('昇', '升'),
            ('喆', '哲'),
            ('峯', '峰'),
            ('暉', '晖'),
            ('甯', '宁'),
            ('\u{2ED3}', '長'),
        ] {
            assert_eq!(usual_form(a), usual_form(b), "{a} {b}");
        }
        for (a, b) in [('己', '已'), ('未', '末'), ('付', '傅'), ('焦', '谯')] {
            assert_ne!(usual_form(a), usual_form(b), "{a} {b}");
        }
    }

    #[test]
    fn usual_form_is_settled() {
        for &(from, _) in TRADITIONAL.iter().chain(VARIANTS.iter()) {
            let once = usual_form(from);
            let twice = usual_form(once);
            assert_eq!(once, twice, "{from} → {once} → {twice}");
        }
    }

    #[test]
    fn knows_rare_characters() {
        for (c, rare) in
            [('张', false), ('喆', true), ('䶮', true), ('𬱖', true), ('翀', true), ('a', false), ('鑫', false)]
        {
            assert_eq!(is_rare(c), rare, "{c}");
        }
    }
}
