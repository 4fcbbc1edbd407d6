//! Floor 3. The roster as it comes (xlsx, xls, csv) to candidates; document to candidate.
//!
//! [`load`] works on bytes. It finds the sheet and its header, knows columns by what they are called, and turns rows
//! into candidates. What is wrong with a row stays with the candidate, what is worth knowing of the whole is a
//! [`Notice`], and only a file that names nobody is a [`RosterError`].

mod biff;
mod cell;
mod delimited;
mod error;
mod grid;
mod header;
mod keys;
mod notice;
mod number_format;
mod owner;
mod package;
mod rows;
mod sheets;
mod spoilt;
mod workbook;

pub use error::{LooksLike, RosterError, Why};
pub use notice::{Elsewhere, LeftOut, Notice};
pub use owner::Owners;

use crate::intake::Torn;
use crate::model::{Candidate, FieldName};
use grid::Grid;
use header::Header;
use sheets::Sheet;

/// A roster that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// The sheet it stands in.
    pub sheet: String,
    /// The last row of its header, from 1.
    pub header_row: u32,
    /// Which column is the candidates' key: `ticket_no`, or what takes its place.
    pub key: FieldName,
    /// The columns in the order of the sheet: header cell, header, and which field it is.
    pub columns: Vec<RosterColumn>,
    /// One for each ticket number, in the order of the sheet.
    pub candidates: Vec<Candidate>,
    /// What the clerk should know about the roster as a whole.
    pub notices: Vec<Notice>,
}

/// A column of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterColumn {
    /// The header's cell, e.g. `E1`.
    pub cell: String,
    /// The header as printed, without white space.
    pub header: String,
    /// Which field it is; `None` where it is kept as it stands, or not kept.
    pub field: Option<FieldName>,
}

/// Columns that checks compare with, and that a roster should have.
const EXPECTED: &[FieldName] = &[
    FieldName::Name,
    FieldName::IdNumber,
    FieldName::EducationLevel,
    FieldName::School,
    FieldName::Major,
    FieldName::GraduatedOn,
];

/// Reads a roster. `file_name` is only for messages: what the file is, its bytes say.
///
/// # Errors
///
/// Gives what is wrong, where, and what to do next, if no candidate can be had from the file.
pub fn load(bytes: &[u8], file_name: &str) -> Result<Roster, RosterError> {
    let fail = |why: Why| RosterError { file: file_name.to_owned(), why };
    let grids = tables(bytes).map_err(fail)?;
    if grids.iter().all(|grid| grid.row_numbers().next().is_none()) {
        return Err(fail(Why::NothingInIt));
    }
    let headers: Vec<Option<Header>> = grids.iter().map(header::find).collect();
    let known = grids.iter().zip(&headers).filter_map(|(grid, header)| Some((grid, header.as_ref()?)));
    let Some((nearest, header)) = known.clone().max_by_key(|(_, header)| header.known) else {
        return Err(fail(no_header(&grids)));
    };
    if !known.clone().any(|(_, header)| header.names_somebody()) {
        return Err(fail(Why::NobodyNamed { sheet: nearest.name.clone(), row: header.row.saturating_add(1) }));
    }
    if let Some((line, how)) = known.clone().find_map(|(grid, header)| torn(grid, header)) {
        return Err(fail(Why::Torn { line, how }));
    }
    let both = grids.into_iter().zip(headers).filter_map(|(grid, header)| Some((grid, header?)));
    let naming = both.filter(|(_, header)| header.names_somebody());
    let mut read: Vec<Sheet> = naming.map(|(grid, header)| Sheet::read(grid, header)).collect();
    let chosen = sheets::choose(&read).unwrap_or(0);
    let left_out = sheets::left_out(&read, chosen).map_err(fail)?;
    if chosen >= read.len() {
        return Err(fail(Why::NothingInIt));
    }
    let sheet = read.swap_remove(chosen);
    let notices = [left_out, notices(&sheet)].concat();
    let Sheet { grid, header, loaded, .. } = sheet;
    if loaded.candidates.is_empty() {
        return Err(fail(Why::NoCandidates { sheet: grid.name, row: header.row.saturating_add(1) }));
    }
    let columns = header
        .columns
        .iter()
        .map(|column| RosterColumn {
            cell: grid::cell_name(header.row, column.index),
            header: column.header.clone(),
            field: match column.role {
                header::Role::Field(field) => Some(field),
                header::Role::Reason | header::Role::Extra | header::Role::Ignored => None,
            },
        })
        .collect();
    Ok(Roster {
        sheet: grid.name,
        header_row: header.row.saturating_add(1),
        key: loaded.key,
        columns,
        candidates: loaded.candidates,
        notices,
    })
}

