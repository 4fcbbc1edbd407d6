//! One table as text, for programs that read tables: UTF-8 with a mark at the front and lines ended as Windows ends
//! them, because that is what Excel and WPS open without asking.

use std::io::Write;

use super::{
    Broken, Source,
    rows::{Cell, Table},
};
use crate::{Error, store::CandidateResult};

/// Digits from which on a spreadsheet would round a number, and lose the last ones of an identity number.
const ROUNDED: usize = 12;

/// Writes a table.
pub(super) fn write(source: &Source<'_>, table: Table, out: &mut dyn Write) -> Result<(), Broken> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(table.columns().iter().map(|c| c.title)).map_err(broken)?;
    let pack = source.pack();
    let mut place = 0;
    let mut failure = None;
    let shown = source.store.each_result(source.id, &mut |result: CandidateResult| {
        place += 1;
        for row in table.rows(place, &result, pack.as_ref()) {
            if let Err(e) = writer.write_record(row.iter().map(text)) {
                let stop = Error::Report { why: e.to_string() };
                failure = Some(broken(e));
                return Err(stop);
            }
        }
        Ok(())
    });
    if let Some(failure) = failure {
        return Err(failure);
    }
    shown?;
    Ok(writer.flush()?)
}

/// What the writer of tables met: nearly always that its place cannot be written to.
fn broken(error: csv::Error) -> Broken {
    match error.into_kind() {
        csv::ErrorKind::Io(e) => Broken::Out(e),
        other => Broken::Run(Error::Report { why: format!("{other:?}") }),
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Mark(_, word) => (*word).to_owned(),
        Cell::Count(count) => count.to_string(),
        Cell::Share(share) => format!("{:.0}%", share * 100.0),
    }
}

/// A text that no spreadsheet takes for a formula, or for a number that it may round.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{text}");
    }
    if text.len() >= ROUNDED && text.bytes().all(|b| b.is_ascii_digit()) {
        // A tab makes it text in every spreadsheet, and is white space to every program.
        return format!("{text}\t");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_and_long_numbers_stay_text() {
        assert_eq!(guarded("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(guarded("@x"), "'@x");
        assert_eq!(guarded("440198198506261435"), "440198198506261435\t");
        assert_eq!(guarded("44019819850626143X"), "44019819850626143X");
        assert_eq!(guarded("2005-06"), "2005-06");
    }
}
