//! Reading a PDF: what is drawn on each page, turned into words, ruling lines and pictures.
//!
//! A page is interpreted once ([`canvas`]); what it draws becomes glyphs ([`glyph`]). What nobody sees is hidden
//! ([`sight`], [`woven`]), what is laid over the page is set aside ([`aside`]); what is left becomes words ([`lines`]), and
//! strokes become ruling lines ([`rules`]). What the file says of its own glyphs is believed unless something speaks
//! against it ([`belief`], [`shapes`]); then the page, or that place of it, is looked at.

mod amended;
mod aside;
mod bare;
mod belief;
mod canvas;
mod cut;
mod drawings;
mod facts;
mod fold;
mod fonts;
mod forms;
mod gbk;
mod glyph;
mod imprint;
mod layers;
mod lines;
mod masks;
mod otherwise;
mod paths;
mod plausible;
mod resolution;
mod revisions;
mod rules;
mod scene;
mod second;
mod shapes;
mod sight;
mod signed;
mod turn;
mod unseen;
mod woven;

pub(super) use resolution::native as native_resolution;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::RenderCache;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings};

use super::image::{self as pictures, Fonts};
use super::{Limits, Tools, scan};
use crate::model::{
    DamageReason, Doubt, Glyph, Legibility, Outcome, Page, PdfFacts, Problem, Reading, Rect, TextLayer, Unit,
    Unreadable, WordSource,
};
use belief::Verdict;
use fonts::Book;
use scene::Scene;

pub(super) use facts::load;
pub(super) use glyph::text_string;
pub(super) use signed::{Element, OCTETS};

/// Reads a PDF: the text layer of each page, and the picture of those whose text layer is absent or not believed.
pub(super) fn read(bytes: &[u8], tools: Tools<'_>, limits: &Limits) -> Reading {
    let pdf = match catch_unwind(AssertUnwindSafe(|| Pdf::new(Arc::new(bytes.to_vec())))) {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(why))) => {
            return Reading::without_pages(match why {
                DecryptionError::PasswordProtected => Outcome::Encrypted,
                // Protected in a way that needs another program: it is whole, and uploading it again does not help.
                _ => Outcome::Protected,
            });
        }
        Ok(Err(LoadPdfError::Invalid)) => return Reading::damaged(DamageReason::Malformed),
        Err(_) => return Reading::damaged(DamageReason::Crashed),
    };
    let count = pdf.pages().len();
    if count == 0 {
        return Reading::damaged(DamageReason::NoPages);
    }
    if count > limits.pages as usize {
        return Reading::damaged(DamageReason::TooManyPages);
    }
    let draw_anew = forms::needs_appearances(&pdf);
    let book = Book::new(&pdf);
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let document = facts::load(bytes);
    let all_layers = document.as_ref().and_then(unseen::with_all_layers);
    let mut problems = Vec::new();
    let mut pages = Vec::with_capacity(count);
    // Of each page, what has to be looked at beside its text.
    let mut spots: Vec<Spots> = Vec::with_capacity(count);
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let (width, height) = page.render_dimensions();
        if !(width <= LARGEST && height <= LARGEST) {
            spots.push(Spots::default());
            pages.push(failed(number, LARGEST.min(width), LARGEST.min(height)));
            problems.push(Problem { page: Some(number), what: "the page has no possible size".to_owned() });
            continue;
        }
        match catch_unwind(AssertUnwindSafe(|| {
            let mut scene = canvas::interpret(page, &cache, &settings, &book);
            if let Some(all) = &all_layers {
                unseen::add(&mut scene, all, number as usize - 1, &settings);
            }
            forms::fill(page, &mut scene, draw_anew, &book.layers);
            scene
        })) {
            Ok(scene) => {
                let marks = drawings::places(&scene);
                let bare = is_only_pictures(&scene);
                let (page, Places { curves, doubted }) = compose(number, scene);
                let bare = bare && belief::is_beside(&page);
                spots.push(Spots { marks, curves, doubted, bare });
                pages.push(page);
            }
            Err(_) => {
                spots.push(Spots::default());
                pages.push(failed(number, width, height));
                problems.push(Problem { page: Some(number), what: "the page broke the reader".to_owned() });
            }
        }
    }
    match &document {
        Some(document) if second::can_read(document) => compare(bytes, &mut pages, &spots),
        Some(_) => {}
        None => problems
            .push(Problem { page: None, what: "the structure of the file could not be read a second time".to_owned() }),
    }
    let drawing = (RenderCache::new(), Fonts::default().settings());
    for ((composed, page), spots) in pages.iter_mut().zip(pdf.pages().iter()).zip(spots) {
        if composed.legibility == Legibility::NeedsOcr {
            look(composed, spots.bare, page, &drawing, tools, limits, &mut problems);
        } else if composed.text_layer == TextLayer::Believed {
            look_beside(composed, &spots, page, &drawing, tools, limits, &mut problems);
        }
    }
    for number in document.iter().flat_map(cut::pages) {
        if let Some(page) = pages.iter_mut().find(|page| page.number == number) {
            page.breaks_off = true;
        }
    }
    let facts = match &document {
        Some(document) => facts::of(document, bytes, &mut problems),
        None => PdfFacts { revisions: 1, ..PdfFacts::default() },
    };
    Reading { pages, pdf: Some(facts), problems, ..Reading::without_pages(Outcome::Read) }
}

