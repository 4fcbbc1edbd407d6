//! QR codes on a page image.

use std::collections::HashSet;

use image::{GrayImage, RgbImage, imageops};
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader;
use rxing::multi::qrcode::QRCodeMultiReader;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource};

use super::binary::{ink, shrunk_grey};
use crate::model::Rect;

/// Side of the tiles in which modules are looked for, in pixels: three to eight modules of a code as it is printed.
const TILE: u32 = 24;

/// The codes on an image with their places in its pixels, from top to bottom. The page is read as it is; where that
/// finds none, each patch that looks like modules is read again larger and smaller, which helps with small and worn
/// codes.
#[must_use]
pub fn codes(image: &RgbImage) -> Vec<(Rect, String)> {
    codes_at(image, &[1.5, 2.0, 0.6, 3.0])
}

/// The codes on an image that was drawn and not scanned: they are crisp, and at most small.
#[must_use]
pub fn drawn_codes(image: &RgbImage) -> Vec<(Rect, String)> {
    codes_at(image, &[2.0])
}

/// The codes on an image; patches are read again at these scales.
fn codes_at(image: &RgbImage, scales: &[f32]) -> Vec<(Rect, String)> {
    let grey = shrunk_grey(image, 1);
    let mut found = read(&grey, 1.0, (0.0, 0.0));
    if found.is_empty() {
        for patch in patches(&grey) {
            let (x, y) = (patch.x0 as u32, patch.y0 as u32);
            let crop = imageops::crop_imm(&grey, x, y, patch.width() as u32, patch.height() as u32).to_image();
            for &scale in scales {
                let (w, h) = (crop.width() as f32 * scale, crop.height() as f32 * scale);
                let scaled = imageops::resize(&crop, w as u32, h as u32, imageops::FilterType::CatmullRom);
                let here = read(&scaled, 1.0 / scale, (patch.x0, patch.y0));
                let done = !here.is_empty();
                found.extend(here);
                if done {
                    break;
                }
            }
        }
    }
    found.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0).then(a.0.x0.total_cmp(&b.0.x0)).then(a.1.cmp(&b.1)));
    found.dedup_by(|a, b| a.1 == b.1 && a.0.iou(&b.0) > 0.3);
    found
}

/// Near-square patches of the page that look like the modules of a code: about as much black as white, changing often
/// in both directions. At most six, the largest first.
fn patches(grey: &GrayImage) -> Vec<Rect> {
    let ink = ink(grey, 61, 12);
    let (columns, rows) = (grey.width() / TILE, grey.height() / TILE);
    let busy: Vec<bool> = (0..rows)
        .flat_map(|y| (0..columns).map(move |x| (x, y)))
        .map(|(x, y)| is_busy(&ink, x * TILE, y * TILE))
        .collect();
    let mut seen = vec![false; busy.len()];
    let mut found = Vec::new();
    for start in 0..busy.len() {
        if !busy[start] || seen[start] {
            continue;
        }
        let mut stack = vec![start];
        seen[start] = true;
        let (mut tiles, mut place) = (0, None::<Rect>);
        while let Some(at) = stack.pop() {
            let (x, y) = (at as u32 % columns, at as u32 / columns);
            tiles += 1;
            let tile = Rect::new(x as f32, y as f32, x as f32 + 1.0, y as f32 + 1.0);
            place = Some(place.map_or(tile, |p| p.union(&tile)));
            for (nx, ny) in [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)] {
                if nx < columns && ny < rows {
                    let next = (ny * columns + nx) as usize;
                    if busy[next] && !seen[next] {
                        seen[next] = true;
                        stack.push(next);
                    }
                }
            }
        }
        let Some(place) = place else { continue };
        let square = place.width() < place.height() * 2.0 && place.height() < place.width() * 2.0;
        if tiles >= 6 && square && f64::from(tiles) >= f64::from(place.area()) * 0.5 {
            let t = TILE as f32;
            let wide = Rect::new(place.x0 * t, place.y0 * t, place.x1 * t, place.y1 * t).grown(2.0 * t);
            let page = Rect::new(0.0, 0.0, grey.width() as f32, grey.height() as f32);
            found.extend(wide.intersection(&page));
        }
    }
    found.sort_by(|a, b| b.area().total_cmp(&a.area()).then(a.y0.total_cmp(&b.y0)).then(a.x0.total_cmp(&b.x0)));
    found.truncate(6);
    found
}

/// Whether a tile of ink is about half black and changes often along its rows and its columns.
fn is_busy(ink: &GrayImage, x0: u32, y0: u32) -> bool {
    let dark = |x: u32, y: u32| ink.get_pixel(x0 + x, y0 + y).0[0] != 0;
    let (mut black, mut across, mut down) = (0, 0, 0);
    for a in 0..TILE {
        for b in 0..TILE {
            black += u32::from(dark(b, a));
            across += u32::from(b > 0 && dark(b, a) != dark(b - 1, a));
            down += u32::from(b > 0 && dark(a, b) != dark(a, b - 1));
        }
    }
    let share = black as f32 / (TILE * TILE) as f32;
    (0.28..0.72).contains(&share) && across >= TILE && down >= TILE
}

/// The codes on a crop; a place in it times `scale` plus `origin` is a place on the page.
fn read(grey: &GrayImage, scale: f32, origin: (f32, f32)) -> Vec<(Rect, String)> {
    let Ok(source) = Luma8LuminanceSource::new(grey.as_raw().clone(), grey.width(), grey.height()) else {
        return Vec::new();
    };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::QR_CODE])),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    // The reader reports "nothing here" as an error.
    let results = QRCodeMultiReader::new().decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default();
    results
        .iter()
        .filter_map(|result| {
            let points = result.getPoints();
            // The points are the centres of the finder patterns, 3.5 modules inside the code; a version 3 code has 29.
            let inner = Rect::around(points.iter().map(|p| Rect::new(p.x, p.y, p.x, p.y)))?;
            let margin = inner.width().max(inner.height()) * 3.5 / 22.0;
            let r = inner.grown(margin);
            let (x, y) = origin;
            let place = Rect::new(r.x0 * scale + x, r.y0 * scale + y, r.x1 * scale + x, r.y1 * scale + y);
            Some((place, result.getText().to_owned()))
        })
        .collect()
}
