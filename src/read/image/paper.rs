//! A photo of a sheet: find the sheet's four corners and flatten it.

use image::{RgbImage, imageops};
use imageproc::geometric_transformations::{Interpolation, Projection, warp_into};

use super::PageImage;
use super::level::PAPER;
use crate::model::Mapping;

/// The side of the small image on which the sheet is found, in pixels.
const SMALL: u32 = 240;

/// A point in pixels.
type Point = (f32, f32);

/// The sheet of a photo made flat and upright-edged, where a sheet lies on a ground that is clearly not paper; `None`
/// where the image is all sheet, or the edges cannot be told. Of several sheets the largest.
#[must_use]
pub fn flatten(image: &PageImage) -> Option<PageImage> {
    quads(image).into_iter().next().and_then(|corners| warp(image, corners))
}

/// The sheets of a photo on which several lie, each made flat, in reading order; none where it shows one sheet or nothing
/// but paper.
#[must_use]
pub fn sheets(image: &PageImage) -> Vec<PageImage> {
    let mut quads = quads(image);
    if quads.len() < 2 {
        return Vec::new();
    }
    let centre = |q: &[Point; 4]| (q.iter().map(|p| p.0).sum::<f32>(), q.iter().map(|p| p.1).sum::<f32>());
    let (width, height) = image.pixels.dimensions();
    let across = |q: &[Point; 4]| if width > height { centre(q).0 } else { centre(q).1 };
    quads.sort_by(|a, b| across(a).total_cmp(&across(b)));
    quads.into_iter().filter_map(|corners| warp(image, corners)).collect()
}

/// The corners of the sheets on a photo, the largest first.
fn quads(image: &PageImage) -> Vec<[Point; 4]> {
    let (width, height) = image.pixels.dimensions();
    if width < 300 || height < 300 {
        return Vec::new();
    }
    let shrink = (width.max(height) as f32 / SMALL as f32).max(1.0);
    let (w, h) = ((width as f32 / shrink) as u32, (height as f32 / shrink) as u32);
    let small = imageops::thumbnail(&image.pixels, w, h);
    let Some(mask) = sheet_mask(&small) else { return Vec::new() };
    let scale = (width as f32 / w as f32, height as f32 / h as f32);
    let (w, h) = (w as usize, h as usize);
    let parts = components(&mask, w, h);
    let size = |part: &[bool]| part.iter().filter(|&&m| m).count() as f32 / (w * h) as f32;
    let Some(largest) = parts.first().map(|part| size(part)) else { return Vec::new() };
    // One sheet must be what the photo is about; of several each takes its part of it.
    let sheets: Vec<_> = parts.iter().filter(|part| size(part) >= SHEET && size(part) >= 0.4 * largest).collect();
    let least = if sheets.len() > 1 { SHEET } else { ALONE };
    let quads = sheets.into_iter().take(MOST_SHEETS).filter(|part| size(part) >= least);
    quads.filter_map(|part| corners(part, w, h)).map(|q| q.map(|(x, y)| (x * scale.0, y * scale.1))).collect()
}

/// A sheet that lies alone on a photo takes at least this share of it, one of several this.
const ALONE: f32 = 0.25;
const SHEET: f32 = 0.12;
/// More sheets than this nobody photographs at once.
const MOST_SHEETS: usize = 4;

/// Luminance and the two colour differences, the latter weighted up: a shadow changes how bright paper is, not its hue.
fn features(p: &[u8; 3]) -> [f32; 3] {
    let [r, g, b] = p.map(f32::from);
    let y = 0.299 * r + 0.587 * g + 0.114 * b;
    [y * 0.6, (r - y) * 2.0, (b - y) * 2.0]
}

fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f32>().sqrt()
}

fn median(mut points: Vec<[f32; 3]>) -> [f32; 3] {
    let mut out = [0.0; 3];
    for (i, cell) in out.iter_mut().enumerate() {
        points.sort_by(|a, b| a[i].total_cmp(&b[i]));
        *cell = points[points.len() / 2][i];
    }
    out
}

