//! Where seals stand on a page image: round or oval, red or blue, or grey in a black-and-white copy.

use image::RgbImage;

use super::balance::balanced;
use super::mask::Mask;
use super::seal_grey::grey;
use super::seal_ink::{faint_tint, tint};
use crate::model::{Mapping, Rect, SealColour};

/// The long side of the image on which seals are looked for, in pixels: about 100 dpi of an A4 page, where the ring of a
/// seal is some four pixels wide.
const LONG_SIDE: u32 = 1170;

/// On a closely cropped picture a seal's half diameter is up to this share of the long side,
const CROPPED: f32 = 0.52;

/// and at least this much of its outline is there.
const WHOLE: f32 = 0.85;

/// A component that fills more of its box than this is a coloured area. A ring with everything in it fills half of its box.
const DENSEST: f32 = 0.75;

/// A seal on an image: an upright ellipse in its pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SealPlace {
    /// The middle.
    pub centre: (f32, f32),
    /// Half the width and half the height.
    pub radii: (f32, f32),
    /// The colour.
    pub colour: SealColour,
    /// How sure it is that this is a seal, 0 to 1: mostly how much of its ring is there.
    pub confidence: f32,
}

impl SealPlace {
    /// Around the ring.
    #[must_use]
    pub fn bbox(&self) -> Rect {
        let ((x, y), (a, b)) = (self.centre, self.radii);
        Rect::new(x - a, y - b, x + a, y + b)
    }

    /// Where the seal stands on the image turned a little, as a map of the points says.
    #[must_use]
    pub fn moved(self, by: &Mapping) -> Self {
        Self { centre: by.point(self.centre), ..self }
    }

    fn scaled(self, by: f32) -> Self {
        let ((x, y), (a, b)) = (self.centre, self.radii);
        Self { centre: (x * by, y * by), radii: (a * by, b * by), ..self }
    }
}

/// The seals on an image, from top to bottom. `sheet` is the long side of the whole sheet in pixels of the image, which
/// says how large a seal may be; the image may show a part of it.
#[must_use]
pub fn seals(image: &RgbImage, sheet: f32) -> Vec<SealPlace> {
    let shrink = (sheet as u32 / LONG_SIDE).max(1);
    let sheet = sheet / shrink as f32;
    let mut found: Vec<SealPlace> = Vec::new();
    let lit = balanced(image);
    let [red, blue] = Mask::of_tints(&lit, shrink, tint);
    found.extend(coloured(&red, SealColour::Red, sheet));
    found.extend(coloured(&blue, SealColour::Blue, sheet));
    found.retain(|seal| !is_photograph(&lit, &seal.scaled(shrink as f32)));
    // A coloured picture is no black-and-white copy, and has no faint ink that could be told from its own colours.
    if found.is_empty() && ![&red, &blue].into_iter().any(|mask| is_ground(mask, sheet)) {
        found.extend(grey(image, shrink, sheet));
        if found.is_empty() {
            found.extend(faint(&lit, shrink, sheet));
        }
    }
    let mut found = without_pieces(&found);
    found.sort_by(|a, b| a.centre.1.total_cmp(&b.centre.1).then(a.centre.0.total_cmp(&b.centre.0)));
    found.into_iter().map(|s| s.scaled(shrink as f32)).collect()
}

/// Seals of ink so faint or worn that it is hardly there. They are never sure.
fn faint(lit: &RgbImage, shrink: u32, sheet: f32) -> Vec<SealPlace> {
    let [red, blue] = Mask::of_tints(lit, shrink, faint_tint);
    let found = [(&red, SealColour::Red), (&blue, SealColour::Blue)];
    let found = found.into_iter().filter(|(mask, _)| !is_ground(mask, sheet));
    let found = found.flat_map(|(mask, colour)| coloured(mask, colour, sheet));
    let found = found.filter(|seal| !is_photograph(lit, &seal.scaled(shrink as f32)));
    found.map(|seal| SealPlace { confidence: seal.confidence * FAINT, ..seal }).collect()
}

