//! A text layer that lies under a picture of the page, against what the picture shows.

use crate::model::{Disagreement, Glyph, Rect, Rule, Word};
use crate::read::Appetite;

/// A character that is seen less clearly than this contradicts nobody.
const CLEAR: f32 = 0.85;

/// Below this share of agreeing characters the layer is not an account of this picture at all: it is doubted as a whole,
/// and its single words say nothing.
const ACCOUNTS: f32 = 0.5;

/// Reads every line of a page whose text layer is held against it: at a glance where that says what the layer says, for two
/// that know nothing of each other are seldom wrong together, and else with care.
pub(super) struct Held<'a>(pub &'a [Word]);

impl Appetite for Held<'_> {
    fn next(&self, _: (f32, f32), _: &[Word], unread: &[Rect]) -> Vec<usize> {
        (0..unread.len()).collect()
    }

    fn decisive(&self, _: (f32, f32), read: &[Word], _: &[Rule]) -> Vec<Rect> {
        let told = |word: &Word| word.glyphs.iter().map(|g| g.ch).filter(|ch| significant(*ch)).collect::<String>();
        let layer: String = self.0.iter().map(told).collect();
        read.iter().filter(|word| !layer.contains(&told(word))).map(|word| word.bbox).collect()
    }
}

/// The words of the layer that the picture contradicts. `layer` and `seen` stand in the same coordinates.
pub(super) fn disagreements(layer: &[Word], seen: &[Word]) -> Vec<Disagreement> {
    let glyphs: Vec<&Glyph> = seen.iter().flat_map(|w| &w.glyphs).filter(|g| significant(g.ch)).collect();
    let (mut same, mut all) = (0, 0);
    let mut found = Vec::new();
    for word in layer {
        let claimed: Vec<&Glyph> = word.glyphs.iter().filter(|g| significant(g.ch)).collect();
        let here = at(&glyphs, &word.bbox);
        // Where nothing was recognised there is nothing to compare with: the line may have been left unread.
        if claimed.is_empty() || here.is_empty() || is_run_together(&claimed) {
            continue;
        }
        let differing = differing(&claimed, &here);
        all += claimed.len();
        same += claimed.len() - differing.as_ref().map_or(claimed.len(), Vec::len).min(claimed.len());
        // Pieces of another length are misplaced boxes far more often than forgeries; equal lengths can be laid side by
        // side.
        if let Some(pairs) = differing
            && !pairs.is_empty()
            // Who changes a value changes some of it; a piece that differs throughout was cut out at the wrong place.
            && pairs.len() * 2 <= claimed.len()
            && pairs.iter().all(|(claim, sight)| clearly(claim, sight))
        {
            found.push(Disagreement {
                bbox: word.bbox,
                text: claimed.iter().map(|g| g.ch).collect(),
                seen: here.iter().map(|g| g.ch).collect(),
                confidence: pairs.iter().map(|(_, sight)| sight.confidence).fold(1.0, f32::min),
            });
        }
    }
    if all == 0 || (same as f32) < ACCOUNTS * all as f32 { Vec::new() } else { found }
}

/// Whether two texts of the layer lie over each other, so that their characters come interleaved: nothing is printed so,
/// and the order in which they come says nothing about the picture.
fn is_run_together(claimed: &[&Glyph]) -> bool {
    let over = |pair: &[&Glyph]| {
        let (a, b) = (&pair[0].bbox, &pair[1].bbox);
        a.overlap_x(b) > 0.4 * a.width().min(b.width())
    };
    let pairs = claimed.windows(2).filter(|pair| over(pair)).count();
    pairs >= 3
}

/// The recognised glyphs whose middle lies in a box, from left to right.
fn at<'a>(glyphs: &[&'a Glyph], bbox: &Rect) -> Vec<&'a Glyph> {
    let mut here: Vec<&Glyph> = glyphs.iter().copied().filter(|g| bbox.contains(g.bbox.centre())).collect();
    here.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    here
}

/// The pairs of characters that differ; `None` where the two cannot be laid side by side.
fn differing<'a>(claimed: &[&'a Glyph], here: &[&'a Glyph]) -> Option<Vec<(&'a Glyph, &'a Glyph)>> {
    (claimed.len() == here.len())
        .then(|| claimed.iter().zip(here).filter(|(a, b)| !alike(a.ch, b.ch)).map(|(a, b)| (*a, *b)).collect())
}

