//! What a worker does with a file: [`read::read`] with its tools.

use crate::classify::Needed;
use crate::model::{DamageReason, Format, Outcome, Reading, Rect, Rule, Word};
use crate::models::Located;
use crate::read::ocr::Source;
use crate::read::{self, Appetite, Fonts, Tools};

use super::message::{Drawn, Setup, Sketch, Typeface};
use super::serve::ReadFile;

/// Reads files as pages.
pub struct Pages {
    limits: read::Limits,
    ocr: Source,
    /// What the run says that it reads pictures with.
    claimed: String,
    typeface: Option<Typeface>,
    /// That typeface, read when the first page is drawn.
    fonts: Option<Fonts>,
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Pages {
    /// Gets the tools ready.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        Self {
            limits: setup.limits,
            ocr: setup.networks.source(),
            claimed: setup.networks.fingerprint(),
            typeface: setup.typeface.clone(),
            fonts: None,
        }
    }
}

impl ReadFile for Pages {
    fn read(&mut self, bytes: &[u8], format: Format, alive: &(dyn Fn() + Sync)) -> Reading {
        let appetite = SignOfLife { appetite: &Needed, alive };
        read::read(bytes, format, Tools { ocr: &self.ocr, appetite: &appetite }, &self.limits)
    }

    fn lacks(&self) -> bool {
        self.ocr.made().is_some_and(|made| match made {
            Ok(ocr) => ocr.fingerprint() != self.claimed,
            Err(_) => self.claimed != Located::default().fingerprint(),
        })
    }

    fn draw(&mut self, bytes: &[u8], sketch: &Sketch) -> Result<Drawn, Outcome> {
        let fonts = self.fonts.get_or_insert_with(|| self.typeface.as_ref().map(fonts).unwrap_or_default());
        let page = read::draw(bytes, sketch.job.format, sketch.page, f32::from(sketch.dpi), &self.limits, fonts)?;
        let (width, height) = page.size();
        let (wide, high) = page.pixels.dimensions();
        let pixels = if wide.max(high) > sketch.longest {
            let share = f64::from(sketch.longest) / f64::from(wide.max(high));
            let to = |side: u32| ((f64::from(side) * share) as u32).max(1);
            image::imageops::resize(&page.pixels, to(wide), to(high), image::imageops::FilterType::Triangle)
        } else {
            page.pixels
        };
        let mut jpeg = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
            .encode_image(&pixels)
            .map_err(|_| Outcome::Damaged { reason: DamageReason::TooLarge })?;
        Ok(Drawn { width, height, jpeg })
    }
}

/// The fonts of a typeface; none where its file cannot be read.
#[expect(clippy::disallowed_methods, reason = "the typeface of the machine, as the pool found it")]
fn fonts(typeface: &Typeface) -> Fonts {
    std::fs::read(&typeface.path).map(|file| Fonts::with_chinese(file, typeface.index)).unwrap_or_default()
}

/// Good enough to read small type in, at a third of the size of the best.
const QUALITY: u8 = 80;

/// Tells the pool that a slow file is getting on: the reader asks its appetite again and again while it recognises.
struct SignOfLife<'a> {
    appetite: &'a dyn Appetite,
    alive: &'a (dyn Fn() + Sync),
}

impl Appetite for SignOfLife<'_> {
    fn next(&self, page_size: (f32, f32), read: &[Word], unread: &[Rect]) -> Vec<usize> {
        (self.alive)();
        self.appetite.next(page_size, read, unread)
    }

    fn decisive(&self, page_size: (f32, f32), read: &[Word], rules: &[Rule]) -> Vec<Rect> {
        self.appetite.decisive(page_size, read, rules)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_that_vanished_since_are_told_and_those_that_nobody_claimed_are_not() {
        let gone = Located { networks: Some(("no/d.onnx".into(), "no/r.onnx".into())), ..Located::default() };
        let mut pages = Pages::new(&Setup { networks: gone, ..Setup::default() });
        let picture = include_bytes!("../../fixtures/scans/card-scanner.jpg");
        pages.read(b"%PDF-", Format::Pdf, &|| ());
        assert!(!pages.lacks(), "what needs no networks lacks none");
        pages.read(picture, Format::Jpeg, &|| ());
        assert!(pages.lacks());
        let mut without = Pages::new(&Setup::default());
        without.read(picture, Format::Jpeg, &|| ());
        assert!(!without.lacks());
    }
}
