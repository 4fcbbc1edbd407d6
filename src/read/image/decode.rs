//! A picture file to pixels, turned as its EXIF says.

use image::{DynamicImage, RgbImage, imageops};

use super::digest::{digest_of_grey, digest_of_rgb};
use super::stored::{self, Pixels, Stored};
use super::{PageImage, READING_DPI};
use crate::model::Format;

/// The sides of the sheet a picture file is taken to show, in inches: A4.
const LONG_INCHES: f32 = 11.69;
const SHORT_INCHES: f32 = 8.27;

/// However long a picture is, no more pixels than this are kept: four sheets.
const MOST_PIXELS: f32 = 16e6;

/// Why a picture cannot be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// More pixels than the limit.
    #[error("the picture has more pixels than the limit")]
    TooLarge,
    /// The bytes are no whole picture.
    #[error("the picture is damaged")]
    Malformed,
    /// It is whole, as far as that can be told, and stored in a way that is not read.
    #[error("the picture is stored in a way that is not read")]
    NotRead,
}

/// A picture file, decoded.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// Its pixels, upright, as large as reading needs.
    pub image: PageImage,
    /// The digest of its pixels as they are stored; `None` of a picture with transparent parts or more than eight bits.
    pub digest: Option<String>,
    /// Whether a part of it is lost, and white or grey in its stead.
    pub breaks_off: bool,
}

/// Decodes a picture of a file, of at most `limit` pixels. The page unit is the pixel of the turned original; a picture larger
/// than reading needs is made smaller, and `scale` says by how much.
///
/// # Errors
/// When the picture is too large, damaged, or stored in a way that is not read.
pub fn decode(bytes: &[u8], format: Format, which: &Stored, limit: u64) -> Result<Decoded, DecodeError> {
    let Pixels { mut picture, breaks_off } = stored::pixels(bytes, format, which, limit)?;
    let (width, height) = (picture.width(), picture.height());
    // Before it is turned: a program that puts the picture into a PDF takes the pixels as they are stored.
    let digest = match &picture {
        DynamicImage::ImageRgb8(rgb) => Some(digest_of_rgb(width, height, rgb.as_raw())),
        DynamicImage::ImageLuma8(grey) => Some(digest_of_grey(width, height, grey.as_raw())),
        _ => None,
    };
    picture.apply_orientation(which.orientation);
    let pixels = on_white(picture);
    let shrink = sheet_scale(pixels.width() as f32, pixels.height() as f32);
    if shrink > 0.9 {
        return Ok(Decoded { image: PageImage::upright(pixels, 1.0), digest, breaks_off });
    }
    let (w, h) = ((pixels.width() as f32 * shrink) as u32, (pixels.height() as f32 * shrink) as u32);
    let scale = pixels.width() as f32 / w.max(1) as f32;
    let smaller = imageops::resize(&pixels, w.max(1), h.max(1), imageops::FilterType::Triangle);
    Ok(Decoded { image: PageImage::upright(smaller, scale), digest, breaks_off })
}

/// Decodes the first picture of a file.
///
/// # Errors
/// As [`decode`].
pub fn decode_first(bytes: &[u8], format: Format, limit: u64) -> Result<Decoded, DecodeError> {
    let pictures = stored::list(bytes, format, 1)?;
    decode(bytes, format, pictures.list.first().ok_or(DecodeError::Malformed)?, limit)
}

/// By how much to make a picture smaller: to the size of a sheet at the resolution for reading. A long screenshot, whose
/// short side is that of a telephone, keeps its width.
#[must_use]
pub fn sheet_scale(width: f32, height: f32) -> f32 {
    let (short, long) = (width.min(height).max(1.0), width.max(height).max(1.0));
    let sheet = (LONG_INCHES * READING_DPI / long).max(SHORT_INCHES * READING_DPI / short);
    sheet.min((MOST_PIXELS / (short * long)).sqrt())
}

/// Transparent parts show the paper under them.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    let mut out = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in out.pixels_mut().zip(rgba.pixels()) {
        let [r, g, b, a] = from.0;
        let over = |c: u8| ((u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255) as u8;
        to.0 = [over(r), over(g), over(b)];
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn decode(png: &[u8], limit: u64) -> Result<Decoded, DecodeError> {
        decode_first(png, Format::Png, limit)
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        RgbImage::new(width, height).write_to(&mut out, image::ImageFormat::Png).expect("encodes");
        out.into_inner()
    }

    #[test]
    fn a_long_screenshot_keeps_its_width() {
        assert!(sheet_scale(1080.0, 7000.0) > 1.0);
        assert!((sheet_scale(2480.0, 3508.0) - 0.667).abs() < 0.01);
        // A tape of any length stays within bounds.
        let tape = sheet_scale(1440.0, 90_000.0);
        assert!((tape * 1440.0) * (tape * 90_000.0) < 1.01 * MOST_PIXELS);
    }

    #[test]
    fn a_small_picture_keeps_its_pixels_and_a_large_one_shrinks() {
        let small = decode(&png(300, 200), 1_000_000).expect("decodes").image;
        assert_eq!((small.pixels.width(), small.scale), (300, 1.0));
        let large = decode(&png(4000, 3000), 100_000_000).expect("decodes").image;
        assert!(large.pixels.width() < 2600);
        let (w, h) = large.size();
        assert!((w - 4000.0).abs() < 3.0 && (h - 3000.0).abs() < 3.0, "{w} x {h}");
    }

    #[test]
    fn limits_and_damage_are_told_apart() {
        assert_eq!(decode(&png(300, 200), 100).expect_err("too large"), DecodeError::TooLarge);
        assert_eq!(decode(&png(300, 200)[..60], 1_000_000).expect_err("cut off"), DecodeError::Malformed);
        assert_eq!(decode(b"no picture", 1_000_000).expect_err("text"), DecodeError::Malformed);
    }

    #[test]
    fn a_jpeg_that_is_filled_with_grey_says_so() {
        let picture = RgbImage::from_fn(320, 320, |x, y| image::Rgb([(x * 7 % 256) as u8, (y * 5 % 256) as u8, 90]));
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, image::ImageFormat::Jpeg).expect("encodes");
        let whole = out.into_inner();
        let breaks_off = |bytes: &[u8]| decode_first(bytes, Format::Jpeg, 1_000_000).map(|decoded| decoded.breaks_off);
        assert_eq!(breaks_off(&whole), Ok(false));
        assert_eq!(breaks_off(&whole[..whole.len() * 2 / 3]), Ok(true));
    }
}
