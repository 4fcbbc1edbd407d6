//! Which way up a page is, from reading a few of its lines both ways; and how much askew it stands.

use super::Sheet;
use crate::model::Rect;
use crate::read::image::{self as pictures, PageImage, QuarterTurn, SealPlace};
use crate::read::ocr::{Fault, Line, Ocr, Quad};

/// How many lines are read to tell up from down.
const SAMPLE: usize = 4;

/// A line this clear, of this many characters, is not upside down.
const CLEAR: f32 = 0.93;
const ENOUGH: usize = 4;
/// So many such lines are enough.
const CLEAR_LINES: usize = 2;

/// Less skew than this, in degrees, is left in: lines are cut out along their own slope anyway.
const LEVEL: f32 = 0.3;

/// The page image upright and level, with its seals and lines.
pub(super) fn sheet(ocr: &Ocr, image: PageImage) -> Result<Sheet, Fault> {
    // Lines that are looked for on a level page have boxes that lie close around them.
    let (skew, image) = match pictures::skew(&image.pixels) {
        skew if skew.abs() >= LEVEL => (skew, pictures::levelled(&image, skew)),
        _ => (0.0, image),
    };
    let mut sheet = looked_at(ocr, image)?;
    let turn = turn_of(ocr, &mut sheet)?;
    let mut sheet =
        if turn == QuarterTurn::None { sheet } else { looked_at(ocr, pictures::turned(sheet.image, turn))? };
    sheet.turned = turn.degrees();
    sheet.skew = skew;
    Ok(levelled(sheet))
}

/// Seals first, so that their text is not taken for lines.
fn looked_at(ocr: &Ocr, image: PageImage) -> Result<Sheet, Fault> {
    let seals = pictures::seals(&image.pixels, super::long_side(&image));
    let clean = pictures::without_seals(&image.pixels, &seals);
    // Thin strokes under a seal fade with its colour.
    let hard: Vec<Rect> = seals.iter().map(SealPlace::bbox).collect();
    let lines = without_marks(ocr.find_lines(&clean, &hard)?);
    let known = vec![None; lines.len()];
    Ok(Sheet { image, clean, seals, lines, known, turned: 0, skew: 0.0 })
}

/// A line that runs further from level and upright than this, as a sine, is laid over the page: twelve degrees.
const SLANT: f32 = 0.2;

/// The lines of a page without those that are laid over it aslant, 仅供…使用 and the like: they are no part of what the page
/// says, and cross what is. Where most lines run so, the page does.
fn without_marks(lines: Vec<Quad>) -> Vec<Quad> {
    let is_slanted = |q: &Quad| {
        let ((x0, y0), (x1, y1)) = (q.0[0], q.0[1]);
        let (dx, dy) = ((x1 - x0).abs(), (y1 - y0).abs());
        // The direction of what is as high as wide is not known.
        ratio(q) > 2.0 && dx.min(dy) > SLANT * dx.hypot(dy)
    };
    let slanted = lines.iter().filter(|q| is_slanted(q)).count();
    if slanted * 2 > lines.len() {
        return lines;
    }
    lines.into_iter().filter(|q| !is_slanted(q)).collect()
}

/// By how much the sheet has to be turned. What was read to find out, and need not be turned, is kept.
fn turn_of(ocr: &Ocr, sheet: &mut Sheet) -> Result<QuarterTurn, Fault> {
    let mut lines: Vec<(usize, Quad)> = sheet.lines.iter().copied().enumerate().collect();
    // Long lines vote with their length, and squares say nothing.
    let lean = |q: &Quad| if q.height() > 1.5 * q.width() { q.height() } else { -q.width().max(q.height()) };
    let sideways = sheet.lines.iter().map(|q| if ratio(q) < 1.5 { 0.0 } else { lean(q) }).sum::<f32>() > 0.0;
    lines.retain(|(_, q)| (q.height() > q.width()) == sideways && (2.0..25.0).contains(&ratio(q)));
    // The longest, but not endless ones: a dozen characters tell as much as fifty.
    let length = |q: &Quad| ratio(q).min(12.0);
    lines.sort_by(|(_, a), (_, b)| length(b).total_cmp(&length(a)).then(a.0[0].1.total_cmp(&b.0[0].1)));
    lines.truncate(SAMPLE);
    let (upright, turned) = if sideways {
        ((QuarterTurn::Left, 1), (QuarterTurn::Right, 3))
    } else {
        ((QuarterTurn::None, 0), (QuarterTurn::Half, 2))
    };
    let (mut clear, mut sense) = (0, 0.0);
    for &(index, quad) in &lines {
        let line = turned_line(ocr, sheet, quad, upright.1)?;
        clear += usize::from(line.confidence() > CLEAR && line.chars.len() >= ENOUGH);
        sense += line.sense();
        if upright.1 == 0
            && let Some(known) = sheet.known.get_mut(index)
        {
            *known = Some(line);
        }
        if clear == CLEAR_LINES {
            return Ok(upright.0);
        }
    }
    let mut other = 0.0;
    for &(_, quad) in &lines {
        other += turned_line(ocr, sheet, quad, turned.1)?.sense();
    }
    Ok(if other > sense { turned.0 } else { upright.0 })
}

fn ratio(q: &Quad) -> f32 {
    let (w, h) = (q.width().max(1.0), q.height().max(1.0));
    w.max(h) / w.min(h)
}

