//! What a portal said about a document, as the checks see it.
//!
//! An answer is about what was asked. It stands as long as the document still says what was asked: a value that is read
//! otherwise later makes it silent, because the portal was never asked about that value.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Document, FieldName, words::vocabulary};

vocabulary! {
    /// How a look-up ended.
    LookUpOutcome {
        /// The portal knows it, and says what stands in the answer's fields.
        Found = "found",
        /// The portal does not know it.
        NotFound = "not_found",
        /// The portal says that the code is no longer valid.
        Expired = "expired",
        /// The portal wants a person to prove to be one.
        Captcha = "captcha",
        /// The portal does not let programs in.
        Blocked = "blocked",
        /// The portal could not be reached, or was too busy, however often it was tried.
        Unreachable = "unreachable",
        /// The portal said something that its connector does not describe.
        Unclear = "unclear",
        /// Nothing was asked: no connector looks this kind of document up.
        NoConnector = "no_connector",
        /// Nothing was asked: a value that the look-up needs was not read from the paper.
        Incomplete = "incomplete",
    }
}

impl LookUpOutcome {
    /// Whether the portal gave its answer, so that asking again can only repeat it.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Found | Self::NotFound | Self::Expired)
    }
}

/// What was said about one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Name of the connector; empty where there was none.
    pub portal: String,
    /// The fields that the look-up needs.
    pub asked: Vec<FieldName>,
    /// Fingerprint of their values: see [`question`].
    pub question: String,
    /// The day of the answer, `YYYY-MM-DD`.
    pub day: String,
    /// How it ended.
    pub outcome: LookUpOutcome,
    /// What the portal says, in the contract's forms.
    pub fields: BTreeMap<FieldName, String>,
}

/// Fingerprint of what a look-up asks about a document: the values of these fields. The codes themselves are secrets and
/// are not kept a second time.
#[must_use]
pub fn question(document: &Document, asked: &[FieldName]) -> String {
    let mut digest = Sha256::new();
    for name in asked {
        let value = document.text(*name);
        // Lengths in front, so that no two lists of values run together into one text.
        digest.update(format!("{name}:{}:", value.map_or(-1, |v| i64::try_from(v.len()).unwrap_or(i64::MAX))));
        digest.update(value.unwrap_or_default());
    }
    digest.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The answers to all look-ups, by file and first page of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    by_document: BTreeMap<(String, u32), Answer>,
}

impl Answers {
    /// Adds the answer about the document in this file that begins on this page; it takes the place of an earlier one.
    pub fn add(&mut self, sha256: String, page: u32, answer: Answer) {
        self.by_document.insert((sha256, page), answer);
    }

    /// The answer about a document, where there is one and the document still says what was asked.
    #[must_use]
    pub fn about(&self, document: &Document) -> Option<&Answer> {
        let answer = self.by_document.get(&(document.sha256.clone(), document.pages.0))?;
        (question(document, &answer.asked) == answer.question).then_some(answer)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_document.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_document.is_empty()
    }
}
