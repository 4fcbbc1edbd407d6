//! `field-missing`: 必填栏目缺失.
//!
//! # What it checks
//! The values that the rule pack wants on each kind of document. A label that stands there without a value is missing for
//! certain on what people fill in. On what a machine issues no value is ever left out: where a picture of it shows none,
//! the reading is in doubt (`low-confidence`). Where not even the label was found, the page may word it in a way that is
//! not known: then it is only a note, except for the name and number on a form with a text layer. It is a note, too, where
//! an entry was not seen in a scan and stands on another paper as the roster has it.
//!
//! # Why
//! What is not printed has not been compared.
//!
//! # Clause
//! 4.1: 按要求递交相关材料; what each document must hold is in the rule pack.
//!
//! # Example
//! > 报名表上的身份证号为空，请通知考生补填。
//!
//! # What the reviewer should do
//! Look whether the value stands elsewhere on the page; if not, ask for a complete document.

use crate::model::{Absence, Code, Document, DocumentKind, EmptyField, FieldName, Flag, Page, Place, Reader};

use super::bench::{Bench, at_document};
use super::phrase;
use super::registry::Check;
use super::sightings::confirmed_beside;

pub(super) const CHECK: Check = Check { code: Code::FieldMissing, source: include_str!("field_missing.rs"), run };

/// Kinds that people fill in by hand or keyboard.
const FILLED_IN: &[DocumentKind] =
    &[DocumentKind::RegistrationForm, DocumentKind::EmploymentCertificate, DocumentKind::EnrolmentRegister];

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let mut flags = Vec::new();
    for document in bench.own_papers() {
        let Some(required) = bench.pack().required.iter().find(|row| row.kind == document.kind) else { continue };
        let missing = required.fields.iter().filter(|name| document.field(**name).is_none());
        flags.extend(missing.filter_map(|name| flag(bench, document, *name)).map(|flag| flag.under(&required.clause)));
    }
    flags
}

fn flag(bench: &Bench<'_>, document: &Document, name: FieldName) -> Option<Flag> {
    let (kind, label) = (phrase::kind(document.kind), phrase::field(name));
    if let Some(empty) = empty(document, name) {
        let place = Place::Paper { file: document.file.clone(), page: empty.page, bbox: Some(empty.bbox) };
        if is_unseen(bench, document, empty) || is_misread(document, empty) {
            return None;
        }
        match &empty.absence {
            Absence::Blank => {}
            Absence::PrintedAsUnknown => {
                let message = format!("{kind}上的{label}印为不详，请核对原始材料。");
                return Some(bench.note(Code::FieldMissing, place, message).about(name));
            }
            Absence::NotUnderstood(raw) => {
                let message = format!("{kind}上的{label}印为“{raw}”，不能理解，请核对。");
                return Some(bench.note(Code::FieldMissing, place, message).about(name).found(raw));
            }
        }
        // In a scan an entry may be overlooked: where it stands on another paper as on the roster, nobody need ask for it.
        if document.reader != Reader::Text && confirmed_beside(bench, document, name) {
            let message = format!("{kind}上未识别到{label}，其他材料上的与名单一致，可核对是否漏填。");
            return Some(bench.note(Code::FieldMissing, place, message).about(name));
        }
        let message = format!("{kind}上的{label}为空，请通知考生补填。");
        return Some(bench.flag(Code::FieldMissing, place, message).about(name));
    }
    let form_in_text = document.kind == DocumentKind::RegistrationForm && document.reader == Reader::Text;
    let flag = if form_in_text && matches!(name, FieldName::Name | FieldName::IdNumber) {
        bench.flag(Code::FieldMissing, at_document(document), format!("{kind}上没有{label}，请核对。"))
    } else {
        bench.note(Code::FieldMissing, at_document(document), format!("{kind}上未找到{label}，请人工查看。"))
    };
    Some(flag.about(name))
}

/// The label without a value.
fn empty(document: &Document, name: FieldName) -> Option<&EmptyField> {
    document.empty_fields.iter().find(|empty| empty.name == name)
}

/// Whether a value may stand there that the reader did not see: on what a machine issues, read from a picture or printed
/// as one.
pub(super) fn is_unseen(bench: &Bench<'_>, document: &Document, empty: &EmptyField) -> bool {
    if FILLED_IN.contains(&document.kind) || empty.absence != Absence::Blank {
        return false;
    }
    let file = bench.file_of(document);
    let page = file.and_then(|file| file.reading.pages.iter().find(|page| page.number == empty.page));
    document.reader != Reader::Text || page.is_none_or(|page| has_picture_beside(page, empty))
}

