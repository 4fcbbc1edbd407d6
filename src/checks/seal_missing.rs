//! `seal-missing`: 缺少单位公章.
//!
//! # What it checks
//! The documents that the rule pack wants sealed: whether a seal stands on any of their pages, and whether one of the
//! seals can stand for the unit. 财务专用章 and 合同专用章 cannot, even where one character of them was misread, and neither
//! can that of an office other than 人事. Where the same form is there a second time with a seal, the copy without one is
//! only a note; pages that could not be read are not held to have none.
//!
//! # Why
//! Without the unit's seal the form is the candidate's own word.
//!
//! # Clause
//! 5.1: 加盖单位公章或人事（人力资源）部门公章.
//!
//! # Example
//! > 工作年限证明上未见单位公章或人事部门公章。
//!
//! # What the reviewer should do
//! Look for a faint or dry seal on the page; if there is none, ask for a sealed document.

use crate::model::{Code, Document, FieldName, Flag, Legibility, Seal};

use super::bench::{Bench, at_document};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::SealMissing, source: include_str!("seal_missing.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let own = bench.own_papers();
    let sealed = |document: &Document| document.seals.iter().any(|seal| refused(bench, document, seal).is_none());
    let mut flags = Vec::new();
    for rule in &bench.pack().seal {
        let of_kind: Vec<&Document> = own.iter().copied().filter(|document| document.kind == rule.kind).collect();
        let another_is_sealed = of_kind.iter().any(|document| sealed(document));
        for document in of_kind.into_iter().filter(|document| !sealed(document) && was_read(bench, document)) {
            let kind = phrase::kind(document.kind);
            let message = match document.seals.iter().find_map(|seal| refused(bench, document, seal)) {
                Some(word) => format!("{kind}上只有“{word}”，不能代替单位公章或人事部门公章。"),
                None => format!("{kind}上未见单位公章或人事部门公章。"),
            };
            let flag = if another_is_sealed {
                bench.note(Code::SealMissing, at_document(document), message)
            } else {
                bench.flag(Code::SealMissing, at_document(document), message)
            };
            flags.push(flag.under(&rule.clause));
        }
    }
    flags
}

/// The word on a seal that keeps it from standing for the unit.
fn refused<'a>(bench: &Bench<'a>, document: &Document, seal: &Seal) -> Option<&'a str> {
    let words = &bench.pack().seal_words;
    let texts: Vec<&str> = [&seal.text, &seal.inner_text].into_iter().flatten().map(String::as_str).collect();
    let says = |word: &str| texts.iter().any(|text| text.contains(word));
    let all = || words.refused.iter().map(String::as_str);
    if let Some(word) = all().find(|word| says(word)) {
        return Some(word);
    }
    // 公章 ends many a word; what is meant here are words of the personnel office.
    let of_personnel = words.departments.iter().any(|word| word.chars().count() > 2 && says(word));
    let near = || all().find(|word| texts.iter().any(|text| has_nearly(text, word)));
    if of_personnel { None } else { near().or_else(|| other_office(bench, document, &texts)) }
}

/// Whether a long word stands in the text with one character of it misread, which is not the first.
fn has_nearly(text: &str, word: &str) -> bool {
    const LONG: usize = 5;
    let (text, word): (Vec<char>, Vec<char>) = (text.chars().collect(), word.chars().collect());
    let alike = |window: &[char]| {
        window.first() == word.first() && window.iter().zip(&word).filter(|(a, b)| a != b).count() <= 1
    };
    word.len() >= LONG && text.windows(word.len()).any(alike)
}

/// The office named behind the unit's full name, where it is another than the personnel office.
fn other_office<'a>(bench: &Bench<'a>, document: &Document, texts: &[&str]) -> Option<&'a str> {
    let roster = bench.candidate().and_then(|candidate| candidate.text(FieldName::Employer));
    let units: Vec<&str> = [document.text(FieldName::Employer), roster].into_iter().flatten().collect();
    let behind = texts.iter().flat_map(|text| units.iter().filter_map(|unit| text.strip_prefix(*unit)));
    let behind: Vec<&str> = behind.filter(|rest| !rest.is_empty()).collect();
    let offices = bench.pack().seal_words.other_offices.iter().map(String::as_str);
    offices.into_iter().find(|office| behind.iter().any(|rest| rest.starts_with(office)))
}

/// Whether every page of the document was read, so that a seal would have been seen.
fn was_read(bench: &Bench<'_>, document: &Document) -> bool {
    let own = document.pages.0..=document.pages.1;
    let pages = bench.file_of(document).map(|file| file.reading.pages.as_slice()).unwrap_or_default();
    let blind = |l: &Legibility| matches!(l, Legibility::NeedsOcr | Legibility::Unreadable(_));
    !pages.iter().any(|page| own.contains(&page.number) && blind(&page.legibility))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, Severity};

    const CODE: Code = Code::SealMissing;

    #[test]
    fn a_certificate_without_seal() {
        let flag =
            raises(CODE, &candidate("1").doc(doc(DocumentKind::EmploymentCertificate)), "工作年限证明上未见单位公章");
        assert_eq!(flag.clause.as_deref(), Some("5.2"));
    }

    #[test]
    fn a_seal_of_the_wrong_kind() {
        let papers = candidate("1").doc(doc(DocumentKind::RegistrationForm).seal("甲公司财务专用章"));
        raises(CODE, &papers, "报名表上只有“财务专用章”");
    }

    #[test]
    fn a_seal_of_the_wrong_kind_with_a_character_misread() {
        let paper = |text: &str| candidate("1").doc(doc(DocumentKind::RegistrationForm).seal(text));
        raises(CODE, &paper("甲公司财务专用草"), "只有“财务专用章”");
        raises(CODE, &paper("甲公司合同专用幸"), "只有“合同专用章”");
        quiet(CODE, &paper("甲公司人事专用草"));
        quiet(CODE, &paper("甲公司劳务专用章"));
    }

    #[test]
    fn the_seal_of_another_office_of_the_unit() {
        let paper = |text: &str| {
            let certificate = doc(DocumentKind::EmploymentCertificate).field(FieldName::Employer, "宁乡市第一小学");
            candidate("1").doc(certificate.seal(text))
        };
        raises(CODE, &paper("宁乡市第一小学教务处"), "只有“教务处”");
        quiet(CODE, &paper("宁乡市第一小学人事处"));
        quiet(CODE, &paper("宁乡市第一小学"));
        quiet(CODE, &paper("宁乡市委老干部办公室"));
    }

    #[test]
    fn the_unsealed_copy_of_a_sealed_form_is_a_note() {
        let papers = candidate("1")
            .doc(doc(DocumentKind::RegistrationForm).named("1/a.pdf"))
            .doc(doc(DocumentKind::RegistrationForm).named("1/b.pdf").seal("甲社会福利院"));
        assert_eq!(raises(CODE, &papers, "未见").severity, Severity::Info);
    }

    #[test]
    fn sealed_or_legible_or_not_asked_for() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::EmploymentCertificate).seal("")));
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::EmploymentCertificate).seal("甲社会福利院人事专用章")));
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration)));
    }

    #[test]
    fn a_page_that_could_not_be_read_is_not_held_to_have_none() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::EmploymentCertificate).unreadable()));
    }
}
