//! `seal-employer-mismatch`: 公章与单位名称不符.
//!
//! # What it checks
//! The unit named by the seals of a form or work certificate against the employer on the document, the employers of its
//! periods, the employers on the other papers and the one on the roster. One seal that fits is enough. What was read off
//! a ring is weighed as evidence: text that begins anywhere, lost and misread characters, departments (人事科) and short
//! forms do not count. Where nobody can tell whose seal it is, it is only a note.
//!
//! # Why
//! The seal of another unit vouches for nothing.
//!
//! # Clause
//! 5.2: 加盖单位公章或人事（人力资源）部门公章.
//!
//! # Example
//! > 工作年限证明上的公章为“长沙市芙蓉区晓禾苑儿童福利院”，与单位宁乡市苇岸残疾人服务中心不符，请核对。
//!
//! # What the reviewer should do
//! Read the seal on the page; ask whether the unit was renamed, or is run by the one on the seal.

use crate::model::{Code, Document, DocumentKind, FieldName, FieldValue, Flag, Place, Seal};
use crate::values::seal_text::{self, Verdict};
use crate::values::{self, Comparison, organisation, text};

use super::bench::Bench;
use super::phrase;
use super::registry::Check;
use super::sightings::expected;

pub(super) const CHECK: Check =
    Check { code: Code::SealEmployerMismatch, source: include_str!("seal_employer_mismatch.rs"), run };

/// Below this a seal was not read well enough to name a unit.
const SURE: f32 = 0.6;

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let asked: Vec<DocumentKind> = bench.pack().seal.iter().map(|rule| rule.kind).collect();
    let own = bench.own_papers().into_iter().filter(|document| asked.contains(&document.kind));
    own.filter_map(|document| flag(bench, document)).collect()
}

fn flag(bench: &Bench<'_>, document: &Document) -> Option<Flag> {
    let units = units(bench, document);
    let own = named(bench, document).or_else(|| units.first().cloned())?;
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    let read: Vec<(&Seal, String)> = document.seals.iter().filter_map(|seal| Some((seal, unit_of(seal)?))).collect();
    // A seal that was not read may be the right one.
    if read.is_empty() || read.len() < document.seals.len() {
        return None;
    }
    let verdicts: Vec<Verdict> = read.iter().map(|(seal, name)| verdict(name, seal.text_confidence, &units)).collect();
    if verdicts.contains(&Verdict::Fits) {
        return None;
    }
    let (seal, name) = read.first()?;
    let kind = phrase::kind(document.kind);
    let place = Place::Paper { file: document.file.clone(), page: seal.page, bbox: Some(seal.bbox) };
    let flag = if verdicts.contains(&Verdict::Unclear) {
        let message = format!("{kind}上的公章识别为“{name}”，不能确定是否为单位{own}的公章。");
        bench.note(Code::SealEmployerMismatch, place, message)
    } else {
        bench.flag(Code::SealEmployerMismatch, place, format!("{kind}上的公章为“{name}”，与单位{own}不符，请核对。"))
    };
    Some(flag.about(FieldName::Employer).expected(own).found(name))
}

/// What a seal says of these units.
fn verdict(name: &str, confidence: f32, units: &[&str]) -> Verdict {
    let same = |comparison: Comparison| comparison.is_clean() || matches!(comparison, Comparison::Variant(_));
    if units.iter().any(|unit| same(values::compare(FieldName::Employer, unit, name))) {
        return Verdict::Fits;
    }
    seal_text::judge(name, confidence, units)
}

/// The unit that a seal names, where it was read well and names one.
fn unit_of(seal: &Seal) -> Option<String> {
    let name = organisation::without_seal_words(seal.text.as_deref()?);
    let han = name.chars().filter(|c| text::is_han(*c)).count();
    (seal.text_confidence >= SURE && han >= 4).then_some(name)
}

/// The unit that the reviewer is told of: the one on the document, or the roster's where the document's says the same or
/// a piece of it.
fn named(bench: &Bench<'_>, document: &Document) -> Option<String> {
    let roster = expected(bench, FieldName::Employer).map(|expected| expected.value);
    let own = document.text(FieldName::Employer);
    match (roster, own) {
        (Some(roster), Some(own)) => {
            let same = values::compare(FieldName::Employer, &roster, own).is_close() || roster.contains(own);
            Some(if same { roster } else { own.to_owned() })
        }
        (roster, own) => roster.or_else(|| own.map(ToOwned::to_owned)),
    }
}

