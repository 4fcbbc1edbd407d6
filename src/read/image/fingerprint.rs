//! A fingerprint of how a picture looks, for finding the same picture with two candidates.

use image::{GrayImage, imageops};

/// 64 bits: for each cell of an 8 × 8 grid, whether it is lighter than its right neighbour (a difference hash). The same
/// picture at another size or compression differs in a few bits; `None` where it is too plain to tell anything.
#[must_use]
pub fn fingerprint(grey: &GrayImage) -> Option<u64> {
    if grey.width() < 9 || grey.height() < 8 {
        return None;
    }
    let small = imageops::resize(grey, 9, 8, imageops::FilterType::Triangle);
    let (low, high) = small.as_raw().iter().fold((255u8, 0u8), |(lo, hi), &v| (lo.min(v), hi.max(v)));
    if high - low < 8 {
        return None;
    }
    let mut bits = 0;
    for y in 0..8 {
        for x in 0..8 {
            bits = bits << 1 | u64::from(small.get_pixel(x, y).0[0] > small.get_pixel(x + 1, y).0[0]);
        }
    }
    Some(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    fn wave(width: u32, height: u32) -> GrayImage {
        GrayImage::from_fn(width, height, |x, y| {
            let (u, v) = (x as f32 / width as f32, y as f32 / height as f32);
            Luma([(128.0 + 100.0 * (9.0 * u + 5.0 * v * v).sin()) as u8])
        })
    }

    #[test]
    fn the_same_picture_at_another_size_is_near_and_a_plain_one_has_none() {
        let (a, b) = (fingerprint(&wave(400, 300)), fingerprint(&wave(173, 131)));
        let (Some(a), Some(b)) = (a, b) else { panic!("no fingerprint") };
        assert!((a ^ b).count_ones() <= 3);
        assert_eq!(fingerprint(&GrayImage::from_pixel(100, 100, Luma([200]))), None);
    }
}
