//! Whose a file is, as far as the manifest and the ticket number in its path tell.

use std::collections::BTreeMap;

use crate::{
    intake::Manifest,
    model::{Document, OwnerClaim, OwnerReason, Upload},
    roster::Roster,
};

/// The candidates by ticket number, with their places in the roster.
pub(super) struct Owners<'a> {
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Owners<'a> {
    pub(super) fn new(roster: &'a Roster) -> Self {
        Self { places: roster.candidates.iter().enumerate().map(|(at, c)| (c.ticket_no.as_str(), at)).collect() }
    }

    /// What the manifest and the path claim.
    pub(super) fn by_path(&self, upload: &Upload, manifest: &Manifest) -> Vec<OwnerClaim> {
        let claim = |ticket_no: &str, reason| OwnerClaim { ticket_no: ticket_no.to_owned(), reason };
        let listed = manifest.of(&upload.file).filter(|entry| self.places.contains_key(entry.ticket_no.as_str()));
        let parts = upload.file.split(|c: char| !c.is_ascii_alphanumeric());
        let named = parts.filter(|part| self.places.contains_key(part));
        listed
            .map(|entry| claim(&entry.ticket_no, OwnerReason::Manifest))
            .chain(named.map(|ticket_no| claim(ticket_no, OwnerReason::TicketNoInPath)))
            .collect()
    }

    /// What the documents themselves claim.
    pub(super) fn by_documents(&self, _: &[Document]) -> Vec<OwnerClaim> {
        Vec::new()
    }

    /// The place in the roster of the first claim.
    pub(super) fn place(&self, claims: &[OwnerClaim]) -> Option<usize> {
        self.places.get(claims.first()?.ticket_no.as_str()).copied()
    }
}
