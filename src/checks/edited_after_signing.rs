//! `edited-after-signing`: 签名之后又被修改.
//!
//! # What it checks
//! PDFs with a digital signature that does not reach to the end of the file, while a later revision changed what a page
//! shows, or no other signature covers the whole file. A second signer is no edit: the last signature then covers all.
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

use crate::model::{Code, Flag, Outcome, Place, ScreenedFile};

use super::bench::Bench;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::EditedAfterSigning, source: include_str!("edited_after_signing.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let edited = bench.files().filter(|file| is_edited_after_signing(file));
    let flags = edited.map(|file| {
        let page = file.reading.pdf.as_ref().and_then(|pdf| pdf.pages_changed.first()).copied();
        let where_ = page.map_or_else(|| "其中".to_owned(), |page| format!("第{page}页"));
        let path = &file.upload.file;
        let message = format!("{path}在数字签名之后又被修改，{where_}显示的内容可能不是签发时的内容，请在线核验。");
        let place = Place::Paper { file: path.clone(), page: page.unwrap_or(1), bbox: None };
        bench.flag(Code::EditedAfterSigning, place, message)
    });
    flags.collect()
}

/// Whether something was added to the file after its last signature.
pub(super) fn is_edited_after_signing(file: &ScreenedFile) -> bool {
    let Some(pdf) = file.reading.pdf.as_ref().filter(|_| file.reading.outcome == Outcome::Read) else { return false };
    !pdf.signatures.is_empty() && !pdf.signatures.iter().any(|signature| signature.covers_whole_file)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

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
    fn a_file_without_signature() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration).pdf(|pdf| pdf.revisions = 2)));
    }
}
