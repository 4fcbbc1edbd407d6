//! The type a value is set in. An issued page sets like values in one typeface; a value that was exchanged often comes in
//! another.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Document, Field, FieldName, ScreenedFile};

/// Values whose change matters, and whose digits are of one typeface.
const TELLING: &[FieldName] = &[
    FieldName::BirthDate,
    FieldName::EnrolledOn,
    FieldName::GraduatedOn,
    FieldName::CertificateNo,
    FieldName::VerificationCode,
    FieldName::ValidUntil,
];

/// Values that stand in one table and are set alike. The day of issue often stands in the foot of the page, in its type.
const DATES: &[FieldName] = &[FieldName::BirthDate, FieldName::EnrolledOn, FieldName::GraduatedOn];

/// The first value set in type that it should not be set in, and how.
pub(super) fn odd<'a>(file: &ScreenedFile, document: &'a Document) -> Option<(&'a Field, &'static str)> {
    let value = |name: &FieldName| document.field(*name);
    if let Some(field) = TELLING.iter().filter_map(value).find(|field| digits(file, field).len() > 1) {
        return Some((field, "中的数字用了不同的字体"));
    }
    let dates: Vec<(&Field, BTreeSet<&str>)> = DATES
        .iter()
        .filter_map(value)
        .map(|field| (field, digits(file, field).into_keys().collect::<BTreeSet<_>>()))
        .filter(|(_, fonts)| !fonts.is_empty())
        .collect();
    // Of three dates one can be the odd one; of two nobody knows which.
    let (field, _) = dates.iter().find(|(_, own)| {
        let others: Vec<_> = dates.iter().map(|(_, fonts)| fonts).filter(|fonts| *fonts != own).collect();
        others.len() == 2 && others[0] == others[1]
    })?;
    Some((*field, "的字体与其他日期不同"))
}

/// The typefaces of the digits of a value, with how many are set in each.
fn digits<'a>(file: &'a ScreenedFile, field: &Field) -> BTreeMap<&'a str, usize> {
    let mut fonts = BTreeMap::new();
    let Some(place) = field.evidence.bbox else { return fonts };
    let Some(page) = file.reading.pages.iter().find(|page| page.number == field.evidence.page) else { return fonts };
    let glyphs = page.words.iter().flat_map(|word| &word.glyphs);
    let own = glyphs.filter(|glyph| glyph.ch.is_ascii_digit() && place.contains(page.displayed(&glyph.bbox).centre()));
    for name in own.filter_map(|glyph| page.fonts.get(usize::from(glyph.font?))) {
        *fonts.entry(name.as_str()).or_insert(0) += 1;
    }
    fonts
}
