//! Tables with a header row: columns by the header's cells, rows by a key column, ruled or not.

use crate::layout::{Row, Sheet, squeeze};
use crate::model::Rect;

/// A column and what its header says, if that is known.
#[derive(Debug, Clone)]
pub(super) struct Column<T> {
    /// What it holds.
    pub what: Option<T>,
    /// Its left and right edge.
    pub x: (f32, f32),
}

/// A table's header.
#[derive(Debug, Clone)]
pub(super) struct Header<T> {
    /// From left to right.
    pub columns: Vec<Column<T>>,
    /// First and last row of the header, as indices into [`Sheet::rows`].
    pub rows: (usize, usize),
    /// The lower edge of the header.
    pub bottom: f32,
}

/// A cell of the header: its text, its box, the rows it covers.
struct Head {
    text: String,
    bbox: Rect,
    last: usize,
}

/// The first row most of whose cells read as headers, and whose columns together are `wanted`.
pub(super) fn header_where<T: Copy>(
    sheet: &Sheet<'_>,
    says: &dyn Fn(&str) -> Option<T>,
    wanted: &dyn Fn(&[Option<T>]) -> bool,
) -> Option<Header<T>> {
    (0..sheet.rows.len()).find_map(|index| {
        let row = sheet.rows.get(index)?;
        let heads = heads(sheet, row, index);
        let known: Vec<Option<T>> = heads.iter().map(|h| says(&h.text)).collect();
        if !wanted(&known) || known.iter().flatten().count() * 2 < heads.len() {
            return None;
        }
        let edges = edges(sheet, &heads);
        let columns = known.into_iter().zip(edges).map(|(what, x)| Column { what, x }).collect();
        let last = heads.iter().map(|h| h.last).max().unwrap_or(index);
        let bottom = heads.iter().map(|h| h.bbox.y1).fold(row.bbox.y1, f32::max);
        Some(Header { columns, rows: (index, last), bottom })
    })
}

/// The header cells of a row: runs, put together where one cell holds several, and with what stands right below in the
/// same cell.
fn heads(sheet: &Sheet<'_>, row: &Row, index: usize) -> Vec<Head> {
    let mut heads: Vec<(Head, Option<Rect>)> = Vec::new();
    for run in row.runs.iter().filter_map(|&r| sheet.runs.get(r)) {
        let cell = sheet.cells.around(run.bbox.centre());
        let text = squeeze(&run.string());
        let joins = heads.last().is_some_and(|(head, before)| {
            let gap = run.bbox.x0 - head.bbox.x1;
            let size = run.bbox.height().max(1.0);
            match (before, &cell) {
                (Some(a), Some(b)) => (a.x0 - b.x0).abs() < 1.0 && (a.x1 - b.x1).abs() < 1.0,
                // 姓　　名 without ruling lines: single characters wide apart.
                _ => head.text.chars().count() <= 1 && text.chars().count() <= 1 && gap < 3.0 * size,
            }
        });
        match heads.last_mut() {
            Some((head, _)) if joins => {
                head.text.push_str(&text);
                head.bbox = head.bbox.union(&run.bbox);
            }
            _ => heads.push((Head { text, bbox: run.bbox, last: index }, cell)),
        }
    }
    for (head, cell) in &mut heads {
        let Some(cell) = cell else { continue };
        for (below, row) in sheet.rows.iter().enumerate().skip(index + 1).take(3) {
            for run in row.runs.iter().filter_map(|&r| sheet.runs.get(r)) {
                if cell.contains(run.bbox.centre()) {
                    head.text.push_str(&squeeze(&run.string()));
                    head.bbox = head.bbox.union(&run.bbox);
                    head.last = below;
                }
            }
        }
    }
    heads.into_iter().map(|(head, _)| head).collect()
}

