//! What stands in layers that are off. Nobody sees it, and it may be what stood on the page before somebody put another
//! value in its place: it is kept as hidden text, as what is covered is.

use std::collections::BTreeSet;
use std::sync::Arc;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{InterpreterCache, InterpreterSettings};
use lopdf::{Document, Object};

use super::canvas;
use super::fonts::Book;
use super::scene::{RawGlyph, Scene};

/// A file with more objects than this is not put together a second time.
const MOST_OBJECTS: usize = 20_000;

/// The file with all its layers on, where some are off.
pub(super) fn with_all_layers(document: &Document) -> Option<Pdf> {
    let catalog = document.catalog().ok()?;
    let layers = document.dereference(catalog.get(b"OCProperties").ok()?).ok()?.1.as_dict().ok()?;
    let shown = document.dereference(layers.get(b"D").ok()?).ok()?.1.as_dict().ok()?;
    let listed = |key: &[u8]| shown.get(key).and_then(|list| document.dereference(list)).ok();
    let off = listed(b"OFF").is_some_and(|(_, list)| list.as_array().is_ok_and(|list| !list.is_empty()));
    let base = listed(b"BaseState").is_some_and(|(_, state)| state.as_name().is_ok_and(|state| state == b"OFF"));
    if !(off || base) || document.was_encrypted() || document.objects.len() > MOST_OBJECTS {
        return None;
    }
    let mut all = document.clone();
    let root = all.trailer.get(b"Root").and_then(Object::as_reference).ok()?;
    all.get_object_mut(root).and_then(Object::as_dict_mut).ok()?.remove(b"OCProperties");
    let mut bytes = Vec::new();
    all.save_to(&mut bytes).ok()?;
    Pdf::new(Arc::new(bytes)).ok()
}

/// Adds the text of the layers that are off to a page, hidden and below everything.
pub(super) fn add(scene: &mut Scene, all: &Pdf, index: usize, settings: &InterpreterSettings) {
    let pages = all.pages();
    let Some(page) = pages.get(index) else { return };
    let (book, cache) = (Book::new(all), InterpreterCache::new());
    let everything = canvas::interpret(page, &cache, settings, &book);
    let place = |glyph: &RawGlyph| {
        let (x, y) = glyph.bbox.centre();
        (glyph.ch, (2.0 * x).round() as i32, (2.0 * y).round() as i32)
    };
    let shown: BTreeSet<_> = scene.glyphs.iter().map(place).collect();
    // A text of which one character is not shown is not: of 2014 under 2015 only the 4 stands by itself.
    let off: BTreeSet<u32> =
        everything.glyphs.iter().filter(|glyph| !shown.contains(&place(glyph))).map(|glyph| glyph.order).collect();
    let unseen = everything.glyphs.into_iter().filter(|glyph| off.contains(&glyph.order));
    scene.glyphs.extend(unseen.map(|glyph| RawGlyph { hidden: true, font: None, order: 0, ..glyph }));
}