/// Whether something stands there that was recognised and is no value: `low-confidence` tells it.
pub(super) fn is_misread(document: &Document, empty: &EmptyField) -> bool {
    document.reader != Reader::Text && matches!(empty.absence, Absence::NotUnderstood(_))
}

/// Whether a small picture stands in the row of the label, to its right.
fn has_picture_beside(page: &Page, empty: &EmptyField) -> bool {
    page.pictures.iter().any(|picture| {
        let small = picture.bbox.height() <= empty.bbox.height() * 4.0;
        small && picture.bbox.overlap_y(&empty.bbox) > 0.0 && picture.bbox.x0 >= empty.bbox.x0
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::Severity;

    const CODE: Code = Code::FieldMissing;

    fn form(without: FieldName) -> Doc {
        let all = [
            FieldName::Name,
            FieldName::IdNumber,
            FieldName::Employer,
            FieldName::EducationLevel,
            FieldName::School,
            FieldName::GraduatedOn,
        ];
        let kept = all.into_iter().filter(|name| *name != without);
        kept.fold(doc(DocumentKind::RegistrationForm), |document, name| document.field(name, "x"))
    }

    #[test]
    fn an_entry_not_seen_in_a_scan_that_stands_on_another_paper() {
        let number = "430196198506261439";
        let scan = form(FieldName::IdNumber).empty(FieldName::IdNumber).document(|form| form.reader = Reader::Ocr);
        let papers = candidate("1").roster(FieldName::IdNumber, number).doc(scan);
        assert_eq!(raises(CODE, &papers, "身份证号为空").severity, Severity::Error);
        let card = doc(DocumentKind::IdentityCard).recognised(FieldName::IdNumber, number, 0.9);
        let flags = papers.doc(card).flags(CODE);
        assert!(flags.iter().all(|flag| flag.severity == Severity::Info), "{flags:?}");
        assert!(flags.iter().any(|flag| flag.message.contains("报名表上未识别到身份证号")), "{flags:?}");
    }

    #[test]
    fn an_empty_box_on_the_form() {
        let papers = candidate("1").doc(form(FieldName::IdNumber).empty(FieldName::IdNumber));
        let flag = raises(CODE, &papers, "报名表上的身份证号为空");
        assert_eq!((flag.severity, flag.field), (Severity::Error, Some(FieldName::IdNumber)));
    }

    #[test]
    fn no_number_at_all_on_a_form_with_text() {
        raises(CODE, &candidate("1").doc(form(FieldName::IdNumber)), "报名表上没有身份证号");
    }

    #[test]
    fn a_label_that_was_not_found_is_a_note() {
        let flag = raises(CODE, &candidate("1").doc(form(FieldName::School)), "未找到毕业院校");
        assert_eq!(flag.severity, Severity::Info);
    }

    #[test]
    fn what_is_printed_and_no_date_is_a_note_with_the_print() {
        let papers = |reader| {
            let form = form(FieldName::GraduatedOn).empty(FieldName::GraduatedOn);
            candidate("1").doc(form.document(|form| {
                form.reader = reader;
                form.empty_fields[0].absence = Absence::NotUnderstood("2016年13月".to_owned());
            }))
        };
        let flag = raises(CODE, &papers(Reader::Text), "报名表上的毕业日期印为“2016年13月”，不能理解");
        assert_eq!((flag.severity, flag.found.as_deref()), (Severity::Info, Some("2016年13月")));
        // Recognised, it may have been misread, which is another flag's.
        quiet(CODE, &papers(Reader::Ocr));
    }

    #[test]
    fn a_machine_leaves_nothing_out() {
        let scan = doc(DocumentKind::SecondaryDiplomaQuery)
            .recognised(FieldName::Name, "张三", 0.9)
            .recognised(FieldName::School, "甲", 0.9)
            .empty(FieldName::GraduatedOn);
        quiet(CODE, &candidate("1").doc(scan));
    }

    #[test]
    fn a_complete_form() {
        quiet(CODE, &candidate("1").doc(form(FieldName::Sex)));
    }
}
