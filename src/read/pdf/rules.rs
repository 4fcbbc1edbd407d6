//! Ruling lines: pieces that lie on one line are one line.

use super::scene::Stroke;
use crate::model::{Rect, Rule};

/// Pieces whose middles are no further apart lie on one line.
const ASIDE: f32 = 0.8;
/// Pieces with no wider a gap between them are one line; dashes and dots stay below this.
const GAP: f32 = 3.0;
/// A shorter line is a mark, not a ruling line.
const SHORTEST: f32 = 5.0;

/// Merges the pieces of lines.
pub(super) fn merge(strokes: Vec<Stroke>) -> Vec<Rule> {
    let (level, upright): (Vec<_>, Vec<_>) = strokes.into_iter().partition(|s| s.horizontal);
    let mut rules: Vec<Rule> = along(level.into_iter().map(|s| s.bbox).collect())
        .into_iter()
        .map(|bbox| Rule { bbox, horizontal: true })
        .collect();
    // An upright line is a level one with its axes exchanged.
    rules.extend(
        along(upright.into_iter().map(|s| swap(s.bbox)).collect())
            .into_iter()
            .map(|bbox| Rule { bbox: swap(bbox), horizontal: false }),
    );
    rules
}

fn swap(r: Rect) -> Rect {
    Rect { x0: r.y0, y0: r.x0, x1: r.y1, y1: r.x1 }
}

fn along(mut pieces: Vec<Rect>) -> Vec<Rect> {
    pieces.sort_by(|a, b| a.centre().1.total_cmp(&b.centre().1).then(a.x0.total_cmp(&b.x0)));
    let mut merged = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some(head) = rest.first() {
        let level = head.centre().1;
        let count = rest.iter().take_while(|p| p.centre().1 - level <= ASIDE).count();
        let (line, tail) = rest.split_at(count.max(1));
        rest = tail;
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let mut open: Option<Rect> = None;
        for piece in line {
            open = Some(match open {
                Some(so_far) if piece.x0 - so_far.x1 <= GAP => so_far.union(&piece),
                Some(so_far) => {
                    merged.push(so_far);
                    piece
                }
                None => piece,
            });
        }
        merged.extend(open);
    }
    merged.retain(|r| r.width() >= SHORTEST);
    merged
}
