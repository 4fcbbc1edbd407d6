//! From a glyph as it is drawn to characters with places.

use encoding_rs::Encoding;
use hayro_interpret::font::{Glyph, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, Point};

use super::fold::fold;
use super::fonts::{Book, GUESSED};
use super::scene::{Colour, RawGlyph};
use super::shapes::Shape;
use crate::model::{Rect, WordSource};
use crate::read::scan::is_alike;
use crate::values::text::{is_private, is_space};

/// What stands for a glyph of which the file does not say what it is.
pub(super) const NOT_READ: char = '\u{FFFD}';

/// How far a character reaches above its base line, in parts of the size of the type. Chinese typefaces fill a square
/// of which 0.88 stands above the line; the digits and letters beside them are boxed alike.
const ASCENT: f64 = 880.0;
/// How far it reaches below.
const DESCENT: f64 = -120.0;

/// What all glyphs of a run have in common.
pub(super) struct Look {
    /// Index of the font.
    pub(super) font: Option<u16>,
    /// Place in the order of drawing.
    pub(super) order: u32,
    /// Whether the writing mode is vertical.
    pub(super) vertical: bool,
    /// The colour, where it is plain.
    pub(super) colour: Option<Colour>,
    /// Whether it is drawn so as not to be seen.
    pub(super) hidden: bool,
    /// Whether it was marked as no part of the page's text.
    pub(super) aside: bool,
    /// Page content or annotation.
    pub(super) source: WordSource,
}

/// Takes down one glyph, which may stand for several characters. `said` is what it stands for where something else than
/// its font says so.
pub(super) fn take(
    into: &mut Vec<RawGlyph>,
    glyph: &PositionedGlyph<'_>,
    ctm: Affine,
    look: &Look,
    clip: &Rect,
    book: &Book<'_>,
    said: Option<Reading>,
) -> Option<()> {
    let place = ctm * glyph.transform();
    let [a, b, c, d, ..] = place.as_coeffs();
    let em = (c.hypot(d) * 1000.0) as f32;
    if !em.is_finite() || em < 0.05 || a.hypot(b) == 0.0 {
        return None;
    }
    let advance = match (look.vertical, &**glyph) {
        (true, _) => 1000.0,
        (false, Glyph::Outline(outline)) => f64::from(outline.advance_width().unwrap_or(500.0)),
        (false, Glyph::Type3(shape)) => f64::from(shape.advance_width().unwrap_or(500.0)),
    };
    let corner = |x: f64, y: f64| place * Point::new(x, y);
    let (low, high) = (DESCENT, ASCENT);
    let corners = [corner(0.0, low), corner(advance, low), corner(0.0, high), corner(advance, high)];
    if corners.iter().any(|p| !p.x.is_finite() || !p.y.is_finite() || p.x.abs() > 1e6 || p.y.abs() > 1e6) {
        return None;
    }
    let rect = |p: Point, q: Point| Rect::new(p.x as f32, p.y as f32, q.x as f32, q.y as f32);
    let bbox = rect(corners[0], corners[1]).union(&rect(corners[2], corners[3]));

    // Along a vertical line the text runs down the glyph's own y axis; otherwise along its x axis.
    let (fx, fy) = if look.vertical { (-c, -d) } else { (a, b) };
    let length = fx.hypot(fy);
    let flow = (fx / length, fy / length);
    let along = |p: Point| (p.x * flow.0 + p.y * flow.1) as f32;
    let across = |p: Point| (p.y * flow.0 - p.x * flow.1) as f32;
    let (from, to) = if look.vertical {
        (corner(500.0, high), corner(500.0, low))
    } else {
        (corner(0.0, 0.0), corner(advance, 0.0))
    };
    let (start, end) = (along(from).min(along(to)), along(from).max(along(to)));
    let (cx, cy) = bbox.centre();
    let outside = !(clip.x0..=clip.x1).contains(&cx) || !(clip.y0..=clip.y1).contains(&cy);
    let shape = book.shapes.of(glyph);
    let elsewhere = !shape.is_own && book.is_elsewhere(glyph);
    let is_told = said.is_some();
    let Reading { text, confidence, doubted, otherwise } =
        said.unwrap_or_else(|| characters(glyph, advance, &shape, elsewhere, book));
    let template = RawGlyph {
        ch: NOT_READ,
        bbox,
        flow: (flow.0 as f32, flow.1 as f32),
        start,
        end,
        base: across(from),
        em,
        font: look.font,
        order: look.order,
        confidence,
        doubted,
        otherwise,
        shape: shape.glyph,
        program: shape.program,
        elsewhere,
        hidden: look.hidden || outside,
        aside: look.aside,
        vertical: look.vertical,
        colour: look.colour,
        source: look.source,
    };
    if let (true, Some(last)) = (text.is_empty() && is_told, into.last_mut()) {
        // The second half of a character.
        last.bbox = last.bbox.union(&bbox);
        last.end = last.end.max(end);
    }
    spread(into, &template, &text);
    Some(())
}