/// The units that may seal a document, its own first.
fn units(bench: &Bench<'_>, document: &Document) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let own_papers = bench.own_papers();
    let others = own_papers.into_iter().filter(|other| !std::ptr::eq(*other, document));
    for paper in std::iter::once(document).chain(others) {
        // Who issued another paper, a school or an office, seals no form of an employer's.
        let issuer = paper.text(FieldName::Issuer).filter(|_| std::ptr::eq(paper, document));
        units.extend(paper.text(FieldName::Employer).into_iter().chain(issuer).map(ToOwned::to_owned));
        for field in paper.fields.iter().filter(|field| field.name == FieldName::EmploymentPeriods) {
            if let FieldValue::Periods(periods) = &field.value {
                units.extend(periods.iter().filter_map(|period| period.employer.clone()));
            }
        }
    }
    units.extend(expected(bench, FieldName::Employer).map(|expected| expected.value));
    let mut told = std::collections::BTreeSet::new();
    units.retain(|unit| told.insert(unit.clone()));
    units
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::Severity;

    const CODE: Code = Code::SealEmployerMismatch;
    const UNIT: &str = "宁乡市苇岸残疾人服务中心";

    fn sealed(seals: &[&str]) -> Papers {
        let certificate = doc(DocumentKind::EmploymentCertificate).field(FieldName::Employer, UNIT);
        candidate("1").doc(seals.iter().fold(certificate, |document, text| document.seal(text)))
    }

    #[test]
    fn the_seal_of_another_unit() {
        let papers = sealed(&["长沙市芙蓉区晓禾苑儿童福利院"]);
        let flag = raises(CODE, &papers, "公章为“长沙市芙蓉区晓禾苑儿童福利院”，与单位宁乡市苇岸残疾人服务中心不符");
        assert_eq!(flag.expected.as_deref(), Some(UNIT));
    }

    #[test]
    fn a_unit_of_the_same_kind_in_the_same_town() {
        raises(CODE, &sealed(&["宁乡市暖穗养老服务中心"]), "暖穗养老");
    }

    #[test]
    fn its_own_seal_its_office_or_a_slip_of_reading() {
        let readings = [
            UNIT,
            "宁乡市苇岸残疾人服务中心人事专用章",
            "宁乡市苇岸残族人服务中心",
            "宁乡市苇岸残疾人服务",
            "务中心宁乡市苇岸残疾人服",
        ];
        for text in readings {
            quiet(CODE, &sealed(&[text]));
        }
    }

    #[test]
    fn a_seal_that_nobody_can_tell_is_a_note() {
        let flag =
            raises(CODE, &sealed(&["由川公科有乡云出台品务"]), "不能确定是否为单位宁乡市苇岸残疾人服务中心的公章");
        assert_eq!(flag.severity, Severity::Info);
    }

    #[test]
    fn the_employer_on_another_paper_may_seal() {
        let form = doc(DocumentKind::RegistrationForm).field(FieldName::Employer, "长沙市芙蓉区晓禾苑儿童福利院");
        quiet(CODE, &sealed(&["长沙市芙蓉区晓禾苑儿童福利院"]).doc(form));
    }

    #[test]
    fn a_cut_piece_of_the_roster_employer_is_not_told() {
        let certificate =
            doc(DocumentKind::EmploymentCertificate).recognised(FieldName::Employer, "残疾人服务中心", 0.9);
        let papers =
            candidate("1").roster(FieldName::Employer, UNIT).doc(certificate.seal("长沙市芙蓉区晓禾苑儿童福利院"));
        let flag = raises(CODE, &papers, "与单位宁乡市苇岸残疾人服务中心不符");
        assert_eq!(flag.expected.as_deref(), Some(UNIT));
    }

    #[test]
    fn one_seal_that_fits_is_enough() {
        quiet(CODE, &sealed(&["宁乡市民政局", UNIT]));
    }

    #[test]
    fn a_seal_that_was_not_read() {
        quiet(CODE, &sealed(&[""]));
        quiet(CODE, &sealed(&["长沙市芙蓉区晓禾苑儿童福利院", ""]));
    }
}