/// Reads a page from its picture, where that tells more from its pictures alone. Drawing it may break on what interpreting it survived.
fn look<'a>(
    composed: &mut Page,
    bare: bool,
    page: &'a PdfPage<'a>,
    (cache, settings): &(RenderCache<'a>, InterpreterSettings),
    tools: Tools<'_>,
    limits: &Limits,
    problems: &mut Vec<Problem>,
) {
    let dpi = resolution::for_reading(composed);
    let draw = || {
        let alone = bare.then(|| bare::raster(page, settings, dpi, limits.picture_pixels)).flatten();
        alone.or_else(|| pictures::raster(page, cache, settings, dpi, None, limits.picture_pixels))
    };
    match catch_unwind(AssertUnwindSafe(draw)) {
        Ok(Some(image)) => scan::read(composed, image, tools, problems),
        Ok(None) | Err(_) => {
            composed.legibility = Legibility::Unreadable(Unreadable::BadPicture);
            problems.push(Problem { page: Some(composed.number), what: "the page could not be drawn".to_owned() });
        }
    }
}

/// Whether a page draws nothing but pictures that lie upon each other nowhere, and type.
fn is_only_pictures(scene: &Scene) -> bool {
    let plain = |fill: &scene::Fill| fill.colour.is_some_and(|c| sight::alike(c, sight::PAPER));
    scene.outlines == 0
        && scene.strokes.is_empty()
        && scene.fills.iter().all(plain)
        && scene.pictures.iter().all(|p| !p.see_through)
}

/// What has to be looked at on a page.
#[derive(Default)]
struct Spots {
    /// Where a seal or a code may be drawn, on the displayed page.
    marks: Vec<Rect>,
    /// Where a line of type may be drawn as curves, on the displayed page.
    curves: Vec<Rect>,
    /// Whether nothing tells on the page but its pictures.
    bare: bool,
    /// Where a glyph stands of which nobody knows what it is, or that may be another, in reading coordinates.
    doubted: Vec<Rect>,
}

/// Looks at what stands beside the text of a page: seals, codes, pictures of pages and of lines, and single glyphs that
/// the text layer does not account for. Where drawing it breaks, they stay unsought, and the problem says so.
fn look_beside<'a>(
    composed: &mut Page,
    spots: &Spots,
    page: &'a PdfPage<'a>,
    (cache, settings): &(RenderCache<'a>, InterpreterSettings),
    tools: Tools<'_>,
    limits: &Limits,
    problems: &mut Vec<Problem>,
) {
    let mut draw = |region, dpi| pictures::raster(page, cache, settings, dpi, Some(region), limits.picture_pixels);
    let look = || {
        scan::marks_beside(composed, &spots.marks, tools, &mut |region| draw(region, pictures::READING_DPI));
        scan::pages_beside(composed, tools, &mut draw, problems);
        scan::lines_beside(composed, &spots.curves, tools, &mut |region| draw(region, pictures::READING_DPI), problems);
        scan::glyphs_in_place(composed, &spots.doubted, tools, &mut draw, problems);
    };
    if catch_unwind(AssertUnwindSafe(look)).is_err() {
        problems.push(Problem { page: Some(composed.number), what: "the pictures could not be drawn".to_owned() });
    }
}

/// Whether anything on a page speaks for its fonts being understood in two ways: a character that nobody named, that was
/// guessed or has another shape, or that is shown as something else than it is called.
fn is_suspicious(page: &Page, spots: &Spots) -> bool {
    let unsure = |glyph: &Glyph| glyph.confidence < 1.0 || belief::is_unread(glyph.ch);
    !spots.doubted.is_empty()
        || !page.disagreements.is_empty()
        || page.words.iter().flat_map(|word| &word.glyphs).any(unsure)
}