/// Which pixels look like the middle of the image rather than like its border. `None` where the border looks like the
/// middle, which is a scan.
fn sheet_mask(small: &RgbImage) -> Option<Vec<bool>> {
    let (w, h) = small.dimensions();
    let margin = (w.min(h) / 60).max(1);
    let at_border = |x: u32, y: u32| x < margin || y < margin || x >= w - margin || y >= h - margin;
    let in_middle = |x: u32, y: u32| x > w / 5 && x < w * 4 / 5 && y > h / 5 && y < h * 4 / 5;
    let collect = |inside: &dyn Fn(u32, u32) -> bool| {
        small.enumerate_pixels().filter(|(x, y, _)| inside(*x, *y)).map(|(_, _, p)| features(&p.0)).collect::<Vec<_>>()
    };
    let (border, middle) = (collect(&at_border), collect(&in_middle));
    if border.is_empty() || middle.is_empty() {
        return None;
    }
    let (ground, sheet) = (median(border), median(middle));
    if distance(ground, sheet) < 25.0 || sheet[0] < ground[0] {
        return None;
    }
    Some(small.pixels().map(|p| distance(features(&p.0), sheet) < distance(features(&p.0), ground)).collect())
}

/// A straight edge: `along` is the coordinate that runs, the other is `slope · along + offset`.
#[derive(Clone, Copy)]
struct Edge {
    slope: f32,
    offset: f32,
}

/// Fits an edge to points (along, across), dropping the points farthest off until the rest agree. `None` where fewer
/// than half the points lie on one line.
fn fit(points: &[Point], tolerance: f32) -> Option<Edge> {
    let mut kept: Vec<Point> = points.to_vec();
    let enough = (points.len() / 2).max(8);
    loop {
        if kept.len() < enough {
            return None;
        }
        let n = kept.len() as f32;
        let (mx, my) = (kept.iter().map(|p| p.0).sum::<f32>() / n, kept.iter().map(|p| p.1).sum::<f32>() / n);
        let sxx = kept.iter().map(|p| (p.0 - mx).powi(2)).sum::<f32>();
        let sxy = kept.iter().map(|p| (p.0 - mx) * (p.1 - my)).sum::<f32>();
        if sxx <= 0.0 {
            return None;
        }
        let edge = Edge { slope: sxy / sxx, offset: my - sxy / sxx * mx };
        let off = |p: &Point| (p.1 - edge.slope * p.0 - edge.offset).abs();
        let worst = kept.iter().map(off).fold(0.0, f32::max);
        if worst <= tolerance {
            return Some(edge);
        }
        let limit = (worst * 0.7).max(tolerance);
        kept.retain(|p| off(p) <= limit);
    }
}

/// Where an edge that runs along x meets one that runs along y.
fn meet(horizontal: Edge, vertical: Edge) -> Point {
    let y = (horizontal.slope * vertical.offset + horizontal.offset) / (1.0 - horizontal.slope * vertical.slope);
    (vertical.slope * y + vertical.offset, y)
}

/// The corners of a sheet: top left, top right, bottom right, bottom left.
fn corners(mask: &[bool], w: usize, h: usize) -> Option<[Point; 4]> {
    let area = mask.iter().filter(|&&m| m).count() as f32;
    let (x, y) = extent(mask, w)?;
    let row = |y: usize| &mask[y * w..(y + 1) * w];
    // The middle of each side only: the corners of the sheet lie on two sides.
    let span = |of: &std::ops::Range<usize>| of.start + of.len() * 15 / 100..of.start + of.len() * 85 / 100;
    let mut sides: [Vec<Point>; 4] = Default::default();
    for y in span(&y) {
        if let (Some(first), Some(last)) = (row(y).iter().position(|&m| m), row(y).iter().rposition(|&m| m)) {
            sides[0].push((y as f32, first as f32));
            sides[1].push((y as f32, last as f32 + 1.0));
        }
    }
    for x in span(&x) {
        let column = || (0..h).filter(|&y| mask[y * w + x]);
        if let (Some(first), Some(last)) = (column().next(), column().next_back()) {
            sides[2].push((x as f32, first as f32));
            sides[3].push((x as f32, last as f32 + 1.0));
        }
    }
    let tolerance = 1.6;
    let [left, right, top, bottom] = sides;
    let (left, right, top, bottom) =
        (fit(&left, tolerance)?, fit(&right, tolerance)?, fit(&top, tolerance)?, fit(&bottom, tolerance)?);
    let corners = [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)];
    let near = |(x, y): Point| (-0.1..1.1).contains(&(x / w as f32)) && (-0.1..1.1).contains(&(y / h as f32));
    let quad = polygon_area(&corners);
    // The four edges must enclose the sheet: no more, no less.
    (corners.iter().all(|&c| near(c)) && (0.8..1.25).contains(&(quad / area))).then_some(corners)
}

