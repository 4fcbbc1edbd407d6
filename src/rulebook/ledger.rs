//! The ledger: which clause a flag rests on, and what is left to people.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::{Code, DocumentKind};

use super::{Clause, Pack};

impl Pack {
    /// The clause that a flag of this code rests on, where the pack names one.
    #[must_use]
    pub fn clause_of(&self, code: Code) -> Option<&str> {
        self.codes.get(&code).map(|rule| rule.clause.as_str())
    }

    /// A clause by its id.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clause.iter().find(|clause| clause.id == id)
    }

    /// The clauses that no check holds, with the reason why a person must.
    pub fn left_to_people(&self) -> impl Iterator<Item = (&Clause, &str)> {
        self.clause.iter().filter_map(|clause| Some((clause, clause.person.as_deref()?)))
    }

    /// Those of them that concern this candidate: what a person must look at here. A signature that the pack asks for is one.
    pub fn left_to_people_of(&self, about: &About) -> impl Iterator<Item = (&Clause, &str)> {
        let has = |kind: &DocumentKind| about.kinds.contains(kind);
        let signed =
            move |clause: &Clause| self.signature.iter().any(|rule| rule.clause == clause.id && has(&rule.kind));
        self.left_to_people().filter(move |(clause, _)| {
            let by_date = match (clause.graduated_from, about.graduated) {
                (Some((first, _)), Some((_, latest))) => latest >= first,
                (Some(_) | None, _) => true,
            };
            signed(clause)
                || (by_date && clause.concerns.iter().any(has))
                || clause.concerns_flags.iter().any(|code| about.flags.contains(code))
        })
    }
}

/// What of a candidate tells which clauses concern them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// The kinds of their papers.
    pub kinds: BTreeSet<DocumentKind>,
    /// The first and last day that the date of graduation can mean, where it is known.
    pub graduated: Option<(Date, Date)>,
    /// What was raised.
    pub flags: BTreeSet<Code>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_to_people_says_why() {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let left: Vec<&str> = pack.left_to_people().map(|(clause, _)| clause.id.as_str()).collect();
        assert!(left.contains(&"4.2a"), "the signature is a person's to judge: {left:?}");
        assert!(pack.left_to_people().all(|(_, why)| why.chars().count() >= 5));
    }

    #[test]
    fn what_is_left_to_people_stands_with_those_whom_it_concerns() {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let ids =
            |about: &About| pack.left_to_people_of(about).map(|(clause, _)| clause.id.as_str()).collect::<Vec<_>>();
        let of = |kinds: &[DocumentKind]| ids(&About { kinds: kinds.iter().copied().collect(), ..About::default() });
        assert_eq!(of(&[DocumentKind::RegistrationForm]), ["4.2a"]);
        assert_eq!(of(&[DocumentKind::GraduateRegistrationForm, DocumentKind::Diploma]), ["5.0b", "5.0c", "6.2"]);
        assert_eq!(of(&[DocumentKind::EnrolmentRegister]), ["5.3.4b"]);
        assert_eq!(of(&[DocumentKind::ProfessionalTitleCertificate]), ["4.3b", "5.4a"]);
        assert_eq!(of(&[DocumentKind::ChsiRegistration]), Vec::<&str>::new());
        // Who graduated before 2002 owes the report anyhow: whether it was registered concerns the others.
        let graduate = |day: &str| About {
            kinds: BTreeSet::from([DocumentKind::ChsiVerificationReport]),
            graduated: super::super::moment::span(day),
            ..About::default()
        };
        assert_eq!(ids(&graduate("1999-06")), Vec::<&str>::new());
        assert_eq!(ids(&graduate("2010-06")), ["5.3.2a"]);
        let late = About { flags: BTreeSet::from([Code::SubmittedLate]), ..About::default() };
        assert_eq!(ids(&late), ["6.1"]);
    }

    #[test]
    fn what_is_left_to_people_concerns_somebody_or_is_the_bureaus_own_affair() {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let signed = |clause: &Clause| pack.signature.iter().any(|rule| rule.clause == clause.id);
        let nobodys: Vec<&str> = (pack.left_to_people())
            .filter(|(clause, _)| !signed(clause) && clause.concerns.is_empty() && clause.concerns_flags.is_empty())
            .map(|(clause, _)| clause.id.as_str())
            .collect();
        // Keeping the files, the marks of the exam, the portal, the verdict, the public notice.
        assert_eq!(nobodys, ["1a", "2a", "3.2", "4.3c", "4.4"]);
    }

    /// The announcement, half-clause by half-clause, each with the clauses of the ledger that it falls under.
    const ANNOUNCEMENT: &str = include_str!("../../rules/announcements/changsha-2024-social-worker.txt");

    #[test]
    fn every_half_clause_of_the_announcement_has_its_check_or_its_person() {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let lines: Vec<(&str, &str)> =
            ANNOUNCEMENT.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')).collect();
        assert!(lines.len() > 60, "{} lines", lines.len());
        let mut named = BTreeSet::new();
        for (ids, text) in &lines {
            if *ids == "-" {
                // What nothing holds asks nobody for anything.
                let asks =
                    ["须", "提供", "提交", "加盖", "核对", "核验", "出具"].iter().any(|word| text.contains(word));
                assert!(!asks, "{text}: held by nothing");
                continue;
            }
            for id in ids.split(' ') {
                assert!(pack.clause(id).is_some(), "{text}: the ledger has no clause {id}");
                named.insert(id);
            }
        }
        let lost: Vec<&str> =
            pack.clause.iter().map(|clause| clause.id.as_str()).filter(|id| !named.contains(id)).collect();
        assert!(lost.is_empty(), "clauses that stand nowhere in the announcement: {lost:?}");
    }
}
