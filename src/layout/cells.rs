//! Cells of a table, from ruling lines. Lines are used where they are and never required: a photographed table has lost
//! some, a web page has none.

use crate::model::{Rect, Rule};

/// More rules than any form has; the longest are kept.
const MOST_RULES: usize = 3_000;

/// The ruling lines of a page, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// Horizontal lines: y, x0, x1.
    horizontal: Vec<[f32; 3]>,
    /// Vertical lines: x, y0, y1.
    vertical: Vec<[f32; 3]>,
    /// By how much a line may fall short of the line it should meet.
    slack: f32,
    /// What is wider and higher than this frames a page and parts nothing.
    frame: (f32, f32),
}

/// What bounds a point on the four sides, where something does.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    /// The line to the left.
    pub left: Option<f32>,
    /// The line above.
    pub top: Option<f32>,
    /// The line to the right.
    pub right: Option<f32>,
    /// The line below.
    pub bottom: Option<f32>,
}

impl Bounds {
    /// The cell, where all four sides are there.
    #[must_use]
    pub fn closed(&self) -> Option<Rect> {
        Some(Rect::new(self.left?, self.top?, self.right?, self.bottom?))
    }
}

impl Cells {
    /// The rules of a page of this width and height, whose characters are `em` high.
    #[must_use]
    pub fn new(rules: &[Rule], (width, height): (f32, f32), em: f32) -> Self {
        let mut kept: Vec<&Rule> = rules
            .iter()
            .filter(|r| [r.bbox.x0, r.bbox.y0, r.bbox.x1, r.bbox.y1].iter().all(|v| v.is_finite()))
            .collect();
        let length = |r: &Rule| if r.horizontal { r.bbox.width() } else { r.bbox.height() };
        if kept.len() > MOST_RULES {
            kept.sort_by(|a, b| length(b).total_cmp(&length(a)));
            kept.truncate(MOST_RULES);
        }
        let mut horizontal = Vec::new();
        let mut vertical = Vec::new();
        for rule in kept {
            let (x, y) = rule.bbox.centre();
            if rule.horizontal {
                horizontal.push([y, rule.bbox.x0, rule.bbox.x1]);
            } else {
                vertical.push([x, rule.bbox.y0, rule.bbox.y1]);
            }
        }
        horizontal.sort_by(|a, b| a[0].total_cmp(&b[0]));
        vertical.sort_by(|a, b| a[0].total_cmp(&b[0]));
        Self { horizontal, vertical, slack: 0.3 * em, frame: (0.6 * width, 0.4 * height) }
    }

