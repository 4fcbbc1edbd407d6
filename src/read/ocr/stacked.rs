//! Characters that stand below each other, as in the narrow first column of a form: cut apart and set side by side, so
//! that the network, which reads lines, can read them.

use super::crop::{Crop, HEIGHT};
use super::place::columns;
use super::quad::Quad;

/// Two pieces of ink belong to one character where both together are no longer than this, in heights of the crop.
const CHARACTER: f32 = 0.85;

/// A column with less ink than this lies between characters.
const BETWEEN: f32 = 0.02;

/// More characters than this do not stand in one column.
const MOST: usize = 64;

/// The places of the characters of an upright line that runs downwards. `turned` is the line cut out so that it runs to
/// the right; squares of the line's width around each piece of ink.
pub(super) fn characters(line: &Quad, turned: &Crop) -> Vec<Quad> {
    let long = turned.width as f32;
    let half = HEIGHT as f32 / 2.0;
    pieces(&columns(turned))
        .into_iter()
        .take(MOST)
        .map(|(from, to)| {
            let middle = f32::midpoint(from as f32, to as f32);
            line.part((0.0, 1.0), ((middle - half) / long, (middle + half) / long))
        })
        .collect()
}

/// Pieces of ink along the line, those that belong to one character joined.
fn pieces(columns: &[f32]) -> Vec<(usize, usize)> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for run in columns.chunk_by(|a, b| (*a > BETWEEN) == (*b > BETWEEN)) {
        let (from, to) = (at, at + run.len());
        at = to;
        if run.first().is_none_or(|&ink| ink <= BETWEEN) {
            continue;
        }
        match pieces.last_mut() {
            Some(last) if ((to - last.0) as f32) <= CHARACTER * HEIGHT as f32 => last.1 = to,
            _ => pieces.push((from, to)),
        }
    }
    // A speck is no character.
    pieces.retain(|(from, to)| to - from >= HEIGHT / 12);
    pieces
}

/// Crops set side by side.
pub(super) fn beside(crops: &[Crop]) -> Crop {
    let width = crops.iter().map(|crop| crop.width).sum();
    let rows =
        (0..HEIGHT).flat_map(|y| crops.iter().flat_map(move |crop| &crop.pixels[y * crop.width..][..crop.width]));
    Crop { width, pixels: rows.copied().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rect;

    #[test]
    fn pieces_of_one_character_join_and_characters_stay_apart() {
        let mut ink = vec![0.0; 160];
        // 二 has two strokes; the next character stands 12 columns below.
        for x in (10..16).chain(34..42).chain(54..90).chain(150..152) {
            ink[x] = 0.5;
        }
        assert_eq!(pieces(&ink), [(10, 42), (54, 90)]);
    }

    #[test]
    fn squares_lie_along_the_line() {
        let line = Quad::upright(&Rect::new(100.0, 0.0, 124.0, 72.0));
        let turned = Crop {
            width: 144,
            pixels: (0..144 * HEIGHT).map(|i| if (20..50).contains(&(i % 144)) { [0; 3] } else { [255; 3] }).collect(),
        };
        let found = characters(&line, &turned);
        assert_eq!(found.len(), 1);
        // The ink is around column 35 of 144, which is 17.5 of 72 pixels down.
        assert!(found[0].bbox().iou(&Rect::new(100.0, 5.5, 124.0, 29.5)) > 0.95, "{found:?}");
    }

    #[test]
    fn crops_beside_each_other_keep_their_rows() {
        let crop = |width: usize, value: u8| Crop { width, pixels: vec![[value; 3]; width * HEIGHT] };
        let both = beside(&[crop(2, 1), crop(3, 9)]);
        assert_eq!(both.width, 5);
        assert_eq!(both.pixels[5..10].iter().map(|p| p[0]).collect::<Vec<_>>(), [1, 1, 9, 9, 9]);
    }
}
