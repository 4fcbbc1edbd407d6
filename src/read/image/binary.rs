//! Ink and paper: an image as black and white, and as a smaller grey one.

use image::{GrayImage, Luma, RgbImage};

/// Luminance of an image made smaller by a whole factor, each pixel the mean of a block.
#[must_use]
pub(super) fn shrunk_grey(image: &RgbImage, factor: u32) -> GrayImage {
    let factor = factor.max(1);
    let (w, h) = (image.width() / factor, image.height() / factor);
    let mut out = GrayImage::new(w, h);
    let (raw, stride) = (image.as_raw(), image.width() as usize * 3);
    let f = factor as usize;
    for y in 0..h as usize {
        for x in 0..w as usize {
            let mut sum = 0u32;
            for dy in 0..f {
                let row = (y * f + dy) * stride + x * f * 3;
                for pixel in raw[row..row + f * 3].as_chunks::<3>().0 {
                    // Integer weights of Rec. 601, which is what scanners assume.
                    sum += (u32::from(pixel[0]) * 77 + u32::from(pixel[1]) * 150 + u32::from(pixel[2]) * 29) >> 8;
                }
            }
            out.put_pixel(x as u32, y as u32, Luma([(sum / (factor * factor)) as u8]));
        }
    }
    out
}

/// An image of ink: 255 where a pixel is clearly darker than the paper around it, 0 elsewhere. The paper is the mean of
/// a window, so shadows and a dark edge do not count as ink.
#[must_use]
pub(super) fn ink(grey: &GrayImage, window: u32, darker_by: u8) -> GrayImage {
    let (w, h) = (grey.width() as usize, grey.height() as usize);
    let sums = integral(grey);
    let at = |x: usize, y: usize| sums[y * (w + 1) + x];
    let half = (window as usize / 2).max(1);
    let mut out = GrayImage::new(grey.width(), grey.height());
    let source = grey.as_raw();
    for (y, row) in out.as_mut().chunks_exact_mut(w.max(1)).enumerate().take(h) {
        let (y0, y1) = (y.saturating_sub(half), (y + half + 1).min(h));
        for (x, cell) in row.iter_mut().enumerate() {
            let (x0, x1) = (x.saturating_sub(half), (x + half + 1).min(w));
            let area = ((x1 - x0) * (y1 - y0)) as u64;
            let sum = at(x1, y1) + at(x0, y0) - at(x0, y1) - at(x1, y0);
            let paper = (sum / area.max(1)) as i32;
            *cell = if i32::from(source[y * w + x]) < paper - i32::from(darker_by) { 255 } else { 0 };
        }
    }
    out
}

/// Sums of all pixels above and left, one row and column larger than the image.
fn integral(grey: &GrayImage) -> Vec<u64> {
    let (w, h) = (grey.width() as usize, grey.height() as usize);
    let mut sums = vec![0u64; (w + 1) * (h + 1)];
    for (y, row) in grey.as_raw().chunks_exact(w.max(1)).enumerate().take(h) {
        let mut line = 0u64;
        for (x, &v) in row.iter().enumerate() {
            line += u64::from(v);
            sums[(y + 1) * (w + 1) + x + 1] = sums[y * (w + 1) + x + 1] + line;
        }
    }
    sums
}

/// The value below which `share` of the counted values lie.
#[must_use]
pub(super) fn percentile(histogram: &[u32; 256], share: f32) -> u8 {
    let total: u64 = histogram.iter().map(|&n| u64::from(n)).sum();
    let wanted = (total as f64 * f64::from(share)) as u64;
    let mut seen = 0;
    for (value, &n) in histogram.iter().enumerate() {
        seen += u64::from(n);
        if seen > wanted {
            return value as u8;
        }
    }
    255
}

/// How often each luminance occurs.
#[must_use]
pub(super) fn histogram(grey: &GrayImage) -> [u32; 256] {
    let mut counts = [0; 256];
    for &v in grey.as_raw() {
        counts[v as usize] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn ink_ignores_a_shadow_and_keeps_a_stroke() {
        let mut page = RgbImage::from_fn(200, 200, |x, _| Rgb([(255 - x / 2) as u8; 3]));
        for x in 50..150 {
            page.put_pixel(x, 100, Rgb([20, 20, 20]));
        }
        let ink = ink(&shrunk_grey(&page, 1), 31, 25);
        assert_eq!(ink.get_pixel(100, 100).0[0], 255);
        assert_eq!(ink.as_raw().iter().filter(|&&v| v == 255).count(), 100);
    }

    #[test]
    fn percentile_of_a_flat_histogram() {
        assert_eq!(percentile(&[1; 256], 0.5), 128);
    }
}
