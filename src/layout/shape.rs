//! Characters for comparison: the forms that mean the same brought to one.

use crate::model::Glyph;
use crate::values::{characters, text};

/// The one form of a sign that is printed in many: half-width, round brackets, `-` for dashes, `·` for middle dots.
#[must_use]
pub(super) fn fold(c: char) -> char {
    match text::half_width(text::fold_char(c)) {
        '〔' | '［' | '﹝' => '(',
        '〕' | '］' | '﹞' => ')',
        '—' | '–' | '―' | '─' | '‐' | '‑' | '−' | '－' | '﹣' | 'ー' => '-',
        '～' | '〜' | '∼' => '~',
        '∶' | '︰' | '﹕' | '꞉' | '➤' | '►' | '▸' | '➔' => ':',
        '，' | '﹐' | '､' => ',',
        '；' | '﹔' => ';',
        '｡' => '。',
        '＊' | '﹡' | '∗' => '*',
        dot if text::is_middle_dot(dot) => '·',
        other => characters::usual_form(other),
    }
}

/// Whether the character at a place only leads from a label to its value: one of a row of dots or strokes, or the bracket
/// that opens a label. Fewer than three may be a dash or the points that stand for something.
#[must_use]
pub(super) fn leads(glyphs: &[Glyph], at: usize) -> bool {
    const FEWEST: usize = 3;
    let leader = |c: char| matches!(c, '…' | '‥' | '_' | '﹍' | '＿' | '﹎' | '┈' | '┄');
    let dot = |c: char| matches!(c, '.' | '·' | '．' | '・');
    let row = |kind: &dyn Fn(char) -> bool| {
        let is = |i: usize| glyphs.get(i).is_some_and(|g| kind(g.ch));
        let before = (0..at).rev().take(FEWEST).take_while(|i| is(*i)).count();
        is(at) && before + (at..glyphs.len()).take(FEWEST).take_while(|i| is(*i)).count() >= FEWEST
    };
    glyphs.get(at).is_some_and(|g| g.ch == '【') || row(&leader) || row(&dot)
}

/// Folded and without white space, brackets and signs: what is left of a label or title when print and recognition have
/// done their worst.
#[must_use]
pub fn squeeze(s: &str) -> String {
    s.chars().map(fold).filter(|c| !is_sign(*c)).collect()
}

/// Whether a folded character carries no meaning in a label or title.
#[must_use]
pub(crate) fn is_sign(c: char) -> bool {
    text::is_space(c)
        || matches!(
            c,
            ':' | ';'
                | ','
                | '.'
                | '。'
                | '、'
                | '('
                | ')'
                | '·'
                | '"'
                | '\''
                | '“'
                | '”'
                | '‘'
                | '’'
                | '-'
                | '_'
                | '*'
                | '/'
                | '|'
                | '◎'
                | '◇'
                | '※'
                | '►'
                | '▶'
                | '➤'
                | '《'
                | '》'
                | '<'
                | '>'
                | '①'
                ..='⑳'
                    | '『'
                    | '』'
                    | '「'
                    | '」'
                    | '→'
                    | '☎'
                    | '!'
                    | '?'
                    | '`'
                    | '^'
                    | '~'
                    | '['
                    | ']'
                    | '☑'
                    | '☐'
                    | '□'
                    | '■'
                    | '√'
                    | '✓'
                    | '✔'
                    | '★'
                    | '☆'
                    | '●'
                    | '◆'
                    | '▪'
        )
}

/// How alike two squeezed texts are: 1 for the same, less with every character that must change, 0 for no likeness.
#[must_use]
pub fn similarity(a: &str, b: &str) -> f32 {
    let longest = a.chars().count().max(b.chars().count());
    if longest == 0 {
        return 1.0;
    }
    match text::edits(a, b, longest / 3) {
        Some(edits) => 1.0 - edits as f32 / longest as f32,
        None => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_sign_fold_to_one() {
        assert_eq!("毕（结）业：".chars().map(fold).collect::<String>(), "毕(结)业:");
        assert_eq!(squeeze("毕（结） 业 日期："), squeeze("毕(结)业日期"));
        assert_eq!(fold('―'), '-');
    }

    #[test]
    fn likeness_falls_with_edits() {
        assert!((similarity("工作年限证明", "工作年限证明") - 1.0).abs() < f32::EPSILON);
        assert!(similarity("工作年限证明", "工作年限证") > 0.8);
        assert!(similarity("工作年限证明", "毕业生登记表") < 0.1);
    }
}
