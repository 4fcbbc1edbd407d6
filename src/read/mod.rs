//! Floor 1. Bytes to pages: PDF structure, text layer, whether it can be believed, raster, OCR, QR codes, seals.
//!
//! [`read`] is a function of the bytes, the tools and the limits: no disk, clock or network. It is called inside a
//! [`crate::worker`] process, because a hostile file may crash it or never end.

pub mod archive;
mod drawing;
mod editable;
pub mod image;
pub mod ocr;
mod ofd;
mod pdf;
mod picture;
mod scan;

pub use drawing::draw;
pub use image::Fonts;

use crate::model::{DamageReason, Format, Outcome, Reading, Rect, Rule, Word};

/// The bounds within which a file is read. Time and memory are bounded from outside, by the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Limits {
    /// A file with more pages counts as damaged.
    pub pages: u32,
    /// A picture with more pixels is not decoded.
    pub picture_pixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pages: 300, picture_pixels: 120_000_000 }
    }
}

/// What the reader works with.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    /// Reads pictures of text, where there is somebody to.
    pub ocr: &'a ocr::Source,
    /// Which lines of a page image are worth recognising.
    pub appetite: &'a dyn Appetite,
}

/// Decides, line by line, how much of a page image has to be recognised. Floor 2 knows what a kind needs; the reader
/// only asks.
pub trait Appetite: Sync {
    /// Given what has been read so far and the places of lines not yet read, the indices into `unread` to read next.
    /// Empty means that nothing more is needed. Asked again after each round.
    fn next(&self, page_size: (f32, f32), read: &[Word], unread: &[Rect]) -> Vec<usize>;

    /// Where something stands on which much hangs, in a page that was read as far as needed, some of its lines at a
    /// glance: what stands there is read again with care.
    fn decisive(&self, page_size: (f32, f32), read: &[Word], rules: &[Rule]) -> Vec<Rect> {
        let (_, _, _) = (page_size, read, rules);
        Vec::new()
    }
}

/// Reads every line.
#[derive(Debug, Clone, Copy, Default)]
pub struct Everything;

impl Appetite for Everything {
    fn next(&self, _: (f32, f32), _: &[Word], unread: &[Rect]) -> Vec<usize> {
        (0..unread.len()).collect()
    }
}

/// Reads a file.
#[must_use]
pub fn read(bytes: &[u8], format: Format, tools: Tools<'_>, limits: &Limits) -> Reading {
    match format {
        Format::Pdf => pdf::read(bytes, tools, limits),
        Format::Ofd => ofd::read(bytes, tools, limits),
        format if format.is_picture() => picture::read(bytes, format, tools, limits),
        Format::Empty => Reading::damaged(DamageReason::Empty),
        Format::Office | Format::Html | Format::PlainText => editable::read(bytes, format),
        _ => Reading::without_pages(Outcome::NotADocument),
    }
}
