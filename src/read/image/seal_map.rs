//! The ink of one seal by itself: a grey picture of the seal without the type that it was stamped over.
//!
//! Colour tells seal from type, but a scanner's JPEG keeps colour coarsely: half the pixels each way, and smeared. So the
//! shape of a stroke is taken from its luminance, which is kept finely, and colour only says whose stroke it is. In a
//! black-and-white copy the seal is greyer than type; how grey, its ring says.

use image::RgbImage;

use super::seal::SealPlace;
use crate::model::SealColour;

/// How far around the seal the picture reaches, as a share of its radius.
const REACH: f32 = 1.06;

/// From this multiple of the seal's own darkness on, and with this share of its own colour or less, a pixel is type.
const DARKER: f32 = 1.2;
const PALER: f32 = 0.6;

/// From this share of its colour on, a pixel holds nothing but the seal's ink.
const PURE: f32 = 0.8;

/// So many pixels deep type is looked behind.
const MENDED: usize = 3;

/// The ink of a seal, pixel by pixel.
pub(super) struct SealMap {
    origin: (f32, f32),
    width: usize,
    height: usize,
    /// 0 paper, 255 full ink.
    ink: Vec<u8>,
}

impl SealMap {
    /// The ink of the seal at a place.
    pub(super) fn of(image: &RgbImage, seal: &SealPlace) -> Self {
        let (own, pixels) = Self::around_seal(image, seal);
        let dark = darkness(&pixels);
        let ink = match seal.colour {
            SealColour::Grey => own.greyer_than_type(&dark, seal),
            colour => own.coloured(&dark, &Self::colour(&pixels, colour)),
        };
        Self { ink, ..own }
    }

    /// All ink at the place of a seal, be it the seal's or of type.
    pub(super) fn with_type(image: &RgbImage, seal: &SealPlace) -> Self {
        let (own, pixels) = Self::around_seal(image, seal);
        let ink = darkness(&pixels).into_iter().map(|dark| dark.min(255.0) as u8).collect();
        Self { ink, ..own }
    }

    /// The place of a seal without ink, and its pixels.
    fn around_seal(image: &RgbImage, seal: &SealPlace) -> (Self, Vec<[u8; 3]>) {
        let ((cx, cy), (a, b)) = (seal.centre, (seal.radii.0 * REACH, seal.radii.1 * REACH));
        let clamp = |v: f32, limit: u32| v.max(0.0).min(limit as f32) as u32;
        let (x0, x1) = (clamp(cx - a, image.width()), clamp(cx + a + 1.0, image.width()));
        let (y0, y1) = (clamp(cy - b, image.height()), clamp(cy + b + 1.0, image.height()));
        let (width, height) = ((x1 - x0) as usize, (y1 - y0) as usize);
        let pixels: Vec<[u8; 3]> =
            (y0..y1).flat_map(|y| (x0..x1).map(move |x| (x, y))).map(|(x, y)| image.get_pixel(x, y).0).collect();
        (Self { origin: (x0 as f32, y0 as f32), width, height, ink: Vec::new() }, pixels)
    }

