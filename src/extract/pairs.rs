//! Label and value by place: beside each other, in cells, below each other, over several lines.

use super::lexicon::Lexicon;
use super::spots::{self, Spot};
use crate::layout::{Sheet, is_sign};
use crate::model::{FieldName, Rect};
use crate::values::{self, Understanding};

/// A value found for a label.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The field.
    pub field: FieldName,
    /// How telling its label is, 0 the most.
    pub rank: usize,
    /// Its characters, a list a line.
    pub lines: Vec<Vec<usize>>,
    /// How sure it is that this is the label's value, 0 to 1.
    pub sure: f32,
    /// Where the label stands.
    pub label: Rect,
}

/// What stands between the labels of a run.
#[derive(Debug, Clone)]
struct Piece {
    chars: Vec<usize>,
    bbox: Rect,
    row: usize,
    /// The label right before it in the same run.
    after: Option<usize>,
    claimed: bool,
}

/// Values by label, and labels without a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs {
    /// What was found, from top to bottom.
    pub found: Vec<Found>,
    /// Fields whose label is printed without a value.
    pub bare: Vec<(FieldName, Rect)>,
}

/// How a search by cells ended.
enum Cell {
    Value(Vec<Vec<usize>>, f32),
    Empty,
    Unknown,
}

struct Search<'a, 'p> {
    sheet: &'a Sheet<'p>,
    spots: Vec<Spot>,
    pieces: Vec<Piece>,
    values: Vec<Option<(Vec<Vec<usize>>, f32)>>,
    /// Labels whose own value cell is empty.
    empty: Vec<bool>,
}

