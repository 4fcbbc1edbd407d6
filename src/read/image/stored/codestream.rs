//! JPEG 2000, in its container or bare: what some scanners and archives make.

use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};
use image::metadata::Orientation;
use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};

use super::{DecodeError, Pixels, Stored, light};

/// Decoding works on floating numbers and needs several for a sample; with three samples a pixel a third of the pixels of
/// other formats fit into a worker.
const COST: u64 = 3;

/// What a picture has more samples of, a pixel, is no picture of paper.
const MOST_SAMPLES: u16 = 5;

/// The start of a codestream and its first segment, which tells the sizes.
const START: &[u8] = b"\xFF\x4F\xFF\x51";

/// The end of a codestream.
const END: &[u8] = b"\xFF\xD9";

/// The picture, as its header describes it.
pub(super) fn header(bytes: &[u8]) -> Result<Stored, DecodeError> {
    // Counted here: the decoder asks for memory for as many samples as the header claims.
    let start = bytes.windows(START.len()).position(|window| window == START).ok_or(DecodeError::Malformed)?;
    let samples = bytes.get(start + 40..start + 42).and_then(|two| <[u8; 2]>::try_from(two).ok());
    if samples.map(u16::from_be_bytes).is_none_or(|samples| !(1..=MOST_SAMPLES).contains(&samples)) {
        return Err(DecodeError::Malformed);
    }
    let image = Image::new(bytes, &DecodeSettings::default()).map_err(|_| DecodeError::Malformed)?;
    let (width, height) = (image.width(), image.height());
    Ok(Stored { width, height, orientation: Orientation::NoTransforms, at: 0 })
}

/// Its pixels.
pub(super) fn pixels(bytes: &[u8], which: &Stored, limit: u64) -> Result<Pixels, DecodeError> {
    if which.pixels().saturating_mul(COST) > limit {
        return Err(DecodeError::TooLarge);
    }
    let image = Image::new(bytes, &DecodeSettings::default()).map_err(|_| DecodeError::Malformed)?;
    let (width, height, alpha) = (image.width(), image.height(), image.has_alpha());
    let colours = match image.color_space() {
        ColorSpace::Gray => 1,
        ColorSpace::RGB => 3,
        ColorSpace::CMYK => 4,
        ColorSpace::Unknown { num_channels } | ColorSpace::Icc { num_channels, .. } => *num_channels,
    };
    let mut context = DecoderContext::default();
    let data = image.decode(&mut context).map_err(|_| DecodeError::Malformed)?.data_u8();
    let picture = match (colours, alpha) {
        (1, false) => GrayImage::from_raw(width, height, data).map(DynamicImage::ImageLuma8),
        (1, true) => GrayAlphaImage::from_raw(width, height, data).map(DynamicImage::ImageLumaA8),
        (3, false) => RgbImage::from_raw(width, height, data).map(DynamicImage::ImageRgb8),
        (3, true) => RgbaImage::from_raw(width, height, data).map(DynamicImage::ImageRgba8),
        (4, false) => {
            let inks = data.chunks_exact(4).flat_map(|p| [light(p[0], p[3]), light(p[1], p[3]), light(p[2], p[3])]);
            RgbImage::from_raw(width, height, inks.collect()).map(DynamicImage::ImageRgb8)
        }
        _ => return Err(DecodeError::NotRead),
    };
    let picture = picture.ok_or(DecodeError::Malformed)?;
    // The decoder makes do with what is there. No data within a codestream looks like its end.
    Ok(Pixels { picture, breaks_off: !bytes.windows(END.len()).any(|window| window == END) })
}
