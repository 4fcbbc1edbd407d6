//! Picture files: each picture is a page; the only one of its file is as many as sheets lie on the photo.

use std::io::Cursor;

use exif::{In, Tag, Value};

use super::image::{self as pictures, DecodeError};
use super::{Limits, Tools, scan};
use crate::model::{
    DamageReason, Format, Legibility, Outcome, Page, Picture, Problem, Reading, Rect, Unit, Unreadable,
};

/// Of a program's name, so much is kept.
const LONGEST_NAME: usize = 80;

/// Reads a picture file: of each picture its size, turned as its EXIF says, and what stands in it. A file of several is of
/// as many pages; where the only one shows several sheets, each of them is a page.
pub(super) fn read(bytes: &[u8], format: Format, tools: Tools<'_>, limits: &Limits) -> Reading {
    let pictures = match pictures::list(bytes, format, limits.pages) {
        Ok(pictures) => pictures,
        Err(DecodeError::TooLarge) => return Reading::damaged(DamageReason::TooLarge),
        Err(DecodeError::Malformed | DecodeError::NotRead) => return Reading::damaged(DamageReason::Malformed),
    };
    let list = &pictures.list;
    if list.len() > limits.pages as usize {
        return Reading::damaged(DamageReason::TooManyPages);
    }
    if list.iter().all(|picture| picture.pixels() > limits.picture_pixels) {
        return Reading::damaged(DamageReason::TooLarge);
    }
    let (mut pages, mut problems) = (Vec::new(), Vec::new());
    for (number, stored) in (1..).zip(list) {
        let (w, h) = stored.turned();
        let mut page = Page::empty(number, w as f32, h as f32, Unit::Pixels);
        page.pictures.push(Picture::placed(Rect::new(0.0, 0.0, w as f32, h as f32), stored.width, stored.height));
        page.legibility = Legibility::NeedsOcr;
        match pictures::decode(bytes, format, stored, limits.picture_pixels) {
            Ok(decoded) => {
                // A header may tell another size than the picture has.
                (page.width, page.height) = decoded.image.size();
                page.breaks_off = decoded.breaks_off;
                if let Some(picture) = page.pictures.first_mut() {
                    picture.digest = decoded.digest;
                }
                let sheets = if list.len() == 1 { pictures::sheets(&decoded.image) } else { Vec::new() };
                if sheets.len() > 1 {
                    // Each sheet of a photo is a page of its own.
                    for (number, sheet) in (1..).zip(sheets) {
                        let mut own = Page { number, ..page.clone() };
                        scan::read(&mut own, sheet, tools, &mut problems);
                        pages.push(own);
                    }
                    continue;
                }
                scan::read(&mut page, decoded.image, tools, &mut problems);
            }
            Err(why) => {
                page.legibility = Legibility::Unreadable(match why {
                    DecodeError::NotRead => Unreadable::NotRead,
                    DecodeError::TooLarge | DecodeError::Malformed => Unreadable::BadPicture,
                });
                problems.push(Problem { page: Some(number), what: why.to_string() });
            }
        }
        pages.push(page);
    }
    if pictures.breaks_off
        && let Some(last) = pages.last_mut()
    {
        last.breaks_off = true;
        problems.push(Problem { page: None, what: "the list of pictures breaks off".into() });
    }
    Reading { pages, program: program(bytes), problems, ..Reading::without_pages(Outcome::Read) }
}

/// The program that wrote the file, where it says so.
fn program(bytes: &[u8]) -> Option<String> {
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()?;
    let Value::Ascii(texts) = &exif.get_field(Tag::Software, In::PRIMARY)?.value else { return None };
    let text: String = texts.iter().map(|text| String::from_utf8_lossy(text)).collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
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
