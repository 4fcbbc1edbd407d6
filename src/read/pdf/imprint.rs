//! What makes a picture of a PDF the same picture elsewhere: a digest of its pixels, and how it looks.
//!
//! The bytes of its stream change when another program writes the file anew; the pixels do not. Decoding costs time, so
//! only pictures that may be a portrait or a page are looked at, and no page is given more than its share.

use hayro_interpret::{Image, ImageData};

use crate::model::Thumbnail;
use crate::read::image;

/// Pixels decoded a page for this purpose, together.
const MOST_PIXELS: u64 = 80_000_000;
/// A side with fewer pixels is an icon's.
const SMALLEST_SIDE: u32 = 60;

/// How much may still be decoded on a page.
#[derive(Debug)]
pub(super) struct Budget(u64);

impl Default for Budget {
    fn default() -> Self {
        Self(MOST_PIXELS)
    }
}

impl Budget {
    /// Whether so many pixels may still be decoded, which are then spent.
    pub(super) fn spend(&mut self, pixels: u64) -> bool {
        let left = self.0.checked_sub(pixels);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

/// The digest of a picture and its thumbnail; `None` of a stencil, an icon, or one that is not worth decoding or cannot be.
pub(super) fn imprint(picture: &Image<'_, '_>, budget: &mut Budget) -> Option<(String, Option<Thumbnail>)> {
    let Image::Raster(raster) = picture else { return None };
    let (width, height) = (picture.width(), picture.height());
    if width.min(height) < SMALLEST_SIDE {
        return None;
    }
    if !budget.spend(u64::from(width) * u64::from(height)) {
        return None;
    }
    let mut imprint = None;
    raster.with_rgba(
        |pixels, _| {
            imprint = match &pixels {
                ImageData::Rgb(rgb) => Some((
                    image::digest_of_rgb(rgb.width, rgb.height, &rgb.data),
                    image::thumbnail_of_rgb(rgb.width, rgb.height, &rgb.data),
                )),
                ImageData::Luma(luma) => Some((
                    image::digest_of_grey(luma.width, luma.height, &luma.data),
                    image::thumbnail_of_grey(luma.width, luma.height, &luma.data),
                )),
            };
        },
        None,
    );
    imprint
}
