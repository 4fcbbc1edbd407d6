//! HEIC and HEIF: what an iPhone makes.

use heifer::heifer_isobmff::HeifFile;
use heifer::{Error, Options};
use image::metadata::Orientation;
use image::{DynamicImage, RgbaImage};

use super::{DecodeError, Stored};

/// The pictures of a file without their previews and their tiles, at most so many.
pub(super) fn list(bytes: &[u8], most: usize) -> Result<Vec<Stored>, DecodeError> {
    let file = HeifFile::parse(bytes).map_err(|_| DecodeError::Malformed)?;
    let mut ids = file.top_level_image_ids();
    if ids.is_empty() {
        ids.push(file.primary_id);
    }
    let stored = ids.into_iter().take(most).map(|id| {
        let size = file.image_size(id).ok().flatten();
        let (width, height) = size.ok_or(DecodeError::Malformed)?;
        // The container turns its pictures itself; what EXIF says beside that does not count.
        Ok(Stored { width, height, orientation: Orientation::NoTransforms, at: u64::from(id) })
    });
    stored.collect()
}

/// A picture as it is to be seen, in the colours of a screen. It may be turned against what the header says.
pub(super) fn pixels(bytes: &[u8], which: &Stored, limit: u64) -> Result<DynamicImage, DecodeError> {
    let file = HeifFile::parse(bytes).map_err(|_| DecodeError::Malformed)?;
    let options = Options { max_threads: 1, max_pixels: limit };
    let (width, height, rgba) = if u64::from(file.primary_id) == which.at {
        let image = match heifer::decode_srgb_rgba8(bytes, &options) {
            // Colours that cannot be converted are taken as they are: what is written can be read in any.
            Err(Error::Unsupported(_)) => heifer::decode_rgba8(bytes, &options),
            other => other,
        };
        let image = image.map_err(|why| reason(&why))?;
        (image.width, image.height, image.data)
    } else {
        let id = u32::try_from(which.at).map_err(|_| DecodeError::Malformed)?;
        let image = heifer::decode_item(&file, id, 0).map_err(|why| reason(&why))?;
        (image.width, image.height, image.to_rgba8())
    };
    let picture = RgbaImage::from_raw(width, height, rgba).ok_or(DecodeError::Malformed)?;
    let opaque = picture.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    let picture = DynamicImage::ImageRgba8(picture);
    Ok(if opaque { DynamicImage::ImageRgb8(picture.into_rgb8()) } else { picture })
}

const fn reason(why: &Error) -> DecodeError {
    match why {
        Error::Unsupported(_) => DecodeError::NotRead,
        _ => DecodeError::Malformed,
    }
}
