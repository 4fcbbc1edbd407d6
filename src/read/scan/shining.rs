//! The back of a sheet through which its front shines: faint, and mirrored. Nothing is printed on it.

use image::imageops;

use super::Sheet;
use super::legibility::{DUST, ink};
use crate::read::ocr::{Fault, Ocr, Quad};

/// How many lines are read mirrored to tell the back of a sheet.
const SAMPLE: usize = 5;
/// A line shorter than this, in its heights, may read as something either way.
const LONG: f32 = 3.0;

/// Whether all that is seen on a sheet shines through from its other side: no ink is as dark as print, and the lines make
/// more sense in a mirror.
pub(super) fn through(ocr: &Ocr, sheet: &Sheet) -> Result<bool, Fault> {
    if sheet.lines.is_empty() || ink(sheet) >= DUST {
        return Ok(false);
    }
    let mut lines: Vec<Quad> = sheet.lines.iter().copied().filter(|q| q.width() > LONG * q.height()).collect();
    lines.sort_by(|a, b| b.width().total_cmp(&a.width()).then(a.0[0].1.total_cmp(&b.0[0].1)));
    lines.truncate(SAMPLE);
    if lines.is_empty() {
        return Ok(false);
    }
    let mirror = imageops::flip_horizontal(&sheet.clean);
    let width = mirror.width() as f32;
    let (mut plain, mut mirrored) = (0.0, 0.0);
    for quad in &lines {
        let [a, b, c, d] = quad.0.map(|(x, y)| (width - x, y));
        plain += ocr.glance_level(&sheet.clean, quad)?.sense();
        mirrored += ocr.glance_level(&mirror, &Quad([b, a, d, c]))?.sense();
    }
    Ok(mirrored > 0.0 && mirrored > plain)
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;
    use crate::model::Rect;
    use crate::read::image::PageImage;
    use crate::read::ocr::{Engine, LineMap, Planes, Steps};

    /// Reads lines whose ink is heavier at their beginning, and hardly those where it is heavier at their end.
    struct Reader;

    impl Engine for Reader {
        fn name(&self) -> String {
            "reader".to_owned()
        }

        fn alphabet(&self) -> &[char] {
            &['甲']
        }

        fn detect(&self, _: Planes) -> Result<LineMap, Fault> {
            Err(Fault::Run("not asked".to_owned()))
        }

        fn recognise(&self, line: Planes) -> Result<Steps, Fault> {
            let row = line.values.get(line.height / 2 * line.width..).unwrap_or_default();
            let sum = |from: usize, to: usize| row.get(from..to).unwrap_or_default().iter().sum::<f32>();
            let half = line.width / 2;
            let sure = if sum(0, half) < sum(half, 2 * half) { 0.95 } else { 0.55 };
            let step = |n: usize| if n.is_multiple_of(2) { [1.0 - sure, sure, 0.0] } else { [1.0, 0.0, 0.0] };
            Ok(Steps { classes: 3, values: (0..12).flat_map(step).collect() })
        }
    }

    /// Whether it shines through, of a line in this ink whose beginning or end is the heavier one.
    fn shines(ink: u8, end_is_heavier: bool) -> bool {
        let pixels = RgbImage::from_fn(600, 400, |x, y| {
            let heavy = if (x < 300) == end_is_heavier { 2 } else { 5 };
            let inked = (100..500).contains(&x) && (100..140).contains(&y) && x % 8 < heavy;
            Rgb([if inked { ink } else { 247 }; 3])
        });
        let lines = vec![Quad::upright(&Rect::new(95.0, 95.0, 505.0, 145.0))];
        let image = PageImage::upright(pixels.clone(), 1.0);
        let sheet = Sheet { image, clean: pixels, seals: Vec::new(), known: vec![None], lines, turned: 0, skew: 0.0 };
        through(&Ocr::new(Box::new(Reader), "none"), &sheet).expect("it computes")
    }

    #[test]
    fn faint_lines_that_read_in_a_mirror_are_of_the_other_side() {
        assert!(shines(215, true));
        assert!(!shines(215, false), "a faint page reads as it is");
        assert!(!shines(40, true), "print is no shine");
    }
}
