//! `not-graduated`: 未毕业（结业、肄业）.
//!
//! # What it checks
//! The conclusion printed on the proofs of education: 结业 and 肄业 are no graduation.
//!
//! # Why
//! The exam asks for an education, and only 毕业 gives one.
//!
//! # Clause
//! 5.3: 学历证明材料，按报考学历和毕业时间准备.
//!
//! # Example
//! > 备案表上的毕（结）业结论为结业，不能作为学历证明，请核对。
//!
//! # What the reviewer should do
//! Ask whether the candidate later obtained the 毕业证书; otherwise the education is the one before.

use crate::bounds;
use crate::model::{Code, Document, FieldName, Flag, Sighting};

use super::bench::{Bench, EDUCATION_PROOFS, at_field};
use super::phrase;
use super::registry::Check;
use super::sightings::{Sight, sights};

pub(super) const CHECK: Check = Check { code: Code::NotGraduated, source: include_str!("not_graduated.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let proofs: Vec<&Document> =
        (bench.education_papers().into_iter()).filter(|document| EDUCATION_PROOFS.contains(&document.kind)).collect();
    let against: Vec<Sight<'_>> = (sights(&proofs, FieldName::Conclusion).into_iter())
        .filter(|sight| matches!(sight.text, "结业" | "肄业") && sight.field.evidence.confidence >= bounds::WORD_READ)
        .collect();
    let Some(first) = against.first() else { return Vec::new() };
    let where_ = phrase::kinds(against.iter().map(|sight| sight.document));
    let message = format!("{where_}上的毕（结）业结论为{}，不能作为学历证明，请核对。", first.text);
    let flag = bench.flag(Code::NotGraduated, at_field(first.document, first.field), message);
    let mut flag = flag.about(FieldName::Conclusion).expected("毕业").found(first.text);
    flag.sightings = (against.iter().skip(1))
        .map(|sight| Sighting { place: at_field(sight.document, sight.field), found: sight.field.evidence.raw.clone() })
        .collect();
    vec![flag]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::NotGraduated;

    fn with(kind: DocumentKind, conclusion: &str) -> Papers {
        candidate("1").doc(doc(kind).field(FieldName::Conclusion, conclusion))
    }

    #[test]
    fn a_completion_is_no_graduation() {
        raises(CODE, &with(DocumentKind::ChsiRegistration, "结业"), "备案表上的毕（结）业结论为结业");
        raises(CODE, &with(DocumentKind::Diploma, "肄业"), "毕业证书上的毕（结）业结论为肄业");
    }

    #[test]
    fn two_proofs_that_say_so_are_one_flag() {
        let papers = with(DocumentKind::ChsiRegistration, "结业")
            .doc(doc(DocumentKind::Diploma).field(FieldName::Conclusion, "结业"));
        assert_eq!(raises(CODE, &papers, "备案表、毕业证书").sightings.len(), 1);
    }

    #[test]
    fn a_graduation_or_nothing_printed() {
        quiet(CODE, &with(DocumentKind::ChsiRegistration, "毕业"));
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration)));
    }
}
