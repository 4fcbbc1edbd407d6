//! `level-mismatch`: 学历层次不一致.
//!
//! # What it checks
//! The education level on the form and on every proof of the education on the roster, against the roster; where the
//! roster gives none, the papers against each other. The classes of 技工院校 count as the levels that the rule pack
//! says: 高级技工 as 专科. The level of a 学位证书 is a degree, not an education, and is not compared. Where roster and
//! papers agree, the level against the lowest that the rule pack admits to the level of the exam.
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

use crate::bounds;
use crate::model::{Code, Document, FieldName, Flag};
use crate::rulebook::{Pack, Refusal};
use crate::values::{self, Comparison, characters};

use super::bench::Bench;
use super::registry::Check;
use super::sightings::{Deviation, as_note, certain, deviations_by, source};
use super::years_insufficient::standing;

pub(super) const CHECK: Check = Check { code: Code::LevelMismatch, source: include_str!("level_mismatch.rs"), run };

/// Every level on the papers of the education on the roster that is not the roster's.
pub(super) fn found<'a>(bench: &Bench<'a>) -> Vec<Deviation<'a>> {
    let papers: Vec<&Document> =
        bench.education_papers().into_iter().filter(|document| !is_of_a_degree(document)).collect();
    let pack = bench.pack();
    deviations_by(bench, FieldName::EducationLevel, &papers, &|expected, found| compare_levels(pack, expected, found))
}

/// Compares two levels; those that the pack counts as one are one.
pub(super) fn compare_levels(pack: &Pack, expected: &str, found: &str) -> Comparison {
    let plain = values::compare(FieldName::EducationLevel, expected, found);
    let counted = |level: &str| values::parse(FieldName::EducationLevel, level).value;
    match (plain, counted(expected), counted(found)) {
        (Comparison::Different, Some(e), Some(f)) if pack.counted_level(&e) == pack.counted_level(&f) => {
            Comparison::Equal
        }
        _ => plain,
    }
}

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let found = found(bench);
    let flags = certain(bench, Code::LevelMismatch, &found, |comparison| comparison == Comparison::Different);
    // Which level the candidate has must be settled before it can be held too low.
    if found.is_empty() { too_low(bench).into_iter().collect() } else { flags }
}

/// An education that does not admit to the level of the exam, whatever the years of work.
fn too_low(bench: &Bench<'_>) -> Option<Flag> {
    let standing = standing(bench);
    let Some(Refusal::Education { level, lowest }) = bench.pack().refusal(&standing) else { return None };
    let own = standing.education?;
    let (place, confidence) = source(bench, FieldName::EducationLevel)?;
    let message = format!("学历为{own}，报考{level}至少应为{lowest}，不符合报考条件，请核对。");
    let flag = bench.flag(Code::LevelMismatch, place, message).about(FieldName::EducationLevel);
    let flag = flag.expected(lowest.as_str()).found(own);
    Some(if confidence < bounds::READ { as_note(flag) } else { flag })
}

/// Whether a document is a 学位证书: its number and level are those of a degree.
pub(super) fn is_of_a_degree(document: &Document) -> bool {
    // Recognition takes 學 for 学 as readily as old diplomas print it.
    let title = document.title.as_deref().map(characters::usual_forms);
    title.is_some_and(|title| title.contains("学位") && !title.contains("学历"))
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
    fn a_level_below_what_the_exam_asks() {
        let papers = of("专科", DocumentKind::ChsiRegistration, "专科");
        let flag = raises(CODE, &papers.clone().roster(FieldName::ExamLevel, "高级社会工作师"), "至少应为本科");
        assert_eq!((flag.expected.as_deref(), flag.found.as_deref()), (Some("本科"), Some("专科")));
        quiet(CODE, &papers.roster(FieldName::ExamLevel, "社会工作师"));
        let technical = of("预备技师", DocumentKind::TechnicalSchoolQuery, "预备技师");
        quiet(CODE, &technical.roster(FieldName::ExamLevel, "高级社会工作师"));
    }

    #[test]
    fn a_level_in_dispute_is_not_held_too_low() {
        let papers = of("专科", DocumentKind::ChsiRegistration, "本科").roster(FieldName::ExamLevel, "高级社会工作师");
        raises(CODE, &papers, "名单上为专科");
    }

    #[test]
    fn the_level_of_a_degree_is_not_compared() {
        let degree = doc(DocumentKind::Diploma).field(FieldName::EducationLevel, "硕士研究生");
        let degree = degree.document(|document| document.title = Some("学士学位证书".to_owned()));
        quiet(CODE, &candidate("1").roster(FieldName::EducationLevel, "本科").doc(degree));
    }
}
