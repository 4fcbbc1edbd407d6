//! What only a person may look up: at which portal, for whom, with which code, and whether it was done.
//!
//! The list holds codes, which are secrets: it is shown in the worklist of the review page and in its workbook, and
//! nowhere else.

mod portal;

pub use portal::{Portal, portals};

use qrcode::{QrCode, render::svg};

use crate::checks::whose::is_strangers;
use crate::model::{Answers, Document, DocumentKind, FieldName, LookUpOutcome};
use crate::store::CandidateResult;
use crate::store::review::{LookUp, Made, Standing};

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
    /// What a connector's portal said, where one was asked.
    pub machine: Option<LookUpOutcome>,
    /// What a person saw.
    pub seen: Option<Made<LookUp>>,
}

impl Item {
    /// Whether nobody needs to look it up any more: a person did, or a portal gave its answer.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.seen.is_some() || self.machine.is_some_and(LookUpOutcome::is_settled)
    }

    /// What the QR code holds: the address that opens the record, or the number alone.
    #[must_use]
    pub fn scan(&self) -> Option<String> {
        self.portal.scan(&self.enter).or_else(|| self.enter.first().map(|(_, value)| value.clone()))
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
    let seen = standing.of(&candidate.ticket_no);
    let item = |document: &Document| {
        let portal = portal::of(document)?;
        let enter = portal.enter.iter();
        Some(Item {
            ticket_no: candidate.ticket_no.clone(),
            name: candidate.text(FieldName::Name).map(str::to_owned),
            portal,
            kind: document.kind,
            file: document.file.clone(),
            sha256: document.sha256.clone(),
            page: document.pages.0,
            enter: enter.filter_map(|name| Some((*name, document.text(*name)?.to_owned()))).collect(),
            machine: answers.about(document).map(|answer| answer.outcome),
            seen: seen.and_then(|seen| seen.looked_up.get(&(document.sha256.clone(), document.pages.0))).cloned(),
        })
    };
    let documents = result.files.iter().flat_map(|file| &file.documents);
    documents.filter(|document| !is_strangers(candidate, document)).filter_map(item).collect()
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
