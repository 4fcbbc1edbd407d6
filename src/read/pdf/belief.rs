//! Whether a page's text layer can be believed.
//!
//! A text layer is the file's own word about its picture, and nothing forces the two to agree. What can be told without
//! looking at the picture is told here: characters nobody named, characters that make no text, text nobody sees, and
//! text too thin for what the page shows.

use super::fonts::GUESSED;
use super::glyph::NOT_READ;
use super::plausible;
use super::scene::Scene;
use crate::model::{Doubt, Rect, Word};

/// Share of characters that may be unread before the whole layer is doubted. Below this the single words say so.
const UNREAD: f32 = 0.1;
/// Share of characters that may be guessed.
const FEW_GUESSED: f32 = 0.05;
/// A picture or pictures covering this share of the page are what the page is about.
const COVERED: f32 = 0.5;
/// Fewer characters on a page that is a picture are a page number, a watermark or a scanning program's signature.
const THIN: usize = 60;
/// From this many characters an invisible layer is a recognition program's, and no stray remark.
const LAYER: usize = 12;
/// So many outlines on a page with next to no text are the text.
const DRAWN: u32 = 120;

/// What a page shows beside its text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// Share of the page that pictures cover.
    pub(super) pictures: f32,
    /// Small curved shapes.
    pub(super) outlines: u32,
}

impl Look {
    /// What a scene shows.
    pub(super) fn of(scene: &Scene) -> Self {
        Self { pictures: coverage(scene), outlines: scene.outlines }
    }
}

/// What a page's text layer turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// There is none.
    Absent,
    /// Nothing speaks against it.
    Believed,
    /// These speak against it.
    Doubted(Vec<Doubt>),
}

/// Judges the text of a page: the words that are shown, those that are not, and what the page shows beside them.
pub(super) fn judge(words: &[Word], hidden: &[Word], look: Look) -> Verdict {
    let characters = |words: &[Word]| -> usize {
        words.iter().map(|w| w.glyphs.iter().filter(|g| !g.ch.is_whitespace()).count()).sum()
    };
    let (shown, hidden) = (characters(words), characters(hidden));
    let glyphs = || words.iter().flat_map(|w| &w.glyphs).filter(|g| !g.ch.is_whitespace());
    let unread = glyphs().filter(|g| is_unread(g.ch)).count() as f32;
    let guessed = glyphs().filter(|g| (g.confidence - GUESSED).abs() < f32::EPSILON).count() as f32;
    let mut doubts = Vec::new();
    if unread > UNREAD * shown as f32 {
        doubts.push(Doubt::Garbled);
    }
    if plausible::is_scrambled(glyphs().map(|g| g.ch).filter(|c| !is_unread(*c))) {
        doubts.push(Doubt::Scrambled);
    }
    if hidden >= LAYER && hidden > shown.saturating_mul(3) && look.pictures >= COVERED {
        doubts.push(Doubt::Hidden);
    }
    if shown > 0 && is_thin(shown, look) {
        doubts.push(Doubt::TooThin);
    }
    if guessed > FEW_GUESSED * shown as f32 {
        doubts.push(Doubt::Guessed);
    }
    match (doubts.is_empty(), shown) {
        (false, _) => Verdict::Doubted(doubts),
        (true, 0) => Verdict::Absent,
        (true, _) => Verdict::Believed,
    }
}

/// Whether so little text cannot be what such a page says.
fn is_thin(characters: usize, look: Look) -> bool {
    (look.pictures >= COVERED && characters < THIN)
        || (look.outlines >= DRAWN && look.outlines as usize > characters.saturating_mul(2))
}

/// A character that stands for "not read": none was named, or one of those that mean nothing outside their font.
pub(super) fn is_unread(ch: char) -> bool {
    matches!(ch, NOT_READ | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// The share of the page that pictures cover, measured on a grid.
fn coverage(scene: &Scene) -> f32 {
    const CELLS: u16 = 24;
    let boxes: Vec<Rect> = scene.pictures.iter().map(|p| p.picture.bbox).filter(|b| b.area() > 100.0).collect();
    if boxes.is_empty() {
        return 0.0;
    }
    let at = |i: u16, length: f32| (f32::from(i) + 0.5) / f32::from(CELLS) * length;
    let cells = (0..CELLS).flat_map(|y| (0..CELLS).map(move |x| (x, y)));
    let covered = cells
        .filter(|(x, y)| {
            let point = (at(*x, scene.width), at(*y, scene.height));
            boxes.iter().any(|b| b.contains(point))
        })
        .count();
    covered as f32 / f32::from(CELLS * CELLS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_number_on_a_scan_is_too_thin() {
        assert!(is_thin(3, Look { pictures: 0.98, outlines: 0 }));
    }

    #[test]
    fn a_form_with_a_portrait_is_not() {
        assert!(!is_thin(40, Look { pictures: 0.03, outlines: 4 }));
    }

    #[test]
    fn text_drawn_as_outlines_is_missed() {
        assert!(is_thin(8, Look { pictures: 0.0, outlines: 700 }));
    }

    #[test]
    fn private_characters_are_not_read() {
        assert!(is_unread('\u{E123}') && is_unread(NOT_READ) && !is_unread('龑') && !is_unread('𠮷'));
    }
}
