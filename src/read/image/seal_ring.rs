//! The text of a seal as straight strips: the ring unrolled from its gap, and the line under the star.

use image::{GrayImage, Luma, RgbImage};

use super::seal::SealPlace;
use super::seal_map::SealMap;

/// Height of a strip, in pixels: what the recogniser reads at.
const STRIP_HEIGHT: u32 = 48;
/// Bands in which the characters may stand along the ring, as shares of the radius. Makers set them large or small, near the
/// ring or away from it, and a stamp that was set down aslant has its text off the middle.
const BANDS: [(f32, f32); 3] = [(0.56, 0.95), (0.62, 0.93), (0.50, 0.90)];
/// How much more a gap at the foot of the seal is worth, where rings begin and end, than one at its side: seals are stamped
/// upright, more or less.
const AT_FOOT: f32 = 0.5;

/// Within this share of the radius no ring has characters.
const INNER: f32 = 0.62;

/// The ring unrolled clockwise from the middle of its widest gap, dark characters on white, their tops up: a strip for each
/// band in which the characters may stand.
#[must_use]
pub fn ring_strips(image: &RgbImage, seal: &SealPlace) -> Vec<GrayImage> {
    let sample = Sampler::new(image, seal);
    let start = sample.gap();
    BANDS.iter().map(|band| sample.strip(start, *band)).collect()
}

/// The straight line under the star (人事专用章 and the like), dark on white; `None` where nothing is printed there.
#[must_use]
pub fn inner_strip(image: &RgbImage, seal: &SealPlace) -> Option<GrayImage> {
    // The gap of the ring is at the foot of the seal.
    let sample = Sampler::new(image, seal);
    let foot = sample.gap();
    let radius = f32::midpoint(seal.radii.0, seal.radii.1);
    let (half, top, bottom) = (0.60, 0.26, 0.60);
    let scale = STRIP_HEIGHT as f32 / ((bottom - top) * radius).max(1.0);
    let width = (2.0 * half * radius * scale).round().clamp(STRIP_HEIGHT as f32, 2000.0) as u32;
    let strip = GrayImage::from_fn(width, STRIP_HEIGHT, |x, y| {
        let across = ((x as f32 + 0.5) / width as f32 * 2.0 - 1.0) * half;
        let down = top + (y as f32 + 0.5) / STRIP_HEIGHT as f32 * (bottom - top);
        // In the seal's own frame the foot is straight down (90°).
        let angle = down.atan2(across) - std::f32::consts::FRAC_PI_2 + foot;
        let share = across.hypot(down);
        // Beyond this the characters of the ring begin.
        Luma([if share > INNER { 255 } else { sample.at(angle, share) }])
    });
    let dark = strip.as_raw().iter().filter(|&&v| v < 128).count() as f32 / strip.as_raw().len() as f32;
    (dark > 0.06).then_some(strip)
}

/// Ink of the seal at polar places of its ellipse, stretched so that full ink is black.
struct Sampler<'a> {
    map: SealMap,
    seal: &'a SealPlace,
    full: f32,
}

impl<'a> Sampler<'a> {
    fn new(image: &RgbImage, seal: &'a SealPlace) -> Self {
        let mut sampler = Self { map: SealMap::of(image, seal), seal, full: 255.0 };
        // Full ink is what the darkest twentieth of the band shows.
        let mut values: Vec<f32> = Vec::new();
        for i in 0..720 {
            let angle = i as f32 / 720.0 * std::f32::consts::TAU;
            values.extend([0.66, 0.7, 0.74, 0.78, 0.82, 0.86, 0.9].map(|share| sampler.ink(angle, share)));
        }
        values.sort_by(f32::total_cmp);
        sampler.full = values[values.len() * 19 / 20].max(24.0);
        sampler
    }

    /// A band unrolled from an angle.
    fn strip(&self, start: f32, (inner, outer): (f32, f32)) -> GrayImage {
        let radius = f32::midpoint(self.seal.radii.0, self.seal.radii.1);
        let middle = f32::midpoint(inner, outer) * radius;
        let scale = STRIP_HEIGHT as f32 / ((outer - inner) * radius).max(1.0);
        let width = (std::f32::consts::TAU * middle * scale).round().clamp(STRIP_HEIGHT as f32, 4000.0) as u32;
        GrayImage::from_fn(width, STRIP_HEIGHT, |x, y| {
            let angle = start + (x as f32 + 0.5) / width as f32 * std::f32::consts::TAU;
            let share = outer - (y as f32 + 0.5) / STRIP_HEIGHT as f32 * (outer - inner);
            Luma([self.at(angle, share)])
        })
    }

    /// The ink at an angle (clockwise from the right) and a share of the radius, 0 to 255.
    fn ink(&self, angle: f32, share: f32) -> f32 {
        let ((cx, cy), (a, b)) = (self.seal.centre, self.seal.radii);
        let (sin, cos) = angle.sin_cos();
        self.map.at(cx + a * share * cos, cy + b * share * sin)
    }

    fn at(&self, angle: f32, share: f32) -> u8 {
        (255.0 - (self.ink(angle, share) / self.full * 255.0).min(255.0)) as u8
    }

    /// The middle of the widest stretch of the band without characters, one at the foot before one elsewhere, as an angle clockwise from the right.
    fn gap(&self) -> f32 {
        const STEPS: usize = 360;
        let mut density: Vec<f32> = (0..STEPS)
            .map(|i| {
                let angle = i as f32 / STEPS as f32 * std::f32::consts::TAU;
                (0..12).map(|k| self.ink(angle, 0.66 + k as f32 * 0.02)).sum()
            })
            .collect();
        let mut sorted = density.clone();
        sorted.sort_by(f32::total_cmp);
        let threshold = sorted[STEPS * 7 / 10] * 0.3;
        // A stretch may run over the seam, so the circle is walked twice.
        density.extend_from_within(..);
        let (mut best, mut from) = ((0.0, 0.0), None);
        for (i, &d) in density.iter().enumerate() {
            if d > threshold {
                from = None;
                continue;
            }
            let start = *from.get_or_insert(i);
            let length = (i - start).min(STEPS) as f32;
            let middle = (start as f32 + length / 2.0) / STEPS as f32 * std::f32::consts::TAU;
            let worth = length * (1.0 + AT_FOOT * middle.sin());
            if worth > best.0 {
                best = (worth, middle);
            }
        }
        best.1 % std::f32::consts::TAU
    }
}

#[cfg(test)]
mod tests {
    use super::super::seal::tests::stamp;
    use super::*;
    use crate::model::SealColour;
    use image::Rgb;

    #[test]
    fn the_ring_unrolls_from_its_gap_at_the_foot() {
        let mut page = RgbImage::from_pixel(500, 500, Rgb([250; 3]));
        stamp(&mut page, (250.0, 250.0), (160.0, 160.0), [215, 60, 50]);
        let seal =
            SealPlace { centre: (250.0, 250.0), radii: (160.0, 160.0), colour: SealColour::Red, confidence: 1.0 };
        let start = Sampler::new(&page, &seal).gap().to_degrees();
        assert!((start - 90.0).abs() < 12.0, "{start}");
        let strip = ring_strips(&page, &seal).remove(0);
        let column = |x: u32| (0..48).filter(|&y| strip.get_pixel(x, y).0[0] < 100).count();
        assert_eq!(column(4), 0, "starts in the gap");
        assert!(column(strip.width() / 2) > 20 || column(strip.width() / 2 + strip.width() * 12 / 360) > 20);
        assert!(inner_strip(&page, &seal).is_none(), "nothing is printed under the star");
    }
}
