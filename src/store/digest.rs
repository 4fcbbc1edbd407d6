//! A candidate's result in one line: what lists, searches and counts need, without the papers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{CandidateResult, review};
use crate::model::{Code, DocumentKind, FieldName, Severity};

/// A candidate's result without its papers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// Place in the roster, from 0.
    pub place: usize,
    /// 准考证号; `None` for the uploads that belong to nobody.
    pub ticket_no: Option<String>,
    /// Name on the roster.
    pub name: Option<String>,
    /// Identity number on the roster.
    pub id_number: Option<String>,
    /// The flags, in their order.
    pub flags: Vec<DigestFlag>,
    /// The kinds of the documents, each once.
    pub kinds: BTreeSet<DocumentKind>,
    /// How many files were handed in.
    pub files: usize,
    /// The least confidence of any value read, 0 to 1; 1 where nothing was read.
    pub least_confidence: f32,
    /// Fingerprint of what its page shows ([`review::basis`]); `None` in runs of before there was one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub basis: Option<String>,
}

/// A flag by what a list shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestFlag {
    /// Why.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
}

impl Digest {
    /// What is worth listing of a result.
    #[must_use]
    pub fn of(place: usize, result: &CandidateResult) -> Self {
        let cell = |field| result.candidate.as_ref().and_then(|c| c.text(field)).map(str::to_owned);
        let documents = || result.files.iter().flat_map(|file| &file.documents);
        let confidences = documents().flat_map(|document| &document.fields).map(|field| field.evidence.confidence);
        Self {
            place,
            ticket_no: result.ticket_no().map(str::to_owned),
            name: cell(FieldName::Name),
            id_number: cell(FieldName::IdNumber),
            flags: result.flags.iter().map(|f| DigestFlag { code: f.code, severity: f.severity }).collect(),
            kinds: documents().map(|document| document.kind).collect(),
            files: result.files.len(),
            least_confidence: confidences.fold(1.0, f32::min),
            basis: Some(review::basis(result)),
        }
    }

    /// Whether a person must look: a flag above `info` stands.
    #[must_use]
    pub fn needs_review(&self) -> bool {
        self.flags.iter().any(|f| f.severity > Severity::Info)
    }
}