/// What a glyph stands for.
#[derive(Default)]
pub(super) struct Reading {
    /// The characters.
    pub(super) text: Vec<char>,
    /// How sure that is.
    pub(super) confidence: f32,
    /// Whether somebody has to look at it.
    pub(super) doubted: bool,
    /// What it is by its encoding, where that is something else and nobody can look at it.
    pub(super) otherwise: Option<char>,
}

impl Reading {
    fn sure(text: Vec<char>) -> Self {
        Self { text, confidence: 1.0, ..Self::default() }
    }
}

/// The characters a glyph stands for, as the file says.
fn characters(glyph: &Glyph<'_>, advance: f64, shape: &Shape, elsewhere: bool, book: &Book<'_>) -> Reading {
    let named: Vec<char> = match glyph.as_unicode() {
        // Without width nothing is hyphenated: it says where a line may be broken.
        Some(BfString::Char('\u{AD}'))
            if advance.abs() < 1.0 || (shape.is_own && !book.shapes.has_ink(glyph, shape)) =>
        {
            return Reading::sure(Vec::new());
        }
        Some(BfString::Char(c)) => vec![fold(c)],
        Some(BfString::String(s)) => s.chars().map(fold).collect(),
        None => {
            return match book.look_up(glyph) {
                Some((ch, confidence)) => {
                    let doubted = confidence <= GUESSED && shape.is_own;
                    Reading { text: vec![fold(ch)], confidence, doubted, ..Reading::default() }
                }
                None => Reading { text: vec![NOT_READ], doubted: shape.is_own, ..Reading::default() },
            };
        }
    };
    if named.contains(&NOT_READ) {
        return Reading { text: named, doubted: shape.is_own, ..Reading::default() };
    }
    // What a private character shows only its font knows.
    if named.iter().any(|c| is_private(*c)) {
        return Reading { text: named, confidence: 0.3, doubted: shape.is_own, ..Reading::default() };
    }
    // White space and marks without width are believed of a glyph without a shape.
    if named.iter().all(|c| is_space(*c)) && shape.is_own && book.shapes.has_ink(glyph, shape) {
        return Reading { text: vec![NOT_READ], doubted: true, ..Reading::default() };
    }
    let doubted = match named.as_slice() {
        [ch] if shape.is_own && ch.is_alphanumeric() => {
            let contradicted = book.shapes.is_contradicted(glyph, shape, *ch);
            contradicted || book.is_called_otherwise(glyph, *ch)
        }
        _ => false,
    };
    let otherwise = match named.as_slice() {
        [ch] if elsewhere && ch.is_alphanumeric() => {
            book.encoded(glyph).map(fold).filter(|own| own.is_alphanumeric() && !is_alike(*own, *ch))
        }
        _ => None,
    };
    Reading { doubted, otherwise, ..Reading::sure(named) }
}

/// Divides the place of a glyph evenly among its characters.
fn spread(into: &mut Vec<RawGlyph>, glyph: &RawGlyph, text: &[char]) {
    let count = text.len() as f32;
    for (i, ch) in text.iter().enumerate() {
        let (from, to) = (i as f32 / count, (i + 1) as f32 / count);
        let mut part = glyph.clone();
        part.ch = *ch;
        if text.len() > 1 {
            let length = glyph.end - glyph.start;
            part.start = glyph.start + length * from;
            part.end = glyph.start + length * to;
            part.bbox = slice(&glyph.bbox, glyph.flow, from, to);
        }
        into.push(part);
    }
}

