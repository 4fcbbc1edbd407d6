//! Connected patches of a map: what stands above a threshold and hangs together, diagonals included.

use super::engine::LineMap;
use super::quad::Point;

/// One patch.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Patch {
    /// Its first and last pixel in each row: enough to draw a hull around it.
    pub outline: Vec<Point>,
    /// How many pixels.
    pub pixels: usize,
    /// The mean of their values.
    pub mean: f32,
}

/// The patches of the map, in order of their first pixel, at most `most`.
pub(super) fn patches(map: &LineMap, threshold: f32, most: usize) -> Vec<Patch> {
    let (width, height) = (map.width, map.height);
    let mut open: Vec<bool> = map.values.iter().map(|&v| v > threshold).collect();
    let mut found = Vec::new();
    let mut stack = Vec::new();
    for start in 0..open.len().min(width * height) {
        if !open.get(start).copied().unwrap_or(false) {
            continue;
        }
        if found.len() == most {
            break;
        }
        let first_row = start / width;
        let mut rows: Vec<(usize, usize)> = Vec::new();
        let (mut pixels, mut sum) = (0usize, 0.0f64);
        open[start] = false;
        stack.push(start);
        while let Some(at) = stack.pop() {
            let (x, y) = (at % width, at / width);
            pixels += 1;
            sum += f64::from(map.values[at]);
            // The scan meets a patch first in its uppermost row, so no row lies above.
            let row = y - first_row;
            if rows.len() <= row {
                rows.resize(row + 1, (usize::MAX, 0));
            }
            rows[row] = (rows[row].0.min(x), rows[row].1.max(x));
            for ny in y.saturating_sub(1)..(y + 2).min(height) {
                for nx in x.saturating_sub(1)..(x + 2).min(width) {
                    let near = ny * width + nx;
                    if open[near] {
                        open[near] = false;
                        stack.push(near);
                    }
                }
            }
        }
        let mut outline = Vec::with_capacity(rows.len() * 4);
        for (i, &(x0, x1)) in rows.iter().enumerate() {
            let (y, x0, x1) = ((first_row + i) as f32, x0 as f32, x1 as f32);
            // Corners of the pixels, not their middles: a patch one pixel high is not without height.
            outline.extend([(x0, y), (x1 + 1.0, y), (x0, y + 1.0), (x1 + 1.0, y + 1.0)]);
        }
        found.push(Patch { outline, pixels, mean: (sum / pixels as f64) as f32 });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_hang_together_over_corners_and_not_over_gaps() {
        let values = [
            0.9, 0.0, 0.0, 0.6, //
            0.0, 0.7, 0.0, 0.6, //
            0.0, 0.0, 0.0, 0.0,
        ];
        let map = LineMap { width: 4, height: 3, values: values.to_vec() };
        let found = patches(&map, 0.5, 10);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].pixels, 2);
        assert!((found[0].mean - 0.8).abs() < 1e-6);
        assert_eq!(found[1].outline[..2], [(3.0, 0.0), (4.0, 0.0)]);
        assert_eq!(patches(&map, 0.5, 1).len(), 1);
    }

    #[test]
    fn a_patch_that_widens_to_the_left_keeps_its_rows() {
        let map = LineMap { width: 3, height: 2, values: vec![0.0, 0.0, 0.9, 0.9, 0.9, 0.9] };
        let found = patches(&map, 0.5, 10);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].outline[4..6], [(0.0, 1.0), (3.0, 1.0)]);
    }
}
