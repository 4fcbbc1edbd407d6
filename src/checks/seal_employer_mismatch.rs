//! `seal-employer-mismatch`: 公章与单位名称不符.
//!
//! # What it checks
//! The unit named by the seals of a form or work certificate against the employer on the document, the employers of its
//! periods and the employer on the roster. One seal that fits is enough. Departments (人事科), short forms and a few
//! characters that were misread on the ring do not count; a seal that could hardly be read is not held against anybody.
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
use crate::values::{self, organisation, text};

use super::bench::Bench;
use super::phrase;
use super::registry::Check;
use super::sightings::expected;

pub(super) const CHECK: Check =
    Check { code: Code::SealEmployerMismatch, source: include_str!("seal_employer_mismatch.rs"), run };

/// Below this a seal was not read well enough to name a unit.
const SURE: f32 = 0.6;

/// From this on two names are one, misread in places.
const SAME: f32 = 0.8;

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let asked: Vec<DocumentKind> = bench.pack().seal.iter().map(|rule| rule.kind).collect();
    let own = bench.own_papers().into_iter().filter(|document| asked.contains(&document.kind));
    own.filter_map(|document| flag(bench, document)).collect()
}

fn flag(bench: &Bench<'_>, document: &Document) -> Option<Flag> {
    let units = units(bench, document);
    let own = units.first()?;
    let read: Vec<(&Seal, String)> = document.seals.iter().filter_map(|seal| Some((seal, unit_of(seal)?))).collect();
    // A seal that was not read may be the right one.
    if read.is_empty() || read.len() < document.seals.len() {
        return None;
    }
    if read.iter().any(|(_, name)| units.iter().any(|unit| may_be(unit, name))) {
        return None;
    }
    let (seal, name) = read.first()?;
    let kind = phrase::kind(document.kind);
    let message = format!("{kind}上的公章为“{name}”，与单位{own}不符，请核对。");
    let place = Place::Paper { file: document.file.clone(), page: seal.page, bbox: Some(seal.bbox) };
    Some(bench.flag(Code::SealEmployerMismatch, place, message).about(FieldName::Employer).expected(own).found(name))
}

/// The unit that a seal names, where it was read well and names one.
fn unit_of(seal: &Seal) -> Option<String> {
    let name = organisation::without_seal_words(seal.text.as_deref()?);
    let han = name.chars().filter(|c| text::is_han(*c)).count();
    (seal.text_confidence >= SURE && han >= 4).then_some(name)
}

/// The units that may seal a document, its own first.
fn units(bench: &Bench<'_>, document: &Document) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    units.extend(
        [FieldName::Employer, FieldName::Issuer].iter().filter_map(|n| document.text(*n)).map(ToOwned::to_owned),
    );
    for field in document.fields.iter().filter(|field| field.name == FieldName::EmploymentPeriods) {
        if let FieldValue::Periods(periods) = &field.value {
            units.extend(periods.iter().filter_map(|period| period.employer.clone()));
        }
    }
    units.extend(expected(bench, FieldName::Employer).map(|expected| expected.value));
    units
}

/// Whether the text of a seal may name this unit.
fn may_be(unit: &str, name: &str) -> bool {
    values::compare(FieldName::Employer, unit, name).is_close()
        || organisation::similarity(unit, name) >= SAME
        || is_part(unit, name)
}

/// Whether the seal's text, read in part, stands in the unit's name in this order.
fn is_part(unit: &str, name: &str) -> bool {
    let mut rest = unit.chars();
    let found = name.chars().filter(|c| rest.clone().any(|u| u == *c) && rest.by_ref().any(|u| u == *c)).count();
    let length = name.chars().count();
    length >= 4 && found == length
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;

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
        for text in [UNIT, "宁乡市苇岸残疾人服务中心人事专用章", "宁乡市苇岸残族人服务中心", "宁乡市苇岸残疾人服务"]
        {
            quiet(CODE, &sealed(&[text]));
        }
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
