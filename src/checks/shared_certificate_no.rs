//! `shared-certificate-no`: 不同考生使用同一证书编号.
//!
//! # What it checks
//! Whether another candidate handed in a proof of education with the same certificate number, in this run or in an earlier
//! one of the same work folder. Two roster rows with one identity number are one person, and so is a candidate with what
//! the same candidate handed in before. The short numbers of before 2001, which every school gave out anew, count as the same
//! only with the same school. Where the number is the candidate's own by the roster and the others registered with other
//! numbers, the slip is theirs, and it is a note here. One flag a number, on however many papers it stands and however many
//! people have it.
//!
//! # Why
//! A certificate has one holder. One of the two is not the candidate's, or both were made from one model.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 备案表上的证书编号105481201202002153也出现在准考证号4301240200115的考生的材料上，请核对。
//!
//! # What the reviewer should do
//! Look both certificates up online and see whose the number is.

use std::collections::BTreeSet;

use crate::model::{Code, Document, FieldName, Flag, Place, Severity, Sighting};

use super::bench::{Bench, at_field};
use super::cohort::{Holder, Person, certificate_key, is_registered};
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::SharedCertificateNo, source: include_str!("shared_certificate_no.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    once_a_key(bench, certificate_key, flag)
}

/// One flag for each number or code on the candidate's papers that somebody else's have, too.
pub(super) fn once_a_key(
    bench: &Bench<'_>,
    key: fn(&Document) -> Option<(String, u32)>,
    flag: fn(&Bench<'_>, &Document, &Person) -> Option<Flag>,
) -> Vec<Flag> {
    let Some(own) = bench.candidate().map(Person::of) else { return Vec::new() };
    let mut told = BTreeSet::new();
    let papers = bench.own_papers().into_iter();
    papers.filter_map(|document| told.insert(key(document)?.0).then(|| flag(bench, document, &own))?).collect()
}

/// What is told of the number on this document.
fn flag(bench: &Bench<'_>, document: &Document, own: &Person) -> Option<Flag> {
    let others = bench.context.cohort.with_certificate(document, own);
    let field = document.field(FieldName::CertificateNo).filter(|_| !others.is_empty())?;
    let number = field.value.as_text().unwrap_or_default();
    let kind = phrase::kind(document.kind);
    let message = format!("{kind}上的证书编号{number}也出现在{}的材料上，请核对。", who(&others));
    let flag = bench.flag(Code::SharedCertificateNo, at_field(document, field), message);
    let mut flag = flag.about(FieldName::CertificateNo).found(number);
    // Where the number is the candidate's by the roster, and each of the others registered with another one, theirs is the
    // slip: it is told there.
    let is_own = bench.candidate().and_then(|candidate| is_registered(candidate, document)) == Some(true);
    if is_own && others.iter().all(|holder| holder.registered == Some(false)) {
        flag.severity = Severity::Info;
    }
    flag.sightings = sightings(&others, number);
    Some(flag)
}

/// The other people, as the sentence names them.
pub(super) fn who(others: &[&Holder]) -> String {
    let mut names: Vec<String> = Vec::new();
    for holder in others {
        let when = if holder.earlier { "以前核查中" } else { "" };
        let name = match &holder.person.ticket_no {
            Some(ticket) => format!("{when}准考证号{ticket}的考生"),
            None => format!("{when}不在名单上的人"),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // A sentence names a few; all of them are sightings.
    const NAMED: usize = 3;
    let first: Vec<String> = names.iter().take(NAMED).cloned().collect();
    let more = if names.len() > NAMED { format!("等{}人", names.len()) } else { String::new() };
    format!("{}{more}", first.join("、"))
}

/// Where the others have it.
pub(super) fn sightings(others: &[&Holder], found: &str) -> Vec<Sighting> {
    let at = |holder: &&Holder| Place::Paper { file: holder.file.clone(), page: holder.page, bbox: None };
    others.iter().map(|holder| Sighting { place: at(holder), found: found.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, nobody, quiet};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::SharedCertificateNo;

    fn holder(ticket: &str, kind: DocumentKind, number: &str) -> Papers {
        let paper = doc(kind).named(&format!("{ticket}/a.pdf")).field(FieldName::CertificateNo, number);
        candidate(ticket).doc(paper.field(FieldName::School, "湖南大学"))
    }

    const LONG: &str = "105481201202002153";

    #[test]
    fn the_same_number_with_another_candidate() {
        let other = holder("2", DocumentKind::Diploma, LONG);
        let flags = holder("1", DocumentKind::ChsiRegistration, LONG).flags_among(CODE, &[other]);
        assert_eq!(flags.len(), 1);
        assert!(flags[0].message.contains("备案表上的证书编号105481201202002153也出现在准考证号2的考生的材料上"));
        assert_eq!(flags[0].sightings.len(), 1);
    }

    #[test]
    fn a_slip_is_told_where_it_was_made() {
        let own = || holder("1", DocumentKind::ChsiRegistration, LONG).roster(FieldName::CertificateNo, LONG);
        let slip = || {
            let other = holder("2", DocumentKind::ChsiRegistration, LONG);
            other.roster(FieldName::CertificateNo, "105481201202002154")
        };
        assert_eq!(own().flags_among(CODE, &[slip()])[0].severity, Severity::Info);
        assert_eq!(slip().flags_among(CODE, &[own()])[0].severity, Severity::Error);
        assert_eq!(own().flags_among(CODE, &[own()]).len(), 0, "one ticket number is one person");
    }

    #[test]
    fn each_number_that_is_shared_is_told_once() {
        let second = "105481201502002154";
        let diploma = |number| doc(DocumentKind::Diploma).field(FieldName::CertificateNo, number);
        let own = holder("1", DocumentKind::ChsiRegistration, LONG).doc(diploma(LONG)).doc(diploma(second));
        let others = ["2", "3", "4", "5"].map(|ticket| holder(ticket, DocumentKind::Diploma, LONG));
        let others = others.into_iter().chain([holder("6", DocumentKind::Diploma, second)]).collect::<Vec<_>>();
        let flags = own.flags_among(CODE, &others);
        assert_eq!(flags.iter().map(|flag| flag.sightings.len()).collect::<Vec<_>>(), [4, 1]);
        assert!(flags[0].message.contains("等4人"), "{}", flags[0].message);
    }

    #[test]
    fn a_short_number_only_with_the_same_school() {
        let one = holder("1", DocumentKind::Diploma, "9572460");
        assert_eq!(one.flags_among(CODE, &[holder("2", DocumentKind::Diploma, "9572460")]).len(), 1);
        let paper = doc(DocumentKind::Diploma).field(FieldName::CertificateNo, "9572460");
        let elsewhere = candidate("2").doc(paper.field(FieldName::School, "中南大学"));
        assert!(one.flags_among(CODE, &[elsewhere]).is_empty());
    }

    #[test]
    fn the_same_person_twice_on_the_roster() {
        let one = holder("1", DocumentKind::Diploma, LONG).roster(FieldName::IdNumber, "430196198002110014");
        let again = holder("2", DocumentKind::Diploma, LONG).roster(FieldName::IdNumber, "430196198002110014");
        assert!(one.flags_among(CODE, &[again]).is_empty());
    }

    #[test]
    fn with_somebody_of_an_earlier_run() {
        let id = ["430196198002110014", "430196198103120025"];
        let now = holder("1", DocumentKind::Diploma, LONG).roster(FieldName::IdNumber, id[0]);
        let before = |ticket: &str, id: &str| {
            holder(ticket, DocumentKind::Diploma, LONG).roster(FieldName::IdNumber, id).roster(FieldName::Name, "张三")
        };
        let flags = now.flags_after(CODE, &[before("7", id[1]), before("7", id[1])]);
        assert_eq!((flags.len(), flags[0].sightings.len()), (1, 1), "the same in two earlier runs is told once");
        assert!(flags[0].message.contains("以前核查中准考证号7的考生"), "{}", flags[0].message);
        assert!(now.flags_after(CODE, &[before("1", id[1])]).is_empty(), "the same ticket number is the same person");
        assert!(now.flags_after(CODE, &[before("7", id[0])]).is_empty(), "the same person with a new ticket number");
        let unnumbered = holder("1", DocumentKind::Diploma, LONG).roster(FieldName::Name, "张三");
        assert!(unnumbered.flags_after(CODE, &[before("7", id[1])]).is_empty(), "perhaps the same person");
    }

    #[test]
    fn the_candidates_own_papers_left_elsewhere() {
        let own = holder("1", DocumentKind::Diploma, LONG).roster(FieldName::Name, "张三");
        let stray = doc(DocumentKind::Diploma).field(FieldName::CertificateNo, LONG).field(FieldName::Name, "张三");
        assert!(own.flags_among(CODE, &[nobody().doc(stray)]).is_empty());
    }

    #[test]
    fn ones_own_diploma_and_proof_say_the_same_number() {
        let papers = holder("1", DocumentKind::ChsiRegistration, LONG)
            .doc(doc(DocumentKind::Diploma).field(FieldName::CertificateNo, LONG));
        quiet(CODE, &papers);
    }

    #[test]
    fn without_others_there_is_nothing_to_share() {
        let flags = holder("1", DocumentKind::Diploma, LONG).doc(doc(DocumentKind::RegistrationForm));
        quiet(CODE, &flags);
        let other = holder("2", DocumentKind::Diploma, LONG);
        let alone = candidate("1").doc(doc(DocumentKind::RegistrationForm).field(FieldName::CertificateNo, LONG));
        assert!(alone.flags_among(CODE, &[other]).is_empty(), "a form is what the candidate typed, no certificate");
    }
}
