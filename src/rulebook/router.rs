//! The education router: which proofs the announcement accepts for this schooling.
//!
//! A pure function from schooling to rows. It answers with every row that may apply, never with a single forced one: the
//! announcement's boundaries are loose (the year 2002 and June 2005 stand in two rows), and a school's type or province
//! cannot always be told. No row at all is an answer too: a person decides.

use std::collections::BTreeSet;

use crate::model::DocumentKind;

use super::{Pack, Route, Schooling};

/// The rows that may apply.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<'a> {
    /// In the order of the pack; empty where the announcement has no row and a person decides.
    pub rows: Vec<&'a Route>,
}

/// Which rows of the pack may apply to this schooling.
#[must_use]
pub fn route<'a>(pack: &'a Pack, schooling: &Schooling) -> Answer<'a> {
    Answer { rows: pack.education.iter().filter(|row| applies(row, schooling)).collect() }
}

/// Whether the row may apply: nothing that is known speaks against it.
fn applies(row: &Route, schooling: &Schooling) -> bool {
    let school = row.schools.iter().any(|school| schooling.schools.contains(school));
    let province = match (row.home, schooling.home) {
        (Some(row), Some(own)) => row == own,
        (None, _) | (_, None) => true,
    };
    let date = schooling.graduated.is_none_or(|(earliest, latest)| {
        row.from.is_none_or(|(first, _)| latest >= first) && row.to.is_none_or(|(_, last)| earliest <= last)
    });
    school && province && date
}

impl<'a> Answer<'a> {
    /// The first row whose proof is complete among these kinds.
    #[must_use]
    pub fn accepted(&self, there: &BTreeSet<DocumentKind>) -> Option<&'a Route> {
        self.rows.iter().copied().find(|row| row.accepts.iter().any(|set| complete(set, there)))
    }

    /// The first row that these kinds satisfy for now.
    #[must_use]
    pub fn provisional(&self, there: &BTreeSet<DocumentKind>) -> Option<&'a Route> {
        self.rows.iter().copied().find(|row| row.provisional.iter().any(|set| complete(set, there)))
    }

    /// A row of which one document is there and another is still missing, with the missing kinds.
    #[must_use]
    pub fn begun(&self, there: &BTreeSet<DocumentKind>) -> Option<(&'a Route, Vec<DocumentKind>)> {
        self.rows.iter().copied().find_map(|row| {
            let set = row.accepts.iter().find(|set| set.len() > 1 && set.first().is_some_and(|k| there.contains(k)))?;
            Some((row, set.iter().copied().filter(|kind| !there.contains(kind)).collect()))
        })
    }

    /// Every kind that alone or with others is accepted, in the order of the rows, without repetition.
    #[must_use]
    pub fn kinds(&self) -> Vec<DocumentKind> {
        let mut kinds = Vec::new();
        for kind in self.rows.iter().flat_map(|row| row.accepts.iter().flatten()) {
            if !kinds.contains(kind) {
                kinds.push(*kind);
            }
        }
        kinds
    }
}

fn complete(set: &[DocumentKind], there: &BTreeSet<DocumentKind>) -> bool {
    set.iter().all(|kind| there.contains(kind))
}