    /// The ink at a place of the page image, 0 to 255, between pixels.
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - self.origin.0 - 0.5, y - self.origin.1 - 0.5);
        let (fx, fy) = (x - x.floor(), y - y.floor());
        let get = |x: f32, y: f32| -> f32 {
            if x < 0.0 || y < 0.0 || x >= self.width as f32 || y >= self.height as f32 {
                return 0.0;
            }
            self.ink.get(y as usize * self.width + x as usize).copied().map_or(0.0, f32::from)
        };
        let (x, y) = (x.floor(), y.floor());
        let top = get(x, y) * (1.0 - fx) + get(x + 1.0, y) * fx;
        let bottom = get(x, y + 1.0) * (1.0 - fx) + get(x + 1.0, y + 1.0) * fx;
        top * (1.0 - fy) + bottom * fy
    }

    /// How much of the seal's colour each pixel has.
    fn colour(pixels: &[[u8; 3]], colour: SealColour) -> Vec<f32> {
        let raw = pixels.iter().map(|&[r, g, b]| {
            let [r, g, b] = [f32::from(r), f32::from(g), f32::from(b)];
            match colour {
                SealColour::Blue => b - f32::midpoint(r, g),
                SealColour::Red | SealColour::Grey => r - f32::midpoint(g, b),
            }
        });
        raw.map(|c| c.max(0.0)).collect()
    }

    /// The mean of three by three.
    fn smoothed(&self, values: &[f32]) -> Vec<f32> {
        self.around(values, |near| near.iter().sum::<f32>() / near.len().max(1) as f32)
    }

    /// A value from each pixel and its eight neighbours.
    fn around<T: Copy, U>(&self, values: &[T], make: impl Fn(&[T]) -> U) -> Vec<U> {
        let mut out = Vec::with_capacity(values.len());
        let mut near = Vec::with_capacity(9);
        for y in 0..self.height {
            for x in 0..self.width {
                near.clear();
                for v in y.saturating_sub(1)..(y + 2).min(self.height) {
                    let row = v * self.width;
                    near.extend_from_slice(&values[row + x.saturating_sub(1)..row + (x + 2).min(self.width)]);
                }
                out.push(make(&near));
            }
        }
        out
    }

    /// Ink is what has the colour; what is darker than the ink and has little colour is type, and so is its soft edge.
    fn coloured(&self, dark: &[f32], colour: &[f32]) -> Vec<u8> {
        let most = quantile(colour.iter().copied().filter(|c| *c > 8.0), 0.9).unwrap_or(24.0);
        let inked: Vec<(f32, f32)> =
            dark.iter().zip(colour).filter(|(_, c)| **c > 0.5 * most).map(|(d, c)| (*d, *c)).collect();
        let full = quantile(inked.iter().map(|(d, _)| *d), 0.7).unwrap_or(60.0).max(12.0);
        let strength = quantile(inked.iter().map(|(d, c)| c / d.max(1.0)), 0.5).unwrap_or(1.0);
        let is_type: Vec<bool> =
            dark.iter().zip(colour).map(|(d, c)| *d > DARKER * full && *c < PALER * strength * d).collect();
        let near_type = self.around(&is_type, |near| near.contains(&true));
        // Beside type, a pixel that has the full colour of the seal is the seal's nevertheless.
        let pure = |d: &f32, c: &f32| *c >= PURE * strength * d;
        let hidden = near_type.iter().zip(dark.iter().zip(colour)).map(|(near, (d, c))| *near && !pure(d, c)).collect();
        let pixel = |(d, c): (&f32, &f32)| ((c / most - 0.15) / 0.25).clamp(0.0, 1.0) * (d / full).min(1.0) * 255.0;
        self.mended(dark.iter().zip(colour).map(pixel).collect(), hidden)
    }

    /// Ink is what is as dark as the ring, and type what is clearly darker. Where the ring is as dark as anything on the
    /// page, as after two tones were made of the scan, nothing tells the two apart and all is ink.
    fn greyer_than_type(&self, dark: &[f32], seal: &SealPlace) -> Vec<u8> {
        let smooth = self.smoothed(dark);
        let at = |x: f32, y: f32| {
            let (x, y) = ((x - self.origin.0).round(), (y - self.origin.1).round());
            let inside = x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32;
            inside.then(|| smooth.get(y as usize * self.width + x as usize).copied()).flatten().unwrap_or(0.0)
        };
        let ring = (0..240).map(|i| {
            let (sin, cos) = (i as f32 / 240.0 * std::f32::consts::TAU).sin_cos();
            let along = [0.92, 0.935, 0.95, 0.965, 0.98, 0.995, 1.01, 1.025, 1.04];
            along
                .map(|share| at(seal.centre.0 + seal.radii.0 * share * cos, seal.centre.1 + seal.radii.1 * share * sin))
                .into_iter()
                .fold(0.0, f32::max)
        });
        let full = quantile(ring, 0.4).unwrap_or(60.0).max(12.0);
        let darkest = quantile(dark.iter().copied(), 0.99).unwrap_or(full);
        let told_apart = darkest > 1.25 * full;
        let limit = f32::midpoint(full, darkest).min(1.4 * full);
        let is_type: Vec<bool> = dark.iter().map(|d| told_apart && *d > limit).collect();
        let near_type = self.around(&is_type, |near| near.contains(&true));
        self.mended(dark.iter().map(|d| (d / full).min(1.0) * 255.0).collect(), near_type)
    }

    /// The ink with what lies under type guessed from what lies beside it, inwards from the edge: a stroke of the seal that
    /// a thin stroke of type crosses goes on behind it.
    fn mended(&self, mut ink: Vec<f32>, mut hidden: Vec<bool>) -> Vec<u8> {
        for _ in 0..MENDED {
            let known: Vec<(f32, bool)> = ink.iter().zip(&hidden).map(|(i, h)| (*i, *h)).collect();
            let beside = self.around(&known, |near| {
                let seen = near.iter().filter(|(_, hidden)| !hidden);
                let (sum, count) = seen.fold((0.0, 0), |(sum, count), (ink, _)| (sum + ink, count + 1));
                (count > 0).then(|| sum / count as f32)
            });
            for ((ink, hidden), beside) in ink.iter_mut().zip(&mut hidden).zip(beside) {
                if *hidden && let Some(beside) = beside {
                    (*ink, *hidden) = (beside, false);
                }
            }
        }
        ink.into_iter().zip(hidden).map(|(ink, hidden)| if hidden { 0 } else { ink as u8 }).collect()
    }
}

