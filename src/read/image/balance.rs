//! The light on a page: every place as if its paper were white. A seal in bluish shade, under a lamp or in dim light is
//! as red as its ink is redder than the paper around it.

use std::borrow::Cow;

use image::{Rgb, RgbImage};

use crate::model::Rect;

/// Tiles along the long side in which the paper's colour is taken.
const TILES: u32 = 12;
/// Every so many pixels along each side one is looked at.
const STEP: usize = 3;
/// Paper this white, in all channels, is left as it is.
const WHITE: u8 = 232;
/// Paper darker than this is none: a table, a dark photograph.
const DARK: u8 = 40;
/// Paper in no light is more coloured than this: the sky of a landscape is.
const TINGE: f32 = 0.43;
/// Darker paper than this share of the page's is something else than paper.
const SHARE: f32 = 0.45;

/// The image as in white light; itself where its paper is white already.
#[must_use]
pub fn balanced(image: &RgbImage) -> Cow<'_, RgbImage> {
    in_white_light(image, &|_| true)
}

/// The same in the rows around these places; other rows are left as they are.
#[must_use]
pub fn balanced_around<'a>(image: &'a RgbImage, places: &[Rect]) -> Cow<'a, RgbImage> {
    let near = |y: f32| places.iter().any(|p| (p.y0 - p.height() / 2.0..=p.y1 + p.height() / 2.0).contains(&y));
    if places.is_empty() { Cow::Borrowed(image) } else { in_white_light(image, &near) }
}

/// The image with the rows that are `wanted` as in white light.
fn in_white_light<'a>(image: &'a RgbImage, wanted: &dyn Fn(f32) -> bool) -> Cow<'a, RgbImage> {
    let (width, height) = image.dimensions();
    let side = (width.max(height) / TILES).max(16);
    let (columns, rows) = (width.div_ceil(side).max(1), height.div_ceil(side).max(1));
    let whole = paper(image, (0, 0, width, height), 5 * STEP);
    let Some(whole) = whole.filter(|whole| tinge(whole) <= TINGE) else { return Cow::Borrowed(image) };
    let tile = |x: u32, y: u32| {
        let area = (x * side, y * side, ((x + 1) * side).min(width), ((y + 1) * side).min(height));
        let own = paper(image, area, STEP).filter(|own| bright(own) >= SHARE * bright(&whole));
        // A tile of something coloured is no paper: its light is that of the page.
        own.filter(|own| hue_apart(own, &whole) < 0.18).unwrap_or(whole)
    };
    let tiles: Vec<[f32; 3]> =
        (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y))).map(|(x, y)| tile(x, y).map(f32::from)).collect();
    if tiles.iter().flatten().all(|v| *v >= f32::from(WHITE)) {
        return Cow::Borrowed(image);
    }
    let at = |x: i64, y: i64| -> [f32; 3] {
        let (x, y) = (x.clamp(0, i64::from(columns) - 1), y.clamp(0, i64::from(rows) - 1));
        tiles.get((y * i64::from(columns) + x) as usize).copied().unwrap_or([255.0; 3])
    };
    // Between which tiles a pixel lies, and how far from one to the next.
    let between = |at: usize| -> (i64, f32) {
        let place = (at as f32 + 0.5) / side as f32 - 0.5;
        (place.floor() as i64, place - place.floor())
    };
    let across: Vec<(usize, f32)> =
        (0..width as usize).map(between).map(|(left, along)| (usize::try_from(left + 1).unwrap_or(0), along)).collect();
    let mut out = image.clone();
    for (y, row) in out.chunks_exact_mut(width.max(1) as usize * 3).enumerate().filter(|(y, _)| wanted(*y as f32)) {
        let (top, down) = between(y);
        // The paper of this row in the middle of each tile, and beyond the first and the last.
        let papers: Vec<[f32; 3]> = (-1..=i64::from(columns))
            .map(|x| {
                let (upper, lower) = (at(x, top), at(x, top + 1));
                [0, 1, 2].map(|channel| upper[channel] + (lower[channel] - upper[channel]) * down)
            })
            .collect();
        for (pixel, (left, along)) in row.as_chunks_mut::<3>().0.iter_mut().zip(&across) {
            let Some([a, b]) = papers.get(*left..*left + 2).and_then(|pair| pair.first_chunk()) else { continue };
            for (channel, value) in pixel.iter_mut().enumerate() {
                let paper = (a[channel] + (b[channel] - a[channel]) * along).max(f32::from(DARK));
                *value = (f32::from(*value) * 250.0 / paper).min(255.0) as u8;
            }
        }
    }
    Cow::Owned(out)
}

