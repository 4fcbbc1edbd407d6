//! Reading a page from its picture: the sheet made flat, upright and level, its seals set aside, and as many of its
//! lines recognised as the job needs.

mod against;
mod beside;
mod cut_off;
mod in_place;
mod legibility;
mod lettered;
mod pasted;
mod regions;
mod ring_text;
mod rounds;
mod ruled;
mod seals;
mod shining;
mod upright;
mod vote;

pub(super) use against::alike as is_alike;
pub(super) use beside::marks as marks_beside;
pub(super) use in_place::glyphs as glyphs_in_place;
pub(super) use lettered::lines as lines_beside;
pub(super) use pasted::pages as pages_beside;

use super::image::{self as pictures, PageImage, SealPlace};
use super::ocr::{Fault, Line, Ocr, Quad};
use super::{Appetite, Tools};
use crate::model::{ImageQuality, Legibility, Mapping, Page, Problem, Qr, Rect, Rule, Unreadable, Word};

/// Ruling lines shorter than this, in pixels, are strokes of type.
const SHORTEST_RULE: f32 = 60.0;

/// Reads a page from its picture. What the page knew before of its size and its pictures stays; its words, ruling lines,
/// marks, quality and legibility are those of the picture.
pub(super) fn read(page: &mut Page, image: PageImage, tools: Tools<'_>, problems: &mut Vec<Problem>) {
    let image = pictures::flatten(&image).unwrap_or(image);
    let number = page.number;
    let problem = |what: String| Problem { page: Some(number), what };
    let sheet = match tools.ocr.get() {
        Ok(ocr) => {
            let poor = is_poor(&pictures::measure(&image.pixels, dpi(page, &image)));
            let ocr = if poor { ocr.with_care() } else { ocr.clone() };
            upright::sheet(&ocr, image).map(|sheet| (ocr, sheet)).map_err(|fault| problem(fault.to_string()))
        }
        Err(why) => {
            page.legibility = Legibility::NeedsOcr;
            problems.push(problem(why.to_string()));
            marks(page, &image, &pictures::seals(&image.pixels, long_side(&image)), None);
            return;
        }
    };
    match sheet.and_then(|(ocr, sheet)| lines(page, &ocr, &sheet, tools.appetite).map_err(|f| problem(f.to_string()))) {
        Ok(()) => {}
        Err(what) => {
            page.legibility = Legibility::Unreadable(Unreadable::ReaderFailed);
            problems.push(what);
        }
    }
}

/// Whether a page is too poor for a glance: the smaller networks lose thin strokes and signs on it. Of 56 pages whose source
/// is known this holds for all 14 poor scans, one good scan of 96 dots an inch and two of 14 photographs.
fn is_poor(quality: &ImageQuality) -> bool {
    quality.dpi < 160.0 || quality.sharpness < 0.7 || quality.contrast < 0.35
}

/// A page image that stands upright and level, with what was found on it on the way.
pub(super) struct Sheet {
    image: PageImage,
    /// The same without the colour of its seals.
    clean: ::image::RgbImage,
    seals: Vec<SealPlace>,
    /// Its lines of text.
    lines: Vec<Quad>,
    /// What those say that were read to see which way is up.
    known: Vec<Option<Line>>,
    /// Degrees by which it was turned, clockwise, and the skew that was taken out.
    turned: u16,
    skew: f32,
}