    /// Whether the page has lines in both directions.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.horizontal.is_empty() && !self.vertical.is_empty()
    }

    /// What bounds a point.
    #[must_use]
    pub fn bounds(&self, (x, y): (f32, f32)) -> Bounds {
        let meets = |line: &[f32; 3], at: f32| line[1] - self.slack <= at && at <= line[2] + self.slack;
        let split_h = self.horizontal.partition_point(|line| line[0] < y);
        let split_v = self.vertical.partition_point(|line| line[0] < x);
        let (above, below) = self.horizontal.split_at(split_h.min(self.horizontal.len()));
        let (before, after) = self.vertical.split_at(split_v.min(self.vertical.len()));
        Bounds {
            left: before.iter().rev().find(|line| meets(line, y)).map(|line| line[0]),
            top: above.iter().rev().find(|line| meets(line, x)).map(|line| line[0]),
            right: after.iter().find(|line| meets(line, y)).map(|line| line[0]),
            bottom: below.iter().find(|line| meets(line, x)).map(|line| line[0]),
        }
    }

    /// The closed cell around a point. A frame around a page or around most of it is none.
    #[must_use]
    pub fn around(&self, point: (f32, f32)) -> Option<Rect> {
        let is_frame = |cell: &Rect| cell.width() > self.frame.0 && cell.height() > self.frame.1;
        self.bounds(point).closed().filter(|cell| !is_frame(cell))
    }

    /// The cell around a point that only the table's right border would close, which a photograph often loses: it ends
    /// where the lines above and below it end.
    #[must_use]
    pub fn open_to_the_right(&self, point: (f32, f32)) -> Option<Rect> {
        let bounds = self.bounds(point);
        let (None, left, top, bottom) = (bounds.right, bounds.left?, bounds.top?, bounds.bottom?) else { return None };
        let meets = |line: &&[f32; 3]| line[1] - self.slack <= point.0 && point.0 <= line[2] + self.slack;
        let edges = self.horizontal.iter().filter(|line| line[0] == top || line[0] == bottom).filter(meets);
        let end = edges.map(|line| line[2]).fold(point.0, f32::max);
        (end > point.0).then(|| Rect::new(left, top, end, bottom))
    }

    /// Whether a vertical line stands between two places on the height `y`.
    #[must_use]
    pub fn parted(&self, x0: f32, x1: f32, y: f32) -> bool {
        let start = self.vertical.partition_point(|line| line[0] < x0);
        self.vertical
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|line| line[0] <= x1)
            .any(|line| line[1] <= y && y <= line[2])
    }

    /// The longest horizontal line between two heights.
    #[must_use]
    pub fn rule_between(&self, y0: f32, y1: f32) -> Option<f32> {
        let between = self.horizontal.iter().filter(|line| y0 < line[0] && line[0] < y1);
        between.max_by(|a, b| (a[2] - a[1]).total_cmp(&(b[2] - b[1]))).map(|line| line[0])
    }

    /// The lowest horizontal line below a height that reaches over most of what lies between two places, where there are
    /// several: the last line of a table.
    #[must_use]
    pub fn last_across(&self, (x0, x1): (f32, f32), from: f32) -> Option<f32> {
        let reaches = |line: &&[f32; 3]| line[0] > from && line[2].min(x1) - line[1].max(x0) > 0.8 * (x1 - x0);
        let across: Vec<f32> = self.horizontal.iter().filter(reaches).map(|line| line[0]).collect();
        across.last().copied().filter(|_| across.len() >= 2)
    }

    /// Whether a horizontal line stands between two heights at `x`.
    #[must_use]
    pub fn parted_down(&self, y0: f32, y1: f32, x: f32) -> bool {
        let start = self.horizontal.partition_point(|line| line[0] < y0);
        self.horizontal
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|line| line[0] <= y1)
            .any(|line| line[1] <= x && x <= line[2])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(x0: f32, y0: f32, x1: f32, y1: f32) -> Rule {
        Rule { bbox: Rect::new(x0, y0, x1, y1), horizontal: x1 - x0 > y1 - y0 }
    }

    #[test]
    fn a_point_knows_its_cell() {
        let rules = [
            rule(0.0, 0.0, 100.0, 0.0),
            rule(0.0, 20.0, 100.0, 20.0),
            rule(0.0, 0.0, 0.1, 20.0),
            rule(50.0, 0.0, 50.1, 20.0),
            rule(100.0, 0.0, 100.1, 20.0),
        ];
        let cells = Cells::new(&rules, (200.0, 200.0), 10.0);
        let cell = cells.around((70.0, 10.0)).map(|r| (r.x0.round(), r.x1.round()));
        assert_eq!(cell, Some((50.0, 100.0)));
        assert_eq!(cells.around((70.0, 30.0)), None);
        let open = Cells::new(&rules[..4], (200.0, 200.0), 10.0);
        assert_eq!(open.around((70.0, 10.0)), None);
        assert_eq!(open.open_to_the_right((70.0, 10.0)).map(|r| r.x1), Some(100.0));
        assert_eq!(cells.open_to_the_right((70.0, 10.0)), None);
        assert!(cells.parted(40.0, 60.0, 10.0));
        assert!(!cells.parted(40.0, 60.0, 30.0));
    }
}
