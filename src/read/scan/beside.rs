//! Seals and codes on a page whose text layer is believed: they are pictures or drawings beside the text, so only the
//! places of those are drawn and searched.

use super::regions::joined;
use super::seals;
use crate::model::{Mapping, Page, Qr, Rect};
use crate::read::Tools;
use crate::read::image::{self as pictures, PageImage};

/// A picture smaller than this, in points, holds neither a legible seal nor a code.
const SMALLEST: f32 = 24.0;

/// Pieces of one picture lie no further apart than twice this, in points.
const PIECE: f32 = 0.3;

/// Searches the pictures of a page, and where something else than type is `drawn` on it, in displayed points. `draw` makes the image of a region of the displayed page.
pub(in crate::read) fn marks(
    page: &mut Page,
    drawn: &[Rect],
    tools: Tools<'_>,
    draw: &mut dyn FnMut(Rect) -> Option<PageImage>,
) {
    let whole = page.displayed(&Rect::new(0.0, 0.0, page.width, page.height));
    let to_reading = page.to_displayed.and_then(|map| map.inverse()).unwrap_or(Mapping::IDENTITY);
    // A seal is 45 mm at most; what is searched for depends on the size of the sheet, not of the picture.
    let long_side = whole.width().max(whole.height());
    for region in regions(page, drawn, whole) {
        let Some(image) = draw(region) else { continue };
        let to_page = image.to_displayed.then(&to_reading);
        let mut coded = false;
        for (place, content) in pictures::drawn_codes(&image.pixels) {
            coded |= place.area() > 0.3 * image_area(&image);
            let code = Qr { page: page.number, bbox: to_page.rect(&place), content };
            if page.qr.iter().all(|known| known.bbox.iou(&code.bbox) < 0.5) {
                page.qr.push(code);
            }
        }
        // What is a code is no seal: its modules are the noise in which grey rings are imagined.
        if coded {
            continue;
        }
        for place in pictures::seals(&image.pixels, long_side / image.scale) {
            // Asked for only here: most pages have no seal, and making the recogniser takes a while.
            let mut seal = seals::seal(page.number, (&image, &image.pixels), &place, tools.ocr.get().ok());
            seal.bbox = to_page.rect(&place.bbox());
            if page.seals.iter().all(|known| known.bbox.iou(&seal.bbox) < 0.5) {
                page.seals.push(seal);
            }
        }
    }
}

/// The area of an image in its pixels.
fn image_area(image: &PageImage) -> f32 {
    image.pixels.width() as f32 * image.pixels.height() as f32
}

/// The places to draw: each picture with a margin, and the drawings, those that touch as one.
fn regions(page: &Page, drawn: &[Rect], whole: Rect) -> Vec<Rect> {
    // Pieces of one picture together: printer drivers cut pictures into tiles and strips.
    let shown = joined(page.pictures.iter().map(|picture| page.displayed(&picture.bbox)), PIECE).into_iter();
    let large = shown.filter(|shown| shown.width().min(shown.height()) >= SMALLEST);
    let large: Vec<Rect> = large.map(|shown| shown.grown(6.0)).chain(drawn.iter().copied()).collect();
    joined(large, 0.0).iter().filter_map(|region| region.intersection(&whole)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Picture, Unit};

    fn page(boxes: &[[f32; 4]]) -> Page {
        let mut page = Page::empty(1, 595.0, 842.0, Unit::Points);
        page.pictures = boxes.iter().map(|b| Picture::placed(Rect::from(*b), 10, 10)).collect();
        page
    }

    #[test]
    fn pictures_that_touch_are_one_region_and_small_ones_none() {
        let whole = Rect::new(0.0, 0.0, 595.0, 842.0);
        let page = page(&[[100.0, 100.0, 150.0, 150.0], [155.0, 100.0, 200.0, 150.0], [400.0, 400.0, 410.0, 410.0]]);
        let near = |a: &[Rect], b: &[Rect]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.iou(b) > 0.97);
        assert!(near(&regions(&page, &[], whole), &[Rect::new(94.0, 94.0, 206.0, 156.0)]));
        let drawn = [Rect::new(50.0, 600.0, 170.0, 720.0)];
        assert!(near(&regions(&page, &drawn, whole), &[Rect::new(94.0, 94.0, 206.0, 156.0), drawn[0]]));
    }

    #[test]
    fn tiles_of_a_scan_are_one_region() {
        let tiles: Vec<[f32; 4]> = (0..9)
            .flat_map(|x| (0..9).map(move |y| (200.0 + 8.0 * x as f32, 300.0 + 8.0 * y as f32)))
            .map(|(x, y)| [x, y, x + 8.0, y + 8.0])
            .collect();
        let whole = Rect::new(0.0, 0.0, 595.0, 842.0);
        let found = regions(&page(&tiles), &[], whole);
        assert!(found.len() == 1 && found[0].iou(&Rect::new(194.0, 294.0, 278.0, 378.0)) > 0.95, "{found:?}");
    }
}
