//! A seal as a mark of the page: where it stands, its colour, and what it says.

use image::GrayImage;

use crate::model::Seal;
use crate::read::image::{self as pictures, PageImage, SealPlace};
use crate::read::ocr::Ocr;

/// A seal's text that is less sure than this is not legible.
const LEGIBLE: f32 = 0.5;

/// The seal at a place; its text is read where somebody can.
pub(super) fn seal(page: u32, image: &PageImage, place: &SealPlace, ocr: Option<&Ocr>) -> Seal {
    let strip = |strip: GrayImage| {
        let read = ocr?.recognise_strip(&image::DynamicImage::ImageLuma8(strip).into_rgb8()).ok()?;
        let text: String = read.text().chars().filter(|c| !c.is_whitespace()).collect();
        (!text.is_empty() && read.confidence() >= LEGIBLE).then(|| (text, read.confidence()))
    };
    let ring = strip(pictures::ring_strip(&image.pixels, place));
    let inner = pictures::inner_strip(&image.pixels, place).and_then(strip);
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
