//! Rows below the header to candidates: one for each key, with what is wrong with its row.

use std::collections::BTreeMap;

use super::cell::{self, Known};
use super::grid::{Grid, cell_name};
use super::header::{self, Header, Role, is_header_again};
use super::keys;
use crate::model::{Candidate, CellName, CellState, Cells, FieldName, RosterProblem, RosterProblemKind};
use crate::values::{date, person_name, text};

/// What the rows of a sheet gave.
pub(super) struct Loaded {
    /// One for each key, in the order of the sheet.
    pub(super) candidates: Vec<Candidate>,
    /// The column that is the key.
    pub(super) key: FieldName,
    /// Rows that are no candidates, from 1.
    pub(super) skipped: Vec<u32>,
    /// Rows where another header stands, whose columns are others than those above it, from 1.
    pub(super) headers_below: Vec<u32>,
}

/// Cells that papers are compared with, where the roster has the column: an empty one is told.
const NEEDED: &[FieldName] = &[
    FieldName::TicketNo,
    FieldName::Name,
    FieldName::IdNumber,
    FieldName::EducationLevel,
    FieldName::School,
    FieldName::GraduatedOn,
    FieldName::Major,
    FieldName::CertificateNo,
    FieldName::Employer,
    FieldName::ExamLevel,
    FieldName::Sex,
    FieldName::BirthDate,
];

/// What can be the candidates' key, best first.
pub(super) const KEYS: &[FieldName] = &[FieldName::TicketNo, FieldName::RegistrationNo, FieldName::IdNumber];

/// Words a row of notes or sums starts with.
const NOTE_WORDS: &[&str] = &[
    "以上",
    "共",
    "共计",
    "制表",
    "制表人",
    "制表单位",
    "制表日期",
    "合计",
    "填报",
    "填报单位",
    "填表",
    "填表人",
    "填表日期",
    "备注",
    "复核人",
    "审核",
    "审核人",
    "小计",
    "总数",
    "总计",
    "注",
    "经办",
    "经办人",
    "联系人",
    "联系电话",
    "说明",
];

/// Reads the rows below the header of each block of a sheet. Mostly there is one; printed lists have several side by side.
///
/// A large list is held once only: where there is one block, each row of the grid is dropped when it was read.
pub(super) fn read(grid: &mut Grid, blocks: &[Header]) -> Loaded {
    let mut rows: Vec<Row> = Vec::new();
    let mut skipped = Vec::new();
    let mut headers_below = Vec::new();
    let mut headers: Vec<Header> = Vec::new();
    let mut known = Known::default();
    for block in blocks {
        headers.push(block.clone());
        let below: Vec<u32> = grid.row_numbers().filter(|&row| row > block.row).collect();
        for row in below {
            let Some(header) = headers.last() else { continue };
            if is_header_again(grid, header, row) {
                match header::moved(grid, header, row) {
                    Some(other) => {
                        headers_below.push(row.saturating_add(1));
                        headers.push(other);
                    }
                    None => skipped.push(row.saturating_add(1)),
                }
                continue;
            }
            if let Some((_, first)) = header.cells(grid, row).next() {
                let note_above = is_note(&first.shown());
                let at = headers.len().saturating_sub(1);
                let (candidate, has_text) = (read_row(grid, header, row, &mut known), has_text(grid, header, row));
                rows.push(Row { header: at, candidate, note_above, has_text });
            }
            if blocks.len() == 1 {
                grid.drop_row(row);
            }
        }
    }
    let lengths = usual_lengths(&rows);
    let mut candidates = rows;
    candidates.retain(|row| {
        let somebody = is_somebody(row, &lengths);
        if !somebody && row.has_text {
            skipped.push(row.candidate.row);
        }
        somebody
    });
    note_rounded_beside_rounded(&mut candidates);
    let key = keys::choose(&candidates.iter().map(|row| &row.candidate));
    for row in &mut candidates {
        if let Some(header) = headers.get(row.header) {
            note_missing(&mut row.candidate, header, key);
        }
    }
    skipped.sort_unstable();
    skipped.dedup();
    let candidates = keys::give(candidates.into_iter().map(|row| row.candidate), key);
    Loaded { candidates, key, skipped, headers_below }
}

/// A row with something in it, and which header it stands below.
struct Row {
    header: usize,
    candidate: Candidate,
    /// Whether it starts as notes and sums do.
    note_above: bool,
    /// Whether it has more in it than a count of rows, so that skipping it is worth telling.
    has_text: bool,
}

/// A row as a candidate, without a key yet.
fn read_row(grid: &Grid, header: &Header, row: u32, known: &mut Known) -> Candidate {
    let mut candidate = Candidate {
        row: row.saturating_add(1),
        ticket_no: String::new(),
        cells: Cells::with_capacity(header.known),
        reason: None,
        extra: Vec::new(),
        problems: Vec::new(),
    };
    let mut reasons: Vec<String> = Vec::new();
    for column in &header.columns {
        let Some(content) = grid.value(row, column.index) else { continue };
        match column.role {
            Role::Field(field) => {
                if let Some((cell, problem)) =
                    known.read(field, content, CellName::at(row, column.index), grid.epoch_1904)
                {
                    if let Some(kind) = problem {
                        candidate.problems.push(RosterProblem {
                            kind,
                            field: Some(field),
                            cell: cell.cell.to_string(),
                        });
                    }
                    candidate.cells.insert(field, cell);
                }
            }
            Role::Reason => reasons.push(cell::shown(content)),
            Role::Extra => candidate.extra.push((column.header.clone(), cell::shown(content))),
            Role::Ignored => {}
        }
    }
    if !reasons.is_empty() {
        candidate.reason = Some(reasons.join("；"));
    }
    // There may be a hundred thousand of these, held to the end of the run.
    candidate.cells.shrink_to_fit();
    candidate.extra.shrink_to_fit();
    candidate.problems.shrink_to_fit();
    candidate
}

