//! What of a page that was read at a glance has to be read with care: names, of which one rare character makes another
//! person's, and values that are not certain.

use super::documents;
use crate::kinds::Kinds;
use crate::model::{DocumentKind, Field, FieldName, Format, Outcome, Page, Reading, Rect, Upload};

/// From this on a value that was read at a glance is not read again.
const CERTAIN: f32 = 0.95;

/// Where they stand, in the coordinates of the page. Of a register everything: whose row is whose is not yet known.
#[must_use]
pub fn decisive(page: Page) -> Vec<Rect> {
    let whole = Rect::new(0.0, 0.0, page.width, page.height);
    let reading = Reading { pages: vec![page], ..Reading::without_pages(Outcome::Read) };
    let upload = Upload::new(String::new(), String::new(), 0, Format::Png);
    let mut places = Vec::new();
    for document in documents(&upload, &reading, None, &Kinds::built_in()) {
        if document.kind == DocumentKind::EnrolmentRegister {
            places.push(whole);
        }
        for field in document.fields.iter().filter(|field| is_decisive(field)) {
            places.extend(field.evidence.bbox);
            places.extend(&field.evidence.line_boxes);
        }
    }
    places
}

fn is_decisive(field: &Field) -> bool {
    matches!(field.name, FieldName::Name | FieldName::Principal) || field.evidence.confidence < CERTAIN
}