/// The part of a box between two shares of its length along the direction of the text.
fn slice(r: &Rect, flow: (f32, f32), from: f32, to: f32) -> Rect {
    let (w, h) = (r.width(), r.height());
    if flow.0.abs() >= flow.1.abs() {
        let (from, to) = if flow.0 >= 0.0 { (from, to) } else { (1.0 - to, 1.0 - from) };
        Rect::new(r.x0 + w * from, r.y0, r.x0 + w * to, r.y1)
    } else {
        let (from, to) = if flow.1 >= 0.0 { (from, to) } else { (1.0 - to, 1.0 - from) };
        Rect::new(r.x0, r.y0 + h * from, r.x1, r.y0 + h * to)
    }
}

/// Puts the text that marked content says it stands for in the place of the glyphs it holds.
///
/// Browsers and word processors use this where a font maps two characters to one glyph. It is the file's own word, as
/// `ToUnicode` is; where the two name different characters, neither is sure.
pub(super) fn replace(glyphs: &mut Vec<RawGlyph>, first: usize, said: &[char]) {
    let text: Vec<char> = said.iter().copied().filter(|c| !c.is_control() && *c != '\u{AD}').map(fold).collect();
    let Some(covered) = glyphs.get_mut(first..).filter(|g| !g.is_empty()) else { return };
    if text.is_empty() {
        return;
    }
    if covered.len() == text.len() {
        for (glyph, ch) in covered.iter_mut().zip(&text) {
            if glyph.ch != *ch {
                let told = glyph.ch.is_alphanumeric() && ch.is_alphanumeric();
                // Of two dashes it is one as well as the other.
                if glyph.ch == NOT_READ {
                    glyph.confidence = 0.9;
                } else if glyph.ch.is_alphanumeric() || ch.is_alphanumeric() {
                    glyph.confidence = 0.6;
                }
                // A letter that is drawn as one and said to be another is looked at, where its shape is in the file.
                if told && !is_alike(glyph.ch, *ch) {
                    glyph.doubted |= !glyph.elsewhere;
                    glyph.otherwise = glyph.otherwise.or(Some(glyph.ch)).filter(|_| glyph.elsewhere);
                }
                glyph.ch = *ch;
            }
        }
        return;
    }
    let (Some(head), Some(tail)) = (covered.first().cloned(), covered.last().cloned()) else { return };
    let said = |text: &mut dyn Iterator<Item = char>| -> String { text.filter(|c| c.is_alphanumeric()).collect() };
    let differs = said(&mut covered.iter().map(|g| g.ch)) != said(&mut text.iter().copied());
    if differs && covered.iter().all(|g| g.elsewhere && g.ch != NOT_READ) {
        // Nobody can look at type that is not in the file; viewers show it by its encoding, whatever is said of it.
        for (glyph, ch) in covered.iter_mut().zip(&text).filter(|(g, ch)| !is_alike(g.ch, **ch)) {
            (glyph.otherwise, glyph.ch) = (Some(glyph.ch), *ch);
        }
        return;
    }
    let same_line = (head.base - tail.base).abs() < head.em * 0.5 && tail.end >= head.start;
    if !same_line || text.len() > covered.len().saturating_mul(4) {
        // Over several lines, or for a drawing: which glyph is which character is not known, so the glyphs stand.
        return;
    }
    let mut whole = head.clone();
    whole.end = tail.end;
    whole.bbox = covered.iter().fold(head.bbox, |all, g| all.union(&g.bbox));
    whole.hidden = covered.iter().all(|g| g.hidden);
    whole.confidence = 0.9;
    whole.doubted = differs;
    glyphs.truncate(first);
    spread(glyphs, &whole, &text);
}

/// The name of a glyph's font without its subset prefix; the kind of font where the file gives no name.
pub(super) fn font_name(glyph: &Glyph<'_>) -> String {
    match glyph {
        Glyph::Outline(outline) => {
            outline.font_data().and_then(|f| f.postscript_name).unwrap_or_else(|| "Type1".to_owned())
        }
        Glyph::Type3(_) => "Type3".to_owned(),
    }
}

/// A text string of a PDF: UTF-16 or UTF-8 with a mark. Without a mark it should be Latin; Chinese programs write UTF-8 or
/// GBK there all the same, which is taken where every byte fits.
pub(in crate::read) fn text_string(bytes: &[u8]) -> String {
    let strictly = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => strictly(encoding_rs::UTF_8)
            .or_else(|| strictly(encoding_rs::GBK))
            .unwrap_or_else(|| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0)
            .into_owned(),
    }
}
