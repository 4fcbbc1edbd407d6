//! The workbook: a sheet a table and one that says what was run. Made to be filtered on screen and printed on A4.

use std::io::{Cursor, Write};
use std::path::Path;

use jiff::Timestamp;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::{
    Broken, Source, guarded,
    rows::{Cell, Column, Table, Tone},
};
use crate::{Error, Result, rulebook::Pack, store::CandidateResult};

mod about;

/// Rows that a sheet may have, the header among them.
const ROWS: u32 = 1_048_576;

/// The height of a line of text, and of the highest row there can be, in points.
const LINE: f64 = 13.5;
const HIGHEST: f64 = 400.0;

/// The longest text a cell may hold, with room for the mark that says it was cut.
const LONGEST: usize = 32_000;

/// The looks of cells.
pub(super) struct Looks {
    pub(super) header: Format,
    pub(super) text: Format,
    count: Format,
    share: Format,
    tones: [(Tone, Format); 4],
}

impl Looks {
    pub(super) fn new() -> Self {
        let cell = || {
            Format::new()
                .set_font_name("宋体")
                .set_font_size(10)
                .set_border(FormatBorder::Thin)
                .set_border_color(0x00BF_BFBF)
                .set_align(FormatAlign::VerticalCenter)
        };
        let tone =
            |back: u32, ink: u32| cell().set_align(FormatAlign::Center).set_background_color(back).set_font_color(ink);
        Self {
            header: cell()
                .set_bold()
                .set_font_name("黑体")
                .set_background_color(0x001F_4E79)
                .set_font_color(0x00FF_FFFF)
                .set_align(FormatAlign::Center)
                .set_text_wrap(),
            text: cell().set_num_format("@").set_text_wrap(),
            count: cell().set_align(FormatAlign::Center),
            share: cell().set_align(FormatAlign::Center).set_num_format("0%"),
            tones: [
                (Tone::Good, tone(0x00E2_EFDA, 0x0037_5623)),
                (Tone::Quiet, tone(0x00F2_F2F2, 0x0040_4040)),
                (Tone::Warn, tone(0x00FF_F2CC, 0x007F_6000)),
                (Tone::Bad, tone(0x00FC_E4D6, 0x00C0_0000)),
            ],
        }
    }

    fn tone(&self, tone: Tone) -> &Format {
        self.tones.iter().find(|(t, _)| *t == tone).map_or(&self.text, |(_, format)| format)
    }
}

/// A table that is being written: which sheet of the workbook it is on, and the next row there.
struct Filling {
    table: Table,
    sheet: usize,
    row: u32,
    /// How many sheets it has filled before.
    full: u32,
}

/// Writes the workbook.
pub(super) fn write(source: &Source<'_>, scratch: Option<&Path>, out: &mut dyn Write) -> Result<(), Broken> {
    let bytes = guarded(|| make(source, scratch))?;
    out.write_all(&bytes)?;
    Ok(out.flush()?)
}

/// Makes the workbook. Rows go to a temporary file as they come, so that a big roster does not need a big memory; it stands
/// in `scratch`, on the disk where the workbook itself must find room.
fn make(source: &Source<'_>, scratch: Option<&Path>) -> Result<Vec<u8>> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    if let Some(folder) = scratch {
        workbook.set_tempdir(folder).map_err(failed)?;
    }
    workbook.set_properties(&properties(source));
    let mut fillings = Vec::new();
    for (sheet, table) in Table::ALL.iter().enumerate() {
        begin(&mut workbook, *table, 0, source, &looks).map_err(failed)?;
        fillings.push(Filling { table: *table, sheet, row: 1, full: 0 });
    }
    let pack = source.pack();
    let mut tally = about::Tally::default();
    let mut place = 0;
    source.store.each_result(source.id, &mut |result: CandidateResult| {
        place += 1;
        tally.count(&result);
        for filling in &mut fillings {
            fill(&mut workbook, filling, (place, &result, pack.as_ref()), source, &looks).map_err(failed)?;
        }
        Ok(())
    })?;
    for filling in &fillings {
        end(&mut workbook, filling).map_err(failed)?;
    }
    about::write(&mut workbook, source, &tally).map_err(failed)?;
    let mut bytes = Cursor::new(Vec::new());
    workbook.save_to_writer(&mut bytes).map_err(failed)?;
    Ok(bytes.into_inner())
}

#[expect(clippy::needless_pass_by_value, reason = "map_err gives it away")]
pub(super) fn failed(error: XlsxError) -> Error {
    Error::Report { why: error.to_string() }
}

