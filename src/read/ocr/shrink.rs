//! Makes a picture smaller, each new pixel the mean of the old ones under it, so that thin strokes fade instead of
//! breaking.

use image::RgbImage;

/// The picture at a smaller size; as it is where it would grow.
pub(super) fn shrink(picture: &RgbImage, width: u32, height: u32) -> RgbImage {
    let (width, height) = (width.clamp(1, picture.width().max(1)), height.clamp(1, picture.height().max(1)));
    if (width, height) == picture.dimensions() || picture.is_empty() {
        return picture.clone();
    }
    let columns = spans(picture.width(), width);
    let rows = spans(picture.height(), height);
    let stride = picture.width() as usize * 3;
    let raw = picture.as_raw();
    let mut out = Vec::with_capacity(width as usize * height as usize * 3);
    let mut sums = vec![0.0f32; stride];
    for row in &rows {
        sums.fill(0.0);
        for (y, weight) in row.weights() {
            for (sum, &value) in sums.iter_mut().zip(&raw[y * stride..(y + 1) * stride]) {
                *sum += f32::from(value) * weight;
            }
        }
        for column in &columns {
            let mut pixel = [0.5f32; 3];
            for (x, weight) in column.weights() {
                for (channel, sum) in pixel.iter_mut().enumerate() {
                    *sum += sums[x * 3 + channel] * weight;
                }
            }
            out.extend(pixel.map(|v| v.clamp(0.0, 255.0) as u8));
        }
    }
    RgbImage::from_raw(width, height, out).unwrap_or_else(|| picture.clone())
}

/// The old pixels under one new pixel.
struct Span {
    first: usize,
    last: usize,
    /// Share of the first and of the last one that lies under it, and the sum of all shares.
    head: f32,
    tail: f32,
    total: f32,
}

impl Span {
    fn weights(&self) -> impl Iterator<Item = (usize, f32)> {
        (self.first..=self.last).map(|i| {
            let share = match i {
                i if i == self.first => self.head,
                i if i == self.last => self.tail,
                _ => 1.0,
            };
            (i, share / self.total)
        })
    }
}

fn spans(old: u32, new: u32) -> Vec<Span> {
    let step = f64::from(old) / f64::from(new);
    (0..new)
        .map(|i| {
            let (from, to) = (f64::from(i) * step, (f64::from(i) + 1.0) * step);
            let first = (from as usize).min(old as usize - 1);
            let last = ((to - 1e-6) as usize).clamp(first, old as usize - 1);
            let head = if first == last { 1.0 } else { (first as f64 + 1.0 - from) as f32 };
            let tail = if first == last { 0.0 } else { (to - last as f64) as f32 };
            let total = head + tail + (last - first).saturating_sub(1) as f32;
            Span { first, last, head, tail, total }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_pixels_are_means_of_old_ones() {
        let picture = RgbImage::from_fn(4, 2, |x, _| image::Rgb([if x < 2 { 0 } else { 200 }, 100, 50]));
        let half = shrink(&picture, 2, 1);
        assert_eq!(half.as_raw(), &[0, 100, 50, 200, 100, 50]);
        let third = shrink(&picture, 3, 1);
        assert_eq!(third.get_pixel(1, 0).0, [100, 100, 50]);
        assert_eq!(shrink(&picture, 9, 9), picture);
    }
}
