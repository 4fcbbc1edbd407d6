//! Values in ruled cells.

use super::super::spots::Spot;
use super::Search;
use crate::model::Rect;

/// How a search by cells ended.
enum Cell {
    Value(Vec<Vec<usize>>, f32),
    Empty,
    Unknown,
}

impl Search<'_, '_> {
    /// Values in the cell beside or below a label's cell.
    pub(super) fn by_cell(&mut self) {
        // What stands beside its own label is not below another one.
        let count = self.spots.len();
        for (n, below) in [false, true].into_iter().flat_map(|below| (0..count).map(move |n| (n, below))) {
            if self.has(n) || self.is_empty(n) {
                continue;
            }
            let Some(spot) = self.spots.get(n).cloned() else { continue };
            match self.cell_value(&spot, below) {
                Cell::Value(lines, sure) => {
                    let all: Vec<usize> = lines.iter().flatten().copied().collect();
                    for p in 0..self.pieces.len() {
                        if self.pieces.get(p).is_some_and(|p| p.chars.iter().any(|c| all.contains(c))) {
                            self.claim(p);
                        }
                    }
                    self.set(n, lines, sure);
                }
                Cell::Empty => {
                    if let Some(e) = self.empty.get_mut(n) {
                        *e = true;
                    }
                }
                Cell::Unknown => {}
            }
        }
    }

    fn cell_value(&self, spot: &Spot, below: bool) -> Cell {
        let cells = &self.sheet.cells;
        let step = 0.3 * self.sheet.em;
        let Some(own) = cells.around(spot.bbox.centre()) else { return Cell::Unknown };
        if own.height() > 0.4 * self.sheet.page.height || own.width() > 0.9 * self.sheet.page.width {
            return Cell::Unknown;
        }
        // A stroke of the label taken for a line.
        if !spot.stacked && own.height() < 0.8 * spot.bbox.height() {
            return Cell::Unknown;
        }
        // A frame, or a cell whose lines between rows were not seen: places alone tell more.
        if self.spots.iter().filter(|s| own.contains(s.bbox.centre())).count() > 1 {
            return Cell::Unknown;
        }
        let beside = self.lines_in(&own, Some(spot));
        if !beside.is_empty() {
            return if spot.field.is_some() { Cell::Value(beside, 0.9) } else { Cell::Unknown };
        }
        let (x, y) = spot.bbox.centre();
        let beyond = (own.x1 + step, y);
        let right = cells.around(beyond).or_else(|| cells.open_to_the_right(beyond));
        let mut right = right.filter(|r| r.x0 > own.x0 + step && r.width() > step);
        // No value fits between two lines that close: one of them is imagined, or both are one double line.
        if let Some(narrow) = right.filter(|r| r.width() < 1.2 * self.sheet.em && self.lines_in(r, None).is_empty()) {
            right = cells.around((narrow.x1 + step, y)).filter(|r| r.x0 > narrow.x0 + step && r.width() > step);
        }
        if let Some(right) = right.filter(|r| !self.shared(spot, r)) {
            let lines = self.lines_in(&right, None);
            if !lines.is_empty() {
                return Cell::Value(lines, 0.97);
            }
            // A tall cell at the side is the place of a photograph, and no value's.
            if !self.label_in(&right) && right.height() < 1.8 * own.height() {
                return Cell::Empty;
            }
        }
        if !below {
            return Cell::Unknown;
        }
        // A value stands below its label in a column of their own, not in a cell that reaches far beyond it.
        let below = cells.around((x, own.y1 + step)).filter(|b| b.y0 > own.y0 + step && b.height() > step);
        let below = below.filter(|b| b.overlap_x(&own) > 0.6 * b.width());
        // Nor below a cell in which something stands before the label.
        let alone = !self.pieces.iter().any(|p| own.contains(p.bbox.centre()) && p.bbox.x1 <= spot.bbox.x0 + 1.0);
        let below = below.filter(|_| alone);
        match below {
            Some(below) if !self.label_in(&below) => {
                let lines = self.lines_in(&below, None);
                if lines.is_empty() { Cell::Empty } else { Cell::Value(lines, 0.88) }
            }
            _ => Cell::Unknown,
        }
    }

    /// Whether a cell stands beside several labels of one column: the lines between its rows were not seen.
    fn shared(&self, spot: &Spot, cell: &Rect) -> bool {
        let beside = |s: &&Spot| {
            let y = s.bbox.centre().1;
            cell.y0 < y && y < cell.y1 && s.bbox.x1 <= cell.x0 + self.sheet.em && s.bbox.overlap_x(&spot.bbox) > 0.0
        };
        self.spots.iter().filter(beside).count() > 1
    }

    /// The free text in a cell, a list a line. With a label, only what stands behind or below it.
    fn lines_in(&self, cell: &Rect, behind: Option<&Spot>) -> Vec<Vec<usize>> {
        let mut lines: Vec<(usize, Vec<usize>)> = Vec::new();
        for p in self.pieces.iter().filter(|p| !p.claimed && p.after.is_none() && cell.contains(p.bbox.centre())) {
            let fits =
                behind.is_none_or(|s| p.bbox.x0 >= s.bbox.x1 - 1.0 || p.bbox.y0 >= s.bbox.y1 - 0.3 * s.bbox.height());
            // Where the line before it was not seen, another label stands in the cell, with a value of its own behind it.
            let others = self.spots.iter().any(|s| {
                behind.is_none_or(|own| own.bbox != s.bbox)
                    && cell.contains(s.bbox.centre())
                    && s.bbox.x1 <= p.bbox.x0 + 1.0
                    && s.bbox.overlap_y(&p.bbox) > 0.5 * p.bbox.height().min(s.bbox.height())
            });
            // Far above its label stands a heading: 毕业证查询 over the first row of a card.
            let heading = behind.is_some_and(|s| s.bbox.y0 - p.bbox.y1 > 1.2 * s.bbox.height());
            if !fits || others || heading {
                continue;
            }
            match lines.last_mut() {
                Some((row, line)) if *row == p.row => line.extend(p.chars.iter().copied()),
                _ => lines.push((p.row, p.chars.clone())),
            }
        }
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn label_in(&self, cell: &Rect) -> bool {
        self.spots.iter().any(|s| cell.contains(s.bbox.centre()))
    }
}
