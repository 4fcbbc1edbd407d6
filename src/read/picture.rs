//! Picture files: a JPEG or PNG is a document of one page.

use std::io::Cursor;

use exif::{In, Tag};
use image::ImageReader;

use super::{Limits, Tools, image as pictures, scan};
use crate::model::{
    DamageReason, Format, Legibility, Outcome, Page, Picture, Problem, Reading, Rect, Unit, Unreadable,
};

/// Reads a picture file: its size, turned as its EXIF says, and what stands in it.
pub(super) fn read(bytes: &[u8], format: Format, tools: Tools<'_>, limits: &Limits) -> Reading {
    let kind = match format {
        Format::Png => image::ImageFormat::Png,
        _ => image::ImageFormat::Jpeg,
    };
    let Ok((width, height)) = ImageReader::with_format(Cursor::new(bytes), kind).into_dimensions() else {
        return Reading::damaged(DamageReason::Malformed);
    };
    if width == 0 || height == 0 {
        return Reading::damaged(DamageReason::Malformed);
    }
    if u64::from(width).saturating_mul(u64::from(height)) > limits.picture_pixels {
        return Reading::damaged(DamageReason::TooLarge);
    }
    let (w, h) = if turns_sideways(orientation(bytes)) { (height, width) } else { (width, height) };
    let mut page = Page::empty(1, w as f32, h as f32, Unit::Pixels);
    page.pictures.push(Picture::placed(Rect::new(0.0, 0.0, w as f32, h as f32), width, height));
    page.legibility = Legibility::NeedsOcr;
    let mut problems = Vec::new();
    match pictures::decode(bytes, limits.picture_pixels) {
        Ok(decoded) => {
            if let Some(picture) = page.pictures.first_mut() {
                picture.digest = decoded.digest;
                picture.thumbnail = decoded.thumbnail;
            }
            scan::read(&mut page, decoded.image, tools, &mut problems);
        }
        Err(why) => {
            page.legibility = Legibility::Unreadable(Unreadable::BadPicture);
            problems.push(Problem { page: Some(1), what: why.to_string() });
        }
    }
    Reading { outcome: Outcome::Read, pages: vec![page], pdf: None, problems }
}

/// The EXIF orientation, 1 to 8; 1 where none is given.
pub(super) fn orientation(bytes: &[u8]) -> u32 {
    exif::Reader::new()
        .read_from_container(&mut Cursor::new(bytes))
        .ok()
        .and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|f| f.value.get_uint(0)))
        .filter(|o| (1..=8).contains(o))
        .unwrap_or(1)
}

/// Whether an orientation exchanges width and height.
const fn turns_sideways(orientation: u32) -> bool {
    matches!(orientation, 5..=8)
}
