//! The picture of a page, for a person to look at.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::RenderCache;
use hayro_interpret::hayro_syntax::Pdf;

use super::Limits;
use super::image::{self as pictures, Fonts, PageImage};
use crate::model::Format;

/// Draws one page (from 1) as it is displayed: a page of a PDF at `dpi`, a picture file as it is. Text whose font is not in
/// the file is set in `fonts`; without a Chinese one among them such text stays invisible. `None` where there is no
/// such page, or where it cannot be drawn.
#[must_use]
pub fn draw(bytes: &[u8], format: Format, number: u32, dpi: f32, limits: &Limits, fonts: &Fonts) -> Option<PageImage> {
    match format {
        Format::Pdf => catch_unwind(AssertUnwindSafe(|| page(bytes, number, dpi, limits, fonts))).ok().flatten(),
        Format::Jpeg | Format::Png if number == 1 => {
            pictures::decode(bytes, limits.picture_pixels).ok().map(|decoded| decoded.image)
        }
        _ => None,
    }
}

fn page(bytes: &[u8], number: u32, dpi: f32, limits: &Limits, fonts: &Fonts) -> Option<PageImage> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).ok()?;
    let page = pdf.pages().get(usize::try_from(number).ok()?.checked_sub(1)?)?;
    pictures::raster(page, &RenderCache::new(), &fonts.settings(), dpi, None, limits.picture_pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_page_is_not_drawn() {
        let (limits, fonts) = (Limits::default(), Fonts::default());
        assert!(draw(b"%PDF-1.4 broken", Format::Pdf, 1, 72.0, &limits, &fonts).is_none());
        assert!(draw(b"", Format::Png, 2, 72.0, &limits, &fonts).is_none());
        assert!(draw(b"<html>", Format::Html, 1, 72.0, &limits, &fonts).is_none());
    }
}
