//! `certificate-no-mismatch`: 证书编号不一致.
//!
//! # What it checks
//! The certificate number on the form and on every proof of the education on the roster, against the roster; where the
//! roster gives none, the papers against each other. Spaces and brackets do not count. The number of a 学位证书, of a
//! professional title or of an identity card is another thing and not compared.
//!
//! # Why
//! The number is what ties the proof to the certificate that the candidate registered with.
//!
//! # Clause
//! 4.2: 单位核验毕业证件及学历证明材料的真实性.
//!
//! # Example
//! > 备案表上的证书编号为105471200905006502，名单上为105471200905009502，请核对。
//!
//! # What the reviewer should do
//! Look the number on the proof up online. A slip on the form is corrected; another certificate has to be proven.

use crate::model::{Code, Document, DocumentKind, FieldName, Flag};

use super::bench::Bench;
use super::level_mismatch::is_of_a_degree;
use super::registry::Check;
use super::school_mismatch::is_other;
use super::sightings::{Deviation, certain, deviations};

pub(super) const CHECK: Check =
    Check { code: Code::CertificateNoMismatch, source: include_str!("certificate_no_mismatch.rs"), run };

/// Every certificate number on the papers of the education on the roster that is not the roster's.
pub(super) fn found<'a>(bench: &Bench<'a>) -> Vec<Deviation<'a>> {
    let foreign = bench.candidate().and_then(|candidate| candidate.told(FieldName::CertificateNo));
    let by_the_service = foreign.is_some_and(|number| number.contains("教留服"));
    let papers: Vec<&Document> = (bench.education_papers().into_iter())
        .filter(|document| !is_of_a_degree(document))
        // A foreign diploma has a number of its own beside that of the certificate about it.
        .filter(|document| document.kind != DocumentKind::Diploma || !by_the_service)
        .collect();
    deviations(bench, FieldName::CertificateNo, &papers)
}

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    certain(bench, Code::CertificateNoMismatch, &found(bench), is_other)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;

    const CODE: Code = Code::CertificateNoMismatch;
    const OWN: &str = "105471200905009502";

    fn with(kind: DocumentKind, number: &str) -> Papers {
        candidate("1").roster(FieldName::CertificateNo, OWN).doc(doc(kind).field(FieldName::CertificateNo, number))
    }

    #[test]
    fn one_digit_differs() {
        let papers = with(DocumentKind::ChsiRegistration, "105471200905006502");
        raises(CODE, &papers, "备案表上的证书编号为105471200905006502，名单上为105471200905009502");
    }

    #[test]
    fn the_same_number() {
        quiet(CODE, &with(DocumentKind::ChsiRegistration, OWN));
    }

    #[test]
    fn numbers_of_other_things() {
        quiet(CODE, &with(DocumentKind::ProfessionalTitleCertificate, "B2020433084707"));
        let degree = doc(DocumentKind::Diploma).field(FieldName::CertificateNo, "1054742009000123");
        let degree = degree.document(|document| document.title = Some("学士学位证书".to_owned()));
        quiet(CODE, &candidate("1").roster(FieldName::CertificateNo, OWN).doc(degree));
    }

    #[test]
    fn a_number_read_with_doubt() {
        let blurred = doc(DocumentKind::Diploma).recognised(FieldName::CertificateNo, "105471200905006502", 0.6);
        quiet(CODE, &candidate("1").roster(FieldName::CertificateNo, OWN).doc(blurred));
    }
}
