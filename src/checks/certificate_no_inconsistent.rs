//! `certificate-no-inconsistent`: 证书编号与学校、年份或层次不符.
//!
//! # What it checks
//! Registered certificate numbers of 2001 and later hold the school's code, the kind of education, the year and the level.
//! Each number on the roster and on the proofs is taken apart and held against what roster and papers say beside it. What
//! only one side contradicts is a mismatch and told as such; here stands what nobody's word explains. A school code alone
//! is a weak sign (mergers, new names), and one that no table knows is only a note.
//!
//! # Why
//! In a changed certificate the date or level is changed, and the number forgotten.
//!
//! # Clause
//! 4.2: 单位核验毕业证件及学历证明材料的真实性.
//!
//! # Example
//! > 证书编号104861201306000254与毕业日期2015年7月15日不符：证书编号中的年份为2013年，请核对。
//!
//! # What the reviewer should do
//! Look the number up online. Late certificates and replacements have another year for good reason.

use std::collections::BTreeMap;

use crate::bounds;
use crate::model::{Code, Document, DocumentKind, FieldName, Flag, Place, Severity, Sighting};
use crate::values::certificate_no::{Claims, Finding, inconsistencies};

use super::bench::{Bench, EDUCATION_PROOFS, at_field};
use super::level_mismatch::is_of_a_degree;
use super::phrase;
use super::registry::Check;
use super::sightings::{Sight, expected, sights};

pub(super) const CHECK: Check =
    Check { code: Code::CertificateNoInconsistent, source: include_str!("certificate_no_inconsistent.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let papers: Vec<&Document> = (bench.education_papers().into_iter())
        .filter(|document| !is_of_a_degree(document) && document.kind != DocumentKind::OverseasDegreeCertificate)
        .filter(|document| !is_secondary(document))
        .collect();
    let mut numbers: BTreeMap<&str, Vec<Sight<'_>>> = BTreeMap::new();
    for sight in sights(&papers, FieldName::CertificateNo) {
        if sight.field.evidence.confidence >= bounds::NUMBER_READ {
            numbers.entry(sight.text).or_default().push(sight);
        }
    }
    numbers.into_iter().filter_map(|(number, sights)| flag(bench, number, sights)).collect()
}

/// Whether a paper is about an education below that of a college, whose numbers are built otherwise, however long they are.
fn is_secondary(document: &Document) -> bool {
    let level = document.text(FieldName::EducationLevel);
    document.kind == DocumentKind::SecondaryDiplomaQuery || matches!(level, Some("中专" | "高中"))
}

fn flag(bench: &Bench<'_>, number: &str, mut sights: Vec<Sight<'_>>) -> Option<Flag> {
    // The proof speaks louder than the form that the candidate filled in.
    sights.sort_by_key(|sight| !EDUCATION_PROOFS.contains(&sight.document.kind));
    let first = *sights.first()?;
    let finding = findings(bench, number, &sights).into_iter().next()?;
    let beside = beside(bench, &finding, first.document);
    let against = beside.map(|(name, value)| format!("{}{}", phrase::field(name), phrase::value(name, &value)));
    let against = against.map(|text| format!("与{text}不符")).unwrap_or_default();
    let message = format!("证书编号{number}{against}：{}，请核对。", finding.zh());
    let mut flag = bench.flag(Code::CertificateNoInconsistent, at_field(first.document, first.field), message);
    flag.severity = match finding {
        Finding::School { .. } => flag.severity.min(Severity::Warning),
        Finding::SchoolCode { .. } => Severity::Info,
        Finding::Level { .. } | Finding::Year { .. } | Finding::Category { .. } | Finding::DegreeNumber => {
            flag.severity
        }
    };
    flag = flag.about(FieldName::CertificateNo).found(number);
    let others = sights.iter().skip(1);
    flag.sightings = others
        .map(|sight| Sighting { place: at_field(sight.document, sight.field), found: sight.text.to_owned() })
        .collect();
    if let Some(cell) = roster_cell(bench, number) {
        flag.sightings.push(Sighting { place: Place::Roster { cell }, found: number.to_owned() });
    }
    Some(flag)
}

/// What in the number contradicts every source that says something about it, the clearest first.
fn findings(bench: &Bench<'_>, number: &str, sights: &[Sight<'_>]) -> Vec<Finding> {
    let texts = |name: FieldName| {
        let roster = expected(bench, name).map(|expected| expected.value);
        let papers = sights.iter().filter_map(|sight| sight.document.text(name)).map(ToOwned::to_owned);
        roster.into_iter().chain(papers).collect::<Vec<String>>()
    };
    let mut findings = Vec::new();
    let fields = [FieldName::GraduatedOn, FieldName::EducationLevel, FieldName::EducationCategory, FieldName::School];
    for name in fields {
        let by_each: Vec<Option<Finding>> = (texts(name).iter())
            .map(|text| inconsistencies(number, &claim(name, text)).into_iter().find(|f| is_about(f, name)))
            .collect();
        if by_each.iter().all(Option::is_some) {
            findings.extend(by_each.into_iter().flatten().next());
        }
    }
    if findings.is_empty() {
        let bare = inconsistencies(number, &Claims::default());
        findings.extend(bare.into_iter().find(|finding| *finding == Finding::DegreeNumber));
    }
    findings
}

