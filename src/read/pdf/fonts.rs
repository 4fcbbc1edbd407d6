//! What the fonts of a file say of their characters.
//!
//! The interpreter names no character for an embedded composite font without such a map. Often the file still says it:
//! an encoding like `UniGB-UCS2-H` writes Unicode itself, and `GBK-EUC-H` or the collection `Adobe-GB1` number their
//! glyphs in a published order. Where only the font's own tables are left the answer is a guess, and marked as one.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use sha2::{Digest as _, Sha256};
use ttf_parser::{Face, GlyphId, cff};

use super::layers::Layers;
use super::shapes::Shapes;
use crate::read::scan::is_alike;

mod outside;

use outside::{Simple, is_embedded};

/// How sure a character is that a published order of glyphs names.
const PUBLISHED: f32 = 0.95;
/// How sure a character is that the glyph's name in the font tells.
const NAMED: f32 = 0.9;
/// How sure a character is that the font's character map leads to, read backwards.
pub(super) const GUESSED: f32 = 0.5;

/// The fonts of a file, looked up only when a glyph asks.
pub(super) struct Book<'a> {
    pdf: &'a Pdf,
    fonts: OnceCell<Vec<Font<'a>>>,
    known: RefCell<BTreeMap<Key, Option<(char, f32)>>>,
    backwards: RefCell<BTreeMap<u128, BTreeMap<u16, char>>>,
    /// What fonts call the codes of a program that several of them share, by the program's digest.
    shared: OnceCell<BTreeMap<Digest, Vec<CMap>>>,
    /// The digest of each program that glyphs were drawn of, where several fonts share it.
    drawn: RefCell<BTreeMap<u128, Option<Digest>>>,
    /// What is known of the glyphs by their shapes.
    pub(super) shapes: Shapes,
    /// Which layers are off.
    pub(super) layers: Layers,
}

/// What tells font programs apart.
type Digest = [u8; 32];

/// A font program, a code, and the glyph it led to.
type Key = (u128, u32, u32);

/// A font that is not drawn by the file itself.
#[derive(Default)]
struct Font<'a> {
    name: String,
    encoding: Encoding,
    collection: OnceCell<Option<CMap>>,
    family: Option<CidFamily>,
    program: Option<Stream<'a>>,
    /// Whether its descriptor names a program in the file.
    is_embedded: bool,
    /// Whether its codes are the numbers of its glyphs.
    identity: bool,
    /// Its `ToUnicode`.
    names: Option<Stream<'a>>,
    table: OnceCell<Option<CMap>>,
}

/// What the codes of a font are.
#[derive(Default)]
enum Encoding {
    /// UTF-16 or UCS-2, which is a part of it.
    #[default]
    Utf16,
    /// UTF-32.
    Utf32,
    /// Numbers that this map leads to glyph numbers.
    Map(Box<CMap>),
    /// Single bytes of a simple font.
    Simple(Simple),
}

