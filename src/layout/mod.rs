//! Floor 2. How the words of a page hang together: characters, runs, rows, cells of a table, running text.
//!
//! Text layers and recognised pages come in the same shape, but a recogniser merges a label with its value and loses
//! spaces, and a text layer may place every character by itself. A [`Sheet`] is the one form that both are brought to:
//! characters with places, folded for comparison; *runs* of characters without a wide gap or a ruling line between them;
//! *rows* of runs that stand beside each other.

mod beside;
mod cells;
mod flow;
mod grid;
mod rings;
mod runs;
mod shape;

pub use cells::{Bounds, Cells};
pub use flow::Flow;
pub(crate) use flow::goes_on;
pub use grid::GridCell;
pub(crate) use shape::is_sign;
pub use shape::{similarity, squeeze};

use std::sync::OnceLock;

use crate::model::{Page, Rect, WordSource};
use crate::values::text;

/// More characters than any form has; a page that claims more is read up to here.
const MOST_CHARACTERS: usize = 40_000;

/// A character of a page that leaves ink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ch {
    /// As printed.
    pub raw: char,
    /// Folded for comparison: half-width signs, one form of each bracket, dash and dot.
    pub ch: char,
    /// Its place, in reading coordinates.
    pub bbox: Rect,
    /// How sure the reader is, 0 to 1.
    pub confidence: f32,
    /// Who read it.
    pub source: WordSource,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Index of its word in [`Page::words`].
    pub word: u32,
    /// Index of its glyph in the word.
    pub glyph: u32,
}

/// Characters beside each other without a wide gap or a ruling line between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Indices into [`Sheet::chars`], from left to right.
    pub chars: Vec<usize>,
    /// Around all of them.
    pub bbox: Rect,
    /// The folded characters.
    pub text: Vec<char>,
    /// Index of its row in [`Sheet::rows`].
    pub row: usize,
}

impl Run {
    /// The folded characters as a string.
    #[must_use]
    pub fn string(&self) -> String {
        self.text.iter().collect()
    }
}

/// Runs that stand beside each other, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Indices into [`Sheet::runs`].
    pub runs: Vec<usize>,
    /// Around all of them.
    pub bbox: Rect,
}

/// A page laid out: its characters in runs and rows, from top to bottom.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its characters that leave ink.
    pub chars: Vec<Ch>,
    /// Runs, in the order of rows and from left to right.
    pub runs: Vec<Run>,
    /// Rows, from top to bottom.
    pub rows: Vec<Row>,
    /// The cells that ruling lines make.
    pub cells: Cells,
    /// The usual height of a character.
    pub em: f32,
    /// The ruled cells with their texts, made when they are first asked for.
    grid: OnceLock<Vec<GridCell>>,
}

impl<'a> Sheet<'a> {
    /// Lays a page out.
    #[must_use]
    pub fn new(page: &'a Page) -> Self {
        let mut chars = characters(page);
        let em = usual_height(&chars);
        drop_drawings(&mut chars, em);
        rings::drop_rings(&mut chars, page);
        let cells = Cells::new(&page.rules, (page.width, page.height), em);
        let (runs, rows) = runs::arrange(&chars, &cells, em);
        Self { page, chars, runs, rows, cells, em, grid: OnceLock::new() }
    }

    /// The folded text of a row, without spaces.
    #[must_use]
    pub fn row_text(&self, row: &Row) -> String {
        row.runs.iter().filter_map(|&r| self.runs.get(r)).flat_map(|run| run.text.iter()).collect()
    }

