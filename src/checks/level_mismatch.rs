//! `level-mismatch`: 学历层次不一致.
//!
//! # What it checks
//! The education level on the form and on every proof of the education on the roster, against the roster; where the
//! roster gives none, the papers against each other. The classes of 技工院校 count as the levels that the rule pack
//! says: 高级技工 as 专科. The level of a 学位证书 is a degree, not an education, and is not compared.
//!
//! # Why
//! The years of work that are asked depend on the level, and some levels do not admit to the exam at all.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄、单位、专业、学历等.
//!
//! # Example
//! > 备案表上的学历为专科，名单上为本科，请核对。
//!
//! # What the reviewer should do
//! Judge the years by the level on the proof. Ask for the proof of the level the candidate registered with.

use crate::model::{Code, Document, FieldName, Flag};
use crate::values::{self, Comparison};

use super::bench::Bench;
use super::registry::Check;
use super::sightings::{Deviation, certain, deviations_by};

pub(super) const CHECK: Check = Check { code: Code::LevelMismatch, source: include_str!("level_mismatch.rs"), run };

/// Every level on the papers of the education on the roster that is not the roster's.
pub(super) fn found<'a>(bench: &Bench<'a>) -> Vec<Deviation<'a>> {
    let papers: Vec<&Document> =
        bench.education_papers().into_iter().filter(|document| !is_of_a_degree(document)).collect();
    let pack = bench.pack();
    deviations_by(bench, FieldName::EducationLevel, &papers, &|expected, found| {
        let plain = values::compare(FieldName::EducationLevel, expected, found);
        let counted = |level: &str| values::parse(FieldName::EducationLevel, level).value;
        match (plain, counted(expected), counted(found)) {
            (Comparison::Different, Some(e), Some(f)) if pack.counted_level(&e) == pack.counted_level(&f) => {
                Comparison::Equal
            }
            _ => plain,
        }
    })
}

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    certain(bench, Code::LevelMismatch, &found(bench), |comparison| comparison == Comparison::Different)
}

/// Whether a document is a 学位证书: its number and level are those of a degree.
pub(super) fn is_of_a_degree(document: &Document) -> bool {
    document.title.as_deref().is_some_and(|title| title.contains("学位") && !title.contains("学历"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::LevelMismatch;

    fn of(roster: &str, kind: DocumentKind, paper: &str) -> Papers {
        candidate("1").roster(FieldName::EducationLevel, roster).doc(doc(kind).field(FieldName::EducationLevel, paper))
    }

    #[test]
    fn a_lower_level_on_the_proof() {
        raises(CODE, &of("本科", DocumentKind::ChsiRegistration, "专科"), "备案表上的学历为专科，名单上为本科");
    }

    #[test]
    fn a_higher_level_on_the_form() {
        raises(CODE, &of("专科", DocumentKind::RegistrationForm, "本科"), "报名表上的学历为本科");
    }

    #[test]
    fn classes_of_technical_schools_count_as_levels() {
        quiet(CODE, &of("专科", DocumentKind::TechnicalSchoolQuery, "高级技工"));
        quiet(CODE, &of("中专", DocumentKind::TechnicalSchoolCertificate, "中级技工"));
        raises(CODE, &of("专科", DocumentKind::TechnicalSchoolQuery, "中级技工"), "中级技工");
    }

    #[test]
    fn the_level_of_a_degree_is_not_compared() {
        let degree = doc(DocumentKind::Diploma).field(FieldName::EducationLevel, "硕士研究生");
        let degree = degree.document(|document| document.title = Some("学士学位证书".to_owned()));
        quiet(CODE, &candidate("1").roster(FieldName::EducationLevel, "本科").doc(degree));
    }
}
