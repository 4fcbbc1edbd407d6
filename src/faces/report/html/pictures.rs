//! The spot on the paper that a flag points at, as a picture inside the page.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Cursor;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, codecs::jpeg::JpegEncoder};

use crate::{
    model::{Flag, Place, Rect, Upload},
    store::CandidateResult,
    worker::Drawn,
};

/// Draws pages, somewhere where a hostile one does no harm.
pub trait Artist: Sync {
    /// The page of an upload as it is displayed; `None` where it cannot be drawn.
    fn draw(&self, upload: &Upload, page: u32) -> Option<Drawn>;
}

/// So much of the page is shown round the spot, as a share of its width and height.
const AROUND: (f32, f32) = (0.22, 0.05);
const RED: Rgb<u8> = Rgb([208, 0, 0]);
/// A whole page is shown no wider than this, in pixels.
const THUMBNAIL: u32 = 520;
const QUALITY: u8 = 72;

/// A page with its size in the unit of its boxes.
struct Sheet {
    width: f32,
    height: f32,
    pixels: RgbImage,
}

/// The pictures of one candidate: each page is drawn once.
pub struct Pictures<'a> {
    artist: &'a dyn Artist,
    sheets: RefCell<BTreeMap<(String, u32), Option<Sheet>>>,
}

impl<'a> Pictures<'a> {
    /// Pictures by this artist.
    #[must_use]
    pub fn new(artist: &'a dyn Artist) -> Self {
        Self { artist, sheets: RefCell::default() }
    }

    /// The picture for a flag, as an address that holds it whole; `None` where it points at no page.
    pub(super) fn of(&self, flag: &Flag, result: &CandidateResult) -> Option<String> {
        let Place::Paper { file, page, bbox } = &flag.place else { return None };
        let upload = result.files.iter().map(|f| &f.upload).find(|upload| upload.file == *file)?;
        let mut sheets = self.sheets.borrow_mut();
        let sheet = sheets.entry((file.clone(), *page)).or_insert_with(|| Sheet::of(&self.artist.draw(upload, *page)?));
        let picture = sheet.as_ref()?.showing(bbox.as_ref());
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&picture).ok()?;
        Some(format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg)))
    }
}

impl Sheet {
    fn of(drawn: &Drawn) -> Option<Self> {
        // Our own JPEG, made by a worker.
        let image = image::load(Cursor::new(&drawn.jpeg), ImageFormat::Jpeg).ok()?;
        Some(Self { width: drawn.width, height: drawn.height, pixels: image.into_rgb8() })
    }

    /// The surroundings of a spot with a frame round it, or the whole page made small.
    fn showing(&self, spot: Option<&Rect>) -> RgbImage {
        let (wide, high) = self.pixels.dimensions();
        let Some(spot) = spot.filter(|_| self.width > 0.0 && self.height > 0.0) else {
            let image = DynamicImage::ImageRgb8(self.pixels.clone());
            return image.thumbnail(THUMBNAIL, u32::MAX).into_rgb8();
        };
        let (sx, sy) = (wide as f32 / self.width, high as f32 / self.height);
        let (mx, my) = (AROUND.0 * self.width, AROUND.1 * self.height);
        let at = |value: f32, scale: f32, end: u32| (value * scale).clamp(0.0, end as f32) as u32;
        let (x0, x1) = (at(spot.x0 - mx, sx, wide), at(spot.x1 + mx, sx, wide));
        let (y0, y1) = (at(spot.y0 - my, sy, high), at(spot.y1 + my, sy, high));
        let mut framed = self.pixels.clone();
        frame(
            &mut framed,
            (at(spot.x0, sx, wide), at(spot.y0, sy, high)),
            (at(spot.x1, sx, wide), at(spot.y1, sy, high)),
        );
        image::imageops::crop_imm(&framed, x0, y0, (x1 - x0).max(1), (y1 - y0).max(1)).to_image()
    }
}

/// A frame three pixels thick, two pixels off.
fn frame(pixels: &mut RgbImage, from: (u32, u32), to: (u32, u32)) {
    let (wide, high) = pixels.dimensions();
    if wide == 0 || high == 0 {
        return;
    }
    for edge in 2..5 {
        let (x0, y0) = (from.0.saturating_sub(edge), from.1.saturating_sub(edge));
        let (x1, y1) = ((to.0 + edge).min(wide - 1), (to.1 + edge).min(high - 1));
        for x in x0.min(x1)..=x1 {
            pixels.put_pixel(x, y0.min(high - 1), RED);
            pixels.put_pixel(x, y1, RED);
        }
        for y in y0.min(y1)..=y1 {
            pixels.put_pixel(x0.min(wide - 1), y, RED);
            pixels.put_pixel(x1, y, RED);
        }
    }
}