fn polygon_area(points: &[Point; 4]) -> f32 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f32>().abs() / 2.0
}

/// From where to where a mask reaches across and down.
fn extent(mask: &[bool], w: usize) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let set = || mask.iter().enumerate().filter(|(_, set)| **set).map(|(at, _)| at);
    let (left, right) = (set().map(|at| at % w).min()?, set().map(|at| at % w).max()?);
    Some((left..right + 1, set().next()? / w..set().next_back()? / w + 1))
}

/// The connected parts of a mask, the largest first; specks are left out.
fn components(mask: &[bool], w: usize, h: usize) -> Vec<Vec<bool>> {
    let mut label = vec![0u32; mask.len()];
    let mut sizes: Vec<(usize, u32)> = Vec::new();
    let mut stack = Vec::new();
    for start in 0..mask.len() {
        if !mask[start] || label[start] != 0 {
            continue;
        }
        let next = sizes.len() as u32 + 1;
        let mut size = 0;
        stack.push(start);
        label[start] = next;
        while let Some(at) = stack.pop() {
            size += 1;
            let (x, y) = (at % w, at / w);
            let neighbours = [
                (x > 0).then(|| at - 1),
                (x + 1 < w).then(|| at + 1),
                (y > 0).then(|| at - w),
                (y + 1 < h).then(|| at + w),
            ];
            for n in neighbours.into_iter().flatten() {
                if mask[n] && label[n] == 0 {
                    label[n] = next;
                    stack.push(n);
                }
            }
        }
        sizes.push((size, next));
    }
    sizes.sort_by_key(|(size, label)| (std::cmp::Reverse(*size), *label));
    let large = sizes.into_iter().take(MOST_SHEETS).filter(|(size, _)| size * 20 > w * h);
    large.map(|(_, own)| label.iter().map(|&l| l == own).collect()).collect()
}

/// Draws the quadrangle as a rectangle of about its size.
fn warp(image: &PageImage, corners: [Point; 4]) -> Option<PageImage> {
    let side = |a: Point, b: Point| (a.0 - b.0).hypot(a.1 - b.1);
    let [tl, tr, br, bl] = corners;
    let w = side(tl, tr).max(side(bl, br)).round();
    let h = side(tl, bl).max(side(tr, br)).round();
    if !(100.0..20_000.0).contains(&w) || !(100.0..20_000.0).contains(&h) {
        return None;
    }
    let flat = [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)];
    let forward = Projection::from_control_points(corners, flat)?;
    let back = Projection::from_control_points(flat, corners)?;
    let mut pixels = RgbImage::new(w as u32, h as u32);
    warp_into(&image.pixels, &forward, Interpolation::Bilinear, PAPER, &mut pixels);
    Some(PageImage { pixels, to_displayed: mapping(back)?.then(&image.to_displayed), scale: image.scale })
}

