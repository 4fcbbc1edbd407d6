//! Values over several lines.

use super::super::spots::Spot;
use super::super::units;
use super::Search;
use super::pieces::Piece;
use crate::layout::Run;
use crate::model::FieldName;
use crate::values::{self, Understanding, text};

impl Search<'_, '_> {
    /// Lines that belong to a value above, below or around their label's own line.
    pub(super) fn wrapped(&mut self) {
        for p in 0..self.pieces.len() {
            let Some(piece) = self.pieces.get(p).cloned() else { continue };
            if piece.claimed || piece.after.is_some() {
                continue;
            }
            let size = piece.bbox.height().max(1.0);
            let (x, y) = piece.bbox.centre();
            let mut best: Option<(f32, usize, bool)> = None;
            for (n, spot) in self.spots.iter().enumerate() {
                let apart = (spot.bbox.centre().1 - y).abs();
                if spot.bbox.x1 > piece.bbox.x0 + 0.5 * size || apart > 4.0 * size || self.is_empty(n) {
                    continue;
                }
                let row = self.sheet.runs.get(spot.run).map_or(0, |r| r.row);
                if self.next_label(spot, row) < piece.bbox.x1 - 0.3 * size {
                    continue;
                }
                let (y0, y1) = (spot.bbox.centre().1.min(y), spot.bbox.centre().1.max(y));
                // A code is broken anywhere when its cell is narrow: a line through its two lines is more likely imagined
                // than its rest in a cell of its own.
                if self.sheet.cells.parted_down(y0, y1, x) && !spot.field.is_some_and(FieldName::is_code) {
                    continue;
                }
                let joins = match self.values.get(n).and_then(Option::as_ref) {
                    Some((lines, _)) => self.goes_on(spot, lines, &piece),
                    None => apart < 1.4 * size && piece.bbox.x0 - spot.bbox.x1 < 0.5 * self.sheet.page.width,
                };
                // A tie goes to the label above: text that starts level with its label runs on below it.
                let weighed = if spot.bbox.centre().1 > y { apart * 1.15 } else { apart };
                if best.is_none_or(|(b, _, _)| weighed < b) {
                    best = Some((weighed, n, joins));
                }
            }
            if let Some((_, n, true)) = best {
                self.claim(p);
                self.append(n, &piece);
            }
        }
    }

    /// Values of a paragraph's last label that go on at the head of the next line: …　学历类别：成|人高等教育.
    pub(super) fn runs_on(&mut self) {
        let margin = self.sheet.rows.iter().map(|row| row.bbox.x1).fold(0.0, f32::max);
        for p in 0..self.pieces.len() {
            let Some(piece) = self.pieces.get(p).cloned() else { continue };
            if piece.claimed || piece.after.is_some() {
                continue;
            }
            let above = piece.row.checked_sub(1).and_then(|above| self.sheet.rows.get(above));
            let Some((above, row)) = above.zip(self.sheet.rows.get(piece.row)) else { continue };
            let size = piece.bbox.height().max(1.0);
            let near = row.bbox.y0 - above.bbox.y1 < 1.3 * size;
            let flush = piece.bbox.x0 <= row.bbox.x0 + 1.0 && row.bbox.x0 <= above.bbox.x0 + 0.5 * size;
            let full = margin - above.bbox.x1 < 2.6 * size && above.bbox.width() > 0.5 * self.sheet.page.width;
            let ruled = self.sheet.cells.around(piece.bbox.centre()).is_some();
            if !near || !flush || !full || ruled {
                continue;
            }
            let ends = |lines: &[Vec<usize>]| {
                let end = self.sheet.around(&lines.concat()).map(|bbox| (bbox.x1, bbox.centre().1));
                end.is_some_and(|(x1, y)| above.bbox.x1 - x1 < 0.5 * size && above.bbox.y0 < y && y < above.bbox.y1)
            };
            let value = (0..self.spots.len()).find(|n| {
                let colon = self.spots.get(*n).is_some_and(|spot| spot.colon);
                colon && self.values.get(*n).and_then(Option::as_ref).is_some_and(|(lines, _)| ends(lines))
            });
            if let Some(n) = value {
                self.claim(p);
                self.append(n, &piece);
            }
        }
    }

