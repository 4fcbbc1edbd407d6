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
        /// A person saw that the record says something else than the paper; what differs stands in that person's words.
        Differs = "differs",
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
        matches!(self, Self::Found | Self::Differs | Self::NotFound | Self::Expired)
    }
}

/// What was said about one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Name of the connector or of the portal; empty where there was none.
    pub portal: String,
    /// Who looked: a program through a connector, or a person.
    pub by: LookedBy,
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
    /// What a person wrote about it, without secrets.
    pub note: Option<String>,
}

/// Who looked something up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookedBy {
    /// A program, through a connector: it asked for what had been read from the paper.
    Program,
    /// A person, with the paper in view: what was asked for is what stands there, whatever a reader made of it.
    Person,
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

/// The answers to all look-ups, by file and first page of the document: the last one of a program, and the last one of a
/// person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    of_programs: BTreeMap<(String, u32), Answer>,
    of_people: BTreeMap<(String, u32), Answer>,
}

impl Answers {
    /// Adds the answer about the document in this file that begins on this page; it takes the place of an earlier one by
    /// the same sort of asker.
    pub fn add(&mut self, sha256: String, page: u32, answer: Answer) {
        let answers = match answer.by {
            LookedBy::Program => &mut self.of_programs,
            LookedBy::Person => &mut self.of_people,
        };
        answers.insert((sha256, page), answer);
    }

    /// The answer about a document, where there is one and the document still says what was asked. What a person saw goes
    /// before what a program was told, unless the person could not get an answer.
    #[must_use]
    pub fn about(&self, document: &Document) -> Option<&Answer> {
        let key = (document.sha256.clone(), document.pages.0);
        let stands = |answer: &&Answer| question(document, &answer.asked) == answer.question;
        let person = self.of_people.get(&key).filter(stands);
        let program = self.of_programs.get(&key).filter(stands);
        person.filter(|answer| answer.outcome.is_settled()).or(program).or(person)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.of_programs.len() + self.of_people.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.of_programs.is_empty() && self.of_people.is_empty()
    }

    /// All of them as bytes: the same ones give the same bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let all: Vec<_> = self.of_programs.iter().chain(&self.of_people).collect();
        serde_json::to_vec(&all).unwrap_or_default()
    }

    /// What [`to_bytes`](Self::to_bytes) gave; `None` where it did not.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let all: Vec<((String, u32), Answer)> = serde_json::from_slice(bytes).ok()?;
        let mut answers = Self::default();
        for ((sha256, page), answer) in all {
            answers.add(sha256, page, answer);
        }
        Some(answers)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, DocumentKind, Reader};
    use super::*;

    fn paper() -> Document {
        Document {
            file: "1/甲.pdf".to_owned(),
            sha256: "a".to_owned(),
            pages: (1, 1),
            kind: DocumentKind::ChsiRegistration,
            kind_confidence: 1.0,
            title: None,
            lookalike: None,
            reader: Reader::Text,
            fields: Vec::new(),
            empty_fields: Vec::new(),
            explained: Default::default(),
            remarks: Vec::new(),
            seals: Vec::new(),
            qr: Vec::new(),
            signatures: Vec::new(),
        }
    }

    fn answer(by: LookedBy, outcome: LookUpOutcome) -> Answer {
        Answer {
            portal: "库".to_owned(),
            by,
            asked: vec![FieldName::VerificationCode],
            question: question(&paper(), &[FieldName::VerificationCode]),
            day: "2024-08-20".to_owned(),
            outcome,
            fields: BTreeMap::new(),
            note: None,
        }
    }

    fn stands(answers: &[Answer]) -> Option<LookUpOutcome> {
        let mut all = Answers::default();
        answers.iter().for_each(|answer| all.add("a".to_owned(), 1, answer.clone()));
        assert_eq!(Answers::from_bytes(&all.to_bytes()), Some(all.clone()));
        all.about(&paper()).map(|answer| answer.outcome)
    }

    #[test]
    fn what_a_person_saw_goes_first_unless_there_was_nothing_to_see() {
        use LookUpOutcome::{Captcha, Found, NotFound, Unreachable};
        let (program, person) = (|o| answer(LookedBy::Program, o), |o| answer(LookedBy::Person, o));
        assert_eq!(stands(&[program(NotFound), person(Found)]), Some(Found));
        assert_eq!(stands(&[person(Found), program(Captcha)]), Some(Found));
        assert_eq!(stands(&[program(Found), person(Unreachable)]), Some(Found));
        assert_eq!(stands(&[person(Unreachable)]), Some(Unreachable));
        let other = Answer { question: "other".to_owned(), ..person(NotFound) };
        assert_eq!(stands(&[other]), None, "the paper says something else now");
        assert_eq!(stands(&[]), None);
    }
}
