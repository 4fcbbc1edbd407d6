//! The kinds as a run knows them: those inside, and what a bureau adds to them in a file of its own ([`super::parse`]).
//!
//! Where the layout of a paper is not established anywhere, nobody can ship its labels; who sees the paper can add them
//! without building the program anew. What is added comes before what is inside: a label that stands in both means what
//! the file says.

use std::collections::BTreeMap;

use super::{Kind, STOPS, of};
use crate::model::{DocumentKind, FieldName};

/// The kinds inside with what was added to them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kinds {
    pub(super) added: BTreeMap<DocumentKind, Added>,
    pub(super) stops: Vec<String>,
}

/// What is added to a kind; each list means what its namesake in [`Kind`] does.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Added {
    pub(super) titles: Vec<(String, f32)>,
    pub(super) anchors: Vec<(String, f32)>,
    pub(super) labels: Vec<(FieldName, Vec<String>)>,
    pub(super) prose: Vec<String>,
    pub(super) continued_by: Vec<String>,
}

/// Nothing added.
static NONE: Added =
    Added { titles: Vec::new(), anchors: Vec::new(), labels: Vec::new(), prose: Vec::new(), continued_by: Vec::new() };

impl Kinds {
    /// The kinds inside alone.
    #[must_use]
    pub const fn built_in() -> Self {
        Self { added: BTreeMap::new(), stops: Vec::new() }
    }

    /// Whether nothing was added.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        *self == Self::built_in()
    }

    fn added(&self, kind: DocumentKind) -> &Added {
        self.added.get(&kind).unwrap_or(&NONE)
    }

    /// The titles of a kind with their weights.
    #[must_use]
    pub fn titles(&self, kind: DocumentKind) -> Vec<(&str, f32)> {
        weighed(&self.added(kind).titles, of(kind).titles)
    }

    /// The phrases that speak for a kind or against it.
    #[must_use]
    pub fn anchors(&self, kind: DocumentKind) -> Vec<(&str, f32)> {
        weighed(&self.added(kind).anchors, of(kind).anchors)
    }

    /// The labels that are listed for a kind's fields, each with its field and how telling it is, 0 the most: what was
    /// added, and what is irregular. All others are known by their parts ([`super::meaning`]).
    #[must_use]
    pub fn labels(&self, kind: DocumentKind) -> Vec<(&str, FieldName, usize)> {
        let ranked = |(rank, label)| (label, rank);
        let added = self.added(kind).labels.iter();
        let added = added.flat_map(|(field, labels)| {
            labels.iter().map(String::as_str).enumerate().map(ranked).map(|(label, rank)| (label, *field, rank))
        });
        let mut labels: Vec<(&str, FieldName, usize)> = added.collect();
        let overruled: Vec<&str> = labels.iter().map(|(label, _, _)| *label).collect();
        let inside = of(kind).irregular().flat_map(|row| {
            row.labels.iter().copied().enumerate().map(ranked).map(|(label, rank)| (label, row.field, rank))
        });
        labels.extend(inside.filter(|(label, _, _)| !overruled.contains(label)));
        labels
    }

    /// The texts that only end a value.
    pub fn stops(&self) -> impl Iterator<Item = &str> {
        self.stops.iter().map(String::as_str).chain(STOPS.iter().copied())
    }

    /// How the prose of a kind reads.
    #[must_use]
    pub fn prose(&self, kind: DocumentKind) -> Vec<&str> {
        both(&self.added(kind).prose, of(kind).prose)
    }

    /// Phrases by which a page without a title is known as a further page of a kind.
    #[must_use]
    pub fn continued_by(&self, kind: DocumentKind) -> Vec<&str> {
        both(&self.added(kind).continued_by, of(kind).continued_by)
    }

    /// The fields of a kind, as printed by `hecha kinds`: each with the labels that are listed for it, what was added
    /// first.
    #[must_use]
    pub fn fields(&self, kind: DocumentKind) -> Vec<(FieldName, Vec<&str>)> {
        let mut fields: Vec<(FieldName, Vec<&str>)> = of(kind).fields().map(|field| (field, Vec::new())).collect();
        for (label, field, _) in self.labels(kind) {
            match fields.iter_mut().find(|(known, _)| *known == field) {
                Some((_, labels)) => labels.push(label),
                None => fields.push((field, vec![label])),
            }
        }
        fields
    }
}

fn weighed<'a>(added: &'a [(String, f32)], inside: &'a [(&'static str, f32)]) -> Vec<(&'a str, f32)> {
    added.iter().map(|(text, weight)| (text.as_str(), *weight)).chain(inside.iter().copied()).collect()
}

fn both<'a>(added: &'a [String], inside: &'a [&'static str]) -> Vec<&'a str> {
    added.iter().map(String::as_str).chain(inside.iter().copied()).collect()
}

impl Kind {
    /// Whether papers of this kind are known by what is printed on them.
    pub(super) const fn is_printed(&self) -> bool {
        !matches!(self.kind, DocumentKind::Blank | DocumentKind::Other)
    }
}