/// How coloured a colour is: by how much of itself its leading channel is ahead of the last.
fn tinge(colour: &[u8; 3]) -> f32 {
    let (low, high) = (colour.iter().min().copied().unwrap_or(0), colour.iter().max().copied().unwrap_or(0));
    f32::from(high - low) / f32::from(high.max(1))
}

fn bright(colour: &[u8; 3]) -> f32 {
    colour.iter().map(|v| f32::from(*v)).sum::<f32>() / 3.0
}

/// How far two colours are apart beside their brightness.
fn hue_apart(a: &[u8; 3], b: &[u8; 3]) -> f32 {
    let (x, y) = (bright(a).max(1.0), bright(b).max(1.0));
    a.iter().zip(b).map(|(p, q)| (f32::from(*p) / x - f32::from(*q) / y).abs()).fold(0.0, f32::max)
}

/// The colour of the paper in an area: of the pixels that are brighter than most, the mean. `None` where that is dark.
fn paper(image: &RgbImage, (x0, y0, x1, y1): (u32, u32, u32, u32), step: usize) -> Option<[u8; 3]> {
    let pixels =
        || (y0..y1).step_by(step).flat_map(move |y| (x0..x1).step_by(step).map(move |x| image.get_pixel(x, y)));
    let light = |Rgb([r, g, b]): &Rgb<u8>| (u16::from(*r) + 2 * u16::from(*g) + u16::from(*b)) / 4;
    let mut counts = [0_u32; 256];
    for pixel in pixels() {
        counts[usize::from(light(pixel))] += 1;
    }
    let all: u32 = counts.iter().sum();
    let at = |share: f32| {
        let mut seen = 0;
        counts.iter().position(|count| {
            seen += count;
            seen as f32 >= share * all as f32
        })
    };
    let (from, to) = (at(0.6)?, at(0.95)?);
    let (mut sum, mut count) = ([0_u64; 3], 0_u64);
    for pixel in pixels().filter(|p| (from..=to).contains(&usize::from(light(p)))) {
        for (total, channel) in sum.iter_mut().zip(pixel.0) {
            *total += u64::from(channel);
        }
        count += 1;
    }
    let mean = sum.map(|total| (total / count.max(1)) as u8);
    (count > 0 && mean.iter().all(|v| *v >= DARK)).then_some(mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_paper_is_left_alone() {
        assert!(matches!(balanced(&RgbImage::from_pixel(400, 500, Rgb([250, 249, 246]))), Cow::Borrowed(_)));
        assert!(matches!(balanced(&RgbImage::new(0, 0)), Cow::Borrowed(_)));
        let sky = RgbImage::from_fn(400, 500, |_, y| if y < 300 { Rgb([130, 170, 240]) } else { Rgb([60, 110, 60]) });
        assert!(matches!(balanced(&sky), Cow::Borrowed(_)));
    }

    #[test]
    fn around_a_place_it_is_the_same_and_elsewhere_nothing_changes() {
        let page = RgbImage::from_fn(300, 600, |x, y| Rgb([150 + (x / 8) as u8, 170, 200 - (y / 12) as u8]));
        let (whole, part) = (balanced(&page), balanced_around(&page, &[Rect::new(20.0, 200.0, 120.0, 300.0)]));
        assert_eq!(part.get_pixel(250, 260), whole.get_pixel(250, 260));
        assert_ne!(part.get_pixel(250, 260), page.get_pixel(250, 260));
        assert_eq!(part.get_pixel(60, 500), page.get_pixel(60, 500));
        assert!(matches!(balanced_around(&page, &[]), Cow::Borrowed(_)));
    }

    #[test]
    fn ink_is_as_red_as_it_is_redder_than_its_paper() {
        // Bluish shade that deepens to the right; the ink takes the same light.
        let light = |x: u32| 1.0 - x as f32 / 1200.0;
        let page = RgbImage::from_fn(600, 600, |x, y| {
            let white: [f32; 3] = if y % 40 < 4 { [215.0, 60.0, 50.0] } else { [255.0; 3] };
            let shade = [0.62, 0.72, 0.92];
            Rgb([0, 1, 2].map(|i| (white[i] * shade[i] * light(x)) as u8))
        });
        let balanced = balanced(&page);
        for x in [60, 300, 540] {
            let (ink, paper) = (balanced.get_pixel(x, 282).0, balanced.get_pixel(x, 300).0);
            assert!(paper.iter().all(|v| *v > 225), "{paper:?}");
            assert!(ink[0] > 180 && ink[1] < 90 && ink[2] < 90, "{ink:?}");
        }
    }
}
