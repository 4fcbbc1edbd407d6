//! Where the lines are: the page at the size the detection network likes, and from its map to corners.

use image::{RgbImage, imageops};

use super::components::patches;
use super::content::content;
use super::engine::{Engine, Fault, LineMap, Planes};
use super::quad::{Point, Quad, least_rectangle};
use super::shrink::shrink;
use crate::model::Rect;

/// The long side of an A4 page for the network, in pixels. Going from 960 to 1280 to 1600 costs 1 : 1.19 : 1.42.
const LONG_SIDE: f32 = 1280.0;

/// The short side beside it. A long screenshot keeps it and becomes longer instead of illegible.
const SHORT_SIDE: f32 = 906.0;

/// A picture is never wider than this for the network, so that memory stays bounded.
const WIDEST: f32 = 2560.0;

/// A taller map is computed in strips, so that memory stays bounded.
const STRIP: usize = 1408;

/// Rows that neighbouring strips share; half of them is what the network may get wrong at an edge.
const OVERLAP: usize = 128;

/// Above it a pixel belongs to a line.
const PIXEL: f32 = 0.3;

/// A patch counts as a line where its mean reaches this.
const PATCH: f32 = 0.5;

/// A patch whose mean is below this is faint: it may be a line or not.
const CLEAR: f32 = 0.65;

/// A faint patch with fewer pixels is a speck, whatever it is.
const SPECK: usize = 40;

/// One faint patch to so many lines is a doubt about the page.
const FAINT_ONE_IN: usize = 10;

/// The network draws lines thinner than they are: by how much to grow them back, in areas a circumference.
const UNCLIP: f32 = 1.6;

/// More lines than this on one page are noise.
const MOST_LINES: usize = 2000;

/// What was found on a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Its lines, in its pixels, as one reads: downwards, and from left to right.
    pub lines: Vec<Quad>,
    /// How many patches the network was in two minds about, those among them that are taken for lines and those that are
    /// not.
    pub faint: usize,
}

impl Found {
    /// Whether the network was in two minds about so much of the page that another had better look.
    pub(super) fn is_doubtful(&self) -> bool {
        self.faint * FAINT_ONE_IN > self.lines.len()
    }
}

/// The lines of text on a page. At the places that come with another engine, that one looks instead.
pub(super) fn find_lines(
    engine: &dyn Engine,
    page: &RgbImage,
    instead: Option<(&dyn Engine, &[Rect])>,
) -> Result<Found, Fault> {
    let (width, height) = (page.width() as f32, page.height() as f32);
    if width < 1.0 || height < 1.0 {
        return Ok(Found::default());
    }
    let scale = scale_for(width, height);
    let small = shrink(page, (width * scale).round() as u32, (height * scale).round() as u32);
    let part = content(&small);
    let mut map = map_of(engine, &part.pixels)?;
    let (left, top) = (part.corner.0 as f32, part.corner.1 as f32);
    let (back_x, back_y) = (width / small.width() as f32, height / small.height() as f32);
    if let Some((other, places)) = instead {
        for place in places {
            let (x0, x1) = (place.x0 / back_x - left, place.x1 / back_x - left);
            let (y0, y1) = (place.y0 / back_y - top, place.y1 / back_y - top);
            look_again(other, &part.pixels, &mut map, &Rect::new(x0, y0, x1, y1))?;
        }
    }
    let onto_page = |quad: Quad| Quad(quad.0.map(|(x, y)| (x + left, y + top))).scaled(back_x, back_y);
    let Found { lines, faint } = quads(&map);
    let mut lines = super::holes::closed(page, lines.into_iter().map(onto_page).collect());
    sort_as_read(&mut lines);
    Ok(Found { lines, faint })
}

/// How many pixels of a page the network has to look at.
pub(super) fn pixels(page: &RgbImage) -> u64 {
    let (width, height) = (page.width() as f32, page.height() as f32);
    let scale = scale_for(width, height);
    let part = content(&shrink(page, (width * scale).round() as u32, (height * scale).round() as u32));
    let padded = |side: u32| u64::from(side.next_multiple_of(32));
    padded(part.pixels.width()) * padded(part.pixels.height())
}

/// By how much to scale a page for the network.
fn scale_for(width: f32, height: f32) -> f32 {
    let (short, long) = (width.min(height), width.max(height));
    (LONG_SIDE / long).max(SHORT_SIDE / short).min(WIDEST / width).min(1.0)
}

