//! Values beside or below their label, by place alone.

use super::super::spots::Spot;
use super::Search;
use super::pieces::Piece;
use crate::kinds::meaning::Head;
use crate::model::{FieldName, Rect};
use crate::values::{self, Understanding};

/// Whether the values of a field are dates or codes, which are known far from their label, too.
fn is_known_far(field: FieldName) -> bool {
    field.is_code() || field.is_date()
}

impl Search<'_, '_> {
    /// Values beside their label without ruling lines to go by.
    pub(super) fn beside(&mut self) {
        let firsts: Vec<Option<usize>> = (0..self.spots.len()).map(|n| self.first_beside(n)).collect();
        for n in 0..self.spots.len() {
            let (Some(spot), Some(first)) = (self.spots.get(n).cloned(), firsts.get(n).copied().flatten()) else {
                continue;
            };
            let Some(anchor) = self.pieces.get(first).filter(|p| !p.claimed).cloned() else { continue };
            if self.has(n) || (!self.alone_with(&spot, anchor.row) && self.out_of_column(&spot, &anchor.bbox, &firsts))
            {
                continue;
            }
            let size = self.sheet.em;
            let mut lines: Vec<(usize, Vec<usize>)> = Vec::new();
            let mut right = f32::NAN;
            for p in 0..self.pieces.len() {
                let Some(piece) = self.pieces.get(p) else { continue };
                if !self.level(&spot, piece) || piece.bbox.x0 >= self.next_label(&spot, piece.row) {
                    continue;
                }
                let near = if lines.last().is_none_or(|(row, _)| *row != piece.row) {
                    // A line of its own: the value's other lines start where its first one does.
                    // Or all stand in the middle of their cell.
                    let middle = (piece.bbox.centre().0 - anchor.bbox.centre().0).abs() < 0.6 * size;
                    let aligned = middle || (piece.bbox.x0 - anchor.bbox.x0).abs() < 1.3 * size;
                    p == first || (piece.row != anchor.row && aligned)
                } else {
                    piece.bbox.x0 - right < 1.7 * size
                };
                if !near {
                    continue;
                }
                right = piece.bbox.x1;
                let (row, chars) = (piece.row, piece.chars.clone());
                match lines.last_mut() {
                    Some((at, line)) if *at == row => line.extend(chars),
                    _ => lines.push((row, chars)),
                }
                self.claim(p);
            }
            if !lines.is_empty() {
                self.set(n, lines.into_iter().map(|(_, line)| line).collect(), 0.93);
            }
        }
    }

    /// Whether a piece is free and stands behind a label at its height.
    fn level(&self, spot: &Spot, piece: &Piece) -> bool {
        let size = self.sheet.em;
        let y = piece.bbox.centre().1;
        !piece.claimed
            && piece.after.is_none()
            && spot.bbox.y0 - 0.4 * size <= y
            && y <= spot.bbox.y1 + 0.4 * size
            && piece.bbox.x0 >= spot.bbox.x1 - 0.3 * size
    }

    /// The piece next to a label that has no value yet: of its own row before others, the leftmost.
    fn first_beside(&self, n: usize) -> Option<usize> {
        let spot = self.spots.get(n).filter(|_| !self.has(n) && !self.is_empty(n))?;
        let row = self.sheet.runs.get(spot.run).map_or(0, |r| r.row);
        self.pieces
            .iter()
            .enumerate()
            .filter(|(_, p)| self.level(spot, p))
            .filter(|(_, p)| p.bbox.x0 - spot.bbox.x1 < 0.5 * self.sheet.page.width || self.alone_with(spot, p.row))
            .filter(|(_, p)| p.bbox.x0 < self.next_label(spot, p.row))
            .min_by(|(_, a), (_, b)| {
                let own = |p: &Piece| p.row != row && !spot.stacked;
                own(a).cmp(&own(b)).then(a.bbox.x0.total_cmp(&b.bbox.x0))
            })
            .map(|(p, _)| p)
    }

    /// Whether nothing but the label and one value stands in a row, as on a telephone's page: they belong together however
    /// far apart.
    fn alone_with(&self, spot: &Spot, row: usize) -> bool {
        let others = |r: &&usize| !(spot.start.0..=spot.run).contains(*r);
        let others = self.sheet.rows.get(row).map_or(0, |r| r.runs.iter().filter(others).count());
        let own = self.sheet.runs.get(spot.run).is_some_and(|r| r.row == row);
        own && others == 1
    }

