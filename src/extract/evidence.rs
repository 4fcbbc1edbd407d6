//! A piece of a page to a field with its evidence.

use crate::layout::Sheet;
use crate::model::{Evidence, Field, FieldName, FieldValue, Rect, RunnersUp, WordSource};

/// How sure the reader is of all these characters together: of those that say something. A dash that may as well be a
/// longer one makes no value doubtful.
fn legible(sheet: &Sheet<'_>, chars: &[usize]) -> f32 {
    let chars = || chars.iter().filter_map(|&c| sheet.chars.get(c));
    let telling = || chars().filter(|c| c.ch.is_alphanumeric());
    if telling().next().is_some() {
        telling().map(|c| c.confidence).product()
    } else {
        chars().map(|c| c.confidence).product()
    }
}

/// The box around the characters of some lines, on the page as reading sees it.
pub(super) fn around(sheet: &Sheet<'_>, lines: &[Vec<usize>]) -> Option<Rect> {
    Rect::around(lines.iter().filter_map(|line| sheet.around(line)))
}

/// The field with the value in the contract's form; `sure` is how sure the assignment is.
pub(super) fn field(sheet: &Sheet<'_>, name: FieldName, value: FieldValue, lines: &[Vec<usize>], sure: f32) -> Field {
    Field { name, value, evidence: evidence(sheet, lines, sure) }
}

/// The evidence of a value whose characters stand on these lines.
pub(super) fn evidence(sheet: &Sheet<'_>, lines: &[Vec<usize>], sure: f32) -> Evidence {
    let all: Vec<usize> = lines.concat();
    let boxes: Vec<Rect> =
        lines.iter().filter_map(|line| sheet.around(line)).map(|r| sheet.page.displayed(&r)).collect();
    let source =
        all.iter().filter_map(|&c| sheet.chars.get(c)).map(|c| c.source).max().unwrap_or(WordSource::TextLayer);
    let (raw, runners_up) = print(sheet, lines);
    Evidence {
        raw,
        page: sheet.page.number,
        bbox: Rect::around(boxes.iter().copied()),
        line_boxes: if boxes.len() > 1 { boxes } else { Vec::new() },
        confidence: (sure * legible(sheet, &all)).clamp(0.0, 1.0),
        source,
        runners_up,
    }
}

/// The characters as printed, a space where the page has one, and what else each might have been.
fn print(sheet: &Sheet<'_>, lines: &[Vec<usize>]) -> (String, Vec<RunnersUp>) {
    let (mut raw, mut index) = (String::new(), 0usize);
    let mut runners_up = Vec::new();
    for line in lines {
        for (n, c) in line.iter().filter_map(|&c| sheet.chars.get(c)).enumerate() {
            if c.spaced && n > 0 {
                raw.push(' ');
                index += 1;
            }
            let glyph = sheet.page.words.get(c.word as usize).and_then(|w| w.glyphs.get(c.glyph as usize));
            if let Some(glyph) = glyph.filter(|g| !g.runners_up.is_empty()) {
                runners_up.push(RunnersUp { index, characters: glyph.runners_up.clone() });
            }
            raw.push(c.raw);
            index += 1;
        }
    }
    (raw, runners_up)
}

/// Characters grouped by the row they stand in, as lines of evidence.
pub(super) fn by_row(sheet: &Sheet<'_>, chars: &[usize]) -> Vec<Vec<usize>> {
    let mut lines: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<Rect> = None;
    for &c in chars {
        let Some(ch) = sheet.chars.get(c) else { continue };
        let same = last.is_some_and(|l| {
            (l.centre().1 - ch.bbox.centre().1).abs() < 0.6 * l.height().max(1.0) && ch.bbox.x0 > l.x0 - l.height()
        });
        match lines.last_mut() {
            Some(line) if same => line.push(c),
            _ => lines.push(vec![c]),
        }
        last = Some(ch.bbox);
    }
    lines
}
