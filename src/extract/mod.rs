//! Floor 2. A part to a document: fields with evidence.

use crate::classify::{Part, classify};
use crate::model::{Candidate, Document, Page, Qr, Reader, Reading, Seal, Signature, Upload};

/// The documents of a file, in page order; every page stands in exactly one. The candidate is needed for registers
/// alone, where only the candidate's own row may be kept.
#[must_use]
pub fn documents(upload: &Upload, reading: &Reading, candidate: Option<&Candidate>) -> Vec<Document> {
    let _ = candidate;
    let signatures: Vec<Signature> = reading.pdf.as_ref().map(|pdf| pdf.signatures.clone()).unwrap_or_default();
    classify(&reading.pages)
        .into_iter()
        .map(|part| {
            let pages = pages_of(&reading.pages, &part);
            Document {
                file: upload.file.clone(),
                sha256: upload.sha256.clone(),
                pages: (part.first, part.last),
                kind: part.kind,
                kind_confidence: part.confidence,
                title: part.title.clone(),
                lookalike: part.lookalike,
                reader: reader(&pages),
                fields: Vec::new(),
                empty_fields: Vec::new(),
                seals: pages.iter().flat_map(|p| p.seals.iter().cloned()).collect::<Vec<Seal>>(),
                qr: pages.iter().flat_map(|p| p.qr.iter().cloned()).collect::<Vec<Qr>>(),
                signatures: signatures.clone(),
            }
        })
        .collect()
}

/// The pages of a part.
fn pages_of<'a>(pages: &'a [Page], part: &Part) -> Vec<&'a Page> {
    pages.iter().filter(|p| (part.first..=part.last).contains(&p.number)).collect()
}

/// Who read these pages: `mixed` where they differ. Pages without words do not count where others have some.
fn reader(pages: &[&Page]) -> Reader {
    let mut readers: Vec<Reader> = pages.iter().filter(|p| !p.words.is_empty()).map(|p| p.reader()).collect();
    if readers.is_empty() {
        readers = pages.iter().map(|p| p.reader()).collect();
    }
    match readers.split_first() {
        Some((first, rest)) if rest.iter().all(|r| r == first) => *first,
        Some(_) => Reader::Mixed,
        None => Reader::Text,
    }
}
