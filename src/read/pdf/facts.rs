//! What a PDF's structure tells about its making: who wrote it, how often, what it can do, what was signed.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::encryption::Permissions;
use lopdf::{Dictionary, Document, LoadOptions, Object};

use super::glyph::text_string;
use super::revisions;
use crate::model::{PdfFacts, Signature};

/// A single stream of the file's structure may not unpack to more.
const LARGEST_STREAM: usize = 64 << 20;
/// Objects nested deeper than this hold nothing of interest.
const DEEPEST: usize = 24;

/// What the structure tells.
pub(super) fn of(document: &Document, bytes: &[u8]) -> PdfFacts {
    let info = document
        .trailer
        .get(b"Info")
        .ok()
        .and_then(|info| document.dereference(info).ok())
        .and_then(|(_, info)| info.as_dict().ok());
    let entry = |key: &[u8]| {
        let (_, value) = document.dereference(info?.get(key).ok()?).ok()?;
        Some(text_string(value.as_str().ok()?)).filter(|text| !text.is_empty())
    };
    let permissions = document.encryption_state.as_ref().map(lopdf::EncryptionState::permissions);
    let revisions = document.revision_count();
    PdfFacts {
        producer: entry(b"Producer"),
        creator: entry(b"Creator"),
        created: entry(b"CreationDate"),
        modified: entry(b"ModDate"),
        revisions: u32::try_from(revisions).unwrap_or(u32::MAX),
        encrypted: document.was_encrypted(),
        locked: permissions.is_some_and(|p| !p.contains(Permissions::MODIFIABLE)),
        active_content: active_content(document),
        signatures: signatures(document, bytes),
        pages_changed: if revisions > 1 { revisions::changed_pages(bytes, document) } else { Vec::new() },
    }
}

/// Loads a document, surviving what breaks the library.
pub(super) fn load(bytes: &[u8]) -> Option<Document> {
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(bytes, options))).ok()?.ok()
}

/// Everything in the file that acts by itself or carries other files, by the name of its key. Opening at a certain page
/// or zoom, as office programs write it, is not among them.
fn active_content(document: &Document) -> Vec<String> {
    let mut found = BTreeSet::new();
    for object in document.objects.values() {
        look_for_actions(object, 0, &mut found);
    }
    look_for_actions(&Object::Dictionary(document.trailer.clone()), 0, &mut found);
    found.into_iter().map(str::to_owned).collect()
}

fn look_for_actions(object: &Object, depth: usize, found: &mut BTreeSet<&'static str>) {
    if depth > DEEPEST {
        return;
    }
    match object {
        Object::Array(items) => items.iter().for_each(|item| look_for_actions(item, depth + 1, found)),
        Object::Dictionary(dict) => look_in(dict, depth, found),
        Object::Stream(stream) => look_in(&stream.dict, depth, found),
        _ => {}
    }
}

fn look_in(dict: &Dictionary, depth: usize, found: &mut BTreeSet<&'static str>) {
    for (key, value) in dict {
        let name = value.as_name().unwrap_or_default();
        let hit = match (key.as_slice(), name) {
            (b"JavaScript" | b"JS", _) | (b"S", b"JavaScript") => Some("JavaScript"),
            (b"EmbeddedFiles", _) | (b"Type", b"EmbeddedFile") => Some("EmbeddedFiles"),
            (b"S", b"Launch") => Some("Launch"),
            (b"S", b"SubmitForm") => Some("SubmitForm"),
            (b"S", b"ImportData") => Some("ImportData"),
            (b"XFA", _) => Some("XFA"),
            (b"Subtype", b"RichMedia") => Some("RichMedia"),
            _ => None,
        };
        found.extend(hit);
        look_for_actions(value, depth + 1, found);
    }
}

/// The digital signatures, in the order of their objects. Whether the signed bytes are as they were is not checked here.
fn signatures(document: &Document, bytes: &[u8]) -> Vec<Signature> {
    let mut found = Vec::new();
    for object in document.objects.values() {
        look_for_signatures(document, object, 0, bytes, &mut found);
    }
    found
}

fn look_for_signatures(
    document: &Document,
    object: &Object,
    depth: usize,
    bytes: &[u8],
    found: &mut Vec<Signature>,
) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    if let Object::Array(items) = object {
        for item in items {
            look_for_signatures(document, item, depth + 1, bytes, found);
        }
        return None;
    }
    let dict = object.as_dict().ok()?;
    if dict.has(b"ByteRange") && dict.has(b"Contents") {
        let signer = dict.get(b"Name").ok().and_then(|name| document.dereference(name).ok());
        found.push(Signature {
            covers_whole_file: covers(document, dict, bytes).unwrap_or(false),
            intact: None,
            signer: signer.and_then(|(_, name)| name.as_str().ok()).map(text_string),
        });
        return None;
    }
    for (_, value) in dict {
        look_for_signatures(document, value, depth + 1, bytes, found);
    }
    None
}

/// Whether the signed ranges are the whole file but for the signature itself.
fn covers(document: &Document, signature: &Dictionary, bytes: &[u8]) -> Option<bool> {
    let (_, ranges) = document.dereference(signature.get(b"ByteRange").ok()?).ok()?;
    let numbers: Vec<usize> =
        ranges.as_array().ok()?.iter().filter_map(|n| usize::try_from(n.as_i64().ok()?).ok()).collect();
    let [start, first, second, length] = *numbers.as_slice() else { return None };
    let end = second.checked_add(length)?;
    // The gap must be the signature's own hexadecimal string: in a wider gap anything could be exchanged.
    let gap = bytes.get(first..second)?;
    let hex = gap.strip_prefix(b"<").and_then(|g| g.strip_suffix(b">"));
    let only_hex = hex.is_some_and(|g| g.iter().all(|b| b.is_ascii_hexdigit() || b.is_ascii_whitespace()));
    let rest_is_empty = bytes.get(end..)?.iter().all(u8::is_ascii_whitespace);
    Some(start == 0 && only_hex && rest_is_empty)
}
