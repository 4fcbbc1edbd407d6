//! What a portal said, or a person saw there, about the candidate's own papers: the ground of the online flags.
//!
//! Where nothing was looked up there is nothing here, and the checks stay silent. An answer to a value that was read with
//! doubt may be about somebody else's record, so it accuses nobody: a person is asked to look it up.

use crate::bounds;
use crate::model::{Answer, Document, Field, FieldName, LookUpOutcome, LookedBy, Place, WordSource};
use crate::values::{self, Comparison, verification_code};

use super::bench::{Bench, at_document, at_field};
use super::sightings;

/// A paper with what was said about it.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// The paper.
    pub document: &'a Document,
    /// What was said.
    pub answer: &'a Answer,
}

/// A value on the paper that is not what the portal says.
#[derive(Debug, Clone, Copy)]
pub struct Difference<'a> {
    /// The field on the paper.
    pub field: &'a Field,
    /// What stands there.
    pub found: &'a str,
    /// What the portal says.
    pub expected: &'a str,
    /// Whether the reader's doubt may explain it.
    pub doubted: bool,
}

/// The candidate's own papers that were looked up.
#[must_use]
pub fn answered<'a>(bench: &Bench<'a>) -> Vec<Answered<'a>> {
    let own = bench.own_papers().into_iter();
    own.filter_map(|document| Some(Answered { document, answer: bench.context.answers.about(document)? })).collect()
}

impl<'a> Answered<'a> {
    /// The field that was looked up, if it is on the paper.
    #[must_use]
    pub fn asked(&self) -> Option<&'a Field> {
        self.answer.asked.iter().find_map(|name| self.document.field(*name))
    }

    /// Which field that is.
    #[must_use]
    pub fn name(&self) -> Option<FieldName> {
        self.asked().map(|field| field.name)
    }

    /// Where to look: at what was looked up, or at the paper.
    #[must_use]
    pub fn place(&self) -> Place {
        self.asked().map_or_else(|| at_document(self.document), |field| at_field(self.document, field))
    }

    /// Whether what was asked may not be what the paper says. A person asks with the paper in view.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.answer.by == LookedBy::Program
            && self.answer.asked.iter().filter_map(|name| self.document.field(*name)).any(|field| {
                let code = field.value.as_text().filter(|_| field.name == FieldName::VerificationCode);
                field.evidence.source == WordSource::Ocr
                    && (field.evidence.confidence < bounds::CODE_READ
                        || code.is_some_and(|code| verification_code::suggestion(code).is_some()))
            })
    }

    /// Whether the portal says, about a value that was well read, that it does not stand.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self.answer.outcome, LookUpOutcome::NotFound | LookUpOutcome::Expired)
    }

    /// What differs between the portal's answer and the paper. Another way to write the same is no difference.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference<'a>> {
        if self.answer.outcome != LookUpOutcome::Found {
            return Vec::new();
        }
        let said = self.answer.fields.iter();
        said.filter_map(|(name, expected)| {
            let field = self.document.field(*name)?;
            let found = field.value.as_text()?;
            let comparison = values::compare(*name, expected, found);
            matches!(comparison, Comparison::Different | Comparison::LookAlike(_)).then(|| Difference {
                field,
                found,
                expected,
                doubted: sightings::doubted(*name, expected, field),
            })
        })
        .collect()
    }
}
