//! Turning a page image upright and level.

use image::{Rgb, RgbImage, imageops};
use imageproc::geometric_transformations::{Interpolation, Projection, warp_into};

use super::PageImage;
use crate::model::Mapping;

/// By how much an image has to be turned, clockwise, for its text to stand upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuarterTurn {
    /// It stands upright.
    None,
    /// A quarter clockwise.
    Right,
    /// Upside down.
    Half,
    /// A quarter anticlockwise.
    Left,
}

impl QuarterTurn {
    /// In degrees, clockwise.
    #[must_use]
    pub const fn degrees(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Right => 90,
            Self::Half => 180,
            Self::Left => 270,
        }
    }
}

/// The image turned clockwise by `turn`.
#[must_use]
pub fn turned(image: PageImage, turn: QuarterTurn) -> PageImage {
    let (w, h) = (f64::from(image.pixels.width()), f64::from(image.pixels.height()));
    let (pixels, back) = match turn {
        QuarterTurn::None => return image,
        QuarterTurn::Right => (imageops::rotate90(&image.pixels), [0.0, 1.0, 0.0, -1.0, 0.0, h, 0.0, 0.0, 1.0]),
        QuarterTurn::Half => (imageops::rotate180(&image.pixels), [-1.0, 0.0, w, 0.0, -1.0, h, 0.0, 0.0, 1.0]),
        QuarterTurn::Left => (imageops::rotate270(&image.pixels), [0.0, -1.0, w, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]),
    };
    PageImage { pixels, to_displayed: Mapping(back).then(&image.to_displayed), scale: image.scale }
}

/// A point in pixels.
type Point = (f32, f32);

/// The skew of a page, in degrees, positive where lines fall to the right: the median slope of its long lines, each
/// given by the start and end of its base line. 0 where there are too few to tell.
#[must_use]
pub fn skew_of(lines: &[(Point, Point)]) -> f32 {
    let mut slopes: Vec<(f32, f32)> = lines
        .iter()
        .map(|&((x0, y0), (x1, y1))| ((x1 - x0), (y1 - y0)))
        .filter(|&(dx, dy)| dx > 0.0 && dy.abs() < dx * 0.3)
        .map(|(dx, dy)| (dx, (dy / dx).atan().to_degrees()))
        .collect();
    slopes.sort_by(|a, b| b.0.total_cmp(&a.0));
    // Short lines say little about the slope; the longer half does.
    slopes.truncate((slopes.len() / 2).max(3));
    if slopes.len() < 3 {
        return 0.0;
    }
    let mut degrees: Vec<f32> = slopes.into_iter().map(|s| s.1).collect();
    degrees.sort_by(f32::total_cmp);
    degrees[degrees.len() / 2]
}

/// The image turned by a small angle, so that lines falling to the right by `degrees` run level. Its size stays; the
/// corners that come in are white.
#[must_use]
pub fn levelled(image: &PageImage, degrees: f32) -> PageImage {
    let (w, h) = (image.pixels.width() as f32, image.pixels.height() as f32);
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (cx, cy) = (w / 2.0, h / 2.0);
    // From the new image back to the old one: a turn by `degrees` about the middle.
    let back = [cos, -sin, cx - cos * cx + sin * cy, sin, cos, cy - sin * cx - cos * cy, 0.0, 0.0, 1.0];
    let back_f64 = back.map(f64::from);
    let mut pixels = RgbImage::new(image.pixels.width(), image.pixels.height());
    // The map is a rotation, which can always be inverted.
    if let Some(forward) = Projection::from_matrix(back).map(Projection::invert) {
        warp_into(&image.pixels, &forward, Interpolation::Bilinear, PAPER, &mut pixels);
    } else {
        pixels.clone_from(&image.pixels);
        return PageImage { pixels, ..image.clone() };
    }
    PageImage { pixels, to_displayed: Mapping(back_f64).then(&image.to_displayed), scale: image.scale }
}

/// What lies outside a warped image: paper.
pub(super) const PAPER: Rgb<u8> = Rgb([255, 255, 255]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rect;

    fn dot(x: u32, y: u32) -> PageImage {
        let mut pixels = RgbImage::from_pixel(60, 40, Rgb([255; 3]));
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            pixels.put_pixel(x + dx, y + dy, Rgb([0; 3]));
        }
        PageImage::upright(pixels, 0.5)
    }

    fn dark(image: &PageImage) -> Rect {
        let places = image.pixels.enumerate_pixels().filter(|(_, _, p)| p.0[0] < 100);
        Rect::around(places.map(|(x, y, _)| Rect::new(x as f32, y as f32, x as f32 + 1.0, y as f32 + 1.0)))
            .expect("a dot")
    }

    #[test]
    fn every_turn_maps_back_to_the_displayed_place() {
        for turn in [QuarterTurn::None, QuarterTurn::Right, QuarterTurn::Half, QuarterTurn::Left] {
            let image = turned(dot(10, 20), turn);
            assert_eq!(image.to_displayed.rect(&dark(&image)), Rect::new(5.0, 10.0, 6.0, 11.0), "{turn:?}");
        }
    }

    #[test]
    fn levelling_maps_back_too() {
        let image = levelled(&dot(40, 10), 3.0);
        let place = image.to_displayed.rect(&dark(&image)).centre();
        assert!((place.0 - 20.5).abs() < 0.6 && (place.1 - 5.5).abs() < 0.6, "{place:?}");
    }

    #[test]
    fn skew_is_the_median_of_the_long_lines() {
        let line = |length: f32, degrees: f32| ((0.0, 0.0), (length, length * degrees.to_radians().tan()));
        let lines =
            [line(400.0, 1.0), line(380.0, 1.1), line(390.0, 0.9), line(10.0, 9.0), line(12.0, -9.0), line(11.0, 5.0)];
        assert!((skew_of(&lines) - 1.0).abs() < 0.11);
        assert_eq!(skew_of(&lines[..1]), 0.0);
    }
}
