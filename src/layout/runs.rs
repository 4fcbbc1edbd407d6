//! Characters to runs, runs to rows.

use std::cmp::Ordering;

use super::{Cells, Ch, Row, Run};
use crate::model::Rect;

/// A gap wider than this many character heights parts two runs.
const WIDE: f32 = 0.75;
/// Two words closer than this make one run.
const CLOSE: f32 = 0.45;

/// Puts characters into runs and runs into rows, both in reading order.
pub(super) fn arrange(chars: &[Ch], cells: &Cells, em: f32) -> (Vec<Run>, Vec<Row>) {
    let mut runs = pieces(chars, cells);
    let rows = rows(&mut runs, chars, cells, em);
    (runs, rows)
}

/// Cuts every word at wide gaps and ruling lines.
fn pieces(chars: &[Ch], cells: &Cells) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut last: Option<&Ch> = None;
    for (index, c) in chars.iter().enumerate() {
        let cut = last.is_none_or(|before| {
            let size = before.bbox.height().max(c.bbox.height());
            let gap = c.bbox.x0 - before.bbox.x1;
            before.word != c.word
                || gap > WIDE * size
                || c.bbox.x0 < before.bbox.x0 - size
                || (gap > -0.5 * size && cells.parted(middle(before), middle(c), c.bbox.centre().1))
        });
        if cut {
            close(&mut open, chars, &mut runs);
        }
        open.push(index);
        last = Some(c);
    }
    close(&mut open, chars, &mut runs);
    runs
}

/// The middle of a character on the x axis.
fn middle(c: &Ch) -> f32 {
    c.bbox.centre().0
}

/// Makes a run of the open characters.
fn close(open: &mut Vec<usize>, chars: &[Ch], runs: &mut Vec<Run>) {
    let indices = std::mem::take(open);
    if let Some(run) = run(indices, chars) {
        runs.push(run);
    }
}

fn run(indices: Vec<usize>, chars: &[Ch]) -> Option<Run> {
    let bbox = Rect::around(indices.iter().filter_map(|&i| chars.get(i)).map(|c| c.bbox))?;
    let text = indices.iter().filter_map(|&i| chars.get(i)).map(|c| c.ch).collect();
    Some(Run { chars: indices, bbox, text, row: 0 })
}

/// Groups runs into rows by the height of their middles, joins runs that touch, and puts all in reading order.
fn rows(runs: &mut Vec<Run>, chars: &[Ch], cells: &Cells, em: f32) -> Vec<Row> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    let y = |i: &usize| runs.get(*i).map_or(0.0, |r| r.bbox.centre().1);
    order.sort_by(|a, b| y(a).total_cmp(&y(b)));
    let mut groups: Vec<(Rect, f32, Vec<usize>)> = Vec::new();
    for i in order {
        let Some(run) = runs.get(i) else { continue };
        let middle = run.bbox.centre().1;
        let near = groups.iter_mut().rev().take(4).filter(|(bbox, at, _)| {
            let size = run.bbox.height().min(bbox.height()).min(2.0 * em).max(0.5 * em);
            (middle - at).abs() < 0.45 * size
        });
        let best =
            near.min_by(|a, b| (middle - a.1).abs().partial_cmp(&(middle - b.1).abs()).unwrap_or(Ordering::Equal));
        match best {
            Some((bbox, at, members)) => {
                *bbox = bbox.union(&run.bbox);
                let n = members.len() as f32;
                *at = (*at * n + middle) / (n + 1.0);
                members.push(i);
            }
            None => groups.push((run.bbox, middle, vec![i])),
        }
    }
    groups.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut out_runs: Vec<Run> = Vec::with_capacity(runs.len());
    let mut rows = Vec::with_capacity(groups.len());
    for (_, _, mut members) in groups {
        let x = |i: &usize| runs.get(*i).map_or(0.0, |r| r.bbox.x0);
        members.sort_by(|a, b| x(a).total_cmp(&x(b)));
        let mut row = Row { runs: Vec::new(), bbox: Rect::default() };
        let mut open: Vec<usize> = Vec::new();
        for i in members {
            let Some(next) = runs.get(i) else { continue };
            if !open.is_empty() && !touches(&open, next, chars, cells) {
                finish(&mut open, chars, &mut row, &mut out_runs, rows.len());
            }
            open.extend(next.chars.iter().copied());
        }
        finish(&mut open, chars, &mut row, &mut out_runs, rows.len());
        if let Some(bbox) = Rect::around(row.runs.iter().filter_map(|&r| out_runs.get(r)).map(|r| r.bbox)) {
            row.bbox = bbox;
            rows.push(row);
        }
    }
    *runs = out_runs;
    rows
}

/// Whether a run goes on where the open one ends.
fn touches(open: &[usize], next: &Run, chars: &[Ch], cells: &Cells) -> bool {
    let (Some(a), Some(b)) = (open.last().and_then(|&i| chars.get(i)), next.chars.first().and_then(|&i| chars.get(i)))
    else {
        return false;
    };
    let size = a.bbox.height().min(b.bbox.height());
    let gap = b.bbox.x0 - a.bbox.x1;
    gap < CLOSE * size && gap > -1.5 * size && !cells.parted(middle(a), middle(b), b.bbox.centre().1)
}

/// Adds the open characters to the row as a run.
fn finish(open: &mut Vec<usize>, chars: &[Ch], row: &mut Row, runs: &mut Vec<Run>, at: usize) {
    if let Some(mut run) = run(std::mem::take(open), chars) {
        run.row = at;
        row.runs.push(runs.len());
        runs.push(run);
    }
}
