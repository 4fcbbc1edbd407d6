//! `document-unrecognised`: 材料不属于要求提交的任何一种.
//!
//! # What it checks
//! Pages that were read and are none of the documents asked for, and files in a form that is not taken (Word, archives).
//! Of files that anybody can change the text says what they are, so that the candidate can be told what to send instead.
//! Where the page is known for what it is mistaken for, the flag says what to send instead: 学籍在线验证报告 for instance
//! is often sent in place of 学历证书电子注册备案表. Where nothing owed is missing, it is only a note.
//!
//! # Why
//! A page that no check understands has not been checked. Often it was meant to be one that is owed.
//!
//! # Clause
//! 4.0: 提交材料扫描件.
//!
//! # Example
//! > 学历.pdf是教育部学籍在线验证报告，只说明在读情况，不能证明毕业，应提交教育部学历证书电子注册备案表。
//!
//! # What the reviewer should do
//! See whether the page may stand for something owed; otherwise tell the candidate what is missing.

use crate::model::{Code, Document, DocumentKind, Flag, Lookalike, Outcome, ScreenedFile};

use crate::classify::classify;
use crate::rulebook::router;

use super::bench::{Bench, EDUCATION_PROOFS, at_document, at_file};
use super::document_damaged::{format_zh, pretends};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::DocumentUnrecognised, source: include_str!("document_unrecognised.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let mut flags = Vec::new();
    for file in bench.files() {
        if file.reading.outcome == Outcome::NotADocument && !pretends(&file.upload.file) {
            flags.push(not_taken(bench, file));
        }
        let others = file.documents.iter().filter(|doc| doc.kind == DocumentKind::Other);
        flags.extend(others.filter(|doc| was_read(file, doc)).map(|doc| unknown(bench, doc)));
    }
    flags
}

fn not_taken(bench: &Bench<'_>, file: &ScreenedFile) -> Flag {
    let format = format_zh(file.upload.format);
    let (what, instead) = match says(file) {
        Some(kind) if bench.pack().seal.iter().any(|rule| rule.kind == kind) => (
            format!("{format}，内容是{}", phrase::kind(kind)),
            "可以修改的文件不能作为证明，上面也没有印章，请通知考生打印、盖章后上传扫描件",
        ),
        Some(kind) => (
            format!("{format}，内容是{}", phrase::kind(kind)),
            "可以修改的文件不能作为证明，请通知考生上传原来的PDF或纸质材料的扫描件",
        ),
        None => (format.to_owned(), "系统只受理PDF和图片（JPG、PNG、HEIC、TIFF等），请通知考生转换后重新上传"),
    };
    let message = format!("{}是{what}；{instead}。", file.upload.file);
    bench.flag(Code::DocumentUnrecognised, at_file(file), message)
}

/// What a file that is no document says it is, by its text.
fn says(file: &ScreenedFile) -> Option<DocumentKind> {
    let kind = classify(&file.reading.pages).first()?.kind;
    (!matches!(kind, DocumentKind::Other | DocumentKind::Blank)).then_some(kind)
}

/// Whether any of its pages was read: a page that could not be read is `document-unreadable`, not unrecognised.
fn was_read(file: &ScreenedFile, doc: &Document) -> bool {
    let own = file.reading.pages.iter().filter(|page| (doc.pages.0..=doc.pages.1).contains(&page.number));
    own.into_iter().any(|page| page.legibility == crate::model::Legibility::Read)
}

fn unknown(bench: &Bench<'_>, doc: &Document) -> Flag {
    let page = doc.pages.0;
    let (what, instead) = match doc.lookalike {
        Some(lookalike) if is_taken(bench, lookalike) => {
            (format!("是{}", lookalike_zh(lookalike)), "公告允许提交，内容没有与名单核对，请人看")
        }
        Some(Lookalike::OtherCertificate) if doc.title.is_some() => {
            let title = doc.title.as_deref().unwrap_or_default();
            (format!("是{title}"), advice(Lookalike::OtherCertificate))
        }
        Some(lookalike) => (format!("是{}", lookalike_zh(lookalike)), advice(lookalike)),
        None => match &doc.title {
            Some(title) => (format!("题为“{title}”，不属于要求提交的材料"), "请核对是否误传"),
            None => ("不属于要求提交的材料".to_owned(), "请核对是否误传"),
        },
    };
    let message = format!("{}第{page}页{what}，{instead}。", doc.file);
    let place = at_document(doc);
    if nothing_else_is_missing(bench, doc.lookalike) {
        bench.note(Code::DocumentUnrecognised, place, message)
    } else {
        bench.flag(Code::DocumentUnrecognised, place, message)
    }
}

/// Whether the announcement takes such a paper in place of one that is owed.
fn is_taken(bench: &Bench<'_>, lookalike: Lookalike) -> bool {
    let pack = bench.pack();
    pack.owed.iter().any(|owed| owed.or_lookalike.contains(&lookalike))
        || router::route(pack, &bench.schooling()).accepts_lookalike(lookalike)
}

