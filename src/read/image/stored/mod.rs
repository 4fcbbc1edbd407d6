//! What pictures a file holds, and each of them as pixels: one file here a way of storing that `image` does not read.
//!
//! [`list`] looks at headers alone, so that sizes are known, and bounded, before anything is decoded.

mod codestream;
mod directory;
mod fax;
mod heif;
mod jpeg;
mod tiff;

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};

use super::DecodeError;
use crate::model::Format;

pub use jpeg::breaks_off as jpeg_breaks_off;

/// A picture of a file, as its header describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Pixels in a row, as they are stored.
    pub width: u32,
    /// Rows, as they are stored.
    pub height: u32,
    /// How it has to be turned to stand as it was taken.
    pub orientation: Orientation,
    /// Where the file keeps it: its place among the file's pictures, a number, or an offset.
    at: u64,
}

impl Stored {
    /// How many pixels it has.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        u64::from(self.width).saturating_mul(u64::from(self.height))
    }

    /// Width and height once it is turned.
    #[must_use]
    pub fn turned(&self) -> (u32, u32) {
        if self.orientation.to_exif() >= 5 { (self.height, self.width) } else { (self.width, self.height) }
    }
}

/// The pictures of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictures {
    /// In the order of the file; never empty.
    pub list: Vec<Stored>,
    /// Whether the list of them leads out of the file, so that some are lost.
    pub breaks_off: bool,
}

/// The pixels of one picture as they are stored.
pub(super) struct Pixels {
    pub(super) picture: DynamicImage,
    /// Whether some of them are lost, and white or grey in their stead.
    pub(super) breaks_off: bool,
}

impl From<DynamicImage> for Pixels {
    fn from(picture: DynamicImage) -> Self {
        Self { picture, breaks_off: false }
    }
}

/// The pictures of a file, not more than one beyond `most`: each is a page. Of a GIF that moves it is the first one alone.
///
/// # Errors
/// Where the file is no whole picture of that format.
pub fn list(bytes: &[u8], format: Format, most: u32) -> Result<Pictures, DecodeError> {
    let most = most as usize + 1;
    let pictures = match format {
        Format::Tiff => return tiff::list(bytes, most),
        Format::Heic => heif::list(bytes, most)?,
        Format::Jpeg2000 => vec![codestream::header(bytes)?],
        _ => {
            let mut decoder = common(bytes, format)?;
            let (width, height) = decoder.dimensions();
            let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
            vec![Stored { width, height, orientation, at: 0 }]
        }
    };
    if pictures.is_empty() || pictures.iter().any(|picture| picture.pixels() == 0) {
        return Err(DecodeError::Malformed);
    }
    Ok(Pictures { list: pictures, breaks_off: false })
}

/// The pixels of one picture of a file, as stored, at most `limit` of them.
pub(super) fn pixels(bytes: &[u8], format: Format, which: &Stored, limit: u64) -> Result<Pixels, DecodeError> {
    if which.pixels() > limit {
        return Err(DecodeError::TooLarge);
    }
    match format {
        Format::Tiff => tiff::pixels(bytes, which, limit),
        Format::Heic => heif::pixels(bytes, which, limit).map(Pixels::from),
        Format::Jpeg2000 => codestream::pixels(bytes, which, limit),
        _ => {
            let decoder = common(bytes, format)?;
            let picture = DynamicImage::from_decoder(decoder).map_err(|_| DecodeError::Malformed)?;
            Ok(Pixels { picture, breaks_off: format == Format::Jpeg && jpeg_breaks_off(bytes) })
        }
    }
}

/// The decoder of a format that `image` reads.
fn common(bytes: &[u8], format: Format) -> Result<impl ImageDecoder, DecodeError> {
    let format = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Webp => ImageFormat::WebP,
        Format::Bmp => ImageFormat::Bmp,
        Format::Gif => ImageFormat::Gif,
        _ => return Err(DecodeError::Malformed),
    };
    ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(|_| DecodeError::Malformed)
}

/// Colours of four inks as light: what the inks leave of white.
const fn light(ink: u8, black: u8) -> u8 {
    ((255 - ink as u16) * (255 - black as u16) / 255) as u8
}