    /// Whether a piece goes on with a value: same left edge, close below or above, and better so than without.
    fn goes_on(&self, spot: &Spot, lines: &[Vec<usize>], piece: &Piece) -> bool {
        let all: Vec<usize> = lines.iter().flatten().copied().collect();
        let Some(bbox) = self.sheet.around(&all) else { return false };
        let first = lines.first().and_then(|l| self.sheet.around(l)).map_or(bbox.x0, |r| r.x0);
        let size = piece.bbox.height().max(1.0);
        let lead = (piece.bbox.y0 - bbox.y1).max(bbox.y0 - piece.bbox.y1);
        // Lines in the middle of a cell, set closer than rows are.
        let middle = (piece.bbox.centre().0 - bbox.centre().0).abs() < 0.6 * size;
        let beside = |run: &Run| run.bbox.overlap_x(&spot.bbox) > 0.0 && !spot.bbox.contains(run.bbox.centre());
        let labelled = || {
            let mut row = self.sheet.rows.get(piece.row).into_iter().flat_map(|row| &row.runs);
            row.any(|run| self.sheet.runs.get(*run).is_some_and(beside))
        };
        let centred = middle && lead < 0.7 * size && piece.bbox.width() < bbox.width() && !labelled();
        let aligned = (piece.bbox.x0 - first).abs() < 1.3 * size || centred;
        // The name of a unit that breaks off goes on where the line begins, too.
        let broken = || {
            let unit = matches!(spot.field, Some(FieldName::School | FieldName::Employer | FieldName::Issuer));
            let text = self.sheet.string(&all);
            let below = piece.bbox.y0 >= bbox.y0 && piece.bbox.x0 >= spot.bbox.x0 - size;
            unit && below
                && !units::is_unit(&text)
                && units::is_unit(&format!("{text}{}", self.sheet.string(&piece.chars)))
        };
        // 第二段: the heading of what comes next.
        let heads = text::begins_item(&self.sheet.string(&piece.chars).chars().collect::<Vec<_>>());
        if heads || lead > 1.6 * size || !((aligned && lead <= 1.0 * size) || broken()) || self.is_labelled(spot, piece)
        {
            return false;
        }
        let Some(field) = spot.field else { return true };
        if spot.colon && piece.bbox.y1 < bbox.centre().1 {
            return false;
        }
        let before = values::parse(field, &self.sheet.raw(&all));
        let joined: Vec<usize> = if piece.bbox.y0 < bbox.y0 {
            piece.chars.iter().chain(&all).copied().collect()
        } else {
            all.iter().chain(&piece.chars).copied().collect()
        };
        let after = values::parse(field, &self.sheet.raw(&joined));
        match field {
            FieldName::Sex | FieldName::EducationLevel | FieldName::Conclusion | FieldName::ProgramYears => false,
            FieldName::Name | FieldName::Principal => {
                piece.chars.len() <= 6 && after.understanding == Understanding::Full && joined.len() >= 4
            }
            _ if field.is_code() && field != FieldName::IdNumber => {
                let plain = piece
                    .chars
                    .iter()
                    .filter_map(|&c| self.sheet.chars.get(c))
                    .all(|c| c.ch.is_ascii_alphanumeric() || c.ch == '号');
                plain && joined.len() <= 24 && bbox.x1 >= piece.bbox.x1 - size
            }
            FieldName::School | FieldName::Major | FieldName::Employer | FieldName::ExamName | FieldName::Issuer => {
                // A wrapped line is full: it ends where the column ends, which the rest must not reach beyond by much.
                bbox.x1 >= piece.bbox.x1 - 1.5 * size
            }
            // Lines set closer than rows are one value: 助理社会工作|师 in the middle of its cell.
            _ if centred => after.understanding == Understanding::Full,
            _ => before.understanding != Understanding::Full && after.understanding == Understanding::Full,
        }
    }

    /// Whether a text stands left of a piece where the labels stand: it is a label of the piece, though nobody knows it.
    fn is_labelled(&self, spot: &Spot, piece: &Piece) -> bool {
        let Some(row) = self.sheet.rows.get(piece.row) else { return false };
        let size = piece.bbox.height().max(1.0);
        let left = row.runs.iter().filter_map(|r| self.sheet.runs.get(*r)).filter(|run| run.bbox.x1 < piece.bbox.x0);
        let own = |run: &Run| {
            (run.bbox.x0 - spot.bbox.x0).abs() < 1.2 * size || (run.bbox.x1 - spot.bbox.x1).abs() < 1.2 * size
        };
        // The second line of a broken label stands close below the first.
        let apart = |run: &Run| (run.bbox.y0 - spot.bbox.y1).max(spot.bbox.y0 - run.bbox.y1) > 0.5 * size;
        !spot.stacked && left.into_iter().any(|run| own(run) && apart(run) && (2..=10).contains(&run.text.len()))
    }

    fn append(&mut self, n: usize, piece: &Piece) {
        let above = self
            .values
            .get(n)
            .and_then(Option::as_ref)
            .and_then(|(lines, _)| self.sheet.around(&lines.concat()))
            .is_some_and(|r| piece.bbox.centre().1 < r.y0);
        match self.values.get_mut(n) {
            Some(Some((lines, sure))) => {
                let at = if above { 0 } else { lines.len() };
                lines.insert(at, piece.chars.clone());
                *sure = sure.min(0.9);
            }
            Some(value) => *value = Some((vec![piece.chars.clone()], 0.85)),
            None => {}
        }
    }
}
