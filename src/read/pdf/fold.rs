//! Characters that look like another: radicals and compatibility forms folded to what a reader types.
//!
//! A browser that prints with a Noto typeface writes radicals into `ToUnicode`, because the typeface draws ⽉ and 月 with
//! one glyph and the lower code point wins. Nobody means a radical on a form.

use super::glyph::NOT_READ;
use crate::values::text::fold_char;

/// Folds one character.
pub(super) fn fold(ch: char) -> char {
    match ch {
        ' '..='~' | '\u{4E00}'..='\u{9FFF}' => ch,
        // Printed like a hyphen, and meant as one wherever it is drawn.
        '\u{AD}' => '-',
        '\t' | '\n' | '\r' | '\u{A0}' => ' ',
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => NOT_READ,
        _ => fold_char(ch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_characters_they_look_like() {
        let printed = "⽣⽇⽉⼤⼯⻓⻋⻚⻢⺟";
        assert_eq!(printed.chars().map(fold).collect::<String>(), "生日月大工长车页马母");
    }

    #[test]
    fn compatibility_ideographs_become_unified_ones() {
        assert_eq!("\u{F9DC}\u{2F800}".chars().map(fold).collect::<String>(), "隆丽");
    }

    #[test]
    fn what_is_no_compatibility_form_stays() {
        for ch in ['喆', '堃', '㛃', '𠮷', '（', 'Ａ', '·', '﨑', 'X'] {
            assert_eq!(fold(ch), ch);
        }
    }

    #[test]
    fn private_characters_of_old_chinese_programs_have_a_place_today() {
        assert_eq!("\u{E863}\u{E81E}\u{E7C7}".chars().map(fold).collect::<String>(), "䶮龴ḿ");
        assert_eq!(fold('\u{E123}'), '\u{E123}');
    }
}
