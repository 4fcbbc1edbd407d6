//! `low-confidence`: 识别把握不大，请人工查看.
//!
//! # What it checks
//! Values that differ from what is expected and were read with doubt: with little confidence, or with the expected
//! character among those that the reader nearly chose. Also values that must stand on a machine-issued paper and could not
//! be seen, or are no value as recognised, and on any paper values whose characters the file does not name: one flag a
//! paper. Where a paper of another issuer, read well, says what is expected, a difference is only a note; the candidate's
//! own form confirms nothing.
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

use crate::bounds;
use crate::model::{Code, Document, FieldName, Flag};

use super::bench::{Bench, at_field};
use super::by_number::deviations_beside_number;
use super::gaps;
use super::phrase;
use super::registry::Check;
use super::sightings::{Deviation, as_note};
use super::{
    certificate_no_mismatch, employer_mismatch, exam_mismatch, graduated_on_mismatch, id_number_mismatch,
    level_mismatch, major_mismatch, name_mismatch, school_mismatch,
};

pub(super) const CHECK: Check = Check { code: Code::LowConfidence, source: include_str!("low_confidence.rs"), run };

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
        exam_mismatch::found(bench),
    ];
    // What nobody could name is told with all else that the paper lacks.
    let unnamed = |deviation: &Deviation<'_>| {
        deviation.sights.iter().all(|sight| sight.document.field(deviation.name).is_some_and(gaps::is_unnamed))
    };
    let mut flags: Vec<Flag> = (compared.iter().flatten())
        .filter(|deviation| deviation.doubted && !unnamed(deviation))
        .map(|deviation| doubted(bench, deviation, &own))
        .collect();
    flags.extend(own.iter().filter_map(|document| gaps::flag(bench, Code::LowConfidence, document)));
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

