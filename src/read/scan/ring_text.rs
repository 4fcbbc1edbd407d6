//! Pieces of a seal's own text among the lines of a page. The colour of a seal is taken away before lines are looked
//! for; a grey one stays, and its ring comes out in pieces that stand askew between the lines of the paper.

use crate::model::{Rect, Seal, SealColour, Word};
use crate::values::text::is_han;

/// Text that stands below the middle of a seal, whoever it belongs to.
const INNER: &str = "人事专用章合同财务业务行政发票";

/// A line that shares this much with a seal's box was drawn around the seal itself.
const WHOLE: f32 = 0.22;

/// Type under a seal is not as high as this share of the seal.
const HIGH: f32 = 0.35;

/// An arc that was read as a line is less sure than this.
const LEGIBLE: f32 = 0.6;

/// How far from the middle of a seal, in radii, its own text stands.
const FARTHER_OUT: f32 = 0.4;

/// The words without those that are pieces of a seal's text, and without what was seen in a seal as a whole.
pub(super) fn without(words: Vec<Word>, seals: &[Seal]) -> Vec<Word> {
    let seals: Vec<&Seal> = seals.iter().filter(|seal| seal.colour == SealColour::Grey).collect();
    if seals.is_empty() {
        return words;
    }
    let boxes: Vec<Rect> = words.iter().map(|word| word.bbox).collect();
    let of_seal = |at: usize, word: &Word| {
        seals.iter().any(|seal| {
            is_whole(word, seal) || is_arc(word, seal) || (is_piece(word, seal) && !goes_on(at, &boxes, &seal.bbox))
        })
    };
    words.into_iter().enumerate().filter(|(at, word)| !of_seal(*at, word)).map(|(_, word)| word).collect()
}

/// Whether this is what the recogniser made of a seal as one line: a character or two as large as the seal.
fn is_whole(word: &Word, seal: &Seal) -> bool {
    let large = word.bbox.height() > 0.5 * seal.bbox.height();
    large && word.glyphs.len() <= 2 && word.bbox.iou(&seal.bbox) > WHOLE && seal.bbox.contains(word.bbox.centre())
}

/// Whether this is what the recogniser made of an arc of the ring as one line: as high as no type is, and hardly legible.
fn is_arc(word: &Word, seal: &Seal) -> bool {
    let high = word.bbox.height() > HIGH * seal.bbox.height();
    high && word.confidence() < LEGIBLE && is_within(word, seal)
}

/// Whether a word stands within a seal, or hardly reaches out of it.
fn is_within(word: &Word, seal: &Seal) -> bool {
    let place = seal.bbox.grown(0.08 * seal.bbox.width());
    let corners = [(word.bbox.x0, word.bbox.y0), (word.bbox.x1, word.bbox.y1)];
    corners.iter().all(|&corner| place.contains(corner))
}

/// Whether a word stands within a seal and says what the seal says there.
fn is_piece(word: &Word, seal: &Seal) -> bool {
    if !is_within(word, seal) {
        return false;
    }
    let said: Vec<char> = word.glyphs.iter().map(|g| g.ch).filter(|c| is_han(*c)).collect();
    if said.is_empty() || said.len() * 2 < word.glyphs.len() {
        return false;
    }
    // Type under a seal passes through its middle; the ring and what stands in a row of its own lie farther out.
    let ((x, y), (cx, cy)) = (word.bbox.centre(), seal.bbox.centre());
    let (a, b) = (0.5 * seal.bbox.width().max(1.0), 0.5 * seal.bbox.height().max(1.0));
    if ((x - cx) / a).hypot((y - cy) / b) < FARTHER_OUT {
        return false;
    }
    let own = [seal.text.as_deref(), seal.inner_text.as_deref(), Some(INNER)];
    own.into_iter().flatten().any(|own| {
        let own: Vec<char> = own.chars().collect();
        // All of a ring is no one line: a short unit's whole name is printed under its seal.
        in_common(&said, &own) * 5 >= said.len() * 3 && said.len() * 5 <= own.len() * 4
    })
}

