//! Reading pictures of text: where the lines are, and what a line says.
//!
//! The stages, one a file: [`detect`] finds lines, [`crop`] cuts one out, an [`Engine`] computes the networks, [`ctc`]
//! turns probabilities into characters, [`place`] finds where each stands, and a [`Line`] becomes words; [`recognise`] is
//! the way from a line to its characters. Two engines compute the same networks: rten, which is always there, and ONNX
//! Runtime, which is faster where its library is at hand. [`Toy`] reads a toy script in tests.
//!
//! Where smaller networks are at hand they find the lines and read them first ([`cascade`]); the larger ones read again
//! what is not sure.

mod cascade;
mod components;
mod content;
mod crop;
mod ctc;
mod detect;
mod engine;
mod holes;
mod line;
mod place;
mod quad;
mod recognise;
mod shrink;
mod source;
mod stacked;
mod toy;
mod with_onnxruntime;
mod with_rten;

use image::RgbImage;

use crate::model::Rect;

pub use engine::{Engine, Fault, LineMap, Planes, Steps};
pub use line::{Char, Line};
pub use quad::{Point, Quad};
pub use source::{Choice, Networks, Smaller, Source, Unavailable};
pub use toy::Toy;
pub use with_onnxruntime::{Library, loads};

/// Changes whenever the same picture may be read differently by the same networks: by what is done here, or by which
/// lines of a page are asked for.
const PIPELINE: &str = "3";

/// What reads, in one line: pipeline, engine and networks. The same line, the same reading.
#[must_use]
pub fn fingerprint(engine: &str, networks: &str) -> String {
    format!("ocr-{PIPELINE} {engine} {networks}")
}

/// Reads pictures of text.
pub struct Ocr {
    /// The networks whose word counts.
    engine: Box<dyn Engine>,
    /// Smaller ones that are asked first, where there are any.
    first: Option<Box<dyn Engine>>,
    fingerprint: String,
}

impl Ocr {
    /// A reader with this engine. `networks` says which networks it computes, e.g. a part of their hashes.
    #[must_use]
    pub fn new(engine: Box<dyn Engine>, networks: &str) -> Self {
        let fingerprint = fingerprint(&engine.name(), networks);
        Self { engine, first: None, fingerprint }
    }

    /// A reader that asks smaller networks first. `networks` names them all.
    #[must_use]
    pub fn cascade(engine: Box<dyn Engine>, first: Box<dyn Engine>, networks: &str) -> Self {
        Self { first: Some(first), ..Self::new(engine, networks) }
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
        if let Some(first) = &self.first {
            let found = detect::find_lines(first.as_ref(), page)?;
            if !found.is_doubtful() {
                return Ok(found.lines);
            }
        }
        Ok(detect::find_lines(self.engine.as_ref(), page)?.lines)
    }

    /// How many pixels the detection network computes for a page: what finding its lines costs.
    #[must_use]
    pub fn detection_pixels(&self, page: &RgbImage) -> u64 {
        detect::pixels(page)
    }

    /// What a line says at a glance: as the smaller networks read it, where there are any. What hangs on the line is
    /// read again ([`Ocr::recognise`]) where [`Line::is_doubtful`].
    ///
    /// # Errors
    /// Where the engine cannot compute.
    pub fn glance(&self, page: &RgbImage, line: &Quad) -> Result<Line, Fault> {
        match &self.first {
            Some(first) => recognise::line(first.as_ref(), page, line).map(cascade::glanced),
            None => self.recognise(page, line),
        }
    }

    /// What a line says at a glance that runs along its first edge, however long that is.
    ///
    /// # Errors
    /// Where the engine cannot compute.
    pub fn glance_level(&self, page: &RgbImage, line: &Quad) -> Result<Line, Fault> {
        match &self.first {
            Some(first) => recognise::level(first.as_ref(), page, line).map(cascade::glanced),
            None => self.recognise_level(page, line),
        }
    }

    /// What a line says.
    ///
    /// # Errors
    /// Where the engine cannot compute.
    pub fn recognise(&self, page: &RgbImage, line: &Quad) -> Result<Line, Fault> {
        recognise::line(self.engine.as_ref(), page, line)
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
        recognise::level(self.engine.as_ref(), page, line)
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
        assert_eq!(ocr.fingerprint(), "ocr-3 toy none");
    }

    #[test]
    fn characters_below_each_other_are_read() {
        let toy = Toy::new("单位意见");
        let mut page = RgbImage::from_pixel(300, 300, image::Rgb([255; 3]));
        for (i, ch) in "单位意见".chars().enumerate() {
            toy.draw(&mut page, &ch.to_string(), (100, 50 + i as u32 * 30), 24);
        }
        let ocr = Ocr::new(Box::new(toy), "none");
        let line = ocr.recognise(&page, &Quad::upright(&Rect::new(94.0, 44.0, 130.0, 170.0))).unwrap();
        assert_eq!((line.text().as_str(), line.vertical), ("单位意见", true));
        let words = line.words(&Mapping::IDENTITY);
        assert_eq!(words.len(), 1);
        assert!(words[0].glyphs[1].bbox.contains((112.0, 92.0)), "{:?}", words[0].glyphs[1]);
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
