//! What the reader of xls files does not tell: how cells show their numbers, and what a sheet hides.
//!
//! An xls file is a stream of records ([MS-XLS]): first those of the workbook (formats, styles, where the sheets begin),
//! then those of each sheet. Only version 8 is followed, that of Excel 97 and everything since; of an older file nothing is
//! known, and nothing is made up.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use super::number_format;

/// What is known of a sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Where cells with numbers stand, and which of the formats they have.
    styles: BTreeMap<(u32, u32), u16>,
    /// The rows that are hidden.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// The columns that are hidden.
    pub(super) hidden_columns: BTreeSet<u32>,
}

/// What is known of a workbook.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// The sheets in the order in which the workbook lists them.
    pub(super) sheets: Vec<Sheet>,
    /// The code of each style's number format, where it has one.
    codes: Vec<Option<String>>,
}

impl Book {
    /// The number format of a cell that holds a number.
    pub(super) fn format(&self, sheet: usize, row: u32, column: u32) -> Option<&str> {
        let style = self.sheets.get(sheet)?.styles.get(&(row, column))?;
        self.codes.get(usize::from(*style))?.as_deref()
    }
}

/// Reads what is known of a workbook; nothing of one that is no such file.
pub(super) fn read(bytes: &[u8]) -> Book {
    const MOST: u64 = 512 << 20;
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Book::default() };
    let Ok(stream) = file.open_stream("/Workbook") else { return Book::default() };
    let mut data = Vec::new();
    if stream.take(MOST).read_to_end(&mut data).is_err() {
        return Book::default();
    }
    let mut book = Book::default();
    let mut formats: BTreeMap<u16, String> = BTreeMap::new();
    let mut styles: Vec<u16> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    for (kind, record) in Records::new(&data, 0) {
        match kind {
            // BOF: the version.
            0x0809 if u16_at(record, 0) != Some(0x0600) => return Book::default(),
            // Format.
            0x041E => formats.extend(u16_at(record, 0).and_then(|id| Some((id, string(record.get(2..)?)?)))),
            // XF: after the font, the format.
            0x00E0 => styles.push(u16_at(record, 2).unwrap_or(0)),
            // BoundSheet8.
            0x0085 => starts.push(u32_at(record, 0).and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX)),
            0x000A => break,
            _ => {}
        }
    }
    let code =
        |id: &u16| formats.get(id).cloned().or_else(|| number_format::built_in(u32::from(*id)).map(str::to_owned));
    book.codes = styles.iter().map(code).collect();
    book.sheets = starts.iter().map(|&start| sheet(&data, start, &book.codes)).collect();
    book
}

/// What is known of the sheet whose records start here.
fn sheet(data: &[u8], start: usize, codes: &[Option<String>]) -> Sheet {
    let mut sheet = Sheet::default();
    // Charts within a sheet have records of their own.
    let mut depth = 0usize;
    for (kind, record) in Records::new(data, start) {
        let half = |at| u16_at(record, at);
        let mut style = |row: u16, column: u16, style: u16| {
            if codes.get(usize::from(style)).is_some_and(Option::is_some) {
                sheet.styles.insert((u32::from(row), u32::from(column)), style);
            }
        };
        match kind {
            0x0809 => depth = depth.saturating_add(1),
            0x000A if depth <= 1 => break,
            0x000A => depth = depth.saturating_sub(1),
            _ if depth > 1 => {}
            // Formula, Number, RK: row, column, style.
            0x0006 | 0x0203 | 0x027E => {
                if let (Some(row), Some(column), Some(number)) = (half(0), half(2), half(4)) {
                    style(row, column, number);
                }
            }
            // MulRk: row, first column, six bytes for each cell, last column.
            0x00BD => {
                if let (Some(row), Some(first)) = (half(0), half(2)) {
                    let cells = record.len().saturating_sub(6).checked_div(6).unwrap_or(0);
                    for (at, column) in (0..cells).zip(first..) {
                        if let Some(number) = half(at.saturating_mul(6).saturating_add(4)) {
                            style(row, column, number);
                        }
                    }
                }
            }
            // Row: flags behind twelve bytes.
            0x0208 if half(12).is_some_and(|flags| flags & 0x20 != 0) => {
                sheet.hidden_rows.extend(half(0).map(u32::from));
            }
            // ColInfo: first, last, width, style, flags.
            0x007D if half(8).is_some_and(|flags| flags & 1 != 0) || half(4) == Some(0) => {
                if let (Some(first), Some(last)) = (half(0), half(2)) {
                    sheet.hidden_columns.extend((first..=last.min(first.saturating_add(1000))).map(u32::from));
                }
            }
            _ => {}
        }
    }
    sheet
}

/// The records from a place on: kind and content.
struct Records<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    const fn new(data: &'a [u8], at: usize) -> Self {
        Self { data, at }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let head = self.data.get(self.at..)?;
        let (kind, length) = (u16_at(head, 0)?, usize::from(u16_at(head, 2)?));
        let record = head.get(4..)?.get(..length)?;
        self.at = self.at.saturating_add(4).saturating_add(length);
        Some((kind, record))
    }
}

/// A string of two bytes of length, a byte of flags, and one or two bytes a character.
fn string(record: &[u8]) -> Option<String> {
    let (length, flags) = (usize::from(u16_at(record, 0)?), *record.get(2)?);
    let text = record.get(3..)?;
    if flags & 1 == 0 {
        return Some(text.iter().take(length).map(|&byte| char::from(byte)).collect());
    }
    let units: Vec<u16> = text.chunks_exact(2).take(length).filter_map(|pair| u16_at(pair, 0)).collect();
    Some(String::from_utf16_lossy(&units))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}
