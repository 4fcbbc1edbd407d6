//! Whether a page that was looked at could be read, and if not, why.

use super::Sheet;
use crate::model::{ImageQuality, Legibility, Page, Unreadable};

/// Where fewer characters are clear than this share, what was read is not worth having.
const CLEAR: f32 = 0.4;

/// Less ink than this, as a share of the page, is dust.
const DUST: f32 = 0.002;

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
fn ink(sheet: &Sheet) -> f32 {
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
