//! The ink of a seal: which pixels have its colour, and the page with that colour taken away.

use image::RgbImage;

use super::binary::percentile;
use super::seal::SealPlace;
use crate::model::SealColour;

/// A colour that seals have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tint {
    Red,
    Blue,
}

/// The tint of a pixel, if it clearly has one. Relative to its brightness, so that a seal in a shadow is still red.
pub(super) fn tint(pixel: &[u8; 3]) -> Option<Tint> {
    tint_of(pixel, 24, 17)
}

/// The tint of a pixel that has little of it: of worn or faint ink.
pub(super) fn faint_tint(pixel: &[u8; 3]) -> Option<Tint> {
    tint_of(pixel, 10, 5)
}

/// The tint of a pixel, where its leading channel is ahead by so much, and by so many hundredths of itself.
fn tint_of(&[r, g, b]: &[u8; 3], ahead: i32, share: i32) -> Option<Tint> {
    let [r, g, b] = [i32::from(r), i32::from(g), i32::from(b)];
    let strong = |lead: i32, rest: i32| lead - rest > ahead && (lead - rest) * 100 > lead * share;
    if strong(r, g.max(b)) && (g - b).abs() * 10 < (r - g.min(b)) * 4 {
        return Some(Tint::Red);
    }
    if strong(b, r) && b - g > ahead / 2 {
        return Some(Tint::Blue);
    }
    // Purple ink: as much red as blue, and clearly more than green.
    if strong(r.min(b), g) && (r - b).abs() * 2 < r.min(b) - g + 2 * ahead {
        return Some(if r >= b { Tint::Red } else { Tint::Blue });
    }
    None
}

/// The image with the colour of the seals taken away, so that type under them can be read. In red light red ink is as
/// bright as paper: inside a seal the red channel is stretched until its ink is white. Grey seals stay: nothing tells
/// their ink from type.
#[must_use]
pub fn without_seals(image: &RgbImage, seals: &[SealPlace]) -> RgbImage {
    let mut out = image.clone();
    for seal in seals {
        let channel = match seal.colour {
            SealColour::Red => 0,
            SealColour::Blue => 2,
            SealColour::Grey => continue,
        };
        clear(&mut out, seal, channel);
    }
    out
}

/// The pixels of an ellipse a little larger than the seal.
fn inside(image: &RgbImage, seal: &SealPlace) -> impl Iterator<Item = (u32, u32)> + use<> {
    const MARGIN: f32 = 1.06;
    let ((cx, cy), (a, b)) = (seal.centre, (seal.radii.0 * MARGIN, seal.radii.1 * MARGIN));
    let clamp = |v: f32, limit: u32| v.max(0.0).min(limit as f32) as u32;
    let (x0, x1) = (clamp(cx - a, image.width()), clamp(cx + a + 1.0, image.width()));
    let (y0, y1) = (clamp(cy - b, image.height()), clamp(cy + b + 1.0, image.height()));
    (y0..y1)
        .flat_map(move |y| (x0..x1).map(move |x| (x, y)))
        .filter(move |&(x, y)| ((x as f32 - cx) / a).powi(2) + ((y as f32 - cy) / b).powi(2) <= 1.0)
}

fn clear(image: &mut RgbImage, seal: &SealPlace, channel: usize) {
    let wanted = if channel == 0 { Tint::Red } else { Tint::Blue };
    let (mut of_ink, mut of_all) = ([0u32; 256], [0u32; 256]);
    for (x, y) in inside(image, seal) {
        let p = image.get_pixel(x, y).0;
        of_all[p[channel] as usize] += 1;
        if tint(&p) == Some(wanted) {
            of_ink[p[channel] as usize] += 1;
        }
    }
    // Nearly all of the seal's ink lies above `high`; type is darker than that.
    let high = f32::from(percentile(&of_ink, 0.4));
    let low = f32::from(percentile(&of_all, 0.002)).min(high * 0.6);
    let range = (0.97 * high - low).max(1.0);
    for (x, y) in inside(image, seal) {
        let p = image.get_pixel_mut(x, y);
        let grey = ((f32::from(p.0[channel]) - low) / range).clamp(0.0, 1.0) * 255.0;
        p.0 = [grey as u8; 3];
    }
}

#[cfg(test)]
mod tests {
    use super::super::seal::tests::stamp;
    use super::*;
    use image::Rgb;

    #[test]
    fn type_under_a_red_seal_stays_and_the_seal_goes() {
        let mut page = RgbImage::from_pixel(500, 500, Rgb([250; 3]));
        stamp(&mut page, (250.0, 250.0), (160.0, 160.0), [215, 60, 50]);
        let bar = |y: u32| (245..250).contains(&y);
        for (_, y, p) in page.enumerate_pixels_mut() {
            if bar(y) {
                p.0 = [30, 20, 20];
            }
        }
        let seal =
            SealPlace { centre: (250.0, 250.0), radii: (160.0, 160.0), colour: SealColour::Red, confidence: 1.0 };
        let clean = without_seals(&page, &[seal]);
        for x in 60..440 {
            assert!(clean.get_pixel(x, 247).0[0] < 80, "type at {x}");
            assert!(clean.get_pixel(x, 180).0[0] > 200, "seal at {x}");
        }
    }

    #[test]
    fn tints_hold_in_shadow_and_grey_has_none() {
        assert_eq!(tint(&[215, 60, 50]), Some(Tint::Red));
        assert_eq!(tint(&[90, 40, 38]), Some(Tint::Red));
        assert_eq!(tint(&[50, 60, 170]), Some(Tint::Blue));
        assert_eq!(tint(&[120, 118, 115]), None);
        assert_eq!(tint(&[150, 110, 80]), None, "wood is no seal");
        assert_eq!(tint(&[140, 50, 140]), Some(Tint::Red), "purple ink");
        assert_eq!((tint(&[250, 228, 226]), faint_tint(&[250, 228, 226])), (None, Some(Tint::Red)));
    }
}