/// Whether a word is a piece of a line that reaches out of the seal: what was printed or written under it.
fn goes_on(at: usize, boxes: &[Rect], seal: &Rect) -> bool {
    let Some(mut line) = boxes.get(at).copied() else { return false };
    let height = line.height();
    let mut used = vec![at];
    loop {
        let next = boxes.iter().enumerate().find(|(other, place)| {
            let level = (place.centre().1 - line.centre().1).abs() < 0.35 * height.min(place.height());
            let near = place.x0 - line.x1 < 1.2 * height && line.x0 - place.x1 < 1.2 * height;
            let alike = place.height() < 1.6 * height && height < 1.6 * place.height();
            !used.contains(other) && level && near && alike
        });
        let Some((other, place)) = next else { break };
        used.push(other);
        line = line.union(place);
    }
    line.x0 < seal.x0 - 0.5 * height || line.x1 > seal.x1 + 0.5 * height
}

/// How many characters two texts have in common, in order.
fn in_common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for &x in a {
        let mut diagonal = 0;
        for (j, &y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Glyph, SealColour, WordSource};

    fn word(text: &str, bbox: [f32; 4]) -> Word {
        let bbox = Rect::from(bbox);
        let glyphs =
            text.chars().map(|ch| Glyph { ch, bbox, confidence: 1.0, font: None, runners_up: Vec::new() }).collect();
        Word { glyphs, bbox, vertical: false, source: WordSource::Ocr }
    }

    fn seal() -> Seal {
        Seal {
            page: 1,
            bbox: Rect::new(440.0, 320.0, 550.0, 430.0),
            colour: SealColour::Grey,
            text: Some("长沙市开福区青藤里社区卫生服务中心".to_owned()),
            inner_text: None,
            confidence: 0.8,
            text_confidence: 0.9,
        }
    }

    fn left(words: &[Word]) -> Vec<String> {
        without(words.to_vec(), &[seal()]).iter().map(Word::text).collect()
    }

    #[test]
    fn pieces_of_the_ring_go() {
        let words = [
            word("青藤", [462.0, 333.0, 492.0, 353.0]),
            word("服务中心", [514.0, 371.0, 549.0, 425.0]),
            word("事专用", [470.0, 400.0, 510.0, 415.0]),
            word("水", [450.0, 325.0, 540.0, 425.0]),
        ];
        assert_eq!(left(&words), [""; 0]);
    }

    #[test]
    fn an_arc_that_was_read_as_a_line_goes() {
        let arc = |confidence: f32| {
            let mut arc = word("世德养老公", [438.0, 318.0, 548.0, 378.0]);
            arc.glyphs.iter_mut().for_each(|glyph| glyph.confidence = confidence);
            arc
        };
        assert_eq!(left(&[arc(0.43)]), [""; 0]);
        // Large type that is read well was printed large.
        assert_eq!(left(&[arc(0.97)]), ["世德养老公"]);
        // And what is as high as type is type, however badly it was read.
        let mut faint = word("单位：长沙", [450.0, 370.0, 520.0, 386.0]);
        faint.glyphs.iter_mut().for_each(|glyph| glyph.confidence = 0.4);
        assert_eq!(left(&[faint]), ["单位：长沙"]);
    }

    #[test]
    fn type_under_the_seal_stays() {
        let words = [
            word("单位：长沙市开福区青藤里社区卫生", [226.0, 370.0, 445.0, 386.0]),
            word("服务中心", [446.0, 370.0, 500.0, 386.0]),
            word("8月16日", [450.0, 415.0, 512.0, 431.0]),
            word("年", [500.0, 390.0, 512.0, 402.0]),
        ];
        assert_eq!(left(&words).len(), 4);
    }

    #[test]
    fn a_short_unit_whose_whole_name_is_under_its_seal_stays() {
        let seal = Seal { text: Some("湖南省教育厅".to_owned()), ..seal() };
        let unit = word("湖南省教育厅", [455.0, 340.0, 535.0, 354.0]);
        assert_eq!(without(vec![unit.clone()], &[seal]), [unit]);
    }

    #[test]
    fn a_coloured_seal_leaves_no_text() {
        let red = Seal { colour: SealColour::Red, ..seal() };
        let part = word("青藤", [462.0, 333.0, 492.0, 353.0]);
        assert_eq!(without(vec![part.clone()], &[red]), [part]);
    }

    #[test]
    fn what_stands_elsewhere_stays() {
        assert_eq!(left(&[word("服务中心", [100.0, 100.0, 150.0, 116.0])]), ["服务中心"]);
    }
}
