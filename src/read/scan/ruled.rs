//! A ruling line ends a word: what stands in two cells of a table is no one word, however narrow the gap.

use crate::model::{Glyph, Rect, Rule, Word};

/// Characters that a ruling line is taken for.
const STROKES: &[char] = &['|', '｜', '丨'];

/// Words cut where an upright ruling line stands between two of their characters. Vertical words stay.
pub(super) fn cut(words: Vec<Word>, rules: &[Rule]) -> Vec<Word> {
    let upright: Vec<&Rect> = rules.iter().filter(|rule| !rule.horizontal).map(|rule| &rule.bbox).collect();
    words.into_iter().flat_map(|word| if word.vertical { vec![word] } else { cut_one(word, &upright) }).collect()
}

fn cut_one(word: Word, rules: &[&Rect]) -> Vec<Word> {
    let height = word.bbox.height();
    let crossing: Vec<f32> = rules
        .iter()
        .filter(|rule| rule.overlap_y(&word.bbox) > 0.7 * height && word.bbox.overlap_x(&rule.grown(0.1)) > 0.0)
        .map(|rule| rule.centre().0)
        .collect();
    if crossing.is_empty() {
        return vec![word];
    }
    let is_rule =
        |g: &Glyph| STROKES.contains(&g.ch) && crossing.iter().any(|x| (x - g.bbox.centre().0).abs() < 0.3 * height);
    let mut parts: Vec<Vec<Glyph>> = vec![Vec::new()];
    let mut before: Option<f32> = None;
    for glyph in word.glyphs.into_iter().filter(|g| !is_rule(g)) {
        let middle = glyph.bbox.centre().0;
        let space = glyph.ch.is_whitespace();
        let apart = !space && before.is_some_and(|before| crossing.iter().any(|&x| before < x && x < middle));
        before = if space { before } else { Some(middle) };
        match parts.last_mut() {
            Some(part) if !apart => part.push(glyph),
            _ => parts.push(vec![glyph]),
        }
    }
    parts
        .into_iter()
        .filter_map(|glyphs| {
            let first = glyphs.iter().position(|g| !g.ch.is_whitespace())?;
            let last = glyphs.iter().rposition(|g| !g.ch.is_whitespace())?;
            let glyphs: Vec<Glyph> = glyphs.into_iter().take(last + 1).skip(first).collect();
            let bbox = Rect::around(glyphs.iter().map(|g| g.bbox))?;
            Some(Word { glyphs, bbox, vertical: false, source: word.source })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::WordSource;

    fn word(text: &str) -> Word {
        let glyphs: Vec<Glyph> = text
            .chars()
            .enumerate()
            .map(|(i, ch)| {
                let x = i as f32 * 10.0;
                let bbox = Rect::new(x, 0.0, x + 9.0, 10.0);
                Glyph { ch, bbox, confidence: 1.0, font: None, runners_up: Vec::new() }
            })
            .collect();
        Word {
            bbox: Rect::new(0.0, 0.0, text.chars().count() as f32 * 10.0, 10.0),
            glyphs,
            vertical: false,
            source: WordSource::Ocr,
        }
    }

    fn upright(x: f32, y0: f32, y1: f32) -> Rule {
        Rule { bbox: Rect::new(x, y0, x + 1.0, y1), horizontal: false }
    }

    fn texts(words: &[Word]) -> Vec<String> {
        words.iter().map(Word::text).collect()
    }

    #[test]
    fn a_ruling_line_ends_a_word_and_is_no_character() {
        assert_eq!(texts(&cut(vec![word("学位 无")], &[upright(24.0, -20.0, 40.0)])), ["学位", "无"]);
        assert_eq!(texts(&cut(vec![word("学位|无")], &[upright(24.0, -20.0, 40.0)])), ["学位", "无"]);
    }

    #[test]
    fn a_line_elsewhere_does_not() {
        for rule in [
            upright(24.0, 20.0, 60.0),
            upright(90.0, -20.0, 40.0),
            Rule { horizontal: true, ..upright(24.0, -20.0, 40.0) },
        ] {
            assert_eq!(texts(&cut(vec![word("学位 无")], &[rule])), ["学位 无"]);
        }
    }
}