impl<'a> Book<'a> {
    /// A book of the fonts of a file.
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self {
            pdf,
            fonts: OnceCell::new(),
            known: RefCell::default(),
            backwards: RefCell::default(),
            shared: OnceCell::new(),
            drawn: RefCell::default(),
            shapes: Shapes::default(),
            layers: Layers::of(pdf),
        }
    }

    /// What a glyph says, and how sure that is.
    pub(super) fn look_up(&self, glyph: &Glyph<'_>) -> Option<(char, f32)> {
        let Glyph::Outline(outline) = glyph else { return None };
        let data = outline.font_data()?;
        let program: &[u8] = data.data.as_ref().as_ref();
        let (code, gid) = (outline.char_code(), outline.glyph_id().to_u32());
        let key = (data.cache_key, code, gid);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let found = self
            .font(data.postscript_name.as_deref(), program)
            .and_then(|font| font.character(code))
            .map(|ch| (ch, PUBLISHED))
            .or_else(|| u16::try_from(gid).ok().and_then(|gid| self.own_word(data.cache_key, program, gid)));
        self.known.borrow_mut().insert(key, found);
        found
    }

    /// Whether another font with the program of a glyph calls its code by another name: one of the two lies. Only fonts whose
    /// codes are the numbers of glyphs can be held against each other.
    pub(super) fn is_called_otherwise(&self, glyph: &Glyph<'_>, ch: char) -> bool {
        let Glyph::Outline(outline) = glyph else { return false };
        let Some(data) = outline.font_data() else { return false };
        let shared = self.shared.get_or_init(|| shared(self.fonts()));
        if shared.is_empty() {
            return false;
        }
        let known = |digest: &Digest| shared.contains_key(digest);
        let mut drawn = self.drawn.borrow_mut();
        let program =
            drawn.entry(data.cache_key).or_insert_with(|| Some(digest(data.data.as_ref().as_ref())).filter(known));
        let tables = program.as_ref().and_then(|program| shared.get(program)).into_iter().flatten();
        tables.filter_map(|table| table.lookup_bf_string(outline.char_code())).any(|name| match name {
            BfString::Char(own) => !is_alike(super::fold::fold(own), ch),
            BfString::String(_) => false,
        })
    }

    fn fonts(&self) -> &[Font<'a>] {
        self.fonts.get_or_init(|| gather(self.pdf))
    }

    /// The composite font of this name; of several with one name that with this program.
    fn font(&self, name: Option<&str>, program: &[u8]) -> Option<&Font<'a>> {
        let is_composite = |font: &&Font<'_>| !matches!(font.encoding, Encoding::Simple(_));
        let named: Vec<&Font<'a>> =
            self.fonts().iter().filter(is_composite).filter(|f| Some(f.name.as_str()) == name).collect();
        match named.as_slice() {
            [only] => Some(*only),
            several => several.iter().copied().find(|f| {
                f.program.as_ref().and_then(|s| s.decoded_data().ok()).is_some_and(|d| d.as_ref() == program)
            }),
        }
    }

    /// What the font program itself says about a glyph.
    fn own_word(&self, key: u128, program: &[u8], gid: u16) -> Option<(char, f32)> {
        if let Ok(face) = Face::parse(program, 0) {
            if let Some(ch) = face.glyph_name(GlyphId(gid)).and_then(named) {
                return Some((ch, NAMED));
            }
            let mut maps = self.backwards.borrow_mut();
            return maps.entry(key).or_insert_with(|| backwards(&face)).get(&gid).map(|ch| (*ch, GUESSED));
        }
        let table = cff::Table::parse(program)?;
        table.glyph_name(GlyphId(gid)).and_then(named).map(|ch| (ch, NAMED))
    }
}

impl Font<'_> {
    /// What it calls its codes.
    fn table(&self) -> Option<&CMap> {
        let parsed = || CMap::parse(&self.names.as_ref()?.decoded_data().ok()?, load_embedded);
        self.table.get_or_init(parsed).as_ref()
    }

    fn character(&self, code: u32) -> Option<char> {
        match &self.encoding {
            Encoding::Utf16 if code > 0xFFFF => {
                let units = [(code >> 16) as u16, (code & 0xFFFF) as u16];
                char::decode_utf16(units).next().and_then(Result::ok)
            }
            Encoding::Utf16 | Encoding::Utf32 => char::from_u32(code),
            Encoding::Simple(simple) => simple.character(code),
            Encoding::Map(map) => {
                let cid = (1..=4).find_map(|length| map.lookup_cid_code(code, length))?;
                let collection = self.collection.get_or_init(|| {
                    load_embedded(self.family.as_ref()?.ucs2_cmap()?).and_then(|data| CMap::parse(data, load_embedded))
                });
                match collection.as_ref()?.lookup_bf_string(cid)? {
                    BfString::Char(ch) => Some(ch),
                    BfString::String(s) => s.chars().next(),
                }
            }
        }
    }
}

/// The names that fonts give to the codes of programs which several of them share; most files have none. A program is
/// unpacked once.
fn shared(fonts: &[Font<'_>]) -> BTreeMap<Digest, Vec<CMap>> {
    let identity = fonts.iter().filter(|font| font.identity);
    let named: Vec<_> = identity.filter_map(|font| Some((font.program.as_ref()?, font.names.as_ref()?))).collect();
    let mut tables: BTreeMap<Digest, Vec<&Stream<'_>>> = BTreeMap::new();
    for (program, names) in named.iter().filter(|_| named.len() > 1) {
        if let Ok(program) = program.decoded_data() {
            tables.entry(digest(&program)).or_default().push(names);
        }
    }
    tables.retain(|_, names| names.len() > 1);
    let parsed = |names: &Stream<'_>| CMap::parse(&names.decoded_data().ok()?, load_embedded);
    tables.into_iter().map(|(program, names)| (program, names.into_iter().filter_map(parsed).collect())).collect()
}

fn digest(program: &[u8]) -> Digest {
    Sha256::digest(program).into()
}

/// All fonts of a file.
fn gather(pdf: &Pdf) -> Vec<Font<'_>> {
    let fonts = pdf.objects().into_iter().filter_map(Object::into_dict);
    fonts.filter_map(|dict| composite(&dict).or_else(|| outside::simple(&dict))).collect()
}

