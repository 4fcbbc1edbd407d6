//! The picture of a page, for a person to look at.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::RenderCache;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::image::{self as pictures, DecodeError, Fonts, PageImage};
use super::{Limits, ofd};
use crate::model::{DamageReason, Format, Outcome};

/// Draws one page (from 1) as it is displayed: a page of a PDF at `dpi`, a picture file as it is. Text whose font is not in
/// the file is set in `fonts`; without a Chinese one among them such text stays invisible.
///
/// # Errors
///
/// What the file counts as where the page cannot be drawn, in the words that are used where it cannot be read.
pub fn draw(
    bytes: &[u8],
    format: Format,
    number: u32,
    dpi: f32,
    limits: &Limits,
    fonts: &Fonts,
) -> Result<PageImage, Outcome> {
    match format {
        Format::Pdf => catch_unwind(AssertUnwindSafe(|| page(bytes, number, dpi, limits, fonts)))
            .unwrap_or(Err(damaged(DamageReason::Crashed))),
        Format::Ofd => catch_unwind(AssertUnwindSafe(|| {
            let made = ofd::as_pdf(bytes, limits).map_err(damaged)?;
            page(&made.bytes, number, dpi, limits, fonts)
        }))
        .unwrap_or(Err(damaged(DamageReason::Crashed))),
        format if format.is_picture() => picture(bytes, format, number, limits),
        _ => Err(Outcome::NotADocument),
    }
}

/// A picture file's page.
fn picture(bytes: &[u8], format: Format, number: u32, limits: &Limits) -> Result<PageImage, Outcome> {
    let why = |why| match why {
        DecodeError::TooLarge => damaged(DamageReason::TooLarge),
        DecodeError::Malformed | DecodeError::NotRead => damaged(DamageReason::Malformed),
    };
    let pictures = pictures::list(bytes, format, limits.pages).map_err(why)?;
    // Several sheets on one photo are pages with one picture.
    let place = match (pictures.list.len(), number) {
        (1, 1..=MOST_SHEETS) => 0,
        _ => usize::try_from(number).unwrap_or(0).wrapping_sub(1),
    };
    let which = pictures.list.get(place).ok_or(damaged(DamageReason::NoPages))?;
    pictures::decode(bytes, format, which, limits.picture_pixels).map(|decoded| decoded.image).map_err(why)
}

/// More sheets than this are not told apart on one photo.
const MOST_SHEETS: u32 = 4;

const fn damaged(reason: DamageReason) -> Outcome {
    Outcome::Damaged { reason }
}

fn page(bytes: &[u8], number: u32, dpi: f32, limits: &Limits, fonts: &Fonts) -> Result<PageImage, Outcome> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|why| match why {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Outcome::Encrypted,
        LoadPdfError::Decryption(_) => Outcome::Protected,
        LoadPdfError::Invalid => damaged(DamageReason::Malformed),
    })?;
    let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let page = place.and_then(|place| pdf.pages().get(place)).ok_or(damaged(DamageReason::NoPages))?;
    // What has no area cannot be told from what has too much of it, and neither is a sheet of paper.
    pictures::raster(page, &RenderCache::new(), &fonts.settings(), dpi, None, limits.picture_pixels)
        .ok_or(damaged(DamageReason::TooLarge))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_page_is_not_drawn_and_why() {
        let (limits, fonts) = (Limits::default(), Fonts::default());
        let why = |bytes: &[u8], format, page| draw(bytes, format, page, 72.0, &limits, &fonts).map(drop).unwrap_err();
        assert_eq!(why(b"%PDF-1.4 broken", Format::Pdf, 1), damaged(DamageReason::Malformed));
        assert_eq!(why(b"", Format::Png, 1), damaged(DamageReason::Malformed));
        let gif = include_bytes!("../../fixtures/pictures/gif-still.gif");
        assert_eq!(why(gif, Format::Gif, 9), damaged(DamageReason::NoPages));
        assert_eq!(why(b"<html>", Format::Html, 1), Outcome::NotADocument);
        let locked = include_bytes!("../../fixtures/hostile/password.pdf");
        assert_eq!(why(locked, Format::Pdf, 1), Outcome::Encrypted);
    }
}
