//! Ruling lines of tables and frames on a page image.

use image::{GrayImage, RgbImage};

use super::binary::{ink, shrunk_grey};
use crate::model::{Rect, Rule};

/// Lines are looked for at half size: a hairline is still there, and noise is not.
const SHRINK: u32 = 2;

/// The horizontal and vertical lines on an image, in its pixels, at least `shortest` pixels long. The image must be
/// level.
#[must_use]
pub fn rules(image: &RgbImage, shortest: f32) -> Vec<Rule> {
    let grey = shrunk_grey(image, SHRINK);
    if grey.width() < 8 || grey.height() < 8 {
        return Vec::new();
    }
    let ink = ink(&grey, 25, 18);
    let shortest = (shortest / SHRINK as f32).max(8.0) as usize;
    let mut found: Vec<Rule> = Vec::new();
    for (lines, horizontal) in [(runs(&ink, shortest), true), (runs(&transposed(&ink), shortest), false)] {
        for (at, from, to, thick) in lines {
            let s = SHRINK as f32;
            let (a, b) = (from as f32 * s, to as f32 * s);
            let (c, d) = (at as f32 * s, (at + thick) as f32 * s);
            let bbox = if horizontal { Rect::new(a, c, b, d) } else { Rect::new(c, a, d, b) };
            found.push(Rule { bbox, horizontal });
        }
    }
    found
}

/// Runs of ink along the rows, each as (row, start, end, thickness). Gaps of a few pixels are bridged, a line may drift
/// to the next row, and what is thick is no line but type or a block.
fn runs(ink: &GrayImage, shortest: usize) -> Vec<(usize, usize, usize, usize)> {
    const GAP: usize = 3;
    const THICKEST: usize = 4;
    let (w, h) = (ink.width() as usize, ink.height() as usize);
    let dark = |x: usize, y: usize| ink.as_raw()[y * w + x] != 0;
    // A pixel counts for its row where it or a neighbour above or below is dark, so that a slightly slanted line holds
    // together; the band it makes is merged below.
    let mut segments: Vec<(usize, usize, usize)> = Vec::new();
    for y in 0..h {
        let (mut start, mut last, mut own) = (None, 0, 0);
        let mut close = |start: &mut Option<usize>, last: usize, own: &mut usize| {
            if let Some(from) = start.take()
                && last + 1 - from >= shortest
                && *own * 3 >= last + 1 - from
            {
                segments.push((y, from, last + 1));
            }
            *own = 0;
        };
        for x in 0..w {
            let here = dark(x, y);
            if here || (y + 1 < h && dark(x, y + 1)) || (y > 0 && dark(x, y - 1)) {
                if start.is_some() && x - last > GAP {
                    close(&mut start, last, &mut own);
                }
                start.get_or_insert(x);
                last = x;
                own += usize::from(here);
            }
        }
        close(&mut start, last, &mut own);
    }
    // Merge what stands on adjoining rows and overlaps.
    let mut lines: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (y, from, to) in segments {
        let touching = lines.iter_mut().rev().take_while(|l| l.0 + l.3 + 1 >= y.saturating_sub(200)).find(|l| {
            l.0 + l.3 >= y
                && l.0 <= y
                && from < l.2
                && l.1 < to
                && (to.min(l.2) - from.max(l.1)) * 2 > (to - from).min(l.2 - l.1)
        });
        match touching {
            Some(line) => {
                line.3 = y + 1 - line.0;
                line.1 = line.1.min(from);
                line.2 = line.2.max(to);
            }
            None => lines.push((y, from, to, 1)),
        }
    }
    // Each line's band is one row thicker on either side than its ink.
    lines.retain(|l| l.3 <= THICKEST + 2);
    lines
}

fn transposed(image: &GrayImage) -> GrayImage {
    GrayImage::from_fn(image.height(), image.width(), |x, y| *image.get_pixel(y, x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn a_frame_is_four_lines_and_type_is_none() {
        let mut page = RgbImage::from_pixel(600, 400, Rgb([250; 3]));
        for x in 100..500 {
            for t in 0..3 {
                page.put_pixel(x, 80 + t + x / 250, Rgb([30; 3]));
                page.put_pixel(x, 300 + t, Rgb([30; 3]));
            }
        }
        for y in 80..303 {
            for t in 0..3 {
                page.put_pixel(100 + t, y, Rgb([30; 3]));
                page.put_pixel(497 + t, y, Rgb([30; 3]));
            }
        }
        for x in (150..450).step_by(12) {
            for y in 150..172 {
                for dx in 0..4 {
                    page.put_pixel(x + dx, y, Rgb([30; 3]));
                }
            }
        }
        let rules = rules(&page, 60.0);
        let horizontal: Vec<_> = rules.iter().filter(|r| r.horizontal).collect();
        assert_eq!((horizontal.len(), rules.len()), (2, 4), "{rules:?}");
        assert!((horizontal[0].bbox.x0 - 100.0).abs() < 6.0 && (horizontal[0].bbox.x1 - 500.0).abs() < 6.0);
    }
}
