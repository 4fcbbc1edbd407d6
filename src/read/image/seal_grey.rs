//! Round grey seals of a black-and-white copy: a closed thin circle with something in it.

use image::RgbImage;

use super::binary::{ink, shrunk_grey};
use super::mask::Mask;
use super::seal::{SealPlace, outer, plausible_fill};
use crate::model::SealColour;

/// The grey seals of an image made smaller by `shrink`. Every edge votes, along its gradient, for the centres and radii of circles it may lie on; the best are measured on the ink.
pub(super) fn grey(image: &RgbImage, shrink: u32, sheet: f32) -> Vec<SealPlace> {
    let small = shrunk_grey(image, shrink);
    let (w, h) = (small.width() as usize, small.height() as usize);
    if w < 80 || h < 80 {
        return Vec::new();
    }
    let mask = Mask::new(w, h, ink(&small, 41, 16).as_raw().iter().map(|&v| v != 0).collect());
    // Black-and-white copies show whole pages, so the size is known better: 14 to 31 mm in diameter at least.
    let votes = Votes::of_edges(&small, (sheet * 0.046, sheet * 0.106));
    let mut found: Vec<SealPlace> = Vec::new();
    for (centre, radius) in votes.best(24) {
        if found.iter().any(|f| (f.centre.0 - centre.0).hypot(f.centre.1 - centre.1) < f.radii.0) {
            continue;
        }
        found.extend(ring_around(&mask, centre, radius));
    }
    found
}

/// An edge: where it is, and which way it faces.
type Edge = ((f32, f32), (f32, f32));

/// Votes for circles, in cells of [`Votes::CELL`] pixels for centre and radius.
struct Votes {
    w: usize,
    h: usize,
    radii: usize,
    smallest: f32,
    cells: Vec<u16>,
}

impl Votes {
    const CELL: usize = 3;

    fn of_edges(grey: &image::GrayImage, (smallest, largest): (f32, f32)) -> Self {
        let (w, h) = (grey.width() as usize, grey.height() as usize);
        let (cw, ch) = (w / Self::CELL + 1, h / Self::CELL + 1);
        let radii = (largest - smallest) as usize / Self::CELL + 1;
        let mut votes = Self { w: cw, h: ch, radii, smallest, cells: vec![0; cw * ch * radii] };
        // Softened, the stairs of a black-and-white scan point where the curve points.
        let soft = softened(grey);
        let px = |x: usize, y: usize| i32::from(soft[y * w + x]);
        let mut edges: Vec<Edge> = Vec::new();
        for y in 1..h - 1 {
            // Every other pixel, as on a chessboard: a ring has enough of them.
            for x in (1 + y % 2..w - 1).step_by(2) {
                let (left, right) = (x - 1, x + 1);
                let gx = px(right, y - 1) + 2 * px(right, y) + px(right, y + 1)
                    - (px(left, y - 1) + 2 * px(left, y) + px(left, y + 1));
                let gy = px(left, y + 1) + 2 * px(x, y + 1) + px(right, y + 1)
                    - (px(left, y - 1) + 2 * px(x, y - 1) + px(right, y - 1));
                let strength = ((gx * gx + gy * gy) as f32).sqrt();
                if strength > 110.0 {
                    edges.push(((x as f32, y as f32), (gx as f32 / strength, gy as f32 / strength)));
                }
            }
        }
        votes.cast(&edges);
        votes
    }

    /// The votes of all edges, each on both sides, since the ring has an inner and an outer edge. One radius after the
    /// other, so that the cells that are counted stay near each other in memory.
    fn cast(&mut self, edges: &[Edge]) {
        let (w, h) = (self.w, self.h);
        for (bin, cells) in self.cells.chunks_exact_mut(w * h).enumerate() {
            let radius = self.smallest + (bin * Self::CELL) as f32 + 1.0;
            for &((x, y), (dx, dy)) in edges {
                for r in [-radius, radius] {
                    let (cx, cy) = ((x + dx * r) / Self::CELL as f32, (y + dy * r) / Self::CELL as f32);
                    if cx < 0.0 || cy < 0.0 || cx >= w as f32 || cy >= h as f32 {
                        continue;
                    }
                    let cell = &mut cells[cy as usize * w + cx as usize];
                    *cell = cell.saturating_add(1);
                }
            }
        }
    }