/// Values that agree, or that nothing is known of, and were hardly read.
fn dim(bench: &Bench<'_>, document: &Document) -> Vec<Flag> {
    let Some(required) = bench.pack().required.iter().find(|row| row.kind == document.kind) else { return Vec::new() };
    let hardly = document.fields.iter().filter(|field| {
        required.fields.contains(&field.name)
            && field.evidence.confidence < bounds::HARDLY_READ
            && field.value.as_text().is_some()
            && !gaps::is_unnamed(field)
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
    use crate::model::{Absence, DocumentKind, FieldValue, Reader, RunnersUp, Severity, WordSource};

    const CODE: Code = Code::LowConfidence;

    fn bai() -> Papers {
        candidate("1").roster(FieldName::GraduatedOn, "2016-06-25")
    }

    /// A 备案表 on which this date was recognised with this confidence, and all else well.
    fn dated(graduated: &str, confidence: f32) -> super::super::testing::Doc {
        let paper = without(FieldName::GraduatedOn).document(|paper| paper.empty_fields.clear());
        paper.recognised(FieldName::GraduatedOn, graduated, confidence)
    }

    #[test]
    fn a_date_read_with_little_confidence() {
        let papers = bai().doc(dated("2018-06-25", 0.6));
        let flag = raises(CODE, &papers, "备案表上的毕业日期识别为2018年6月25日，把握不大，名单上为2016年6月25日");
        assert_eq!(flag.severity, Severity::Warning);
    }

    #[test]
    fn only_a_paper_of_another_issuer_makes_it_a_note() {
        let papers = bai().doc(dated("2018-06-25", 0.6));
        let with = |kind| papers.clone().doc(doc(kind).field(FieldName::GraduatedOn, "2016-06-25"));
        let severity = |kind| {
            let flags = with(kind).flags(CODE);
            flags.iter().find(|flag| flag.message.contains("识别为2018年")).map(|flag| flag.severity)
        };
        assert_eq!(severity(DocumentKind::RegistrationForm), Some(Severity::Warning));
        assert_eq!(severity(DocumentKind::ChsiVerificationReport), Some(Severity::Warning));
        assert_eq!(severity(DocumentKind::Diploma), Some(Severity::Info));
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

    /// A 备案表 on which everything was recognised but this.
    fn without(name: FieldName) -> super::super::testing::Doc {
        let all = [
            (FieldName::Name, "白英丽"),
            (FieldName::School, "湖南大学"),
            (FieldName::EducationLevel, "本科"),
            (FieldName::GraduatedOn, "2016-06-25"),
            (FieldName::CertificateNo, "105321201605000123"),
            (FieldName::Conclusion, "毕业"),
        ];
        let kept = all.into_iter().filter(|(kept, _)| *kept != name);
        let paper =
            kept.fold(doc(DocumentKind::ChsiRegistration), |paper, (name, value)| paper.recognised(name, value, 0.98));
        paper.empty(name)
    }

    #[test]
    fn a_value_that_was_not_seen_whatever_other_papers_say() {
        let papers = bai().doc(without(FieldName::GraduatedOn));
        assert_eq!(raises(CODE, &papers, "毕业日期未能识别").severity, Severity::Warning);
        let form = doc(DocumentKind::RegistrationForm).recognised(FieldName::GraduatedOn, "2016-06-25", 0.9);
        let flags = papers.doc(form).flags(CODE);
        let unseen = flags.iter().find(|flag| flag.message.contains("未能识别")).map(|flag| flag.severity);
        assert_eq!(unseen, Some(Severity::Warning), "{flags:?}");
    }

    #[test]
    fn a_date_under_a_blot() {
        let paper = |reader| {
            without(FieldName::GraduatedOn).document(|document| {
                document.reader = reader;
                document.empty_fields[0].absence = Absence::NotUnderstood("2016年06月255日".to_owned());
            })
        };
        let flag = raises(CODE, &bai().doc(paper(Reader::Ocr)), "毕业日期识别为“2016年06月255日”，不是有效的毕业日期");
        assert_eq!((flag.severity, flag.found.as_deref()), (Severity::Warning, Some("2016年06月255日")));
        // The same in a text layer is printed so, and nothing was misread.
        quiet(CODE, &bai().doc(paper(Reader::Text)));
    }

    #[test]
    fn a_value_whose_characters_nobody_could_name_was_not_read() {
        let paper = |kind, name: &str| {
            let sure = |text: &str| if text == "熊怀轩" { 0.97 } else { 0.0 };
            let field = |paper: super::super::testing::Doc, (field, value): (FieldName, &str)| match field {
                FieldName::Name => {
                    paper.with(field, FieldValue::Text(value.to_owned()), value, sure(value), WordSource::TextLayer)
                }
                _ => paper.field(field, value),
            };
            let all = [
                (FieldName::Name, name),
                (FieldName::IdNumber, "430198199312186513"),
                (FieldName::Employer, "某某中心"),
                (FieldName::School, "湖南大学"),
                (FieldName::EducationLevel, "本科"),
                (FieldName::GraduatedOn, "2016-06-25"),
                (FieldName::CertificateNo, "105321201605000123"),
                (FieldName::Conclusion, "毕业"),
            ];
            let papers = candidate("1").roster(FieldName::Name, "熊怀轩");
            papers.roster(FieldName::IdNumber, "430198199312186513").doc(all.into_iter().fold(doc(kind), field))
        };
        for kind in [DocumentKind::RegistrationForm, DocumentKind::ChsiRegistration] {
            for name in ["\u{FFFD}\u{FFFD}\u{FFFD}", "熊\u{FFFD}轩", "熊\u{E123}轩"] {
                let flag = raises(CODE, &paper(kind, name), "姓名的字符无法辨认");
                assert_eq!((flag.severity, flag.field), (Severity::Warning, Some(FieldName::Name)));
            }
            quiet(CODE, &paper(kind, "熊怀轩"));
        }
    }

    #[test]
    fn a_value_that_agrees_and_was_hardly_read_is_a_note() {
        let papers = bai().doc(dated("2016-06-25", 0.3));
        assert_eq!(raises(CODE, &papers, "把握不大").severity, Severity::Info);
    }

    #[test]
    fn values_read_well() {
        quiet(CODE, &bai().doc(dated("2016-06-25", 0.97)));
        quiet(CODE, &bai().doc(dated("2018-06-25", 0.97)));
    }
}
