//! A candidate: a row of the roster, and everything uploaded for it.

use serde::{Deserialize, Serialize};

use super::{CellState, Cells, FieldName, ScreenedFile};

/// A row of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Row in the file, from 1.
    pub row: u32,
    /// 准考证号, or what takes its place as key; unique within a run.
    pub ticket_no: String,
    /// The values of known columns; an empty cell is absent.
    pub cells: Cells,
    /// 核查原因: why the roster asks for a check.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// Columns that are not known, header to text, in the order of the sheet.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub extra: Vec<(String, String)>,
    /// What is wrong with this row.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub problems: Vec<RosterProblem>,
}

impl Candidate {
    /// The value of a cell, where it holds one: what was not understood is none.
    #[must_use]
    pub fn told(&self, name: FieldName) -> Option<&str> {
        let cell = self.cells.get(&name).filter(|cell| cell.state != CellState::NotUnderstood);
        cell.map(|cell| cell.value.as_str())
    }

    /// The text of a cell, whatever it is worth.
    #[must_use]
    pub fn text(&self, name: FieldName) -> Option<&str> {
        self.cells.get(&name).map(|c| c.value.as_str())
    }
}

/// Something wrong with the roster that the run survives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterProblem {
    /// What.
    pub kind: RosterProblemKind,
    /// The column concerned, where it is one of the known fields.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub field: Option<FieldName>,
    /// Where, e.g. `E5`, or `5` for a whole row.
    pub cell: String,
}

/// What can be wrong with a roster row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterProblemKind {
    /// The cell is empty in a column that the check needs.
    Missing,
    /// The number was rounded by a spreadsheet.
    Rounded,
    /// The value is in no form that is understood.
    NotUnderstood,
    /// Another row has the same ticket number.
    DuplicateTicketNo,
    /// Another row has the same identity number.
    DuplicateIdNumber,
}

/// One candidate with everything uploaded for it: what the checks look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The roster row; `None` for the uploads that belong to nobody.
    pub candidate: Option<Candidate>,
    /// The files, sorted by path.
    pub files: Vec<ScreenedFile>,
}

impl Case {
    /// All documents of all files, in the order of files and pages.
    pub fn documents(&self) -> impl Iterator<Item = &super::Document> {
        self.files.iter().flat_map(|f| f.documents.iter())
    }
}
