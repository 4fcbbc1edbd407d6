//! Files that are attached to a PDF, one by one or as a portfolio.

use lopdf::{Dictionary, Document, Object};

use super::Taking;
use crate::model::DamageReason;
use crate::read::pdf;

pub(super) fn unpack(bytes: &[u8], taking: &mut Taking<'_>) {
    let most = usize::try_from(taking.bounds.member_bytes).unwrap_or(usize::MAX);
    let Some(document) = pdf::load(bytes) else { return taking.lacks(DamageReason::Malformed) };
    // In the order of their numbers, so that the same bytes give the same files.
    for object in document.objects.values() {
        let Ok(specification) = object.as_dict() else { continue };
        let Some(Object::Stream(stream)) = content(&document, specification) else { continue };
        if !taking.has_room() {
            return;
        }
        match stream.get_plain_content_with_limit(most) {
            // What was there and comes out empty could not be unpacked.
            Ok(content) if content.is_empty() && !stream.content.is_empty() => taking.lacks(DamageReason::Malformed),
            Ok(content) => {
                taking.take(&name(&document, specification), &mut content.as_slice());
            }
            Err(lopdf::Error::Decompress(_)) => taking.lacks(DamageReason::TooLarge),
            Err(_) => taking.lacks(DamageReason::Malformed),
        }
    }
}

/// The bytes that a file specification (ISO 32000-2, 7.11.3) names.
fn content<'a>(document: &'a Document, specification: &'a Dictionary) -> Option<&'a Object> {
    let embedded = document.dereference(specification.get(b"EF").ok()?).ok()?.1.as_dict().ok()?;
    let stream = embedded.get(b"UF").or_else(|_| embedded.get(b"F")).ok()?;
    Some(document.dereference(stream).ok()?.1)
}

fn name(document: &Document, specification: &Dictionary) -> String {
    let named = [b"UF".as_slice(), b"F"].into_iter().find_map(|key| {
        let text = document.dereference(specification.get(key).ok()?).ok()?.1;
        Some(pdf::text_string(text.as_str().ok()?))
    });
    named.unwrap_or_default()
}