/// Whether a place shows a photograph: much of it is neither paper, nor coloured ink, nor type.
fn is_photograph(lit: &RgbImage, seal: &SealPlace) -> bool {
    let ((cx, cy), (a, b)) = (seal.centre, seal.radii);
    let (mut other, mut all) = (0_u32, 0_u32);
    for i in 0..40_i16 {
        for j in 0..40_i16 {
            let (u, v) = ((f32::from(i) - 19.5) / 20.0, (f32::from(j) - 19.5) / 20.0);
            let (x, y) = (cx + u * a, cy + v * b);
            if u.hypot(v) > 0.97 || x < 0.0 || y < 0.0 || x >= lit.width() as f32 || y >= lit.height() as f32 {
                continue;
            }
            let pixel = lit.get_pixel(x as u32, y as u32).0;
            let (low, high) = (pixel.into_iter().min().unwrap_or(0), pixel.into_iter().max().unwrap_or(0));
            let is_paper = low > 190;
            let is_type = high < 130 && high - low < 40;
            all += 1;
            other += u32::from(!is_paper && !is_type && faint_tint(&pixel).is_none());
        }
    }
    all > 0 && other as f32 > PHOTOGRAPH * all as f32
}

/// From this share on of its place a seal is something that looks like a photograph.
const PHOTOGRAPH: f32 = 0.45;

/// A faint seal is this much less sure.
const FAINT: f32 = 0.5;

/// Rings within a larger seal are its characters, its star, or its inner ring.
fn without_pieces(found: &[SealPlace]) -> Vec<SealPlace> {
    let inside = |small: &SealPlace| {
        let (own, area) = (small.bbox(), small.bbox().area());
        found.iter().any(|large| {
            let common = large.bbox().intersection(&own).map_or(0.0, |c| c.area());
            large.bbox().area() > 1.3 * area && common > 0.8 * area && large.confidence >= small.confidence - 0.2
        })
    };
    found.iter().filter(|seal| !inside(seal)).copied().collect()
}

/// The sizes a seal may have on a small image, as half diameters: 10 to 32 mm where the image shows an A4 page, and up
/// to a third of the image where it shows only part of one.
fn radius_range(sheet: f32) -> (f32, f32) {
    (sheet * 0.03, sheet * 0.17)
}

/// Whether a component is a coloured area, as the ground of a portrait is: rings inked so densely are none.
fn is_dense(bbox: &Rect, size: usize) -> bool {
    size as f32 > DENSEST * bbox.area()
}

/// Whether a coloured area larger than a seal may be lies on the image.
fn is_ground(mask: &Mask, sheet: f32) -> bool {
    let smallest = radius_range(sheet).0;
    let components = mask.components(4);
    components.iter().any(|(bbox, size)| bbox.width().min(bbox.height()) >= 2.0 * smallest && is_dense(bbox, *size))
}

fn coloured(mask: &Mask, colour: SealColour, sheet: f32) -> Vec<SealPlace> {
    let (smallest, largest) = radius_range(sheet);
    let mut found: Vec<SealPlace> = Vec::new();
    for (bbox, size) in mask.components(4) {
        let (a, b) = (bbox.width() / 2.0, bbox.height() / 2.0);
        if a.max(b) < smallest || size < 60 {
            continue;
        }
        if is_dense(&bbox, size) {
            continue;
        }
        // On a picture that was cut out closely a seal is as large as the picture; then all of its ring is there.
        let single = (a.max(b) <= CROPPED * sheet && a.max(b) < 2.2 * a.min(b))
            .then(|| fit(mask, bbox.centre(), (a, b)))
            .flatten()
            .filter(|s| is_ring(mask, s) && (a.max(b) <= largest || s.2 > WHOLE));
        // Two seals beside each other also fill the box of an oval one.
        let pair = || circles(mask, &bbox, (smallest, largest.min(a.min(b) * 1.1)));
        let single = single.filter(|_| {
            a.max(b) < 1.35 * a.min(b) || pair().iter().filter(|s| s.2 > 0.8 && is_ring(mask, s)).count() < 2
        });
        // Two seals that touch, or a seal and red print, come as one component: where it is not one ring, every place in
        // it where a ring of a plausible size closes is looked at.
        let fits = match single {
            Some(one) => vec![one],
            None => circles(mask, &bbox, (smallest, largest.min(a.min(b) * 1.1))),
        };
        let fitted = fits
            .into_iter()
            .filter(|s| is_ring(mask, s) && plausible_fill(mask, s))
            .map(|(centre, radii, ring)| SealPlace { centre, radii, colour, confidence: ring.min(1.0) });
        for seal in fitted {
            match found.iter_mut().find(|f| f.bbox().iou(&seal.bbox()) > 0.2) {
                Some(known) if known.confidence < seal.confidence - 0.05 => *known = seal,
                Some(_) => {}
                None => found.push(seal),
            }
        }
    }
    found
}

/// Middle, radii, and the share of the outline that is set.
pub(super) type Fit = ((f32, f32), (f32, f32), f32);

