//! Pieces of one line that the detection parted where it saw no type: the thin rings of 二○○九年 leave a hole.

use image::RgbImage;

use super::crop::{self, HEIGHT};
use super::quad::Quad;

/// A hole is at most this wide, in heights of the line: two characters and their gaps.
const WIDEST: f32 = 2.2;

/// Pieces of one line stand this level with each other, in heights.
const LEVEL: f32 = 0.2;

/// And one is at most this many times as high as the other.
const ALIKE: f32 = 1.35;

/// Type leaves ink in this share of a hole's columns.
const FILLED: f32 = 0.35;

/// Ink, as a share of the darkest strokes beside the hole.
const DARK: f32 = 0.45;

/// The lines, with those joined that only a hole parts in which there is type.
pub(super) fn closed(page: &RgbImage, mut lines: Vec<Quad>) -> Vec<Quad> {
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        match (0..lines.len()).find(|&other| other != at && lines.get(other).is_some_and(|b| parted(page, &line, b))) {
            Some(other) => {
                let [_, top, bottom, _] = lines.remove(other).0;
                at -= usize::from(other < at);
                if let Some(line) = lines.get_mut(at) {
                    line.0 = [line.0[0], top, bottom, line.0[3]];
                }
            }
            None => at += 1,
        }
    }
    lines
}

/// Whether `b` goes on with the line of `a` behind a hole with type in it.
fn parted(page: &RgbImage, a: &Quad, b: &Quad) -> bool {
    let (high, low) = (a.height().max(b.height()), a.height().min(b.height()));
    if low <= 0.0 || high > ALIKE * low || a.width() < low || b.width() < 0.8 * low {
        return false;
    }
    let (begin, start, end) = (a.at(0.0, 0.5), a.at(1.0, 0.5), b.at(0.0, 0.5));
    let along = ((start.0 - begin.0) / a.width(), (start.1 - begin.1) / a.width());
    let (dx, dy) = (end.0 - start.0, end.1 - start.1);
    let (gap, off) = (dx * along.0 + dy * along.1, dy * along.0 - dx * along.1);
    if !(0.15 * low..WIDEST * low).contains(&gap) || off.abs() > LEVEL * low {
        return false;
    }
    // With a piece of the line on either side, which says how dark its strokes are.
    let (left, right) = ((1.0 - low / a.width()).max(0.0), (low / b.width()).min(1.0));
    let strip = Quad([a.at(left, 0.0), b.at(right, 0.0), b.at(right, 1.0), a.at(left, 1.0)]);
    let crop = crop::cut(page, &strip);
    let ink = crop.ink();
    let column = |pixels: f32| (pixels * HEIGHT as f32 / strip.height().max(1.0)).round() as usize;
    let from = column((1.0 - left) * a.width());
    let to = column((1.0 - left) * a.width() + gap).min(crop.width);
    let dark = |x: usize, rows: std::ops::Range<usize>| {
        rows.filter(|y| ink.get(y * crop.width + x).is_some_and(|&i| i > DARK)).count()
    };
    // A ruling line parts two cells.
    if (from.saturating_sub(2)..(to + 2).min(crop.width)).any(|x| dark(x, 1..HEIGHT - 1) > HEIGHT * 9 / 10 - 2) {
        return false;
    }
    // What a line is written on runs below its type.
    let inked = (from..to).filter(|&x| dark(x, HEIGHT / 5..HEIGHT * 3 / 4) > 0).count();
    inked as f32 >= FILLED * (to.saturating_sub(from)).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rect;

    fn upright(x0: f32, x1: f32) -> Quad {
        Quad::upright(&Rect::new(x0, 100.0, x1, 140.0))
    }

    /// A page with type in two pieces of a line, and what is drawn between them.
    fn page(between: impl Fn(u32, u32) -> bool) -> RgbImage {
        RgbImage::from_fn(400, 240, |x, y| {
            let type_there = (108..132).contains(&y) && (x % 20 < 14) && (y % 6 < 3 || x % 6 < 3);
            let piece = (50..150).contains(&x) || (200..300).contains(&x);
            image::Rgb(if (piece && type_there) || between(x, y) { [20; 3] } else { [245; 3] })
        })
    }

    fn ring(x: u32, y: u32) -> bool {
        let distance = |cx: f32| ((x as f32 - cx).hypot(y as f32 - 120.0) - 9.0).abs();
        distance(163.0).min(distance(187.0)) < 1.5
    }

    #[test]
    fn rings_between_two_pieces_join_them() {
        let lines = vec![upright(200.0, 300.0), upright(50.0, 150.0)];
        assert_eq!(closed(&page(ring), lines), [upright(50.0, 300.0)]);
    }

    #[test]
    fn paper_ruling_and_what_a_line_is_written_on_do_not() {
        let lines = vec![upright(50.0, 150.0), upright(200.0, 300.0)];
        assert_eq!(closed(&page(|_, _| false), lines.clone()), lines);
        assert_eq!(closed(&page(|x, _| (174..177).contains(&x)), lines.clone()), lines);
        assert_eq!(closed(&page(|x, y| (150..200).contains(&x) && (134..137).contains(&y)), lines.clone()), lines);
        assert_eq!(closed(&page(|x, y| ring(x, y) || x == 170 || x == 171), lines.clone()), lines);
    }

    #[test]
    fn a_line_elsewhere_stays() {
        let below = Quad::upright(&Rect::new(200.0, 130.0, 300.0, 170.0));
        let lines = vec![upright(50.0, 150.0), below];
        assert_eq!(closed(&page(ring), lines.clone()), lines);
    }
}
