//! A page with a frame around everything that was read from it, and beside each frame the role of what stands in it.

use ab_glyph::FontVec;
use image::{Rgb, RgbImage};
use imageproc::drawing::{draw_filled_rect_mut, draw_text_mut, text_size};

use crate::model::{Document, Format, Page, Rect};
use crate::read::{self, Fonts, Limits, image::PageImage};

/// Enough to read small type on a screen.
const DPI: f32 = 120.0;

const GREY: Rgb<u8> = Rgb([150, 165, 185]);
const GREEN: Rgb<u8> = Rgb([0, 140, 60]);
const BLUE: Rgb<u8> = Rgb([0, 90, 230]);
const RED: Rgb<u8> = Rgb([220, 0, 0]);
const PURPLE: Rgb<u8> = Rgb([150, 0, 190]);
const ORANGE: Rgb<u8> = Rgb([240, 130, 0]);

/// How high the names of roles are, in pixels.
const TYPE: f32 = 11.0;

/// Draws a page with frames: words grey, fields green, labels without a value red, what found no role blue, seals red,
/// codes purple, contradictions orange. With letters, each says its role in the contract's word. `None` where the page
/// cannot be drawn.
pub(super) fn page(
    bytes: &[u8],
    format: Format,
    page: &Page,
    documents: &[Document],
    (fonts, letters): (&Fonts, Option<&FontVec>),
) -> Option<RgbImage> {
    let image = read::draw(bytes, format, page.number, DPI, &Limits::default(), fonts).ok()?;
    Some(framed(image, page, documents, letters))
}

fn framed(image: PageImage, page: &Page, documents: &[Document], letters: Option<&FontVec>) -> RgbImage {
    let Some(to_pixels) = image.to_displayed.inverse() else { return image.pixels };
    let mut pixels = image.pixels;
    let mut roles: Vec<(Rect, &str, Rgb<u8>)> = Vec::new();
    for word in &page.words {
        frame(&mut pixels, &to_pixels.rect(&page.displayed(&word.bbox)), 1, GREY);
    }
    for disagreement in &page.disagreements {
        frame(&mut pixels, &to_pixels.rect(&page.displayed(&disagreement.bbox)), 3, ORANGE);
    }
    for document in documents {
        let here = |number: &u32| *number == page.number;
        for field in document.fields.iter().filter(|field| here(&field.evidence.page)) {
            if let Some(bbox) = &field.evidence.bbox {
                frame(&mut pixels, &to_pixels.rect(bbox), 2, GREEN);
                roles.push((to_pixels.rect(bbox), field.name.as_str(), GREEN));
            }
        }
        for empty in document.empty_fields.iter().filter(|empty| here(&empty.page)) {
            frame(&mut pixels, &to_pixels.rect(&empty.bbox), 2, RED);
            roles.push((to_pixels.rect(&empty.bbox), empty.name.as_str(), RED));
        }
        for left in document.explained.left_over.iter().filter(|left| here(&left.page)) {
            frame(&mut pixels, &to_pixels.rect(&left.bbox), 3, BLUE);
            roles.push((to_pixels.rect(&left.bbox), left.kind.as_str(), BLUE));
        }
        for seal in document.seals.iter().filter(|seal| here(&seal.page)) {
            frame(&mut pixels, &to_pixels.rect(&seal.bbox), 2, RED);
        }
        for qr in document.qr.iter().filter(|qr| here(&qr.page)) {
            frame(&mut pixels, &to_pixels.rect(&qr.bbox), 2, PURPLE);
        }
    }
    // Above all frames, so that none runs through them.
    if let Some(letters) = letters {
        roles.iter().for_each(|(place, role, colour)| name(&mut pixels, place, role, letters, *colour));
    }
    pixels
}

/// Writes a role over the upper left corner of its frame, on white.
fn name(pixels: &mut RgbImage, place: &Rect, role: &str, letters: &FontVec, colour: Rgb<u8>) {
    let (width, height) = text_size(TYPE, letters, role);
    let corner = (place.x0.max(0.0) as i32, (place.y0 - height as f32 - 3.0).max(0.0) as i32);
    let ground = imageproc::rect::Rect::at(corner.0, corner.1).of_size(width + 2, height + 2);
    draw_filled_rect_mut(pixels, ground, Rgb([255; 3]));
    draw_text_mut(pixels, colour, corner.0 + 1, corner.1, TYPE, letters, role);
}

/// Paints the edge of a rectangle, as far as it lies on the picture.
fn frame(pixels: &mut RgbImage, place: &Rect, thick: i64, colour: Rgb<u8>) {
    let (x0, y0) = (place.x0.floor() as i64, place.y0.floor() as i64);
    let (x1, y1) = (place.x1.ceil() as i64, place.y1.ceil() as i64);
    let (width, height) = (i64::from(pixels.width()), i64::from(pixels.height()));
    let mut dot = |x: i64, y: i64| {
        if (0..width).contains(&x) && (0..height).contains(&y) {
            pixels.put_pixel(x as u32, y as u32, colour);
        }
    };
    for edge in 0..thick {
        for x in x0.max(0) - edge..=x1.min(width) + edge {
            dot(x, y0 - edge);
            dot(x, y1 + edge);
        }
        for y in y0.max(0) - edge..=y1.min(height) + edge {
            dot(x0 - edge, y);
            dot(x1 + edge, y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;

    #[test]
    fn a_frame_stands_where_the_box_is_and_may_reach_over_the_edge() {
        let mut page = Page::empty(1, 100.0, 100.0, Unit::Points);
        let white = Rgb([255; 3]);
        let image = PageImage::upright(RgbImage::from_pixel(200, 200, white), 0.5);
        page.disagreements.push(crate::model::Disagreement {
            bbox: Rect::new(20.0, 30.0, 120.0, 40.0),
            text: String::new(),
            seen: String::new(),
            confidence: 1.0,
        });
        let painted = framed(image, &page, &[], None);
        assert_eq!((*painted.get_pixel(40, 70), *painted.get_pixel(100, 60)), (ORANGE, ORANGE));
        assert_eq!((*painted.get_pixel(100, 70), *painted.get_pixel(10, 70)), (white, white));
    }
}
