//! What lies over what stood on a page: text over covered text, a picture over text, a note over the page.

use crate::model::{Document, Field, FieldName, Page, Rect, ScreenedFile, TextLayer, Word, WordSource};

/// Text that is not seen, and what is seen in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Overlay {
    /// The page, from 1.
    pub(super) page: u32,
    /// Where, on the displayed page.
    pub(super) bbox: Rect,
    /// What is not seen.
    pub(super) below: String,
    /// The text that is; empty where it is a picture.
    pub(super) above: String,
}

/// A picture larger than this share of the page is a ground or a scan, and text under it a recognition program's.
const LARGEST_PATCH: f32 = 0.1;
/// Fewer digits below a picture are the number of a page or of an illustration.
const FEWEST_DIGITS: usize = 4;

/// The first place of a document where a text lies over another, on pages whose text is believed.
pub(super) fn find(file: &ScreenedFile, document: &Document) -> Option<Overlay> {
    all(file, document).next()
}

/// The first such place where a date or number lies under other text: one that was filled in, and not the blank of a template
/// or what stands for a value in it (20××年).
pub(super) fn find_value(file: &ScreenedFile, document: &Document) -> Option<Overlay> {
    let blank = |c: char| matches!(c, 'x' | 'X' | '×' | '某');
    let is_value = |below: &str| below.contains(|c: char| c.is_ascii_digit()) && !below.contains(blank);
    all(file, document).find(|overlay| !overlay.above.is_empty() && is_value(&overlay.below))
}

fn all<'a>(file: &'a ScreenedFile, document: &'a Document) -> impl Iterator<Item = Overlay> + 'a {
    let own = document.pages.0..=document.pages.1;
    let pages = file.reading.pages.iter().filter(move |page| own.contains(&page.number));
    pages.filter(|page| page.text_layer == TextLayer::Believed).flat_map(|page| on_page(page, document))
}

fn on_page<'a>(page: &'a Page, document: &'a Document) -> impl Iterator<Item = Overlay> + 'a {
    page.hidden.iter().filter_map(|word| {
        let below = plain(word);
        if below.is_empty() {
            return None;
        }
        let over: Vec<&Word> = page.words.iter().filter(|shown| lies_over(&shown.bbox, &word.bbox)).collect();
        let above: String = over.iter().map(|word| plain(word)).collect();
        let overlay = |above: String| Overlay {
            page: page.number,
            bbox: page.displayed(&word.bbox),
            below: below.clone(),
            above,
        };
        if !above.is_empty() {
            // Drawn twice, for a bold look or a shadow, or as the hidden twin of what is seen.
            return (!above.contains(&below) && !below.contains(&above)).then(|| overlay(above));
        }
        let digits = below.chars().filter(char::is_ascii_digit).count();
        let at = page.displayed(&word.bbox);
        let in_value = document.fields.iter().any(|field| {
            field.evidence.page == page.number && field.evidence.bbox.is_some_and(|own| own.contains(at.centre()))
        });
        let small = page.width * page.height * LARGEST_PATCH;
        let patched = page.pictures.iter().any(|p| p.bbox.contains(word.bbox.centre()) && p.bbox.area() < small);
        ((digits >= FEWEST_DIGITS || in_value) && patched).then(|| overlay(String::new()))
    })
}

/// Whether one word covers a good part of another.
fn lies_over(shown: &Rect, hidden: &Rect) -> bool {
    let common = shown.intersection(hidden).map_or(0.0, |r| r.area());
    common > 0.4 * shown.area().min(hidden.area())
}

/// The letters and digits of a word: signs and spaces are often drawn in other places.
fn plain(word: &Word) -> String {
    word.glyphs.iter().map(|glyph| glyph.ch).filter(|ch| ch.is_alphanumeric() || *ch == '×').collect()
}

/// A value that tells, and that is a note over the page.
pub(super) fn noted(document: &Document) -> Option<&Field> {
    const TELLING: &[FieldName] = &[
        FieldName::Name,
        FieldName::BirthDate,
        FieldName::School,
        FieldName::Major,
        FieldName::EducationLevel,
        FieldName::EnrolledOn,
        FieldName::GraduatedOn,
        FieldName::CertificateNo,
        FieldName::VerificationCode,
        FieldName::ValidUntil,
    ];
    let noted = |field: &&Field| field.evidence.source == WordSource::Annotation;
    TELLING.iter().filter_map(|name| document.field(*name)).find(noted)
}
