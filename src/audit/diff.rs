//! What two runs say differently of one candidate, part by part. Every part of a result is compared, so that two results
//! without a difference here are the same.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    model::{FieldValue, Severity},
    store::CandidateResult,
};

/// What kind of part differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Clear, or to be reviewed.
    Outcome,
    /// The row of the roster.
    Candidate,
    /// A file: whose it is, how reading it ended.
    File,
    /// A document: its kind, its pages.
    Document,
    /// A field.
    Field,
    /// A seal, a QR code, a signature, a label without a value.
    Mark,
    /// A flag.
    Flag,
}

/// Names a part of a candidate's result, the same one in both runs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Part {
    /// What kind of part.
    pub what: What,
    /// The file; empty where it is about none.
    pub file: String,
    /// The page; for a document and its fields the first page of the document.
    pub page: u32,
    /// Kind, field or code, in the contract's words.
    pub name: String,
    /// Which of several alike, from 0.
    pub nth: usize,
}

/// What one run says of a part: for people, and whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// In short.
    pub shown: String,
    /// Everything, as JSON.
    pub whole: String,
}

/// The parts of one result.
pub type Parts = BTreeMap<Part, Said>;

/// A part that differs; `None` where one of the two has nothing there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which part.
    pub part: Part,
    /// What the earlier run says.
    pub before: Option<Said>,
    /// What the later run says.
    pub after: Option<Said>,
}

/// All parts of a result.
#[must_use]
pub fn parts(result: &CandidateResult) -> Parts {
    let mut list = Listing::default();
    let outcome = if result.needs_review() { "review" } else { "clear" };
    list.add(What::Outcome, "", 0, "outcome", outcome.to_owned(), &outcome);
    if let Some(candidate) = &result.candidate {
        list.add(What::Candidate, "", 0, "candidate", format!("{}", candidate.row), candidate);
    }
    for file in &result.files {
        let name = file.upload.file.as_str();
        let whole = (&file.upload, &file.outcome, file.pages, &file.pdf, &file.problems);
        list.add(What::File, name, 0, "file", json(&file.outcome), &whole);
        for document in &file.documents {
            let page = document.pages.0;
            let whole = (
                document.pages,
                document.kind_confidence,
                &document.title,
                document.lookalike,
                document.reader,
                &document.sha256,
            );
            let kind = document.kind.as_str();
            list.add(What::Document, name, page, kind, format!("{kind} {}-{}", page, document.pages.1), &whole);
            for field in &document.fields {
                let shown = match &field.value {
                    FieldValue::Text(text) => text.clone(),
                    other => json(other),
                };
                list.add(What::Field, name, page, field.name.as_str(), shown, field);
            }
            for empty in &document.empty_fields {
                list.add(What::Mark, name, page, empty.name.as_str(), "（空）".to_owned(), empty);
            }
            for seal in &document.seals {
                list.add(What::Mark, name, page, "seal", seal.text.clone().unwrap_or_default(), seal);
            }
            for qr in &document.qr {
                list.add(What::Mark, name, page, "qr", qr.content.clone(), qr);
            }
            for signature in &document.signatures {
                list.add(What::Mark, name, page, "signature", json(signature), signature);
            }
        }
    }
    for flag in &result.flags {
        let (file, page) = (flag.file().unwrap_or_default(), flag.page().unwrap_or_default());
        let weight = match flag.severity {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        list.add(What::Flag, file, page, flag.code.as_str(), format!("{weight}: {}", flag.message), flag);
    }
    list.0
}

/// Where two results differ, in the order of the parts.
#[must_use]
pub fn differences(before: &Parts, after: &Parts) -> Vec<Difference> {
    let keys: std::collections::BTreeSet<&Part> = before.keys().chain(after.keys()).collect();
    keys.into_iter()
        .filter(|part| before.get(part) != after.get(part))
        .map(|part| Difference {
            part: part.clone(),
            before: before.get(part).cloned(),
            after: after.get(part).cloned(),
        })
        .collect()
}

#[derive(Default)]
struct Listing(Parts);

impl Listing {
    fn add(&mut self, what: What, file: &str, page: u32, name: &str, shown: String, whole: &impl Serialize) {
        let mut part = Part { what, file: file.to_owned(), page, name: name.to_owned(), nth: 0 };
        while self.0.contains_key(&part) {
            part.nth += 1;
        }
        self.0.insert(part, Said { shown, whole: json(whole) });
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, Flag, Place};

    fn result(messages: &[&str]) -> CandidateResult {
        let flag = |m: &&str| Flag::new(Code::SealMissing, Severity::Warning, Place::Absent, *m);
        CandidateResult { candidate: None, files: Vec::new(), flags: messages.iter().map(flag).collect() }
    }

    #[test]
    fn a_flag_that_went_takes_the_outcome_along() {
        let found = differences(&parts(&result(&["没有盖章"])), &parts(&result(&[])));
        let seen: Vec<_> = found.iter().map(|d| (d.part.what, d.before.is_some(), d.after.is_some())).collect();
        assert_eq!(seen, [(What::Outcome, true, true), (What::Flag, true, false)]);
    }

    #[test]
    fn alike_flags_are_counted_and_the_same_result_differs_in_nothing() {
        let two = parts(&result(&["甲", "乙"]));
        assert_eq!(two.keys().filter(|part| part.what == What::Flag).count(), 2);
        assert_eq!(differences(&two, &two), []);
    }
}
