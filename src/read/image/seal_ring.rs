//! The text of a seal as straight strips: the ring unrolled from its gap, and the line under the star.

use image::{GrayImage, Luma, RgbImage};

use super::seal::SealPlace;
use super::seal_map::SealMap;
use crate::model::SealColour;

/// Height of a strip, in pixels: what the recogniser reads at.
const STRIP_HEIGHT: u32 = 48;

/// Bands in which the characters may stand along the ring, as shares of the radius, beside the one that is measured: a stamp
/// that was set down aslant has its text off the middle.
const BANDS: [(f32, f32); 3] = [(0.56, 0.95), (0.62, 0.93), (0.50, 0.90)];

/// How much more a gap at the foot of the seal is worth, where rings begin and end, than one at its side: seals are stamped
/// upright, more or less.
const AT_FOOT: f32 = 0.5;

/// Within this share of the radius no ring has characters.
const INNER: f32 = 0.62;

/// Within this share of the radius a line under the star stands where the ring has no characters.
const IN_GAP: f32 = 0.86;

/// What stands in the gap of a ring and is no wider than this is a stroke of type or a blot, in radians.
const BLOT: f32 = 0.06;

/// How far a strip reaches beyond the characters of the ring at both ends, in radians: less than half a character.
const MARGIN: f32 = 0.09;

/// The ring unrolled clockwise from its first character to its last, dark on white, their tops up: a strip for each band in
/// which the characters may stand. Whatever else the seal says stands in the gap of the ring and is left out. In a grey copy,
/// where what tells type from the seal may take strokes of the seal with it, there are strips with the type left in.
#[must_use]
pub fn ring_strips(image: &RgbImage, seal: &SealPlace) -> Vec<GrayImage> {
    let (sample, own, arc) = Sampler::measured(image, seal);
    let mut strips: Vec<GrayImage> = BANDS.iter().chain([&own]).map(|band| sample.strip(arc, *band)).collect();
    if seal.colour == SealColour::Grey {
        let with_type = Sampler::new(SealMap::with_type(image, seal), seal);
        strips.extend([own, BANDS[1]].map(|band| with_type.strip(arc, band)));
    }
    strips
}

/// The straight line under the star (人事专用章 and the like), dark on white, once with little of what stands around it and
/// once with more; none where nothing is printed there.
#[must_use]
pub fn inner_strips(image: &RgbImage, seal: &SealPlace) -> Vec<GrayImage> {
    let (sample, (inner, _), arc) = Sampler::measured(image, seal);
    let ring = arc.shrunk(MARGIN);
    // The gap of the ring is at the foot of the seal. A line under the star reaches out into it.
    let foot = arc.foot();
    let radius = f32::midpoint(seal.radii.0, seal.radii.1);
    let half = 0.62;
    let at = |across: f32, down: f32, most: f32| {
        // In the seal's own frame the foot is straight down (90°).
        let angle = down.atan2(across) - std::f32::consts::FRAC_PI_2 + foot;
        let share = across.hypot(down);
        let limit = if ring.holds(angle) { most } else { IN_GAP };
        if share > limit { 255 } else { sample.at(angle, share) }
    };
    let row = |down: f32| {
        (0..64).map(|i| 255.0 - f32::from(at((i as f32 / 31.5 - 1.0) * half, down, INNER))).sum::<f32>() / 64.0
    };
    let Some((top, bottom)) = line_rows(&row) else { return Vec::new() };
    let scale = STRIP_HEIGHT as f32 / ((bottom - top) * radius).max(1.0);
    let width = (2.0 * half * radius * scale).round().clamp(STRIP_HEIGHT as f32, 2000.0) as u32;
    let strip = |most: f32| {
        GrayImage::from_fn(width, STRIP_HEIGHT, |x, y| {
            let across = ((x as f32 + 0.5) / width as f32 * 2.0 - 1.0) * half;
            Luma([at(across, top + (y as f32 + 0.5) / STRIP_HEIGHT as f32 * (bottom - top), most)])
        })
    };
    let dark =
        |strip: &GrayImage| strip.as_raw().iter().filter(|&&v| v < 128).count() as f32 / strip.as_raw().len() as f32;
    // The line may reach to the characters of the ring, and a little between them.
    let strips = [inner.max(INNER), inner.max(INNER) + 0.06].map(strip);
    strips.into_iter().filter(|strip| dark(strip) > 0.06).collect()
}

