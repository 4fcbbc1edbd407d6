//! Tables without ruling lines whose cells have several lines.

use super::{Cells, Header, below};
use crate::kinds::meaning::{self, Role};
use crate::layout::Sheet;
use crate::model::Rect;

/// The rows of a table whose cells have several lines and no ruling lines around them. A row begins where the key column
/// begins a value (`begins`) that what stands above does not go on to (`goes_on`); its cells are what lies between it and
/// its neighbours, parted where the widest gap is.
pub(in crate::extract) fn blocks<T>(
    sheet: &Sheet<'_>,
    header: &Header<T>,
    key: usize,
    goes_on: &dyn Fn(&str, &str) -> bool,
) -> (Vec<Cells>, Vec<usize>) {
    let inside = below(sheet, header);
    let edges = refined(sheet, header, &inside);
    let column_of = |x: f32| edges.iter().position(|(x0, x1)| *x0 <= x && x <= *x1);
    // Characters by row and column: a run may reach over two columns that stand close. Where it stands under one head it
    // is that column's, however far it reaches.
    let mut lines: Vec<(Rect, usize, Vec<usize>)> = Vec::new();
    for row in inside.iter().filter_map(|&i| sheet.rows.get(i)) {
        let mut of_row: Vec<Vec<usize>> = edges.iter().map(|_| Vec::new()).collect();
        for run in row.runs.iter().filter_map(|&r| sheet.runs.get(r)) {
            let heads = header.columns.iter().filter(|c| run.bbox.x0 <= c.head && c.head <= run.bbox.x1).count();
            let whole = column_of(run.bbox.centre().0).filter(|_| heads == 1);
            for c in &run.chars {
                let column = whole.or_else(|| sheet.chars.get(*c).and_then(|ch| column_of(ch.bbox.centre().0)));
                if let Some(cell) = column.and_then(|column| of_row.get_mut(column)) {
                    cell.push(*c);
                }
            }
        }
        for (column, chars) in of_row.into_iter().enumerate() {
            if let Some(bbox) = sheet.around(&chars) {
                lines.push((bbox, column, chars));
            }
        }
    }
    // A sum below the rows is none of them.
    let sum = lines.iter().filter(|(_, _, chars)| {
        let text: String = sheet.string(chars);
        let label = text.split_once(':').map_or(text.as_str(), |(label, _)| label);
        let label = meaning::of(&label.chars().collect::<Vec<_>>());
        let total = label.is_some_and(|m| m.unknown == 0 && m.has(Role::Total));
        total
            || ["合计", "共计", "总计", "累计", "小计", "共查", "共有", "共1"].iter().any(|word| text.starts_with(word))
    });
    let end = sum.map(|(bbox, _, _)| bbox.y0).fold(f32::INFINITY, f32::min);
    lines.retain(|(bbox, _, _)| bbox.centre().1 < end);
    let mut groups: Vec<(Rect, String)> = Vec::new();
    for (bbox, _, chars) in lines.iter().filter(|(_, column, _)| *column == key) {
        let text = sheet.raw(chars);
        match groups.last_mut().filter(|(_, before)| goes_on(before, &text)) {
            Some((all, before)) => {
                *all = all.union(bbox);
                before.push_str(&text);
            }
            None => groups.push((*bbox, text)),
        }
    }
    let middles: Vec<f32> = groups.iter().map(|(bbox, _)| bbox.centre().1).collect();
    let mut bounds: Vec<f32> = vec![header.bottom];
    bounds.extend(middles.windows(2).filter_map(|w| Some(widest_gap(sheet, &lines, *w.first()?, *w.get(1)?))));
    // The last row reaches as far below its middle as above it.
    if let (Some(middle), Some(top)) = (middles.last(), bounds.last()) {
        let above = if middles.len() == 1 { 2.5 * sheet.em } else { middle - top };
        bounds.push(middle + above + 0.3 * sheet.em);
    }
    let mut rows: Vec<Cells> = bounds
        .windows(2)
        .map(|w| {
            let (top, bottom) = (w.first().copied().unwrap_or(0.0), w.get(1).copied().unwrap_or(0.0));
            let mut cells: Cells = edges.iter().map(|_| Vec::new()).collect();
            for (bbox, column, chars) in &lines {
                let y = bbox.centre().1;
                if let Some(cell) = cells.get_mut(*column).filter(|_| top < y && y <= bottom) {
                    cell.push(chars.clone());
                }
            }
            cells
        })
        .collect();
    for column in (0..edges.len()).filter(|column| *column != key) {
        let own: Vec<&(Rect, usize, Vec<usize>)> = lines.iter().filter(|(_, of, _)| *of == column).collect();
        spread(&own, &middles, column, &mut rows);
    }
    (rows, inside)
}

