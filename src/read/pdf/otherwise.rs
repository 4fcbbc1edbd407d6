//! Glyphs that the file calls one character while the encoding of their font makes them another, in a font that is not in the
//! file. There is no shape to look at: every viewer takes one from a typeface of its own, by the encoding. So that is what
//! is seen, and what the file calls it is what a program reads.

use super::scene::RawGlyph;
use crate::model::{Disagreement, Glyph, Rect, Word};

/// How sure it is that viewers go by the encoding.
const SURE: f32 = 0.9;

/// The glyphs of a page that are shown as something else than they are called.
pub(super) struct Otherwise {
    glyphs: Vec<(Rect, char)>,
    /// Whether so many are that the file's names are simply wrong, as some programs write them.
    throughout: bool,
}

/// Looks through what is shown on a page.
pub(super) fn of(shown: &[RawGlyph]) -> Otherwise {
    let glyphs: Vec<(Rect, char)> = shown.iter().filter_map(|g| Some((g.bbox, g.otherwise?))).collect();
    let comparable = shown.iter().filter(|g| g.program == 0 && g.ch.is_alphanumeric()).count();
    Otherwise { throughout: glyphs.len() * 2 > comparable, glyphs }
}

impl Otherwise {
    /// Puts what is shown in the place of what is called so, and gives what the two say.
    pub(super) fn settle(&self, words: &mut [Word]) -> Vec<Disagreement> {
        let shown = |glyph: &Glyph| self.glyphs.iter().find(|(place, _)| *place == glyph.bbox).map(|(_, ch)| *ch);
        let plain =
            |word: &Word| word.glyphs.iter().map(|g| g.ch).filter(|ch| ch.is_alphanumeric()).collect::<String>();
        let mut found = Vec::new();
        for word in words.iter_mut().filter(|_| !self.glyphs.is_empty()) {
            let text = plain(word);
            let mut differs = false;
            for glyph in &mut word.glyphs {
                if let Some(ch) = shown(glyph) {
                    (glyph.ch, glyph.confidence, differs) = (ch, SURE, true);
                }
            }
            if differs && !self.throughout {
                found.push(Disagreement { bbox: word.bbox, text, seen: plain(word), confidence: SURE });
            }
        }
        found
    }
}