/// Asks the second reader about the pages whose text is believed although something on them is suspicious. It parses the
/// file anew, which costs as much as the first reading, and of a page on which nothing is in doubt it has nothing to tell.
fn compare(bytes: &[u8], pages: &mut [Page], spots: &[Spots]) {
    let text = |page: &Page| -> Vec<char> {
        // Notes and fields it does not read.
        let words = page.words.iter().filter(|w| w.source == WordSource::TextLayer);
        words.flat_map(|w| &w.glyphs).map(|g| g.ch).filter(|c| second::is_significant(*c)).collect()
    };
    let mut asked: Vec<&mut Page> = (pages.iter_mut().zip(spots))
        .filter(|(page, spots)| page.text_layer == TextLayer::Believed && is_suspicious(page, spots))
        .map(|(page, _)| page)
        .collect();
    if asked.is_empty() {
        return;
    }
    let wanted: Vec<u32> = asked.iter().map(|page| page.number).collect();
    let readings = second::read(bytes, &wanted);
    for (page, reading) in asked.iter_mut().zip(readings) {
        if reading.is_some_and(|reading| second::disagree(&text(page), &reading)) {
            page.unbelieved = std::mem::take(&mut page.words);
            page.text_layer = TextLayer::Doubted(vec![Doubt::ReadersDisagree]);
            page.legibility = Legibility::NeedsOcr;
            turn::back(page);
        }
    }
}

fn failed(number: u32, width: f32, height: f32) -> Page {
    let mut page = Page::empty(number, width, height, Unit::Points);
    page.legibility = Legibility::Unreadable(Unreadable::ReaderFailed);
    page
}

/// A page larger than this, in points, is no page: PDF itself allows 14,400.
const LARGEST: f32 = 20_000.0;

/// What has to be looked at beside the text of a page.
struct Places {
    /// Where a line of type may be drawn as curves, on the displayed page.
    curves: Vec<Rect>,
    /// Where a glyph stands that is in doubt, in reading coordinates.
    doubted: Vec<Rect>,
}

/// Turns what a page draws into a page. Gives with it what has to be looked at.
fn compose(number: u32, mut scene: Scene) -> (Page, Places) {
    sight::judge(&mut scene);
    let curves = drawings::lines(&scene);
    let to_displayed = turn::upright(&mut scene);
    aside::judge(&mut scene);
    woven::judge(&mut scene);
    let mut page = Page::empty(number, scene.width, scene.height, Unit::Points);
    page.to_displayed = to_displayed;
    page.rules = rules::merge(std::mem::take(&mut scene.strokes));
    let (aside, glyphs): (Vec<_>, Vec<_>) = std::mem::take(&mut scene.glyphs).into_iter().partition(|g| g.aside);
    let (shown, hidden): (Vec<_>, Vec<_>) = glyphs.into_iter().partition(|g| !g.hidden);
    let doubted = shown.iter().filter(|g| g.doubted).map(|g| g.bbox).collect();
    let otherwise = otherwise::of(&shown);
    let mut words = lines::words(shown, &page.rules);
    let disagreements = otherwise.settle(&mut words);
    let hidden = lines::words(hidden, &[]);
    page.aside = lines::words(aside, &[]);
    let verdict = belief::judge(&words, &hidden, belief::Look::of(&scene));
    match verdict {
        Verdict::Absent => {
            page.hidden = hidden;
            page.legibility = without_text(&scene, &page);
        }
        Verdict::Believed => {
            page.words = words;
            page.hidden = hidden;
            page.disagreements = disagreements;
            page.text_layer = TextLayer::Believed;
            page.legibility = Legibility::Read;
        }
        Verdict::Doubted(doubts) => {
            page.unbelieved = words;
            if doubts.contains(&Doubt::Hidden) {
                page.unbelieved.extend(hidden);
            } else {
                page.hidden = hidden;
            }
            page.text_layer = TextLayer::Doubted(doubts);
            page.legibility = Legibility::NeedsOcr;
        }
    }
    page.pictures = scene.pictures.into_iter().map(|p| p.picture).collect();
    page.fonts = scene.fonts;
    if page.legibility == Legibility::NeedsOcr {
        turn::back(&mut page);
    }
    (page, Places { curves, doubted })
}

/// What a page without text is: blank, a frame without entries, or a picture that somebody has to look at.
fn without_text(scene: &Scene, page: &Page) -> Legibility {
    /// A place of unknown look is large from this share of the page on.
    const LARGE: f32 = 0.02;
    let painted = scene.fills.iter().filter(|f| f.colour.is_none_or(|c| c.iter().take(3).any(|v| *v < 0.96))).count();
    let unknown = scene.fills.iter().filter(|f| f.colour.is_none()).map(|f| f.bbox).chain(scene.veiled.iter().copied());
    let large = unknown.map(|place| place.area()).sum::<f32>() > LARGE * scene.width * scene.height;
    if !scene.pictures.is_empty() || scene.outlines > 0 || painted > 40 || large {
        Legibility::NeedsOcr
    } else if page.rules.is_empty() && painted == 0 {
        Legibility::Blank
    } else {
        Legibility::Read
    }
}

#[cfg(test)]
mod tests;