/// How long the numbers of each key column mostly are.
fn usual_lengths(rows: &[Row]) -> BTreeMap<FieldName, usize> {
    let usual = |&field: &FieldName| {
        let mut count: BTreeMap<usize, usize> = BTreeMap::new();
        let in_company = rows.iter().filter(|row| row.candidate.cells.len() > 1);
        for value in in_company.filter_map(|row| row.candidate.told(field)) {
            let seen = count.entry(value.chars().count()).or_default();
            *seen = seen.saturating_add(1);
        }
        count.into_iter().max_by_key(|&(length, seen)| (seen, length)).map(|(length, _)| (field, length))
    };
    KEYS.iter().filter_map(usual).collect()
}

/// Whether a row is somebody, and not a line of notes, a sum or a date below the table.
fn is_somebody(row: &Row, lengths: &BTreeMap<FieldName, usize>) -> bool {
    let candidate = &row.candidate;
    // A line of notes stands alone in its row; a name that stands alone is a candidate whose row is incomplete.
    let alone = candidate.cells.len() <= 1 && candidate.extra.is_empty() && candidate.reason.is_none();
    let numbered = KEYS.iter().any(|field| {
        let Some(cell) = candidate.cells.get(field).filter(|cell| !is_note(&cell.value)) else { return false };
        let digits = cell.value.chars().filter(char::is_ascii_digit).count();
        // Beside other numbers of the column it is one of them; else it needs company, and must be no date.
        let usual = lengths.get(field) == Some(&cell.value.chars().count());
        digits >= 4 && (usual || !alone) && (digits > 8 || !is_date(cell.raw()))
    });
    let named = candidate
        .cells
        .get(&FieldName::Name)
        .is_some_and(|c| c.state != CellState::NotUnderstood && !is_note(&c.value) && c.value.chars().count() <= 50);
    // Where name and numbers are spoilt, the rest of the row still stands for somebody.
    let filled = candidate.cells.len() >= 4;
    let note_above = row.note_above && !numbered;
    let nameless = alone && !numbered && !candidate.text(FieldName::Name).is_some_and(looks_like_name);
    (numbered || named || filled) && !note_above && !nameless
}

/// Whether a text is a date as people write it below a table.
fn is_date(text: &str) -> bool {
    text.contains(['年', '月', '日']) || (text.contains(['-', '/', '.']) && date::parse(text).is_some())
}

/// Whether the text starts as notes and sums do.
fn is_note(text: &str) -> bool {
    let text = text::compact(text);
    NOTE_WORDS.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(['：', ':', '(', '（', '.', '、'])
                || rest.chars().any(|c| c.is_ascii_digit())
        })
    })
}

/// Whether a text that stands alone in its row can be a name.
fn looks_like_name(text: &str) -> bool {
    person_name::is_likely(text) || text.contains(['·', '*'])
}

/// Whether a row has more in it than a count of rows, so that skipping it is worth telling.
fn has_text(grid: &Grid, header: &Header, row: u32) -> bool {
    let ignored = |column: u32| header.columns.iter().any(|c| c.index == column && c.role == Role::Ignored);
    header.cells(grid, row).any(|(column, cell)| !ignored(column) || cell.shown().chars().any(text::is_han))
}

/// Notes needed cells that are empty in columns the roster has.
fn note_missing(candidate: &mut Candidate, header: &Header, key: FieldName) {
    for &field in NEEDED {
        // A column of ticket numbers that is empty all the way down is no column: another key took its place.
        if field == FieldName::TicketNo && key != FieldName::TicketNo {
            continue;
        }
        if let Some(column) = header.column(field)
            && !candidate.cells.contains_key(&field)
        {
            let cell = cell_name(candidate.row.saturating_sub(1), column.index);
            candidate.problems.push(RosterProblem { kind: RosterProblemKind::Missing, field: Some(field), cell });
        }
    }
}

/// Where the column of identity numbers was rounded, marks the numbers that only by chance look whole.
fn note_rounded_beside_rounded(rows: &mut [Row]) {
    let state = |c: &Candidate| c.cells.get(&FieldName::IdNumber).map(|c| c.state);
    if !rows.iter().any(|row| state(&row.candidate) == Some(CellState::Rounded)) {
        return;
    }
    for candidate in rows.iter_mut().map(|row| &mut row.candidate).filter(|c| state(c) == Some(CellState::Full)) {
        let Some(cell) = candidate.cells.get_mut(&FieldName::IdNumber) else { continue };
        if let Some(left) = cell::rounded_too(&cell.value) {
            cell.value = left;
            cell.state = CellState::Rounded;
            let (field, cell) = (Some(FieldName::IdNumber), cell.cell.to_string());
            candidate.problems.push(RosterProblem { kind: RosterProblemKind::Rounded, field, cell });
        }
    }
}
