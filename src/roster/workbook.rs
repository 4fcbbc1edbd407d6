//! Workbooks (xlsx, xls) to sheets of cells.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::error::{LooksLike, Why};
use super::grid::{Cell, Grid, Merge};
use crate::values::date::PartialDate;

/// More cells than this are no roster: a province has fewer candidates.
const MOST_CELLS: usize = 4_000_000;

/// Reads a workbook with one of the readers below. A file that breaks the reader itself is a damaged file.
pub(super) fn read(bytes: &[u8], reader: fn(&[u8]) -> Result<Vec<Grid>, Why>) -> Result<Vec<Grid>, Why> {
    std::panic::catch_unwind(|| reader(bytes))
        .unwrap_or_else(|_| Err(Why::Damaged { detail: "the reader of workbooks broke on it".to_owned() }))
}

/// The visible sheets of an xlsx file.
pub(super) fn read_xlsx(bytes: &[u8]) -> Result<Vec<Grid>, Why> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| why_xlsx(&e))?;
    let mut grids = Vec::new();
    let mut count = 0usize;
    for name in visible(&book) {
        let mut grid = Grid::new(name.clone());
        match book.worksheet_cells_reader(&name) {
            Ok(mut reader) => {
                // Cell by cell: a sheet with one cell in its last corner must not be laid out in memory.
                while let Some((cell, style)) = next_cell(&mut reader)? {
                    count = count.saturating_add(1);
                    if count > MOST_CELLS {
                        return Err(Why::TooLarge { limit: MOST_CELLS });
                    }
                    let format = reader.styles().get(style).and_then(|s| s.number_format.as_ref());
                    let shows_days = format.is_none_or(|f| shows_days(&f.format_code));
                    let (row, column) = cell.get_position();
                    if let Some(content) = content_ref(cell.get_value(), shows_days) {
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
    Ok(grids)
}

/// The next cell with the number of its style.
fn next_cell<'a>(
    reader: &mut calamine::XlsxCellReader<'a, Cursor<&[u8]>>,
) -> Result<Option<(calamine::Cell<DataRef<'a>>, usize)>, Why> {
    reader.next_cell_with_style_id().map_err(|e| why_xlsx(&e))
}

/// The visible sheets of an xls file.
pub(super) fn read_xls(bytes: &[u8]) -> Result<Vec<Grid>, Why> {
    // A locked xlsx is wrapped in the container of an xls; only its own reader sees that.
    if let Err(XlsxError::Password) = Xlsx::new(Cursor::new(bytes)) {
        return Err(Why::PasswordProtected);
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|e| why_xls(&e))?;
    let mut grids = Vec::new();
    for name in visible(&book) {
        let range = book.worksheet_range(&name).map_err(|e| why_xls(&e))?;
        let mut grid = Grid::new(name.clone());
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, data) in range.used_cells() {
            let place = |base: u32, at: usize| base.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            if let Some(content) = content(data) {
                grid.put(place(top, row), place(left, column), content);
            }
        }
        if let Ok(merges) = book.merge_cells_by_sheet_name(&name) {
            grid.merge(&merges.iter().map(|m| Merge { first: m.start, last: m.end }).collect::<Vec<_>>());
        }
        grids.push(grid);
    }
    Ok(grids)
}

/// The names of the sheets that a person sees.
fn visible<R: Reader<Cursor<B>>, B: AsRef<[u8]>>(book: &R) -> Vec<String> {
    book.sheets_metadata().iter().filter(|s| s.visible == SheetVisible::Visible).map(|s| s.name.clone()).collect()
}

/// The content of a cell of an xlsx file.
fn content_ref(data: &DataRef<'_>, shows_days: bool) -> Option<Cell> {
    match data {
        DataRef::Empty => None,
        DataRef::DateTime(date) => Some(date_cell(date, shows_days)),
        other => content(&Data::from(other.clone())),
    }
}

/// The content of a cell.
fn content(data: &Data) -> Option<Cell> {
    match data {
        Data::Empty => None,
        Data::Int(number) => {
            #[expect(
                clippy::cast_precision_loss,
                reason = "calamine gives small integers only; larger ones are floats"
            )]
            let number = *number as f64;
            Some(Cell::Number(number))
        }
        Data::Float(number) => Some(Cell::Number(*number)),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Some(Cell::Text(text.clone())),
        Data::Bool(yes) => Some(Cell::Text(if *yes { "TRUE" } else { "FALSE" }.to_owned())),
        // An xls file does not tell how a date is shown. Somebody who types 2014-7 gets the first of the month.
        Data::DateTime(date) => Some(date_cell(date, false)),
        Data::Error(error) => Some(Cell::Text(error.to_string())),
    }
}

/// A date as precise as it is shown. The first day of a month counts as printed only if days are shown: spreadsheets
/// make it up when somebody types a month.
fn date_cell(date: &ExcelDateTime, shows_days: bool) -> Cell {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    let day = (shows_days || day != 1).then_some(day);
    match PartialDate::new(year, Some(month), day) {
        Some(date) if !date_is_duration(year) => Cell::Date(date),
        _ => Cell::Number(date.as_f64()),
    }
}

/// Times of day and small numbers with a date format come out as days of 1899 and 1900.
const fn date_is_duration(year: u16) -> bool {
    year <= 1900
}

/// Whether a number format shows the day of a date: `yyyy-mm-dd` does, `yyyy"年"m"月"` does not.
fn shows_days(format: &str) -> bool {
    let mut quoted = false;
    let mut bracketed = false;
    let mut escaped = false;
    for c in format.chars() {
        if escaped {
            escaped = false;
            continue;
        }
        match c {
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            // What follows is for negative numbers and text.
            ';' if !quoted => return false,
            'd' | 'D' if !quoted && !bracketed => return true,
            _ => {}
        }
    }
    // A general format on a date cell says nothing, so the day stands.
    format.eq_ignore_ascii_case("general")
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

#[cfg(test)]
mod tests {
    use super::shows_days;

    #[test]
    fn knows_which_formats_show_days() {
        for (format, days) in [
            ("yyyy\\-mm\\-dd", true),
            ("yyyy\"年\"m\"月\"d\"日\";@", true),
            ("yyyy\"年\"m\"月\";@", false),
            ("mmm\\-yy", false),
            ("yyyy\\-mm", false),
            ("[$-804]yyyy\"年\"m\"月\"", false),
            ("m/d/yyyy", true),
            ("General", true),
            ("yyyy\"d\"", false),
        ] {
            assert_eq!(shows_days(format), days, "{format}");
        }
    }
}
