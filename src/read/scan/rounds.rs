//! Lines recognised in rounds: each time the job is asked what it still needs, given what has been read.

use super::{Sheet, ruled};
use crate::model::{Mapping, Rect, Rule, Word};
use crate::read::Appetite;
use crate::read::ocr::{Fault, Line, Ocr};

/// A line under a seal that reads worse than this is read again with the seal's colour left in: what takes the colour
/// away may take a stroke with it.
const DOUBTFUL: f32 = 0.9;

/// More rounds than this are never needed: what is left is read in one go.
const MOST_ROUNDS: usize = 16;

/// What was read of a sheet.
pub(super) struct Read {
    /// The words, in reading order.
    pub words: Vec<Word>,
    /// The lines that were left, on the page.
    pub unread: Vec<Rect>,
    /// The share of characters that are clear, 0 to 1; `None` where there are none.
    pub clear: Option<f32>,
}

/// Reads as many lines as are asked for.
pub(super) fn read(
    ocr: &Ocr,
    sheet: &Sheet,
    rules: &[Rule],
    size: (f32, f32),
    appetite: &dyn Appetite,
) -> Result<Read, Fault> {
    let scale = f64::from(sheet.image.scale);
    let to_page = Mapping([scale, 0.0, 0.0, 0.0, scale, 0.0, 0.0, 0.0, 1.0]);
    let places: Vec<Rect> = sheet.lines.iter().map(|q| q.mapped(&to_page).bbox()).collect();
    let mut read: Vec<Option<Vec<Word>>> = vec![None; places.len()];
    let mut glanced = vec![false; places.len()];
    for round in 0..=MOST_ROUNDS {
        let left: Vec<usize> = (0..places.len()).filter(|&i| read[i].is_none()).collect();
        if left.is_empty() {
            break;
        }
        let wanted: Vec<usize> = if round == MOST_ROUNDS {
            left
        } else {
            let known: Vec<Word> = read.iter().flatten().flatten().cloned().collect();
            let unread: Vec<Rect> = left.iter().map(|&i| places[i]).collect();
            appetite.next(size, &known, &unread).into_iter().filter_map(|i| left.get(i).copied()).collect()
        };
        if wanted.is_empty() {
            break;
        }
        for i in wanted {
            if read[i].is_none() {
                let line = line(ocr, sheet, i)?;
                glanced[i] = line.glanced;
                read[i] = Some(ruled::cut(line.words(&to_page), rules));
            }
        }
    }
    if glanced.contains(&true) {
        let known: Vec<Word> = read.iter().flatten().flatten().cloned().collect();
        let decisive = appetite.decisive(size, &known, rules);
        for (i, place) in places.iter().enumerate().filter(|(i, _)| glanced[*i]) {
            if decisive.iter().any(|decides| decides.intersection(place).is_some()) {
                read[i] = Some(ruled::cut(ocr.recognise(&sheet.clean, &sheet.lines[i])?.words(&to_page), rules));
            }
        }
    }
    let unread = places.iter().zip(&read).filter(|(_, words)| words.is_none()).map(|(place, _)| *place).collect();
    let words: Vec<Word> = read.into_iter().flatten().flatten().collect();
    let sure: Vec<bool> = words.iter().flat_map(|w| &w.glyphs).map(|g| g.confidence > 0.6).collect();
    let clear = (!sure.is_empty()).then(|| sure.iter().filter(|&&s| s).count() as f32 / sure.len() as f32);
    Ok(Read { words, unread, clear })
}

/// Reads one line: at a glance where that is enough.
fn line(ocr: &Ocr, sheet: &Sheet, index: usize) -> Result<Line, Fault> {
    let Some(quad) = sheet.lines.get(index) else { return Err(Fault::Run("no such line".to_owned())) };
    let line = match sheet.known.get(index) {
        Some(Some(line)) => line.clone(),
        _ => ocr.glance(&sheet.clean, quad)?,
    };
    let under_seal = sheet.seals.iter().any(|seal| seal.bbox().intersection(&quad.bbox()).is_some());
    let line =
        if line.is_doubtful() || (line.glanced && under_seal) { ocr.recognise(&sheet.clean, quad)? } else { line };
    if !under_seal || line.confidence() >= DOUBTFUL {
        return Ok(line);
    }
    let raw = ocr.recognise(&sheet.image.pixels, quad)?;
    Ok(if raw.confidence() > line.confidence() && raw.chars.len() >= line.chars.len() { raw } else { line })
}

#[cfg(test)]
mod tests {
    use ::image::{Rgb, RgbImage};

    use super::super::upright;
    use super::*;
    use crate::read::image::PageImage;
    use crate::read::ocr::{Engine, LineMap, Planes, Steps, Toy};

    /// Reads as the toy does, without a doubt.
    struct Sure(Toy);

    impl Engine for Sure {
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
            let mut steps = self.0.recognise(line)?;
            steps.values.iter_mut().filter(|p| **p > 0.5).for_each(|p| *p = 1.0);
            Ok(steps)
        }
    }

    /// Says of the places in this part of the page that something hangs on them.
    struct Deciding(Rect);

    impl Appetite for Deciding {
        fn next(&self, _: (f32, f32), _: &[Word], unread: &[Rect]) -> Vec<usize> {
            (0..unread.len()).collect()
        }

        fn decisive(&self, _: (f32, f32), read: &[Word], _: &[Rule]) -> Vec<Rect> {
            read.iter().map(|word| word.bbox).filter(|place| self.0.contains(place.centre())).collect()
        }
    }

    #[test]
    fn what_decides_is_read_again_and_what_was_read_surely_is_not() {
        // The toys know one script, and call one character differently: it shows which of them read.
        let (larger, smaller) = (Toy::new("姓名王小明"), Toy::new("姓名王小朋"));
        let mut page = RgbImage::from_pixel(900, 700, Rgb([250; 3]));
        for (i, text) in (0..).zip(["姓名王小明", "王小明姓名", "小明王姓名"]) {
            larger.draw(&mut page, text, (60, 80 + i * 100), 30);
        }
        let ocr = Ocr::cascade(Box::new(larger), Box::new(Sure(smaller)), "none");
        let sheet = upright::sheet(&ocr, PageImage::upright(page, 1.0)).unwrap();
        let texts = |deciding: Rect| -> Vec<String> {
            let read = read(&ocr, &sheet, &[], (900.0, 700.0), &Deciding(deciding)).unwrap();
            read.words.iter().map(Word::text).collect()
        };
        assert_eq!(texts(Rect::new(0.0, 0.0, 0.0, 0.0)), ["姓名王小朋", "王小朋姓名", "小朋王姓名"]);
        assert_eq!(texts(Rect::new(0.0, 150.0, 900.0, 250.0)), ["姓名王小朋", "王小明姓名", "小朋王姓名"]);
    }
}