/// The network's map of a page of any height.
fn map_of(engine: &dyn Engine, page: &RgbImage) -> Result<LineMap, Fault> {
    let (width, height) = (page.width() as usize, page.height() as usize);
    let mut map = LineMap { width, height, values: Vec::with_capacity(width * height) };
    let mut top = 0;
    loop {
        let bottom = if height - top <= STRIP { height } else { top + STRIP };
        let part = engine.detect(planes(page, top, bottom))?;
        // Of the rows that two strips share each gives the half that is farther from its edge.
        let from = if top == 0 { 0 } else { OVERLAP / 2 };
        let to = if bottom == height { bottom - top } else { bottom - top - OVERLAP / 2 };
        for row in from..to {
            let Some(values) = part.values.get(row * part.width..row * part.width + width) else {
                return Err(Fault::Shape(format!("a map of {} by {}", part.width, part.height)));
            };
            map.values.extend_from_slice(values);
        }
        if bottom == height {
            return Ok(map);
        }
        top = bottom - OVERLAP;
    }
}

/// Puts what another network sees at a place into the map. It is given the surroundings as well, since it may be wrong at
/// an edge.
fn look_again(engine: &dyn Engine, page: &RgbImage, map: &mut LineMap, place: &Rect) -> Result<(), Fault> {
    const AROUND: u32 = OVERLAP as u32 / 2;
    let (width, height) = page.dimensions();
    let (x0, x1) = ((place.x0.max(0.0) as u32).min(width), (place.x1.ceil().max(0.0) as u32).min(width));
    let (y0, y1) = ((place.y0.max(0.0) as u32).min(height), (place.y1.ceil().max(0.0) as u32).min(height));
    if x0 >= x1 || y0 >= y1 {
        return Ok(());
    }
    let (left, top) = (x0.saturating_sub(AROUND), y0.saturating_sub(AROUND));
    let (right, bottom) = ((x1 + AROUND).min(width), (y1 + AROUND).min(height));
    let part = imageops::crop_imm(page, left, top, right - left, bottom - top).to_image();
    let seen = map_of(engine, &part)?;
    for y in y0..y1 {
        let (from, to) = ((y - top) as usize * seen.width, y as usize * map.width);
        let own = from + (x0 - left) as usize..from + (x1 - left) as usize;
        let there = to + x0 as usize..to + x1 as usize;
        if let (Some(own), Some(there)) = (seen.values.get(own), map.values.get_mut(there)) {
            there.copy_from_slice(own);
        }
    }
    Ok(())
}

/// Rows `top..bottom` as the network takes them, filled up with white to multiples of 32.
fn planes(page: &RgbImage, top: usize, bottom: usize) -> Planes {
    let width = page.width() as usize;
    let (padded_width, padded_height) = (width.next_multiple_of(32), (bottom - top).next_multiple_of(32));
    let plane = padded_width * padded_height;
    let mut values = vec![1.0f32; plane * 3];
    let rows = page.as_raw().chunks_exact(width * 3).skip(top).take(bottom - top);
    for (y, row) in rows.enumerate() {
        for (x, pixel) in row.chunks_exact(3).enumerate() {
            let at = y * padded_width + x;
            // The network learnt blue, green, red.
            for (channel, &value) in pixel.iter().rev().enumerate() {
                values[channel * plane + at] = f32::from(value) / 127.5 - 1.0;
            }
        }
    }
    Planes { width: padded_width, height: padded_height, values }
}

/// From a map to the corners of its lines, in pixels of the map.
fn quads(map: &LineMap) -> Found {
    let (mut quads, mut faint) = (Vec::new(), 0);
    for patch in patches(map, PIXEL, MOST_LINES) {
        faint += usize::from(patch.pixels >= SPECK && patch.mean < CLEAR);
        if patch.pixels < 9 || patch.mean < PATCH {
            continue;
        }
        let Some(tight) = tight(&patch.outline) else { continue };
        let (w, h) = (tight.width(), tight.height());
        if w.min(h) < 3.0 {
            continue;
        }
        let by = w * h * UNCLIP / (2.0 * (w + h));
        let quad = tight.part((-by / w, 1.0 + by / w), (-by / h, 1.0 + by / h));
        let inside = quad.0.map(|(x, y)| (x.clamp(0.0, map.width as f32), y.clamp(0.0, map.height as f32)));
        quads.push(Quad(inside));
    }
    Found { lines: quads, faint }
}

/// The rectangle around a patch: upright, unless a tilted one is clearly smaller. A short word's least rectangle often
/// stands askew for no reason.
fn tight(outline: &[Point]) -> Option<Quad> {
    let least = least_rectangle(outline)?;
    let upright = least_upright(outline)?;
    let (tilted_area, upright_area) = (least.width() * least.height(), upright.width() * upright.height());
    Some(if tilted_area < 0.9 * upright_area { least } else { upright })
}

