//! Cuts a line out of the page: level, upright and as high as the recognition network wants it.

use image::RgbImage;

use super::engine::Planes;
use super::quad::Quad;

/// Rows of a line as the network takes it.
pub(super) const HEIGHT: usize = 48;

/// A line as it was cut out: 48 rows of red, green, blue.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Crop {
    pub width: usize,
    pub pixels: Vec<[u8; 3]>,
}

/// Cuts out a line. Where the page has more pixels than the crop, each new one is a mean of several.
pub(super) fn cut(page: &RgbImage, line: &Quad) -> Crop {
    let (long, high) = (line.width().max(1.0), line.height().max(1.0));
    let width = ((HEIGHT as f32 * long / high).round() as usize).clamp(8, 8192);
    let samples = ((high / HEIGHT as f32).ceil() as usize).clamp(1, 4);
    let (step_u, step_v) = (1.0 / (width * samples) as f32, 1.0 / (HEIGHT * samples) as f32);
    let share = 1.0 / (samples * samples) as f32;
    let mut pixels = Vec::with_capacity(width * HEIGHT);
    for y in 0..HEIGHT {
        for x in 0..width {
            let mut sum = [0.0f32; 3];
            for sub in 0..samples * samples {
                let u = ((x * samples + sub % samples) as f32 + 0.5) * step_u;
                let v = ((y * samples + sub / samples) as f32 + 0.5) * step_v;
                let colour = sample(page, line.at(u, v));
                for (sum, value) in sum.iter_mut().zip(colour) {
                    *sum += value;
                }
            }
            pixels.push(sum.map(|v| (v * share + 0.5) as u8));
        }
    }
    Crop { width, pixels }
}

/// The colour at a point between pixels; beyond the edge that of the edge.
fn sample(page: &RgbImage, (x, y): (f32, f32)) -> [f32; 3] {
    let (width, height) = (page.width() as usize, page.height() as usize);
    if width == 0 || height == 0 {
        return [255.0; 3];
    }
    let (x, y) = ((x - 0.5).clamp(0.0, (width - 1) as f32), (y - 0.5).clamp(0.0, (height - 1) as f32));
    let (x0, y0) = (x as usize, y as usize);
    let (x1, y1) = ((x0 + 1).min(width - 1), (y0 + 1).min(height - 1));
    let (tx, ty) = (x - x0 as f32, y - y0 as f32);
    let raw = page.as_raw();
    let at = |x: usize, y: usize, channel: usize| f32::from(raw[(y * width + x) * 3 + channel]);
    let mut colour = [0.0; 3];
    for (channel, value) in colour.iter_mut().enumerate() {
        let top = at(x0, y0, channel) * (1.0 - tx) + at(x1, y0, channel) * tx;
        let bottom = at(x0, y1, channel) * (1.0 - tx) + at(x1, y1, channel) * tx;
        *value = top * (1.0 - ty) + bottom * ty;
    }
    colour
}

impl Crop {
    /// Columns `from..to` as the network takes them.
    pub(super) fn planes(&self, from: usize, to: usize) -> Planes {
        let width = to - from;
        let plane = width * HEIGHT;
        let mut values = vec![0.0f32; plane * 3];
        for y in 0..HEIGHT {
            for x in 0..width {
                let pixel = self.pixels[y * self.width + from + x];
                for (channel, value) in pixel.into_iter().rev().enumerate() {
                    values[channel * plane + y * width + x] = f32::from(value) / 127.5 - 1.0;
                }
            }
        }
        Planes { width, height: HEIGHT, values }
    }

    /// How much ink there is, 0 to 1, pixel by pixel: against the line's own paper and its own darkest strokes.
    pub(super) fn ink(&self) -> Vec<f32> {
        let grey: Vec<u8> = self
            .pixels
            .iter()
            .map(|&[r, g, b]| ((u32::from(r) * 2 + u32::from(g) * 5 + u32::from(b)) / 8) as u8)
            .collect();
        let mut sorted = grey.clone();
        sorted.sort_unstable();
        let share = |part: usize| f32::from(sorted.get(sorted.len() * part / 100).copied().unwrap_or(255));
        let (dark, paper) = (share(3), share(80));
        let depth = (paper - dark).max(24.0);
        grey.into_iter().map(|v| ((paper - f32::from(v)) / depth).clamp(0.0, 1.0)).collect()
    }
}
