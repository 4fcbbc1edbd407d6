//! Workbooks.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use super::Lines;

/// Whether this is a workbook; its first sheet with anything on it is read.
pub(super) fn read(bytes: &[u8], lines: &mut Lines) -> bool {
    let Ok(mut workbook) = open_workbook_auto_from_rs(Cursor::new(bytes)) else { return false };
    for sheet in workbook.sheet_names() {
        let Ok(range) = workbook.worksheet_range(&sheet) else { continue };
        for row in range.rows() {
            for cell in row.iter().filter(|cell| !matches!(cell, Data::Empty)) {
                lines.push_str(&cell.to_string().replace(['\n', '\r'], ""));
                lines.end_cell();
            }
            lines.end_line();
            if lines.is_full() {
                return true;
            }
        }
        if !range.is_empty() {
            return true;
        }
    }
    true
}
