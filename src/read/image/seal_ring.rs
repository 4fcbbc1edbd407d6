//! The text of a seal as straight strips: the ring unrolled from its gap, and the line under the star.

use image::{GrayImage, Luma, RgbImage};

use super::seal::SealPlace;
use super::seal_ink::inkiness;

/// Height of a strip, in pixels: what the recogniser reads at.
const STRIP_HEIGHT: u32 = 48;
/// The band of the characters along the ring, as shares of the radius. The ring itself lies outside it.
const BAND: (f32, f32) = (0.62, 0.93);

/// The ring unrolled clockwise from the middle of its widest gap, dark characters on white, their tops up.
#[must_use]
pub fn ring_strip(image: &RgbImage, seal: &SealPlace) -> GrayImage {
    let start = gap(image, seal);
    let radius = f32::midpoint(seal.radii.0, seal.radii.1);
    let middle = f32::midpoint(BAND.0, BAND.1) * radius;
    let scale = STRIP_HEIGHT as f32 / ((BAND.1 - BAND.0) * radius).max(1.0);
    let width = (std::f32::consts::TAU * middle * scale).round().clamp(STRIP_HEIGHT as f32, 4000.0) as u32;
    let sample = Sampler::new(image, seal);
    GrayImage::from_fn(width, STRIP_HEIGHT, |x, y| {
        let angle = start + (x as f32 + 0.5) / width as f32 * std::f32::consts::TAU;
        let share = BAND.1 - (y as f32 + 0.5) / STRIP_HEIGHT as f32 * (BAND.1 - BAND.0);
        Luma([sample.at(angle, share)])
    })
}

/// The straight line under the star (人事专用章 and the like), dark on white; `None` where nothing is printed there.
#[must_use]
pub fn inner_strip(image: &RgbImage, seal: &SealPlace) -> Option<GrayImage> {
    // The gap of the ring is at the foot of the seal.
    let foot = gap(image, seal);
    let radius = f32::midpoint(seal.radii.0, seal.radii.1);
    let (half, top, bottom) = (0.60, 0.26, 0.60);
    let scale = STRIP_HEIGHT as f32 / ((bottom - top) * radius).max(1.0);
    let width = (2.0 * half * radius * scale).round().clamp(STRIP_HEIGHT as f32, 2000.0) as u32;
    let sample = Sampler::new(image, seal);
    let strip = GrayImage::from_fn(width, STRIP_HEIGHT, |x, y| {
        let across = ((x as f32 + 0.5) / width as f32 * 2.0 - 1.0) * half;
        let down = top + (y as f32 + 0.5) / STRIP_HEIGHT as f32 * (bottom - top);
        // In the seal's own frame the foot is straight down (90°).
        let angle = down.atan2(across) - std::f32::consts::FRAC_PI_2 + foot;
        let share = across.hypot(down);
        // Beyond this the characters of the ring begin.
        Luma([if share > BAND.0 { 255 } else { sample.at(angle, share) }])
    });
    let dark = strip.as_raw().iter().filter(|&&v| v < 128).count() as f32 / strip.as_raw().len() as f32;
    (dark > 0.06).then_some(strip)
}

/// Ink of the seal at polar places of its ellipse, stretched so that full ink is black.
struct Sampler<'a> {
    image: &'a RgbImage,
    seal: &'a SealPlace,
    full: f32,
}

impl<'a> Sampler<'a> {
    fn new(image: &'a RgbImage, seal: &'a SealPlace) -> Self {
        // Full ink is what the darkest twentieth of the band shows.
        let mut values: Vec<u8> = Vec::new();
        for i in 0..720 {
            let angle = i as f32 / 720.0 * std::f32::consts::TAU;
            for share in [0.66, 0.7, 0.74, 0.78, 0.82, 0.86, 0.9] {
                values.push(ink_at(image, seal, angle, share));
            }
        }
        values.sort_unstable();
        let full = f32::from(values[values.len() * 19 / 20]).max(24.0);
        Self { image, seal, full }
    }

    fn at(&self, angle: f32, share: f32) -> u8 {
        let ink = f32::from(ink_at(self.image, self.seal, angle, share)) / self.full;
        (255.0 - (ink * 255.0).min(255.0)) as u8
    }
}

/// The seal's ink at an angle (clockwise from the right) and a share of the radius, between pixels.
fn ink_at(image: &RgbImage, seal: &SealPlace, angle: f32, share: f32) -> u8 {
    let (sin, cos) = angle.sin_cos();
    let x = seal.centre.0 + seal.radii.0 * share * cos - 0.5;
    let y = seal.centre.1 + seal.radii.1 * share * sin - 0.5;
    let (fx, fy) = (x - x.floor(), y - y.floor());
    let get = |x: f32, y: f32| -> f32 {
        if x < 0.0 || y < 0.0 || x >= image.width() as f32 || y >= image.height() as f32 {
            return 0.0;
        }
        f32::from(inkiness(image.get_pixel(x as u32, y as u32).0, seal.colour))
    };
    let (x, y) = (x.floor(), y.floor());
    let top = get(x, y) * (1.0 - fx) + get(x + 1.0, y) * fx;
    let bottom = get(x, y + 1.0) * (1.0 - fx) + get(x + 1.0, y + 1.0) * fx;
    (top * (1.0 - fy) + bottom * fy) as u8
}

/// The middle of the widest stretch of the band without characters, as an angle clockwise from the right.
fn gap(image: &RgbImage, seal: &SealPlace) -> f32 {
    const STEPS: usize = 360;
    let mut density: Vec<f32> = (0..STEPS)
        .map(|i| {
            let angle = i as f32 / STEPS as f32 * std::f32::consts::TAU;
            (0..12).map(|k| f32::from(ink_at(image, seal, angle, 0.66 + k as f32 * 0.02))).sum()
        })
        .collect();
    let mut sorted = density.clone();
    sorted.sort_by(f32::total_cmp);
    let threshold = sorted[STEPS * 7 / 10] * 0.3;
    // A stretch may run over the seam, so the circle is walked twice.
    density.extend_from_within(..);
    let (mut best, mut from) = ((0, 0), None);
    for (i, &d) in density.iter().enumerate() {
        if d <= threshold {
            let start = *from.get_or_insert(i);
            let length = (i - start).min(STEPS);
            if length > best.1 {
                best = (start, length);
            }
        } else {
            from = None;
        }
    }
    let middle = (best.0 + best.1 / 2) % STEPS;
    middle as f32 / STEPS as f32 * std::f32::consts::TAU
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
        let start = gap(&page, &seal).to_degrees();
        assert!((start - 90.0).abs() < 12.0, "{start}");
        let strip = ring_strip(&page, &seal);
        let column = |x: u32| (0..48).filter(|&y| strip.get_pixel(x, y).0[0] < 100).count();
        assert_eq!(column(4), 0, "starts in the gap");
        assert!(column(strip.width() / 2) > 20 || column(strip.width() / 2 + strip.width() * 12 / 360) > 20);
        assert!(inner_strip(&page, &seal).is_none(), "nothing is printed under the star");
    }
}
