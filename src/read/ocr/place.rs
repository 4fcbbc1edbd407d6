//! Where each character of a line stands: the network tells roughly, the ink between two characters tells exactly.

use super::crop::{Crop, HEIGHT};
use super::ctc::Seen;

/// No character reaches farther from its middle than this, in heights of the crop.
const REACH: f32 = 0.55;

/// Rows at the top and bottom of a crop that are not looked at: a frame's ruling may run there.
const MARGIN: usize = 6;

/// As many rows without ink may lie within a character, as in 二.
const GAP_ROWS: usize = 7;

/// A column with less ink than this is paper.
const PAPER: f32 = 0.03;

/// From where to where each character reaches along the line, in columns of the crop.
pub(super) fn spans(crop: &Crop, seen: &[Seen]) -> Vec<(f32, f32)> {
    let columns = columns(crop);
    let width = columns.len() as f32;
    let middles: Vec<f32> = seen.iter().map(|s| s.middle * width).collect();
    let reach = REACH * HEIGHT as f32;
    // Where one character ends and the next begins: the column with least ink between the two middles.
    let cuts: Vec<f32> = middles.windows(2).map(|pair| cut(&columns, pair[0], pair[1])).collect();
    let mut spans = Vec::with_capacity(seen.len());
    for (i, &middle) in middles.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|before| cuts.get(before)).copied().unwrap_or(0.0);
        let after = cuts.get(i).copied().unwrap_or(width);
        let span = (before.max(middle - reach), after.min(middle + reach));
        let space = seen.get(i).is_some_and(|s| s.ch.is_whitespace());
        spans.push(if space { span } else { without_paper(&columns, span) });
    }
    spans
}

/// From where to where the characters reach across the line, in rows of the crop: outwards from the middle as far as
/// there is ink, over gaps as they are within characters.
pub(super) fn rows(crop: &Crop) -> (f32, f32) {
    let ink = crop.ink();
    let inked: Vec<bool> = ink
        .chunks_exact(crop.width.max(1))
        .map(|row| row.iter().sum::<f32>() / crop.width.max(1) as f32 > PAPER / 2.0)
        .collect();
    let reach = |rows: &mut dyn Iterator<Item = usize>| {
        let (mut last, mut gap) = (HEIGHT / 2, 0);
        for y in rows {
            if inked.get(y).copied().unwrap_or(false) {
                (last, gap) = (y, 0);
            } else {
                gap += 1;
            }
            if gap > GAP_ROWS {
                break;
            }
        }
        last
    };
    let (top, bottom) = (reach(&mut (0..HEIGHT / 2).rev()), reach(&mut (HEIGHT / 2..HEIGHT)) + 1);
    if bottom - top < HEIGHT / 4 { (0.1 * HEIGHT as f32, 0.9 * HEIGHT as f32) } else { (top as f32, bottom as f32) }
}

/// The ink of each column, a ruling along the whole line taken off.
pub(super) fn columns(crop: &Crop) -> Vec<f32> {
    let ink = crop.ink();
    let mut columns = vec![0.0f32; crop.width];
    for row in ink.chunks_exact(crop.width.max(1)).skip(MARGIN).take(HEIGHT - 2 * MARGIN) {
        for (column, value) in columns.iter_mut().zip(row) {
            *column += value / (HEIGHT - 2 * MARGIN) as f32;
        }
    }
    let mut sorted = columns.clone();
    sorted.sort_by(f32::total_cmp);
    let floor = sorted.get(sorted.len() / 20).copied().unwrap_or(0.0);
    for column in &mut columns {
        *column = (*column - floor).max(0.0);
    }
    columns
}

/// The column with least ink in the inner part between two middles; of equal ones that nearest to half-way.
fn cut(columns: &[f32], left: f32, right: f32) -> f32 {
    let half = f32::midpoint(left, right);
    let quarter = (right - left).max(0.0) / 5.0;
    let (from, to) = ((left + quarter).floor() as usize, (right - quarter).ceil() as usize);
    let mut best = (f32::MAX, half);
    for (x, ink) in columns.iter().enumerate().take(to.saturating_add(1)).skip(from) {
        let middle = x as f32 + 0.5;
        let cost = ink + 0.002 * (middle - half).abs();
        if cost < best.0 {
            best = (cost, middle);
        }
    }
    best.1.clamp(left, right.max(left))
}

/// The span without the columns of paper at its ends; as it is where it is all paper.
fn without_paper(columns: &[f32], (from, to): (f32, f32)) -> (f32, f32) {
    let (first, last) = (from.max(0.0).floor() as usize, (to.ceil() as usize).min(columns.len()));
    let inked = |x: &usize| columns.get(*x).is_some_and(|&ink| ink > PAPER);
    match ((first..last).find(inked), (first..last).rev().find(inked)) {
        (Some(a), Some(b)) => ((a as f32).max(from), (b as f32 + 1.0).min(to)),
        _ => (from, to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A crop with black blocks over these columns.
    fn crop(width: usize, blocks: &[(usize, usize)]) -> Crop {
        let pixels = (0..HEIGHT * width)
            .map(|i| {
                let (x, y) = (i % width, i / width);
                let black = (10..38).contains(&y) && blocks.iter().any(|&(a, b)| (a..b).contains(&x));
                if black { [0; 3] } else { [255; 3] }
            })
            .collect();
        Crop { width, pixels }
    }

    fn seen(middles: &[f32]) -> Vec<Seen> {
        middles.iter().map(|&middle| Seen { ch: '字', confidence: 1.0, runners_up: Vec::new(), middle }).collect()
    }

    #[test]
    fn characters_reach_as_far_as_their_ink() {
        let crop = crop(200, &[(20, 50), (56, 90)]);
        // The middles are some columns off, as those of the network are.
        let spans = spans(&crop, &seen(&[0.2, 0.34]));
        assert_eq!(spans, [(20.0, 50.0), (56.0, 90.0)]);
    }

    #[test]
    fn rows_reach_as_far_as_the_ink() {
        assert_eq!(rows(&crop(100, &[(20, 60)])), (10.0, 38.0));
        let blank = crop(100, &[]);
        assert!((rows(&blank).0 - 4.8).abs() < 1e-3);
    }

    #[test]
    fn touching_characters_part_half_way() {
        let crop = crop(100, &[(10, 70)]);
        let spans = spans(&crop, &seen(&[0.25, 0.55]));
        assert!((spans[0].1 - 40.0).abs() <= 1.0, "{spans:?}");
        assert!((spans[1].0 - 40.0).abs() <= 1.0);
    }

    #[test]
    fn a_lonely_character_does_not_reach_across_the_line() {
        let crop = crop(400, &[(30, 60), (300, 330)]);
        let spans = spans(&crop, &seen(&[0.1]));
        assert_eq!(spans, [(30.0, 60.0)]);
    }
}
