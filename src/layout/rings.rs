//! Takes out what belongs to a seal and not to the text: an electronic seal may be set as characters along its ring, each
//! a word of its own among the lines of the page, and the top of a painted ring is flat enough to be recognised as a line.
//! Either would tear the lines apart among which it stands. What the ring says is read with the seal.

use super::Ch;
use crate::model::{Page, Rect, Seal, WordSource};
use crate::values::text;

/// Fewer characters than this along a ring are no seal's.
const FEWEST: usize = 5;

/// Takes the characters of rings, with the star and the line inside, out of a page's characters.
pub(super) fn drop_rings(chars: &mut Vec<Ch>, page: &Page) {
    let mut gone: Vec<u32> = Vec::new();
    for seal in &page.seals {
        let ring = of_ring(chars, &seal.bbox);
        if ring.len() >= FEWEST {
            gone.extend(ring);
            gone.extend(inside(chars, &seal.bbox));
        }
        gone.extend(recognised(chars, seal));
    }
    gone.sort_unstable();
    chars.retain(|c| gone.binary_search(&c.word).is_err());
}

/// How far from the middle of a seal a point is, in its radius.
fn distance(seal: &Rect, point: (f32, f32)) -> f32 {
    let (x, y) = seal.centre();
    let (wide, high) = ((seal.width() / 2.0).max(1.0), (seal.height() / 2.0).max(1.0));
    ((point.0 - x) / wide).hypot((point.1 - y) / high)
}

/// The words of one Chinese character that stand around the middle of a seal at one distance, on more than one side.
fn of_ring(chars: &[Ch], seal: &Rect) -> Vec<u32> {
    let single = chars.chunk_by(|a, b| a.word == b.word).filter_map(|word| match word {
        [one] if one.source == WordSource::TextLayer && text::is_han(one.raw) => Some(one),
        _ => None,
    });
    let near: Vec<(f32, &Ch)> = single
        .map(|one| (distance(seal, one.bbox.centre()), one))
        .filter(|(far, _)| (0.4..=1.05).contains(far))
        .collect();
    let mut far: Vec<f32> = near.iter().map(|(far, _)| *far).collect();
    far.sort_by(f32::total_cmp);
    let Some(&middle) = far.get(far.len() / 2) else { return Vec::new() };
    let ring: Vec<&Ch> = near.iter().filter(|(far, _)| (far - middle).abs() < 0.15).map(|(_, one)| *one).collect();
    let (x, y) = seal.centre();
    let sides = [
        ring.iter().any(|c| c.bbox.centre().0 < x - 0.25 * seal.width()),
        ring.iter().any(|c| c.bbox.centre().0 > x + 0.25 * seal.width()),
        ring.iter().any(|c| c.bbox.centre().1 < y - 0.2 * seal.height()),
    ];
    if sides.iter().all(|side| *side) { ring.iter().map(|c| c.word).collect() } else { Vec::new() }
}

/// The star in the middle, and a line such as 人事专用章.
fn inside(chars: &[Ch], seal: &Rect) -> Vec<u32> {
    let words = chars.chunk_by(|a, b| a.word == b.word);
    let of_seal = |word: &&[Ch]| {
        let said: String = word.iter().map(|c| c.raw).collect();
        let within = word.iter().all(|c| distance(seal, c.bbox.centre()) < 0.9);
        within && (matches!(said.as_str(), "★" | "☆" | "✩" | "✭") || (said.ends_with('章') && word.len() <= 8))
    };
    words.filter(of_seal).filter_map(|word| word.first()).map(|c| c.word).collect()
}

/// The lines that recognition made of a piece of the ring: within the seal, above its middle, where the ring's characters
/// stand upright, and shorter than what the ring says, of which they are a part. A unit's name that is printed under its
/// seal is whole, or is the end of one that began on the line before; what is upright of a ring is not its end.
fn recognised(chars: &[Ch], seal: &Seal) -> Vec<u32> {
    let said: Vec<char> = seal.text.iter().flat_map(|text| text.chars()).collect();
    let words = chars.chunk_by(|a, b| a.word == b.word);
    let of_ring = |word: &&[Ch]| {
        let Some(bbox) = word.iter().map(|c| c.bbox).reduce(|a, b| a.union(&b)) else { return false };
        let read = word.iter().all(|c| c.source == WordSource::Ocr && text::is_han(c.raw));
        let arc =
            [(bbox.x0, bbox.centre().1), (bbox.x1, bbox.centre().1)].iter().all(|end| distance(&seal.bbox, *end) > 0.4);
        let within = word.iter().all(|c| distance(&seal.bbox, c.bbox.centre()) < 1.05);
        let part = word.len() + 2 <= said.len() && common(word, &said) * 5 >= word.len() * 4;
        let above = bbox.centre().1 < seal.bbox.centre().1 - 0.2 * seal.bbox.height();
        let end = word.iter().rev().zip(said.iter().rev()).take(2).all(|(c, said)| c.raw == *said);
        read && within && arc && part && above && !end
    };
    words.filter(of_ring).filter_map(|word| word.first()).map(|c| c.word).collect()
}

