//! Lines that run off the picture: what stands at its edge may be half a character, and half a value.

use crate::model::{Mapping, Word};

/// A line that ends this near to the edge of the picture, in heights of a character, may go on behind it: no sheet has so
/// narrow a margin.
const ALONG: f32 = 0.6;

/// A character whose side is this near to it may be cut.
const ACROSS: f32 = 0.08;

/// How sure the reader can be of such a character at most.
const DOUBTED: f32 = 0.5;

/// Takes away from the confidence of characters that stand at the edge of the displayed page.
pub(super) fn doubt(words: &mut [Word], to_displayed: &Mapping, (width, height): (f32, f32)) {
    for word in words {
        let (x, y) = if word.vertical { (ACROSS, ALONG) } else { (ALONG, ACROSS) };
        for glyph in &mut word.glyphs {
            let place = to_displayed.rect(&glyph.bbox);
            let (x, y) = (x * glyph.bbox.height(), y * glyph.bbox.height());
            if place.x0 <= x || place.x1 >= width - x || place.y0 <= y || place.y1 >= height - y {
                glyph.confidence = glyph.confidence.min(DOUBTED);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Glyph, Rect, WordSource};

    fn word(text: &str, (left, top): (f32, f32)) -> Word {
        let glyphs = (0..).zip(text.chars()).map(|(i, ch)| {
            let left = left + i as f32 * 20.0;
            let bbox = Rect::new(left, top, left + 19.0, top + 20.0);
            Glyph { ch, bbox, confidence: 0.99, font: None, runners_up: Vec::new() }
        });
        let glyphs: Vec<Glyph> = glyphs.collect();
        let bbox = Rect::new(left, top, left + text.chars().count() as f32 * 20.0, top + 20.0);
        Word { glyphs, bbox, vertical: false, source: WordSource::Ocr }
    }

    fn sure(text: &str, at: (f32, f32), map: &Mapping) -> String {
        let mut words = [word(text, at)];
        doubt(&mut words, map, (600.0, 800.0));
        words[0].glyphs.iter().filter(|glyph| glyph.confidence > DOUBTED).map(|glyph| glyph.ch).collect()
    }

    #[test]
    fn what_touches_the_edge_is_doubted() {
        assert_eq!(sure("长沙市", (541.0, 100.0), &Mapping::IDENTITY), "长沙");
        assert_eq!(sure("长沙市", (0.5, 100.0), &Mapping::IDENTITY), "沙市");
        // Half a character behind the last was not recognised at all.
        assert_eq!(sure("长沙市", (531.0, 100.0), &Mapping::IDENTITY), "长沙");
        assert_eq!(sure("长沙市", (100.0, 780.0), &Mapping::IDENTITY), "");
        assert_eq!(sure("长沙市", (100.0, 0.0), &Mapping::IDENTITY), "");
    }

    #[test]
    fn what_has_a_margin_is_not() {
        assert_eq!(sure("长沙市", (525.0, 100.0), &Mapping::IDENTITY), "长沙市");
        assert_eq!(sure("长沙市", (100.0, 775.0), &Mapping::IDENTITY), "长沙市");
        // Where the page was levelled, the edge of the picture counts and not that of the level page.
        let moved = Mapping([1.0, 0.0, 15.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
        assert_eq!(sure("长沙市", (0.5, 100.0), &moved), "长沙市");
        assert_eq!(sure("长沙市", (520.0, 100.0), &moved), "长沙");
    }
}
