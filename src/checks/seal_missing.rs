//! `seal-missing`: 缺少单位公章.
//!
//! # What it checks
//! The documents that the rule pack wants sealed: whether a seal stands on any of their pages, and whether one of the
//! seals can stand for the unit. 财务专用章 and 合同专用章 cannot, even where one character of them was misread, nor can a
//! person's chop, nor anything that stands behind the unit's name and is not on the rule pack's list (公章, 人事专用章): an
//! office, a 幼儿园, a 工会委员会. A mark at the head of the page, above all that the paper says, is a logo and no seal, and
//! what is so faint that nothing can be read on it is for a person to look at. Where the same form is there a second time with a seal, the copy without one is only a note;
//! pages that could not be read are not held to have none.
//!
//! # Why
//! Without the unit's seal the form is the candidate's own word.
//!
//! # Clause
//! 5.1: 加盖单位公章或人事（人力资源）部门公章.
//!
//! # Example
//! > 工作年限证明上未见单位公章或人事部门公章，请通知考生盖章后提交。
//!
//! # What the reviewer should do
//! Look for a faint or dry seal on the page; if there is none, ask for a sealed document.

use crate::model::{Code, Document, Flag, Legibility};

use super::bench::{Bench, at_document};
use super::phrase;
use super::registry::Check;
use super::seals::{Worth, worth};

pub(super) const CHECK: Check = Check { code: Code::SealMissing, source: include_str!("seal_missing.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let own = bench.own_papers();
    let mut flags = Vec::new();
    for rule in &bench.pack().seal {
        let of_kind: Vec<&Document> = own.iter().copied().filter(|document| document.kind == rule.kind).collect();
        let judged =
            |document: &Document| document.seals.iter().map(|seal| worth(bench, document, seal)).collect::<Vec<_>>();
        let refused = |worths: &[Worth]| worths.iter().all(Worth::is_none_of_the_unit);
        let another_is_sealed = of_kind.iter().any(|document| !refused(&judged(document)));
        for document in of_kind.into_iter().filter(|document| was_read(bench, document)) {
            let worths = judged(document);
            if !refused(&worths) {
                continue;
            }
            let kind = phrase::kind(document.kind);
            let said = worths.iter().find(|worth| matches!(worth, Worth::Refused(_) | Worth::More(_)));
            let message = match said.or(worths.first()) {
                Some(Worth::Refused(word)) => {
                    format!("{kind}上只有“{word}”，不能代替单位公章或人事部门公章，请通知考生重新盖章后提交。")
                }
                Some(Worth::More(more)) => {
                    format!("{kind}上的章在单位名称之外还有“{more}”字样，不是单位公章或人事部门公章，请人工查看。")
                }
                _ if worths.contains(&Worth::Faint) => {
                    format!("{kind}上的印迹很淡，看不清是否为单位公章或人事部门公章，请人工查看。")
                }
                Some(Worth::Logo) => {
                    format!("{kind}上未见单位公章或人事部门公章，只在页首有一个标志，请通知考生盖章后提交。")
                }
                _ => format!("{kind}上未见单位公章或人事部门公章，请通知考生盖章后提交。"),
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
    use crate::model::{DocumentKind, FieldName, Rect, Seal, Severity};

    const CODE: Code = Code::SealMissing;

    #[test]
    fn a_certificate_without_seal() {
        let flag =
            raises(CODE, &candidate("1").doc(doc(DocumentKind::EmploymentCertificate)), "工作年限证明上未见单位公章");
        assert_eq!(flag.clause.as_deref(), Some("5.2"));
    }

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
        raises(CODE, &paper("宁乡市第一小学教务处"), "还有“教务处”");
        raises(CODE, &paper("宁乡市第一小学幼儿园"), "还有“幼儿园”");
        raises(CODE, &paper("幼儿园宁乡市第一小学"), "还有“幼儿园”");
        raises(CODE, &paper("宁乡市第一小学工会委员会"), "还有“工会委员会”");
        quiet(CODE, &paper("宁乡市第一小学人事处"));
        quiet(CODE, &paper("宁乡市第一小学人力资源部"));
        quiet(CODE, &paper("小学宁乡市第一"));
        quiet(CODE, &paper("宁乡市第一小学"));
        quiet(CODE, &paper("宁乡市委老干部办公室"));
    }

    #[test]
    fn words_under_the_star_of_another_office() {
        let inner = |words: &str| {
            sealed(|seal| {
                seal.text = Some("宁乡市第一小学".to_owned());
                seal.inner_text = Some(words.to_owned());
            })
        };
        raises(CODE, &inner("档案专用章"), "还有“档案专用章”");
        quiet(CODE, &inner("人事专用章"));
        quiet(CODE, &inner("入事专用章"));
        quiet(CODE, &inner("公章"));
        quiet(CODE, &inner("4301030012345"));
    }

    #[test]
    fn a_persons_chop_is_no_seal_of_a_unit() {
        raises(CODE, &candidate("1").doc(doc(DocumentKind::RegistrationForm).seal("周远之印")), "只有“周远之印”");
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
