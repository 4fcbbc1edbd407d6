//! `graduated-on-mismatch`: 毕业日期不一致.
//!
//! # What it checks
//! The date of graduation on the form and on every proof of the education on the roster, against the roster; where the
//! roster gives none, the papers against each other. Dates are compared as far as both are printed: 2005-06 agrees with
//! 2005-06-30.
//!
//! # Why
//! The date decides which proof is asked for and which years of work count. A changed date is the commonest way to make
//! them fit.
//!
//! # Clause
//! 4.3: 核对考生的学历、资历等.
//!
//! # Example
//! > 备案表上的毕业日期为2005年6月30日，名单上为2006年6月30日，请核对。
//!
//! # What the reviewer should do
//! Go by the proof, after looking it up online, and see whether the other conditions still hold.

use crate::model::{Code, FieldName, Flag};
use crate::values::Comparison;

use super::bench::Bench;
use super::registry::Check;
use super::sightings::{Deviation, certain, deviations};

pub(super) const CHECK: Check =
    Check { code: Code::GraduatedOnMismatch, source: include_str!("graduated_on_mismatch.rs"), run };

/// Every date of graduation on the papers of the education on the roster that is not the roster's.
pub(super) fn found<'a>(bench: &Bench<'a>) -> Vec<Deviation<'a>> {
    deviations(bench, FieldName::GraduatedOn, &bench.education_papers())
}

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    certain(bench, Code::GraduatedOnMismatch, &found(bench), |comparison| comparison == Comparison::Different)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::GraduatedOnMismatch;

    fn of(roster: &str, papers: &[(DocumentKind, &str)]) -> Papers {
        let start = candidate("1").roster(FieldName::GraduatedOn, roster);
        papers.iter().fold(start, |papers, (kind, date)| papers.doc(doc(*kind).field(FieldName::GraduatedOn, date)))
    }

    #[test]
    fn another_year_on_the_proof() {
        let papers = of("2006-06-30", &[(DocumentKind::ChsiRegistration, "2005-06-30")]);
        let flag = raises(CODE, &papers, "备案表上的毕业日期为2005年6月30日，名单上为2006年6月30日，请核对。");
        assert_eq!(flag.clause.as_deref(), Some("4.3"));
    }

    #[test]
    fn the_same_other_date_everywhere_is_one_flag() {
        let papers =
            of("2006-06-30", &[(DocumentKind::ChsiRegistration, "2005-06-30"), (DocumentKind::Diploma, "2005-06-30")]);
        raises(CODE, &papers, "备案表、毕业证书上的");
    }

    #[test]
    fn as_far_as_both_are_printed() {
        let papers = of("2005-06", &[(DocumentKind::ChsiRegistration, "2005-06-30"), (DocumentKind::Diploma, "2005")]);
        quiet(CODE, &papers);
    }

    #[test]
    fn a_form_that_says_what_the_roster_says() {
        quiet(CODE, &of("2005-06-30", &[(DocumentKind::RegistrationForm, "2005-06")]));
    }

    #[test]
    fn a_recognised_year_that_lost_its_circles_is_a_doubt() {
        let value = crate::model::FieldValue::Text("2029-06".to_owned());
        let source = crate::model::WordSource::Ocr;
        let paper = doc(DocumentKind::Diploma).with(FieldName::GraduatedOn, value, "二九年六月", 0.93, source);
        let papers = candidate("1").roster(FieldName::GraduatedOn, "2009-06-25").doc(paper);
        quiet(CODE, &papers);
        raises(Code::LowConfidence, &papers, "把握不大");
    }

    #[test]
    fn a_recognised_date_read_well_is_another() {
        let papers = candidate("1")
            .roster(FieldName::GraduatedOn, "2009-06-25")
            .doc(doc(DocumentKind::Diploma).recognised(FieldName::GraduatedOn, "2008-06-25", 0.95));
        raises(CODE, &papers, "2008年6月25日");
    }
}
