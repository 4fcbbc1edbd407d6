//! A seal as a mark of the page: where it stands, its colour, and what it says.

use image::{GrayImage, RgbImage};

use super::vote::agreed;
use crate::model::Seal;
use crate::read::image::{self as pictures, PageImage, SealPlace};
use crate::read::ocr::{Line, Ocr};
use crate::values::text;

/// A seal's text that is less sure than this is not legible.
const LEGIBLE: f32 = 0.5;

/// The seal at a place of an image, its text read from the image in white light where somebody can.
pub(super) fn seal(page: u32, (image, lit): (&PageImage, &RgbImage), place: &SealPlace, ocr: Option<&Ocr>) -> Seal {
    let line =
        |strip: &GrayImage| ocr?.recognise_strip(&image::DynamicImage::ImageLuma8(strip.clone()).into_rgb8()).ok();
    let read = |strips: Vec<GrayImage>| chosen(&strips.iter().filter_map(line).collect::<Vec<Line>>());
    let ring = read(pictures::ring_strips(lit, place));
    let inner = read(pictures::inner_strips(lit, place));
    Seal {
        page,
        bbox: image.to_reading(&place.bbox()),
        colour: place.colour,
        text_confidence: ring.as_ref().map_or(0.0, |(_, confidence)| *confidence),
        text: ring.map(|(text, _)| text),
        inner_text: inner.map(|(text, _)| text),
        confidence: place.confidence,
    }
}

/// What several readings of one ring say together, with its confidence. What another reading does not confirm is less sure
/// than the recogniser thinks: it always sees some character or other in a bad print.
fn chosen(lines: &[Line]) -> Option<(String, f32)> {
    let seen = agreed(lines);
    let text: String = seen.iter().map(|(ch, _)| ch).collect();
    let confidence = seen.iter().map(|(_, sure)| sure).sum::<f32>() / seen.len().max(1) as f32;
    let mut agreements: Vec<f32> = lines.iter().map(|line| agreement(&text, &text_of(line))).collect();
    agreements.sort_by(|a, b| b.total_cmp(a));
    // The first is the reading that the text is made of, the second the one that confirms it.
    let confirmed = agreements.get(1).or(agreements.first()).copied().unwrap_or(0.0);
    legible(text, confidence * confirmed)
}

fn legible(text: String, confidence: f32) -> Option<(String, f32)> {
    (!text.is_empty() && confidence >= LEGIBLE).then_some((text, confidence))
}

fn text_of(line: &Line) -> String {
    line.text().chars().filter(|c| !c.is_whitespace()).collect()
}

/// The share of the longer text on which two agree.
fn agreement(a: &str, b: &str) -> f32 {
    let longer = a.chars().count().max(b.chars().count());
    let edits = text::edits(a, b, longer).unwrap_or(longer);
    1.0 - edits as f32 / longer.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rect;
    use crate::read::ocr::{Char, Quad};

    fn line(text: &str, confidence: f32) -> Line {
        let quad = Quad::upright(&Rect::new(0.0, 0.0, 10.0, 10.0));
        let chars = text.chars().map(|ch| Char { ch, confidence, quad, runners_up: Vec::new() }).collect();
        Line { quad, vertical: false, glanced: false, chars }
    }

    #[test]
    fn a_reading_that_another_confirms_keeps_its_confidence() {
        let lines = [line("长沙市福利院", 0.9), line("长沙市福利院", 0.8), line("木", 0.7)];
        let (text, confidence) = chosen(&lines).expect("legible");
        assert_eq!(text, "长沙市福利院");
        assert!((confidence - 0.9).abs() < 0.01, "{confidence}");
    }

    #[test]
    fn what_the_readings_disagree_on_is_less_sure() {
        let (text, confidence) =
            chosen(&[line("长沙市方瘾福利院", 0.96), line("长沙市青藤福利院", 0.9)]).expect("legible");
        assert_eq!(text, "长沙市方瘾福利院");
        assert!((confidence - 0.72).abs() < 0.01, "{confidence}");
        assert_eq!(chosen(&[line("甲乙丙丁", 0.9), line("戊己庚辛", 0.8)]), None);
        assert_eq!(chosen(&[]), None);
    }
}
