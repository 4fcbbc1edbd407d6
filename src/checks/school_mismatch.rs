//! `school-mismatch`: 毕业院校不一致.
//!
//! # What it checks
//! The school on the form and on every proof of the education on the roster, against the roster; where the roster gives
//! none, the papers against each other. Short forms, branches in brackets and script forms do not count as different, and
//! neither does a foreign school that one paper writes in Chinese and another in its own letters. Schools that were renamed or
//! merged are compared as institutions; a name that had been given up before the graduation is told.
//!
//! # Why
//! The bureau compares the education. Another school is another certificate.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄、单位、专业、学历等.
//!
//! # Example
//! > 备案表上的毕业院校为怀化学院，名单上为南华大学，请核对。
//!
//! # What the reviewer should do
//! See whether the school was renamed or merged; if not, the candidate registered with another education than is proven.

use crate::bounds;
use crate::model::{Code, FieldName, Flag, Severity};
use crate::values::date::PartialDate;
use crate::values::{self, Comparison, school, text};

use super::bench::{Bench, EDUCATION_PROOFS, at_field};
use super::phrase;
use super::registry::Check;
use super::sightings::{Deviation, certain, deviations_by, unsure};

pub(super) const CHECK: Check = Check { code: Code::SchoolMismatch, source: include_str!("school_mismatch.rs"), run };

/// Every school on the papers of the education on the roster that is not the roster's.
pub(super) fn found<'a>(bench: &Bench<'a>) -> Vec<Deviation<'a>> {
    deviations_by(bench, FieldName::School, &bench.education_papers(), &|expected, found| {
        in_one_script(FieldName::School, expected, found)
    })
}

/// In years: medicine.
const LONGEST_COURSE: u16 = 5;

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let mut flags = certain(bench, Code::SchoolMismatch, &found(bench), is_other);
    flags.extend(outlived(bench));
    flags
}

/// A proof under a name that its school had given up before the holder began to study: those who began under a name may
/// end under it, in the longest course five years later.
fn outlived(bench: &Bench<'_>) -> Option<Flag> {
    let papers = bench.education_papers().into_iter();
    let mut proofs = papers.filter(|document| EDUCATION_PROOFS.contains(&document.kind));
    proofs.find_map(|document| {
        let field = document.field(FieldName::School).filter(|field| !unsure(field, bounds::READ))?;
        let graduated = document.field(FieldName::GraduatedOn).filter(|field| !unsure(field, bounds::READ))?;
        let date: PartialDate = graduated.value.as_text()?.parse().ok()?;
        let name = field.value.as_text()?;
        let (year, now) = school::given_up(name).filter(|(year, _)| date.year() > year + LONGEST_COURSE)?;
        let (kind, graduated) = (phrase::document(document), phrase::day(date));
        let message = format!(
            "{kind}上的毕业院校为{name}，毕业日期为{graduated}，而该校{year}年已更名或并入{now}，请核对证书真伪。"
        );
        let mut flag = bench.flag(Code::SchoolMismatch, at_field(document, field), message);
        flag.severity = flag.severity.min(Severity::Warning);
        Some(flag.about(FieldName::School).expected(now).found(name))
    })
}

/// Compares two texts that can only be compared where both are Chinese, or both in Latin letters.
pub(super) fn in_one_script(name: FieldName, expected: &str, found: &str) -> Comparison {
    if expected.chars().any(text::is_han) == found.chars().any(text::is_han) {
        values::compare(name, expected, found)
    } else {
        Comparison::NotComparable
    }
}

/// Whether two names of things mean different things: a variant or short form does not.
pub(super) const fn is_other(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::Different | Comparison::LookAlike(_))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::SchoolMismatch;

    fn of(roster: &str, paper: &str) -> Papers {
        candidate("1")
            .roster(FieldName::School, roster)
            .doc(doc(DocumentKind::ChsiRegistration).field(FieldName::School, paper))
    }

    #[test]
    fn another_school() {
        raises(CODE, &of("南华大学", "怀化学院"), "备案表上的毕业院校为怀化学院，名单上为南华大学");
    }

    #[test]
    fn the_same_school() {
        quiet(CODE, &of("湖南大学", "湖南大学"));
        quiet(CODE, &of("湖南大学(本部)", "湖南大学（本部）"));
    }

    #[test]
    fn a_name_that_the_school_had_given_up() {
        let of = |graduated: &str| {
            let paper = doc(DocumentKind::ChsiRegistration).field(FieldName::School, "湖南商学院");
            let papers = candidate("1").roster(FieldName::School, "湖南工商大学");
            papers.doc(paper.field(FieldName::GraduatedOn, graduated))
        };
        for before in ["2012-06-30", "2019-06-30", "2024-06-30"] {
            quiet(CODE, &of(before));
        }
        let flag = raises(CODE, &of("2025-06-30"), "该校2019年已更名或并入湖南工商大学");
        assert_eq!((flag.severity, flag.expected.as_deref()), (Severity::Warning, Some("湖南工商大学")));
    }

    #[test]
    fn a_name_in_another_language_is_not_comparable() {
        quiet(CODE, &of("马来亚大学", "UniversityofMalaya"));
    }

    #[test]
    fn a_proof_of_another_certificate_beside_the_right_one() {
        let papers = candidate("1")
            .roster(FieldName::School, "湖南大学")
            .roster(FieldName::EducationLevel, "本科")
            .roster(FieldName::GraduatedOn, "2012-06")
            .doc(
                doc(DocumentKind::ChsiRegistration)
                    .field(FieldName::School, "湖南大学")
                    .field(FieldName::GraduatedOn, "2012-06-30"),
            )
            .doc(
                doc(DocumentKind::Diploma)
                    .field(FieldName::School, "怀化学院")
                    .field(FieldName::EducationLevel, "专科")
                    .field(FieldName::GraduatedOn, "2009-06"),
            );
        quiet(CODE, &papers);
    }

    #[test]
    fn a_school_on_a_work_certificate_is_not_looked_at() {
        let other = doc(DocumentKind::AppointmentLetter).field(FieldName::School, "怀化学院");
        quiet(CODE, &candidate("1").roster(FieldName::School, "湖南大学").doc(other));
    }
}
