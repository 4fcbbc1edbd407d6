//! Tables with a header row: columns by the header's cells, rows by a key column, ruled or not.

mod blocks;

use crate::layout::{Row, Sheet, squeeze};
use crate::model::Rect;

pub(super) use blocks::blocks;

/// A column and what its header says, if that is known.
#[derive(Debug, Clone)]
pub(super) struct Column<T> {
    /// What it holds.
    pub what: Option<T>,
    /// Its left and right edge.
    pub x: (f32, f32),
    /// The middle of its header.
    pub head: f32,
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

impl Head {
    /// What its words say, or those of them that stand outside a bracket.
    fn says<T>(&self, says: &dyn Fn(&str) -> Option<T>) -> Option<T> {
        says(&squeeze(&self.text)).or_else(|| says(&self.text))
    }
}

/// The first row most of whose cells read as headers, and whose columns together are `wanted`.
pub(super) fn header_where<T: Copy>(
    sheet: &Sheet<'_>,
    says: &dyn Fn(&str) -> Option<T>,
    wanted: &dyn Fn(&[Option<T>]) -> bool,
) -> Option<Header<T>> {
    let reads = |index: &usize| {
        let Some(row) = sheet.rows.get(*index) else { return false };
        let heads = heads(sheet, row, *index);
        let known: Vec<Option<T>> = heads.iter().map(|h| h.says(says)).collect();
        !heads.iter().any(|h| has_figures(&h.text))
            && wanted(&known)
            && known.iter().flatten().count() * 2 >= heads.len()
    };
    let first = (0..sheet.rows.len()).find(reads)?;
    // Of the lines of a header, the one in which most of its cells stand.
    let runs = |index: &usize| sheet.rows.get(*index).map_or(0, |row| row.runs.len());
    let index = (first..first + 3).filter(reads).max_by_key(|index| (runs(index), std::cmp::Reverse(*index)))?;
    header_at(sheet, index, says)
}

/// Whether a number of some length stands in a text, as in no head of a table.
pub(super) fn has_figures(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 4
}

/// The header that a row is taken for, whatever it says.
pub(super) fn header_at<T: Copy>(
    sheet: &Sheet<'_>,
    index: usize,
    says: &dyn Fn(&str) -> Option<T>,
) -> Option<Header<T>> {
    let row = sheet.rows.get(index)?;
    let heads = heads(sheet, row, index);
    let known: Vec<Option<T>> = heads.iter().map(|h| h.says(says)).collect();
    let edges = edges(sheet, &heads);
    let middles: Vec<f32> = heads.iter().map(|h| h.bbox.centre().0).collect();
    let columns = known.into_iter().zip(edges).zip(middles).map(|((what, x), head)| Column { what, x, head }).collect();
    let last = heads.iter().map(|h| h.last).max().unwrap_or(index);
    let bottom = heads.iter().map(|h| h.bbox.y1).fold(row.bbox.y1, f32::max);
    Some(Header { columns, rows: (index, last), bottom })
}

/// The texts below a header, a list of lines a column.
pub(super) fn lines_by_column<T>(sheet: &Sheet<'_>, header: &Header<T>) -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = header.columns.iter().map(|_| Vec::new()).collect();
    for run in below(sheet, header).into_iter().filter_map(|i| sheet.rows.get(i)).flat_map(|row| &row.runs) {
        let Some(run) = sheet.runs.get(*run) else { continue };
        let x = run.bbox.centre().0;
        let column = header.columns.iter().position(|c| c.x.0 <= x && x <= c.x.1);
        if let Some(lines) = column.and_then(|column| lines.get_mut(column)) {
            lines.push(run.string());
        }
    }
    lines
}

/// The header cells of a row: runs, put together where one cell holds several, and with what stands right below in the
/// same cell.
fn heads(sheet: &Sheet<'_>, row: &Row, index: usize) -> Vec<Head> {
    let mut heads: Vec<(Head, Option<Rect>)> = Vec::new();
    for run in row.runs.iter().filter_map(|&r| sheet.runs.get(r)) {
        let cell = sheet.cells.around(run.bbox.centre());
        let text = run.string();
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
                    head.text.push_str(&run.string());
                    head.bbox = head.bbox.union(&run.bbox);
                    head.last = below;
                }
            }
        }
    }
    let mut heads: Vec<Head> = heads.into_iter().map(|(head, _)| head).collect();
    heads.extend(around(sheet, row, index, &heads));
    heads.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    heads
}

/// Header cells over two or three lines, which stand above and below the row of the others: 工作 over 岗位.
fn around(sheet: &Sheet<'_>, row: &Row, index: usize, heads: &[Head]) -> Vec<Head> {
    let mut found: Vec<Head> = Vec::new();
    let near = [index.checked_sub(1), Some(index + 1)];
    for at in near.into_iter().flatten() {
        let Some(other) = sheet.rows.get(at) else { continue };
        let apart = (other.bbox.centre().1 - row.bbox.centre().1).abs();
        if apart > 1.3 * sheet.em.max(row.bbox.height()) {
            continue;
        }
        for run in other.runs.iter().filter_map(|&r| sheet.runs.get(r)) {
            let overlaps = |bbox: &Rect| run.bbox.overlap_x(bbox) > 0.2 * run.bbox.width().min(bbox.width());
            if heads.iter().any(|head| overlaps(&head.bbox)) || run.text.len() > 12 {
                continue;
            }
            let text = run.string();
            match found.iter_mut().find(|head| overlaps(&head.bbox)) {
                Some(head) => {
                    head.text.push_str(&text);
                    head.bbox = head.bbox.union(&run.bbox);
                    head.last = head.last.max(at);
                }
                None => found.push(Head { text, bbox: run.bbox, last: at.max(index) }),
            }
        }
    }
    found
}