/// What is worth telling of the columns of a sheet and of how it is laid out.
fn notices(sheet: &Sheet) -> Vec<Notice> {
    let Sheet { grid, header, loaded, blocks, .. } = sheet;
    let mut notices = header.notices.clone();
    if loaded.key != FieldName::TicketNo {
        notices.push(Notice::KeyIsNotTicketNo { key: loaded.key });
    }
    let missing = EXPECTED.iter().filter(|&&field| header.column(field).is_none());
    notices.extend(missing.map(|&field| Notice::ColumnMissing { field }));
    if *blocks > 1 {
        notices.push(Notice::SideBySide { blocks: *blocks });
    }
    if !loaded.headers_below.is_empty() {
        notices.push(Notice::HeaderBelow { rows: loaded.headers_below.clone() });
    }
    if !loaded.skipped.is_empty() {
        notices.push(Notice::RowsSkipped { rows: loaded.skipped.clone() });
    }
    let rows = loaded.candidates.iter().map(|candidate| candidate.row);
    let hidden: Vec<u32> = rows.filter(|row| grid.hidden_rows.contains(&row.saturating_sub(1))).collect();
    if !hidden.is_empty() {
        notices.push(Notice::HiddenRows { rows: hidden });
    }
    notices.extend(header.columns.iter().filter(|column| column.hidden).filter_map(|column| match column.role {
        header::Role::Field(field) => {
            Some(Notice::HiddenColumn { field, cell: grid::cell_name(header.row, column.index) })
        }
        header::Role::Reason | header::Role::Extra | header::Role::Ignored => None,
    }));
    notices
}

/// Where and how the records of a text table are torn, if they are: a torn table is refused, as people would be lost or mixed
/// without a word.
fn torn(grid: &Grid, header: &Header) -> Option<(u32, Torn)> {
    // A header may stand in two rows, and the lower one end early.
    let above = grid.fields.iter().filter(|(row, _)| *row <= header.row).map(|&(_, fields)| fields);
    let columns = above.max().unwrap_or(u32::MAX);
    // Empty fields at the end shift nothing.
    let reaches = |row: u32| grid.row(row).last().is_some_and(|(column, _)| column >= columns);
    grid.torn.or_else(|| {
        let mut below = grid.fields.iter().map(|&(row, _)| row).filter(|&row| row > header.row);
        below.find(|&row| reaches(row)).map(|row| (row.saturating_add(1), Torn::TooManyFields))
    })
}

/// The sheets of a file, by what its bytes are.
fn tables(bytes: &[u8]) -> Result<Vec<Grid>, Why> {
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let text = String::from_utf8_lossy(start).trim_start_matches('\u{FEFF}').trim_start().to_ascii_lowercase();
    match bytes {
        [] => Err(Why::Empty),
        [b'P', b'K', ..] => workbook::read(bytes, workbook::read_xlsx),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => workbook::read(bytes, workbook::read_xls),
        [b'%', b'P', b'D', b'F', ..] => Err(Why::NotATable { looks_like: LooksLike::Pdf }),
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => {
            Err(Why::NotATable { looks_like: LooksLike::Picture })
        }
        _ if text.starts_with('<') && text.contains("office:spreadsheet") => {
            Err(Why::NotATable { looks_like: LooksLike::XmlTable })
        }
        _ if text.starts_with('<') => Err(Why::NotATable { looks_like: LooksLike::WebPage }),
        _ => delimited::read(bytes).map(|grid| vec![grid]),
    }
}

/// What to say of a file without a header: of the sheet that comes nearest to having one.
fn no_header(grids: &[Grid]) -> Why {
    let nearest = grids
        .iter()
        .map(|grid| (grid, header::nearest(grid)))
        .reduce(|best, next| if next.1.len() > best.1.len() { next } else { best });
    match nearest {
        Some((grid, known)) => {
            let rows = grid.row_numbers().take(header::ROWS_SEARCHED).last().unwrap_or(0).saturating_add(1);
            Why::NoHeader { sheet: grid.name.clone(), rows, known }
        }
        None => Why::NothingInIt,
    }
}

#[cfg(test)]
mod tests;