/// Whether everything owed is there, so that this page cannot have been meant for it.
fn nothing_else_is_missing(bench: &Bench<'_>, lookalike: Option<Lookalike>) -> bool {
    if lookalike.is_some_and(|lookalike| is_taken(bench, lookalike)) {
        return true;
    }
    let there = bench.kinds();
    let proof = there.iter().any(|kind| EDUCATION_PROOFS.contains(kind));
    match lookalike {
        Some(
            Lookalike::StudentStatusReport
            | Lookalike::DegreeReport
            | Lookalike::ApplicationReceipt
            | Lookalike::OtherCertificate,
        ) => proof,
        Some(Lookalike::SelfDeclaration) => there.contains(&DocumentKind::EmploymentCertificate),
        Some(Lookalike::Transcript | Lookalike::Invoice) | None => {
            proof && bench.pack().owed.iter().all(|owed| there.contains(&owed.kind))
        }
    }
}

const fn lookalike_zh(lookalike: Lookalike) -> &'static str {
    match lookalike {
        Lookalike::StudentStatusReport => "教育部学籍在线验证报告",
        Lookalike::DegreeReport => "中国高等教育学位在线验证报告",
        Lookalike::ApplicationReceipt => "申请受理回执",
        Lookalike::Transcript => "成绩单",
        Lookalike::SelfDeclaration => "本人出具的工作年限承诺书",
        Lookalike::Invoice => "发票或缴费凭证",
        Lookalike::OtherCertificate => "其他证书",
    }
}

const fn advice(lookalike: Lookalike) -> &'static str {
    match lookalike {
        Lookalike::StudentStatusReport => "只说明在读情况，不能证明毕业，应提交教育部学历证书电子注册备案表",
        Lookalike::DegreeReport => "只证明学位，不能证明学历，应提交教育部学历证书电子注册备案表",
        Lookalike::ApplicationReceipt => "认证结果尚未出具，应提交正式的认证报告",
        Lookalike::Transcript => "不能证明毕业，请核对是否误传",
        Lookalike::SelfDeclaration => "不能代替单位出具的工作年限证明，应提交加盖单位公章的证明",
        Lookalike::Invoice => "不属于要求提交的材料，请核对是否误传",
        Lookalike::OtherCertificate => "不能作为毕业的学历证明，请核对应提交的材料",
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{Format, Severity};

    #[test]
    fn a_student_status_report_in_place_of_the_proof() {
        let report = doc(DocumentKind::Other).named("1/a.pdf").lookalike(Lookalike::StudentStatusReport);
        let flag =
            raises(Code::DocumentUnrecognised, &candidate("1").doc(report), "应提交教育部学历证书电子注册备案表");
        assert_eq!((flag.severity, flag.page()), (Severity::Warning, Some(1)));
    }

    #[test]
    fn beside_the_right_proof_it_is_a_note() {
        let report = doc(DocumentKind::Other).named("1/a.pdf").lookalike(Lookalike::StudentStatusReport);
        let papers = candidate("1").doc(report).doc(doc(DocumentKind::ChsiRegistration));
        assert_eq!(raises(Code::DocumentUnrecognised, &papers, "学籍").severity, Severity::Info);
    }

    #[test]
    fn an_invoice_matters_while_something_owed_is_missing() {
        let invoice = doc(DocumentKind::Other).named("1/a.pdf").lookalike(Lookalike::Invoice);
        let some = candidate("1").doc(invoice).doc(doc(DocumentKind::ChsiRegistration));
        assert_eq!(raises(Code::DocumentUnrecognised, &some, "发票").severity, Severity::Warning);
        let all = some.doc(doc(DocumentKind::RegistrationForm)).doc(doc(DocumentKind::EmploymentCertificate));
        assert_eq!(raises(Code::DocumentUnrecognised, &all, "发票").severity, Severity::Info);
    }

    #[test]
    fn a_word_document() {
        let word = doc(DocumentKind::Other).named("1/证明.docx").outcome(Outcome::NotADocument);
        let papers = candidate("1").doc(word.upload(|upload| upload.format = Format::Office));
        raises(Code::DocumentUnrecognised, &papers, "1/证明.docx是Word、Excel或WPS文档；系统只受理");
    }

    #[test]
    fn a_word_document_says_what_it_is() {
        let of_word = |text: &str| {
            let word = doc(DocumentKind::Other).named("1/材料.docx").says(text);
            candidate("1").doc(word.upload(|upload| upload.format = Format::Office))
        };
        let certificate = of_word("工作年限证明\n兹证明王明同志自2018年3月至今在我单位从事社会工作。\n特此证明");
        let what = "1/材料.docx是Word、Excel或WPS文档，内容是工作年限证明；可以修改的文件不能作为证明，上面也没有印章";
        raises(Code::DocumentUnrecognised, &certificate, what);
        let other = of_word("会议通知\n各科室：请于周五下午到会议室开会。");
        raises(Code::DocumentUnrecognised, &other, "1/材料.docx是Word、Excel或WPS文档；系统只受理");
    }

    #[test]
    fn a_page_that_could_not_be_read_is_not_unrecognised() {
        quiet(Code::DocumentUnrecognised, &candidate("1").doc(doc(DocumentKind::Other).unreadable()));
    }

    #[test]
    fn known_kinds_and_blank_pages() {
        let papers = candidate("1").doc(doc(DocumentKind::Diploma)).doc(doc(DocumentKind::Blank));
        quiet(Code::DocumentUnrecognised, &papers);
    }
}