/// The header with each column parted in two whose head was read as one with its neighbour's: where next to no text of the
/// body crosses a place that the head runs over.
pub(super) fn parted<T: Copy>(sheet: &Sheet<'_>, header: Header<T>) -> Header<T> {
    let runs = |row: &Row| row.runs.iter().filter_map(|r| sheet.runs.get(*r)).collect::<Vec<_>>();
    let Some(main) = sheet.rows.get(header.rows.0) else { return header };
    let near = |row: &&Row| {
        let apart = (row.bbox.centre().1 - main.bbox.centre().1).abs();
        apart <= 1.3 * sheet.em.max(main.bbox.height())
    };
    let of_heads = sheet.rows.iter().filter(near).flat_map(runs);
    let heads: Vec<Rect> = of_heads.filter(|run| run.text.len() <= 16).map(|run| run.bbox).collect();
    let body: Vec<Rect> = below(sheet, &header)
        .into_iter()
        .filter_map(|i| sheet.rows.get(i))
        .flat_map(runs)
        .map(|run| run.bbox)
        .collect();
    let mut columns = Vec::new();
    for column in &header.columns {
        let own = |bbox: &&Rect| column.x.0 <= bbox.centre().0 && bbox.centre().0 <= column.x.1;
        let texts: Vec<&Rect> = body.iter().filter(own).collect();
        let places = texts.iter().map(|bbox| bbox.x1 + 0.3 * sheet.em);
        let edges = places.filter_map(|x| {
            let crosses = |bbox: &Rect, by: f32| bbox.x0 + by < x && x < bbox.x1 - by;
            let head = heads.iter().find(|head| crosses(head, 2.0 * sheet.em))?;
            let count = |fits: &dyn Fn(&Rect) -> bool| texts.iter().filter(|text| fits(text)).count();
            let (left, right) = (count(&|text| text.x1 <= x), count(&|text| text.x0 >= x));
            let crossed = count(&|text| crosses(text, 0.0));
            (left >= 2 && right >= 2 && crossed * 5 <= texts.len()).then_some((x, head))
        });
        match edges.max_by(|(a, _), (b, _)| a.total_cmp(b)) {
            Some((x, head)) => columns.extend([
                Column { what: None, x: (column.x.0, x), head: f32::midpoint(head.x0, x) },
                Column { what: None, x: (x, column.x.1), head: f32::midpoint(x, head.x1) },
            ]),
            None => columns.push(column.clone()),
        }
    }
    Header { columns, ..header }
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
    let first = header.columns.first().map_or(0.0, |c| c.x.1);
    let heads = header.columns.first().zip(header.columns.last()).map_or((0.0, 0.0), |(a, b)| (a.head, b.head));
    // A photograph loses lines: where rows of several cells stand below the last one, it is not the table's last.
    let of_cells = |row: &Row| row.runs.len() >= 3 && row.runs.len() * 2 >= header.columns.len();
    let end = sheet.cells.last_across(heads, header.bottom - 0.3 * sheet.em);
    let is_last = |end: &f32| !sheet.rows.iter().any(|row| row.bbox.centre().1 > *end && of_cells(row));
    let end = end.filter(is_last).unwrap_or(f32::INFINITY);
    for (index, row) in
        sheet.rows.iter().enumerate().skip(if header.bottom == f32::MIN { 0 } else { header.rows.0 + 1 })
    {
        if index <= header.rows.1 && row.bbox.y1 <= header.bottom + 1.0 {
            continue;
        }
        if row.bbox.centre().1 > end {
            break;
        }
        // A unit's long name may reach under the next head; a sentence stands alone.
        let across = !of_cells(row)
            && row.runs.iter().filter_map(|&r| sheet.runs.get(r)).any(|run| {
                let covered = header
                    .columns
                    .iter()
                    .filter(|c| {
                        let common = run.bbox.x1.min(c.x.1) - run.bbox.x0.max(c.x.0);
                        common > 0.35 * (c.x.1 - c.x.0)
                    })
                    .count();
                let drawn = run.text.iter().all(|c| "-=_*~.─━".contains(*c));
                !drawn
                    && covered >= 2
                    && run.bbox.width() > 12.0 * sheet.em.min(run.bbox.height())
                    && run.bbox.x0 < first
            });
        // 畜牧兽医专业（一班）十一人: a heading between the rows of two classes is no end of the table.
        let goes_on = || sheet.rows.get(index + 1).is_some_and(of_cells);
        if across && goes_on() {
            continue;
        }
        if across {
            break;
        }
        inside.push(index);
    }
    inside
}
