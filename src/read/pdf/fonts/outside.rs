//! Type that is not in the file. Viewers take it from a typeface of their own, by the encoding of the font; what the file
//! calls it is seen by programs alone.
//!
//! Whether a font is in the file only its descriptor says. That a program could not be read proves nothing: of simple
//! fonts the interpreter gives none away, and one that it cannot read another viewer may show.

use std::collections::BTreeMap;

use hayro_interpret::font::{Glyph, OutlineGlyph};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::{Book, Encoding, Font, find, named, without_prefix};

/// Typefaces of which letters are signs.
const SIGNS: [&[u8]; 3] = [b"Symbol", b"dings", b"Dings"];

/// The flag of a font whose letters are where it likes.
const SYMBOLIC: i32 = 4;

impl<'a> Book<'a> {
    /// Whether a glyph of no known program is known not to be in the file.
    pub(in super::super) fn is_elsewhere(&self, glyph: &Glyph<'_>) -> bool {
        let Glyph::Outline(outline) = glyph else { return false };
        let mut fonts = self.drawn_of(outline).peekable();
        fonts.peek().is_some() && fonts.all(|font| !font.is_embedded)
    }

    /// What a glyph is that is not in the file, by the encoding of its font, where that also says what it is called.
    pub(in super::super) fn encoded(&self, glyph: &Glyph<'_>) -> Option<char> {
        let Glyph::Outline(outline) = glyph else { return None };
        let code = outline.char_code();
        let calls = |font: &&Font<'a>| font.table().is_some_and(|table| table.lookup_bf_string(code).is_some());
        let mut said = self.drawn_of(outline).filter(calls).map(|font| font.character(code));
        let first = said.next()??;
        said.all(|other| other == Some(first)).then_some(first)
    }

    /// The fonts of the file that may have drawn a glyph: those that do not call its code by another name.
    fn drawn_of(&self, outline: &OutlineGlyph) -> impl Iterator<Item = &Font<'a>> {
        let (code, called) = (outline.char_code(), outline.as_unicode());
        let name = outline.font_data().map(|data| data.postscript_name);
        let is_kind = move |font: &Font<'a>| match (&name, &font.encoding) {
            // A simple font with a program that can be read gives it away.
            (None, Encoding::Simple(simple)) => !simple.gives_program,
            (Some(name), Encoding::Utf16 | Encoding::Utf32 | Encoding::Map(_)) => {
                name.as_deref() == Some(font.name.as_str())
            }
            _ => false,
        };
        let may_call = move |font: &Font<'a>| {
            let own = font.table().and_then(|table| table.lookup_bf_string(code));
            own.is_none() || own == called
        };
        self.fonts().iter().filter(move |font| is_kind(font) && may_call(font))
    }
}

/// What the codes of a simple font are by its encoding.
pub(super) struct Simple {
    /// What single codes are; `None` where that is no letter or digit that is known.
    differences: BTreeMap<u8, Option<char>>,
    /// Whether its other codes are plain letters and digits, as all encodings of text have them.
    plain: bool,
    /// Whether its program is of the kind that the interpreter gives away.
    gives_program: bool,
}

impl Simple {
    pub(super) fn character(&self, code: u32) -> Option<char> {
        let code = u8::try_from(code).ok()?;
        match self.differences.get(&code) {
            Some(told) => *told,
            None => Some(char::from(code)).filter(|ch| self.plain && ch.is_ascii_alphanumeric()),
        }
    }
}

/// A simple font.
pub(super) fn simple<'a>(dict: &Dict<'a>) -> Option<Font<'a>> {
    let kind = dict.get::<Name<'_>>(b"Subtype")?;
    if !matches!(kind.as_ref(), b"Type1" | b"MMType1" | b"TrueType") {
        return None;
    }
    let base = dict.get::<Name<'_>>(b"BaseFont");
    let base = base.as_ref().map_or(&b""[..], |name| name.as_ref());
    let descriptor = dict.get::<Dict<'_>>(b"FontDescriptor");
    let has_program = |key: &[u8]| descriptor.as_ref().is_some_and(|d| d.contains_key(key));
    let gives_program = kind.as_ref() == b"TrueType" && has_program(b"FontFile2");
    let flags = descriptor.as_ref().and_then(|d| d.get::<i32>(b"Flags")).unwrap_or_default();
    let encoding = dict.get::<Object<'_>>(b"Encoding");
    let own = match &encoding {
        Some(Object::Dict(own)) => Some(own),
        _ => None,
    };
    let order = match &encoding {
        Some(Object::Name(order)) => Some(order.clone()),
        _ => own.and_then(|own| own.get::<Name<'_>>(b"BaseEncoding")),
    };
    let plain = match &order {
        Some(order) => matches!(order.as_ref(), b"WinAnsiEncoding" | b"MacRomanEncoding" | b"StandardEncoding"),
        None => flags & SYMBOLIC == 0,
    };
    let plain = plain && !SIGNS.iter().any(|sign| find(base, sign));
    let differences = own.and_then(|own| own.get::<Array<'_>>(b"Differences"));
    let simple = Simple { differences: differences.as_ref().map(told).unwrap_or_default(), plain, gives_program };
    Some(Font {
        name: without_prefix(&String::from_utf8_lossy(base)),
        encoding: Encoding::Simple(simple),
        is_embedded: is_embedded(descriptor.as_ref()),
        names: dict.get::<Stream<'_>>(b"ToUnicode"),
        ..Font::default()
    })
}

/// Whether a descriptor names a program in the file, whether or not it can be read.
pub(super) fn is_embedded(descriptor: Option<&Dict<'_>>) -> bool {
    let keys = [&b"FontFile"[..], b"FontFile2", b"FontFile3"];
    descriptor.is_some_and(|descriptor| keys.iter().any(|key| descriptor.contains_key(key)))
}

/// What the differences of an encoding say of its codes.
fn told(differences: &Array<'_>) -> BTreeMap<u8, Option<char>> {
    let mut found = BTreeMap::new();
    let mut code = None;
    for entry in differences.iter::<Object<'_>>() {
        match entry {
            Object::Number(number) => code = u8::try_from(number.as_i64()).ok(),
            Object::Name(name) => {
                let Some(at) = code else { continue };
                found.insert(at, named(name.as_str()));
                code = at.checked_add(1);
            }
            _ => {}
        }
    }
    found
}
