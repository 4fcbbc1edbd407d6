//! The digest by which the same picture is found again in another file: SHA-256 over its size and its pixels in RGB.

use sha2::{Digest, Sha256};

use crate::model::Thumbnail;

/// The digest of a picture in RGB, in lower-case hexadecimal.
#[must_use]
pub fn digest_of_rgb(width: u32, height: u32, rgb: &[u8]) -> String {
    let mut hasher = start(width, height);
    hasher.update(rgb);
    hex(hasher)
}

/// The digest of a picture in grey: that of the same picture in RGB.
#[must_use]
pub fn digest_of_grey(width: u32, height: u32, grey: &[u8]) -> String {
    /// Pixels turned to RGB at a time.
    const AT_A_TIME: usize = 4096;
    let mut hasher = start(width, height);
    let mut rgb = Vec::with_capacity(AT_A_TIME * 3);
    for pixels in grey.chunks(AT_A_TIME) {
        rgb.clear();
        rgb.extend(pixels.iter().flat_map(|&v| [v; 3]));
        hasher.update(&rgb);
    }
    hex(hasher)
}

/// How a picture in RGB looks, in small.
#[must_use]
pub fn thumbnail_of_rgb(width: u32, height: u32, rgb: &[u8]) -> Option<Thumbnail> {
    Thumbnail::of(width as usize, height as usize, |pixel| match rgb.get(pixel * 3..pixel * 3 + 3) {
        // The luminance of Rec. 601, in whole numbers.
        Some(&[r, g, b]) => ((u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114) / 1000) as u8,
        _ => 255,
    })
}

/// How a picture in grey looks, in small.
#[must_use]
pub fn thumbnail_of_grey(width: u32, height: u32, grey: &[u8]) -> Option<Thumbnail> {
    Thumbnail::of(width as usize, height as usize, |pixel| grey.get(pixel).copied().unwrap_or(255))
}

fn start(width: u32, height: u32) -> Sha256 {
    Sha256::new_with_prefix(format!("{width}x{height}\n"))
}

fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_is_rgb_with_equal_parts() {
        let grey: Vec<u8> = (0..=255).cycle().take(100 * 90).collect();
        let rgb: Vec<u8> = grey.iter().flat_map(|&v| [v; 3]).collect();
        assert_eq!(digest_of_grey(100, 90, &grey), digest_of_rgb(100, 90, &rgb));
    }

    #[test]
    fn size_and_every_pixel_count() {
        let rgb = vec![7; 60];
        let mut other = rgb.clone();
        other[59] = 8;
        let all = [digest_of_rgb(5, 4, &rgb), digest_of_rgb(4, 5, &rgb), digest_of_rgb(5, 4, &other)];
        assert!(all[0] != all[1] && all[0] != all[2] && all[0].len() == 64);
    }
}
