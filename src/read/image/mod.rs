//! The page as a picture: rastered or decoded, made upright and level, measured, and searched for seals, QR codes and
//! ruling lines.
//!
//! Everything here works on pixels and gives its places in pixels of a [`PageImage`], which knows where its pixels lie on
//! the page.

mod balance;
mod binary;
mod decode;
mod digest;
mod level;
mod mask;
mod paper;
mod qr;
mod quality;
mod raster;
mod ruling;
mod seal;
mod seal_grey;
mod seal_ink;
mod seal_map;
mod seal_ring;
mod skew;
mod stored;

pub use balance::{balanced, balanced_around};
pub use decode::{DecodeError, Decoded, decode, decode_first, sheet_scale};
pub use digest::{digest_of_grey, digest_of_rgb, thumbnail_of_grey, thumbnail_of_rgb};
pub use level::{QuarterTurn, levelled, skew_of, turned};
pub use paper::{flatten, sheets};
pub use qr::{codes, drawn_codes};
pub use quality::measure;
pub use raster::{Fonts, raster};
pub use ruling::rules;
pub use seal::{SealPlace, seals};
pub use seal_ink::without_seals;
pub use seal_ring::{inner_strips, ring_strips};
pub use skew::skew;
pub use stored::{Pictures, Stored, jpeg_breaks_off, list};

use image::RgbImage;

use crate::model::{Mapping, Rect};

/// The resolution at which pages are read. 10.5-point type is 29 pixels high here, and recognition scales its lines to
/// 48; more pixels cost time and bring no more right characters.
pub const READING_DPI: f32 = 200.0;

/// A page as pixels, with the way back to the page as it is displayed.
#[derive(Debug, Clone)]
pub struct PageImage {
    /// The pixels.
    pub pixels: RgbImage,
    /// From pixels to the displayed page, in the page's unit.
    pub to_displayed: Mapping,
    /// Page units a pixel.
    pub scale: f32,
}

impl PageImage {
    /// An image whose pixels lie on the page without turning: `scale` page units a pixel.
    #[must_use]
    pub fn upright(pixels: RgbImage, scale: f32) -> Self {
        let s = f64::from(scale);
        Self { pixels, to_displayed: Mapping([s, 0.0, 0.0, 0.0, s, 0.0, 0.0, 0.0, 1.0]), scale }
    }

    /// Width and height in page units.
    #[must_use]
    pub fn size(&self) -> (f32, f32) {
        (self.pixels.width() as f32 * self.scale, self.pixels.height() as f32 * self.scale)
    }

    /// From reading coordinates (this image's pixels in page units) to the displayed page.
    #[must_use]
    pub fn reading_to_displayed(&self) -> Mapping {
        let s = f64::from(1.0 / self.scale);
        Mapping([s, 0.0, 0.0, 0.0, s, 0.0, 0.0, 0.0, 1.0]).then(&self.to_displayed)
    }

    /// A place in pixels as a place in reading coordinates.
    #[must_use]
    pub fn to_reading(&self, r: &Rect) -> Rect {
        Rect::new(r.x0 * self.scale, r.y0 * self.scale, r.x1 * self.scale, r.y1 * self.scale)
    }
}
