//! A list as a workbook of one sheet, made to be printed on A4 too.

use rust_xlsxwriter::{Workbook, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::Listing;
use crate::{
    Error, Result,
    faces::report::{
        Source,
        xlsx::{Looks, failed, fitting, page, properties},
    },
};

/// The height of a line of text in points.
const LINE: f64 = 13.5;

pub(super) fn make(listing: &Listing, sheet_name: &str, footer: &str, source: &Source<'_>) -> Result<Vec<u8>> {
    fill(listing, sheet_name, footer, source)
        .map_err(failed)
        .and_then(|mut workbook| workbook.save_to_buffer().map_err(|e| Error::Report { why: e.to_string() }))
}

fn fill(listing: &Listing, sheet_name: &str, footer: &str, source: &Source<'_>) -> Result<Workbook, XlsxError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(source).set_title(&listing.title).set_comment(footer));
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name)?;
    page(sheet, sheet_name, source)?;
    sheet.set_footer(format!("&L{}&R第 &P 页，共 &N 页", footer.replace('&', "&&")));
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    for (column, (title, width)) in (0_u16..).zip(listing.table.columns) {
        sheet.set_column_width(column, f64::from(*width))?;
        sheet.write_string_with_format(0, column, *title, &looks.header)?;
    }
    for (row, cells) in (1_u32..).zip(&listing.table.rows) {
        let lines = |(text, (_, width)): (&String, &(&str, f32))| -> f64 {
            text.lines().map(|line| (line.width() as f64 / (f64::from(*width) - 2.0)).ceil().max(1.0)).sum()
        };
        let most = cells.iter().zip(listing.table.columns).map(lines).fold(1.0, f64::max);
        sheet.set_row_height(row, (most * LINE + 4.0).min(400.0))?;
        for (column, text) in (0_u16..).zip(cells) {
            sheet.write_string_with_format(row, column, fitting(text), &looks.text)?;
        }
    }
    let bottom = u32::try_from(listing.table.rows.len()).unwrap_or(u32::MAX);
    let right = u16::try_from(listing.table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, bottom, right)?;
    Ok(workbook)
}
