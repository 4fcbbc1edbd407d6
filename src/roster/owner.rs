//! Whose an upload is: everything that speaks for a candidate, in the contract's order of trust.
//!
//! Manifest, ticket number in the path, identity number in the path, name in the path, identity number on a document,
//! name with birth date on a document. Every claim is kept; the first decides, and where others differ the checks say
//! so. Within one reason the folders come before the file's own name, the nearest folder first: folders are laid out by
//! whoever collects the papers, file names are the candidate's own, who may well hand in somebody else's paper.
//!
//! A claim is only made where it is sure what the path says. 王明 does not stand in 王明芳, nor a ticket number inside
//! a longer number; what the path leaves open, the document decides.

mod names;
mod numbers;
mod people;

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::intake::{MANIFEST_NAME, Manifest, Trouble, TroubleKind};
use crate::model::{Assignment, Candidate, Document, FieldName, OwnerClaim, OwnerReason, Upload};
use names::Names;
use people::People;

/// The candidates by what they can be known by.
#[derive(Debug)]
pub struct Owners<'a> {
    candidates: &'a [Candidate],
    /// Keys, folded, to places in the roster.
    keys: BTreeMap<String, usize>,
    /// Those that name more than one candidate: a ticket number that two people have on the roster says of no paper whose it
    /// is.
    shared: BTreeSet<String>,
    /// Ticket numbers that hold more than letters and digits; they cannot be looked up run by run.
    spelt: Vec<(String, usize)>,
    people: People,
    names: Names,
}

/// A ticket number that is shorter stands in too many file names by chance; it counts only as a folder's whole name.
const SHORTEST_TICKET: usize = 6;

impl<'a> Owners<'a> {
    /// The candidates of a roster, by everything they can be known by.
    #[must_use]
    pub fn new(candidates: &'a [Candidate]) -> Self {
        let mut keys = BTreeMap::new();
        for (place, candidate) in candidates.iter().enumerate() {
            keys.entry(folded(&candidate.ticket_no)).or_insert(place);
        }
        keys.remove("");
        // The second of them goes by another key; the number itself still stands in her row.
        let others = candidates.iter().filter_map(|c| Some((c, c.told(FieldName::TicketNo)?)));
        let others = others.filter(|(candidate, ticket)| candidate.ticket_no != *ticket);
        let shared: BTreeSet<String> = others.map(|(_, ticket)| folded(ticket)).collect();
        let plain = |ticket: &str| ticket.chars().all(|c| c.is_ascii_alphanumeric());
        let sure = keys.iter().filter(|(ticket, _)| !shared.contains(*ticket));
        let spelt = sure.filter(|(t, _)| !plain(t)).map(|(t, place)| (t.clone(), *place)).collect();
        Self { candidates, keys, shared, spelt, people: People::new(candidates), names: Names::new(candidates) }
    }

    /// What people said on the review page: it comes before everything else. Somebody who is not on the roster is not
    /// kept to ([`Self::gone`]).
    #[must_use]
    pub fn by_people(&self, upload: &Upload, assigned: &[Assignment]) -> Vec<OwnerClaim> {
        let mut said = assigned.iter().filter(|said| said.file == upload.file && said.sha256 == upload.sha256);
        let ticket_no = match said.next_back().map(|said| said.ticket_no.as_deref()) {
            None => return Vec::new(),
            Some(None) => "",
            Some(Some(ticket_no)) if self.keys.contains_key(&folded(ticket_no)) => ticket_no,
            Some(Some(_)) => return Vec::new(),
        };
        vec![OwnerClaim { ticket_no: ticket_no.to_owned(), reason: OwnerReason::Reviewer }]
    }

    /// Files that people gave to somebody who is not on this roster.
    #[must_use]
    pub fn gone(&self, uploads: &[Upload], assigned: &[Assignment]) -> Vec<Trouble> {
        let there = |said: &&Assignment| uploads.iter().any(|own| own.file == said.file && own.sha256 == said.sha256);
        let gone = assigned.iter().filter_map(|said| Some((said, said.ticket_no.as_ref()?)));
        gone.filter(|(said, ticket_no)| !self.keys.contains_key(&folded(ticket_no)) && there(said))
            .map(|(said, ticket_no)| {
                Trouble::new(&said.file, TroubleKind::AssignedUnknownTicket { ticket_no: ticket_no.clone() })
            })
            .collect()
    }

