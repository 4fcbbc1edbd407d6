//! Uploads that belong to nobody on the roster, grouped by person before they are checked: what one stranger's papers say
//! contradicts no other's.

use crate::model::{Case, Document, FieldName};
use crate::values::{self, Comparison};

/// One case for each person that the papers name; papers that name nobody lie with the papers of their folder.
pub(super) fn by_person(case: &Case) -> Vec<Case> {
    let files: Vec<File<'_>> =
        case.files.iter().map(|file| (file.upload.file.as_str(), file.documents.as_slice())).collect();
    let of = |places: Vec<usize>| places.into_iter().filter_map(|place| case.files.get(place)).cloned().collect();
    strangers_by_person(&files).into_iter().map(|places| Case { candidate: None, files: of(places) }).collect()
}

/// A file by its path and the documents in it.
type File<'a> = (&'a str, &'a [Document]);

/// The places of the files of each person whom files that belong to nobody name, in their order.
#[must_use]
pub fn strangers_by_person(files: &[File<'_>]) -> Vec<Vec<usize>> {
    let mut people: Vec<Vec<usize>> = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let among = |person: &Vec<usize>| {
            person.iter().filter_map(|other| files.get(*other)).any(|other| belong_together(*other, *file))
        };
        match people.iter().position(among).and_then(|at| people.get_mut(at)) {
            Some(person) => person.push(place),
            None => people.push(vec![place]),
        }
    }
    people
}

/// Whether two files are of one person: by what they name, or, where one names nobody, by their folder.
fn belong_together(one: File<'_>, other: File<'_>) -> bool {
    let numbers = (named(one, FieldName::IdNumber), named(other, FieldName::IdNumber));
    if let (Some(a), Some(b)) = numbers {
        return values::compare(FieldName::IdNumber, a, b).is_close();
    }
    match (named(one, FieldName::Name), named(other, FieldName::Name)) {
        (Some(a), Some(b)) => values::compare(FieldName::Name, a, b) != Comparison::Different,
        _ => folder(one.0) == folder(other.0),
    }
}

/// What the first document of a file that says so says of a field.
fn named(file: File<'_>, name: FieldName) -> Option<&str> {
    file.1.iter().find_map(|document: &Document| document.text(name))
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