/// Reads what stands on a sheet into the page.
fn lines(page: &mut Page, ocr: &Ocr, sheet: &Sheet, appetite: &dyn Appetite) -> Result<(), Fault> {
    let image = &sheet.image;
    let displayed = (page.width, page.height);
    (page.width, page.height) = image.size();
    let to_displayed = image.reading_to_displayed();
    let layer = onto(&page.unbelieved, &to_displayed);
    page.to_displayed = (!is_identity(&to_displayed, displayed)).then_some(to_displayed);
    let rules: Vec<Rule> = ruled::beside_seals(pictures::rules(&sheet.clean, SHORTEST_RULE), &sheet.seals)
        .into_iter()
        .map(|rule| Rule { bbox: image.to_reading(&rule.bbox), ..rule })
        .collect();
    // A layer that may say something else than the picture is held against all of it.
    let held = against::Held(&layer);
    let appetite: &dyn Appetite = if layer.is_empty() { appetite } else { &held };
    let mut read = rounds::read(ocr, sheet, &rules, (page.width, page.height), appetite)?;
    cut_off::doubt(&mut read.words, &to_displayed, displayed);
    page.rules = ruled::without_strokes(rules, &read.words);
    page.unread = read.unread;
    let mut quality = pictures::measure(&image.pixels, dpi(page, image));
    (quality.turned, quality.skew) = (sheet.turned, sheet.skew);
    page.quality = Some(quality);
    marks(page, image, &sheet.seals, Some(ocr));
    page.words = ring_text::without(read.words, &page.seals);
    page.disagreements = against::disagreements(&layer, &page.words);
    page.unbelieved = layer;
    page.legibility = legibility::judge(page, &quality, sheet, read.clear);
    if shining::through(ocr, sheet)? {
        // What is seen belongs to the other side, which is a page of its own.
        page.words.clear();
        page.unread.clear();
        page.seals.clear();
        page.rules.clear();
        page.legibility = Legibility::Blank;
    }
    Ok(())
}

/// The long side of the sheet that an image shows, in pixels. A screenshot may be many sheets long.
fn long_side(image: &PageImage) -> f32 {
    const LONGEST: f32 = 1.6;
    let (width, height) = (image.pixels.width() as f32, image.pixels.height() as f32);
    width.max(height).min(LONGEST * width.min(height))
}

/// Words of the displayed page in reading coordinates.
fn onto(words: &[Word], to_displayed: &Mapping) -> Vec<Word> {
    let Some(back) = to_displayed.inverse() else { return Vec::new() };
    let mut words = words.to_vec();
    for word in &mut words {
        word.bbox = back.rect(&word.bbox);
        for glyph in &mut word.glyphs {
            glyph.bbox = back.rect(&glyph.bbox);
        }
    }
    words
}

/// Seals and codes on an image.
fn marks(page: &mut Page, image: &PageImage, places: &[SealPlace], ocr: Option<&Ocr>) {
    // The ink of a seal in shade or lamplight is told from its paper as if both lay in white light.
    let around: Vec<Rect> = places.iter().map(SealPlace::bbox).collect();
    let lit = pictures::balanced_around(&image.pixels, &around);
    page.seals = places.iter().map(|place| seals::seal(page.number, (image, &lit), place, ocr)).collect();
    page.qr = pictures::codes(&image.pixels)
        .into_iter()
        .map(|(place, content)| Qr { page: page.number, bbox: image.to_reading(&place), content })
        .collect();
}

/// The resolution of the image: of a picture file, or of a page of no paper's size, it is taken from the size of a sheet of
/// A4. Drawing a coarse picture finely makes it no finer.
fn dpi(page: &Page, image: &PageImage) -> f32 {
    const SHEET: f32 = 11.69 * 72.0;
    match page.unit {
        crate::model::Unit::Points => {
            let drawn = 72.0 / image.scale;
            let finest = super::pdf::native_resolution(page).map_or(drawn, |native| native.min(drawn));
            finest * (page.width.max(page.height) / SHEET).max(1.0)
        }
        crate::model::Unit::Pixels => long_side(image) / 11.69,
    }
}

/// Whether a map moves the corners of a page by less than a tenth of a unit.
fn is_identity(map: &Mapping, (width, height): (f32, f32)) -> bool {
    [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)].into_iter().all(|(x, y)| {
        let (u, v) = map.point((x, y));
        (u - x).abs() < 0.1 && (v - y).abs() < 0.1
    })
}
