//! At which resolution a page is drawn to be read. Programs on telephones make pages of any size: a sheet of a point a
//! pixel, more than a metre high, or a card with all its pixels on a few square inches.

use crate::model::Page;
use crate::read::image::{READING_DPI, sheet_scale};

/// A page between these, in inches along its long side, is as large as its paper.
const SHEET: std::ops::RangeInclusive<f32> = 9.0..=17.0;

/// The long side of a sheet, in inches.
const LONG: f32 = 11.69;

/// More pixels an inch than this no small page gets.
const FINEST: f32 = 600.0;

/// A picture that covers less of a page than this does not say how fine the page is.
const COVERS: f32 = 0.3;

/// Pixels an inch of the finest picture that covers much of a page.
pub(in crate::read) fn native(page: &Page) -> Option<f32> {
    let area = (page.width * page.height).max(f32::MIN_POSITIVE);
    let large = page.pictures.iter().filter(|p| p.bbox.area() > COVERS * area);
    large
        .map(|p| {
            let (long, pixels) = (p.bbox.width().max(p.bbox.height()), p.pixel_width.max(p.pixel_height));
            pixels as f32 * 72.0 / long.max(f32::MIN_POSITIVE)
        })
        .reduce(f32::max)
}

/// The resolution for reading a page from its picture.
pub(super) fn for_reading(page: &Page) -> f32 {
    let (width, height) = (page.width / 72.0, page.height / 72.0);
    let long = width.max(height);
    if !long.is_finite() || long <= 0.0 || SHEET.contains(&long) {
        READING_DPI
    } else if long > *SHEET.end() {
        READING_DPI * sheet_scale(width * READING_DPI, height * READING_DPI).min(1.0)
    } else {
        // Enlarged as far as there are pixels: drawing between them shows nothing new.
        let sheet = (READING_DPI * LONG / long).min(FINEST);
        native(page).map_or(READING_DPI, |native| native.min(sheet).max(READING_DPI))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Picture, Rect, Unit};

    fn page(width: f32, height: f32, pixel_width: u32, pixel_height: u32) -> Page {
        let mut page = Page::empty(1, width, height, Unit::Points);
        page.pictures.push(Picture::placed(Rect::new(0.0, 0.0, width, height), pixel_width, pixel_height));
        page
    }

    #[test]
    fn a_sheet_is_drawn_as_every_sheet() {
        assert!((for_reading(&page(595.0, 842.0, 2480, 3508)) - 200.0).abs() < 0.1);
        assert!((for_reading(&page(842.0, 1191.0, 4960, 7016)) - 200.0).abs() < 0.1);
    }

    #[test]
    fn a_sheet_of_a_point_a_pixel_is_no_larger_than_a_sheet() {
        let dpi = for_reading(&page(2480.0, 3508.0, 2480, 3508));
        assert!((3508.0 / 72.0 * dpi - 2338.0).abs() < 20.0, "{dpi}");
    }

    #[test]
    fn a_card_is_drawn_as_finely_as_it_was_scanned() {
        assert!((for_reading(&page(243.0, 153.0, 1350, 850)) - 400.0).abs() < 1.0);
        assert!((for_reading(&page(243.0, 153.0, 337, 212)) - 200.0).abs() < 0.1, "no pixels to show");
        assert!(for_reading(&page(100.0, 60.0, 9000, 5400)) <= FINEST);
    }
}
