//! `low-confidence`: 识别把握不大，请人工查看.
//!
//! # What it checks
//! Values that differ from what is expected and were read with doubt: with little confidence, or with the expected
//! character among those that the reader nearly chose. Also labels on machine-issued papers whose value could not be seen.
//! Where another paper, read well, says what is expected, it is only a note.
//!
//! # Why
//! "Could not read" is never "differs", and never "agrees" either.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄等.
//!
//! # Example
//! > 备案表上的毕业日期识别为2018年6月25日，把握不大，名单上为2016年6月25日，请人工查看。
//!
//! # What the reviewer should do
//! Read the spot that is marked.

use crate::model::{Absence, Code, Document, FieldName, Flag, Place};

use super::bench::{Bench, at_field};
use super::by_number::deviations_beside_number;
use super::field_missing::{is_misread, is_unseen};
use super::phrase;
use super::registry::Check;
use super::sightings::{Deviation, as_note, confirmed_beside};
use super::{
    certificate_no_mismatch, employer_mismatch, graduated_on_mismatch, id_number_mismatch, level_mismatch,
    major_mismatch, name_mismatch, school_mismatch,
};

pub(super) const CHECK: Check = Check { code: Code::LowConfidence, source: include_str!("low_confidence.rs"), run };

/// A value that agrees with what is expected and was read with less confidence than this is worth a note.
const DIM: f32 = 0.5;

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let own = bench.own_papers();
    let compared = [
        name_mismatch::found(bench),
        deviations_beside_number(bench, FieldName::Sex),
        deviations_beside_number(bench, FieldName::BirthDate),
        id_number_mismatch::found(bench),
        employer_mismatch::found(bench),
        level_mismatch::found(bench),
        school_mismatch::found(bench),
        major_mismatch::found(bench),
        graduated_on_mismatch::found(bench),
        certificate_no_mismatch::found(bench),
    ];
    let mut flags: Vec<Flag> = (compared.iter().flatten().filter(|deviation| deviation.doubted))
        .map(|deviation| doubted(bench, deviation, &own))
        .collect();
    flags.extend(own.iter().flat_map(|document| unseen(bench, document)));
    let told: Vec<(String, Option<FieldName>)> =
        flags.iter().map(|flag| (flag.file().unwrap_or_default().to_owned(), flag.field)).collect();
    let dim = own.iter().flat_map(|document| dim(bench, document));
    let dim: Vec<Flag> =
        dim.filter(|flag| !told.contains(&(flag.file().unwrap_or_default().to_owned(), flag.field))).collect();
    flags.extend(dim);
    flags
}

fn doubted(bench: &Bench<'_>, deviation: &Deviation<'_>, own: &[&Document]) -> Flag {
    let (label, found) = (phrase::field(deviation.name), phrase::value(deviation.name, deviation.found()));
    let kinds = phrase::kinds(deviation.sights.iter().map(|sight| sight.document));
    let message = format!("{kinds}上的{label}识别为{found}，把握不大，{}，请人工查看。", deviation.basis());
    let mut flag = deviation.flag(bench, Code::LowConfidence);
    flag.message = message;
    if deviation.confirmed_elsewhere(own) { as_note(flag) } else { flag }
}

/// Labels of machine-issued papers whose value was not seen.
fn unseen(bench: &Bench<'_>, document: &Document) -> Vec<Flag> {
    let Some(required) = bench.pack().required.iter().find(|row| row.kind == document.kind) else { return Vec::new() };
    let empty = document.empty_fields.iter().filter(|empty| {
        let wanted = required.fields.contains(&empty.name) && document.field(empty.name).is_none();
        wanted && (is_unseen(bench, document, empty) || is_misread(document, empty))
    });
    let flags = empty.map(|empty| {
        let place = Place::Paper { file: document.file.clone(), page: empty.page, bbox: Some(empty.bbox) };
        let (kind, label) = (phrase::kind(document.kind), phrase::field(empty.name));
        let flag = |message| bench.flag(Code::LowConfidence, place, message).about(empty.name);
        let flag = match &empty.absence {
            Absence::NotUnderstood(raw) => {
                flag(format!("{kind}上的{label}识别为“{raw}”，不成{label}，可能被遮挡，请人工查看。")).found(raw)
            }
            _ => flag(format!("{kind}上的{label}未能识别，请人工查看。")),
        };
        if confirmed_beside(bench, document, empty.name) { as_note(flag) } else { flag }
    });
    flags.collect()
}

