//! What later saves of a file changed on its pages.
//!
//! An incremental update appends to a file and leaves what was there. So each earlier state can be read again from the
//! beginning of the file to where that state ended, and its pages compared with the next state's: first what they are
//! made of, and where that differs, how they look and what they say ([`amended`]). A program that writes a page anew
//! without changing what it shows has not edited it.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{amended, facts};
use crate::model::PageChange;

/// More revisions than this are not looked at one by one.
const MOST: usize = 12;
/// More changed pages than this are not drawn; they count as changed.
const MOST_DRAWN: usize = 12;
/// A page that reaches more objects than this is compared by these.
const MOST_OBJECTS: usize = 20_000;

/// What happened to a file after it was first written.
#[derive(Debug, Default)]
pub(super) struct History {
    /// What changed, in the order of saving.
    pub(super) changes: Vec<PageChange>,
    /// Whether a page shows something else than when the file was first signed; `None` where nobody signed it, or that
    /// state cannot be read.
    pub(super) changed_since_signing: Option<bool>,
}

/// A state of the file: its first bytes up to here, and a print of each page.
struct State {
    end: usize,
    prints: Vec<u64>,
}

/// Goes through the states of a file. `signed` is the end of what its first signature covers.
pub(super) fn history(bytes: &[u8], last: &Document, signed: Option<usize>) -> History {
    let signed = signed.filter(|end| *end <= bytes.len());
    let mut states: Vec<State> = Vec::new();
    for end in ends(bytes, signed).into_iter().take(MOST) {
        let Some(state) = bytes.get(..end).and_then(load) else { continue };
        if state.get_pages().is_empty() {
            continue;
        }
        states.push(State { end, prints: prints(&state) });
    }
    // What a library does not read that viewers read is compared by drawing it, as they do who put the file together anew.
    let mended = is_mended(bytes).then(|| without_tables(bytes));
    let prints = if mended.is_some() { vec![0; last.page_iter().count()] } else { prints(last) };
    states.push(State { end: bytes.len(), prints });
    let state = |end: usize| match &mended {
        Some(whole) if end == bytes.len() => Some(whole.as_slice()),
        _ => bytes.get(..end),
    };
    let mut history = History::default();
    let mut drawn = 0;
    for pair in states.windows(2) {
        let [before, after] = pair else { continue };
        let after_signing = signed.is_some_and(|signed| after.end > signed + LINE_END);
        let differing =
            (1_u32..).zip(&after.prints).filter(|(n, print)| before.prints.get(*n as usize - 1) != Some(print));
        for (page, _) in differing {
            drawn += 1;
            let change = match (bytes.get(..before.end), state(after.end)) {
                (Some(before), Some(after)) if drawn <= MOST_DRAWN => amended::compare(before, after, page),
                _ => Some(amended::unseen(page)),
            };
            history.changes.extend(change.map(|change| PageChange { after_signing, ..change }));
        }
    }
    history.changed_since_signing = signed.and_then(|signed| {
        let known = states.iter().any(|state| state.end.abs_diff(signed) <= LINE_END);
        known.then(|| history.changes.iter().any(|change| change.after_signing))
    });
    history
}

/// Loads a state of the file, with the mark of its end, where that is missing.
fn load(state: &[u8]) -> Option<Document> {
    if state.ends_with(MARK) { facts::load(state) } else { facts::load(&[state, b"\n", MARK, b"\n"].concat()) }
}

/// The end of a line behind the mark of a state's end may be signed with it, or not.
const LINE_END: usize = 2;

/// Whether the bytes of a file say that it was saved more than once, whatever its tables say: a library that mends a
/// damaged table forgets what came before.
pub(super) fn saved_again(bytes: &[u8]) -> bool {
    !ends(bytes, None).is_empty()
}

/// Whether objects follow behind the last table that a file names: whoever reads them had to mend the file.
pub(super) fn is_mended(bytes: &[u8]) -> bool {
    let last =
        marks(bytes).filter(|(end, is_mark)| !is_mark && bytes.get(end - 1).is_some_and(u8::is_ascii_digit)).last();
    last.is_none_or(|(end, _)| bytes.get(end..).is_some_and(begins_with_object))
}

/// The file without the places of its tables, which nobody can follow then: whoever reads it takes of each object the last.
fn without_tables(bytes: &[u8]) -> Vec<u8> {
    let mut file = bytes.to_vec();
    for (end, _) in marks(bytes).filter(|(_, is_mark)| !is_mark) {
        // What stands before the end of such a mark is its number, white space and the word.
        let from = bytes.get(..end).and_then(|head| head.windows(TABLE.len()).rposition(|word| word == TABLE));
        let word = from.and_then(|from| file.get_mut(from..from + TABLE.len()));
        word.into_iter().flatten().for_each(|byte| *byte = b' ');
    }
    file
}

/// Where each state but the last ended, and where what was signed did.
///
/// A state ends with where its table is (`startxref` and a number) and the mark `%%EOF`. Either may be missing or wrong in a
/// file that somebody changed, and every viewer opens it all the same; so either will do, and objects must follow.
fn ends(bytes: &[u8], signed: Option<usize>) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    for (end, is_mark) in marks(bytes) {
        match ends.last_mut() {
            // The table's place and the mark behind it are one end.
            Some(last) if is_mark && end - *last <= TRAILING => *last = end,
            _ => ends.push(end),
        }
    }
    // Behind the end of a state but the last stands what was saved later. The marks may also stand inside a stream.
    ends.retain(|end| bytes.get(*end..).is_some_and(begins_with_object));
    // The first end of a linearized file stands before most of its pages: no state of its own.
    if bytes.get(..LINEARIZED.min(bytes.len())).is_some_and(|head| find(head, b"/Linearized").is_some())
        && !ends.is_empty()
    {
        ends.remove(0);
    }
    if let Some(signed) = signed
        && signed + LINE_END < bytes.len()
        && !ends.iter().any(|end| end.abs_diff(signed) <= LINE_END)
    {
        ends.push(signed);
        ends.sort_unstable();
    }
    ends
}

