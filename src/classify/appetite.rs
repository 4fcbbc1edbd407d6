//! How much of a page image is worth recognising, once it is known what the page is.
//!
//! Recognition costs in proportion to the length of the text, and much of the text of a form or a query page is notes:
//! long lines that no field stands in. Short lines and the top of the page are read first; they hold the titles, labels
//! and values. Where they make the kind certain, and its fields stand in cells and not in sentences, the long lines are
//! left. In every other case all is read.

use crate::model::{DocumentKind, Legibility, Page, Rect, Rule, Unit, Word};
use crate::read::Appetite;

/// A line this many times as long as high holds more than thirty characters: more than a label with its value.
const LONG: f32 = 24.0;

/// The upper part of a page, where titles stand, as a share of its height.
const TOP: f32 = 0.25;

/// How sure the kind must be for the rest to be left.
const SURE: f32 = 0.9;

/// Kinds whose every field stands in a cell or beside its label, never in a sentence.
const IN_CELLS: &[DocumentKind] = &[
    DocumentKind::ChsiRegistration,
    DocumentKind::RegistrationForm,
    DocumentKind::SecondaryDiplomaQuery,
    DocumentKind::TechnicalSchoolQuery,
];

/// Reads what the kind of a page needs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Needed;

impl Appetite for Needed {
    fn next(&self, (width, height): (f32, f32), read: &[Word], unread: &[Rect]) -> Vec<usize> {
        let all = (0..unread.len()).collect();
        if read.is_empty() {
            let first: Vec<usize> =
                unread.iter().enumerate().filter(|(_, r)| promising(r, height)).map(|(i, _)| i).collect();
            return if first.is_empty() { all } else { first };
        }
        let mut page = Page::empty(1, width, height, Unit::Points);
        page.words = read.to_vec();
        page.legibility = Legibility::Read;
        let enough = super::classify(&[page])
            .first()
            .is_some_and(|part| IN_CELLS.contains(&part.kind) && part.title.is_some() && part.confidence >= SURE);
        // What was promising and is still unread is wanted all the same: nothing above says that it was read.
        if enough {
            (0..unread.len()).filter(|&i| unread.get(i).is_some_and(|r| promising(r, height))).collect()
        } else {
            all
        }
    }

    fn decisive(&self, (width, height): (f32, f32), read: &[Word], rules: &[Rule]) -> Vec<Rect> {
        let mut page = Page::empty(1, width, height, Unit::Points);
        (page.words, page.rules) = (read.to_vec(), rules.to_vec());
        page.legibility = Legibility::Read;
        crate::extract::decisive(page)
    }
}

/// Whether a line may hold a title, a label or a value: short, or at the top. A line that stands upright is as long as
/// it is high.
fn promising(line: &Rect, height: f32) -> bool {
    let (long, thick) = (line.width().max(line.height()), line.width().min(line.height()).max(1e-3));
    long < LONG * thick || line.y0 < TOP * height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Glyph, WordSource};

    fn word(text: &str, (x, y): (f32, f32), size: f32) -> Word {
        let glyphs: Vec<Glyph> = text
            .chars()
            .enumerate()
            .map(|(i, ch)| {
                let left = x + i as f32 * size;
                let bbox = Rect::new(left, y, left + size * 0.95, y + size);
                Glyph { ch, bbox, confidence: 0.99, font: None, runners_up: Vec::new() }
            })
            .collect();
        let bbox = Rect::new(x, y, x + text.chars().count() as f32 * size, y + size);
        Word { glyphs, bbox, vertical: false, source: WordSource::Ocr }
    }

    const PAGE: (f32, f32) = (595.0, 842.0);

    fn note() -> Rect {
        Rect::new(40.0, 600.0, 555.0, 612.0)
    }

    #[test]
    fn short_lines_and_the_top_come_first() {
        let lines = [Rect::new(40.0, 50.0, 555.0, 62.0), note(), Rect::new(40.0, 700.0, 120.0, 712.0)];
        assert_eq!(Needed.next(PAGE, &[], &lines), [0, 2]);
        assert_eq!(Needed.next(PAGE, &[], &[note()]), [0]);
    }

    #[test]
    fn notes_of_a_known_form_are_left_and_those_of_an_unknown_page_read() {
        let form: Vec<Word> = [
            ("2024年度社会工作者职业资格考试报名表", (120.0, 50.0), 18.0),
            ("报名序号", (60.0, 100.0), 10.0),
            ("准考证号", (300.0, 100.0), 10.0),
            ("4301240500103", (380.0, 100.0), 5.0),
            ("姓名", (60.0, 130.0), 10.0),
            ("报考级别", (60.0, 160.0), 10.0),
            ("单位审核意见", (60.0, 190.0), 10.0),
            ("证件类型", (300.0, 160.0), 10.0),
        ]
        .map(|(text, at, size)| word(text, at, size))
        .to_vec();
        assert!(Needed.next(PAGE, &form, &[note()]).is_empty());
        let letter = [word("关于某事的说明", (120.0, 50.0), 18.0), word("各位同事", (60.0, 130.0), 10.0)];
        assert_eq!(Needed.next(PAGE, &letter, &[note()]), [0]);
    }

    #[test]
    fn prose_is_read_to_the_end() {
        let certificate = [
            word("从事社会工作年限证明", (150.0, 50.0), 18.0),
            word("兹证明", (60.0, 130.0), 10.0),
            word("特此证明", (60.0, 500.0), 10.0),
        ];
        assert_eq!(Needed.next(PAGE, &certificate, &[note()]), [0]);
    }
}