/// A projection as a mapping. Its matrix is private, so it is found again from where four points go.
fn mapping(projection: Projection) -> Option<Mapping> {
    // With p(x, y) = (ax + by + c) / (gx + hy + 1): c, f from the origin; the rest from the unit square's other corners
    // would lose precision far from it, so the square is as large as pages are.
    const S: f64 = 1000.0;
    let at = |x: f64, y: f64| {
        let (u, v) = projection * (x as f32, y as f32);
        (f64::from(u), f64::from(v))
    };
    let ((x0, y0), (x1, y1), (x2, y2), (x3, y3)) = (at(0.0, 0.0), at(S, 0.0), at(S, S), at(0.0, S));
    // Heckbert's square-to-quad map.
    let (dx1, dx2, dx3) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3);
    let (dy1, dy2, dy3) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3);
    let det = dx1 * dy2 - dx2 * dy1;
    if det.abs() < 1e-9 {
        return None;
    }
    let g = (dx3 * dy2 - dx2 * dy3) / det;
    let h = (dx1 * dy3 - dx3 * dy1) / det;
    Some(Mapping([
        (x1 - x0 + g * x1) / S,
        (x3 - x0 + h * x3) / S,
        x0,
        (y1 - y0 + g * y1) / S,
        (y3 - y0 + h * y3) / S,
        y0,
        g / S,
        h / S,
        1.0,
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    /// A grey-white sheet with these corners on brown ground, with a black mark near its top-left corner.
    fn photo(corners: [Point; 4]) -> PageImage {
        let flat = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
        let to_sheet = Projection::from_control_points(corners, flat).expect("a quadrangle");
        let pixels = RgbImage::from_fn(800, 1000, |x, y| {
            let (u, v) = to_sheet * (x as f32, y as f32);
            let inside = (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v);
            let mark = (u - 0.1).abs() < 0.01 && (v - 0.1).abs() < 0.01;
            let shade = (220.0 - 60.0 * v) as u8;
            if mark {
                Rgb([0; 3])
            } else if inside {
                Rgb([shade; 3])
            } else {
                Rgb([120, 80, 50])
            }
        });
        PageImage::upright(pixels, 1.0)
    }

    #[test]
    fn a_tilted_sheet_is_flattened_and_maps_back() {
        let flat = flatten(&photo([(80.0, 60.0), (700.0, 90.0), (740.0, 940.0), (60.0, 900.0)])).expect("a sheet");
        let dark: Vec<_> = flat.pixels.enumerate_pixels().filter(|(_, _, p)| p.0[0] < 60).collect();
        let n = dark.len() as f32;
        let (x, y) =
            (dark.iter().map(|d| d.0 as f32).sum::<f32>() / n, dark.iter().map(|d| d.1 as f32).sum::<f32>() / n);
        let (w, h) = (flat.pixels.width() as f32, flat.pixels.height() as f32);
        assert!((x / w - 0.1).abs() < 0.02 && (y / h - 0.1).abs() < 0.02, "{x} {y} of {w} {h}");
        let (px, py) = flat.to_displayed.point((x, y));
        assert!(
            photo([(80.0, 60.0), (700.0, 90.0), (740.0, 940.0), (60.0, 900.0)])
                .pixels
                .get_pixel(px as u32, py as u32)
                .0[0]
                < 60
        );
    }

    /// Sheets at these places on a dark table.
    fn table(size: (u32, u32), places: &[[u32; 4]]) -> PageImage {
        let on_sheet = |x, y| places.iter().any(|[x0, y0, x1, y1]| (*x0..*x1).contains(&x) && (*y0..*y1).contains(&y));
        let pixels =
            RgbImage::from_fn(
                size.0,
                size.1,
                |x, y| {
                    if on_sheet(x, y) { Rgb([225, 223, 218]) } else { Rgb([90, 60, 40]) }
                },
            );
        PageImage::upright(pixels, 1.0)
    }

    #[test]
    fn each_sheet_of_a_photo_is_found_in_reading_order() {
        let beside = table((1400, 1000), &[[60, 80, 660, 920], [740, 70, 1340, 930]]);
        let below = table((1000, 1500), &[[100, 60, 900, 700], [120, 780, 880, 1440]]);
        let small = table((1400, 1000), &[[60, 80, 660, 920], [760, 200, 1300, 620]]);
        for photo in [beside, below, small] {
            let found = sheets(&photo);
            assert_eq!(found.len(), 2);
            let at: Vec<(f32, f32)> = found.iter().map(|sheet| sheet.to_displayed.point((0.0, 0.0))).collect();
            assert!(at[0].0 < at[1].0 - 100.0 || at[0].1 < at[1].1 - 100.0, "{at:?}");
        }
    }

    #[test]
    fn one_sheet_and_a_scrap_is_one_sheet() {
        assert!(sheets(&table((1000, 1400), &[[80, 80, 920, 1300]])).is_empty());
        let scrap = table((1400, 1000), &[[60, 60, 760, 940], [900, 100, 1100, 220]]);
        assert!(sheets(&scrap).is_empty() && flatten(&scrap).is_some());
        assert!(sheets(&PageImage::upright(RgbImage::from_pixel(800, 1000, Rgb([250; 3])), 1.0)).is_empty());
    }

    #[test]
    fn a_scan_is_left_alone() {
        assert!(flatten(&PageImage::upright(RgbImage::from_pixel(800, 1000, Rgb([250; 3])), 1.0)).is_none());
    }
}
