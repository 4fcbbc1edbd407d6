//! Whose a document is: a paper of a wholly different person is one matter, not five mismatches.

use crate::bounds;
use crate::model::{Candidate, Document, Field, FieldName};
use crate::values::{self, Comparison};

use super::sightings::{doubted, expected_of};

/// Whether the whole document belongs to somebody else: another name, and nothing on it that speaks for the candidate.
///
/// A different name alone is not enough while the birth date or identity number is the candidate's: then the name
/// differs, on a document of the candidate's own.
#[must_use]
pub fn is_strangers(candidate: &Candidate, document: &Document) -> bool {
    let Some(own) = candidate.told(FieldName::Name) else { return false };
    let Some(field) = document.field(FieldName::Name) else { return false };
    let Some(name) = field.value.as_text() else { return false };
    if values::compare(FieldName::Name, own, name) != Comparison::Different || doubted(FieldName::Name, own, field) {
        return false;
    }
    let evidence = [FieldName::IdNumber, FieldName::BirthDate, FieldName::TicketNo]
        .map(|other| stands(candidate, other, document.field(other)));
    if evidence.contains(&Some(true)) {
        return false;
    }
    if evidence.contains(&Some(false)) {
        return true;
    }
    // The document names nobody but by name. It is the candidate's after all where the name is nearly the candidate's,
    // or where it speaks of the candidate's own certificate or employer.
    let speaks = [FieldName::CertificateNo, FieldName::Employer]
        .iter()
        .any(|other| stands(candidate, *other, document.field(*other)) == Some(true));
    !speaks && !nearly(own, name)
}

/// Whether this field of the document speaks for the candidate; `None` where it says nothing sure.
fn stands(candidate: &Candidate, name: FieldName, field: Option<&Field>) -> Option<bool> {
    let field = field?;
    let found = field.value.as_text()?;
    let own = match name {
        FieldName::TicketNo => candidate.ticket_no.clone(),
        _ => expected_of(candidate, name)?.value,
    };
    let comparison = values::compare(name, &own, found);
    match comparison {
        Comparison::NotComparable => None,
        _ if comparison.is_close() => Some(true),
        _ if doubted(name, &own, field) => None,
        // A number with one or two wrong characters is still the candidate's, wrongly written.
        _ if name == FieldName::IdNumber && differing(&own, found) <= bounds::OWN_NUMBER => Some(true),
        _ => Some(false),
    }
}

/// Whether two names have the same length and all but one character in common.
fn nearly(a: &str, b: &str) -> bool {
    a.chars().count() >= 2 && differing(a, b) == 1
}

/// In how many places two texts of the same length differ; `usize::MAX` where the lengths do.
fn differing(a: &str, b: &str) -> usize {
    if a.chars().count() != b.chars().count() {
        return usize::MAX;
    }
    a.chars().zip(b.chars()).filter(|(a, b)| a != b).count()
}
