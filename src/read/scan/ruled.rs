//! Ruling lines against what was read. A ruling line ends a word: what stands in two cells of a table is no one word,
//! however narrow the gap. And what was taken for a ruling line may be strokes of type, or a piece of a seal's ring.

use crate::model::{Glyph, Rect, Rule, Word};
use crate::read::image::SealPlace;

/// Characters that a ruling line is taken for.
const STROKES: &[char] = &['|', '｜', '丨'];

/// A line that runs through the inner part of characters, this much in from their edges, does not stand between them.
const INNER: f32 = 0.15;

/// Ruled by this share of its length through characters, a line is made of their strokes.
const THROUGH: f32 = 0.5;

/// The ruling lines that are no pieces of a seal: a table's lines reach beyond a seal that was put on them.
pub(super) fn beside_seals(mut rules: Vec<Rule>, seals: &[SealPlace]) -> Vec<Rule> {
    let places: Vec<Rect> = seals.iter().map(|seal| seal.bbox().grown(0.05 * seal.bbox().width())).collect();
    rules.retain(|rule| {
        let corners = [(rule.bbox.x0, rule.bbox.y0), (rule.bbox.x1, rule.bbox.y1)];
        !places.iter().any(|place| corners.iter().all(|&corner| place.contains(corner)))
    });
    rules
}

/// The ruling lines that are not strokes of type: a line of closely set characters has strokes enough at one height to
/// look like a line, and so have characters below each other.
pub(super) fn without_strokes(mut rules: Vec<Rule>, words: &[Word]) -> Vec<Rule> {
    rules.retain(|rule| {
        let length = if rule.horizontal { rule.bbox.width() } else { rule.bbox.height() };
        through(rule, words) < THROUGH * length.max(f32::MIN_POSITIVE)
    });
    rules
}

/// How far a line runs through characters and the gaps between them.
fn through(rule: &Rule, words: &[Word]) -> f32 {
    let (x, y) = rule.bbox.centre();
    let mut pieces: Vec<(f32, f32)> = Vec::new();
    for word in words {
        let (height, em) = (word.bbox.height(), word.bbox.height().min(word.bbox.width()));
        let near = word.bbox.grown(0.3 * em);
        if near.intersection(&rule.bbox.grown(0.1)).is_none() {
            continue;
        }
        if rule.horizontal {
            // The words of a line reach from its highest to its lowest ink: the feet of digits are at the edge of it.
            if word.bbox.y0 + 0.06 * height < y && y < word.bbox.y1 - 0.06 * height {
                pieces.push((near.x0, near.x1));
            }
        } else {
            let strokes = word.glyphs.iter().filter(|g| is_stroke_of(x, g));
            pieces.extend(strokes.map(|g| (g.bbox.y0 - 0.3 * em, g.bbox.y1 + 0.3 * em)));
        }
    }
    let (from, to) = if rule.horizontal { (rule.bbox.x0, rule.bbox.x1) } else { (rule.bbox.y0, rule.bbox.y1) };
    pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut covered, mut end) = (0.0, from);
    for (a, b) in pieces {
        let (a, b) = (a.max(end), b.min(to));
        if b > a {
            covered += b - a;
            end = b;
        }
    }
    covered
}

/// Words cut where an upright ruling line stands between two of their characters. Vertical words stay.
pub(super) fn cut(words: Vec<Word>, rules: &[Rule]) -> Vec<Word> {
    let upright: Vec<&Rect> = rules.iter().filter(|rule| !rule.horizontal).map(|rule| &rule.bbox).collect();
    words.into_iter().flat_map(|word| if word.vertical { vec![word] } else { cut_one(word, &upright) }).collect()
}

/// Whether a line at `x` runs through the inner part of a character that is no line itself.
fn is_stroke_of(x: f32, glyph: &Glyph) -> bool {
    let margin = INNER * glyph.bbox.width();
    let inside = glyph.bbox.x0 + margin < x && x < glyph.bbox.x1 - margin;
    inside && !glyph.ch.is_whitespace() && !STROKES.contains(&glyph.ch)
}

fn cut_one(word: Word, rules: &[&Rect]) -> Vec<Word> {
    let height = word.bbox.height();
    let crossing: Vec<f32> = rules
        .iter()
        .filter(|rule| rule.overlap_y(&word.bbox) > 0.7 * height && word.bbox.overlap_x(&rule.grown(0.1)) > 0.0)
        .map(|rule| rule.centre().0)
        .filter(|&x| !word.glyphs.iter().any(|g| is_stroke_of(x, g)))
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

    #[test]
    fn a_line_through_a_character_is_one_of_its_strokes() {
        assert_eq!(texts(&cut(vec![word("学位")], &[upright(4.0, -20.0, 40.0)])), ["学位"]);
    }

    fn level(x0: f32, x1: f32, y: f32) -> Rule {
        Rule { bbox: Rect::new(x0, y, x1, y + 1.0), horizontal: true }
    }

    #[test]
    fn lines_made_of_strokes_are_no_ruling() {
        let words = [word("考试名称")];
        let strokes = [level(-2.0, 41.0, 4.0), level(2.0, 30.0, 8.5), upright(4.0, -2.0, 12.0)];
        assert_eq!(without_strokes(strokes.to_vec(), &words), []);
        // Lines of the table around it: above, below, through it and far beyond, and beside its characters.
        let ruling = [level(-20.0, 60.0, -3.0), level(-2.0, 41.0, 11.0), level(-90.0, 200.0, 5.0)];
        let ruling = [ruling.as_slice(), &[upright(-4.0, -20.0, 30.0), upright(4.0, -80.0, 90.0)]].concat();
        assert_eq!(without_strokes(ruling.clone(), &words), ruling);
    }

    #[test]
    fn the_ring_of_a_seal_is_no_ruling() {
        let seal = SealPlace {
            centre: (100.0, 100.0),
            radii: (50.0, 50.0),
            colour: crate::model::SealColour::Red,
            confidence: 1.0,
        };
        let table = [upright(100.0, 20.0, 120.0), level(0.0, 300.0, 90.0), upright(10.0, 60.0, 140.0)];
        let ring = [upright(50.0, 70.0, 130.0), upright(148.0, 75.0, 120.0)];
        let kept = beside_seals([table.as_slice(), &ring].concat(), &[seal]);
        assert_eq!(kept, table);
    }
}
