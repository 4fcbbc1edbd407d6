//! `edited-file`: 已出具的PDF文件被修改过.
//!
//! # What it checks
//! Proofs that an office or a site issues as a finished PDF, and whose file shows that it was changed afterwards: a later
//! revision that changes what a page displays, digits of one value set in two typefaces, or an editing program named as
//! its maker. Forms that the candidate fills in, scans, and merged files are left alone, and so is a file whose signature
//! already tells of the edit (`edited-after-signing`).
//!
//! # Why
//! A finished report has no reason to be edited by the candidate. Single values are changed this way.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 学信网.pdf在生成后又被修改，第1页显示的内容有变动，请在线核验。
//!
//! # What the reviewer should do
//! Look the report up online and compare value by value.

use crate::model::{Code, Document, DocumentKind, Field, FieldName, Flag, PdfFacts, Place, Reader, ScreenedFile, Word};

use super::bench::{Bench, at_document, at_field};
use super::edited_after_signing::is_edited_after_signing;
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::EditedFile, source: include_str!("edited_file.rs"), run };

/// Kinds that are issued as a finished file, and that nobody fills in.
const ISSUED: &[DocumentKind] = &[
    DocumentKind::ChsiRegistration,
    DocumentKind::ChsiVerificationReport,
    DocumentKind::SecondaryDiplomaQuery,
    DocumentKind::TechnicalSchoolQuery,
    DocumentKind::OverseasDegreeCertificate,
    DocumentKind::PartySchoolProof,
];

/// Programs made to change a finished page. Those that print, scan, merge or compress are not here.
const EDITORS: &[&str] = &[
    "photoshop",
    "illustrator",
    "coreldraw",
    "inkscape",
    "pdfelement",
    "万兴",
    "foxit pdf editor",
    "foxit phantom",
    "福昕高级",
    "福昕pdf编辑",
    "pdf-xchange editor",
    "pdfescape",
    "sejda",
    "迅捷pdf编辑",
    "infix",
];

/// Values whose change matters.
const TELLING: &[FieldName] = &[
    FieldName::BirthDate,
    FieldName::EnrolledOn,
    FieldName::GraduatedOn,
    FieldName::CertificateNo,
    FieldName::VerificationCode,
    FieldName::ValidUntil,
];

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let mut flags = Vec::new();
    for file in bench.files().filter(|file| !is_edited_after_signing(file)) {
        let Some(pdf) = &file.reading.pdf else { continue };
        let issued = file.documents.iter().filter(|document| ISSUED.contains(&document.kind));
        flags.extend(issued.filter_map(|document| flag(bench, file, pdf, document)));
    }
    flags
}

fn flag(bench: &Bench<'_>, file: &ScreenedFile, pdf: &PdfFacts, document: &Document) -> Option<Flag> {
    let path = &document.file;
    let own = document.pages.0..=document.pages.1;
    if let Some(page) = pdf.pages_changed.iter().copied().find(|page| own.contains(page) && pdf.revisions > 1) {
        let message = format!("{path}在生成后又被修改，第{page}页显示的内容有变动，请在线核验。");
        let place = Place::Paper { file: path.clone(), page, bbox: None };
        return Some(bench.flag(Code::EditedFile, place, message));
    }
    if document.reader == Reader::Ocr {
        return None;
    }
    if let Some(field) = TELLING.iter().filter_map(|name| document.field(*name)).find(|f| is_patched(file, f)) {
        let name = phrase::field(field.name);
        let message = format!("{path}的{name}中的数字用了不同的字体，可能被改动，请在线核验。");
        return Some(bench.flag(Code::EditedFile, at_field(document, field), message).about(field.name));
    }
    let editor = [&pdf.producer, &pdf.creator].into_iter().flatten().find(|program| {
        let program = program.to_lowercase();
        EDITORS.iter().any(|editor| program.contains(editor))
    })?;
    let message = format!("{path}由编辑软件{editor}生成，不是原始下载的文件，请在线核验。");
    Some(bench.flag(Code::EditedFile, at_document(document), message).found(editor))
}

/// Whether the digits of a value are set in more than one typeface.
fn is_patched(file: &ScreenedFile, field: &Field) -> bool {
    let Some(place) = field.evidence.bbox else { return false };
    let Some(page) = file.reading.pages.iter().find(|page| page.number == field.evidence.page) else { return false };
    let glyphs = page.words.iter().flat_map(|word: &Word| &word.glyphs);
    let mut fonts: Vec<&str> = glyphs
        .filter(|glyph| glyph.ch.is_ascii_digit() && place.contains(glyph.bbox.centre()))
        .filter_map(|glyph| page.fonts.get(usize::from(glyph.font?)).map(String::as_str))
        .collect();
    fonts.sort_unstable();
    fonts.dedup();
    fonts.len() > 1
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{Glyph, Rect, WordSource};

    const CODE: Code = Code::EditedFile;

    /// A word with one glyph for each character, set in these fonts.
    fn word(text: &str, fonts: &[u16]) -> Word {
        let glyph = |(index, ch): (usize, char)| Glyph {
            ch,
            bbox: Rect::new(100.0 + index as f32, 100.0, 101.0 + index as f32, 112.0),
            confidence: 1.0,
            font: fonts.get(index).copied(),
            runners_up: Vec::new(),
        };
        let glyphs = text.chars().enumerate().map(glyph).collect();
        Word { glyphs, bbox: Rect::new(100.0, 100.0, 200.0, 112.0), vertical: false, source: WordSource::TextLayer }
    }

    #[test]
    fn a_later_revision_changed_the_page() {
        let paper = doc(DocumentKind::ChsiRegistration).named("1/a.pdf").pdf(|pdf| {
            pdf.revisions = 2;
            pdf.pages_changed = vec![1];
        });
        raises(CODE, &candidate("1").doc(paper), "1/a.pdf在生成后又被修改，第1页");
    }

    #[test]
    fn digits_of_one_value_in_two_typefaces() {
        let paper = |fonts: &'static [u16]| {
            doc(DocumentKind::ChsiRegistration).field(FieldName::GraduatedOn, "2012-06").pdf(|_| {}).page(|page| {
                page.fonts = vec!["SimSun".to_owned(), "Arial".to_owned()];
                page.words.push(word("2012年06月", fonts));
            })
        };
        raises(CODE, &candidate("1").doc(paper(&[0, 0, 0, 1, 0, 0, 0, 0])), "毕业日期中的数字用了不同的字体");
        quiet(CODE, &candidate("1").doc(paper(&[1, 1, 1, 1, 0, 1, 1, 0])));
    }

    #[test]
    fn an_editing_program_made_it() {
        let paper = doc(DocumentKind::ChsiRegistration).pdf(|pdf| pdf.producer = Some("Wondershare PDFelement".into()));
        raises(CODE, &candidate("1").doc(paper), "由编辑软件Wondershare PDFelement生成");
    }

    #[test]
    fn a_form_that_was_filled_in() {
        let paper = doc(DocumentKind::RegistrationForm).pdf(|pdf| {
            pdf.revisions = 2;
            pdf.pages_changed = vec![1];
        });
        quiet(CODE, &candidate("1").doc(paper));
    }

    #[test]
    fn an_update_that_changed_nothing_shown() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration).pdf(|pdf| pdf.revisions = 2)));
    }

    #[test]
    fn a_signature_already_tells_of_the_edit() {
        let paper = doc(DocumentKind::ChsiRegistration).signed(false, Some(true)).pdf(|pdf| {
            pdf.revisions = 2;
            pdf.pages_changed = vec![1];
        });
        quiet(CODE, &candidate("1").doc(paper));
    }
}
