//! Uploads that belong to nobody on the roster, grouped by person before they are checked: what one stranger's papers say
//! contradicts no other's.

use crate::model::{Case, Document, FieldName, ScreenedFile};
use crate::values::{self, Comparison};

/// One case for each person that the papers name; papers that name nobody lie with the papers of their folder.
pub(super) fn by_person(case: &Case) -> Vec<Case> {
    let mut people: Vec<Case> = Vec::new();
    for file in &case.files {
        let home = people.iter_mut().find(|person| person.files.iter().any(|other| belong_together(other, file)));
        match home {
            Some(person) => person.files.push(file.clone()),
            None => people.push(Case { candidate: None, files: vec![file.clone()] }),
        }
    }
    people
}

/// Whether two files are of one person: by what they name, or, where one names nobody, by their folder.
fn belong_together(one: &ScreenedFile, other: &ScreenedFile) -> bool {
    let numbers = (named(one, FieldName::IdNumber), named(other, FieldName::IdNumber));
    if let (Some(a), Some(b)) = numbers {
        return values::compare(FieldName::IdNumber, a, b).is_close();
    }
    match (named(one, FieldName::Name), named(other, FieldName::Name)) {
        (Some(a), Some(b)) => values::compare(FieldName::Name, a, b) != Comparison::Different,
        _ => folder(&one.upload.file) == folder(&other.upload.file),
    }
}

/// What the first document of a file that says so says of a field.
fn named(file: &ScreenedFile, name: FieldName) -> Option<&str> {
    file.documents.iter().find_map(|document: &Document| document.text(name))
}

/// The folder of a file; one that lies in none is a folder of its own.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, doc, nobody};
    use super::*;
    use crate::model::DocumentKind;

    fn paper(papers: Papers, file: &str, name: &str, number: &str) -> Papers {
        let told = doc(DocumentKind::RegistrationForm).named(file);
        let told = if name.is_empty() { told } else { told.field(FieldName::Name, name) };
        papers.doc(if number.is_empty() { told } else { told.field(FieldName::IdNumber, number) })
    }

    #[test]
    fn strangers_are_kept_apart_and_each_ones_papers_together() {
        let mut papers = nobody();
        for (file, name, number) in [
            ("a/1.pdf", "罗志", "430196198506261439"),
            ("a/2.pdf", "罗志", ""),
            ("b/1.pdf", "方薇", "430196198903150013"),
            ("b/2.pdf", "", ""),
            ("x.pdf", "方薇", "430196198903150013"),
            ("y.pdf", "", ""),
        ] {
            papers = paper(papers, file, name, number);
        }
        let people = by_person(&papers.case);
        let files: Vec<Vec<&str>> =
            people.iter().map(|p| p.files.iter().map(|f| f.upload.file.as_str()).collect()).collect();
        assert_eq!(files, [vec!["a/1.pdf", "a/2.pdf"], vec!["b/1.pdf", "b/2.pdf", "x.pdf"], vec!["y.pdf"]]);
    }
}