/// From where to where, in shares of the radius below the middle, the heaviest line under the star stands, with some room
/// around it. The star's feet end above it.
fn line_rows(ink: &dyn Fn(f32) -> f32) -> Option<(f32, f32)> {
    const FROM: f32 = 0.28;
    const STEP: f32 = 0.01;
    const LOWEST: f32 = 0.1;
    let rows: Vec<f32> = (0..52).map(|i| ink(FROM + i as f32 * STEP)).collect();
    let most = rows.iter().copied().fold(0.0, f32::max);
    let mut best = (0.0, 0, 0);
    let mut at = 0;
    for run in rows.chunk_by(|a, b| (*a > 0.2 * most) == (*b > 0.2 * most)) {
        let mass: f32 = run.iter().sum();
        if run.first().is_some_and(|row| *row > 0.2 * most) && mass > best.0 {
            best = (mass, at, at + run.len());
        }
        at += run.len();
    }
    let (top, bottom) = (FROM + best.1 as f32 * STEP, FROM + best.2 as f32 * STEP);
    let room = 0.22 * (bottom - top);
    (bottom - top >= LOWEST).then_some((top - room, bottom + room))
}

/// The part of a ring that has characters: from an angle on, clockwise, so far, in radians.
#[derive(Debug, Clone, Copy)]
struct Arc {
    start: f32,
    length: f32,
}

impl Arc {
    /// The middle of the gap.
    fn foot(self) -> f32 {
        self.start - (std::f32::consts::TAU - self.length) / 2.0
    }

    fn shrunk(self, by: f32) -> Self {
        Self { start: self.start + by, length: (self.length - 2.0 * by).max(0.0) }
    }

    fn holds(self, angle: f32) -> bool {
        (angle - self.start).rem_euclid(std::f32::consts::TAU) < self.length
    }
}

/// Ink of the seal at polar places of its ellipse, stretched so that full ink is black.
struct Sampler<'a> {
    map: SealMap,
    seal: &'a SealPlace,
    full: f32,
}

impl<'a> Sampler<'a> {
    fn new(map: SealMap, seal: &'a SealPlace) -> Self {
        let mut sampler = Self { map, seal, full: 255.0 };
        // Full ink is what the darkest twentieth of the ring shows.
        let mut values: Vec<f32> = Vec::new();
        for i in 0..720 {
            let angle = i as f32 / 720.0 * std::f32::consts::TAU;
            values.extend([0.66, 0.7, 0.74, 0.78, 0.82, 0.86, 0.9].map(|share| sampler.ink(angle, share)));
        }
        values.sort_by(f32::total_cmp);
        sampler.full = values[values.len() * 19 / 20].max(24.0);
        sampler
    }

    /// The ink of a seal, the band of its ring's characters, and the part of the ring that has some.
    fn measured(image: &RgbImage, seal: &'a SealPlace) -> (Self, (f32, f32), Arc) {
        let sample = Self::new(SealMap::of(image, seal), seal);
        let band = sample.band();
        let arc = sample.arc(band);
        (sample, band, arc)
    }