    /// Whether a value would start far to the right of where the values of the labels above and below this one start, and
    /// not end where they end: then it is another label's, which was not seen.
    fn out_of_column(&self, spot: &Spot, place: &Rect, firsts: &[Option<usize>]) -> bool {
        let (mut starts, mut ends): (Vec<f32>, Vec<f32>) = self
            .spots
            .iter()
            .zip(firsts)
            .filter(|(s, _)| s.bbox.overlap_x(&spot.bbox) > 0.5 * s.bbox.width().min(spot.bbox.width()))
            .filter_map(|(_, first)| self.pieces.get((*first)?))
            .map(|p| (p.bbox.x0, p.bbox.x1))
            .unzip();
        starts.sort_by(f32::total_cmp);
        ends.sort_by(f32::total_cmp);
        let middle = |of: &[f32]| of.get(of.len() / 2).copied().unwrap_or_default();
        starts.len() >= 4
            && place.x0 > middle(&starts) + 7.0 * self.sheet.em
            && (place.x1 - middle(&ends)).abs() > self.sheet.em
    }

    /// Values below their label.
    pub(super) fn below(&mut self) {
        for n in 0..self.spots.len() {
            if self.has(n) || self.is_empty(n) {
                continue;
            }
            let Some(spot) = self.spots.get(n).cloned() else { continue };
            let size = spot.bbox.height().max(1.0);
            let fits = |p: &Piece| {
                spot.field.is_some_and(|field| {
                    values::parse(field, &self.sheet.raw(&p.chars)).understanding == Understanding::Full
                })
            };
            let under = self.pieces.iter().position(|p| {
                let lead = p.bbox.y0 - spot.bbox.y1;
                let left = (p.bbox.x0 - spot.bbox.x0).abs() < 1.3 * size;
                let centred = (p.bbox.centre().0 - spot.bbox.centre().0).abs() < size;
                // A line between a label and the code below it is more likely imagined than the code another's.
                let parted =
                    self.sheet.cells.parted_down(spot.bbox.centre().1, p.bbox.centre().1, spot.bbox.centre().0)
                        && !(left && self.is_code(&spot, p));
                !p.claimed
                    && p.after.is_none()
                    && lead > -0.3 * size
                    && (lead < 1.7 * size
                        || (lead < 3.2 * size && (left || centred) && spot.field.is_some_and(is_known_far) && fits(p)))
                    && (left || centred)
                    && !parted
            });
            if let Some(p) = under
                && let Some(piece) = self.pieces.get(p).cloned()
            {
                self.claim(p);
                let mut chars = piece.chars;
                self.extend_right(&mut chars, piece.bbox, piece.row, &spot);
                let mut lines = vec![chars];
                while let Some(p) = self.rest_below(&spot, &lines) {
                    self.claim(p);
                    lines.extend(self.pieces.get(p).map(|piece| piece.chars.clone()));
                }
                self.set(n, lines, 0.85);
            }
        }
    }

    /// The next line of a name or a work below its label: it begins where the line before it does and is no wider, and no
    /// label stands between.
    fn rest_below(&self, spot: &Spot, lines: &[Vec<usize>]) -> Option<usize> {
        let text = [Head::Unit, Head::Work, Head::School, Head::Major, Head::Title];
        let above =
            self.sheet.around(lines.last()?).filter(|_| spot.label.heads.iter().any(|head| text.contains(head)))?;
        let size = above.height().max(1.0);
        self.pieces.iter().position(|p| {
            let lead = p.bbox.y0 - above.y1;
            let free = !p.claimed && p.after.is_none();
            free && (-0.2 * size..0.9 * size).contains(&lead)
                && (p.bbox.x0 - above.x0).abs() < 0.4 * size
                && p.bbox.x1 <= above.x1 + 0.5 * size
        })
    }

    /// Whether a piece is, as a whole, a code such as this label wants.
    fn is_code(&self, spot: &Spot, piece: &Piece) -> bool {
        spot.field.filter(|field| field.is_code()).is_some_and(|field| {
            values::parse(field, &self.sheet.raw(&piece.chars)).understanding == Understanding::Full
        })
    }
}
