//! `signature-invalid`: 数字签名无效.
//!
//! # What it checks
//! PDFs whose digital signature does not fit the bytes it covers. Who signed is not judged: the certificate in the file
//! is not trusted by itself. A signature that could not be checked is not invalid.
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

use crate::model::{Code, Flag, Outcome, Place};

use super::bench::Bench;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::SignatureInvalid, source: include_str!("signature_invalid.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let read = bench.files().filter(|file| file.reading.outcome == Outcome::Read);
    let broken = read.filter(|file| {
        let signatures = file.reading.pdf.iter().flat_map(|pdf| &pdf.signatures);
        signatures.into_iter().any(|signature| signature.intact == Some(false))
    });
    let flags = broken.map(|file| {
        let path = &file.upload.file;
        let message = format!("{path}的数字签名与文件内容不符，签名后内容被改动，请在线核验。");
        let place = Place::Paper { file: path.clone(), page: 1, bbox: None };
        bench.flag(Code::SignatureInvalid, place, message)
    });
    flags.collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::SignatureInvalid;

    #[test]
    fn a_signature_that_does_not_fit() {
        let paper = doc(DocumentKind::ChsiRegistration).named("1/a.pdf").signed(true, Some(false));
        raises(CODE, &candidate("1").doc(paper), "1/a.pdf的数字签名与文件内容不符");
    }

    #[test]
    fn a_signature_that_holds_or_was_not_checked() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration).signed(true, Some(true))));
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration).signed(true, None)));
    }
}
