//! `document-encrypted`: 文件有密码，打不开.
//!
//! # What it checks
//! Files that ask for a password before they show anything, or that only the program opens which protected them (rights
//! management). A PDF that opens with an empty password and only forbids
//! changes is read like any other.
//!
//! # Why
//! Nothing in such a file has been checked. The document it was meant to be may be owed.
//!
//! # Clause
//! 4.0: 提交材料扫描件.
//!
//! # Example
//! > IMG_20240817.pdf设有打开密码，无法查看，请通知考生取消密码后重新上传。
//!
//! # What the reviewer should do
//! Ask the candidate to upload the file without a password; a protected one must be printed, or saved anew without the
//! protection, in the program that protected it.

use crate::model::{Code, Flag, Outcome, ScreenedFile};

use super::bench::{Bench, at_file};
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::DocumentEncrypted, source: include_str!("document_encrypted.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let flag = |file: &ScreenedFile| {
        let why = match file.reading.outcome {
            Outcome::Encrypted => "设有打开密码，无法查看，请通知考生取消密码后重新上传",
            Outcome::Protected => {
                "被专用的文档安全软件保护，无法查看，重新上传同一文件没有用，请通知考生在原软件中解除保护或打印后再上传"
            }
            Outcome::Read | Outcome::Damaged { .. } | Outcome::NotADocument => return None,
        };
        let message = format!("{}{why}。", file.upload.file);
        Some(bench.flag(Code::DocumentEncrypted, at_file(file), message))
    };
    bench.files().filter_map(flag).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    #[test]
    fn a_locked_file() {
        let papers = candidate("1").doc(doc(DocumentKind::Other).named("1/a.pdf").outcome(Outcome::Encrypted));
        assert_eq!(raises(Code::DocumentEncrypted, &papers, "1/a.pdf设有打开密码").file(), Some("1/a.pdf"));
    }

    #[test]
    fn a_file_that_only_one_program_opens() {
        let papers = candidate("1").doc(doc(DocumentKind::Other).named("1/a.pdf").outcome(Outcome::Protected));
        raises(Code::DocumentEncrypted, &papers, "重新上传同一文件没有用");
        quiet(Code::DocumentDamaged, &papers);
    }

    #[test]
    fn a_file_that_only_forbids_changes_is_read() {
        let papers = candidate("1").doc(doc(DocumentKind::ChsiRegistration).pdf(|pdf| pdf.encrypted = true));
        quiet(Code::DocumentEncrypted, &papers);
    }
}
