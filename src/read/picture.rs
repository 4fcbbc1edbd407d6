//! Picture files: a JPEG or PNG is a page, or as many as sheets lie on the photo.

use std::io::Cursor;

use exif::{In, Tag, Value};
use image::ImageReader;

use super::{Limits, Tools, image as pictures, scan};
use crate::model::{
    DamageReason, Format, Legibility, Outcome, Page, Picture, Problem, Reading, Rect, Unit, Unreadable,
};

/// Of a program's name, so much is kept.
const LONGEST_NAME: usize = 80;

/// Reads a picture file: its size, turned as its EXIF says, and what stands in it. Where it shows several sheets, each is a
/// page.
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
            }
            let sheets = pictures::sheets(&decoded.image);
            if sheets.len() > 1 {
                // Each sheet of a photo is a page of its own.
                let read = (1..).zip(sheets).map(|(number, sheet)| {
                    let mut own = Page { number, ..page.clone() };
                    scan::read(&mut own, sheet, tools, &mut problems);
                    own
                });
                let pages = read.collect();
                return Reading { pages, program: program(bytes), problems, ..Reading::without_pages(Outcome::Read) };
            }
            scan::read(&mut page, decoded.image, tools, &mut problems);
        }
        Err(why) => {
            page.legibility = Legibility::Unreadable(Unreadable::BadPicture);
            problems.push(Problem { page: Some(1), what: why.to_string() });
        }
    }
    Reading { pages: vec![page], program: program(bytes), problems, ..Reading::without_pages(Outcome::Read) }
}

/// The program that wrote the file, where it says so.
fn program(bytes: &[u8]) -> Option<String> {
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()?;
    let Value::Ascii(texts) = &exif.get_field(Tag::Software, In::PRIMARY)?.value else { return None };
    let text: String = texts.iter().map(|text| String::from_utf8_lossy(text)).collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
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

#[cfg(test)]
mod tests {
    use super::*;
    use exif::{Field, experimental::Writer};

    /// A JPEG that says nothing but which program wrote it.
    fn written_by(name: &[u8]) -> Vec<u8> {
        let field = Field { tag: Tag::Software, ifd_num: In::PRIMARY, value: Value::Ascii(vec![name.to_vec()]) };
        let (mut writer, mut tiff) = (Writer::new(), Cursor::new(Vec::new()));
        writer.push_field(&field);
        writer.write(&mut tiff, false).unwrap();
        let data = [b"Exif\0\0", tiff.get_ref().as_slice()].concat();
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, 0xD8, 0xFF, 0xE1], &length[..], &data, &[0xFF, 0xD9]].concat()
    }

    #[test]
    fn the_program_that_wrote_a_picture() {
        assert_eq!(program(&written_by(b"Adobe Photoshop 25.0")).as_deref(), Some("Adobe Photoshop 25.0"));
        assert_eq!(program(&written_by("美图秀秀\n".as_bytes())).as_deref(), Some("美图秀秀"));
        assert_eq!(program(&written_by(&[b'x'; 5000])).unwrap().len(), LONGEST_NAME);
        assert_eq!(program(&written_by(b"  ")), None);
        assert_eq!(program(b"no picture"), None);
    }
}
