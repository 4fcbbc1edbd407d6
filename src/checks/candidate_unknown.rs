//! `candidate-unknown`: 材料不属于名单上的任何考生.
//!
//! # What it checks
//! Uploads that neither the manifest, nor a folder or file name, nor the papers themselves connect to a row of the
//! roster. One flag for each folder, naming the person on the papers where one is named.
//!
//! # Why
//! Papers that nobody looks at may be those that a candidate on the roster is thought not to have sent; and a person who
//! is not on the roster is not checked in this round.
//!
//! # Clause
//! 2: 附件1名单上的考生须人工核查.
//!
//! # Example
//! > 4301240498400/资格考试报名表.pdf等3个文件不属于名单上的任何考生，材料上的姓名为罗志，请核对是否误传。
//!
//! # What the reviewer should do
//! Look for the person under another ticket number or spelling; if there is none, set the papers aside.

use std::collections::BTreeMap;

use crate::model::{Code, DocumentKind, FieldName, Flag, Place, ScreenedFile, Sighting};

use super::bench::{Bench, at_field, at_file};
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::CandidateUnknown, source: include_str!("candidate_unknown.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    if bench.candidate().is_some() {
        return Vec::new();
    }
    let mut folders: BTreeMap<&str, Vec<&ScreenedFile>> = BTreeMap::new();
    for file in bench.files() {
        folders.entry(folder(&file.upload.file)).or_default().push(file);
    }
    folders.values().filter_map(|files| flag(bench, files)).collect()
}

/// The folder that keeps papers of one person together; a file that lies in none is a group of its own.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(folder, _)| folder)
}

fn flag(bench: &Bench<'_>, files: &[&ScreenedFile]) -> Option<Flag> {
    let named = |kind: Option<DocumentKind>| {
        files.iter().flat_map(|f| &f.documents).filter(|d| kind.is_none_or(|k| d.kind == k)).find_map(|document| {
            let field = document.field(FieldName::Name)?;
            Some((document, field, field.value.as_text()?))
        })
    };
    // The form says most surely whose papers these are; the flag points there where it can.
    let person = named(Some(DocumentKind::RegistrationForm)).or_else(|| named(None));
    let first = files.first()?;
    let (place, path) = match person {
        Some((document, field, _)) => (at_field(document, field), document.file.as_str()),
        None => (at_file(first), first.upload.file.as_str()),
    };
    let count = if files.len() > 1 { format!("等{}个文件", files.len()) } else { String::new() };
    let who = person.map(|(_, _, name)| format!("，材料上的姓名为{name}")).unwrap_or_default();
    let message = format!("{path}{count}不属于名单上的任何考生{who}，请核对是否误传。");
    let mut flag = bench.flag(Code::CandidateUnknown, place, message);
    if let Some((_, _, name)) = person {
        flag = flag.about(FieldName::Name).found(name);
    }
    flag.sightings = (files.iter().filter(|file| file.upload.file != path))
        .map(|file| Sighting { place: Place::File { file: file.upload.file.clone() }, found: String::new() })
        .collect();
    Some(flag)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, nobody, quiet, raises};
    use super::*;

    #[test]
    fn one_folder_is_one_flag() {
        let papers = nobody()
            .doc(doc(DocumentKind::ChsiRegistration).named("99/a.pdf").field(FieldName::Name, "罗志"))
            .doc(doc(DocumentKind::RegistrationForm).named("99/b.pdf").field(FieldName::Name, "罗志"));
        let flag =
            raises(Code::CandidateUnknown, &papers, "99/b.pdf等2个文件不属于名单上的任何考生，材料上的姓名为罗志");
        assert_eq!(flag.file(), Some("99/b.pdf"));
        assert_eq!(flag.sightings.len(), 1);
    }

    #[test]
    fn two_folders_are_two_flags() {
        let papers = nobody()
            .doc(doc(DocumentKind::ChsiRegistration).named("98/a.pdf"))
            .doc(doc(DocumentKind::RegistrationForm).named("99/b.pdf"));
        assert_eq!(papers.flags(Code::CandidateUnknown).len(), 2);
    }

    #[test]
    fn a_candidate_of_the_roster_is_known() {
        quiet(Code::CandidateUnknown, &candidate("1").doc(doc(DocumentKind::RegistrationForm)));
    }
}
