//! Whom a table of work is about, where columns of it say so.

use crate::extract::collective::heads_columns;
use crate::extract::pairs::Found;
use crate::kinds::meaning::{self, Role, is_label};
use crate::layout::{GridCell, Run, Sheet, squeeze};
use crate::model::FieldName;

/// What a table says of the person: columns for the name, the sex, the identity number.
pub(super) fn find(sheet: &Sheet<'_>) -> Vec<Found> {
    let grid = sheet.grid();
    let field = |text: &[char]| {
        let meaning = meaning::of(text).filter(|m| m.unknown == 0 && !m.has(Role::SomebodyElse))?;
        let personal = |field: &FieldName| matches!(field, FieldName::Name | FieldName::Sex | FieldName::IdNumber);
        meaning.fields().first().map(|(field, _)| *field).filter(personal)
    };
    let below = |head: &GridCell| {
        let own = |c: &&GridCell| {
            let wide = c.rect.overlap_x(&head.rect) > 0.8 * head.rect.width().max(c.rect.width());
            wide && c.rect.y0 >= head.rect.y1 - 0.5 * sheet.em
        };
        grid.iter().find(own).filter(|c| !is_label(&squeeze(&sheet.string(&c.chars()))))
    };
    let found = |head: &GridCell| {
        let text: Vec<char> = squeeze(&sheet.string(&head.chars())).chars().collect();
        let (field, cell) = (field(&text)?, below(head)?);
        Some(Found { field, rank: 5, lines: cell.lines.clone(), sure: 0.9, label: head.rect })
    };
    let ruled: Vec<Found> = grid.iter().filter_map(found).collect();
    if !ruled.is_empty() {
        return ruled;
    }
    // Without lines a column reaches down to what stands next below its head.
    let plain = |head: &Run| {
        let field = field(&head.text).filter(|_| heads_columns(sheet, head))?;
        let below = |run: &&Run| run.row > head.row && run.bbox.overlap_x(&head.bbox) > 0.0;
        let value = sheet.runs.iter().filter(below).min_by_key(|run| run.row)?;
        (!is_label(&value.string())).then(|| Found {
            field,
            rank: 5,
            lines: vec![value.chars.clone()],
            sure: 0.9,
            label: head.bbox,
        })
    };
    sheet.runs.iter().filter_map(plain).collect()
}
