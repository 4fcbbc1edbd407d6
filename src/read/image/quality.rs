//! How good a page image is: sharpness, brightness, contrast.

use image::RgbImage;

use super::binary::{histogram, percentile, shrunk_grey};
use crate::model::ImageQuality;

/// Measures an image whose pixels stand at `dpi` on the page. Turn and skew are left at zero.
#[must_use]
pub fn measure(image: &RgbImage, dpi: f32) -> ImageQuality {
    let grey = shrunk_grey(image, 1);
    let counts = histogram(&grey);
    let paper = f32::from(percentile(&counts, 0.75)) / 255.0;
    let ink = f32::from(percentile(&counts, 0.005)) / 255.0;
    let contrast = (paper - ink).max(0.0);
    ImageQuality { dpi, sharpness: sharpness(&grey, contrast), brightness: paper, contrast, turned: 0, skew: 0.0 }
}

/// The steepest edges, as a share of the step from ink to paper that one pixel makes: a crisp edge makes most of the
/// step at once, a blurred one spreads it over many pixels.
fn sharpness(grey: &image::GrayImage, contrast: f32) -> f32 {
    if contrast < 0.05 || grey.width() < 3 {
        return 0.0;
    }
    let mut steps = [0u32; 256];
    for row in grey.as_raw().chunks_exact(grey.width() as usize) {
        for three in row.windows(3) {
            let step = three[2].abs_diff(three[0]) / 2;
            if step > 2 {
                steps[step as usize] += 1;
            }
        }
    }
    let steep = f32::from(percentile(&steps, 0.97)) / 255.0;
    (steep * 2.5 / contrast).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, imageops};

    fn strokes() -> RgbImage {
        RgbImage::from_fn(300, 300, |x, y| if x % 12 < 3 && y % 40 < 20 { Rgb([20; 3]) } else { Rgb([250; 3]) })
    }

    #[test]
    fn a_blurred_page_is_less_sharp_and_a_dark_one_less_bright() {
        let crisp = measure(&strokes(), 200.0);
        let blurred = measure(&imageops::blur(&strokes(), 4.0), 200.0);
        assert!(crisp.sharpness > 0.8, "{crisp:?}");
        assert!(blurred.sharpness < 0.4 * crisp.sharpness, "{blurred:?}");
        let dark = measure(&RgbImage::from_pixel(50, 50, Rgb([30; 3])), 200.0);
        assert!(dark.brightness < 0.2 && dark.contrast < 0.05);
    }
}
