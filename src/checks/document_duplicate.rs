//! `document-duplicate`: 同一材料重复提交.
//!
//! # What it checks
//! The same file uploaded twice, and two documents of one kind that say the same in every field both have, at least three
//! of them. The two sides of an identity card, certificates of two employers and diplomas of two levels are no duplicates.
//!
//! # Why
//! Nothing is wrong, but a reviewer looks twice at one thing, and the second copy may stand in for what is missing.
//!
//! # Clause
//! 5.0a: 每种材料1份.
//!
//! # Example
//! > 资格考试报名表备份.pdf与报名表.pdf是同一份报名表，重复提交。
//!
//! # What the reviewer should do
//! Look at one of them; see that nothing else is missing.

use crate::bounds;
use crate::model::{Code, Document, DocumentKind, Field, FieldName, Flag, Sighting};
use crate::values;

use super::bench::{Bench, at_document};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::DocumentDuplicate, source: include_str!("document_duplicate.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let papers: Vec<&Document> = bench.papers().collect();
    let mut flags = Vec::new();
    for (index, later) in papers.iter().enumerate() {
        let Some(first) = papers.iter().take(index).find(|earlier| is_same(earlier, later)) else { continue };
        let kind = phrase::kind(later.kind);
        let place = |document: &Document| {
            if document.file == later.file || document.file == first.file {
                format!("{}第{}页", document.file, document.pages.0)
            } else {
                document.file.clone()
            }
        };
        let message = format!("{}与{}是同一份{kind}，重复提交。", place(later), place(first));
        let mut flag = bench.flag(Code::DocumentDuplicate, at_document(later), message);
        flag.sightings.push(Sighting { place: at_document(first), found: String::new() });
        flags.push(flag);
    }
    flags
}

fn is_same(one: &Document, other: &Document) -> bool {
    if one.kind != other.kind {
        return false;
    }
    // Within one file the same bytes mean nothing; there only what is printed tells.
    (one.file != other.file && one.sha256 == other.sha256 && one.pages == other.pages) || says_the_same(one, other)
}

/// Whether two documents of one kind agree in every field that both have, and say enough to tell.
fn says_the_same(one: &Document, other: &Document) -> bool {
    // Pages of registers and booklets repeat their heads.
    if matches!(one.kind, DocumentKind::EnrolmentRegister | DocumentKind::GraduateRegistrationForm) {
        return false;
    }
    let shared = one.fields.iter().filter_map(|field| Some((field, other.field(field.name)?)));
    let (mut agreeing, mut telling) = (0_usize, false);
    for (a, b) in shared {
        if !agree(a, b) {
            return false;
        }
        agreeing = agreeing.saturating_add(1);
        // Name, sex and number are the same on all papers of a person; something of the paper itself must be too.
        let personal = matches!(a.name, FieldName::Name | FieldName::Sex | FieldName::BirthDate | FieldName::IdNumber);
        telling |= !personal || one.kind == DocumentKind::IdentityCard;
    }
    agreeing >= bounds::SAME_PAPER && telling
}

/// Whether the two say the same, as far as can be compared and was read well.
fn agree(a: &Field, b: &Field) -> bool {
    match (a.value.as_text(), b.value.as_text()) {
        (Some(x), Some(y)) => {
            values::compare(a.name, x, y).is_close() || a.evidence.confidence.min(b.evidence.confidence) < bounds::READ
        }
        _ => a.value == b.value,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, candidate, doc, quiet, raises};
    use super::*;

    const CODE: Code = Code::DocumentDuplicate;

    fn form(file: &str, ticket: &str) -> Doc {
        doc(DocumentKind::RegistrationForm)
            .named(file)
            .field(FieldName::Name, "王璐佳")
            .field(FieldName::Employer, "宁乡市苇岸残疾人服务中心")
            .field(FieldName::TicketNo, ticket)
    }

    #[test]
    fn the_same_form_in_two_files() {
        let papers = candidate("1").doc(form("1/a.pdf", "1")).doc(form("1/b.pdf", "1"));
        let flag = raises(CODE, &papers, "1/b.pdf第1页与1/a.pdf第1页是同一份报名表");
        assert_eq!(flag.file(), Some("1/b.pdf"));
    }

    #[test]
    fn the_same_bytes_twice() {
        let papers = candidate("1")
            .doc(doc(DocumentKind::Diploma).named("1/a.pdf").bytes("x"))
            .doc(doc(DocumentKind::Diploma).named("1/b.pdf").bytes("x"));
        raises(CODE, &papers, "是同一份毕业证书");
    }

    #[test]
    fn two_forms_that_say_different_things() {
        quiet(CODE, &candidate("1").doc(form("1/a.pdf", "1")).doc(form("1/b.pdf", "2")));
    }

    #[test]
    fn two_employers() {
        let by = |file: &str, employer: &str| {
            doc(DocumentKind::EmploymentCertificate)
                .named(file)
                .field(FieldName::Name, "王璐佳")
                .field(FieldName::Sex, "女")
                .field(FieldName::Employer, employer)
        };
        quiet(CODE, &candidate("1").doc(by("1/a.pdf", "甲社会福利院")).doc(by("1/b.pdf", "乙养老中心")));
    }

    #[test]
    fn two_sides_of_an_identity_card() {
        let front = doc(DocumentKind::IdentityCard).named("1/a.jpg").field(FieldName::Name, "王璐佳");
        let back = doc(DocumentKind::IdentityCard).named("1/b.jpg").field(FieldName::ValidUntil, "2035-03-01");
        quiet(CODE, &candidate("1").doc(front).doc(back));
    }
}
