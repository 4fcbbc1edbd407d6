//! The education router: which proofs the announcement accepts for this schooling.
//!
//! A pure function from schooling to rows. It answers with every row that may apply, never with a single forced one: the
//! announcement's boundaries are loose (the year 2002 and June 2005 stand in two rows), and a school's type or province
//! cannot always be told. A row may accept a proof and still leave something to tell (the exception for those who can get
//! no report). No row at all is an answer too: a person decides.

use crate::model::{DocumentKind, Lookalike};

use super::{Pack, Route, Schooling};

/// The rows that may apply.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<'a> {
    /// In the order of the pack; empty where the announcement has no row and a person decides.
    pub rows: Vec<&'a Route>,
}

/// A proof that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof<'a> {
    /// Its kind.
    pub kind: DocumentKind,
    /// The site that it is a page of, where the page tells.
    pub site: Option<&'a str>,
}

impl From<DocumentKind> for Proof<'_> {
    fn from(kind: DocumentKind) -> Self {
        Self { kind, site: None }
    }
}

/// Papers that answer together, and from which row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Set<'a> {
    /// All of these.
    pub kinds: &'a [DocumentKind],
    /// The row.
    pub row: &'a Route,
}

/// Which rows of the pack may apply to this schooling.
#[must_use]
pub fn route<'a>(pack: &'a Pack, schooling: &Schooling) -> Answer<'a> {
    Answer { rows: pack.education.iter().filter(|row| applies(row, schooling)).collect() }
}

/// Whether the row may apply: nothing that is known speaks against it. What nobody is asked for is taken only of those of
/// whom it is certain that they are meant, and an exception by date only where the date is known.
fn applies(row: &Route, schooling: &Schooling) -> bool {
    let school = if row.asked {
        row.schools.iter().any(|school| schooling.schools.contains(school))
    } else {
        schooling.schools.iter().all(|school| row.schools.contains(school))
    };
    if row.severity.is_some() && (row.from.is_some() || row.to.is_some()) && schooling.graduated.is_none() {
        return false;
    }
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
    /// The row whose proof is complete among these, of several the one that leaves least to tell.
    #[must_use]
    pub fn accepted(&self, proofs: &[Proof<'_>]) -> Option<&'a Route> {
        let complete = |row: &&&'a Route| row.accepts.iter().any(|set| is_complete(row, set, proofs));
        self.rows.iter().filter(complete).copied().min_by_key(|row| row.severity)
    }

    /// A row that accepts a paper which is of no kind and looks like this.
    #[must_use]
    pub fn accepts_lookalike(&self, lookalike: Lookalike) -> bool {
        self.rows.iter().any(|row| row.or_lookalike.contains(&lookalike))
    }

    /// The first row that these satisfy for now.
    #[must_use]
    pub fn provisional(&self, proofs: &[Proof<'_>]) -> Option<&'a Route> {
        self.rows.iter().copied().find(|row| row.provisional.iter().any(|set| is_complete(row, set, proofs)))
    }

    /// A row of which one document is there and another is still missing, with the missing kinds.
    #[must_use]
    pub fn begun(&self, proofs: &[Proof<'_>]) -> Option<(&'a Route, Vec<DocumentKind>)> {
        let there = |kind: &DocumentKind| proofs.iter().any(|proof| proof.kind == *kind);
        self.rows.iter().copied().filter(|row| row.asked).find_map(|row| {
            let set = row.accepts.iter().find(|set| set.len() > 1 && set.first().is_some_and(there))?;
            Some((row, set.iter().copied().filter(|kind| !there(kind)).collect()))
        })
    }

    /// The sets of papers of which one is asked for, in the order of the rows, without repetition: first those that are
    /// for everybody, then those of exceptions.
    #[must_use]
    pub fn asked(&self) -> Vec<Set<'a>> {
        let mut asked: Vec<Set<'a>> = Vec::new();
        let rows = self.rows.iter().filter(|row| row.asked);
        for row in rows.clone().filter(|row| row.only.is_none()).chain(rows.filter(|row| row.only.is_some())) {
            for kinds in &row.accepts {
                let known = |set: &Set<'_>| set.kinds == kinds.as_slice() && set.row.site == row.site;
                if !asked.iter().any(known) {
                    asked.push(Set { kinds, row });
                }
            }
        }
        asked
    }
}

/// Whether all of a set is there. A page that does not tell its site may be of any.
fn is_complete(row: &Route, set: &[DocumentKind], proofs: &[Proof<'_>]) -> bool {
    let from = |proof: &Proof<'_>| match (&row.site, proof.site) {
        (Some(wanted), Some(site)) => wanted == site,
        (None, _) | (_, None) => true,
    };
    set.iter().all(|kind| proofs.iter().any(|proof| proof.kind == *kind && from(proof)))
}
