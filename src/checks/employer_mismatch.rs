//! `employer-mismatch`: 工作单位不一致.
//!
//! # What it checks
//! The employer on the form, and the unit that issued the work certificate, against the roster; where the roster gives
//! none, the papers against each other. Short forms, departments and script forms do not count. A certificate of an
//! earlier employer is in order while another certificate is by the employer on the roster.
//!
//! # Why
//! The employer vouches for the candidate. A certificate by a unit the candidate does not belong to is worth nothing.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄、单位等.
//!
//! # Example
//! > 工作年限证明上的工作单位为长沙市望城区和畹社会福利院，名单上为长沙市芙蓉区云栖溪公益服务中心，请核对。
//!
//! # What the reviewer should do
//! See whether the candidate changed jobs since registering, and whether the unit was renamed.

use crate::model::{Code, Document, DocumentKind, FieldName, Flag, WordSource};
use crate::values::{self, Comparison};

use super::bench::Bench;
use super::registry::Check;
use super::school_mismatch::is_other;
use super::sightings::{Deviation, certain, deviations, expected};

pub(super) const CHECK: Check =
    Check { code: Code::EmployerMismatch, source: include_str!("employer_mismatch.rs"), run };

/// Every employer on form and work certificates that is not the roster's.
pub(super) fn found<'a>(bench: &Bench<'a>) -> Vec<Deviation<'a>> {
    let own = bench.own_papers();
    let by_roster_employer = |document: &&Document| {
        let (Some(own), Some(field)) = (expected(bench, FieldName::Employer), document.field(FieldName::Employer))
        else {
            return false;
        };
        let comparison = field.value.as_text().map(|found| values::compare(FieldName::Employer, &own.value, found));
        // A reader of pictures takes a character for another; where text says another, it is another.
        comparison.is_some_and(|comparison| match comparison {
            Comparison::LookAlike(_) => field.evidence.source == WordSource::Ocr,
            other => other.is_close(),
        })
    };
    let certificates = own.iter().copied().filter(|document| document.kind == DocumentKind::EmploymentCertificate);
    let one_is_right = certificates.clone().any(|document| by_roster_employer(&document));
    let forms = own.iter().copied().filter(|document| document.kind == DocumentKind::RegistrationForm);
    let papers: Vec<&Document> = forms.chain(certificates.filter(|_| !one_is_right)).collect();
    deviations(bench, FieldName::Employer, &papers)
}

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    certain(bench, Code::EmployerMismatch, &found(bench), is_other)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, Papers, candidate, doc, quiet, raises};
    use super::*;

    const CODE: Code = Code::EmployerMismatch;
    const OWN: &str = "长沙市芙蓉区云栖溪公益服务中心";
    const OTHER: &str = "长沙市望城区和畹社会福利院";

    fn by(kind: DocumentKind, employer: &str) -> Doc {
        doc(kind).field(FieldName::Employer, employer)
    }

    fn ma() -> Papers {
        candidate("1").roster(FieldName::Employer, OWN)
    }

    #[test]
    fn a_certificate_by_another_unit() {
        let papers = ma().doc(by(DocumentKind::EmploymentCertificate, OTHER));
        raises(CODE, &papers, "工作年限证明上的工作单位为长沙市望城区和畹社会福利院，名单上为长沙市芙蓉区");
    }

    #[test]
    fn a_form_with_another_unit() {
        raises(CODE, &ma().doc(by(DocumentKind::RegistrationForm, OTHER)), "报名表上的工作单位");
    }

    #[test]
    fn the_same_other_unit_on_both_is_one_flag() {
        let papers =
            ma().doc(by(DocumentKind::RegistrationForm, OTHER)).doc(by(DocumentKind::EmploymentCertificate, OTHER));
        raises(CODE, &papers, "报名表、工作年限证明上");
    }

    #[test]
    fn an_earlier_employer_beside_the_present_one() {
        let papers =
            ma().doc(by(DocumentKind::EmploymentCertificate, OTHER)).doc(by(DocumentKind::EmploymentCertificate, OWN));
        quiet(CODE, &papers);
    }

    #[test]
    fn the_same_unit_everywhere() {
        let papers =
            ma().doc(by(DocumentKind::RegistrationForm, OWN)).doc(by(DocumentKind::EmploymentCertificate, OWN));
        quiet(CODE, &papers);
    }

    #[test]
    fn another_unit_with_one_character_hardly_read() {
        let papers = ma().doc(doc(DocumentKind::EmploymentCertificate).recognised(FieldName::Employer, OTHER, 0.3));
        raises(CODE, &papers, "工作年限证明上的工作单位为长沙市望城区和畹社会福利院");
    }

    #[test]
    fn a_piece_of_it_is_a_doubt() {
        for found in ["公益服务中心", "区云栖溪公"] {
            let paper = doc(DocumentKind::EmploymentCertificate).recognised(FieldName::Employer, found, 0.96);
            let papers = ma().doc(paper);
            quiet(CODE, &papers);
            raises(Code::LowConfidence, &papers, "把握不大");
            quiet(CODE, &papers.doc(by(DocumentKind::RegistrationForm, OWN)));
        }
    }

    #[test]
    fn one_character_of_a_name_in_text_is_another_name() {
        for (own, found) in [
            (OWN, "长沙市芙蓉区云栖洲公益服务中心"),
            ("长沙市天心区望岳社区居民委员会", "长沙市天心区和岳社区居民委员会"),
            ("长沙市雨花区同泽公益服务中心", "长沙市雨花区泽公益服务中心"),
        ] {
            let with = |paper: Doc| candidate("1").roster(FieldName::Employer, own).doc(paper);
            raises(CODE, &with(by(DocumentKind::EmploymentCertificate, found)), found);
            quiet(CODE, &with(doc(DocumentKind::EmploymentCertificate).recognised(FieldName::Employer, found, 0.99)));
        }
    }

    #[test]
    fn a_text_layer_is_strict() {
        let papers = ma().doc(by(DocumentKind::EmploymentCertificate, "芙蓉区云栖溪公益"));
        raises(CODE, &papers, "芙蓉区云栖溪公益");
    }
}