    /// The rows in which some characters stand.
    pub fn rows_of<'s>(&'s self, lines: &'s [Vec<usize>]) -> impl Iterator<Item = &'s Row> + 's {
        let stands = |run: &&Run| run.chars.iter().any(|c| lines.iter().flatten().any(|own| own == c));
        self.runs.iter().filter(stands).filter_map(|run| self.rows.get(run.row))
    }

    /// The run before a run in its row.
    #[must_use]
    pub fn left_of(&self, run: usize) -> Option<usize> {
        let (row, at) = self.in_row(run)?;
        row.runs.get(at.checked_sub(1)?).copied()
    }

    /// The run behind a run in its row.
    #[must_use]
    pub fn right_of(&self, run: usize) -> Option<usize> {
        let (row, at) = self.in_row(run)?;
        row.runs.get(at + 1).copied()
    }

    fn in_row(&self, run: usize) -> Option<(&Row, usize)> {
        let row = self.rows.get(self.runs.get(run)?.row)?;
        Some((row, row.runs.iter().position(|own| *own == run)?))
    }

    /// The folded text of the page, without spaces, a line a row.
    #[must_use]
    pub fn text(&self) -> String {
        self.rows.iter().map(|row| self.row_text(row)).collect::<Vec<_>>().join("\n")
    }

    /// The characters of a row, from left to right.
    pub fn row_chars<'s>(&'s self, row: &'s Row) -> impl Iterator<Item = usize> + 's {
        row.runs.iter().filter_map(|&r| self.runs.get(r)).flat_map(|run| run.chars.iter().copied())
    }

    /// A rectangle around some characters.
    #[must_use]
    pub fn around(&self, chars: &[usize]) -> Option<Rect> {
        Rect::around(chars.iter().filter_map(|&c| self.chars.get(c)).map(|c| c.bbox))
    }

    /// The folded text of some characters.
    #[must_use]
    pub fn string(&self, chars: &[usize]) -> String {
        chars.iter().filter_map(|&c| self.chars.get(c)).map(|c| c.ch).collect()
    }

    /// Some characters as printed, with a space where the page has one.
    #[must_use]
    pub fn raw(&self, chars: &[usize]) -> String {
        let mut out = String::new();
        for c in chars.iter().filter_map(|&c| self.chars.get(c)) {
            if c.spaced && !out.is_empty() {
                out.push(' ');
            }
            out.push(c.raw);
        }
        out
    }
}

/// The characters of a page that leave ink, in the order of its words.
fn characters(page: &Page) -> Vec<Ch> {
    let mut chars = Vec::new();
    for (word, w) in (0u32..).zip(&page.words) {
        let mut spaced = false;
        for (glyph, g) in (0u32..).zip(&w.glyphs) {
            // 姓名……张三, 姓名____张三, 【姓名】张三: what leads from a label to its value is room, as printed spaces are.
            if text::is_space(g.ch) || shape::leads(&w.glyphs, glyph as usize) {
                spaced = true;
                continue;
            }
            if chars.len() >= MOST_CHARACTERS {
                return chars;
            }
            let sound = [g.bbox.x0, g.bbox.y0, g.bbox.x1, g.bbox.y1].iter().all(|v| v.is_finite());
            if sound {
                chars.push(Ch {
                    raw: g.ch,
                    ch: if g.ch == '】' { ':' } else { shape::fold(g.ch) },
                    bbox: g.bbox,
                    confidence: g.confidence.clamp(0.0, 1.0),
                    source: w.source,
                    spaced,
                    word,
                    glyph,
                });
                spaced = false;
            }
        }
    }
    chars
}

/// Takes out what was recognised in a portrait, a seal or a code as a whole: a character or two of a word that are far
/// higher than any title. They would reach over many rows and part what belongs together.
fn drop_drawings(chars: &mut Vec<Ch>, em: f32) {
    const HUGE: f32 = 5.0;
    let huge = |c: &Ch| c.source == WordSource::Ocr && c.bbox.height() > HUGE * em;
    let mut lonely: Vec<u32> = Vec::new();
    for word in chars.chunk_by(|a, b| a.word == b.word) {
        if word.len() <= 2 && word.iter().all(huge) {
            lonely.extend(word.first().map(|c| c.word));
        }
    }
    chars.retain(|c| lonely.binary_search(&c.word).is_err());
}

