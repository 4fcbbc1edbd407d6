//! Tables of work that stand on their side.

use super::Job;
use super::table::{EVERY, Holds, Told, holds, is_of_work, job, joined, rows_of};
use crate::layout::{GridCell, Sheet};
use crate::model::Rect;
use crate::values::date;

/// A table that stands on its side: its first column says what each row holds, and every further column is a period.
pub(super) fn upright(sheet: &Sheet<'_>, grid: &[GridCell]) -> Option<Told> {
    let said = |cell: &GridCell| holds(&sheet.string(&cell.chars()));
    let level = |a: &Rect, b: &Rect| a.y1.min(b.y1) - a.y0.max(b.y0) > 0.6 * a.height().min(b.height());
    let key = grid.iter().find(|cell| {
        let beside = grid.iter().filter(|c| c.rect.x0 >= cell.rect.x1 - 1.0 && level(&c.rect, &cell.rect));
        let spans = beside.filter(|c| {
            let text = joined(sheet, &c.lines);
            // 自|2014|年|1|月|起: a year in a blank of its own is a piece of one date.
            date::parse_period(&text).is_some() || date::parse(&text).is_some_and(|day| day.month().is_some())
        });
        matches!(said(cell), Some(Holds::Period | Holds::From)) && spans.count() >= 2
    })?;
    let heads: Vec<(&GridCell, Holds)> = grid
        .iter()
        .filter(|c| (c.rect.x0 - key.rect.x0).abs() < sheet.em && (c.rect.x1 - key.rect.x1).abs() < sheet.em)
        .filter_map(|c| Some((c, said(c)?)))
        .collect();
    if !is_of_work(&heads.iter().map(|(_, what)| Some(*what)).collect::<Vec<_>>()) {
        return None;
    }
    let mut columns: Vec<&GridCell> =
        grid.iter().filter(|c| c.rect.x0 >= key.rect.x1 - 1.0 && level(&c.rect, &key.rect)).collect();
    columns.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    let mut used: Vec<&GridCell> =
        heads.iter().filter(|(_, what)| *what != Holds::Aside).map(|(cell, _)| *cell).collect();
    let jobs = columns.iter().filter_map(|column| {
        let beside = |what: Holds| {
            let head = heads.iter().find(|(_, holds)| *holds == what).map(|(cell, _)| cell.rect);
            let middle = column.rect.centre().0;
            let own = |c: &&GridCell| {
                head.is_some_and(|head| level(&c.rect, &head)) && c.rect.x0 <= middle && middle <= c.rect.x1
            };
            grid.iter().filter(own).collect::<Vec<_>>()
        };
        let job = job(sheet, &beside)?;
        used.extend(EVERY.iter().flat_map(|what| beside(*what)));
        Some(job)
    });
    let jobs: Vec<Job> = jobs.collect();
    let rows = rows_of(sheet, &used);
    Some(Told { jobs, rows, columns: Vec::new() })
}