/// Moves and scales an ellipse a little until most of its outline is set. `None` where less than half ever is.
fn fit(mask: &Mask, centre: (f32, f32), radii: (f32, f32)) -> Option<Fit> {
    let mut best = (centre, radii, mask.outline(centre, radii, 2.0));
    for step in [0.08, 0.04, 0.02] {
        let (from, size) = (best.0, best.1);
        let d = size.0.min(size.1) * step;
        for dx in [-d, 0.0, d] {
            for dy in [-d, 0.0, d] {
                for da in [-d, 0.0, d] {
                    for db in [-d, 0.0, d] {
                        let (c, r) = ((from.0 + dx, from.1 + dy), (size.0 + da, size.1 + db));
                        let ring = mask.outline(c, r, 1.0);
                        if ring > best.2 + 0.001 {
                            best = (c, r, ring);
                        }
                    }
                }
            }
        }
    }
    (best.2 >= 0.5).then(|| (best.0, outer(mask, best.0, best.1), best.2))
}

/// Grows an ellipse on the ring to the ring's outer edge.
pub(super) fn outer(mask: &Mask, centre: (f32, f32), radii: (f32, f32)) -> (f32, f32) {
    let mut out = radii;
    let thickest = radii.0.min(radii.1) * 0.12;
    let mut grown = 1.0;
    while grown <= thickest {
        let r = (radii.0 + grown, radii.1 + grown);
        if mask.outline(centre, r, 0.0) < 0.35 {
            break;
        }
        out = r;
        grown += 1.0;
    }
    out
}

/// Whether what was fitted is a ring: nothing just outside it, and somewhere between it and the characters little. A
/// portrait's ground is red or blue on both sides of any circle drawn in it.
fn is_ring(mask: &Mask, &(centre, (a, b), _): &Fit) -> bool {
    let at = |share: f32| mask.outline(centre, (a * share, b * share), 0.0);
    let outside = at(1.06).min(at(1.10));
    let inside = [0.84, 0.87, 0.90, 0.93].map(at).into_iter().fold(1.0, f32::min);
    outside < 0.35 && inside < 0.6 && corners(mask, centre, (a, b)) < 0.3
}

/// The share of set pixels between an ellipse and the corners of the box around it: next to none about a seal, nearly
/// all in a coloured rectangle.
fn corners(mask: &Mask, (cx, cy): (f32, f32), (a, b): (f32, f32)) -> f32 {
    let (mut set, mut all) = (0u32, 0u32);
    for (sx, sy) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        for i in 0..16 {
            // From three quarters of the way to the corner, where the ellipse's edge is, outwards.
            let (u, v) = (0.78 + (i % 4) as f32 * 0.05, 0.78 + (i / 4) as f32 * 0.05);
            all += 1;
            set += u32::from(mask.at(cx + sx * a * u, cy + sy * b * v));
        }
    }
    set as f32 / all as f32
}

/// A seal has a ring, a star and characters: between a twelfth and two thirds of its area is inked. A red picture or
/// frame is not.
pub(super) fn plausible_fill(mask: &Mask, &((cx, cy), (a, b), _): &Fit) -> bool {
    let (mut inked, mut all) = (0u32, 0u32);
    let mut y = cy - b * 0.9;
    while y <= cy + b * 0.9 {
        let mut x = cx - a * 0.9;
        while x <= cx + a * 0.9 {
            if ((x - cx) / a).powi(2) + ((y - cy) / b).powi(2) < 0.78 {
                all += 1;
                inked += u32::from(mask.at(x, y));
            }
            x += 1.0;
        }
        y += 1.0;
    }
    all > 0 && (0.05..0.66).contains(&(inked as f32 / all as f32))
}

