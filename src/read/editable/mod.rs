//! Files that anybody can change: Word, WPS and Excel documents, RTF, web pages, plain text.
//!
//! They are no evidence, because they carry no seal and nobody knows who wrote them last. Their text is read all the same,
//! so that the candidate can be told what was sent and what to send instead. It comes as lines of one page, in the order of
//! the file; places on it mean nothing.

mod binary;
mod lines;
mod rich;
mod tables;
mod web;
mod xml;

use crate::model::{Format, Glyph, Legibility, Outcome, Page, Reading, Rect, TextLayer, Unit, Word, WordSource};
use crate::values::text;
use lines::Lines;

/// What is read of a text; what a file is stands at its head.
const MOST_CHARACTERS: usize = 20_000;

/// The size of type that lines are set in, in points.
const EM: f32 = 12.0;

/// Reads what a file says. The outcome stays `NotADocument`.
pub(super) fn read(bytes: &[u8], format: Format) -> Reading {
    let mut lines = Lines::new(MOST_CHARACTERS);
    match (format, bytes) {
        (Format::Office, [b'P', b'K', ..]) => {
            let _ = xml::read(bytes, &mut lines) || tables::read(bytes, &mut lines);
        }
        (Format::Office, [b'{', ..]) => rich::read(bytes, &mut lines),
        (Format::Office, _) => {
            let _ = binary::read(bytes, &mut lines) || tables::read(bytes, &mut lines);
        }
        (Format::Html, _) => web::read(bytes, &mut lines),
        _ => lines.push_str(&text::decoded(bytes)),
    }
    let lines = lines.finish();
    let pages = if lines.is_empty() { Vec::new() } else { vec![page(&lines)] };
    Reading { pages, ..Reading::without_pages(Outcome::NotADocument) }
}

/// Lines of text as a page: cells of a row apart, the first lines centred as a title would be.
fn page(lines: &[Vec<String>]) -> Page {
    let width = lines.iter().map(|cells| row_width(cells)).fold(500.0_f32, f32::max);
    let mut words = Vec::new();
    let mut y = EM;
    for cells in lines {
        let mut x = match cells.as_slice() {
            [alone] if words.is_empty() => (width - alone.chars().count() as f32 * EM) / 2.0,
            _ => 0.0,
        };
        for cell in cells {
            let glyphs: Vec<Glyph> = cell
                .chars()
                .enumerate()
                .map(|(at, ch)| {
                    let left = x + at as f32 * EM;
                    let bbox = Rect::new(left, y, left + EM, y + EM);
                    Glyph { ch, bbox, confidence: 1.0, font: None, runners_up: Vec::new() }
                })
                .collect();
            let end = x + glyphs.len() as f32 * EM;
            if !glyphs.is_empty() {
                let bbox = Rect::new(x, y, end, y + EM);
                words.push(Word { glyphs, bbox, vertical: false, source: WordSource::TextLayer });
            }
            x = end + 3.0 * EM;
        }
        y += 2.0 * EM;
    }
    Page {
        words,
        text_layer: TextLayer::Believed,
        legibility: Legibility::Read,
        ..Page::empty(1, width, y, Unit::Points)
    }
}

fn row_width(cells: &[String]) -> f32 {
    cells.iter().map(|cell| (cell.chars().count() + 3) as f32 * EM).sum()
}

#[cfg(test)]
mod tests;