/// The median height of the characters; 10 where there are none.
fn usual_height(chars: &[Ch]) -> f32 {
    let mut heights: Vec<f32> = chars.iter().map(|c| c.bbox.height()).filter(|h| *h > 0.0).collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() / 2).copied().unwrap_or(10.0)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Sheet;
    use crate::model::{Glyph, Legibility, Page, Rect, Rule, TextLayer, Unit, Word, WordSource};

    /// A page drawn with characters: a Chinese one takes two columns, any other one; a row is 20 points, a column 5.
    /// `|` and rows of `-` or `+` are ruling lines. What two spaces part stands in words of its own.
    pub(crate) fn page(drawing: &str) -> Page {
        page_of(drawing, WordSource::TextLayer)
    }

    /// The same, as if recognised.
    pub(crate) fn scanned(drawing: &str) -> Page {
        page_of(drawing, WordSource::Ocr)
    }

    fn page_of(drawing: &str, source: WordSource) -> Page {
        let mut page = Page::empty(1, 600.0, 800.0, Unit::Points);
        page.legibility = Legibility::Read;
        page.text_layer = TextLayer::Believed;
        for (n, line) in drawing.lines().enumerate() {
            let top = 20.0 * n as f32;
            let mut x = 0.0f32;
            let mut word: Vec<Glyph> = Vec::new();
            let mut spaces = 0;
            let ruled = !line.trim().is_empty() && line.trim().chars().all(|c| "-+".contains(c));
            for c in line.chars() {
                let width = if c.is_ascii() { 5.0 } else { 10.0 };
                match c {
                    '+' | '-' if ruled => {}
                    '|' => {
                        push(&mut page, &mut word, source);
                        page.rules
                            .push(Rule { bbox: Rect::new(x, top - 16.0, x + 0.5, top + 36.0), horizontal: false });
                        spaces = 0;
                    }
                    ' ' => spaces += 1,
                    _ => {
                        if spaces >= 2 {
                            push(&mut page, &mut word, source);
                        } else if spaces == 1 && !word.is_empty() {
                            word.push(glyph(' ', Rect::new(x - 5.0, top + 4.0, x, top + 14.0)));
                        }
                        spaces = 0;
                        word.push(glyph(c, Rect::new(x, top + 4.0, x + width, top + 14.0)));
                    }
                }
                x += width;
            }
            push(&mut page, &mut word, source);
            if ruled {
                let start = 5.0 * (line.len() - line.trim_start().len()) as f32;
                page.rules.push(Rule { bbox: Rect::new(start, top + 10.0, x, top + 10.5), horizontal: true });
            }
        }
        page
    }

    fn glyph(ch: char, bbox: Rect) -> Glyph {
        Glyph { ch, bbox, confidence: 1.0, font: None, runners_up: Vec::new() }
    }

    fn push(page: &mut Page, word: &mut Vec<Glyph>, source: WordSource) {
        if let Some(bbox) = Rect::around(word.iter().map(|g| g.bbox)) {
            page.words.push(Word { glyphs: std::mem::take(word), bbox, vertical: false, source });
        }
    }

    #[test]
    fn rows_are_read_from_top_to_bottom_and_from_left_to_right() {
        let page = page("性别：男  姓名：张三\n学校：某大学");
        assert_eq!(Sheet::new(&page).text(), "性别:男姓名:张三\n学校:某大学");
    }

    #[test]
    fn what_is_seen_in_a_portrait_is_no_line() {
        let mut page = scanned("性别：男\n姓名：张三\n学校：某大学");
        let portrait = Rect::new(400.0, 0.0, 470.0, 60.0);
        page.words.push(Word {
            glyphs: vec![glyph('日', portrait)],
            bbox: portrait,
            vertical: false,
            source: WordSource::Ocr,
        });
        assert_eq!(Sheet::new(&page).text(), "性别:男\n姓名:张三\n学校:某大学");
        let title = Rect::new(100.0, 200.0, 130.0, 230.0);
        page.words.push(Word {
            glyphs: vec![glyph('聘', title)],
            bbox: title,
            vertical: false,
            source: WordSource::Ocr,
        });
        assert!(Sheet::new(&page).text().ends_with("聘"));
    }

    #[test]
    fn a_rule_parts_what_stands_close() {
        let page = page("---------\n姓名|张三\n---------");
        let runs: Vec<String> = Sheet::new(&page).runs.iter().map(super::Run::string).collect();
        assert_eq!(runs, ["姓名", "张三"]);
    }
}
