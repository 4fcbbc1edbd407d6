//! Form fields and notes that are displayed: whose glyphs are whose, and those that the viewer has to draw itself.
//!
//! A field usually brings its appearance along, which the interpreter draws like any content. Where it brings none, or
//! the form says that appearances are out of date (`NeedAppearances`), a viewer draws the value; so does this.

use hayro_interpret::TransformExt;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Rect as PdfRect, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::Point;

use super::fold::fold;
use super::glyph::text_string;
use super::layers::Layers;
use super::scene::{RawGlyph, Scene};
use crate::model::{Rect, WordSource};

/// Flags of an annotation that is not displayed: hidden, and not for viewing.
const NOT_SHOWN: i32 = 1 << 1 | 1 << 5;
/// Flag of a text field of several lines.
const MULTILINE: i32 = 1 << 12;
/// Flag of a text field with one character a box.
const COMB: i32 = 1 << 24;
/// Flag of a text field that shows dots.
const PASSWORD: i32 = 1 << 13;
/// A longer value is no value.
const LONGEST: usize = 4_000;
/// More annotations than this on a page are not looked at.
const MOST: usize = 4_000;

/// Whether the form of a file says that its fields must be drawn anew.
pub(super) fn needs_appearances(pdf: &Pdf) -> bool {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let form = catalog.and_then(|c| c.get::<Dict<'_>>(b"AcroForm"));
    form.and_then(|f| f.get::<bool>(b"NeedAppearances")).unwrap_or(false)
}

/// Names the source of glyphs that fields drew, and draws the fields that nobody drew.
pub(super) fn fill(page: &Page<'_>, scene: &mut Scene, draw_anew: bool, layers: &Layers) {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return };
    for annotation in annotations.iter::<Dict<'_>>().take(MOST) {
        if annotation.get::<i32>(b"F").unwrap_or(0) & NOT_SHOWN == 0 && !layers.is_off(&annotation) {
            one(page, &annotation, scene, draw_anew);
        }
    }
}

fn one(page: &Page<'_>, annotation: &Dict<'_>, scene: &mut Scene, draw_anew: bool) -> Option<()> {
    let kind = annotation.get::<Name<'_>>(b"Subtype")?;
    let place = place(page, &annotation.get::<PdfRect>(b"Rect")?)?;
    let drawn = annotation.get::<Dict<'_>>(b"AP").is_some_and(|ap| ap.contains_key(b"N"));
    match kind.as_ref() {
        b"Widget" => {
            let own = |g: &RawGlyph| g.source == WordSource::Annotation && place.contains(g.bbox.centre());
            for glyph in scene.glyphs.iter_mut().filter(|g| own(g)) {
                glyph.source = WordSource::FormField;
            }
            let flags = inherited::<i32>(annotation, b"Ff").unwrap_or(0);
            let own = |g: &RawGlyph| g.source == WordSource::FormField && place.contains(g.bbox.centre());
            // An appearance that draws nothing is a placeholder, as form programs leave it for the viewer to fill.
            let inked = |scene: &Scene| {
                scene.glyphs.iter().any(|g| own(g) && !g.ch.is_whitespace())
                    || scene.shapes.iter().any(|shape| place.contains(shape.centre()))
                    || scene.pictures.iter().any(|p| place.contains(p.picture.bbox.centre()))
            };
            if (drawn && !draw_anew && inked(scene)) || flags & PASSWORD != 0 {
                return None;
            }
            let value = value(annotation)?;
            let shown: String = scene.glyphs.iter().filter(|g| own(g) && !g.ch.is_whitespace()).map(|g| g.ch).collect();
            if shown == value.chars().filter(|c| !c.is_whitespace()).collect::<String>() {
                return None;
            }
            scene.glyphs.retain(|g| !own(g));
            let boxes = inherited::<i32>(annotation, b"MaxLen").filter(|_| flags & COMB != 0);
            if let Some(boxes) = boxes.and_then(|boxes| u16::try_from(boxes).ok()).filter(|boxes| *boxes > 0) {
                comb(scene, &value, place, type_size(annotation), boxes);
                return Some(());
            }
            write(scene, &value, place, type_size(annotation), flags & MULTILINE != 0, WordSource::FormField);
        }
        b"FreeText" if !drawn => {
            let text = text_string(annotation.get::<PdfString<'_>>(b"Contents")?.as_bytes());
            write(scene, &text, place, type_size(annotation), true, WordSource::Annotation);
        }
        b"Watermark" => {
            let own = |g: &&mut RawGlyph| g.source == WordSource::Annotation && place.contains(g.bbox.centre());
            scene.glyphs.iter_mut().filter(own).for_each(|g| g.aside = true);
        }
        _ => {}
    }
    Some(())
}

/// A rectangle of the file on the displayed page.
fn place(page: &Page<'_>, rect: &PdfRect) -> Option<Rect> {
    let transform = page.initial_transform(true).to_kurbo();
    let (a, b) = (transform * Point::new(rect.x0, rect.y0), transform * Point::new(rect.x1, rect.y1));
    let place = Rect::new(a.x as f32, a.y as f32, b.x as f32, b.y as f32);
    [place.x0, place.y0, place.x1, place.y1].iter().all(|v| v.is_finite() && v.abs() < 1e5).then_some(place)
}

/// The value of a text or choice field, its own or its parent's.
fn value(field: &Dict<'_>) -> Option<String> {
    let kind = inherited::<Name<'_>>(field, b"FT")?;
    if !matches!(kind.as_ref(), b"Tx" | b"Ch") {
        return None;
    }
    let text = match inherited::<Object<'_>>(field, b"V")? {
        Object::String(text) => text_string(text.as_bytes()),
        Object::Stream(stream) => text_string(&stream.decoded_data().ok()?),
        _ => return None,
    };
    Some(text.chars().take(LONGEST).map(|c| if matches!(c, '\n' | '\r') { '\n' } else { fold(c) }).collect())
}