    /// A band unrolled along an arc.
    fn strip(&self, arc: Arc, (inner, outer): (f32, f32)) -> GrayImage {
        let radius = f32::midpoint(self.seal.radii.0, self.seal.radii.1);
        let middle = f32::midpoint(inner, outer) * radius;
        let scale = STRIP_HEIGHT as f32 / ((outer - inner) * radius).max(1.0);
        let width = (arc.length * middle * scale).round().clamp(STRIP_HEIGHT as f32, 4000.0) as u32;
        GrayImage::from_fn(width, STRIP_HEIGHT, |x, y| {
            let angle = arc.start + (x as f32 + 0.5) / width as f32 * arc.length;
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

    /// From where to where the characters of the ring stand, as shares of the radius, with some room around them: from the
    /// paper within the ring inwards, until there is hardly any ink.
    fn band(&self) -> (f32, f32) {
        const STEP: f32 = 0.01;
        let share = |i: usize| 0.3 + i as f32 * STEP;
        let profile: Vec<f32> =
            (0..69).map(|i| (0..360).map(|degree| self.ink((degree as f32).to_radians(), share(i))).sum()).collect();
        let least =
            |from: usize, to: usize| (from..to).min_by(|a, b| profile[*a].total_cmp(&profile[*b])).unwrap_or(from);
        let paper = profile[least(0, 69)];
        // Between the ring and its characters.
        let outer = least(52, 67);
        let most = profile[30..outer].iter().copied().fold(paper, f32::max);
        let limit = paper + 0.3 * (most - paper);
        let top = (30..outer).rev().find(|i| profile[*i] > limit).unwrap_or(outer);
        let inner = (20..top).rev().find(|i| profile[*i] < limit).unwrap_or(30).min(top.saturating_sub(12));
        let room = 0.1 * (top - inner) as f32 * STEP;
        (share(inner) - room, (share(top) + room).min(share(outer).max(share(top))))
    }

    /// The part of a band that has characters: all but its widest gap, one at the foot before one elsewhere. Only the outer
    /// part of the band is looked at, since a line under the star may reach into the inner one.
    fn arc(&self, (inner, outer): (f32, f32)) -> Arc {
        const STEPS: usize = 360;
        const TURN: f32 = std::f32::consts::TAU;
        let from = inner + 0.4 * (outer - inner);
        let density: Vec<f32> = (0..STEPS)
            .map(|i| {
                let angle = i as f32 / STEPS as f32 * TURN;
                (0..12).map(|k| self.ink(angle, from + (k as f32 + 0.5) / 12.0 * (outer - from))).sum()
            })
            .collect();
        let mut sorted = density.clone();
        sorted.sort_by(f32::total_cmp);
        let threshold = sorted[STEPS * 7 / 10] * 0.25;
        // A stretch may run over the seam, so the circle is walked twice.
        let inked = |i: usize| density[i % STEPS] > threshold;
        let blot = (BLOT / TURN * STEPS as f32).ceil() as usize;
        let (mut best, mut gap) = ((0.0, 0, 0), None);
        for i in 0..2 * STEPS {
            if inked(i) {
                // A blot in the gap has paper on both sides.
                let passed =
                    (1..=blot).any(|ahead| !inked(i + ahead)) && (1..=blot).any(|back| !inked(i + STEPS - back));
                let alone = passed && (0..=blot).filter(|n| inked(i + n)).count() <= blot / 2;
                if !alone {
                    gap = None;
                }
                continue;
            }
            let start = *gap.get_or_insert(i);
            let length = (i + 1 - start).min(STEPS);
            let middle = (start as f32 + length as f32 / 2.0) / STEPS as f32 * TURN;
            let worth = length as f32 * (1.0 + AT_FOOT * middle.sin());
            if worth > best.0 {
                best = (worth, start, start + length);
            }
        }
        let radians = |steps: usize| steps as f32 / STEPS as f32 * TURN;
        let gap = radians(best.2 - best.1);
        let margin = MARGIN.min(0.4 * gap);
        Arc { start: (radians(best.2) - margin) % TURN, length: TURN - gap + 2.0 * margin }
    }
}

#[cfg(test)]
mod tests {
    use super::super::seal::tests::stamp;
    use super::*;
    use image::Rgb;

    #[test]
    fn the_ring_unrolls_from_its_gap_at_the_foot() {
        let mut page = RgbImage::from_pixel(500, 500, Rgb([250; 3]));
        stamp(&mut page, (250.0, 250.0), (160.0, 160.0), [215, 60, 50]);
        let seal =
            SealPlace { centre: (250.0, 250.0), radii: (160.0, 160.0), colour: SealColour::Red, confidence: 1.0 };
        let sampler = Sampler::new(SealMap::of(&page, &seal), &seal);
        let band = sampler.band();
        assert!((band.0 - 0.66).abs() < 0.05 && (band.1 - 0.9).abs() < 0.05, "{band:?}");
        let foot = sampler.arc(band).foot().to_degrees();
        assert!((foot - 90.0).abs() < 12.0, "{foot}");
        let strip = ring_strips(&page, &seal).remove(0);
        let column = |x: u32| (0..48).filter(|&y| strip.get_pixel(x, y).0[0] < 100).count();
        assert_eq!(column(2), 0, "starts in the gap");
        assert!(column(strip.width() / 2) > 20 || column(strip.width() / 2 + strip.width() * 12 / 360) > 20);
        assert!(inner_strips(&page, &seal).is_empty(), "nothing is printed under the star");
    }
}