/// How much darker than the paper each pixel is.
fn darkness(pixels: &[[u8; 3]]) -> Vec<f32> {
    let luminance = |p: &[u8; 3]| 0.299 * f32::from(p[0]) + 0.587 * f32::from(p[1]) + 0.114 * f32::from(p[2]);
    let light: Vec<f32> = pixels.iter().map(luminance).collect();
    let paper = quantile(light.iter().copied(), 0.85).unwrap_or(255.0);
    light.into_iter().map(|l| (paper - l).max(0.0)).collect()
}

/// The value below which this share of the values lie; `None` of none.
fn quantile(values: impl Iterator<Item = f32>, share: f32) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    let at = (values.len() as f32 * share) as usize;
    let at = at.min(values.len().checked_sub(1)?);
    Some(*values.select_nth_unstable_by(at, f32::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::super::seal::tests::stamp;
    use super::*;
    use image::Rgb;

    fn crossed(ink: [u8; 3]) -> RgbImage {
        let mut page = RgbImage::from_pixel(500, 500, Rgb([250; 3]));
        stamp(&mut page, (250.0, 250.0), (160.0, 160.0), ink);
        for (_, y, p) in page.enumerate_pixels_mut() {
            if (245..251).contains(&y) {
                p.0 = [20; 3];
            }
        }
        page
    }

    fn seal(colour: SealColour) -> SealPlace {
        SealPlace { centre: (250.0, 250.0), radii: (160.0, 160.0), colour, confidence: 1.0 }
    }

    #[test]
    fn type_goes_and_the_ring_stays_in_colour_and_in_grey() {
        for (ink, colour) in
            [([215, 60, 50], SealColour::Red), ([60, 70, 190], SealColour::Blue), ([150; 3], SealColour::Grey)]
        {
            let map = SealMap::of(&crossed(ink), &seal(colour));
            let ring = (0..8).map(|i| map.at(250.0 + i as f32 - 4.0, 250.0 - 157.0)).fold(0.0, f32::max);
            assert!(ring > 200.0, "{colour}: ring {ring}");
            // Between the star and the characters, where nothing but type is printed.
            assert!(map.at(250.0 - 80.0, 248.0) < 60.0, "{colour}: type {}", map.at(250.0 - 80.0, 248.0));
            assert!(map.at(250.0 - 80.0, 300.0) < 60.0, "{colour}: paper");
        }
    }

    #[test]
    fn a_stroke_goes_on_behind_thin_type() {
        let map = SealMap::of(&crossed([215, 60, 50]), &seal(SealColour::Red));
        let behind = (0..12).map(|i| map.at(250.0 - 160.0 + i as f32, 248.0)).fold(0.0, f32::max);
        assert!(behind > 120.0, "{behind}");
    }

    #[test]
    fn in_two_tones_all_is_ink() {
        let map = SealMap::of(&crossed([20; 3]), &seal(SealColour::Grey));
        assert!(map.at(250.0 - 80.0, 248.0) > 200.0);
    }

    #[test]
    fn a_place_beyond_the_image_has_no_ink() {
        let page = RgbImage::from_pixel(40, 40, Rgb([250; 3]));
        let off = SealPlace { centre: (200.0, 200.0), radii: (30.0, 30.0), colour: SealColour::Red, confidence: 1.0 };
        assert!(SealMap::of(&page, &off).at(200.0, 200.0) < 1.0);
    }
}
