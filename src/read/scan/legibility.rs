//! Whether a page that was looked at could be read, and if not, why.

use image::{GenericImageView, RgbImage};

use super::Sheet;
use crate::model::{ImageQuality, Legibility, Page, Unreadable};

/// Where fewer characters are clear than this share, what was read is not worth having.
const CLEAR: f32 = 0.4;

/// Less ink than this, as a share of the page, is dust.
pub(super) const DUST: f32 = 0.002;

/// Below these a page counts as blurred, dark or small, where it could not be read.
const SHARP: f32 = 0.12;
const BRIGHT: f32 = 0.25;
const CONTRAST: f32 = 0.12;
const DPI: f32 = 70.0;

/// Whether the page could be read. `clear` is the share of its characters that are clear.
pub(super) fn judge(page: &Page, quality: &ImageQuality, sheet: &Sheet, clear: Option<f32>) -> Legibility {
    match clear {
        Some(share) if share >= CLEAR => Legibility::Read,
        Some(_) => Legibility::Unreadable(why(quality).unwrap_or(Unreadable::LowConfidence)),
        // Lines that nobody asked for are no reason to doubt the page.
        None if !page.unread.is_empty() || !sheet.seals.is_empty() => Legibility::Read,
        // A picture without text is read: there is nothing to read in it, and it is no blank page.
        None if is_coloured(&sheet.image.pixels) => Legibility::Read,
        None if ink(sheet) < DUST => Legibility::Blank,
        None => why(quality).map_or(Legibility::Read, Legibility::Unreadable),
    }
}

fn why(quality: &ImageQuality) -> Option<Unreadable> {
    if quality.brightness < BRIGHT || quality.contrast < CONTRAST {
        Some(Unreadable::Dark)
    } else if quality.dpi < DPI {
        Some(Unreadable::LowResolution)
    } else if quality.sharpness < SHARP {
        Some(Unreadable::Blurred)
    } else {
        None
    }
}

/// The share of pixels that are clearly darker than the paper, the outermost part of the page left out: scanners leave
/// shadows there.
pub(super) fn ink(sheet: &Sheet) -> f32 {
    let (width, height) = sheet.clean.dimensions();
    let (left, top) = (width / 16, height / 16);
    let inner = sheet.clean.enumerate_pixels().filter(|(x, y, _)| {
        (left..width.saturating_sub(left)).contains(x) && (top..height.saturating_sub(top)).contains(y)
    });
    let mut counts = [0u32; 256];
    for (_, _, pixel) in inner {
        counts[usize::from(pixel.0[1])] += 1;
    }
    let all: u32 = counts.iter().sum();
    let mut seen = 0;
    let paper = counts.iter().position(|&n| {
        seen += n;
        seen * 2 >= all
    });
    let dark: u32 = counts.iter().take(paper.unwrap_or(0).saturating_sub(60)).sum();
    dark as f32 / all.max(1) as f32
}

/// Whether parts of an image have clearly different colours, as a photograph of a landscape has. Light and shadow on a
/// sheet of paper differ in brightness, and hardly in colour.
fn is_coloured(image: &RgbImage) -> bool {
    /// Parts along each side.
    const PARTS: u32 = 24;
    /// How far colours must spread, on a scale to 255.
    const SPREAD: f64 = 10.0;
    let (width, height) = image.dimensions();
    if width < PARTS * 2 || height < PARTS * 2 {
        return false;
    }
    // The outermost parts may show the table that a sheet lies on.
    let parts = (2..PARTS - 2).flat_map(|row| (2..PARTS - 2).map(move |column| (column, row)));
    let colours: Vec<[f64; 2]> = parts
        .map(|(column, row)| {
            let (x, y) = (column * width / PARTS, row * height / PARTS);
            let part = image::imageops::crop_imm(image, x, y, width / PARTS, height / PARTS);
            let (mut sum, mut count) = ([0.0; 3], 0.0_f64);
            for (_, _, pixel) in part.pixels().step_by(7) {
                for (total, channel) in sum.iter_mut().zip(pixel.0) {
                    *total += f64::from(channel);
                }
                count += 1.0;
            }
            let [red, green, blue] = sum.map(|total| total / count.max(1.0));
            [blue - green, red - green]
        })
        .collect();
    let spread = |axis: usize| {
        let of = |colour: &[f64; 2]| colour.get(axis).copied().unwrap_or(0.0);
        let mean = colours.iter().map(of).sum::<f64>() / colours.len() as f64;
        (colours.iter().map(|colour| (of(colour) - mean).powi(2)).sum::<f64>() / colours.len() as f64).sqrt()
    };
    spread(0).max(spread(1)) > SPREAD
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn a_landscape_is_a_picture_and_lamplight_on_paper_is_none() {
        let sky = |_, y: u32| if y < 200 { Rgb([120, 160, 235]) } else { Rgb([130, 80, 40]) };
        assert!(is_coloured(&RgbImage::from_fn(400, 400, sky)));
        // A warm light that fades from one corner to the other.
        let lamp = |x: u32, y: u32| {
            let light = 250.0 - 0.15 * (x + y) as f32;
            Rgb([light as u8, (light * 0.96) as u8, (light * 0.88) as u8])
        };
        assert!(!is_coloured(&RgbImage::from_fn(400, 400, lamp)));
        assert!(!is_coloured(&RgbImage::from_pixel(10, 10, Rgb([9, 200, 9]))));
    }
}
