//! Labels that take several lines: stacked, written downwards, or all the lines of a ruled cell.

use super::lexicon::Lexicon;
use super::spots::Spot;
use crate::layout::{Run, Sheet, is_sign};
use crate::model::Rect;

/// Labels over several lines, or written downwards: each run short and right below the one before.
pub(super) fn find(sheet: &Sheet<'_>, lexicon: &Lexicon, taken: &mut [bool]) -> Vec<Spot> {
    let mut spots = in_cells(sheet, lexicon, taken);
    for first in 0..sheet.runs.len() {
        if taken.get(first).copied().unwrap_or(true) {
            continue;
        }
        if let Some((spot, members)) = stack_from(sheet, lexicon, first, taken) {
            for member in members {
                if let Some(t) = taken.get_mut(member) {
                    *t = true;
                }
            }
            spots.push(spot);
        }
    }
    spots
}

/// Labels that take all the lines of a ruled cell.
fn in_cells(sheet: &Sheet<'_>, lexicon: &Lexicon, taken: &mut [bool]) -> Vec<Spot> {
    let mut spots = Vec::new();
    for cell in sheet.grid().iter().filter(|cell| (2..=8).contains(&cell.lines.len())) {
        let chars = cell.chars();
        let text: Vec<char> = chars.iter().filter_map(|c| sheet.chars.get(*c)).map(|c| c.ch).collect();
        let label = lexicon.exactly(&text).or_else(|| lexicon.by_word(&text));
        let Some(label) = label.filter(|_| text.len() <= 24 && !text.contains(&':')) else { continue };
        let members: Vec<usize> = (0..sheet.runs.len())
            .filter(|r| sheet.runs.get(*r).and_then(|run| run.chars.first()).is_some_and(|c| chars.contains(c)))
            .collect();
        let (Some(first), Some(last), Some(bbox)) = (members.first(), members.last(), sheet.around(&chars)) else {
            continue;
        };
        if parts(sheet, lexicon, &members) {
            continue;
        }
        for member in &members {
            if let Some(t) = taken.get_mut(*member) {
                *t = true;
            }
        }
        spots.push(Spot {
            field: label.fields.first().copied(),
            rank: label.rank,
            label,
            bbox,
            run: *last,
            end: sheet.runs.get(*last).map_or(0, |run| run.text.len()),
            start: (*first, 0),
            colon: false,
            glued: false,
            stacked: true,
            exact: true,
        });
    }
    spots
}

/// Whether lines that together would read as a label are two: each with a field of its own (出生日期 above 毕业院校).
fn parts(sheet: &Sheet<'_>, lexicon: &Lexicon, members: &[usize]) -> bool {
    let text = |members: &[usize]| -> Vec<char> {
        let chars = members.iter().filter_map(|m| sheet.runs.get(*m)).flat_map(|run| run.text.iter().copied());
        chars.filter(|c| !is_sign(*c)).collect()
    };
    // 日期 by itself may be of anything, and below 毕业 it is of that.
    let own = |members: &[usize]| {
        let text = text(members);
        // 入校 above 离校（毕业）: of days.
        let label = lexicon.exactly(&text).or_else(|| lexicon.by_role(&text));
        label.is_some_and(|label| !label.fields.is_empty() && label.rank < 10)
    };
    (1..members.len()).any(|at| {
        let (above, below) = members.split_at(at);
        own(above) && own(below)
    })
}

fn stack_from(sheet: &Sheet<'_>, lexicon: &Lexicon, first: usize, taken: &[bool]) -> Option<(Spot, Vec<usize>)> {
    let top = sheet.runs.get(first)?;
    if top.text.len() > 8 || top.text.iter().any(|c| *c == ':' || c.is_ascii_digit()) {
        return None;
    }
    let mut members = vec![first];
    let mut text: Vec<char> = top.text.clone();
    let mut bbox = top.bbox;
    let mut best = None;
    let mut row = top.row;
    while members.len() < 8 && text.len() <= 16 {
        let Some((next, run)) = below(sheet, &bbox, row, taken) else { break };
        text.extend(run.text.iter().filter(|c| !is_sign(**c)));
        bbox = bbox.union(&run.bbox);
        row = run.row;
        members.push(next);
        let Some(label) = lexicon.exactly(&text) else { continue };
        let parts_are_labels = members
            .iter()
            .filter_map(|&m| sheet.runs.get(m))
            .all(|r| r.text.len() > 1 && lexicon.exactly(&r.text).is_some());
        if parts(sheet, lexicon, &members) {
            break;
        }
        // Two labels without ruling lines are one only where neither has anything beside it: its value stands between.
        let alone = |m: &usize| {
            let run = sheet.runs.get(*m);
            let row = run.and_then(|run| sheet.rows.get(run.row));
            row.is_some_and(|row| row.runs.last() == Some(m))
        };
        // 受聘机构 over 在职期间 over 身份, each with its value beside it.
        let labelled = |m: &&usize| {
            sheet.runs.get(**m).is_some_and(|r| r.text.len() > 2 && lexicon.exactly(&r.text).is_some()) && !alone(m)
        };
        let beside = |m: usize| sheet.right_of(m).and_then(|right| sheet.runs.get(right)).map(|right| right.bbox.x0);
        let level = beside(first).zip(beside(next)).is_some_and(|(a, b)| (a - b).abs() < 0.5 * sheet.em);
        if members.iter().filter(labelled).count() > 1 || (labelled(&&next) && level) {
            break;
        }
        if parts_are_labels && sheet.cells.around(top.bbox.centre()).is_none() && !members.iter().all(alone) {
            continue;
        }
        let spot = Spot {
            field: label.fields.first().copied(),
            rank: label.rank,
            label,
            bbox,
            run: next,
            end: run.text.len(),
            start: (first, 0),
            colon: false,
            glued: false,
            stacked: true,
            exact: true,
        };
        best = Some((spot, members.clone()));
    }
    best
}

/// The run right below a box, close to it and under its middle.
fn below<'s>(sheet: &'s Sheet<'_>, bbox: &Rect, row: usize, taken: &[bool]) -> Option<(usize, &'s Run)> {
    let (x, _) = bbox.centre();
    for next in sheet.rows.iter().skip(row + 1).take(3) {
        for &index in &next.runs {
            let Some(run) = sheet.runs.get(index) else { continue };
            let size = run.bbox.height().max(1.0);
            let narrow = run.bbox.width().min(bbox.width()).max(1.0);
            let under = run.bbox.overlap_x(bbox) >= 0.5 * narrow;
            let close = run.bbox.y0 - bbox.y1 < 0.9 * size && run.bbox.y0 > bbox.y0;
            if under && close && run.text.len() <= 8 {
                let free = !taken.get(index).copied().unwrap_or(true);
                let parted = sheet.cells.parted_down(bbox.y1 - 0.3 * size, run.bbox.y0 + 0.3 * size, x);
                return (free && !parted).then_some((index, run));
            }
        }
    }
    None
}
