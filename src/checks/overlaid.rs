//! What lies over what stood on a page: text over covered text, a picture over text, a note over the page.

use crate::bounds;
use crate::model::{Document, Field, FieldName, Page, PageChange, Rect, ScreenedFile, TextLayer, Word, WordSource};

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
    /// Of that text what lies at the very place.
    there: String,
}

/// The first place of a document where a text lies over another, on pages whose text is believed.
pub(super) fn find(file: &ScreenedFile, document: &Document) -> Option<Overlay> {
    all(file, document).next()
}

/// The first such place where a value lies under other text: a date or number, or what stood in the place of a field. The
/// blanks of a template, and what stands for a value in it (20××年, 某某公司), are none.
pub(super) fn find_value(file: &ScreenedFile, document: &Document) -> Option<Overlay> {
    let in_field = |overlay: &Overlay| {
        document.fields.iter().any(|field| {
            let own = field.evidence.bbox.filter(|_| field.evidence.page == overlay.page);
            own.is_some_and(|own| {
                own.intersection(&overlay.bbox).is_some_and(|c| c.area() > bounds::IN_FIELD * overlay.bbox.area())
            }) || own.is_some_and(|own| overlay.bbox.contains(own.centre()))
        })
    };
    all(file, document).find(|overlay| {
        let is_value = is_value(&overlay.below);
        let is_filled_in = || !has_digit(&overlay.below) && is_kept(&overlay.below, &overlay.there);
        !overlay.above.is_empty() && is_value && (has_digit(&overlay.below) || in_field(overlay)) && !is_filled_in()
    })
}

/// Whether a later save put something else in the place of a value: not where it filled in a blank, or only added to what
/// stood there.
pub(super) fn replaces(change: &PageChange) -> bool {
    let plain = |text: &str| text.chars().filter(|c| is_told(*c)).collect::<String>();
    let (before, after) = (plain(&change.before), plain(&change.after));
    let added = after.contains(&before) || !has_digit(&before) && is_kept(&before, &after);
    is_value(&before) && !after.is_empty() && !added
}

/// Whether the characters of one text stand in another in their order: a form before it was filled in.
fn is_kept(text: &str, within: &str) -> bool {
    let mut within = within.chars();
    text.chars().all(|c| within.any(|other| other == c))
}

/// Whether something stood there before: neither the blanks of a template nor what stands for a value in one.
fn is_value(text: &str) -> bool {
    let stands_for = text.contains(['×', '某']) || text.chars().filter(|c| matches!(c, 'x' | 'X')).count() > 1;
    // 20  年  月  日 is a date to be filled in.
    let open = text.replace("20年", "");
    !stands_for && open.chars().any(|c| !matches!(c, '年' | '月' | '日' | '至' | '自'))
}

fn has_digit(text: &str) -> bool {
    text.replace("20年", "").contains(|c: char| c.is_ascii_digit())
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
        let overlay = |above: String, there: String| {
            let bbox = page.displayed(&word.bbox);
            Overlay { page: page.number, bbox, below: below.clone(), above, there }
        };
        if !above.is_empty() {
            // The last digit of a number may lie below another and stand elsewhere in it, as a character of a name may: what
            // counts is what lies there.
            let there: String = over
                .iter()
                .flat_map(|shown| &shown.glyphs)
                .filter(|g| lies_over(&g.bbox, &word.bbox))
                .map(|g| g.ch)
                .filter(|ch| is_told(*ch))
                .collect();
            let there = if there.is_empty() { above.clone() } else { there };
            // Drawn twice, for a bold look or a shadow, or as the hidden twin of what is seen.
            return (!there.contains(&below) && !below.contains(&there)).then(|| overlay(above, there));
        }
        let digits = below.chars().filter(char::is_ascii_digit).count();
        let at = page.displayed(&word.bbox);
        let in_value = document.fields.iter().any(|field| {
            field.evidence.page == page.number && field.evidence.bbox.is_some_and(|own| own.contains(at.centre()))
        });
        let small = page.width * page.height * bounds::PATCH_OF_PAGE;
        let patched = page.pictures.iter().any(|p| p.bbox.contains(word.bbox.centre()) && p.bbox.area() < small);
        ((digits >= bounds::PATCHED_DIGITS || in_value) && patched).then(|| overlay(String::new(), String::new()))
    })
}

/// Whether one word covers a good part of another.
fn lies_over(shown: &Rect, hidden: &Rect) -> bool {
    let common = shown.intersection(hidden).map_or(0.0, |r| r.area());
    common > bounds::LIES_OVER * shown.area().min(hidden.area())
}

/// The letters and digits of a word: signs and spaces are often drawn in other places.
fn plain(word: &Word) -> String {
    word.glyphs.iter().map(|glyph| glyph.ch).filter(|ch| is_told(*ch)).collect()
}

fn is_told(ch: char) -> bool {
    ch.is_alphanumeric() || ch == '×'
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
