//! What a PDF's structure tells about its making: who wrote it, how often, what it can do.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::encryption::Permissions;
use lopdf::{Dictionary, Document, LoadOptions, Object};

use super::glyph::text_string;
use super::revisions::{self, History};
use super::signed;
use crate::model::{PdfFacts, Problem};

/// A single stream of the file's structure may not unpack to more.
const LARGEST_STREAM: usize = 64 << 20;
/// Objects nested deeper than this hold nothing of interest.
const DEEPEST: usize = 24;

/// What the structure tells.
pub(super) fn of(document: &Document, bytes: &[u8], problems: &mut Vec<Problem>) -> PdfFacts {
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
    let signed = signed::read(document, bytes, problems);
    let first_signed = signed.iter().filter_map(|signed| signed.end).min();
    let history = if revisions > 1 || first_signed.is_some() || revisions::saved_again(bytes) {
        revisions::history(bytes, document, first_signed)
    } else {
        History::default()
    };
    PdfFacts {
        producer: entry(b"Producer"),
        creator: entry(b"Creator"),
        created: entry(b"CreationDate"),
        modified: entry(b"ModDate"),
        revisions: u32::try_from(revisions).unwrap_or(u32::MAX).max(1),
        repaired: document.xref_section_count == 0 || revisions::is_mended(bytes),
        encrypted: document.was_encrypted(),
        locked: permissions.is_some_and(|p| !p.contains(Permissions::MODIFIABLE)),
        active_content: active_content(document),
        signatures: signed.into_iter().map(|signed| signed.signature).collect(),
        pages_changed: history.changes.iter().map(|change| change.page).collect::<BTreeSet<_>>().into_iter().collect(),
        changes: history.changes,
        changed_since_signing: history.changed_since_signing,
    }
}

/// Loads a document, surviving what breaks the library.
pub(in crate::read) fn load(bytes: &[u8]) -> Option<Document> {
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