fn least_upright(outline: &[Point]) -> Option<Quad> {
    let around = outline.iter().map(|&(x, y)| Rect::new(x, y, x, y));
    Rect::around(around).map(|r| Quad::upright(&r))
}

/// Sorts lines as one reads: rows downwards, each from left to right. Lines belong to one row where the middle of each
/// lies within the other's height.
fn sort_as_read(lines: &mut Vec<Quad>) {
    let mut boxed: Vec<_> = lines.drain(..).map(|q| (q.bbox(), q)).collect();
    boxed.sort_by(|(a, _), (b, _)| a.centre().1.total_cmp(&b.centre().1).then(a.x0.total_cmp(&b.x0)));
    let mut row: Vec<(Rect, Quad)> = Vec::new();
    let mut flush = |row: &mut Vec<(Rect, Quad)>| {
        row.sort_by(|(a, _), (b, _)| a.x0.total_cmp(&b.x0).then(a.y0.total_cmp(&b.y0)));
        lines.extend(row.drain(..).map(|(_, q)| q));
    };
    for (rect, quad) in boxed {
        if let Some((first, _)) = row.first() {
            let (middle, other) = (rect.centre().1, first.centre().1);
            let together = first.y0 < middle && middle < first.y1 && rect.y0 < other && other < rect.y1;
            if !together {
                flush(&mut row);
            }
        }
        row.push((rect, quad));
    }
    flush(&mut row);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(width: usize, height: usize, lines: &[[usize; 4]]) -> LineMap {
        let mut values = vec![0.0; width * height];
        for &[x0, y0, x1, y1] in lines {
            for y in y0..y1 {
                values[y * width + x0..y * width + x1].fill(0.9);
            }
        }
        LineMap { width, height, values }
    }

    #[test]
    fn a_patch_grows_back_to_the_size_of_its_line() {
        let found = quads(&map(200, 60, &[[20, 20, 120, 30]])).lines;
        assert_eq!(found.len(), 1);
        // 1000 · 1.6 / 220 = 7.27 on every side.
        let want = Rect::new(12.73, 12.73, 127.27, 37.27);
        assert!(found[0].bbox().iou(&want) > 0.99, "{found:?}");
    }

    #[test]
    fn what_another_network_sees_stands_in_its_place_and_nowhere_else() {
        let toy = crate::read::ocr::Toy::new("姓");
        let mut page = RgbImage::from_pixel(400, 300, image::Rgb([250; 3]));
        toy.draw(&mut page, "姓", (100, 100), 40);
        toy.draw(&mut page, "姓", (300, 200), 40);
        let mut map = LineMap { width: 400, height: 300, values: vec![0.0; 400 * 300] };
        look_again(&toy, &page, &mut map, &Rect::new(90.0, 90.0, 150.0, 120.0)).unwrap();
        let seen = |x: usize, y: usize| map.values[y * 400 + x] > 0.5;
        assert!(seen(120, 110) && !seen(120, 130) && !seen(320, 220));
        look_again(&toy, &page, &mut map, &Rect::new(500.0, -40.0, 600.0, -10.0)).unwrap();
    }

    #[test]
    fn specks_and_faint_patches_are_no_lines() {
        let mut map = map(100, 40, &[[10, 10, 12, 12]]);
        for x in 40..80 {
            for y in 10..20 {
                map.values[y * 100 + x] = 0.35;
            }
        }
        assert!(quads(&map).lines.is_empty());
    }

    #[test]
    fn lines_come_as_one_reads() {
        let boxes = [[60, 11, 90, 21], [5, 40, 30, 50], [5, 10, 30, 20], [40, 38, 70, 48]];
        let mut lines: Vec<Quad> = boxes.iter().map(|b| Quad::upright(&Rect::from(b.map(|v: i32| v as f32)))).collect();
        sort_as_read(&mut lines);
        let order: Vec<f32> = lines.iter().map(|q| q.0[0].0).collect();
        assert_eq!(order, [5.0, 60.0, 5.0, 40.0]);
    }

    #[test]
    fn an_a4_scan_shrinks_and_a_long_screenshot_keeps_its_width() {
        assert!((scale_for(2480.0, 3508.0) - 1280.0 / 3508.0).abs() < 1e-3);
        assert!((scale_for(1000.0, 6000.0) - 0.906).abs() < 1e-3);
        assert!((scale_for(600.0, 800.0) - 1.0).abs() < 1e-6);
    }
}
