//! Floor 2. One file a document kind: what is printed on it, as data.
//!
//! A kind says by which titles and phrases it is known, which fields it has under which labels, and how its prose reads.
//! The machines in [`crate::classify`] and [`crate::extract`] read these tables through [`Kinds`], which knows what a
//! bureau added to them; adding a kind is one file and its line in [`ALL`].

mod appointment_letter;
mod blank;
mod chsi_registration;
mod chsi_verification_report;
mod diploma;
mod employment_certificate;
mod enrolment_register;
mod graduate_registration_form;
mod identity_card;
mod known;
mod labels;
pub mod lookalikes;
pub mod meaning;
mod other;
mod overseas_degree_certificate;
mod parse;
mod party_school_proof;
mod professional_title_certificate;
mod provincial_verification_report;
mod registration_form;
mod secondary_diploma_query;
mod technical_school_certificate;
mod technical_school_query;

pub use known::Kinds;
pub use labels::STOPS;
pub use parse::KindsError;

use crate::model::{DocumentKind, FieldName};

/// A document kind.
#[derive(Debug)]
pub struct Kind {
    /// Its name in the contract.
    pub kind: DocumentKind,
    /// Its titles, with `*` for anything before or after. The weight is 1 for a title that no other kind has.
    pub titles: &'static [(&'static str, f32)],
    /// How its titles are made, where no list can hold them.
    pub title_parts: Option<TitleParts>,
    /// Phrases that speak for it (or, with a negative weight, against it) wherever they stand. A title weighs 3.
    pub anchors: &'static [(&'static str, f32)],
    /// Its fields, in tables that kinds share. Their labels are known by their parts ([`meaning`]).
    pub fields: &'static [&'static [FieldName]],
    /// Labels that mean something on this kind that their parts do not say.
    pub labels: &'static [Labels],
    /// How its prose reads: regular expressions over the running text, their groups named for fields.
    pub prose: &'static [&'static str],
    /// Whether its sentences tell of somebody and of studies.
    pub sentences: bool,
    /// Which fields the unit in the signature block under the text is.
    pub signed_by: &'static [FieldName],
    /// Phrases by which a page without a title is known as this kind's second, third … page.
    pub continued_by: &'static [&'static str],
}

impl Kind {
    /// Its fields, over all tables.
    pub fn fields(&self) -> impl Iterator<Item = FieldName> + use<> {
        self.fields.iter().copied().flatten().copied()
    }

    /// Whether it has a field.
    #[must_use]
    pub fn has(&self, field: FieldName) -> bool {
        self.fields().any(|own| own == field)
    }

    /// The labels whose parts do not say what they mean here, its own first.
    pub fn irregular(&self) -> impl Iterator<Item = &'static Labels> + use<'_> {
        self.labels.iter().chain(labels::IRREGULAR).filter(|row| self.has(row.field))
    }
}

/// How titles of a kind are made: 从业 or 任职 or 工龄 before 证明, 说明 or 明细表.
#[derive(Debug)]
pub struct TitleParts {
    /// What they end in, parted by spaces.
    pub ends: &'static str,
    /// Words of which one is in them, of each list.
    pub has: &'static [&'static str],
    /// Words of which none is.
    pub lacks: &'static str,
    /// What such a title is worth, where one that is listed is worth 1.
    pub weight: f32,
}

impl TitleParts {
    /// Whether a heading, squeezed, is made so.
    #[must_use]
    pub fn fit(&self, heading: &str) -> bool {
        let any = |words: &str, of: &dyn Fn(&str) -> bool| words.split_whitespace().any(of);
        any(self.ends, &|end| heading.ends_with(end))
            && self.has.iter().all(|words| any(words, &|word| heading.contains(word)))
            && !any(self.lacks, &|word| heading.contains(word))
    }
}

/// A field and labels that it stands under.
#[derive(Debug)]
pub struct Labels {
    /// The field.
    pub field: FieldName,
    /// Its labels, without brackets and spaces, the most telling first.
    pub labels: &'static [&'static str],
}

/// Shorthand for the tables.
const fn labels(field: FieldName, labels: &'static [&'static str]) -> Labels {
    Labels { field, labels }
}

/// A kind that says nothing yet, for the tables to start from.
const NOTHING: Kind = Kind {
    kind: DocumentKind::Other,
    titles: &[],
    title_parts: None,
    anchors: &[],
    fields: &[],
    labels: &[],
    prose: &[],
    sentences: false,
    signed_by: &[],
    continued_by: &[],
};

/// Every kind, sorted by its name in the contract.
pub const ALL: &[&Kind] = &[
    &appointment_letter::KIND,
    &blank::KIND,
    &chsi_registration::KIND,
    &chsi_verification_report::KIND,
    &diploma::KIND,
    &employment_certificate::KIND,
    &enrolment_register::KIND,
    &graduate_registration_form::KIND,
    &identity_card::KIND,
    &other::KIND,
    &overseas_degree_certificate::KIND,
    &party_school_proof::KIND,
    &professional_title_certificate::KIND,
    &provincial_verification_report::KIND,
    &registration_form::KIND,
    &secondary_diploma_query::KIND,
    &technical_school_certificate::KIND,
    &technical_school_query::KIND,
];

/// What is known of a kind.
#[must_use]
pub fn of(kind: DocumentKind) -> &'static Kind {
    ALL.iter().find(|k| k.kind == kind).copied().unwrap_or(&other::KIND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_is_forgotten() {
        let listed: Vec<DocumentKind> = ALL.iter().map(|k| k.kind).collect();
        for kind in DocumentKind::ALL {
            assert!(listed.contains(kind), "{kind} is not in kinds::ALL");
            assert_eq!(of(*kind).kind, *kind);
        }
        assert_eq!(listed.len(), DocumentKind::ALL.len());
        assert!(ALL.is_sorted_by_key(|k| k.kind.as_str()));
    }

    #[test]
    fn labels_and_anchors_are_written_as_they_are_compared() {
        for kind in ALL {
            let labels =
                kind.irregular().flat_map(|f| f.labels.iter().copied()).chain(kind.continued_by.iter().copied());
            for text in labels.chain(kind.anchors.iter().map(|(text, _)| *text)).chain(STOPS.iter().copied()) {
                assert_eq!(crate::layout::squeeze(text), text, "in {}", kind.kind);
            }
        }
    }

    #[test]
    fn no_label_of_a_kind_names_two_fields() {
        for kind in ALL {
            let mut seen = std::collections::BTreeMap::new();
            for row in kind.irregular() {
                for label in row.labels {
                    let before = seen.insert(*label, row.field);
                    assert_eq!(before, None, "{label} stands twice in {}", kind.kind);
                }
            }
        }
    }

    #[test]
    fn prose_compiles_and_names_fields() -> Result<(), regex::Error> {
        for kind in ALL {
            for pattern in kind.prose {
                for name in regex::Regex::new(pattern)?.capture_names().flatten() {
                    assert!(name.parse::<FieldName>().is_ok(), "{name} in {} is no field", kind.kind);
                }
            }
        }
        Ok(())
    }
}