/// A line as it reads when turned by quarters.
fn turned_line(ocr: &Ocr, sheet: &Sheet, quad: Quad, quarters: usize) -> Result<Line, Fault> {
    ocr.glance_level(&sheet.clean, &(0..quarters).fold(quad, |q, _| q.turned()))
}

/// The sheet made level where its lines are clearly askew, as on a page whose edges did not tell. Its lines and seals are
/// moved, not looked for again.
fn levelled(sheet: Sheet) -> Sheet {
    let level: Vec<_> = sheet.lines.iter().filter(|q| q.width() > 3.0 * q.height()).map(|q| (q.0[3], q.0[2])).collect();
    let skew = pictures::skew_of(&level);
    if skew.abs() < LEVEL {
        return sheet;
    }
    let image = pictures::levelled(&sheet.image, skew);
    let Some(back) = image.to_displayed.inverse() else { return sheet };
    let moved = sheet.image.to_displayed.then(&back);
    let lines = sheet.lines.iter().map(|q| q.mapped(&moved)).collect();
    let known = sheet.known.into_iter().map(|line| line.map(|line| line.mapped(&moved))).collect();
    let seals: Vec<_> = sheet.seals.iter().map(|seal| seal.moved(&moved)).collect();
    let clean = pictures::without_seals(&image.pixels, &seals);
    Sheet { image, clean, seals, lines, known, skew: sheet.skew + skew, ..sheet }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use image::{Rgb, RgbImage};

    use super::super::rounds;
    use super::*;
    use crate::read::Everything;
    use crate::read::ocr::{Engine, LineMap, Planes, Steps, Toy};

    /// Counts the lines that are recognised.
    struct Counting(Toy, Arc<AtomicUsize>);

    impl Engine for Counting {
        fn name(&self) -> String {
            self.0.name()
        }

        fn alphabet(&self) -> &[char] {
            self.0.alphabet()
        }

        fn detect(&self, page: Planes) -> Result<LineMap, Fault> {
            self.0.detect(page)
        }

        fn recognise(&self, line: Planes) -> Result<Steps, Fault> {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.recognise(line)
        }
    }

    #[test]
    fn what_was_read_to_see_which_way_is_up_is_not_read_again() {
        let toy = Toy::new("姓名王小明1985");
        let mut page = RgbImage::from_pixel(900, 700, Rgb([250; 3]));
        let lines = ["姓名王小明", "王小明1985", "1985姓名", "小明王姓名", "名姓1985"];
        for (i, line) in (0..).zip(lines) {
            toy.draw(&mut page, line, (60, 80 + i * 100), 30);
        }
        let recognised = Arc::new(AtomicUsize::new(0));
        let ocr = Ocr::new(Box::new(Counting(toy, Arc::clone(&recognised))), "none");
        let sheet = sheet(&ocr, PageImage::upright(page, 1.0)).unwrap();
        // The toy is never as sure as a clear line must be: a sample of lines is read both ways up.
        assert_eq!(recognised.load(Ordering::Relaxed), 2 * SAMPLE);
        assert_eq!((sheet.turned, sheet.known.iter().flatten().count()), (0, SAMPLE));
        let read = rounds::read(&ocr, &sheet, &[], (900.0, 700.0), &Everything).unwrap();
        assert_eq!(recognised.load(Ordering::Relaxed), 2 * SAMPLE + 1);
        let texts: Vec<String> = read.words.iter().map(crate::model::Word::text).collect();
        assert_eq!(texts, lines);
    }

    #[test]
    fn what_is_laid_over_a_page_aslant_is_none_of_its_lines() {
        let level = |y: f32| Quad::upright(&Rect::new(60.0, y, 460.0, y + 30.0));
        let slanted = |x: f32, rise: f32| {
            Quad([(x, 400.0), (x + 300.0, 400.0 - rise), (x + 310.0, 430.0 - rise), (x + 10.0, 430.0)])
        };
        let lines = [level(80.0), slanted(60.0, 200.0), level(160.0), slanted(300.0, 90.0), level(240.0)];
        assert_eq!(without_marks(lines.to_vec()), [level(80.0), level(160.0), level(240.0)]);
        let askew = [slanted(60.0, 20.0), level(80.0), level(160.0)];
        assert_eq!(without_marks(askew.to_vec()), askew);
        let all = [slanted(60.0, 200.0), slanted(90.0, 200.0), level(80.0)];
        assert_eq!(without_marks(all.to_vec()), all);
    }

    #[test]
    fn lines_and_seals_move_with_a_page_that_is_levelled() {
        let toy = Toy::new("姓名王小明1985");
        let mut page = RgbImage::from_pixel(1200, 900, Rgb([250; 3]));
        for i in 0..6 {
            toy.draw(&mut page, "姓名王小明1985姓名王小明1985", (60, 80 + i * 110), 24);
        }
        let askew = pictures::levelled(&PageImage::upright(page, 1.0), -2.0).pixels;
        let ocr = Ocr::new(Box::new(toy), "none");
        let sheet = sheet(&ocr, PageImage::upright(askew, 1.0)).unwrap();
        assert!((sheet.skew - 2.0).abs() < 0.3, "{}", sheet.skew);
        for (line, quad) in sheet.known.iter().zip(&sheet.lines) {
            let Some(line) = line else { continue };
            assert!(quad.bbox().contains(line.chars[0].quad.bbox().centre()), "{quad:?} {:?}", line.chars[0]);
        }
        assert!(sheet.known.iter().flatten().count() > 0);
    }
}
