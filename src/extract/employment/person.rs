//! Whom a table of work is about, where columns of it say so.

use crate::extract::pairs::Found;
use crate::kinds::meaning::{self, Role, is_label};
use crate::layout::{GridCell, Sheet, squeeze};
use crate::model::FieldName;

/// What a ruled table says of the person: columns for the name, the sex, the identity number.
pub(super) fn find(sheet: &Sheet<'_>) -> Vec<Found> {
    let grid = sheet.grid();
    let field = |cell: &GridCell| {
        let text: Vec<char> = squeeze(&sheet.string(&cell.chars())).chars().collect();
        let meaning = meaning::of(&text).filter(|m| m.unknown == 0 && !m.has(Role::SomebodyElse))?;
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
        let (field, cell) = (field(head)?, below(head)?);
        Some(Found { field, rank: 5, lines: cell.lines.clone(), sure: 0.9, label: head.rect })
    };
    grid.iter().filter_map(found).collect()
}