/// Values that agree, or that nothing is known of, and were hardly read.
fn dim(bench: &Bench<'_>, document: &Document) -> Vec<Flag> {
    let Some(required) = bench.pack().required.iter().find(|row| row.kind == document.kind) else { return Vec::new() };
    let hardly = document.fields.iter().filter(|field| {
        required.fields.contains(&field.name) && field.evidence.confidence < DIM && field.value.as_text().is_some()
    });
    let flags = hardly.map(|field| {
        let value = phrase::value(field.name, field.value.as_text().unwrap_or_default());
        let (kind, label) = (phrase::kind(document.kind), phrase::field(field.name));
        let message = format!("{kind}上的{label}识别为{value}，把握不大，请人工查看。");
        bench.note(Code::LowConfidence, at_field(document, field), message).about(field.name).found(value)
    });
    flags.collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, FieldValue, Reader, RunnersUp, Severity, WordSource};

    const CODE: Code = Code::LowConfidence;

    fn bai() -> Papers {
        candidate("1").roster(FieldName::GraduatedOn, "2016-06-25")
    }

    #[test]
    fn a_date_read_with_little_confidence() {
        let papers =
            bai().doc(doc(DocumentKind::ChsiRegistration).recognised(FieldName::GraduatedOn, "2018-06-25", 0.6));
        let flag = raises(CODE, &papers, "备案表上的毕业日期识别为2018年6月25日，把握不大，名单上为2016年6月25日");
        assert_eq!(flag.severity, Severity::Warning);
    }

    #[test]
    fn another_paper_that_confirms_makes_it_a_note() {
        let papers = bai()
            .doc(doc(DocumentKind::ChsiRegistration).recognised(FieldName::GraduatedOn, "2018-06-25", 0.6))
            .doc(doc(DocumentKind::RegistrationForm).field(FieldName::GraduatedOn, "2016-06-25"));
        assert_eq!(raises(CODE, &papers, "把握不大").severity, Severity::Info);
    }

    #[test]
    fn the_expected_character_was_nearly_chosen() {
        let paper = doc(DocumentKind::Diploma).with(
            FieldName::Name,
            FieldValue::Text("焦红".to_owned()),
            "焦红",
            0.92,
            WordSource::Ocr,
        );
        let paper = paper.document(|document| {
            document.fields[0].evidence.runners_up = vec![RunnersUp { index: 0, characters: vec![('谯', 0.4)] }];
        });
        raises(CODE, &candidate("1").roster(FieldName::Name, "谯红").doc(paper), "姓名识别为焦红");
    }

    #[test]
    fn a_value_that_was_not_seen() {
        let paper = doc(DocumentKind::ChsiRegistration).recognised(FieldName::Name, "白英丽", 0.98);
        raises(CODE, &bai().doc(paper.empty(FieldName::GraduatedOn)), "毕业日期未能识别");
    }

    #[test]
    fn a_value_that_was_not_seen_and_stands_on_another_paper_is_a_note() {
        let paper = doc(DocumentKind::ChsiRegistration).recognised(FieldName::Name, "白英丽", 0.98);
        let form = doc(DocumentKind::RegistrationForm).recognised(FieldName::GraduatedOn, "2016-06-25", 0.9);
        let flag = raises(CODE, &bai().doc(paper.empty(FieldName::GraduatedOn)).doc(form), "毕业日期未能识别");
        assert_eq!(flag.severity, Severity::Info);
    }

    #[test]
    fn a_date_under_a_blot() {
        let paper = |reader| {
            let paper = doc(DocumentKind::ChsiRegistration).empty(FieldName::GraduatedOn);
            paper.document(|document| {
                document.reader = reader;
                document.empty_fields[0].absence = Absence::NotUnderstood("2016年06月255日".to_owned());
            })
        };
        let flag = raises(CODE, &bai().doc(paper(Reader::Ocr)), "毕业日期识别为“2016年06月255日”，不成毕业日期");
        assert_eq!((flag.severity, flag.found.as_deref()), (Severity::Warning, Some("2016年06月255日")));
        // The same in a text layer is printed so, and nothing was misread.
        quiet(CODE, &bai().doc(paper(Reader::Text)));
    }

    #[test]
    fn a_value_that_agrees_and_was_hardly_read_is_a_note() {
        let papers =
            bai().doc(doc(DocumentKind::ChsiRegistration).recognised(FieldName::GraduatedOn, "2016-06-25", 0.3));
        assert_eq!(raises(CODE, &papers, "把握不大").severity, Severity::Info);
    }

    #[test]
    fn values_read_well() {
        quiet(
            CODE,
            &bai().doc(doc(DocumentKind::ChsiRegistration).recognised(FieldName::GraduatedOn, "2016-06-25", 0.97)),
        );
        quiet(CODE, &bai().doc(doc(DocumentKind::ChsiRegistration).field(FieldName::GraduatedOn, "2018-06-25")));
    }
}