fn inherited<'a, T: TryFrom<Object<'a>>>(field: &Dict<'a>, key: &[u8]) -> Option<T> {
    let mut node = field.clone();
    for _ in 0..16 {
        if let Some(value) = node.get::<Object<'_>>(key) {
            return T::try_from(value).ok();
        }
        node = node.get::<Dict<'_>>(b"Parent")?;
    }
    None
}

/// The size of type that the default appearance asks for, `/F1 12 Tf`; 0 is for the viewer to choose.
fn type_size(field: &Dict<'_>) -> f32 {
    let appearance = inherited::<PdfString<'_>>(field, b"DA").map(|s| text_string(s.as_bytes())).unwrap_or_default();
    let words: Vec<&str> = appearance.split_whitespace().collect();
    let size = words.windows(2).find(|pair| pair[1] == "Tf").and_then(|pair| pair[0].parse::<f32>().ok());
    size.filter(|s| s.is_finite() && (0.0..=200.0).contains(s)).unwrap_or(0.0)
}

/// Writes a value into its rectangle as a viewer would: from the left, in the middle or, of several lines, from the top.
fn write(scene: &mut Scene, text: &str, place: Rect, size: f32, multiline: bool, source: WordSource) {
    let lines: Vec<&str> = text.split('\n').filter(|l| !l.trim().is_empty()).collect();
    let room = if multiline { place.height() / lines.len().max(1) as f32 } else { place.height() };
    let em = if size > 0.0 { size } else { (room * 0.7).clamp(4.0, 12.0) };
    let middle = place.centre().1 + 0.38 * em;
    let order = scene.glyphs.last().map_or(0, |g| g.order).saturating_add(1);
    for (row, line) in lines.iter().enumerate() {
        let base = if multiline { place.y0 + 2.0 + em * (0.88 + 1.2 * row as f32) } else { middle };
        let mut start = place.x0 + 2.0;
        for ch in line.chars() {
            let end = start + if ch.is_ascii() { 0.5 * em } else { em };
            scene.glyphs.push(glyph(ch, (start, end), base, em, order, source));
            start = end;
        }
    }
}

/// Writes a value with one character in the middle of each of so many boxes.
fn comb(scene: &mut Scene, text: &str, place: Rect, size: f32, boxes: u16) {
    let width = place.width() / f32::from(boxes);
    let em = if size > 0.0 { size } else { (place.height() * 0.7).clamp(4.0, 12.0) };
    let order = scene.glyphs.last().map_or(0, |g| g.order).saturating_add(1);
    for (i, ch) in (0..boxes).zip(text.chars()) {
        let half = if ch.is_ascii() { 0.25 * em } else { 0.5 * em };
        let middle = place.x0 + width * (f32::from(i) + 0.5);
        let base = place.centre().1 + 0.38 * em;
        scene.glyphs.push(glyph(ch, (middle - half, middle + half), base, em, order, WordSource::FormField));
    }
}

/// A character of a value that a viewer writes.
fn glyph(ch: char, (start, end): (f32, f32), base: f32, em: f32, order: u32, source: WordSource) -> RawGlyph {
    RawGlyph {
        ch,
        bbox: Rect::new(start, base - 0.88 * em, end, base + 0.12 * em),
        flow: (1.0, 0.0),
        start,
        end,
        base,
        em,
        font: None,
        order,
        confidence: 1.0,
        doubted: false,
        otherwise: None,
        elsewhere: false,
        shape: 0,
        program: 0,
        hidden: false,
        aside: false,
        vertical: false,
        colour: None,
        source,
    }
}