/// Circles whose outline is set, inside a box that holds more than one seal: centres are voted for by the set pixels
/// that lie opposite each other.
fn circles(mask: &Mask, bbox: &Rect, (smallest, largest): (f32, f32)) -> Vec<Fit> {
    if bbox.width().max(bbox.height()) < smallest * 2.4 || largest < smallest {
        return Vec::new();
    }
    let mut best: Vec<Fit> = Vec::new();
    let step = 4.0;
    let mut r = smallest;
    while r <= largest {
        let mut y = bbox.y0 + r * 0.8;
        while y <= bbox.y1 - r * 0.8 {
            let mut x = bbox.x0 + r * 0.8;
            while x <= bbox.x1 - r * 0.8 {
                // Eight points decide cheaply whether a closer look is worth it.
                // Eight further out tell it from a coloured ground, where every circle looks like a ring.
                if quick_ring(mask, (x, y), r) >= 6 && quick_ring(mask, (x, y), r * 1.2) < 6 {
                    let ring = mask.outline((x, y), (r, r), 2.0);
                    if ring > 0.7 {
                        best.push(((x, y), (r, r), ring));
                    }
                }
                x += step;
            }
            y += step;
        }
        r += 3.0;
    }
    best.sort_by(|a, b| b.2.total_cmp(&a.2).then(b.1.0.total_cmp(&a.1.0)));
    // A page of noise gives any number of them; seals are among the best.
    best.truncate(MOST_CIRCLES);
    let mut kept: Vec<Fit> = Vec::new();
    for candidate in best {
        let apart = |k: &Fit| (k.0.0 - candidate.0.0).hypot(k.0.1 - candidate.0.1) > k.1.0.min(candidate.1.0) * 0.8;
        if kept.iter().all(apart)
            && let Some(fitted) = fit(mask, candidate.0, candidate.1)
            && fitted.2 > 0.7
        {
            kept.push(fitted);
        }
    }
    kept
}

/// How many circles are looked at closely.
const MOST_CIRCLES: usize = 2000;