/// Title and times of the workbook: those of the run, so that the same results give the same bytes.
pub(super) fn properties(source: &Source<'_>) -> DocProperties {
    let properties = DocProperties::new().set_title("考后人工核查结果").set_author("hecha");
    let ended = source.run.finished_at.as_deref().and_then(|at| at.parse::<Timestamp>().ok());
    match ended.and_then(|at| ExcelDateTime::from_timestamp(at.as_second()).ok()) {
        Some(at) => properties.set_creation_datetime(&at),
        None => properties,
    }
}

/// A new sheet with its header, its looks on screen and on paper.
fn begin(
    workbook: &mut Workbook,
    table: Table,
    full: u32,
    source: &Source<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet_with_low_memory()?;
    let name = if full == 0 { table.title().to_owned() } else { format!("{} {}", table.title(), full + 1) };
    sheet.set_name(&name)?;
    page(sheet, &name, source)?;
    sheet.set_freeze_panes(1, 3)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_row_height(0, 24)?;
    for (column, Column { title, width, .. }) in (0_u16..).zip(table.columns()) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *title, &looks.header)?;
    }
    Ok(())
}

/// How a sheet is printed: A4 across, as wide as the paper, with what and when at the top and page numbers below.
pub(super) fn page(sheet: &mut Worksheet, name: &str, source: &Source<'_>) -> Result<(), XlsxError> {
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.75, 0.6, 0.3, 0.3);
    sheet.set_header(format!("&L考后人工核查 · {name}&R基准日 {}", source.run.day.replace('&', "&&")));
    sheet.set_footer("&L内部资料，含个人信息，注意保管&R第 &P 页，共 &N 页");
    sheet.set_screen_gridlines(false);
    Ok(())
}

/// Writes a candidate's rows, onto a further sheet where one is full.
fn fill(
    workbook: &mut Workbook,
    filling: &mut Filling,
    (place, result, pack): (usize, &CandidateResult, Option<&Pack>),
    source: &Source<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    for row in filling.table.rows(place, result, pack) {
        if filling.row >= ROWS {
            end(workbook, filling)?;
            filling.full += 1;
            filling.sheet = workbook.worksheets().len();
            filling.row = 1;
            begin(workbook, filling.table, filling.full, source, looks)?;
        }
        let sheet = workbook.worksheet_from_index(filling.sheet)?;
        sheet.set_row_height(filling.row, height(&row, filling.table.columns()))?;
        for (column, cell) in (0_u16..).zip(&row) {
            write_cell(sheet, filling.row, column, cell, looks)?;
        }
        filling.row += 1;
    }
    Ok(())
}

/// How high a row must be for its longest cell. Excel would find out by itself, WPS and LibreOffice do not always.
fn height(row: &[Cell], columns: &[Column]) -> f64 {
    let lines = |(cell, column): (&Cell, &Column)| match cell {
        Cell::Text(text) => text.lines().map(|line| (line.width() as f64 / (column.width - 2.0)).ceil().max(1.0)).sum(),
        Cell::Empty | Cell::Mark(..) | Cell::Count(_) | Cell::Share(_) => 1.0,
    };
    let most: f64 = row.iter().zip(columns).map(lines).fold(1.0, f64::max);
    (most * LINE + 4.0).min(HIGHEST)
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, &looks.text)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, fitting(text), &looks.text)?,
        Cell::Mark(tone, word) => sheet.write_string_with_format(row, column, *word, looks.tone(*tone))?,
        Cell::Count(count) => sheet.write_number_with_format(row, column, *count, &looks.count)?,
        Cell::Share(share) => sheet.write_number_with_format(row, column, *share, &looks.share)?,
    };
    Ok(())
}

/// A text as long as a cell can hold.
pub(super) fn fitting(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain("……（过长，已截断）".chars()).collect()
}

/// Ends a sheet with the filter over what it holds.
fn end(workbook: &mut Workbook, filling: &Filling) -> Result<(), XlsxError> {
    let last = u16::try_from(filling.table.columns().len().saturating_sub(1)).unwrap_or(u16::MAX);
    let sheet = workbook.worksheet_from_index(filling.sheet)?;
    let bottom = filling.row.saturating_sub(1);
    sheet.autofilter(0, 0, bottom, last)?;
    let printed = filling.table.columns().iter().take_while(|column| column.printed).count();
    sheet.set_print_area(0, 0, bottom, u16::try_from(printed.saturating_sub(1)).unwrap_or(last))?;
    Ok(())
}