/// How many characters of a word stand in a text in the same order.
fn common(word: &[Ch], text: &[char]) -> usize {
    let mut best = vec![0usize; text.len() + 1];
    for c in word {
        let mut diagonal = 0;
        for (n, t) in text.iter().enumerate() {
            let above = best.get(n + 1).copied().unwrap_or(0);
            let left = best.get(n).copied().unwrap_or(0);
            let here = if c.raw == *t { diagonal + 1 } else { above.max(left) };
            diagonal = above;
            if let Some(slot) = best.get_mut(n + 1) {
                *slot = here;
            }
        }
    }
    best.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::{Sheet, tests::page};
    use super::*;
    use crate::model::{Glyph, Seal, SealColour, Word};

    /// A page with a seal of 100 points whose ring is set in characters over the line of text.
    fn sealed(ring: &str) -> Page {
        let mut page = page("单位（盖章）：长沙市某某社会工作服务中心\n日期：2024年8月9日");
        let line = page.words.first().map(|word| word.bbox).unwrap();
        let (x, y) = line.centre();
        let count = ring.chars().count();
        for (n, ch) in ring.chars().enumerate() {
            let angle = (150.0 - 300.0 * n as f32 / count as f32 - 240.0).to_radians();
            let (cx, cy) = (x + 38.0 * angle.cos(), y + 38.0 * angle.sin());
            let bbox = Rect::new(cx - 6.0, cy - 6.0, cx + 6.0, cy + 6.0);
            let glyph = Glyph { ch, bbox, confidence: 1.0, font: None, runners_up: Vec::new() };
            page.words.push(Word { bbox, glyphs: vec![glyph], vertical: false, source: WordSource::TextLayer });
        }
        page.seals.push(Seal {
            page: 1,
            bbox: Rect::new(x - 50.0, y - 50.0, x + 50.0, y + 50.0),
            colour: SealColour::Red,
            text: None,
            inner_text: None,
            confidence: 1.0,
            text_confidence: 0.0,
        });
        page
    }

    #[test]
    fn a_ring_set_in_characters_is_no_text() {
        let page = sealed("长沙市某某社会工作服务中心");
        assert_eq!(Sheet::new(&page).text(), "单位(盖章):长沙市某某社会工作服务中心\n日期:2024年8月9日");
    }

    #[test]
    fn a_piece_of_a_painted_ring_is_no_text_and_a_name_under_the_seal_is() {
        let mut page = page("长沙市某某服务中心\n2024年8月9日");
        let line = page.words.first().map(|word| word.bbox).unwrap();
        let (x, y) = line.centre();
        let radius = 0.7 * line.width();
        let arc = Rect::new(x - 30.0, y - 0.85 * radius, x + 30.0, y - 0.6 * radius);
        let glyphs = "市某某服务".chars().enumerate().map(|(n, ch)| {
            let bbox = Rect::new(arc.x0 + 12.0 * n as f32, arc.y0, arc.x0 + 12.0 * (n + 1) as f32, arc.y1);
            Glyph { ch, bbox, confidence: 0.9, font: None, runners_up: Vec::new() }
        });
        let piece = Word { bbox: arc, glyphs: glyphs.collect(), vertical: false, source: WordSource::Ocr };
        page.words.push(piece);
        page.words.iter_mut().for_each(|word| word.source = WordSource::Ocr);
        page.seals.push(Seal {
            page: 1,
            bbox: Rect::new(x - radius, y - radius, x + radius, y + radius),
            colour: SealColour::Red,
            text: Some("长沙市某某服务中心".into()),
            inner_text: None,
            confidence: 1.0,
            text_confidence: 0.9,
        });
        assert_eq!(Sheet::new(&page).text(), "长沙市某某服务中心\n2024年8月9日");
    }

    #[test]
    fn a_few_characters_under_a_seal_stay() {
        let page = sealed("年月日");
        assert_eq!(Sheet::new(&page).chars.iter().filter(|c| c.raw == '月').count(), 2);
    }
}
