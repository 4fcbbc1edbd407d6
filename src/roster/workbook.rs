//! Workbooks (xlsx, xls) to sheets of cells.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::error::{LooksLike, Why};
use super::grid::{Cell, Grid, Merge};
use super::number_format::{self, Shows};
use super::{biff, package};

/// More cells than this are no roster: a province has fewer candidates.
const MOST_CELLS: usize = 4_000_000;

/// Reads a workbook with one of the readers below. A file that breaks the reader itself is a damaged file.
pub(super) fn read(bytes: &[u8], reader: fn(&[u8]) -> Result<Vec<Grid>, Why>) -> Result<Vec<Grid>, Why> {
    std::panic::catch_unwind(|| reader(bytes))
        .unwrap_or_else(|_| Err(Why::Damaged { detail: "the reader of workbooks broke on it".to_owned() }))
}

/// The sheets of an xlsx file.
pub(super) fn read_xlsx(bytes: &[u8]) -> Result<Vec<Grid>, Why> {
    package::guard(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| why_xlsx(&e))?;
    let epoch_1904 = book.has_1904_epoch();
    let mut grids = Vec::new();
    let mut count = 0usize;
    for (name, hidden) in sheets(&book) {
        let mut grid = Grid::new(name.clone());
        (grid.hidden, grid.epoch_1904) = (hidden, epoch_1904);
        match book.worksheet_cells_reader(&name) {
            Ok(mut reader) => {
                let formats: Vec<Option<String>> = reader.styles().iter().map(format_code).collect();
                // Cell by cell: a sheet with one cell in its last corner must not be laid out in memory.
                while let Some((cell, style)) = next_cell(&mut reader)? {
                    count = count.saturating_add(1);
                    if count > MOST_CELLS {
                        return Err(Why::TooLarge { limit: MOST_CELLS });
                    }
                    let format = formats.get(style).and_then(Option::as_deref);
                    let (row, column) = cell.get_position();
                    if let Some(content) = content_ref(cell.get_value(), format) {
                        grid.put(row, column, content);
                    }
                }
            }
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(why_xlsx(&error)),
        }
        if let Ok(merges) = book.merge_cells_by_sheet_name(&name) {
            grid.merge(&merges.iter().map(|m| Merge { first: m.start, last: m.end }).collect::<Vec<_>>());
        }
        grids.push(grid);
    }
    package::note_hidden(bytes, &mut grids);
    Ok(grids)
}

/// The code of a style's number format, where it has one that says something.
fn format_code(style: &calamine::Style) -> Option<String> {
    let format = style.number_format.as_ref()?;
    let general = format.format_code.eq_ignore_ascii_case("general");
    // The formats of Chinese systems are not written out, and then called general.
    let known = format.format_id.filter(|_| general).and_then(number_format::east_asian);
    known.map(str::to_owned).or_else(|| (!general).then(|| format.format_code.clone()))
}

/// The next cell with the number of its style.
fn next_cell<'a>(
    reader: &mut calamine::XlsxCellReader<'a, Cursor<&[u8]>>,
) -> Result<Option<(calamine::Cell<DataRef<'a>>, usize)>, Why> {
    reader.next_cell_with_style_id().map_err(|e| why_xlsx(&e))
}

/// The sheets of an xls file.
pub(super) fn read_xls(bytes: &[u8]) -> Result<Vec<Grid>, Why> {
    // A locked xlsx is wrapped in the container of an xls; only its own reader sees that.
    if let Err(XlsxError::Password) = Xlsx::new(Cursor::new(bytes)) {
        return Err(Why::PasswordProtected);
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|e| why_xls(&e))?;
    let beside = biff::read(bytes);
    let epoch_1904 = book.has_1904_epoch();
    let mut grids = Vec::new();
    let mut count = 0usize;
    for (at, (name, hidden)) in sheets(&book).into_iter().enumerate() {
        let range = book.worksheet_range(&name).map_err(|e| why_xls(&e))?;
        let mut grid = Grid::new(name.clone());
        (grid.hidden, grid.epoch_1904) = (hidden, epoch_1904);
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, data) in range.used_cells() {
            count = count.saturating_add(1);
            if count > MOST_CELLS {
                return Err(Why::TooLarge { limit: MOST_CELLS });
            }
            let place = |base: u32, at: usize| base.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            let (row, column) = (place(top, row), place(left, column));
            if let Some(content) = content(data, beside.format(at, row, column)) {
                grid.put(row, column, content);
            }
        }
        if let Ok(merges) = book.merge_cells_by_sheet_name(&name) {
            grid.merge(&merges.iter().map(|m| Merge { first: m.start, last: m.end }).collect::<Vec<_>>());
        }
        if let Some(known) = beside.sheets.get(at) {
            grid.hidden_rows.clone_from(&known.hidden_rows);
            grid.hidden_columns.clone_from(&known.hidden_columns);
        }
        grids.push(grid);
    }
    Ok(grids)
}

