//! Rows below the header to candidates: one for each key, with what is wrong with its row.

use std::collections::BTreeMap;

use super::cell;
use super::grid::{Grid, cell_name};
use super::header::{Header, Role, is_header_again};
use crate::model::{Candidate, CellState, FieldName, RosterCell, RosterProblem, RosterProblemKind};
use crate::values::text;

/// What the rows of a sheet gave.
pub(super) struct Loaded {
    /// One for each key, in the order of the sheet.
    pub(super) candidates: Vec<Candidate>,
    /// The column that is the key.
    pub(super) key: FieldName,
    /// Rows that are no candidates, from 1.
    pub(super) skipped: Vec<u32>,
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
const KEYS: &[FieldName] = &[FieldName::TicketNo, FieldName::RegistrationNo, FieldName::IdNumber];

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

/// Reads the rows below the header.
pub(super) fn read(grid: &Grid, header: &Header) -> Loaded {
    let mut rows = Vec::new();
    let mut skipped = Vec::new();
    for row in grid.row_numbers().filter(|&row| row > header.row) {
        if is_header_again(grid, header, row) {
            skipped.push(row.saturating_add(1));
            continue;
        }
        match read_row(grid, header, row) {
            Some(candidate) => rows.push(candidate),
            None if has_text(grid, header, row) => skipped.push(row.saturating_add(1)),
            None => {}
        }
    }
    note_rounded_beside_rounded(&mut rows);
    let filled = |field: &FieldName| rows.iter().any(|c| c.cells.contains_key(field));
    let key = KEYS.iter().copied().find(filled).unwrap_or(FieldName::TicketNo);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for mut row in rows {
        note_missing(&mut row, header, key);
        row.ticket_no = key_of(&row, key);
        match places.get(&row.ticket_no).and_then(|&place| candidates.get_mut(place)) {
            Some(first) => note_duplicate(first, &row),
            None => {
                places.insert(row.ticket_no.clone(), candidates.len());
                candidates.push(row);
            }
        }
    }
    note_shared_id_numbers(&mut candidates);
    Loaded { candidates, key, skipped }
}

/// A row as a candidate, without a key yet; `None` for a row that names nobody.
fn read_row(grid: &Grid, header: &Header, row: u32) -> Option<Candidate> {
    let mut candidate = Candidate {
        row: row.saturating_add(1),
        ticket_no: String::new(),
        cells: BTreeMap::new(),
        reason: None,
        extra: Vec::new(),
        problems: Vec::new(),
    };
    let mut reasons: Vec<String> = Vec::new();
    for column in &header.columns {
        let Some(content) = grid.value(row, column.index) else { continue };
        match column.role {
            Role::Field(field) => {
                if let Some((cell, problem)) = cell::read(field, content, row, column.index) {
                    if let Some(kind) = problem {
                        candidate.problems.push(RosterProblem { kind, field: Some(field), cell: cell.cell.clone() });
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
    let text_of = |field: FieldName| candidate.cells.get(&field).map(|c| c.value.as_str());
    let has_digits =
        |field: FieldName| text_of(field).is_some_and(|v| v.chars().filter(char::is_ascii_digit).count() >= 4);
    let numbered = KEYS.iter().any(|&field| has_digits(field) && !is_note(text_of(field).unwrap_or_default()));
    let named = candidate
        .cells
        .get(&FieldName::Name)
        .is_some_and(|c| c.state != CellState::NotUnderstood && !is_note(&c.value) && c.value.chars().count() <= 50);
    // A line of notes stands alone in its row; a name that stands alone is a candidate whose row is incomplete.
    let alone = candidate.cells.len() <= 1 && candidate.extra.is_empty() && candidate.reason.is_none();
    let note_above = first_text(grid, row).is_some_and(|text| is_note(&text)) && !numbered;
    ((numbered || named) && !note_above && !(alone && !numbered && !looks_like_name(text_of(FieldName::Name))))
        .then_some(candidate)
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
fn looks_like_name(text: Option<&str>) -> bool {
    text.is_some_and(|t| {
        (2..=15).contains(&t.chars().count()) && t.chars().all(|c| text::is_han(c) || c == '·' || c == '*')
    })
}

/// The first text of a row.
fn first_text(grid: &Grid, row: u32) -> Option<String> {
    grid.row(row).next().map(|(_, cell)| cell.shown())
}

/// Whether a row has more in it than a count of rows, so that skipping it is worth telling.
fn has_text(grid: &Grid, header: &Header, row: u32) -> bool {
    let ignored = |column: u32| header.columns.iter().any(|c| c.index == column && c.role == Role::Ignored);
    grid.row(row).any(|(column, cell)| !ignored(column) || cell.shown().chars().any(text::is_han))
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

/// The key of a row: its number in the key column, or another number of its own, or its place.
///
/// A masked or rounded number may be the same for two people, so it is no key.
fn key_of(candidate: &Candidate, key: FieldName) -> String {
    let full = |field: &FieldName| candidate.cells.get(field).filter(|c| c.state == CellState::Full);
    std::iter::once(&key)
        .chain(KEYS)
        .find_map(full)
        .map_or_else(|| format!("row-{}", candidate.row), |cell| cell.value.clone())
}

/// Where the column of identity numbers was rounded, marks the numbers that only by chance look whole.
fn note_rounded_beside_rounded(rows: &mut [Candidate]) {
    let state = |c: &Candidate| c.cells.get(&FieldName::IdNumber).map(|c| c.state);
    if !rows.iter().any(|c| state(c) == Some(CellState::Rounded)) {
        return;
    }
    for candidate in rows.iter_mut().filter(|c| state(c) == Some(CellState::Full)) {
        let Some(cell) = candidate.cells.get_mut(&FieldName::IdNumber) else { continue };
        if let Some(left) = cell::rounded_too(&cell.value) {
            cell.value = left;
            cell.state = CellState::Rounded;
            let (field, cell) = (Some(FieldName::IdNumber), cell.cell.clone());
            candidate.problems.push(RosterProblem { kind: RosterProblemKind::Rounded, field, cell });
        }
    }
}

/// Notes with the first row of a key what a later row of the same key says otherwise.
fn note_duplicate(first: &mut Candidate, later: &Candidate) {
    let kind = RosterProblemKind::DuplicateTicketNo;
    first.problems.push(RosterProblem { kind, field: None, cell: later.row.to_string() });
    for (&field, cell) in &later.cells {
        if first.cells.get(&field).map(|c| &c.value) != Some(&cell.value) {
            first.problems.push(RosterProblem { kind, field: Some(field), cell: cell.cell.clone() });
        }
    }
}

/// Notes with each candidate whose identity number another one has too.
fn note_shared_id_numbers(candidates: &mut [Candidate]) {
    let number = |c: &Candidate| -> Option<RosterCell> {
        c.cells.get(&FieldName::IdNumber).filter(|c| c.state == CellState::Full).cloned()
    };
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for cell in candidates.iter().filter_map(number) {
        let seen = count.entry(cell.value).or_default();
        *seen = seen.saturating_add(1);
    }
    for candidate in candidates {
        if let Some(cell) = number(candidate).filter(|cell| count.get(&cell.value).is_some_and(|&n| n > 1)) {
            candidate.problems.push(RosterProblem {
                kind: RosterProblemKind::DuplicateIdNumber,
                field: Some(FieldName::IdNumber),
                cell: cell.cell,
            });
        }
    }
}