/// The mark of a file's end, and what stands before the place of its table.
const MARK: &[u8] = b"%%EOF";
const TABLE: &[u8] = b"startxref";
/// So far behind the place of the table the mark still belongs to it.
const TRAILING: usize = 64;
/// A linearized file says so within its first bytes.
const LINEARIZED: usize = 1024;

/// Where the marks in a file end, in order, and whether each is that of the file's end.
fn marks(bytes: &[u8]) -> impl Iterator<Item = (usize, bool)> {
    let near = bytes.iter().enumerate().filter(|(_, b)| matches!(b, b'%' | b's'));
    near.filter_map(move |(at, _)| {
        let rest = bytes.get(at..)?;
        if rest.starts_with(MARK) {
            return Some((at + MARK.len(), true));
        }
        let number = rest.strip_prefix(TABLE)?;
        let space = number.iter().take_while(|b| b.is_ascii_whitespace()).count();
        let digits = number.iter().skip(space).take_while(|b| b.is_ascii_digit()).count();
        let length = if digits > 0 { space + digits } else { 0 };
        Some((at + TABLE.len() + length, false))
    })
}

/// Whether bytes begin with an object, or with a table of objects; white space and comments before it do not count.
fn begins_with_object(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        let space = rest.iter().take_while(|b| b.is_ascii_whitespace() || **b == 0).count();
        rest = rest.get(space..).unwrap_or_default();
        if !rest.starts_with(b"%") {
            break;
        }
        let line = rest.iter().take_while(|b| !matches!(b, b'\n' | b'\r')).count();
        rest = rest.get(line..).unwrap_or_default();
    }
    let head = rest.get(..24.min(rest.len())).unwrap_or_default();
    let numbered = head.first().is_some_and(u8::is_ascii_digit) && find(head, b" obj").is_some();
    numbered || head.starts_with(b"xref")
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}

/// A print of each page: of everything that decides how it looks.
fn prints(document: &Document) -> Vec<u64> {
    document.page_iter().map(|page| print(document, page)).collect()
}

fn print(document: &Document, page: ObjectId) -> u64 {
    let mut walk = Walk { document, hasher: Fnv::default(), seen: BTreeSet::new() };
    let Ok(dict) = document.get_dictionary(page) else { return 0 };
    let turned = inherited(document, dict, b"Rotate").and_then(|value| document.dereference(value).ok());
    turned.and_then(|(_, value)| value.as_i64().ok()).map_or(0, |turned| turned.rem_euclid(360)).hash(&mut walk.hasher);
    for key in [&b"Contents"[..], b"Resources", b"MediaBox", b"CropBox"] {
        if let Some(value) = inherited(document, dict, key) {
            walk.visit(value, 0);
        }
    }
    for annotation in document.get_page_annotations(page).unwrap_or_default() {
        // The field of a signature comes with signing and is not content.
        if annotation.get(b"FT").and_then(Object::as_name).is_ok_and(|ft| ft == b"Sig") {
            continue;
        }
        for key in [&b"AP"[..], b"Rect", b"F", b"Contents", b"V"] {
            if let Ok(value) = annotation.get(key) {
                walk.visit(value, 0);
            }
        }
    }
    walk.hasher.finish()
}

/// A page's own entry or that of the nearest node above it.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..64 {
        if let Ok(value) = node.get(key) {
            return Some(value);
        }
        node = document.get_dictionary(node.get(b"Parent").ok()?.as_reference().ok()?).ok()?;
    }
    None
}

/// A walk over everything an object reaches. References are followed, their numbers are not taken into account, since a
/// program may renumber what it leaves as it was.
struct Walk<'a> {
    document: &'a Document,
    hasher: Fnv,
    seen: BTreeSet<ObjectId>,
}

impl Walk<'_> {
    fn visit(&mut self, object: &Object, depth: usize) {
        if depth > 64 || self.seen.len() > MOST_OBJECTS {
            return;
        }
        std::mem::discriminant(object).hash(&mut self.hasher);
        match object {
            Object::Reference(id) => {
                if self.seen.insert(*id)
                    && let Ok(target) = self.document.get_object(*id)
                {
                    self.visit(target, depth + 1);
                }
            }
            Object::Array(items) => {
                items.len().hash(&mut self.hasher);
                items.iter().for_each(|item| self.visit(item, depth + 1));
            }
            Object::Dictionary(dict) => self.visit_dict(dict, depth),
            Object::Stream(stream) => {
                self.visit_dict(&stream.dict, depth);
                stream.content.hash(&mut self.hasher);
            }
            Object::Boolean(value) => value.hash(&mut self.hasher),
            Object::Integer(value) => value.hash(&mut self.hasher),
            Object::Real(value) => value.to_bits().hash(&mut self.hasher),
            Object::Name(bytes) | Object::String(bytes, _) => bytes.hash(&mut self.hasher),
            Object::Null => {}
        }
    }

    fn visit_dict(&mut self, dict: &Dictionary, depth: usize) {
        let mut entries: Vec<_> = dict.iter().filter(|(key, _)| !matches!(key.as_slice(), b"Parent" | b"P")).collect();
        entries.sort_by(|a, b| a.0.cmp(b.0));
        for (key, value) in entries {
            key.hash(&mut self.hasher);
            self.visit(value, depth + 1);
        }
    }
}

/// FNV-1a: the standard library's hasher may change from one release to the next.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}
