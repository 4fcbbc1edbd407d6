//! A seal as a mark of the page: where it stands, its colour, and what it says.

use image::GrayImage;

use crate::model::Seal;
use crate::read::image::{self as pictures, PageImage, SealPlace};
use crate::read::ocr::{Line, Ocr};

/// A seal's text that is less sure than this is not legible.
const LEGIBLE: f32 = 0.5;

/// The seal at a place; its text is read where somebody can.
pub(super) fn seal(page: u32, image: &PageImage, place: &SealPlace, ocr: Option<&Ocr>) -> Seal {
    let line =
        |strip: &GrayImage| ocr?.recognise_strip(&image::DynamicImage::ImageLuma8(strip.clone()).into_rgb8()).ok();
    let legible = |line: Line| {
        let text: String = line.text().chars().filter(|c| !c.is_whitespace()).collect();
        (!text.is_empty() && line.confidence() >= LEGIBLE).then(|| (text, line.confidence()))
    };
    let rings = pictures::ring_strips(&image.pixels, place);
    let best = rings.iter().filter_map(line).max_by(|a, b| a.sense().total_cmp(&b.sense()));
    let ring = best.and_then(legible);
    let inner = pictures::inner_strip(&image.pixels, place).as_ref().and_then(line).and_then(legible);
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
