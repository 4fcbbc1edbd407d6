//! Glyphs that the file calls one character while the encoding of their font makes them another, in a font that is not in the
//! file. There is no shape to look at: every viewer takes one from a typeface of its own, by the encoding. So that is what
//! is seen, and what the file calls it is what a program reads.

use std::collections::BTreeMap;

use super::scene::RawGlyph;
use crate::model::{Disagreement, Glyph, Rect, Word};

/// How sure it is that viewers go by the encoding.
const SURE: f32 = 0.9;

/// Where more than these and most of a page are called otherwise, the program that wrote it numbers characters by rules of its
/// own, and what it calls them is all there is.
const MANY: usize = 12;

/// The glyphs of a page that are shown as something else than they are called.
pub(super) struct Otherwise {
    /// By where they stand.
    glyphs: BTreeMap<[u32; 4], char>,
}

/// Looks through what is shown on a page.
pub(super) fn of(shown: &[RawGlyph]) -> Otherwise {
    let glyphs: BTreeMap<_, _> = shown.iter().filter_map(|g| Some((place(&g.bbox), g.otherwise?))).collect();
    let all = shown.iter().filter(|g| g.elsewhere && g.ch.is_alphanumeric()).count();
    let throughout = glyphs.len() > MANY && glyphs.len() * 2 > all;
    Otherwise { glyphs: if throughout { BTreeMap::new() } else { glyphs } }
}

fn place(bbox: &Rect) -> [u32; 4] {
    [bbox.x0, bbox.y0, bbox.x1, bbox.y1].map(f32::to_bits)
}

impl Otherwise {
    /// Puts what is shown in the place of what is called so, and gives what the two say.
    pub(super) fn settle(&self, words: &mut [Word]) -> Vec<Disagreement> {
        let shown = |glyph: &Glyph| self.glyphs.get(&place(&glyph.bbox)).copied();
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
            if differs {
                found.push(Disagreement { bbox: word.bbox, text, seen: plain(word), confidence: SURE });
            }
        }
        found
    }
}
