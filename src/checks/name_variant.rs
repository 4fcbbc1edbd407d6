//! `name-variant`: 姓名写法不同.
//!
//! # What it checks
//! Names on the candidate's papers that are the roster's in another script form (蘇 and 苏), with a surname often written
//! for another (闫 and 阎), without the middle dot, with a rare character replaced by a sign or its parts, or with a
//! character of similar shape. A look-alike that was read with doubt from a picture is `low-confidence` instead.
//!
//! # Why
//! It is most likely the same person. It may also be a careful forgery, or a name that differs by law.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄等.
//!
//! # Example
//! > 备案表上的姓名为蘇敏梦，名单上为苏敏梦，繁简或异体写法不同，请核对是否为同一人。
//!
//! # What the reviewer should do
//! Glance at the identity number and birth date on the paper; if they are the candidate's, let it pass.

use crate::model::{Code, Flag};
use crate::values::Comparison;

use super::bench::Bench;
use super::name_mismatch;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::NameVariant, source: include_str!("name_variant.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let variants = name_mismatch::found(bench).into_iter().filter(|deviation| !deviation.doubted);
    let flags = variants.filter_map(|deviation| match deviation.comparison {
        Comparison::Variant(reason) | Comparison::LookAlike(reason) => {
            let advice = format!("{}，请核对是否为同一人", reason.zh());
            Some(deviation.flag_saying(bench, Code::NameVariant, &advice))
        }
        Comparison::Equal
        | Comparison::Agrees(_)
        | Comparison::MaskedAgrees
        | Comparison::Different
        | Comparison::NotComparable => None,
    });
    flags.collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, FieldName, FieldValue, WordSource};

    const CODE: Code = Code::NameVariant;

    fn named(roster: &str, paper: &str) -> Papers {
        candidate("1")
            .roster(FieldName::Name, roster)
            .doc(doc(DocumentKind::ChsiRegistration).field(FieldName::Name, paper))
    }

    #[test]
    fn another_script_form() {
        raises(CODE, &named("苏敏梦", "蘇敏梦"), "繁简或异体写法不同");
    }

    #[test]
    fn a_character_of_similar_shape_in_a_text_layer() {
        raises(CODE, &named("王己", "王已"), "字形相近");
        // However sure it is whose name a sentence tells: the characters are those of the file.
        let told = doc(DocumentKind::EmploymentCertificate).with(
            FieldName::Name,
            FieldValue::Text("祝颍".to_owned()),
            "祝颍",
            0.92,
            WordSource::TextLayer,
        );
        raises(CODE, &candidate("1").roster(FieldName::Name, "祝颖").doc(told), "字形相近");
        // A stroke may be misread.
        let seen = doc(DocumentKind::EmploymentCertificate).recognised(FieldName::Name, "祝颍", 0.92);
        quiet(CODE, &candidate("1").roster(FieldName::Name, "祝颖").doc(seen));
    }

    #[test]
    fn a_missing_middle_dot() {
        raises(CODE, &named("阿卜杜拉·买买提", "阿卜杜拉买买提"), "间隔号");
    }

    #[test]
    fn the_same_name_or_a_different_one() {
        quiet(CODE, &named("苏敏梦", "苏敏梦"));
        quiet(CODE, &named("苏敏梦", "方薇"));
    }
}