/// The name of a font without the prefix that marks a part of it.
fn without_prefix(name: &str) -> String {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest.to_owned(),
        _ => name.to_owned(),
    }
}

fn composite<'a>(dict: &Dict<'a>) -> Option<Font<'a>> {
    if dict.get::<Name<'_>>(b"Subtype")?.as_ref() != b"Type0" {
        return None;
    }
    let name = without_prefix(dict.get::<Name<'_>>(b"BaseFont")?.as_str());
    let encoding = match dict.get::<Object<'_>>(b"Encoding")? {
        Object::Name(n) => match n.as_ref() {
            b"Identity-H" | b"Identity-V" => Encoding::Map(Box::new(CMap::identity_h())),
            n if find(n, b"UCS2") || find(n, b"UTF16") => Encoding::Utf16,
            n if find(n, b"UTF32") => Encoding::Utf32,
            n => Encoding::Map(Box::new(CMap::parse(load_embedded(CMapName::from_bytes(n))?, load_embedded)?)),
        },
        Object::Stream(s) => Encoding::Map(Box::new(CMap::parse(&s.decoded_data().ok()?, load_embedded)?)),
        _ => return None,
    };
    let descendant = dict.get::<Array<'_>>(b"DescendantFonts")?.iter::<Dict<'_>>().next()?;
    let of_encoding = match &encoding {
        Encoding::Map(map) => map.metadata().character_collection.as_ref().map(|c| c.family.clone()),
        Encoding::Utf16 | Encoding::Utf32 | Encoding::Simple(_) => None,
    };
    let family = of_encoding.filter(|f| *f != CidFamily::AdobeIdentity).or_else(|| {
        let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
        let (registry, ordering) = (info.get::<PdfString<'_>>(b"Registry")?, info.get::<PdfString<'_>>(b"Ordering")?);
        Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
    });
    let descriptor = descendant.get::<Dict<'_>>(b"FontDescriptor");
    let is_embedded = is_embedded(descriptor.as_ref());
    let program = descriptor
        .and_then(|d| [&b"FontFile2"[..], b"FontFile3", b"FontFile"].iter().find_map(|key| d.get::<Stream<'_>>(key)));
    let identity = dict.get::<Name<'_>>(b"Encoding").is_some_and(|name| find(name.as_ref(), b"Identity"));
    let names = dict.get::<Stream<'_>>(b"ToUnicode");
    Some(Font { name, encoding, family, program, is_embedded, identity, names, ..Font::default() })
}

fn find(name: &[u8], part: &[u8]) -> bool {
    name.windows(part.len()).any(|w| w == part)
}

/// The character that a glyph is named after, as `uni59D3`, `u20BB7`, `five` or `A`.
pub(super) fn named(name: &str) -> Option<char> {
    const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let mut own = name.chars();
    if let (Some(letter), None) = (own.next(), own.next()) {
        return letter.is_ascii_alphabetic().then_some(letter);
    }
    if let Some(digit) = DIGITS.iter().position(|digit| *digit == name) {
        return char::from_digit(u32::try_from(digit).ok()?, 10);
    }
    let digits = name.strip_prefix("uni").filter(|d| d.len() == 4).or_else(|| name.strip_prefix('u'))?;
    let plausible = (4..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    plausible.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)).flatten()
}

/// A font's character map read backwards. Of several characters with one glyph the first one in code order
/// wins; that is why it is a guess.
fn backwards(face: &Face<'_>) -> BTreeMap<u16, char> {
    let mut map = BTreeMap::new();
    let Some(table) = face.tables().cmap else { return map };
    for subtable in table.subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode) {
        subtable.codepoints(|code| {
            if let (Some(ch), Some(gid)) = (char::from_u32(code), subtable.glyph_index(code)) {
                map.entry(gid.0).or_insert(super::fold::fold(ch));
            }
        });
    }
    map
}

/// The characters that a font's character map leads to a glyph.
pub(super) fn characters_of(face: &Face<'_>, glyph: GlyphId) -> Vec<char> {
    let mut found = Vec::new();
    let Some(table) = face.tables().cmap else { return found };
    for subtable in table.subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode) {
        subtable.codepoints(|code| {
            if subtable.glyph_index(code) == Some(glyph) {
                found.extend(char::from_u32(code));
            }
        });
    }
    found
}
