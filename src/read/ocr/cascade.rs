//! How far the smaller networks are believed. They read first, at a fifth of the cost, and know 6,904 of the 18,708
//! characters that the larger ones know: what they are sure of is what the larger ones say, but for rare characters, which
//! they take for common ones.

use super::line::Line;
use crate::values::{characters, text};

/// A line whose least sure character is less sure than this is read again. Of 459 lines on scans and photographs the two
/// read 97.0 % alike from a network's own 0.90 on, 98.4 % from 0.95, and all 327 from 0.98; 18, 26 and 39 % of the columns
/// are read twice (`examples/cascade.rs` prints the curve). This is its 0.96.
const SURE: f32 = 0.9;

/// How sure the smaller network is of a character, and how sure it may be: of those that it gives 0.95 to 0.98, nine of ten
/// are what the larger one reads, and from 0.98 on all of 2697.
const CALIBRATION: [(f32, f32); 6] = [(0.0, 0.0), (0.8, 0.8), (0.9, 0.86), (0.96, 0.9), (0.98, 0.98), (1.0, 1.0)];

/// A line as the smaller networks read it, each character as sure as it turned out to be.
pub(super) fn glanced(mut line: Line) -> Line {
    line.glanced = true;
    for char in &mut line.chars {
        char.confidence = calibrated(char.confidence);
    }
    line
}

fn calibrated(sure: f32) -> f32 {
    let between = CALIBRATION.windows(2).find(|pair| sure <= pair[1].0);
    let Some([(from, low), (to, high)]) = between else { return sure };
    low + (high - low) * (sure - from) / (to - from)
}

impl Line {
    /// Whether the line was read at a glance only and says nothing that can be relied on.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        // It takes a character for its traditional form without a doubt (计 for 計), which papers of today seldom have.
        let traditional = || self.chars.iter().any(|c| characters::usual_form(c.ch) != text::fold_char(c.ch));
        self.glanced && (self.chars.is_empty() || self.least() < SURE || traditional())
    }

    /// How sure its least sure character is, 1 where it has none. A space says nothing.
    fn least(&self) -> f32 {
        let told = self.chars.iter().filter(|c| !c.ch.is_whitespace());
        told.map(|c| c.confidence).fold(1.0, f32::min)
    }
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use crate::model::Rect;
    use crate::read::ocr::{Engine, Fault, LineMap, Ocr, Planes, Quad, Steps, Toy};

    /// Reads as the toy does, this much less sure of lines and of characters.
    struct Unsure(Toy, f32, f32);

    impl Engine for Unsure {
        fn name(&self) -> String {
            self.0.name()
        }

        fn alphabet(&self) -> &[char] {
            self.0.alphabet()
        }

        fn detect(&self, page: Planes) -> Result<LineMap, Fault> {
            let mut map = self.0.detect(page)?;
            map.values.iter_mut().for_each(|value| *value *= self.1);
            Ok(map)
        }

        fn recognise(&self, line: Planes) -> Result<Steps, Fault> {
            let mut steps = self.0.recognise(line)?;
            steps.values.iter_mut().filter(|p| **p < 1.0).for_each(|p| *p *= self.2);
            Ok(steps)
        }
    }

    fn page(toy: &Toy) -> RgbImage {
        let mut page = RgbImage::from_pixel(900, 300, image::Rgb([250; 3]));
        toy.draw(&mut page, "姓名", (60, 80), 30);
        page
    }

    fn cascade(lines: f32, characters: f32) -> (Ocr, RgbImage) {
        // The two know one script, and call one character differently: it shows which of them read.
        let (larger, smaller) = (Toy::new("姓名"), Toy::new("姓各"));
        let page = page(&larger);
        (Ocr::cascade(Box::new(larger), Box::new(Unsure(smaller, lines, characters)), "none"), page)
    }

    #[test]
    fn a_line_is_read_at_a_glance_and_in_doubt_where_a_character_is() {
        let quad = Quad::upright(&Rect::new(54.0, 74.0, 132.0, 116.0));
        for (characters, doubtful) in [(1.1, false), (0.9, true)] {
            let (ocr, page) = cascade(1.0, characters);
            let line = ocr.glance(&page, &quad).unwrap();
            assert_eq!((line.text().as_str(), line.glanced, line.is_doubtful()), ("姓各", true, doubtful));
            let again = ocr.recognise(&page, &quad).unwrap();
            assert_eq!((again.text().as_str(), again.glanced, again.is_doubtful()), ("姓名", false, false));
        }
    }

    #[test]
    fn a_traditional_character_is_in_doubt_however_sure_it_was_read() {
        let (larger, smaller) = (Toy::new("会计"), Toy::new("会計"));
        let mut page = RgbImage::from_pixel(900, 300, image::Rgb([250; 3]));
        larger.draw(&mut page, "会计", (60, 80), 30);
        let ocr = Ocr::cascade(Box::new(larger), Box::new(Unsure(smaller, 1.0, 1.1)), "none");
        let line = ocr.glance(&page, &Quad::upright(&Rect::new(54.0, 74.0, 132.0, 116.0))).unwrap();
        assert_eq!((line.text().as_str(), line.is_doubtful()), ("会計", true));
    }

    #[test]
    fn confidence_is_never_raised_and_keeps_its_order() {
        let all: Vec<f32> = (0..=100).map(|n| super::calibrated(n as f32 / 100.0)).collect();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
        assert!((0..=100).zip(&all).all(|(n, sure)| *sure <= n as f32 / 100.0 + 1e-6), "{all:?}");
    }

    #[test]
    fn a_line_of_which_nothing_was_seen_is_in_doubt() {
        let (ocr, page) = cascade(1.0, 1.0);
        assert!(ocr.glance(&page, &Quad::upright(&Rect::new(400.0, 74.0, 500.0, 116.0))).unwrap().is_doubtful());
    }

    #[test]
    fn without_smaller_networks_nothing_is_a_glance() {
        let toy = Toy::new("姓名");
        let page = page(&toy);
        let ocr = Ocr::new(Box::new(toy), "none");
        let line = ocr.glance(&page, &Quad::upright(&Rect::new(54.0, 74.0, 132.0, 116.0))).unwrap();
        assert_eq!((line.text().as_str(), line.glanced, line.is_doubtful()), ("姓名", false, false));
    }

    #[test]
    fn a_page_whose_lines_are_faint_to_the_smaller_network_is_looked_at_by_the_larger() {
        // Too faint for a line, and faint enough to look again.
        let (ocr, page) = cascade(0.4, 1.0);
        assert_eq!(ocr.find_lines(&page, &[]).unwrap().len(), 1);
    }
}
