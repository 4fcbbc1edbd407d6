//! A record as a table: a row of labels, and below each its value, as pages of queries print what they found.

use super::lexicon::Lexicon;
use super::pairs::Found;
use super::table;
use crate::layout::Sheet;
use crate::model::{FieldName, Rect};

/// Fewer labels beside each other are no header.
const FEWEST: usize = 4;

/// The values of the one record below a row of labels; none where several records are listed.
pub(super) fn find(sheet: &Sheet<'_>, lexicon: &Lexicon) -> Vec<Found> {
    let says = |text: &str| -> Option<Option<FieldName>> {
        let chars: Vec<char> = text.chars().collect();
        // 入学, 毕业: over days.
        lexicon.exactly(&chars).or_else(|| lexicon.by_role(&chars)).map(|label| label.fields.first().copied())
    };
    let wanted = |known: &[Option<Option<FieldName>>]| {
        let fields = known.iter().filter(|what| matches!(what, Some(Some(_)))).count();
        fields >= FEWEST && known.iter().all(Option::is_some)
    };
    let Some(header) = table::header_where(sheet, &says, &wanted) else { return Vec::new() };
    // Lines of one record belong together, whatever they say; a second record would say the same fields again.
    let (rows, _) = table::blocks(sheet, &header, 0, &|_, _| true);
    let [cells] = rows.as_slice() else { return Vec::new() };
    // A second row of labels below has values of its own, and so has a line of labels with colons.
    let labelled = |text: &str| text.split_once(':').is_some_and(|(label, _)| says(label).is_some());
    let of_form = sheet.runs.iter().filter(|run| run.bbox.y0 > header.bottom && labelled(&run.string()));
    let end = of_form.map(|run| run.bbox.y0).fold(f32::INFINITY, f32::min);
    let value = |lines: &[Vec<usize>]| -> Vec<Vec<usize>> {
        let own = |line: &&Vec<usize>| {
            !matches!(says(&sheet.string(line)), Some(Some(_)))
                && sheet.around(line).is_none_or(|place| place.centre().1 < end)
        };
        lines.iter().take_while(own).cloned().collect()
    };
    let columns = header.columns.iter().zip(cells);
    let values = columns.filter_map(|(column, lines)| Some((column.what??, value(lines))));
    values
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(field, lines)| Found { field, rank: 1, lines, sure: 0.92, label: Rect::default() })
        .collect()
}