    /// Circles for which enough of their circumference voted, best first.
    fn best(&self, most: usize) -> Vec<((f32, f32), f32)> {
        let mut order: Vec<(f32, usize)> = Vec::new();
        for bin in 0..self.radii {
            let radius = self.smallest + (bin * Self::CELL) as f32 + 1.0;
            let wanted = std::f32::consts::TAU * radius * 0.08;
            for y in 0..self.h - 1 {
                for x in 0..self.w - 1 {
                    // A peak often falls on the border of cells.
                    let at = (bin * self.h + y) * self.w + x;
                    if f32::from(self.cells[at]) < wanted / 8.0 {
                        continue;
                    }
                    let four = [at, at + 1, at + self.w, at + self.w + 1].map(|i| u32::from(self.cells[i]));
                    let sum = four.iter().sum::<u32>() as f32;
                    if sum >= wanted {
                        order.push((sum / radius, at));
                    }
                }
            }
        }
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut kept: Vec<((f32, f32), f32)> = Vec::new();
        for (_, at) in order {
            let (x, y, bin) = (at % self.w, at / self.w % self.h, at / self.w / self.h);
            let centre = (((x + 1) * Self::CELL) as f32, ((y + 1) * Self::CELL) as f32);
            let radius = self.smallest + (bin * Self::CELL) as f32 + 1.0;
            if kept.iter().all(|k| (k.0.0 - centre.0).hypot(k.0.1 - centre.1) > radius * 0.3) {
                kept.push((centre, radius));
                if kept.len() == most {
                    break;
                }
            }
        }
        kept
    }
}

/// The image under a small bell-shaped window.
fn softened(grey: &image::GrayImage) -> Vec<u8> {
    let (w, h) = (grey.width() as usize, grey.height() as usize);
    let mut pixels = grey.as_raw().clone();
    for _ in 0..2 {
        for (stride, length, other) in [(1, w, h), (w, h, w)] {
            let step = if stride == 1 { w } else { 1 };
            for line in 0..other {
                let at = |i: usize| line * step + i * stride;
                let mut before = u16::from(pixels[at(0)]);
                for i in 0..length {
                    let here = u16::from(pixels[at(i)]);
                    let after = u16::from(pixels[at((i + 1).min(length - 1))]);
                    pixels[at(i)] = ((before + 2 * here + after) / 4) as u8;
                    before = here;
                }
            }
        }
    }
    pixels
}

/// The closed thin circle about here, if there is one.
fn ring_around(mask: &Mask, (x, y): (f32, f32), radius: f32) -> Option<SealPlace> {
    let mut best = ((x, y), radius, 0.0);
    for dr in -6..=6 {
        for dy in -3..=3 {
            for dx in -3..=3 {
                let (c, r) = ((x + dx as f32, y + dy as f32), radius + dr as f32);
                let ring = mask.outline(c, (r, r), 0.0);
                if ring > best.2 {
                    best = (c, r, ring);
                }
            }
        }
    }
    let (c, r, _) = best;
    let ring = mask.outline(c, (r, r), 1.0);
    let radii = outer(mask, c, (r, r));
    let fit = (c, radii, ring);
    // Lines of a form and type may cross the ring, so that more stands around it than around a coloured one.
    let outside = mask.outline(c, (radii.0 * 1.08, radii.1 * 1.08), 0.0);
    if ring < 0.75 || outside > 0.5 || !plausible_fill(mask, &fit) {
        return None;
    }
    // A grey ring is a possible seal, never a sure one.
    Some(SealPlace { centre: c, radii, colour: SealColour::Grey, confidence: (ring * 0.8).min(0.8) })
}