/// One thing that is said beside the number.
fn claim(name: FieldName, text: &str) -> Claims<'_> {
    let mut claims = Claims::default();
    match name {
        FieldName::GraduatedOn => claims.graduated_on = text.parse().ok(),
        FieldName::EducationLevel => claims.level = Some(text),
        FieldName::EducationCategory => claims.category = Some(text),
        FieldName::School => claims.school = Some(text),
        _ => {}
    }
    claims
}

const fn is_about(finding: &Finding, name: FieldName) -> bool {
    matches!(
        (finding, name),
        (Finding::Year { .. }, FieldName::GraduatedOn)
            | (Finding::Level { .. }, FieldName::EducationLevel)
            | (Finding::Category { .. }, FieldName::EducationCategory)
            | (Finding::School { .. } | Finding::SchoolCode { .. }, FieldName::School)
    )
}

/// What is said beside the number that the finding contradicts.
fn beside(bench: &Bench<'_>, finding: &Finding, document: &Document) -> Option<(FieldName, String)> {
    let name = match finding {
        Finding::Year { .. } => FieldName::GraduatedOn,
        Finding::Level { .. } => FieldName::EducationLevel,
        Finding::Category { .. } => FieldName::EducationCategory,
        Finding::School { .. } | Finding::SchoolCode { .. } => FieldName::School,
        Finding::DegreeNumber => return None,
    };
    let printed = document.text(name).map(ToOwned::to_owned);
    Some((name, printed.or_else(|| expected(bench, name).map(|expected| expected.value))?))
}

/// The roster cell that holds this number.
fn roster_cell(bench: &Bench<'_>, number: &str) -> Option<String> {
    let cell = bench.candidate()?.cells.get(&FieldName::CertificateNo)?;
    (cell.value == number).then(|| cell.cell.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, candidate, doc, quiet, raises};
    use super::*;

    const CODE: Code = Code::CertificateNoInconsistent;

    fn proof(number: &str, school: &str, level: &str, graduated: &str) -> Doc {
        doc(DocumentKind::ChsiRegistration)
            .field(FieldName::CertificateNo, number)
            .field(FieldName::School, school)
            .field(FieldName::EducationLevel, level)
            .field(FieldName::GraduatedOn, graduated)
    }

    #[test]
    fn the_year_inside_is_another() {
        let papers = candidate("1").doc(proof("104861201306000254", "武汉大学", "专科", "2015-07-15"));
        raises(CODE, &papers, "证书编号104861201306000254与毕业日期2015年7月15日不符：证书编号中的年份为2013年");
    }

    #[test]
    fn the_level_inside_is_another() {
        let papers = candidate("1").doc(proof("104861201306000254", "武汉大学", "本科", "2013-07"));
        raises(CODE, &papers, "与学历本科不符");
    }

    #[test]
    fn what_the_roster_explains_is_a_mismatch_and_told_there() {
        let papers = candidate("1").roster(FieldName::GraduatedOn, "2013-07-15").doc(proof(
            "104861201306000254",
            "武汉大学",
            "专科",
            "2015-07-15",
        ));
        quiet(CODE, &papers);
    }

    #[test]
    fn the_code_of_another_school_is_a_weak_sign() {
        let papers = candidate("1").doc(proof("104861201306000254", "湖南大学", "专科", "2013-07"));
        assert_eq!(raises(CODE, &papers, "武汉大学").severity, Severity::Warning);
    }

    #[test]
    fn a_number_that_fits_or_says_nothing() {
        quiet(CODE, &candidate("1").doc(proof("104861201306000254", "武汉大学", "专科", "2013-07-15")));
        quiet(CODE, &candidate("1").doc(proof("湘中专19969497", "湖南省艺术学校", "中专", "1996-07")));
        quiet(CODE, &candidate("1").doc(proof("9572460", "中山大学", "本科", "1995-06-25")));
    }

    #[test]
    fn a_number_read_with_doubt() {
        let blurred = doc(DocumentKind::Diploma)
            .recognised(FieldName::CertificateNo, "104861201306000254", 0.6)
            .field(FieldName::GraduatedOn, "2015-07");
        quiet(CODE, &candidate("1").doc(blurred));
    }
}