/// The values of a page's labels. Rows for which `skip` is true belong to tables that are read otherwise.
pub(super) fn find(sheet: &Sheet<'_>, lexicon: &Lexicon, skip: &[bool]) -> Pairs {
    let (mut spots, taken) = spots::find(sheet, lexicon);
    let skipped = |run: usize| sheet.runs.get(run).and_then(|r| skip.get(r.row)).copied().unwrap_or(false);
    spots.retain(|s| !skipped(s.run));
    spots.sort_by(|a, b| {
        (a.bbox.y0, a.bbox.x0).partial_cmp(&(b.bbox.y0, b.bbox.x0)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let pieces = pieces(sheet, &spots, &taken, &skipped);
    let count = spots.len();
    let mut search = Search { sheet, spots, pieces, values: vec![None; count], empty: vec![false; count] };
    search.inline();
    search.by_cell();
    search.beside();
    search.wrapped();
    search.below();
    search.finish()
}

/// What is left of the runs once labels are taken out.
fn pieces(sheet: &Sheet<'_>, spots: &[Spot], taken: &[bool], skipped: &dyn Fn(usize) -> bool) -> Vec<Piece> {
    let mut by_run: Vec<Vec<usize>> = vec![Vec::new(); sheet.runs.len()];
    for (n, spot) in spots.iter().enumerate() {
        if let Some(list) = by_run.get_mut(spot.run)
            && !spot.stacked
        {
            list.push(n);
        }
    }
    let mut pieces = Vec::new();
    for (index, run) in sheet.runs.iter().enumerate() {
        if skipped(index) {
            continue;
        }
        let mut labels = by_run.get(index).cloned().unwrap_or_default();
        labels.sort_by_key(|&n| spots.get(n).map_or(0, |s| s.end));
        let mut at = 0;
        let mut after = None;
        let mut ends: Vec<(usize, Option<usize>)> = Vec::new();
        for &n in &labels {
            let Some(spot) = spots.get(n) else { continue };
            let start = if spot.start.0 == index { spot.start.1 } else { 0 };
            ends.push((start, Some(n)));
        }
        if labels.is_empty() && taken.get(index).copied().unwrap_or(false) {
            continue;
        }
        for (start, next) in ends.into_iter().chain([(run.text.len(), None)]) {
            push(sheet, run.chars.get(at..start.max(at)).unwrap_or_default(), run.row, after, &mut pieces);
            at = next.and_then(|n| spots.get(n)).map_or(run.text.len(), |s| s.end);
            after = next;
        }
    }
    pieces
}

fn push(sheet: &Sheet<'_>, chars: &[usize], row: usize, after: Option<usize>, pieces: &mut Vec<Piece>) {
    let chars = trimmed(sheet, chars);
    if let Some(bbox) = sheet.around(&chars) {
        pieces.push(Piece { chars, bbox, row, after, claimed: false });
    }
}

/// Without the signs that part a value from what stands around it. `*` says that the value is not known, and stays.
pub(super) fn trimmed(sheet: &Sheet<'_>, chars: &[usize]) -> Vec<usize> {
    let sign = |c: &usize| sheet.chars.get(*c).is_none_or(|c| is_sign(c.ch) && !"*()-/<>".contains(c.ch));
    let open = |c: &usize| sheet.chars.get(*c).is_some_and(|c| c.ch == '(');
    let close = |c: &usize| sheet.chars.get(*c).is_some_and(|c| c.ch == ')');
    let start = chars.iter().position(|c| !sign(c)).unwrap_or(chars.len());
    let end = chars.iter().rposition(|c| !sign(c)).map_or(start, |n| n + 1);
    let mut kept = chars.get(start..end).unwrap_or_default();
    // A bracket whose partner is elsewhere is a sign too.
    while kept.last().is_some_and(&open) || (kept.last().is_some_and(&close) && !kept.iter().any(&open)) {
        kept = kept.get(..kept.len() - 1).unwrap_or_default();
    }
    while kept.first().is_some_and(&close) || (kept.first().is_some_and(&open) && !kept.iter().any(&close)) {
        kept = kept.get(1..).unwrap_or_default();
    }
    kept.to_vec()
}

impl Search<'_, '_> {
    /// Values behind their label in the same run, or close behind a colon.
    fn inline(&mut self) {
        for n in 0..self.pieces.len() {
            let Some(piece) = self.pieces.get(n).cloned() else { continue };
            let Some(owner) = piece.after else { continue };
            let Some(spot) = self.spots.get(owner).cloned() else { continue };
            let mut chars = piece.chars;
            self.claim(n);
            self.extend_right(&mut chars, piece.bbox, piece.row, &spot);
            let sure = if spot.glued {
                0.75
            } else if spot.colon {
                0.97
            } else {
                0.93
            };
            self.set(owner, vec![chars], sure);
        }
    }

    /// Adds what stands close behind in the same row: digits and dates set wide come in several runs.
    fn extend_right(&mut self, chars: &mut Vec<usize>, from: Rect, row: usize, spot: &Spot) {
        let mut right = from.x1;
        let size = from.height().max(1.0);
        let limit = self.next_label(spot, row);
        for n in 0..self.pieces.len() {
            let Some(p) = self.pieces.get(n) else { continue };
            let near =
                p.bbox.x0 >= right - 0.5 * size && p.bbox.x0 - right < 1.7 * size && p.bbox.x1 <= limit + 0.3 * size;
            let free = p.row == row && !p.claimed && p.after.is_none();
            if free && near && !self.sheet.cells.parted(right, p.bbox.x0, p.bbox.centre().1) {
                right = p.bbox.x1;
                chars.extend(p.chars.iter().copied());
                self.claim(n);
            }
        }
    }

    /// The left edge of the next label in a row, right of this one.
    fn next_label(&self, spot: &Spot, row: usize) -> f32 {
        let band = self.sheet.rows.get(row).map_or(spot.bbox, |r| r.bbox);
        self.spots
            .iter()
            .filter(|s| {
                s.bbox.x0 > spot.bbox.x1 - 0.5 && s.bbox.overlap_y(&band) > 0.3 * s.bbox.height().min(band.height())
            })
            .map(|s| s.bbox.x0)
            .fold(f32::INFINITY, f32::min)
    }

    /// Values in the cell beside or below a label's cell.
    fn by_cell(&mut self) {
        for n in 0..self.spots.len() {
            if self.has(n) {
                continue;
            }
            let Some(spot) = self.spots.get(n).cloned() else { continue };
            match self.cell_value(&spot) {
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

    fn cell_value(&self, spot: &Spot) -> Cell {
        let cells = &self.sheet.cells;
        let step = 0.3 * self.sheet.em;
        let Some(own) = cells.around(spot.bbox.centre()) else { return Cell::Unknown };
        if own.height() > 0.4 * self.sheet.page.height || own.width() > 0.9 * self.sheet.page.width {
            return Cell::Unknown;
        }
        let beside = self.lines_in(&own, Some(spot));
        if !beside.is_empty() {
            return if spot.field.is_some() { Cell::Value(beside, 0.9) } else { Cell::Unknown };
        }
        let (x, y) = spot.bbox.centre();
        let right = cells.around((own.x1 + step, y)).filter(|r| r.x0 > own.x0 + step && r.width() > step);
        if let Some(right) = right {
            let lines = self.lines_in(&right, None);
            if !lines.is_empty() {
                return Cell::Value(lines, 0.97);
            }
            if !self.label_in(&right) {
                return Cell::Empty;
            }
        }
        let below = cells.around((x, own.y1 + step)).filter(|b| b.y0 > own.y0 + step && b.height() > step);
        match below {
            Some(below) if !self.label_in(&below) => {
                let lines = self.lines_in(&below, None);
                if lines.is_empty() { Cell::Empty } else { Cell::Value(lines, 0.88) }
            }
            _ => Cell::Unknown,
        }
    }

    /// The free text in a cell, a list a line. With a label, only what stands behind or below it.
    fn lines_in(&self, cell: &Rect, behind: Option<&Spot>) -> Vec<Vec<usize>> {
        let mut lines: Vec<(usize, Vec<usize>)> = Vec::new();
        for p in self.pieces.iter().filter(|p| !p.claimed && p.after.is_none() && cell.contains(p.bbox.centre())) {
            let fits =
                behind.is_none_or(|s| p.bbox.x0 >= s.bbox.x1 - 1.0 || p.bbox.y0 >= s.bbox.y1 - 0.3 * s.bbox.height());
            if !fits {
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

    /// Values beside their label without ruling lines to go by.
    fn beside(&mut self) {
        for n in 0..self.spots.len() {
            if self.has(n) || self.is_empty(n) {
                continue;
            }
            let Some(spot) = self.spots.get(n).cloned() else { continue };
            let band = spot.bbox;
            let size = self.sheet.em;
            let mut lines: Vec<(usize, Vec<usize>)> = Vec::new();
            let mut right = f32::NAN;
            for p in 0..self.pieces.len() {
                let Some(piece) = self.pieces.get(p) else { continue };
                let (_, y) = piece.bbox.centre();
                let level = band.y0 - 0.2 * size <= y && y <= band.y1 + 0.2 * size;
                let limit = self.next_label(&spot, piece.row);
                let behind = piece.bbox.x0 >= band.x1 - 0.3 * size && piece.bbox.x0 < limit;
                if piece.claimed || piece.after.is_some() || !level || !behind {
                    continue;
                }
                let first = lines.last().is_none_or(|(row, _)| *row != piece.row);
                let near = if first {
                    piece.bbox.x0 - band.x1 < 0.5 * self.sheet.page.width
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

    /// Lines that belong to a value above, below or around their label's own line.
    fn wrapped(&mut self) {
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
                if self.sheet.cells.parted_down(y0, y1, x) {
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

    /// Whether a piece goes on with a value: same left edge, close below or above, and better so than without.
    fn goes_on(&self, spot: &Spot, lines: &[Vec<usize>], piece: &Piece) -> bool {
        let all: Vec<usize> = lines.iter().flatten().copied().collect();
        let Some(bbox) = self.sheet.around(&all) else { return false };
        let first = lines.first().and_then(|l| self.sheet.around(l)).map_or(bbox.x0, |r| r.x0);
        let size = piece.bbox.height().max(1.0);
        let lead = (piece.bbox.y0 - bbox.y1).max(bbox.y0 - piece.bbox.y1);
        let aligned = (piece.bbox.x0 - first).abs() < 1.3 * size;
        if !aligned || lead > 0.8 * size {
            return false;
        }
        let Some(field) = spot.field else { return true };
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
            FieldName::School | FieldName::Major | FieldName::Employer | FieldName::ExamName | FieldName::Issuer => {
                // A wrapped line is full: it ends where the column ends, which the rest must not reach beyond by much.
                bbox.x1 >= piece.bbox.x1 - 1.5 * size
            }
            _ => before.understanding != Understanding::Full && after.understanding == Understanding::Full,
        }
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

    /// Values below their label.
    fn below(&mut self) {
        for n in 0..self.spots.len() {
            if self.has(n) || self.is_empty(n) {
                continue;
            }
            let Some(spot) = self.spots.get(n).cloned() else { continue };
            let size = spot.bbox.height().max(1.0);
            let under = self.pieces.iter().position(|p| {
                let lead = p.bbox.y0 - spot.bbox.y1;
                let left = (p.bbox.x0 - spot.bbox.x0).abs() < 1.3 * size;
                let centred = (p.bbox.centre().0 - spot.bbox.centre().0).abs() < size;
                let parted =
                    self.sheet.cells.parted_down(spot.bbox.centre().1, p.bbox.centre().1, spot.bbox.centre().0);
                !p.claimed
                    && p.after.is_none()
                    && lead > -0.3 * size
                    && lead < 1.7 * size
                    && (left || centred)
                    && !parted
            });
            if let Some(p) = under
                && let Some(piece) = self.pieces.get(p).cloned()
            {
                self.claim(p);
                let mut chars = piece.chars;
                self.extend_right(&mut chars, piece.bbox, piece.row, &spot);
                self.set(n, vec![chars], 0.85);
            }
        }
    }

    fn finish(self) -> Pairs {
        let mut pairs = Pairs::default();
        for (spot, value) in self.spots.iter().zip(self.values) {
            let Some(field) = spot.field else { continue };
            match value {
                Some((lines, sure)) => pairs.found.push(Found {
                    field,
                    rank: spot.rank,
                    lines,
                    sure: if spot.exact { sure } else { sure * 0.95 },
                    label: spot.bbox,
                }),
                None if !spot.glued => pairs.bare.push((field, spot.bbox)),
                None => {}
            }
        }
        pairs
    }

    fn has(&self, n: usize) -> bool {
        self.values.get(n).is_none_or(Option::is_some)
    }

    fn is_empty(&self, n: usize) -> bool {
        self.empty.get(n).copied().unwrap_or(false)
    }

    fn claim(&mut self, piece: usize) {
        if let Some(p) = self.pieces.get_mut(piece) {
            p.claimed = true;
        }
    }

    fn set(&mut self, n: usize, lines: Vec<Vec<usize>>, sure: f32) {
        if let Some(value) = self.values.get_mut(n)
            && value.is_none()
        {
            *value = Some((lines, sure));
        }
    }
}
