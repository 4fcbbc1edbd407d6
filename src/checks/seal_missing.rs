//! `seal-missing`: 缺少单位公章.
//!
//! # What it checks
//! The documents that the rule pack wants sealed: whether a seal stands on any of their pages, and whether one of the
//! seals can stand for the unit. A mark at the head of the page, above all that the paper says, is a logo and no seal, and
//! what is so faint that nothing can be read on it is for a person to look at. 财务专用章 and 合同专用章 cannot, even where one character of them was misread, and neither
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

use crate::model::{Code, Document, FieldName, Flag, Legibility, Mapping, Rect, Seal, SealColour};

use super::bench::{Bench, at_document};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::SealMissing, source: include_str!("seal_missing.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let own = bench.own_papers();
    let sealed = |document: &Document| document.seals.iter().any(|seal| counts(bench, document, seal));
    let mut flags = Vec::new();
    for rule in &bench.pack().seal {
        let of_kind: Vec<&Document> = own.iter().copied().filter(|document| document.kind == rule.kind).collect();
        let another_is_sealed = of_kind.iter().any(|document| sealed(document));
        for document in of_kind.into_iter().filter(|document| !sealed(document) && was_read(bench, document)) {
            let kind = phrase::kind(document.kind);
            let message = match document.seals.iter().find_map(|seal| refused(bench, document, seal)) {
                Some(word) => format!("{kind}上只有“{word}”，不能代替单位公章或人事部门公章。"),
                None if document.seals.iter().any(|seal| is_faint(seal) && !is_in_head(bench, document, seal)) => {
                    format!("{kind}上的印迹很淡，看不清是否为单位公章或人事部门公章，请查看。")
                }
                None if !document.seals.is_empty() => {
                    format!("{kind}上未见单位公章或人事部门公章，只在页首有一个标志。")
                }
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

/// Whether a seal can stand for the unit.
fn counts(bench: &Bench<'_>, document: &Document, seal: &Seal) -> bool {
    refused(bench, document, seal).is_none() && !is_faint(seal) && !is_in_head(bench, document, seal)
}

/// Whether there is so little of a seal that nobody can say what it is: hardly any ring, and nothing to read.
fn is_faint(seal: &Seal) -> bool {
    const SURE: f32 = 0.5;
    // In a black-and-white copy no seal is sure.
    let coloured = seal.colour != SealColour::Grey;
    coloured && seal.confidence < SURE && seal.text.is_none() && seal.inner_text.is_none()
}

/// Whether it stands at the head of a page, above everything that the paper says: a logo of the unit's letter paper.
/// Seals are set under what they confirm.
fn is_in_head(bench: &Bench<'_>, document: &Document, seal: &Seal) -> bool {
    /// The head is this share of a page at most.
    const HEAD: f32 = 0.25;
    let pages = bench.file_of(document).map(|file| file.reading.pages.as_slice()).unwrap_or_default();
    let Some(page) = pages.iter().find(|page| page.number == seal.page) else { return false };
    let back = page.to_displayed.and_then(|map| map.inverse()).unwrap_or(Mapping::IDENTITY);
    let upright = |bbox: &Rect| back.rect(bbox);
    let own = upright(&seal.bbox);
    let values = document.fields.iter().filter(|field| field.evidence.page == seal.page);
    let first = values.filter_map(|field| field.evidence.bbox).map(|bbox| upright(&bbox).y0).reduce(f32::min);
    own.centre().1 < HEAD * page.height
        && first.is_some_and(|first| own.centre().1 < first && own.y1 < first + 0.3 * own.height())
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
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, Severity};

    const CODE: Code = Code::SealMissing;

    #[test]
    fn a_certificate_without_seal() {
        let flag =
            raises(CODE, &candidate("1").doc(doc(DocumentKind::EmploymentCertificate)), "工作年限证明上未见单位公章");
        assert_eq!(flag.clause.as_deref(), Some("5.2"));
    }

    /// A certificate with one seal, changed.
    fn sealed(change: impl Fn(&mut Seal)) -> Papers {
        let certificate = doc(DocumentKind::EmploymentCertificate).field(FieldName::Employer, "宁乡市第一小学");
        let certificate = certificate.seal("").page(|page| (page.width, page.height) = (595.0, 842.0));
        candidate("1").doc(certificate.document(|document| document.seals.iter_mut().for_each(&change)))
    }

    #[test]
    fn a_logo_at_the_head_is_no_seal() {
        let at = |y: f32, text: Option<&str>| {
            let text = text.map(str::to_owned);
            sealed(move |seal| (seal.bbox, seal.text) = (Rect::new(60.0, y, 145.0, y + 85.0), text.clone()))
        };
        raises(CODE, &at(10.0, None), "只在页首有一个标志");
        // What it says does not make it one.
        raises(CODE, &at(12.0, Some("宁乡市第一小学")), "只在页首有一个标志");
        quiet(CODE, &at(500.0, None));
        quiet(CODE, &at(300.0, None));
    }

    #[test]
    fn what_is_too_faint_to_be_read_is_for_a_person() {
        raises(CODE, &sealed(|seal| seal.confidence = 0.4), "印迹很淡，看不清");
        quiet(CODE, &sealed(|seal| (seal.confidence, seal.text) = (0.4, Some("宁乡市第一小学".to_owned()))));
        quiet(CODE, &sealed(|seal| seal.confidence = 0.7));
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