/// Gives a cell that reaches over several rows to each of them: where a column has fewer texts than there are rows, a
/// text that stands between the middles of two rows, nearer to neither, is said of both.
fn spread(lines: &[&(Rect, usize, Vec<usize>)], middles: &[f32], column: usize, rows: &mut [Cells]) {
    let mut texts: Vec<(Rect, Vec<Vec<usize>>)> = Vec::new();
    for (bbox, _, chars) in lines {
        match texts.last_mut().filter(|(above, _)| bbox.y0 - above.y1 < 0.6 * bbox.height()) {
            Some((above, text)) => {
                *above = above.union(bbox);
                text.push(chars.clone());
            }
            None => texts.push((*bbox, vec![chars.clone()])),
        }
    }
    if texts.is_empty() || texts.len() >= middles.len() {
        return;
    }
    for (bbox, text) in &texts {
        let middle = bbox.centre().1;
        // The rows whose middles it stands between, as many above it as below.
        let above = middles.iter().filter(|m| **m < middle).count();
        let even = |n: usize| {
            let (a, b) = (middles.get(above.checked_sub(n)?)?, middles.get(above + n - 1)?);
            ((f32::midpoint(*a, *b) - middle).abs() < 0.25 * (b - a)).then_some(above - n..above + n)
        };
        let Some(over) = even(1) else { continue };
        for row in over {
            if let Some(cell) = rows.get_mut(row).and_then(|row| row.get_mut(column)) {
                cell.retain(|line| !text.contains(line));
                if cell.is_empty() {
                    cell.extend(text.iter().cloned());
                }
            }
        }
    }
}

/// Where between two heights the widest gap lies that no line crosses; a ruling line there decides.
fn widest_gap(sheet: &Sheet<'_>, lines: &[(Rect, usize, Vec<usize>)], from: f32, to: f32) -> f32 {
    if let Some(rule) = sheet.cells.rule_between(from, to) {
        return rule;
    }
    let mut spans: Vec<(f32, f32)> =
        lines.iter().map(|(b, _, _)| (b.y0, b.y1)).filter(|(y0, y1)| *y1 > from && *y0 < to).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut reach, mut best) = (from, (0.0, f32::midpoint(from, to)));
    for (y0, y1) in spans {
        // Lines of neighbouring cells are not quite level: what overlaps a little still has a gap.
        let gap = y0 - reach;
        if gap > best.0 && reach > from {
            best = (gap, f32::midpoint(reach, y0));
        }
        reach = reach.max(y1);
    }
    best.1
}

/// The edges of columns where the table's body shows them: at the places that next to no row's characters cross.
fn refined<T>(sheet: &Sheet<'_>, header: &Header<T>, inside: &[usize]) -> Vec<(f32, f32)> {
    let plain: Vec<(f32, f32)> = header.columns.iter().map(|c| c.x).collect();
    let (Some(left), Some(right)) = (plain.first().map(|x| x.0), plain.last().map(|x| x.1)) else { return plain };
    let width = (right - left).max(1.0) as usize + 1;
    let mut cover = vec![0usize; width];
    let mut rows = 0;
    for row in inside.iter().filter_map(|&i| sheet.rows.get(i)).filter(|row| row.runs.len() >= 2) {
        rows += 1;
        let mut crossed = vec![false; width];
        for c in sheet.row_chars(row).filter_map(|c| sheet.chars.get(c)) {
            let pad = 0.15 * c.bbox.height();
            let from = (c.bbox.x0 - pad - left).max(0.0) as usize;
            let to = (c.bbox.x1 + pad - left).max(0.0) as usize;
            (from..=to.min(width - 1)).for_each(|x| crossed[x] = true);
        }
        cover.iter_mut().zip(crossed).for_each(|(cover, crossed)| *cover += usize::from(crossed));
    }
    if rows == 0 {
        return plain;
    }
    // Between two heads the quietest place is the edge.
    let middle = |n: usize| header.columns.get(n).map(|c| c.head);
    let mut edges = plain.clone();
    for n in 1..edges.len() {
        let (Some(a), Some(b)) = (middle(n - 1), middle(n)) else { continue };
        let from = (a - left).max(0.0) as usize;
        let to = ((b - left).max(0.0) as usize).min(width - 1);
        let quiet = (from..=to).min_by_key(|x| {
            let quiet = cover.get(*x).copied().unwrap_or(rows);
            (quiet, (*x as i64 - (plain.get(n).map_or(0.0, |p| p.0) - left) as i64).unsigned_abs())
        });
        if let Some(x) = quiet {
            let x = left + x as f32;
            if let Some(before) = edges.get_mut(n - 1) {
                before.1 = x;
            }
            if let Some(own) = edges.get_mut(n) {
                own.0 = x;
            }
        }
    }
    edges
}
