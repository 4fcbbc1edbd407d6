//! What of a page that was read at a glance has to be read with care: names, of which one rare character makes another
//! person's; numbers, of which the smaller network drops one of several equal digits without a doubt; and values that are
//! not certain.

use super::documents;
use crate::kinds::Kinds;
use crate::model::{DocumentKind, FieldName, Format, Outcome, Page, Reading, Rect, Upload};

/// From this on, all its characters together, a value that was read at a glance is not read again.
const CERTAIN: f32 = 0.95;

/// What is read again however certain it is.
const ALWAYS: [FieldName; 8] = [
    FieldName::Name,
    FieldName::Principal,
    FieldName::IdNumber,
    FieldName::TicketNo,
    FieldName::RegistrationNo,
    FieldName::CertificateNo,
    FieldName::VerificationCode,
    FieldName::ReportNo,
];

/// Where they stand, in the coordinates of the page. Of a register everything: whose row is whose is not yet known.
#[must_use]
pub fn decisive(page: Page) -> Vec<Rect> {
    let whole = Rect::new(0.0, 0.0, page.width, page.height);
    // The confidence of a field counts how it was found as well: what matters here is how it was read.
    let glyphs: Vec<(Rect, f32)> =
        page.words.iter().flat_map(|word| &word.glyphs).map(|glyph| (glyph.bbox, glyph.confidence)).collect();
    let is_certain = |place: &Rect| {
        let own = glyphs.iter().filter(|(bbox, _)| place.contains(bbox.centre()));
        own.map(|(_, confidence)| confidence).product::<f32>() >= CERTAIN
    };
    let reading = Reading { pages: vec![page], ..Reading::without_pages(Outcome::Read) };
    let upload = Upload::new(String::new(), String::new(), 0, Format::Png);
    let mut places = Vec::new();
    for document in documents(&upload, &reading, None, &Kinds::built_in()) {
        if document.kind == DocumentKind::EnrolmentRegister {
            places.push(whole);
        }
        for field in &document.fields {
            let always = ALWAYS.contains(&field.name);
            // A value over several lines stands in the boxes of these, and its box holds what is beside them.
            let lines = &field.evidence.line_boxes;
            let boxes = if lines.is_empty() { field.evidence.bbox.as_slice() } else { lines };
            places.extend(boxes.iter().filter(|place| always || !is_certain(place)));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Glyph, Legibility, Unit, Word, WordSource};

    fn word(text: &str, (x, y): (f32, f32), confidence: f32) -> Word {
        let glyphs: Vec<Glyph> = (0..)
            .zip(text.chars())
            .map(|(i, ch)| {
                let left = x + 12.0 * i as f32;
                let bbox = Rect::new(left, y, left + 11.0, y + 12.0);
                Glyph { ch, bbox, confidence, font: None, runners_up: Vec::new() }
            })
            .collect();
        let bbox = Rect::around(glyphs.iter().map(|g| g.bbox)).expect("text");
        Word { glyphs, bbox, vertical: false, source: WordSource::Ocr }
    }

    /// Whether the name, the sex and the school of a form are decisive, the school read with this confidence.
    fn decided(school: f32) -> [bool; 3] {
        let mut page = Page::empty(1, 595.0, 842.0, Unit::Points);
        page.legibility = Legibility::Read;
        page.words = vec![
            word("2024年度社会工作者职业资格考试报名表", (80.0, 50.0), 0.999),
            word("姓名", (60.0, 130.0), 0.999),
            word("熊怀轩", (140.0, 130.0), 0.999),
            word("性别", (60.0, 170.0), 0.999),
            word("女", (140.0, 170.0), 0.999),
            word("毕业院校", (60.0, 210.0), 0.999),
            word("湖南师范大学", (140.0, 210.0), school),
        ];
        let places = decisive(page);
        [(150.0, 136.0), (145.0, 176.0), (150.0, 216.0)].map(|point| places.iter().any(|place| place.contains(point)))
    }

    #[test]
    fn names_are_read_again_and_other_values_where_they_are_not_certain() {
        assert_eq!(decided(0.999), [true, false, false]);
        assert_eq!(decided(0.98), [true, false, true]);
    }
}