/// The names of the sheets, and whether a person does not see them.
fn sheets<R: Reader<Cursor<B>>, B: AsRef<[u8]>>(book: &R) -> Vec<(String, bool)> {
    book.sheets_metadata().iter().map(|s| (s.name.clone(), s.visible != SheetVisible::Visible)).collect()
}

/// The content of a cell of an xlsx file; no format is the general one.
fn content_ref(data: &DataRef<'_>, format: Option<&str>) -> Option<Cell> {
    match data {
        DataRef::Empty => None,
        // A date that Excel itself writes has a format; without one the day stands.
        DataRef::DateTime(date) => Some(date_cell(date, format.or(Some("General")))),
        DataRef::String(text) => Some(Cell::Text(text.clone())),
        DataRef::SharedString(text) => Some(Cell::Text((*text).to_owned())),
        other => content(&Data::from(other.clone()), format),
    }
}

/// The content of a cell.
fn content(data: &Data, format: Option<&str>) -> Option<Cell> {
    match data {
        Data::Empty => None,
        Data::Int(whole) => {
            #[expect(
                clippy::cast_precision_loss,
                reason = "calamine gives small integers only; larger ones are floats"
            )]
            let number = *whole as f64;
            Some(number_cell(number, format))
        }
        Data::Float(number) => Some(number_cell(*number, format)),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Some(Cell::Text(text.clone())),
        Data::Bool(yes) => Some(Cell::Text(if *yes { "TRUE" } else { "FALSE" }.to_owned())),
        Data::DateTime(date) => Some(date_cell(date, format)),
        Data::Error(error) => Some(Cell::Text(error.to_string())),
    }
}

/// A number, with the noughts and letters that its format shows.
fn number_cell(number: f64, format: Option<&str>) -> Cell {
    let shown = format.and_then(|format| number_format::number(number, format));
    shown.map_or(Cell::Number(number), Cell::Text)
}

/// A date as precise as it is shown. Where nobody knows how it is shown, the first day of a month does not count as printed:
/// spreadsheets make it up when somebody types a month.
fn date_cell(date: &ExcelDateTime, format: Option<&str>) -> Cell {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    let shows = match format {
        Some(format) => number_format::shows(format),
        None if day == 1 => Shows::Month,
        None => Shows::Day,
    };
    let cell = number_format::date(year, month, day, shows).filter(|_| !date_is_duration(year));
    cell.unwrap_or(Cell::Number(date.as_f64()))
}

/// Times of day and small numbers with a date format come out as days of 1899 and 1900.
const fn date_is_duration(year: u16) -> bool {
    year <= 1900
}

/// What an error of the xlsx reader means to a clerk.
fn why_xlsx(error: &XlsxError) -> Why {
    match error {
        XlsxError::Password => Why::PasswordProtected,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            Why::NotATable { looks_like: LooksLike::Document }
        }
        other => Why::Damaged { detail: other.to_string() },
    }
}

/// What an error of the xls reader means to a clerk.
fn why_xls(error: &XlsError) -> Why {
    match error {
        XlsError::Password => Why::PasswordProtected,
        XlsError::NoVba => Why::NotATable { looks_like: LooksLike::Document },
        other => Why::Damaged { detail: other.to_string() },
    }
}
