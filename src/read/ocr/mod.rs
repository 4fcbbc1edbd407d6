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

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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
#[derive(Clone)]
pub struct Ocr {
    /// The networks whose word counts.
    engine: Arc<dyn Engine>,
    /// Smaller ones that are asked first, where there are any.
    first: Option<Arc<dyn Engine>>,
    fingerprint: String,
    work: Arc<Counts>,
}

/// How much was recognised so far.
#[derive(Debug, Default)]
struct Counts {
    glanced: AtomicU64,
    careful: AtomicU64,
}

/// How much a reader has recognised: what a measure of its speed wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Lines that were read by the smaller networks.
    pub glanced: u64,
    /// Lines that were read by the larger networks, some of them after a glance.
    pub careful: u64,
}

impl Ocr {
    /// A reader with this engine. `networks` says which networks it computes, e.g. a part of their hashes.
    #[must_use]
    pub fn new(engine: Box<dyn Engine>, networks: &str) -> Self {
        let fingerprint = fingerprint(&engine.name(), networks);
        Self { engine: engine.into(), first: None, fingerprint, work: Arc::default() }
    }

    /// A reader that asks smaller networks first. `networks` names them all.
    #[must_use]
    pub fn cascade(engine: Box<dyn Engine>, first: Box<dyn Engine>, networks: &str) -> Self {
        Self { first: Some(first.into()), ..Self::new(engine, networks) }
    }

    /// What reads: pipeline, engine and networks. A reading is kept under it.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The same reader without a glance: the larger networks find and read everything.
    #[must_use]
    pub fn with_care(&self) -> Self {
        Self { first: None, ..self.clone() }
    }

    /// The lines of text on a page, in its pixels, in reading order. At the places that are `hard` to see the larger
    /// networks look in any case.
    ///
    /// # Errors
    /// Where the engine cannot compute.
    pub fn find_lines(&self, page: &RgbImage, hard: &[Rect]) -> Result<Vec<Quad>, Fault> {
        let larger = self.engine.as_ref();
        if let Some(first) = &self.first {
            let found = detect::find_lines(first.as_ref(), page, Some((larger, hard)))?;
            if !found.is_doubtful() {
                return Ok(found.lines);
            }
        }
        Ok(detect::find_lines(larger, page, None)?.lines)
    }

    /// How much was recognised so far.
    #[must_use]
    pub fn work(&self) -> Work {
        let told = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Work { glanced: told(&self.work.glanced), careful: told(&self.work.careful) }
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
        let Some(first) = &self.first else { return self.recognise(page, line) };
        self.work.glanced.fetch_add(1, Ordering::Relaxed);
        recognise::line(first.as_ref(), page, line).map(cascade::glanced)
    }

    /// What a line says at a glance that runs along its first edge, however long that is.
    ///
    /// # Errors
    /// Where the engine cannot compute.
    pub fn glance_level(&self, page: &RgbImage, line: &Quad) -> Result<Line, Fault> {
        let Some(first) = &self.first else { return self.recognise_level(page, line) };
        self.work.glanced.fetch_add(1, Ordering::Relaxed);
        recognise::level(first.as_ref(), page, line).map(cascade::glanced)
    }

    /// What a line says.
    ///
    /// # Errors
    /// Where the engine cannot compute.
    pub fn recognise(&self, page: &RgbImage, line: &Quad) -> Result<Line, Fault> {
        self.work.careful.fetch_add(1, Ordering::Relaxed);
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
        self.work.careful.fetch_add(1, Ordering::Relaxed);
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
        let lines = ocr.find_lines(&page, &[]).unwrap();
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
            assert_eq!(ocr.find_lines(&page, &[]), Ok(Vec::new()));
        }
    }
}
