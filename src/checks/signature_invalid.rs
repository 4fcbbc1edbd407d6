//! `signature-invalid`: 数字签名无效.
//!
//! # What it checks
//! PDFs whose digital signature does not fit the bytes it covers. Who signed is not judged: the certificate in the file
//! is not trusted by itself. A signature that could not be checked (an algorithm that is not known, a message that is
//! none) is not invalid; a note says that it proves nothing.
//!
//! # Why
//! What was signed was changed, byte for byte, since.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 学历备案表.pdf的数字签名与文件内容不符，签名后内容被改动，请在线核验。
//!
//! # What the reviewer should do
//! Look the document up online and go by what the issuer shows.

use crate::model::{Code, Flag, Outcome, Place, ScreenedFile, Signature};

use super::bench::Bench;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::SignatureInvalid, source: include_str!("signature_invalid.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let read = bench.files().filter(|file| file.reading.outcome == Outcome::Read);
    read.filter_map(|file| flag(bench, file)).collect()
}

fn flag(bench: &Bench<'_>, file: &ScreenedFile) -> Option<Flag> {
    let signatures = &file.reading.pdf.as_ref()?.signatures;
    let path = &file.upload.file;
    let place = Place::Paper { file: path.clone(), page: 1, bbox: None };
    if let Some(broken) = signatures.iter().find(|signature| signature.intact == Some(false)) {
        let signer = signer(broken);
        let message = format!("{path}的数字签名与文件内容不符，签名后内容被改动{signer}，请在线核验。");
        return Some(bench.flag(Code::SignatureInvalid, place, message));
    }
    let open = signatures.iter().find(|signature| signature.intact.is_none())?;
    let signer = signer(open);
    let message = format!("{path}的数字签名无法校验{signer}，不能据此认为文件未经改动。");
    Some(bench.note(Code::SignatureInvalid, place, message))
}

/// Who signed, as the certificate says by itself.
pub(super) fn signer(signature: &Signature) -> String {
    let name = signature.signer.as_ref();
    name.map(|name| format!("（证书自称“{name}”，证书本身未经核实）")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, Severity};

    const CODE: Code = Code::SignatureInvalid;

    #[test]
    fn a_signature_that_does_not_fit() {
        let paper = doc(DocumentKind::ChsiRegistration).named("1/a.pdf").signed(true, Some(false));
        raises(CODE, &candidate("1").doc(paper), "1/a.pdf的数字签名与文件内容不符");
    }

    #[test]
    fn the_certificate_is_not_trusted_by_itself() {
        let paper = doc(DocumentKind::ChsiRegistration).signed(true, Some(false));
        let paper = paper.pdf(|pdf| pdf.signatures[0].signer = Some("学信网".to_owned()));
        raises(CODE, &candidate("1").doc(paper), "证书自称“学信网”，证书本身未经核实");
    }

    #[test]
    fn a_signature_that_holds() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration).signed(true, Some(true))));
    }

    #[test]
    fn a_signature_that_was_not_checked_is_a_note() {
        let paper = doc(DocumentKind::ChsiRegistration).signed(true, None);
        let note = raises(CODE, &candidate("1").doc(paper), "无法校验");
        assert_eq!(note.severity, Severity::Info);
    }
}
