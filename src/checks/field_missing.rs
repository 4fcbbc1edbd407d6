//! `field-missing`: 必填栏目缺失.
//!
//! # What it checks
//! The values that the rule pack requires of each kind of document, on every paper that answers something owed: one flag a
//! paper, naming all that is missing. A label without a value is missing for certain on what people fill in; where not even
//! the label was found, or what stands there is no value, a person must look, for nothing was compared. On what a machine
//! issues no value is ever left out: where a picture of it shows none, the reading is in doubt (`low-confidence`). It is a
//! note where another paper of the kind is whole, where the paper answers nothing, where an entry was not seen on a picture
//! of the form and papers of others say it as the roster does, and of values that are only usual.
//!
//! # Why
//! What was not read has not been compared, and what has not been compared is not clean.
//!
//! # Clause
//! 4.1: 按要求递交相关材料; what each document must hold is in the rule pack.
//!
//! # Example
//! > 报名表上身份证号、毕业院校为空，请通知考生补填。
//!
//! # What the reviewer should do
//! Look whether the value stands elsewhere on the page; if not, ask for a complete document.

use crate::model::{Code, Flag};

use super::bench::Bench;
use super::gaps;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::FieldMissing, source: include_str!("field_missing.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    bench.own_papers().into_iter().filter_map(|document| gaps::flag(bench, Code::FieldMissing, document)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{Absence, DocumentKind, FieldName, Reader, Severity};

    const CODE: Code = Code::FieldMissing;

    fn form(without: &[FieldName]) -> Doc {
        let all = [
            FieldName::Name,
            FieldName::IdNumber,
            FieldName::Employer,
            FieldName::EducationLevel,
            FieldName::School,
            FieldName::GraduatedOn,
        ];
        let kept = all.into_iter().filter(|name| !without.contains(name));
        kept.fold(doc(DocumentKind::RegistrationForm), |document, name| document.field(name, "x"))
    }

    fn certificate(without: &[FieldName]) -> Doc {
        let all = [FieldName::Name, FieldName::Employer, FieldName::IdNumber, FieldName::IssuedOn];
        let kept = all.into_iter().filter(|name| !without.contains(name));
        let certificate = doc(DocumentKind::EmploymentCertificate);
        let certificate = if without.contains(&FieldName::EmploymentPeriods) {
            certificate
        } else {
            certificate.periods(&[("甲", "2018-01", "present", "社会工作")])
        };
        kept.fold(certificate, |document, name| document.field(name, "x"))
    }

    #[test]
    fn the_roster_is_named_only_where_it_has_such_a_column() {
        let said = |without| candidate("1").doc(certificate(&[without])).flags(CODE)[0].message.clone();
        assert!(said(FieldName::Name).ends_with("未找到姓名，没有与名单核对，请人工查看。"));
        assert!(said(FieldName::IssuedOn).ends_with("未找到出具日期，请人工查看。"));
        assert!(said(FieldName::EmploymentPeriods).ends_with("未找到工作经历，年限没有核算，请人工核算。"));
    }

    #[test]
    fn an_entry_not_seen_in_a_scan_of_the_form_that_another_issuers_paper_has() {
        let number = "430196198506261439";
        let form = form(&[FieldName::IdNumber]).empty(FieldName::IdNumber);
        let scan = form.document(|form| form.reader = Reader::Ocr);
        let papers = candidate("1").roster(FieldName::IdNumber, number).doc(scan);
        assert_eq!(raises(CODE, &papers, "身份证号为空").severity, Severity::Error);
        let card = doc(DocumentKind::IdentityCard).recognised(FieldName::IdNumber, number, 0.9);
        let card = card.recognised(FieldName::Name, "甲", 0.9);
        assert_eq!(raises(CODE, &papers.doc(card), "身份证号为空").severity, Severity::Info);
    }

    #[test]
    fn an_empty_box_on_the_form() {
        let papers = candidate("1").doc(form(&[FieldName::IdNumber]).empty(FieldName::IdNumber));
        let flag = raises(CODE, &papers, "报名表上身份证号为空，请通知考生补填");
        assert_eq!((flag.severity, flag.field), (Severity::Error, Some(FieldName::IdNumber)));
    }

    #[test]
    fn all_that_is_missing_is_one_flag() {
        let without = [FieldName::IdNumber, FieldName::School, FieldName::GraduatedOn];
        let papers = candidate("1").doc(form(&without).empty(FieldName::IdNumber).empty(FieldName::School));
        raises(CODE, &papers, "身份证号、毕业院校为空；未找到毕业日期");
    }

    #[test]
    fn no_number_at_all_on_a_form_with_text() {
        let flag = raises(CODE, &candidate("1").doc(form(&[FieldName::IdNumber])), "报名表上未找到身份证号");
        assert_eq!(flag.severity, Severity::Error);
    }

    #[test]
    fn what_was_not_found_was_not_compared() {
        let flag = raises(CODE, &candidate("1").doc(form(&[FieldName::School])), "未找到毕业院校，没有与名单核对");
        assert_eq!(flag.severity, Severity::Warning);
        let papers = candidate("1").doc(certificate(&[FieldName::Name]));
        assert_eq!(raises(CODE, &papers, "工作年限证明上未找到姓名").severity, Severity::Warning);
        let papers = candidate("1").doc(certificate(&[FieldName::EmploymentPeriods]));
        assert_eq!(raises(CODE, &papers, "未找到工作经历").severity, Severity::Warning);
    }

    #[test]
    fn what_is_only_usual_is_a_note() {
        let papers = candidate("1").doc(certificate(&[FieldName::IdNumber, FieldName::IssuedOn]));
        assert_eq!(raises(CODE, &papers, "未找到身份证号、出具日期").severity, Severity::Info);
    }

    #[test]
    fn a_second_paper_that_is_whole_answers() {
        let papers =
            candidate("1").doc(certificate(&[FieldName::Name]).named("1/a.pdf")).doc(certificate(&[]).named("1/b.pdf"));
        assert_eq!(raises(CODE, &papers, "未找到姓名").severity, Severity::Info);
    }

    #[test]
    fn a_register_without_the_candidates_row_proves_nothing() {
        let papers = candidate("1")
            .roster(FieldName::School, "常德师范学校")
            .roster(FieldName::EducationLevel, "中专")
            .roster(FieldName::GraduatedOn, "2000-07")
            .doc(doc(DocumentKind::EnrolmentRegister).field(FieldName::School, "常德师范学校"));
        let flag = raises(CODE, &papers, "花名册上未找到考生本人的一行");
        assert_eq!(flag.severity, Severity::Error);
    }

    #[test]
    fn what_is_printed_and_no_date_is_told_with_the_print() {
        let papers = |reader| {
            let form = form(&[FieldName::GraduatedOn]).empty(FieldName::GraduatedOn);
            candidate("1").doc(form.document(|form| {
                form.reader = reader;
                form.empty_fields[0].absence = Absence::NotUnderstood("2016年13月".to_owned());
            }))
        };
        let flag = raises(CODE, &papers(Reader::Text), "毕业日期写的是“2016年13月”，不是有效的毕业日期");
        assert_eq!((flag.severity, flag.found.as_deref()), (Severity::Warning, Some("2016年13月")));
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
        quiet(CODE, &candidate("1").doc(form(&[FieldName::Sex])));
    }
}
