//! What must not be printed outside the case file: a verification code opens a person's record.

use std::collections::BTreeSet;

use crate::model::{Document, FieldName, FieldValue};
use crate::store::CandidateResult;

/// The shortest run of letters and digits in a QR code that may be a verification code.
const SHORTEST: usize = 12;

/// The secrets of one candidate's documents, to be hidden wherever they turn up in a table.
#[derive(Debug, Default)]
pub(in crate::faces) struct Secrets {
    /// As printed and as understood, longest first, so that no part of a longer one stays.
    found: Vec<String>,
}

impl Secrets {
    /// Those of a candidate.
    pub(super) fn of(result: &CandidateResult) -> Self {
        let mut found = in_documents(result.files.iter().flat_map(|file| &file.documents));
        for flag in result.flags.iter().filter(|flag| flag.field == Some(FieldName::VerificationCode)) {
            found.extend(flag.found.iter().chain(&flag.expected).map(|code| code.trim().to_owned()));
        }
        Self::these(found)
    }

    /// Those of some documents.
    pub(in crate::faces) fn among<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Self {
        Self::these(in_documents(documents))
    }

    fn these(found: BTreeSet<String>) -> Self {
        let mut found: Vec<String> = found.into_iter().filter(|code| code.chars().count() > 4).collect();
        found.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Self { found }
    }

    /// A text with every secret in it masked but for its two first and two last characters.
    pub(in crate::faces) fn hide(&self, text: &str) -> String {
        self.found.iter().fold(text.to_owned(), |text, secret| {
            if text.contains(secret.as_str()) { text.replace(secret.as_str(), &mask(secret)) } else { text }
        })
    }
}

/// The codes printed on documents, as printed and as understood, and those in their QR codes.
fn in_documents<'a>(documents: impl IntoIterator<Item = &'a Document>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for document in documents {
        for field in document.fields.iter().filter(|f| f.name == FieldName::VerificationCode) {
            found.insert(field.evidence.raw.trim().to_owned());
            if let FieldValue::Text(code) = &field.value {
                found.insert(code.clone());
            }
        }
        for qr in &document.qr {
            found.extend(codes_in(&qr.content));
        }
    }
    found
}

/// A secret with its middle hidden.
fn mask(secret: &str) -> String {
    let last = secret.chars().count().saturating_sub(2);
    secret.chars().enumerate().map(|(i, c)| if i < 2 || i >= last { c } else { '*' }).collect()
}

/// Runs of letters and digits in what a QR code says that are long enough to be a code.
fn codes_in(content: &str) -> impl Iterator<Item = String> {
    content
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|run| run.len() >= SHORTEST && run.bytes().any(|b| b.is_ascii_digit()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_hidden_wherever_it_stands() {
        let secrets = Secrets { found: vec!["AB12CD34EF56GH78".into()] };
        assert_eq!(secrets.hide("验证码“AB12CD34EF56GH78”"), "验证码“AB************78”");
        assert_eq!(secrets.hide("无"), "无");
    }

    #[test]
    fn the_code_in_an_address_is_found() {
        assert_eq!(
            codes_in("https://example.invalid/bg.do?vcode=AB12CD34EF56GH78&srcid=x").collect::<Vec<_>>(),
            ["AB12CD34EF56GH78"]
        );
    }
}
