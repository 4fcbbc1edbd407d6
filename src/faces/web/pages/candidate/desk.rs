//! What the page of a candidate is made of, and where everything lies in it.

use jiff::civil::Date;

use super::super::links;
use crate::faces::{masking, names};
use crate::model::{Document, FieldName, FlagKey, Rect, Round};
use crate::rulebook::Pack;
use crate::store::{CandidateResult, FileResult, review::CandidateStanding};

/// Everything that is shown of a candidate.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// What the run concluded.
    pub result: &'a CandidateResult,
    /// What people decided, as far as this reviewer may see it.
    pub standing: Option<&'a CandidateStanding>,
    /// Whether the first review is hidden from this second reviewer until they have decided.
    pub first_hidden: bool,
    /// The rules.
    pub pack: Option<&'a Pack>,
    /// The day of the run.
    pub day: Date,
    /// Fingerprint of what is shown.
    pub basis: &'a str,
    /// The review that this person decides in, or why in none.
    pub may: Result<Round, String>,
    /// Whether this person may see the list of what is looked up by hand.
    pub may_look_up: bool,
    /// Who comes before and after.
    pub around: Around,
}

/// Where the candidate stands in the queue that the reviewer came from.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// Address of the one before.
    pub previous: Option<String>,
    /// Address of the one after.
    pub next: Option<String>,
    /// Place in the queue, from 1, and its length.
    pub place: Option<(usize, usize)>,
    /// The queue as the script sends it along.
    pub wish: String,
    /// The query string of that queue.
    pub query: String,
}

/// What is shown, with what several parts of the page need to know.
pub(super) struct Desk<'a> {
    pub(super) shown: &'a Shown<'a>,
    /// All documents in order.
    pub(super) documents: Vec<&'a Document>,
    /// The keys of the flags, in their order.
    pub(super) keys: Vec<FlagKey>,
    /// Address of this page.
    pub(super) address: String,
}

impl<'a> Desk<'a> {
    pub(super) fn new(shown: &'a Shown<'a>) -> Self {
        Self {
            shown,
            documents: shown.result.files.iter().flat_map(|file| &file.documents).collect(),
            keys: FlagKey::all(&shown.result.flags),
            address: links::candidate(shown.result.ticket_no(), ""),
        }
    }

    /// The name on the roster.
    pub(super) fn name(&self) -> &'a str {
        let candidate = self.shown.result.candidate.as_ref();
        candidate.map_or("不知是谁的材料", |c| c.text(FieldName::Name).unwrap_or("（名单无姓名）"))
    }

    /// Title of the window.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.name(), self.shown.result.ticket_no().unwrap_or_default())
    }

    /// The files with their places.
    pub(super) fn files(&self) -> impl Iterator<Item = (usize, &'a FileResult)> {
        self.shown.result.files.iter().enumerate()
    }

    /// The name of a page's picture within this page.
    pub(super) fn sheet(&self, file: &str, page: u32) -> Option<String> {
        let (place, _) = self.files().find(|(_, other)| other.upload.file == file)?;
        Some(format!("s{place}-{page}"))
    }

    /// The file of that path.
    pub(super) fn file(&self, path: &str) -> Option<&'a FileResult> {
        self.shown.result.files.iter().find(|file| file.upload.file == path)
    }

    /// A value of that field as it is shown unasked.
    pub(super) fn masked(name: FieldName, value: &str) -> String {
        match name {
            FieldName::IdNumber => masking::id_number(value),
            FieldName::RegisterEntries => masking::numbers(value),
            _ => value.to_owned(),
        }
    }

    /// What a document is called here: its kind, numbered where there are several.
    pub(super) fn paper(&self, place: usize) -> String {
        let Some(document) = self.documents.get(place) else { return String::new() };
        let alike =
            |document: &&&Document| document.kind == self.documents.get(place).map_or(document.kind, |d| d.kind);
        let before = self.documents.iter().take(place).filter(alike).count();
        let all = self.documents.iter().filter(alike).count();
        let name = names::kind(document.kind);
        if all > 1 { format!("{name} {}", before + 1) } else { name.to_owned() }
    }
}

/// A rectangle for the script.
pub(super) fn numbers(rect: &Rect) -> String {
    format!("{:.1},{:.1},{:.1},{:.1}", rect.x0, rect.y0, rect.x1, rect.y1)
}