    /// What the manifest and the path say.
    #[must_use]
    pub fn by_path(&self, upload: &Upload, manifest: &Manifest) -> Vec<OwnerClaim> {
        let mut claims = Claims::default();
        // What the manifest says of an archive holds for the files in it.
        let around = upload.file.match_indices('/').filter_map(|(at, _)| upload.file.get(..at));
        for file in std::iter::once(upload.file.as_str()).chain(around) {
            for entry in manifest.of(file) {
                if let Some(place) = self.ticket(&folded(&entry.ticket_no)) {
                    claims.add(self.candidates, place, OwnerReason::Manifest);
                }
            }
        }
        let parts = Part::all(&upload.file);
        for part in &parts {
            for place in self.tickets_in(part) {
                claims.add(self.candidates, place, OwnerReason::TicketNoInPath);
            }
        }
        for part in &parts {
            for number in numbers::identity(&part.text) {
                for place in self.people.with_number(&number) {
                    claims.add(self.candidates, place, OwnerReason::IdNumberInPath);
                }
            }
        }
        for part in &parts {
            for place in self.names.within(&part.text) {
                claims.add(self.candidates, place, OwnerReason::NameInPath);
            }
        }
        claims.0
    }

    /// What the documents of a file say themselves.
    #[must_use]
    pub fn by_documents(&self, documents: &[Document]) -> Vec<OwnerClaim> {
        let mut claims = Claims::default();
        for document in documents {
            for place in self.people.by_number_on(document) {
                claims.add(self.candidates, place, OwnerReason::IdNumberOnDocument);
            }
        }
        for document in documents {
            for place in self.people.by_name_on(document) {
                claims.add(self.candidates, place, OwnerReason::NameOnDocument);
            }
        }
        claims.0
    }

    /// The place in the roster that these claims come down to: the first decides.
    #[must_use]
    pub fn place(&self, claims: &[OwnerClaim]) -> Option<usize> {
        self.keys.get(&folded(&claims.first()?.ticket_no)).copied()
    }

    /// The rows of the manifest whose ticket number is not on the roster.
    #[must_use]
    pub fn unknown(&self, manifest: &Manifest) -> Vec<Trouble> {
        let unknown = manifest.entries.iter().filter(|entry| !self.keys.contains_key(&folded(&entry.ticket_no)));
        unknown
            .map(|entry| TroubleKind::ManifestUnknownTicket { line: entry.line, ticket_no: entry.ticket_no.clone() })
            .map(|kind| Trouble::new(MANIFEST_NAME, kind))
            .collect()
    }

    /// The candidate whom a folded ticket number names alone.
    fn ticket(&self, ticket: &str) -> Option<usize> {
        self.keys.get(ticket).filter(|_| !self.shared.contains(ticket)).copied()
    }

    fn tickets_in(&self, part: &Part) -> Vec<usize> {
        if part.folder
            && let Some(place) = self.ticket(&part.text)
        {
            return vec![place];
        }
        let long = |text: &&str| text.chars().count() >= SHORTEST_TICKET;
        let runs = numbers::runs(&part.text);
        let mut places: Vec<usize> = runs.into_iter().filter(long).filter_map(|run| self.ticket(run)).collect();
        let spelt = self.spelt.iter().filter(|(ticket, _)| long(&ticket.as_str()));
        places.extend(spelt.filter(|(ticket, _)| numbers::stands_alone(&part.text, ticket)).map(|(_, place)| *place));
        places
    }
}

/// Claims without doubles, in the order in which they were found.
#[derive(Default)]
struct Claims(Vec<OwnerClaim>);

impl Claims {
    fn add(&mut self, candidates: &[Candidate], place: usize, reason: OwnerReason) {
        let Some(candidate) = candidates.get(place) else { return };
        let claim = OwnerClaim { ticket_no: candidate.ticket_no.clone(), reason };
        if !self.0.contains(&claim) {
            self.0.push(claim);
        }
    }
}

/// One part of a path.
struct Part {
    /// Folded; without its ending where it is the file's own name.
    text: String,
    folder: bool,
}

impl Part {
    /// The nearest folder first, then the ones around it, then the file's own name.
    fn all(path: &str) -> Vec<Self> {
        let (folders, file) = path.rsplit_once('/').map_or((None, path), |(folders, file)| (Some(folders), file));
        let stem = match file.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 && ending.is_ascii() => stem,
            _ => file,
        };
        let folders = folders.into_iter().flat_map(|folders| folders.rsplit('/'));
        // An archive or a letter is a folder, and the ending of its name says nothing.
        let folders = folders.map(|text| {
            let stem = [".zip", ".rar", ".7z", ".tar", ".tar.gz", ".tgz", ".eml", ".msg"].iter().find_map(|ending| {
                let at = text.len().checked_sub(ending.len())?;
                text.get(at..).filter(|end| end.eq_ignore_ascii_case(ending)).and_then(|_| text.get(..at))
            });
            stem.unwrap_or(text)
        });
        let mut parts: Vec<Self> = folders.map(|text| Self { text: folded(text), folder: true }).collect();
        parts.push(Self { text: folded(stem), folder: false });
        parts
    }
}

/// For looking up: compatibility forms resolved, upper case, nothing around.
fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_uppercase()
}

#[cfg(test)]
mod tests;
