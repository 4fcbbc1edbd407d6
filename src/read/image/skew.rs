//! How much askew a page stands: at the right slope its lines of type and its ruling lines fall together.

use image::RgbImage;

use super::binary::{ink, shrunk_grey};

/// The long side of the image that is measured, in pixels: type is still some pixels high.
const LONG_SIDE: u32 = 800;

/// How far on both sides is searched, and in which steps, in degrees: first about level, then about the best.
const ROUGHLY: (f32, f32) = (6.0, 0.25);
const FINELY: (f32, f32) = (0.25, 0.025);

/// Fewer edges than this tell nothing.
const ENOUGH: usize = 400;

/// The best slope must gather the edges this much better than the slopes on the whole.
const CLEARLY: f64 = 1.15;

/// The skew of a page in degrees, positive where lines fall to the right; 0 where the page does not tell, or stands more
/// askew than is looked for.
#[must_use]
pub fn skew(image: &RgbImage) -> f32 {
    let shrink = (image.width().max(image.height()) / LONG_SIDE).max(1);
    let small = shrunk_grey(image, shrink);
    if small.width() < 64 || small.height() < 64 {
        return 0.0;
    }
    let edges = lower_edges(&ink(&small, 25, 24));
    if edges.len() < ENOUGH {
        return 0.0;
    }
    let size = small.dimensions();
    match best(&edges, size, 0.0, ROUGHLY) {
        Some((rough, lead)) if lead >= CLEARLY => best(&edges, size, rough, FINELY).map_or(rough, |(fine, _)| fine),
        _ => 0.0,
    }
}

/// The slope near this one that gathers the edges best, and how many times better than the slopes on the whole.
fn best(edges: &[(f32, f32)], size: (u32, u32), around: f32, (reach, step): (f32, f32)) -> Option<(f32, f64)> {
    let steps = (reach / step).round() as i32;
    let scores = (-steps..=steps).map(|i| around + step * i as f32).map(|slope| (gathered(edges, size, slope), slope));
    let mut scores: Vec<(f64, f32)> = scores.collect();
    let mean = scores.iter().map(|s| s.0).sum::<f64>() / scores.len().max(1) as f64;
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1 - around).abs().total_cmp(&(b.1 - around).abs())));
    scores.first().map(|&(score, slope)| (slope, score / mean))
}

/// The pixels of ink that have none below: feet of characters, and lines.
fn lower_edges(ink: &image::GrayImage) -> Vec<(f32, f32)> {
    let width = ink.width() as usize;
    let rows: Vec<&[u8]> = ink.as_raw().chunks_exact(width.max(1)).collect();
    let pairs = rows.iter().zip(rows.iter().skip(1)).enumerate();
    pairs
        .flat_map(|(y, (row, below))| {
            let edges = row.iter().zip(*below).enumerate().filter(|(_, (here, under))| **here != 0 && **under == 0);
            edges.map(move |(x, _)| (x as f32, y as f32))
        })
        .collect()
}

/// How much the edges gather in rows of this slope: the sum of the squares of how many each row has.
fn gathered(edges: &[(f32, f32)], (width, height): (u32, u32), degrees: f32) -> f64 {
    let slope = degrees.to_radians().tan();
    let (width, height) = (width as f32, height as f32);
    let lift = (slope.abs() * width).ceil();
    let mut rows = vec![0u32; (height + 2.0 * lift) as usize + 1];
    for &(x, y) in edges {
        if let Some(row) = rows.get_mut((y - x * slope + lift) as usize) {
            *row += 1;
        }
    }
    rows.iter().map(|&n| f64::from(n) * f64::from(n)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::PageImage;
    use super::super::level::levelled;
    use super::*;
    use image::Rgb;

    /// A form: short words in cells, as forms have them.
    fn form() -> RgbImage {
        let mut page = RgbImage::from_pixel(1240, 1754, Rgb([250; 3]));
        for row in 0..20 {
            for column in 0..4 {
                let (left, top) = (150 + column * 250, 200 + row * 65);
                for (x, y) in (0..70 + (row * 7 + column * 13) % 40).flat_map(|x| (0..20).map(move |y| (x, y))) {
                    if (x / 6 + y / 5) % 2 == 0 {
                        page.put_pixel(left + x, top + y, Rgb([40; 3]));
                    }
                }
            }
        }
        page
    }

    #[test]
    fn the_skew_of_short_words_is_seen() {
        for degrees in [-4.3f32, -1.7, -0.8, 0.0, 0.45, 1.3, 5.5] {
            let askew = levelled(&PageImage::upright(form(), 1.0), -degrees).pixels;
            assert!((skew(&askew) - degrees).abs() < 0.1, "{degrees}: {}", skew(&askew));
        }
    }

    #[test]
    fn a_page_that_does_not_tell_is_taken_for_level() {
        assert!(skew(&RgbImage::from_pixel(900, 1200, Rgb([255; 3]))).abs() < 1e-6);
        let noise = RgbImage::from_fn(900, 1200, |x, y| {
            let n = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).wrapping_mul(3_266_489_917) >> 24;
            Rgb([if n < 40 { 30 } else { 250 }; 3])
        });
        assert!(skew(&noise).abs() < 1e-6, "{}", skew(&noise));
        assert!(skew(&RgbImage::new(10, 10)).abs() < 1e-6);
    }
}
