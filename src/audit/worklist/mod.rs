//! What only a person may look up: at which portal, for whom, with which code, and whether it was done.
//!
//! The list holds codes, which are secrets: it is shown in the worklist of the review page and in its workbook, and
//! nowhere else.

mod portal;

pub use portal::{Portal, portals};

use qrcode::{QrCode, render::svg};

use crate::checks::whose::is_strangers;
use crate::model::{Answers, Document, DocumentKind, FieldName, LookUpOutcome, question};
use crate::store::CandidateResult;
use crate::store::review::{Act, LookUp, Made, Seen, Standing};

/// One document to be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// 准考证号.
    pub ticket_no: String,
    /// 姓名 on the roster.
    pub name: Option<String>,
    /// Where.
    pub portal: &'static Portal,
    /// What.
    pub kind: DocumentKind,
    /// The file it stands in.
    pub file: String,
    /// SHA-256 of that file.
    pub sha256: String,
    /// Its first page.
    pub page: u32,
    /// What is to be entered at the portal, as read from the paper. Codes among it are secrets.
    pub enter: Vec<(FieldName, String)>,
    /// Fingerprint of what is looked up; see `model::question`.
    pub question: String,
    /// What a connector's portal said, where one was asked.
    pub machine: Option<LookUpOutcome>,
    /// What a person saw.
    pub seen: Option<Made<LookUp>>,
}

impl Item {
    /// Whether nobody needs to look it up any more: a person did and got an answer, or a program did.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.seen.as_ref().is_some_and(|made| made.what.seen != Seen::Unreachable)
            || self.machine.is_some_and(LookUpOutcome::is_settled)
    }

    /// With what stands in the reviews: what a person saw, as long as the paper still says what was looked up.
    #[must_use]
    pub fn with(mut self, standing: &Standing) -> Self {
        let own = standing.of(&self.ticket_no).and_then(|own| own.looked_up.get(&(self.sha256.clone(), self.page)));
        self.seen = own.filter(|made| made.what.question.as_ref().is_none_or(|asked| *asked == self.question)).cloned();
        self
    }

    /// The entry in the journal by which a person tells what was seen.
    #[must_use]
    pub fn looked_up(&self, seen: Seen, note: Option<String>) -> Act {
        Act::LookedUp {
            ticket_no: self.ticket_no.clone(),
            sha256: self.sha256.clone(),
            page: self.page,
            portal: self.portal.name.clone(),
            asked: self.portal.enter.clone(),
            question: Some(self.question.clone()),
            seen,
            note,
        }
    }

    /// What the QR code holds: the address at the portal that opens the record. A portal without such an address gets no
    /// code: whoever scans one believes that it leads to the portal, so nothing that a candidate printed may stand in it
    /// but as an encoded value in the portal's own address.
    #[must_use]
    pub fn scan(&self) -> Option<String> {
        self.portal.scan(&self.enter)
    }

    /// The QR code as a picture (SVG).
    #[must_use]
    pub fn qr(&self) -> Option<String> {
        let code = QrCode::new(self.scan()?).ok()?;
        Some(code.render::<svg::Color<'_>>().min_dimensions(120, 120).quiet_zone(true).build())
    }
}

/// What one candidate's papers ask a person to look up, in the order of files and pages. Papers of a wholly different
/// person are left to the flag about them.
#[must_use]
pub fn items(result: &CandidateResult, standing: &Standing, answers: &Answers) -> Vec<Item> {
    let Some(candidate) = &result.candidate else { return Vec::new() };
    let item = |document: &Document| {
        let portal = portal::of(document)?;
        let enter = portal.enter.iter();
        let item = Item {
            ticket_no: candidate.ticket_no.clone(),
            name: candidate.text(FieldName::Name).map(str::to_owned),
            portal,
            kind: document.kind,
            file: document.file.clone(),
            sha256: document.sha256.clone(),
            page: document.pages.0,
            enter: enter.filter_map(|name| Some((*name, document.text(*name)?.to_owned()))).collect(),
            question: question(document, &portal.enter),
            machine: answers.about(document).map(|answer| answer.outcome),
            seen: None,
        };
        Some(item.with(standing))
    };
    let documents = result.files.iter().flat_map(|file| &file.documents);
    documents.filter(|document| !is_strangers(candidate, document)).filter_map(item).collect()
}

/// Whether there is a portal that knows this document.
#[must_use]
pub fn has_portal(document: &Document) -> bool {
    portal::of(document).is_some()
}

/// The list by portal, in the order of the portals; within one, what is not done comes first, in the order of the roster.
#[must_use]
pub fn by_portal(items: Vec<Item>) -> Vec<(&'static Portal, Vec<Item>)> {
    let mut groups: Vec<(&'static Portal, Vec<Item>)> = portals().iter().map(|portal| (portal, Vec::new())).collect();
    for item in items {
        if let Some((_, group)) = groups.iter_mut().find(|(portal, _)| *portal == item.portal) {
            group.push(item);
        }
    }
    for (_, group) in &mut groups {
        group.sort_by_key(Item::is_done);
    }
    groups.retain(|(_, group)| !group.is_empty());
    groups
}

#[cfg(test)]
mod tests;