/// Whether a sight contradicts a claim: it is clear, and the claim is not what the recogniser nearly chose.
pub(super) fn clearly(claim: &Glyph, sight: &Glyph) -> bool {
    sight.confidence >= CLEAR && !sight.runners_up.iter().any(|(ch, share)| alike(*ch, claim.ch) && *share > 0.02)
}

/// Letters and digits tell; punctuation and spaces are read and set in many ways.
fn significant(ch: char) -> bool {
    ch.is_alphanumeric()
}

/// The same character, or one that print does not tell apart.
pub(in crate::read) fn alike(a: char, b: char) -> bool {
    const TWINS: [&str; 5] = ["0OoQ〇○", "1lI丨|", "一-—－", "口囗", "日曰"];
    let fold = |ch: char| crate::values::text::fold_char(ch).to_lowercase().next().unwrap_or(ch);
    let (a, b) = (fold(a), fold(b));
    a == b || TWINS.iter().any(|twins| twins.contains(a) && twins.contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::WordSource;

    fn word(text: &str, x: f32, y: f32, source: WordSource, confidence: f32) -> Word {
        let glyphs: Vec<Glyph> = text
            .chars()
            .enumerate()
            .map(|(i, ch)| Glyph {
                ch,
                bbox: Rect::new(x + 10.0 * i as f32, y, x + 10.0 * i as f32 + 10.0, y + 10.0),
                confidence,
                font: None,
                runners_up: Vec::new(),
            })
            .collect();
        let bbox = Rect::around(glyphs.iter().map(|g| g.bbox)).expect("text");
        Word { glyphs, bbox, vertical: false, source }
    }

    fn layer(date: &str) -> Vec<Word> {
        vec![word("毕业日期", 0.0, 0.0, WordSource::TextLayer, 1.0), word(date, 100.0, 0.0, WordSource::TextLayer, 1.0)]
    }

    fn seen(date: &str, confidence: f32) -> Vec<Word> {
        vec![word("毕业日期", 0.5, 0.3, WordSource::Ocr, 0.99), word(date, 100.4, 0.2, WordSource::Ocr, confidence)]
    }

    #[test]
    fn what_the_layer_says_otherwise_is_read_with_care() {
        let layer = layer("2016年6月25日");
        let places =
            |date| Held(&layer).decisive((595.0, 842.0), &seen(date, 0.98), &[]).iter().map(|place| place.x0).collect();
        let (same, other): (Vec<f32>, Vec<f32>) = (places("2016年 6月25日"), places("2013年6月25日"));
        assert_eq!((same, other), (vec![], vec![100.4]));
    }

    #[test]
    fn a_changed_digit_is_a_disagreement() {
        let found = disagreements(&layer("2016年6月25日"), &seen("2013年6月25日", 0.98));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].text.as_str(), found[0].seen.as_str()), ("2016年6月25日", "2013年6月25日"));
    }

    #[test]
    fn equal_text_doubtful_sight_and_twins_are_none() {
        assert_eq!(disagreements(&layer("2016年6月25日"), &seen("2016年6月25日", 0.98)), []);
        assert_eq!(disagreements(&layer("2016年6月25日"), &seen("2013年6月25日", 0.6)), []);
        assert_eq!(disagreements(&layer("A0B1"), &seen("AOBl", 0.98)), []);
        let mut nearly = seen("2013年6月25日", 0.98);
        nearly[1].glyphs[3].runners_up = vec![('6', 0.2)];
        assert_eq!(disagreements(&layer("2016年6月25日"), &nearly), []);
    }

    #[test]
    fn texts_that_lie_over_each_other_are_not_held_against_the_picture() {
        let mut over = word("2014宁07乡21市", 100.0, 0.0, WordSource::TextLayer, 1.0);
        for (i, glyph) in over.glyphs.iter_mut().enumerate() {
            glyph.bbox = Rect::new(100.0 + 5.0 * i as f32, 0.0, 110.0 + 5.0 * i as f32, 10.0);
        }
        let claim = vec![layer("x")[0].clone(), over];
        let sight = vec![seen("x", 0.98)[0].clone(), word("20140721宁乡市", 100.0, 0.0, WordSource::Ocr, 0.98)];
        assert_eq!(disagreements(&claim, &sight), []);
    }

    #[test]
    fn a_layer_of_something_else_is_no_list_of_forgeries() {
        let wrong = vec![
            word("甲乙丙丁", 0.0, 0.0, WordSource::TextLayer, 1.0),
            word("戊己庚辛", 100.0, 0.0, WordSource::TextLayer, 1.0),
        ];
        assert_eq!(disagreements(&wrong, &seen("2013", 0.98)), []);
    }
}
