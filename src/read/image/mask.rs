//! A small image as a set of pixels, and how much of an outline in it is set.

use image::RgbImage;

use super::seal_ink::Tint;
use crate::model::Rect;

/// Which pixels of the small image are set.
pub(super) struct Mask {
    w: usize,
    h: usize,
    set: Vec<bool>,
    /// Cosine and sine of the directions in which outlines are followed.
    pub(super) directions: Vec<(f32, f32)>,
}

impl Mask {
    /// How many points of an outline are looked at.
    const STEPS: u32 = 120;

    pub(super) fn new(w: usize, h: usize, set: Vec<bool>) -> Self {
        let directions = (0..Self::STEPS)
            .map(|i| (i as f32 / Self::STEPS as f32 * std::f32::consts::TAU).sin_cos())
            .map(|(sin, cos)| (cos, sin))
            .collect();
        Self { w, h, set, directions }
    }

    /// Red and blue: a small pixel is set where enough of its block has the tint, of which `tint` decides.
    pub(super) fn of_tints(image: &RgbImage, shrink: u32, tint: fn(&[u8; 3]) -> Option<Tint>) -> [Self; 2] {
        let (w, h) = ((image.width() / shrink) as usize, (image.height() / shrink) as usize);
        let f = shrink as usize;
        let mut counts = vec![[0u8; 2]; w * h];
        let stride = image.width() as usize * 3;
        for (y, row) in image.as_raw().chunks_exact(stride.max(1)).enumerate().take(h * f) {
            let cells = &mut counts[y / f * w..(y / f + 1) * w];
            for (cell, block) in cells.iter_mut().zip(row.chunks_exact(f * 3)) {
                for pixel in block.as_chunks::<3>().0 {
                    match tint(pixel) {
                        Some(Tint::Red) => cell[0] = cell[0].saturating_add(1),
                        Some(Tint::Blue) => cell[1] = cell[1].saturating_add(1),
                        None => {}
                    }
                }
            }
        }
        [0, 1].map(|i| Self::new(w, h, counts.iter().map(|c| usize::from(c[i]) * 3 >= (f * f).min(765)).collect()))
    }

    pub(super) fn at(&self, x: f32, y: f32) -> bool {
        let (x, y) = (x.round(), y.round());
        if x < 0.0 || y < 0.0 || x >= self.w as f32 || y >= self.h as f32 {
            return false;
        }
        self.set[y as usize * self.w + x as usize]
    }

    /// The share of an ellipse's outline that is set, within `slack` pixels of it.
    pub(super) fn outline(&self, (cx, cy): (f32, f32), (a, b): (f32, f32), slack: f32) -> f32 {
        let hits = self
            .directions
            .iter()
            .filter(|&&(cos, sin)| {
                let mut off = -slack;
                while off <= slack {
                    if self.at(cx + (a + off) * cos, cy + (b + off) * sin) {
                        return true;
                    }
                    off += 1.0;
                }
                false
            })
            .count();
        hits as f32 / Self::STEPS as f32
    }

    /// Components of set pixels, those within `reach` of each other counted together: their boxes and sizes.
    pub(super) fn components(&self, reach: usize) -> Vec<(Rect, usize)> {
        let mut seen = vec![false; self.set.len()];
        let mut out = Vec::new();
        let mut stack = Vec::new();
        for start in 0..self.set.len() {
            if !self.set[start] || seen[start] {
                continue;
            }
            seen[start] = true;
            stack.push(start);
            let (mut x0, mut y0, mut x1, mut y1, mut size) = (self.w, self.h, 0, 0, 0);
            while let Some(at) = stack.pop() {
                let (x, y) = (at % self.w, at / self.w);
                size += 1;
                (x0, y0, x1, y1) = (x0.min(x), y0.min(y), x1.max(x), y1.max(y));
                for ny in y.saturating_sub(reach)..(y + reach + 1).min(self.h) {
                    for nx in x.saturating_sub(reach)..(x + reach + 1).min(self.w) {
                        let n = ny * self.w + nx;
                        if self.set[n] && !seen[n] {
                            seen[n] = true;
                            stack.push(n);
                        }
                    }
                }
            }
            out.push((Rect::new(x0 as f32, y0 as f32, x1 as f32 + 1.0, y1 as f32 + 1.0), size));
        }
        out
    }
}
