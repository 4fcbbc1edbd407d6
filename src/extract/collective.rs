//! A certificate that is about several people at once, a row for each: what stands in the rows of the others is none of the
//! candidate's.

use super::units;
use crate::kinds::meaning;
use crate::layout::{Run, Sheet};
use crate::model::{Candidate, FieldName, Page, Rect, Word};
use crate::values::{self, Comparison, education_level, person_name, text};

/// A page without the rows of other people, and their names.
pub(super) struct Own {
    pub page: Page,
    pub others: Vec<String>,
}

/// A page that lists several people by name, one of them the candidate, as it is about that one. `None` for any other page:
/// who is not in the list is told by the names that are.
pub(super) fn own(sheet: &Sheet<'_>, candidate: Option<&Candidate>) -> Option<Own> {
    let expected = candidate?.cells.get(&FieldName::Name)?.value.as_str();
    let is_own = |(_, name): &(Rect, String)| {
        let comparison = values::compare(FieldName::Name, expected, name);
        !matches!(comparison, Comparison::Different | Comparison::NotComparable)
    };
    let head = |run: &&Run| {
        let meaning = meaning::of(&run.text).filter(|m| m.unknown == 0);
        meaning.is_some_and(|m| m.fields().first().is_some_and(|(field, _)| *field == FieldName::Name))
    };
    sheet.runs.iter().filter(head).filter(|head| heads_columns(sheet, head)).find_map(|head| {
        let (own, others): (Vec<_>, Vec<_>) = people(sheet, head).into_iter().partition(is_own);
        if own.is_empty() || others.is_empty() {
            return None;
        }
        let of_another = |word: &Word| {
            let middle = word.bbox.centre().1;
            others.iter().any(|(row, _)| (row.y0..row.y1).contains(&middle))
        };
        let mut page = sheet.page.clone();
        page.words.retain(|word| !of_another(word));
        Some(Own { page, others: others.into_iter().map(|(_, name)| name).collect() })
    })
}

/// Whether all that stands beside a label in its row are labels, too: the heads of columns, and no form.
pub(super) fn heads_columns(sheet: &Sheet<'_>, head: &Run) -> bool {
    let Some(row) = sheet.rows.get(head.row) else { return false };
    let labels = row.runs.iter().filter_map(|run| sheet.runs.get(*run)).map(|run| meaning::of(&run.text).is_some());
    let labels: Vec<bool> = labels.collect();
    labels.len() >= 3 && labels.iter().filter(|label| !**label).count() * 4 <= labels.len()
}

/// The names below a head, one below the other, each with how far up and down its row reaches.
fn people(sheet: &Sheet<'_>, head: &Run) -> Vec<(Rect, String)> {
    let below = |run: &&Run| run.bbox.overlap_x(&head.bbox) > 0.0 && run.bbox.y0 >= head.bbox.y1 - 0.3 * sheet.em;
    let mut runs: Vec<&Run> = sheet.runs.iter().filter(below).collect();
    runs.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
    let named = runs.into_iter().map(|run| (run, person_name::normalise(&run.string())));
    let named: Vec<(&Run, String)> = named.take_while(|(_, name)| is_name(name)).collect();
    let row = |(run, name): &(&Run, String)| {
        let cell = sheet.grid().iter().find(|cell| cell.rect.contains(run.bbox.centre()));
        // Without lines a row reaches to the middle between it and the next.
        let half = named.windows(2).filter_map(|pair| Some(pair.get(1)?.0.bbox.y0 - pair.first()?.0.bbox.y1));
        let half = 0.5 * half.fold(sheet.em, f32::min).max(0.0);
        let plain = Rect::new(run.bbox.x0, run.bbox.y0 - half, run.bbox.x1, run.bbox.y1 + half);
        (cell.map_or(plain, |cell| cell.rect), name.clone())
    };
    named.iter().map(row).collect()
}

/// Whether a cell below 姓名 names somebody: a usual surname, parts with dots, or as short a text as names are.
fn is_name(said: &str) -> bool {
    let short = (2..=4).contains(&said.chars().count()) && said.chars().all(text::is_han);
    let chars: Vec<char> = said.chars().collect();
    (short || said.contains('·') || person_name::is_likely(said))
        && !units::is_employer(said)
        && meaning::of(&chars).is_none()
        && education_level::word_at(&chars, 0).is_none()
}
