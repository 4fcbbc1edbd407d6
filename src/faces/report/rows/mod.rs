//! The tables for people, one a file: their columns, and the rows that one candidate's result gives. What they are
//! written into, workbook or text, is not known here.

mod candidates;
mod documents;
mod fields;
mod flags;
mod manifest;

use super::secrets::Secrets;
use crate::{model::FieldName, rulebook::Pack, store::CandidateResult};

/// A table for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// A row a candidate.
    Candidates,
    /// A row a flag.
    Flags,
    /// A row a field.
    Fields,
    /// A row a document, or a file that holds none.
    Documents,
    /// A row a file, as `manifest.csv` has them. It is a table of text alone.
    Manifest,
}

impl Table {
    /// All, in the order of the workbook.
    pub const ALL: &'static [Self] = &[Self::Candidates, Self::Flags, Self::Fields, Self::Documents];

    /// All that are written as text.
    pub const AS_TEXT: &'static [Self] =
        &[Self::Candidates, Self::Flags, Self::Fields, Self::Documents, Self::Manifest];

    /// Its name on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Candidates => "candidates",
            Self::Flags => "flags",
            Self::Fields => "fields",
            Self::Documents => "documents",
            Self::Manifest => "manifest",
        }
    }

    /// Its title for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Candidates => "考生",
            Self::Flags => "疑点",
            Self::Fields => "提取字段",
            Self::Documents => "材料",
            Self::Manifest => "归属清单",
        }
    }

    /// Its columns, from left to right.
    pub(super) const fn columns(self) -> &'static [Column] {
        match self {
            Self::Candidates => candidates::COLUMNS,
            Self::Flags => flags::COLUMNS,
            Self::Fields => fields::COLUMNS,
            Self::Documents => documents::COLUMNS,
            Self::Manifest => manifest::COLUMNS,
        }
    }

    /// The rows of the candidate that stands at this place (from 1) in the results, secrets hidden.
    pub(super) fn rows(self, place: usize, result: &CandidateResult, pack: Option<&Pack>) -> Vec<Vec<Cell>> {
        let rows = match self {
            Self::Candidates => candidates::rows(place, result, pack),
            Self::Flags => flags::rows(place, result),
            Self::Fields => fields::rows(place, result),
            Self::Documents => documents::rows(place, result),
            Self::Manifest => manifest::rows(result),
        };
        let secrets = Secrets::of(result);
        rows.into_iter().map(|row| row.into_iter().map(|cell| cell.hiding(&secrets)).collect()).collect()
    }
}

/// A column: its title and its width in characters of the usual size, a Chinese one counting two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) title: &'static str,
    pub(super) width: f64,
    /// Whether it is on paper too, or on screen only.
    pub(super) printed: bool,
}

/// A column of that title and width.
const fn column(title: &'static str, width: f64) -> Column {
    Column { title, width, printed: true }
}

/// A column for the screen alone. These stand last.
const fn on_screen(title: &'static str, width: f64) -> Column {
    Column { title, width, printed: false }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing, or a place to write by hand.
    Empty,
    /// Text, never taken for a number or a formula.
    Text(String),
    /// A short text that stands out.
    Mark(Tone, &'static str),
    /// A whole number.
    Count(u32),
    /// A share, 0 to 1.
    Share(f32),
}

/// How a marked cell stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tone {
    /// Nothing to do.
    Good,
    /// Worth knowing.
    Quiet,
    /// Should be looked at.
    Warn,
    /// Must be looked at.
    Bad,
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    fn hiding(self, secrets: &Secrets) -> Self {
        match self {
            Self::Text(text) => Self::Text(secrets.hide(&text)),
            Self::Empty | Self::Mark(..) | Self::Count(_) | Self::Share(_) => self,
        }
    }
}

/// The cells that every table begins with: place, ticket number and name.
fn who(place: usize, result: &CandidateResult) -> Vec<Cell> {
    let place = Cell::Count(u32::try_from(place).unwrap_or(u32::MAX));
    match &result.candidate {
        Some(candidate) => vec![
            place,
            Cell::text(candidate.ticket_no.as_str()),
            Cell::text(candidate.text(FieldName::Name).unwrap_or_default()),
        ],
        None => vec![place, Cell::Empty, Cell::text("（名单以外）")],
    }
}

/// Adds to a list what is not in it yet.
fn add_once<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