fn quick_ring(mask: &Mask, (x, y): (f32, f32), r: f32) -> usize {
    (0..8)
        .filter(|&i| {
            let (cos, sin) = mask.directions[i * 15 + 4];
            [-2.0, 0.0, 2.0].iter().any(|d| mask.at(x + (r + d) * cos, y + (r + d) * sin))
        })
        .count()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn a_coloured_page_is_no_seal_and_is_looked_at_once() {
        // The cover of a diploma: every circle in it looks like a ring. Without the look outside this takes minutes.
        let page = image::RgbImage::from_pixel(1240, 1754, Rgb([200, 30, 40]));
        assert!(seals(&page, 1754.0).is_empty());
    }

    /// Draws a ring with a star-like blot and character-like blocks.
    pub(crate) fn stamp(page: &mut RgbImage, (cx, cy): (f32, f32), (a, b): (f32, f32), ink: [u8; 3]) {
        for (x, y, p) in page.enumerate_pixels_mut() {
            let (u, v) = ((x as f32 - cx) / a, (y as f32 - cy) / b);
            let r = u.hypot(v);
            let angle = v.atan2(u).to_degrees().rem_euclid(360.0);
            // The characters leave the bottom free, as on real seals.
            let letter = (0.68..0.88).contains(&r) && angle % 24.0 < 14.0 && !(55.0..125.0).contains(&angle);
            if (0.95..1.0).contains(&r) || r < 0.2 || letter {
                p.0 = ink;
            }
        }
    }

    fn type_lines(page: &mut RgbImage) {
        for (x, y, p) in page.enumerate_pixels_mut() {
            if (200..1450).contains(&x) && y % 60 < 24 && (200..2000).contains(&y) && (x / 7 + y / 9) % 3 == 0 {
                p.0 = [30; 3];
            }
        }
    }

    #[test]
    fn red_blue_and_oval_seals_are_found_over_type() {
        let mut page = RgbImage::from_pixel(1654, 2339, Rgb([252; 3]));
        type_lines(&mut page);
        stamp(&mut page, (1100.0, 1700.0), (160.0, 160.0), [215, 60, 50]);
        stamp(&mut page, (400.0, 900.0), (170.0, 115.0), [200, 40, 40]);
        stamp(&mut page, (500.0, 1800.0), (150.0, 150.0), [40, 60, 190]);
        let found = seals(&page, 2339.0);
        let colours: Vec<_> = found.iter().map(|s| s.colour).collect();
        assert_eq!(colours, [SealColour::Red, SealColour::Red, SealColour::Blue], "{found:?}");
        assert!(found[1].bbox().iou(&Rect::new(940.0, 1540.0, 1260.0, 1860.0)) > 0.9, "{:?}", found[1]);
        assert!(found[0].bbox().iou(&Rect::new(230.0, 785.0, 570.0, 1015.0)) > 0.85, "{:?}", found[0]);
    }

    /// A page in a light that falls on paper and ink alike.
    fn lit(page: &RgbImage, light: [f32; 3]) -> RgbImage {
        let mut lit = page.clone();
        for pixel in lit.pixels_mut() {
            for (value, light) in pixel.0.iter_mut().zip(light) {
                *value = (f32::from(*value) * light) as u8;
            }
        }
        lit
    }

    #[test]
    fn a_seal_in_bluish_shade_under_a_lamp_or_in_dim_light_is_red() {
        let mut page = RgbImage::from_pixel(1654, 2339, Rgb([250; 3]));
        type_lines(&mut page);
        stamp(&mut page, (1100.0, 1700.0), (160.0, 160.0), [215, 90, 85]);
        for light in [[0.6, 0.7, 0.95], [1.0, 0.85, 0.6], [0.4, 0.4, 0.42], [0.55, 0.62, 0.8]] {
            let found = seals(&lit(&page, light), 2339.0);
            assert_eq!(found.len(), 1, "{light:?} {found:?}");
            assert!(found[0].colour == SealColour::Red && found[0].confidence > 0.6, "{light:?} {found:?}");
        }
    }

    #[test]
    fn purple_is_ink_and_faint_ink_is_never_sure() {
        let page = |ink| {
            let mut page = RgbImage::from_pixel(1654, 2339, Rgb([252; 3]));
            stamp(&mut page, (1100.0, 1700.0), (160.0, 160.0), ink);
            seals(&page, 2339.0)
        };
        assert!(page([140, 60, 150]).len() == 1 && page([170, 90, 160]).len() == 1);
        let found = page([252, 226, 224]);
        assert!(found.len() == 1 && found[0].confidence <= 0.5, "{found:?}");
        assert_eq!(page([251, 248, 247]), []);
    }

    #[test]
    fn two_seals_that_touch_are_two_and_one_cut_out_closely_is_one() {
        for (dx, dy) in [(310.0, 20.0), (318.0, -40.0), (60.0, 305.0)] {
            let mut page = RgbImage::from_pixel(1654, 2339, Rgb([252; 3]));
            stamp(&mut page, (700.0, 1300.0), (160.0, 160.0), [215, 60, 50]);
            stamp(&mut page, (700.0 + dx, 1300.0 + dy), (160.0, 160.0), [205, 50, 50]);
            let found = seals(&page, 2339.0);
            assert_eq!(found.len(), 2, "{dx} {found:?}");
        }
        for (side, radii) in [(420.0, (200.0, 200.0)), (720.0, (340.0, 340.0)), (640.0, (300.0, 205.0))] {
            let mut page = RgbImage::from_pixel(side as u32, side as u32, Rgb([252; 3]));
            stamp(&mut page, (side / 2.0, side / 2.0), radii, [215, 60, 50]);
            let found = seals(&page, side);
            assert!(found.len() == 1 && found[0].radii.0 > 0.9 * radii.0, "{side} {found:?}");
        }
    }

    #[test]
    fn a_portrait_has_no_seal() {
        // A face in a red jacket: round, of all tones between.
        let mut page = RgbImage::from_pixel(1654, 2339, Rgb([252; 3]));
        for (x, y, p) in page.enumerate_pixels_mut() {
            let (u, v) = ((x as f32 - 1300.0) / 150.0, (y as f32 - 500.0) / 190.0);
            let face = u.hypot(v);
            if u.abs() < 1.0 && v.abs() < 1.0 {
                p.0 = match face {
                    f if f < 0.55 => [205, (150.0 + 30.0 * u) as u8, (120.0 + 25.0 * v) as u8],
                    f if f < 0.6 => [60, 40, 35],
                    _ => [200, 40, 45],
                };
            }
        }
        assert_eq!(seals(&page, 2339.0), []);
    }

    #[test]
    fn a_grey_seal_is_possible_and_plain_type_has_none() {
        let mut page = RgbImage::from_pixel(1654, 2339, Rgb([245; 3]));
        type_lines(&mut page);
        assert_eq!(seals(&page, 2339.0), []);
        stamp(&mut page, (1000.0, 1500.0), (160.0, 160.0), [90; 3]);
        let found = seals(&page, 2339.0);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].colour == SealColour::Grey && found[0].confidence <= 0.8);
        assert!(found[0].bbox().iou(&Rect::new(840.0, 1340.0, 1160.0, 1660.0)) > 0.85, "{:?}", found[0]);
    }

    #[test]
    fn a_red_picture_is_no_seal() {
        let mut page = RgbImage::from_pixel(1654, 2339, Rgb([252; 3]));
        for (x, y, p) in page.enumerate_pixels_mut() {
            if (300..600).contains(&x) && (300..640).contains(&y) {
                p.0 = [200, 30, 40];
            }
        }
        assert_eq!(seals(&page, 2339.0), []);
    }
}
