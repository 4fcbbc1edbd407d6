//! `edited-after-signing`: 签名之后又被修改.
//!
//! # What it checks
//! PDFs with a digital signature where a later save changed what a page shows: the file as it was when it was first signed
//! is read again, and its pages compared with what they show now. Where that state cannot be read, anything that no
//! signature covers counts as an edit. A second signer, a time stamp, or a viewer that saved again without changing what
//! is seen is a note at most. A signature that does not fit its own bytes is left to `signature-invalid`.
//!
//! # Why
//! The signature still holds for what was signed, and says nothing about what is shown now.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 学信网.pdf在数字签名之后又被修改，第1页显示的内容可能不是签发时的内容，请在线核验。
//!
//! # What the reviewer should do
//! Look the document up online, or open the signed revision; go by that, not by what the file shows now.

use crate::model::{Code, Flag, Outcome, PageChange, PdfFacts, Place, ScreenedFile, Sighting};

use super::bench::Bench;
use super::phrase;
use super::registry::Check;
use super::signature_invalid::signer;

pub(super) const CHECK: Check =
    Check { code: Code::EditedAfterSigning, source: include_str!("edited_after_signing.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    bench.files().filter_map(|file| flag(bench, file)).collect()
}

fn flag(bench: &Bench<'_>, file: &ScreenedFile) -> Option<Flag> {
    let pdf = signed(file)?;
    let path = &file.upload.file;
    let signer = pdf.signatures.first().map(signer).unwrap_or_default();
    if !is_edited_after_signing(file) {
        let appended = !pdf.signatures.iter().any(|signature| signature.covers_whole_file);
        if !appended || is_broken(pdf) {
            return None;
        }
        let message = format!("{path}在数字签名之后又保存过，页面显示的内容没有变化{signer}。");
        let place = Place::Paper { file: path.clone(), page: 1, bbox: None };
        return Some(bench.note(Code::EditedAfterSigning, place, message));
    }
    let changes: Vec<&PageChange> = pdf.changes.iter().filter(|change| change.after_signing).collect();
    let place = |change: &PageChange| Place::Paper { file: path.clone(), page: change.page, bbox: change.bbox };
    let Some((first, others)) = changes.split_first() else {
        let page = pdf.pages_changed.first().copied();
        let where_ = page.map_or_else(|| "其中".to_owned(), |page| format!("第{page}页"));
        let message =
            format!("{path}在数字签名之后又被修改，{where_}显示的内容可能不是签发时的内容{signer}，请在线核验。");
        let place = Place::Paper { file: path.clone(), page: page.unwrap_or(1), bbox: None };
        return Some(bench.flag(Code::EditedAfterSigning, place, message));
    };
    let message = format!("{path}在数字签名之后又被修改，{}{signer}，请在线核验。", phrase::change(first));
    let mut flag = bench.flag(Code::EditedAfterSigning, place(first), message);
    flag = flag.expected(&first.before).found(&first.after);
    let found = |change: &PageChange| format!("{} → {}", change.before, change.after);
    flag.sightings = others.iter().map(|change| Sighting { place: place(change), found: found(change) }).collect();
    Some(flag)
}

/// What the structure of a signed file tells.
fn signed(file: &ScreenedFile) -> Option<&PdfFacts> {
    let pdf = file.reading.pdf.as_ref().filter(|_| file.reading.outcome == Outcome::Read)?;
    (!pdf.signatures.is_empty()).then_some(pdf)
}

/// Whether a signature does not fit the bytes that it covers itself.
fn is_broken(pdf: &PdfFacts) -> bool {
    pdf.signatures.iter().any(|signature| signature.intact == Some(false))
}

/// Whether a file shows something else than when it was signed.
pub(super) fn is_edited_after_signing(file: &ScreenedFile) -> bool {
    let Some(pdf) = signed(file) else { return false };
    match pdf.changed_since_signing {
        Some(changed) => changed,
        None => !is_broken(pdf) && !pdf.signatures.iter().any(|signature| signature.covers_whole_file),
    }
}

/// Whether the signature of a file tells that it is not what was signed: one matter, told once.
pub(super) fn is_told_by_signature(file: &ScreenedFile) -> bool {
    is_edited_after_signing(file) || signed(file).is_some_and(is_broken)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, Severity};

    const CODE: Code = Code::EditedAfterSigning;

    #[test]
    fn something_was_added_after_the_signature() {
        let paper =
            doc(DocumentKind::ChsiRegistration).signed(false, Some(true)).pdf(|pdf| pdf.pages_changed = vec![1]);
        raises(CODE, &candidate("1").doc(paper), "在数字签名之后又被修改，第1页");
    }

    #[test]
    fn a_signature_that_covers_all() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration).signed(true, Some(true))));
    }

    #[test]
    fn a_second_signer_is_no_edit() {
        let paper = doc(DocumentKind::ChsiRegistration).signed(false, Some(true)).signed(true, Some(true));
        quiet(CODE, &candidate("1").doc(paper));
    }

    #[test]
    fn what_changed_is_told_with_both_texts() {
        let paper = doc(DocumentKind::ChsiRegistration).signed(false, Some(true)).pdf(|pdf| {
            pdf.changed_since_signing = Some(true);
            pdf.changes.push(change("2012年1月10日", "2012年6月20日"));
        });
        let flag = raises(CODE, &candidate("1").doc(paper), "第1页的“2012年1月10日”改成了“2012年6月20日”");
        assert_eq!((flag.expected.as_deref(), flag.found.as_deref()), (Some("2012年1月10日"), Some("2012年6月20日")));
    }

    fn change(before: &str, after: &str) -> PageChange {
        PageChange { page: 1, bbox: None, before: before.into(), after: after.into(), after_signing: true }
    }

    #[test]
    fn another_signature_over_the_edit_does_not_heal_it() {
        let paper = doc(DocumentKind::ChsiRegistration).signed(false, Some(true)).signed(true, Some(true));
        let paper = paper.pdf(|pdf| {
            pdf.changed_since_signing = Some(true);
            pdf.changes.push(change("甲", "乙"));
        });
        raises(CODE, &candidate("1").doc(paper), "改成了");
    }

    #[test]
    fn saved_again_without_showing_anything_else_is_a_note() {
        let paper = doc(DocumentKind::ChsiRegistration).signed(false, Some(true));
        let paper = paper.pdf(|pdf| pdf.changed_since_signing = Some(false));
        assert_eq!(raises(CODE, &candidate("1").doc(paper), "没有变化").severity, Severity::Info);
    }

    #[test]
    fn a_broken_signature_is_told_by_itself() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration).signed(false, Some(false))));
    }

    #[test]
    fn a_file_without_signature() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration).pdf(|pdf| pdf.revisions = 2)));
    }
}
