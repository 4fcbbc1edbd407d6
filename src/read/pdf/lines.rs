//! Glyphs to words: runs on one base line without a wide gap, in reading order.

use std::cmp::Ordering;

use super::scene::RawGlyph;
use crate::model::{Glyph, Rect, Rule, Word};

/// A gap wider than this, in parts of the size of the type, ends a word.
const WIDE: f32 = 0.8;
/// A gap wider than this between letters is a space even where none was set.
const LETTER_SPACE: f32 = 0.2;

/// Makes words of glyphs, in reading order.
pub(super) fn words(glyphs: Vec<RawGlyph>, rules: &[Rule]) -> Vec<Word> {
    let walls = Walls::new(rules);
    let mut words = Vec::new();
    for line in base_lines(glyphs) {
        split(line, &walls, &mut words);
    }
    reading_order(words)
}

/// Groups glyphs that stand on one base line, run one way and are of like size. Each group is sorted along the line.
fn base_lines(mut glyphs: Vec<RawGlyph>) -> Vec<Vec<RawGlyph>> {
    let direction =
        |g: &RawGlyph| (g.vertical, (g.flow.1.atan2(g.flow.0) * 12.0 / std::f32::consts::PI).round() as i32);
    glyphs.sort_by(|a, b| {
        direction(a)
            .cmp(&direction(b))
            .then(a.base.total_cmp(&b.base))
            .then(a.start.total_cmp(&b.start))
            .then(a.order.cmp(&b.order))
    });
    let mut lines: Vec<Vec<RawGlyph>> = Vec::new();
    let mut open = 0;
    for glyph in glyphs {
        let belongs = |line: &Vec<RawGlyph>| {
            line.first().is_some_and(|head| {
                let size = head.em.min(glyph.em);
                direction(head) == direction(&glyph)
                    && (glyph.base - head.base).abs() <= 0.25 * size
                    && head.em.max(glyph.em) <= 1.5 * size
            })
        };
        // Lines whose base lies too far back can take no more; nearly always the last line takes the glyph.
        while open < lines.len()
            && lines[open].first().is_some_and(|head| {
                direction(head) != direction(&glyph) || (glyph.base - head.base).abs() > 0.25 * head.em
            })
        {
            open += 1;
        }
        match lines.iter().enumerate().skip(open).rev().find(|(_, line)| belongs(line)).map(|(i, _)| i) {
            Some(i) => lines[i].push(glyph),
            None => lines.push(vec![glyph]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.start.total_cmp(&b.start).then(a.order.cmp(&b.order)));
    }
    lines
}

/// Cuts a line into words where the gap is wide or a ruling line stands.
fn split(line: Vec<RawGlyph>, walls: &Walls, words: &mut Vec<Word>) {
    let mut word: Vec<RawGlyph> = Vec::new();
    let mut spaces: Vec<RawGlyph> = Vec::new();
    for glyph in line {
        if glyph.ch.is_whitespace() || glyph.ch == '\u{200B}' {
            if !is_double(&spaces, &glyph) {
                spaces.push(glyph);
            }
            continue;
        }
        let Some(last) = word.last() else {
            spaces.clear();
            word.push(glyph);
            continue;
        };
        if is_double(&word, &glyph) {
            continue;
        }
        let em = last.em.max(glyph.em);
        let gap = glyph.start - last.end;
        let apart = gap > WIDE * em || walls.between(last, &glyph) || last.source != glyph.source;
        if apart {
            finish(std::mem::take(&mut word), words);
            spaces.clear();
        } else if !spaces.is_empty() {
            let from = last.end;
            word.append(&mut fit(&spaces, from, glyph.start));
            spaces.clear();
        } else if gap > LETTER_SPACE * em && is_letter(last.ch) && is_letter(glyph.ch) {
            let mut space = last.clone();
            space.ch = ' ';
            let from = last.end;
            word.append(&mut fit(&[space], from, glyph.start));
        }
        word.push(glyph);
    }
    finish(word, words);
}

/// Latin letters: between these a gap is a space. Digits are often set apart on purpose.
fn is_letter(ch: char) -> bool {
    ch.is_ascii_alphabetic()
}

/// Drawn a second time in nearly the same place, as fake bold and shadows are.
fn is_double(word: &[RawGlyph], glyph: &RawGlyph) -> bool {
    word.iter()
        .rev()
        .take(4)
        .any(|g| g.ch == glyph.ch && (g.start - glyph.start).abs() < 0.3 * (g.end - g.start).max(0.1 * g.em))
}

/// Spaces laid evenly into the gap they stand for.
fn fit(spaces: &[RawGlyph], from: f32, to: f32) -> Vec<RawGlyph> {
    let count = spaces.len() as f32;
    let step = (to - from).max(0.0) / count;
    spaces
        .iter()
        .enumerate()
        .map(|(i, space)| {
            let mut space = space.clone();
            let (old, length) = (space.start, step);
            space.start = from + step * i as f32;
            space.end = space.start + length;
            let moved = space.start - old;
            let (dx, dy) = (moved * space.flow.0, moved * space.flow.1);
            let b = space.bbox;
            space.bbox = if space.flow.0.abs() >= space.flow.1.abs() {
                let x = b.x0 + dx;
                Rect::new(x, b.y0, x + length, b.y1)
            } else {
                let y = b.y0 + dy;
                Rect::new(b.x0, y, b.x1, y + length)
            };
            space
        })
        .collect()
}

fn finish(glyphs: Vec<RawGlyph>, words: &mut Vec<Word>) {
    let Some(head) = glyphs.first() else { return };
    let (vertical, source) = (head.vertical, head.source);
    let Some(bbox) = Rect::around(glyphs.iter().map(|g| g.bbox)) else { return };
    let glyphs = glyphs
        .into_iter()
        .map(|g| Glyph { ch: g.ch, bbox: g.bbox, confidence: g.confidence, font: g.font, runners_up: Vec::new() })
        .collect();
    words.push(Word { glyphs, bbox, vertical, source });
}

/// Lines from top to bottom, words in a line from left to right; columns from right to left where most of the page is
/// written from top to bottom.
fn reading_order(mut words: Vec<Word>) -> Vec<Word> {
    let length =
        |vertical: bool| words.iter().filter(|w| w.vertical == vertical).map(|w| w.glyphs.len()).sum::<usize>();
    if length(true) > length(false) {
        words.sort_by(|a, b| b.bbox.centre().0.total_cmp(&a.bbox.centre().0).then(a.bbox.y0.total_cmp(&b.bbox.y0)));
        return words;
    }
    let by_middle = |a: &Word, b: &Word| -> Ordering {
        a.bbox.centre().1.total_cmp(&b.bbox.centre().1).then(a.bbox.x0.total_cmp(&b.bbox.x0))
    };
    words.sort_by(by_middle);
    let mut ordered: Vec<Word> = Vec::with_capacity(words.len());
    let mut line: Vec<Word> = Vec::new();
    for word in words {
        let same = line.first().is_some_and(|head| {
            let low = head.bbox.height().min(word.bbox.height());
            head.bbox.overlap_y(&word.bbox) >= 0.5 * low
        });
        if !same {
            line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0).then(a.bbox.y0.total_cmp(&b.bbox.y0)));
            ordered.append(&mut line);
        }
        line.push(word);
    }
    line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0).then(a.bbox.y0.total_cmp(&b.bbox.y0)));
    ordered.append(&mut line);
    ordered
}

/// The vertical ruling lines of a page, sorted by their place, for asking whether one stands between two glyphs.
struct Walls {
    lines: Vec<Rect>,
}

impl Walls {
    fn new(rules: &[Rule]) -> Self {
        let mut lines: Vec<Rect> = rules.iter().filter(|r| !r.horizontal).map(|r| r.bbox).collect();
        lines.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        Self { lines }
    }

    /// Whether a line stands between two glyphs of an upright, horizontal line.
    fn between(&self, left: &RawGlyph, right: &RawGlyph) -> bool {
        if left.flow.0 < 0.99 {
            return false;
        }
        let (from, to) = (left.bbox.centre().0, right.bbox.centre().0);
        let y = f32::midpoint(left.bbox.centre().1, right.bbox.centre().1);
        let first = self.lines.partition_point(|w| w.x0 < from);
        self.lines[first..].iter().take_while(|w| w.x0 < to).any(|w| w.y0 <= y && y <= w.y1)
    }
}
