//! What a page shows before and after a save.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::RenderCache;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect};
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::{InterpreterCache, InterpreterSettings, TransformExt};
use image::RgbImage;

use super::fonts::Book;
use super::{canvas, compose, forms};
use crate::model::{Page, PageChange, Rect};
use crate::read::image::{self as pictures, Fonts};

/// Fine enough for a digit in small print.
const DPI: f32 = 100.0;
/// More pixels than this a page are not drawn for this.
const MOST_PIXELS: u64 = 8_000_000;
/// Both are drawn by one program, so that what is the same looks the same; colours may be rounded.
const ALIKE: u8 = 16;
/// Two words are in the same place where their middles are no further apart, in points.
const STILL: f32 = 1.5;
/// Longer texts are cut.
const LONGEST: usize = 80;

/// A change of which nothing is known but that the page is made of something else.
pub(super) fn unseen(page: u32) -> PageChange {
    PageChange { page, bbox: None, before: String::new(), after: String::new(), after_signing: false }
}

/// What is different on a page of two states of a file; `None` where it shows and says the same.
pub(super) fn compare(before: &[u8], after: &[u8], page: u32) -> Option<PageChange> {
    let look = || {
        let index = usize::try_from(page).ok()?.checked_sub(1)?;
        let (before, after) = (Pdf::new(Arc::new(before.to_vec())).ok()?, Pdf::new(Arc::new(after.to_vec())).ok()?);
        Some((View::of(&before, index)?, View::of(&after, index)?))
    };
    match catch_unwind(AssertUnwindSafe(look)) {
        Ok(Some((before, after))) => difference(&before, &after, page),
        // A page that was not there, or cannot be drawn.
        Ok(None) | Err(_) => Some(unseen(page)),
    }
}

/// A page as it is seen and read.
struct View {
    pixels: RgbImage,
    scale: f32,
    page: Page,
    /// Where signatures show themselves, which they do by being made.
    signatures: Vec<Rect>,
}

impl View {
    fn of(pdf: &Pdf, index: usize) -> Option<Self> {
        let page = pdf.pages().get(index)?;
        let drawing = RenderCache::new();
        let image = pictures::raster(page, &drawing, &Fonts::default().settings(), DPI, None, MOST_PIXELS)?;
        let book = Book::new(pdf);
        let cache = InterpreterCache::new();
        let mut scene = canvas::interpret(page, &cache, &InterpreterSettings::default(), &book);
        forms::fill(page, &mut scene, forms::needs_appearances(pdf), &book.layers);
        let number = u32::try_from(index + 1).ok()?;
        Some(Self {
            pixels: image.pixels,
            scale: image.scale,
            page: compose(number, scene).0,
            signatures: signatures(page),
        })
    }

    /// The words with their places on the displayed page.
    fn words(&self) -> Vec<(String, Rect)> {
        let words = self.page.words.iter().chain(&self.page.unbelieved);
        words.map(|w| (w.glyphs.iter().map(|g| g.ch).collect(), self.page.displayed(&w.bbox))).collect()
    }
}

/// Where the fields of signatures lie on the displayed page.
fn signatures(page: &PdfPage<'_>) -> Vec<Rect> {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return Vec::new() };
    let place = page.initial_transform(true).to_kurbo();
    let fields =
        annotations.iter::<Dict<'_>>().filter(|field| field.get::<Name<'_>>(b"FT").is_some_and(|ft| &*ft == b"Sig"));
    let places = fields.filter_map(|field| field.get::<PdfRect>(b"Rect")).map(|r| {
        let b = place.transform_rect_bbox(hayro_interpret::kurbo::Rect::new(r.x0, r.y0, r.x1, r.y1));
        Rect::new(b.x0 as f32, b.y0 as f32, b.x1 as f32, b.y1 as f32).grown(1.0)
    });
    places.collect()
}

fn difference(before: &View, after: &View, page: u32) -> Option<PageChange> {
    let signed = |r: &Rect| after.signatures.iter().any(|s| s.contains(r.centre()));
    let (old, new) = (before.words(), after.words());
    let gone = missing(&old, &new);
    let come: Vec<_> = missing(&new, &old).into_iter().filter(|(_, r)| !signed(r)).collect();
    let seen = pixels(before, after);
    if gone.is_empty() && come.is_empty() && seen.is_none() {
        return None;
    }
    let words = Rect::around(gone.iter().chain(&come).map(|(_, r)| *r));
    Some(PageChange { bbox: words.or(seen), before: text(&gone), after: text(&come), ..unseen(page) })
}

/// The words of one that the other has not in the same place.
fn missing<'a>(of: &'a [(String, Rect)], other: &[(String, Rect)]) -> Vec<&'a (String, Rect)> {
    let near = |a: &Rect, b: &Rect| {
        let ((ax, ay), (bx, by)) = (a.centre(), b.centre());
        (ax - bx).abs() <= STILL && (ay - by).abs() <= STILL
    };
    of.iter().filter(|(text, place)| !other.iter().any(|(t, p)| t == text && near(p, place))).collect()
}

fn text(words: &[&(String, Rect)]) -> String {
    let all = words.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ");
    if all.chars().count() <= LONGEST { all } else { all.chars().take(LONGEST).chain(['…']).collect() }
}

/// Around the pixels that differ, on the displayed page. Two sizes differ everywhere.
fn pixels(before: &View, after: &View) -> Option<Rect> {
    let (a, b) = (&before.pixels, &after.pixels);
    if a.dimensions() != b.dimensions() {
        return Some(Rect::new(0.0, 0.0, b.width() as f32 * after.scale, b.height() as f32 * after.scale));
    }
    let at = |x: u32, y: u32| (x as f32 * after.scale, y as f32 * after.scale);
    let differing = a
        .enumerate_pixels()
        .zip(b.pixels())
        .filter(|((_, _, p), q)| p.0.iter().zip(q.0).any(|(p, q)| p.abs_diff(q) > ALIKE));
    let places = differing.map(|((x, y, _), _)| (at(x, y), at(x + 1, y + 1)));
    let unsigned = places.filter(|(from, _)| !after.signatures.iter().any(|s| s.contains(*from)));
    Rect::around(unsigned.map(|(from, to)| Rect::new(from.0, from.1, to.0, to.1)))
}