/// Left and right edge of each column: its ruled cell, or half way to the neighbours.
fn edges(sheet: &Sheet<'_>, heads: &[Head]) -> Vec<(f32, f32)> {
    heads
        .iter()
        .enumerate()
        .map(|(n, head)| {
            if let Some(cell) = sheet.cells.around(head.bbox.centre()).filter(|c| c.width() < 0.95 * sheet.page.width) {
                return (cell.x0, cell.x1);
            }
            let left = n
                .checked_sub(1)
                .and_then(|b| heads.get(b))
                .map_or(head.bbox.x0 - 60.0, |b| f32::midpoint(b.bbox.x1, head.bbox.x0));
            let right = heads.get(n + 1).map_or(head.bbox.x1 + 120.0, |a| f32::midpoint(head.bbox.x1, a.bbox.x0));
            (left, right)
        })
        .collect()
}

/// A row of a table: for each column the characters in it, a list a line.
pub(super) type Cells = Vec<Vec<Vec<usize>>>;

/// The rows below a header; `key` says by its text whether a piece in the key column begins a row.
pub(super) fn body<T>(
    sheet: &Sheet<'_>,
    header: &Header<T>,
    key: usize,
    begins: &dyn Fn(&str) -> bool,
) -> (Vec<Cells>, Vec<usize>) {
    let inside = below(sheet, header);
    let mut anchors: Vec<Rect> = Vec::new();
    let column_of = |bbox: &Rect| {
        let (x, _) = bbox.centre();
        header.columns.iter().position(|c| c.x.0 <= x && x <= c.x.1)
    };
    for &index in &inside {
        for run in sheet.rows.get(index).into_iter().flat_map(|r| &r.runs).filter_map(|&r| sheet.runs.get(r)) {
            if column_of(&run.bbox) == Some(key) && begins(&run.string()) {
                anchors.push(
                    sheet.cells.around(run.bbox.centre()).filter(|c| c.height() < 8.0 * sheet.em).unwrap_or(run.bbox),
                );
            }
        }
    }
    let mut rows: Vec<Cells> = anchors.iter().map(|_| header.columns.iter().map(|_| Vec::new()).collect()).collect();
    for &index in &inside {
        let Some(row) = sheet.rows.get(index) else { continue };
        for run in row.runs.iter().filter_map(|&r| sheet.runs.get(r)) {
            let Some(column) = column_of(&run.bbox) else { continue };
            let y = run.bbox.centre().1;
            let nearest = anchors
                .iter()
                .enumerate()
                .map(|(n, a)| (n, if a.y0 <= y && y <= a.y1 { 0.0 } else { (a.centre().1 - y).abs() }))
                .min_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((n, apart)) = nearest
                && apart < 3.0 * sheet.em
                && let Some(cell) = rows.get_mut(n).and_then(|r| r.get_mut(column))
            {
                cell.push(run.chars.clone());
            }
        }
    }
    (rows, inside)
}

/// The rows of the page that belong to the table: from the header down to the first that runs across its columns.
fn below<T>(sheet: &Sheet<'_>, header: &Header<T>) -> Vec<usize> {
    let mut inside = Vec::new();
    let left = header.columns.first().map_or(0.0, |c| c.x.0);
    for (index, row) in
        sheet.rows.iter().enumerate().skip(if header.bottom == f32::MIN { 0 } else { header.rows.0 + 1 })
    {
        if index <= header.rows.1 && row.bbox.y1 <= header.bottom + 1.0 {
            continue;
        }
        let across = row.runs.iter().filter_map(|&r| sheet.runs.get(r)).any(|run| {
            let covered = header
                .columns
                .iter()
                .filter(|c| {
                    let common = run.bbox.x1.min(c.x.1) - run.bbox.x0.max(c.x.0);
                    common > 0.35 * (c.x.1 - c.x.0)
                })
                .count();
            covered >= 2
                && run.bbox.width() > 12.0 * sheet.em.min(run.bbox.height())
                && run.bbox.x0 < left + 0.5 * run.bbox.width()
        });
        if across {
            break;
        }
        inside.push(index);
    }
    inside
}
