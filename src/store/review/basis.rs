//! What a decision rests on, as one fingerprint: when a later run reads something else or flags something else, the
//! decision is out of date. A changed confidence, a box that moved by a hair or another wording of a message is not.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{super::CandidateResult, chain::hex};
use crate::model::{Code, DocumentKind, FieldName, FieldValue, Flag, Severity};

#[derive(Serialize)]
struct FlagSeen<'a> {
    code: Code,
    severity: Severity,
    field: Option<FieldName>,
    file: Option<&'a str>,
    page: Option<u32>,
    expected: Option<&'a str>,
    found: Option<&'a str>,
}

impl<'a> FlagSeen<'a> {
    fn of(flag: &'a Flag) -> Self {
        Self {
            code: flag.code,
            severity: flag.severity,
            field: flag.field,
            file: flag.file(),
            page: flag.page(),
            expected: flag.expected.as_deref(),
            found: flag.found.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct DocumentSeen<'a> {
    sha256: &'a str,
    pages: (u32, u32),
    kind: DocumentKind,
    fields: Vec<(FieldName, &'a FieldValue)>,
    seals: usize,
}

#[derive(Serialize)]
struct Seen<'a> {
    ticket_no: Option<&'a str>,
    flags: Vec<FlagSeen<'a>>,
    files: Vec<&'a str>,
    documents: Vec<DocumentSeen<'a>>,
}

/// The fingerprint of what a candidate's page shows.
#[must_use]
pub fn basis(result: &CandidateResult) -> String {
    let documents = result.files.iter().flat_map(|file| &file.documents).map(|document| DocumentSeen {
        sha256: &document.sha256,
        pages: document.pages,
        kind: document.kind,
        fields: document.fields.iter().map(|field| (field.name, &field.value)).collect(),
        seals: document.seals.len(),
    });
    fingerprint(&Seen {
        ticket_no: result.ticket_no(),
        flags: result.flags.iter().map(FlagSeen::of).collect(),
        files: result.files.iter().map(|file| file.upload.sha256.as_str()).collect(),
        documents: documents.collect(),
    })
}

/// The fingerprint of what a flag says.
#[must_use]
pub fn flag_basis(flag: &Flag) -> String {
    fingerprint(&FlagSeen::of(flag))
}

fn fingerprint(seen: &impl Serialize) -> String {
    // Plain data with string keys: it cannot fail, and an empty text would only make the decision out of date.
    hex(&Sha256::digest(serde_json::to_vec(seen).unwrap_or_default()))
}
