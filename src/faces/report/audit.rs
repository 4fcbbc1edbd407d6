//! What audits found: a sheet for people, or a line of JSON each for programs.

mod tables;

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{
    Broken, guarded,
    xlsx::{Looks, failed},
};
use crate::Error;

pub use tables::{cause, group, integrity, links, rates, replay, sample, tie, wrong};

/// A sheet with the same said for programs.
#[derive(Debug)]
pub struct Sheet {
    title: &'static str,
    columns: &'static [(&'static str, f64)],
    rows: Vec<Vec<String>>,
    lines: Vec<serde_json::Value>,
}

/// Writes a sheet as a workbook, or its lines.
pub fn write(sheet: &Sheet, workbook: bool, out: &mut dyn Write) -> Result<(), Broken> {
    if workbook {
        out.write_all(&guarded(|| made(sheet).map_err(failed))?)?;
    } else {
        for line in &sheet.lines {
            let mut line = serde_json::to_vec(line).map_err(|e| Error::Report { why: e.to_string() })?;
            line.push(b'\n');
            out.write_all(&line)?;
        }
    }
    Ok(out.flush()?)
}

fn made(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    page.set_name(sheet.title)?;
    page.set_landscape();
    page.set_paper_size(9);
    page.set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(0, 0)?;
    page.set_freeze_panes(1, 0)?;
    page.set_footer("&L内部资料，含个人信息，注意保管&R第 &P 页，共 &N 页");
    for (column, (title, width)) in (0_u16..).zip(sheet.columns) {
        page.set_column_width(column, *width)?;
        page.write_string_with_format(0, column, *title, &looks.header)?;
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            // As long as a cell can hold.
            let text: String = cell.chars().take(32_000).collect();
            page.write_string_with_format(row, column, text, &looks.text)?;
        }
    }
    let last = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.autofilter(0, 0, u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX), last)?;
    let mut bytes = Cursor::new(Vec::new());
    workbook.save_to_writer(&mut bytes)?;
    Ok(bytes.into_inner())
}
