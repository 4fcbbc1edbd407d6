//! Reading pictures of text: where the lines are, and what a line says.
//!
//! The stages, one a file: [`detect`] finds lines, [`crop`] cuts one out, an [`Engine`] computes the networks, [`ctc`]
//! turns probabilities into characters, [`place`] finds where each stands, and a [`Line`] becomes words. Two engines
//! compute the same networks: rten, which is always there, and ONNX Runtime, which is faster where its library is at
//! hand. [`Toy`] reads a toy script in tests.

mod components;
mod crop;
mod ctc;
mod detect;
mod engine;
mod line;
mod place;
mod quad;
mod shrink;
mod source;
mod toy;
mod with_onnxruntime;
mod with_rten;

use image::RgbImage;

use crate::model::Rect;

pub use engine::{Engine, Fault, LineMap, Planes, Steps};
pub use line::{Char, Line};
pub use quad::{Point, Quad};
pub use source::{Choice, Networks, Source, Unavailable};
pub use toy::Toy;
pub use with_onnxruntime::{Library, loads};

/// Changes whenever the same picture may be read differently by the same networks.
const PIPELINE: &str = "1";

/// A line that stands upright, this many times as high as wide, is read downwards.
const TALL: f32 = 1.5;

/// What reads, in one line: pipeline, engine and networks. The same line, the same reading.
#[must_use]
pub fn fingerprint(engine: &str, networks: &str) -> String {
    format!("ocr-{PIPELINE} {engine} {networks}")
}

/// Reads pictures of text.
pub struct Ocr {
    engine: Box<dyn Engine>,
    fingerprint: String,
}

impl Ocr {
    /// A reader with this engine. `networks` says which networks it computes, e.g. a part of their hashes.
    #[must_use]
    pub fn new(engine: Box<dyn Engine>, networks: &str) -> Self {
        let fingerprint = fingerprint(&engine.name(), networks);
        Self { engine, fingerprint }
    }

    /// What reads: pipeline, engine and networks. A reading is kept under it.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The lines of text on a page, in its pixels, in reading order.
    ///
    /// # Errors
    /// Where the engine cannot compute.
    pub fn find_lines(&self, page: &RgbImage) -> Result<Vec<Quad>, Fault> {
        detect::find_lines(self.engine.as_ref(), page)
    }

    /// What a line says.
    ///
    /// # Errors
    /// Where the engine cannot compute.
    pub fn recognise(&self, page: &RgbImage, line: &Quad) -> Result<Line, Fault> {
        if line.height() > TALL * line.width() {
            let turned = self.recognise_level(page, &line.turned())?;
            return Ok(Line { quad: *line, vertical: true, chars: turned.chars });
        }
        self.recognise_level(page, line)
    }

    /// What a picture says that is one line and nothing else.
    ///
    /// # Errors
    /// Where the engine cannot compute.
    pub fn recognise_strip(&self, strip: &RgbImage) -> Result<Line, Fault> {
        let whole = Rect::new(0.0, 0.0, strip.width() as f32, strip.height() as f32);
        self.recognise_level(strip, &Quad::upright(&whole))
    }

    /// What a line says that runs along its first edge, however long that is.
    ///
    /// # Errors
    /// Where the engine cannot compute.
    pub fn recognise_level(&self, page: &RgbImage, line: &Quad) -> Result<Line, Fault> {
        let crop = crop::cut(page, line);
        let steps = self.engine.recognise(crop.planes(0, crop.width))?;
        let seen = ctc::decode(&steps, self.engine.alphabet());
        let spans = place::spans(&crop, &seen);
        let (width, height) = (crop.width as f32, crop::HEIGHT as f32);
        let (top, bottom) = place::rows(&crop);
        let chars = seen
            .into_iter()
            .zip(spans)
            .map(|(seen, (from, to))| Char {
                ch: seen.ch,
                confidence: seen.confidence,
                quad: line.part((from / width, to / width), (top / height, bottom / height)),
                runners_up: seen.runners_up,
            })
            .collect();
        Ok(Line { quad: *line, vertical: false, chars })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mapping, Word};

    #[test]
    fn the_whole_way_from_a_picture_to_words() {
        let toy = Toy::new("姓名王小明1985");
        let mut page = RgbImage::from_pixel(900, 600, image::Rgb([250, 250, 250]));
        toy.draw(&mut page, "姓名", (60, 80), 30);
        toy.draw(&mut page, "王小明", (400, 82), 30);
        toy.draw(&mut page, "1985", (60, 300), 24);
        let ocr = Ocr::new(Box::new(toy), "none");
        let lines = ocr.find_lines(&page).unwrap();
        assert_eq!(lines.len(), 3);
        let words: Vec<Word> =
            lines.iter().flat_map(|line| ocr.recognise(&page, line).unwrap().words(&Mapping::IDENTITY)).collect();
        let texts: Vec<String> = words.iter().map(Word::text).collect();
        assert_eq!(texts, ["姓名", "王小明", "1985"]);
        let want = Rect::new(436.0, 82.0, 466.0, 112.0);
        assert!(words[1].glyphs[1].bbox.iou(&want) > 0.7, "{:?}", words[1].glyphs[1].bbox);
        assert_eq!(ocr.fingerprint(), "ocr-1 toy none");
    }

    #[test]
    fn an_empty_page_has_no_lines() {
        let ocr = Ocr::new(Box::new(Toy::new("一")), "none");
        for (width, height) in [(0, 0), (1, 1), (40, 3), (300, 4000)] {
            let page = RgbImage::from_pixel(width, height, image::Rgb([255; 3]));
            assert_eq!(ocr.find_lines(&page), Ok(Vec::new()));
        }
    }
}
