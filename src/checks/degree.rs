//! Which education counts, and whether a proof is of it.
//!
//! The education that counts is the one on the roster, or, where the roster says nothing, the one on the form. A proof is
//! of it where the certificate number agrees; where that is not known, level, school and date of graduation tell. A proof
//! that differs in one of them shows a deviation, which the …-mismatch checks raise; one that differs in two or more is of
//! another certificate of the same person (专科 beside 本科), and proves something else.

use crate::bounds;
use crate::model::{Document, DocumentKind, FieldName};
use crate::rulebook::router::Proof;
use crate::values::Comparison;

use super::bench::{Bench, EDUCATION_PROOFS};
use super::level_mismatch::{compare_levels, is_of_a_degree};
use super::phrase;
use super::school_mismatch::in_one_script;
use super::sightings::doubted;

/// The proofs of education among the candidate's own papers.
#[derive(Debug, Default)]
pub struct Proofs<'a> {
    /// Those that are, or may be, of the education that counts.
    pub counted: Vec<&'a Document>,
    /// Those that are of another.
    pub another: Vec<&'a Document>,
}

/// Sorts the candidate's proofs by the education they are of.
#[must_use]
pub fn proofs<'a>(bench: &Bench<'a>) -> Proofs<'a> {
    let own = bench.own_papers().into_iter().filter(|document| EDUCATION_PROOFS.contains(&document.kind));
    let (another, counted) = own.partition(|document| is_of_another(bench, document));
    Proofs { counted, another }
}

impl<'a> Proofs<'a> {
    /// Whether there is none at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counted.is_empty() && self.another.is_empty()
    }

    /// What the router is asked with: a 学位证书 is no 毕业证书.
    #[must_use]
    pub fn for_router(&self, bench: &Bench<'a>) -> Vec<Proof<'a>> {
        let diplomas =
            self.counted.iter().filter(|document| document.kind != DocumentKind::Diploma || !is_of_a_degree(document));
        diplomas
            .map(|document| Proof { kind: document.kind, site: bench.site_of(document).map(|site| site.id.as_str()) })
            .collect()
    }
}

/// What the roster says of a field of the education that counts, or else the form.
#[must_use]
pub fn own<'a>(bench: &Bench<'a>, name: FieldName) -> Option<&'a str> {
    bench.candidate().and_then(|candidate| candidate.told(name)).or_else(|| {
        let forms = bench.own_papers().into_iter().filter(|document| document.kind == DocumentKind::RegistrationForm);
        forms.into_iter().find_map(|document| document.text(name))
    })
}

/// The education that counts, as part of a sentence: 本科（湖南师范大学，2012年6月30日毕业）.
#[must_use]
pub fn described(bench: &Bench<'_>) -> String {
    let told = |name| own(bench, name).map(ToOwned::to_owned);
    phrase::education(told(FieldName::EducationLevel), told(FieldName::School), told(FieldName::GraduatedOn))
}

/// How this proof stands to the education that counts in one respect; a difference that the reader's doubt explains is
/// none.
fn against(bench: &Bench<'_>, document: &Document, name: FieldName) -> Option<Comparison> {
    let (own, field) = (own(bench, name)?, document.field(name)?);
    let found = field.value.as_text()?;
    let comparison = match name {
        FieldName::School => in_one_script(name, own, found),
        FieldName::EducationLevel => compare_levels(bench.pack(), own, found),
        _ => crate::values::compare(name, own, found),
    };
    Some(if comparison == Comparison::Different && doubted(name, own, field) {
        Comparison::NotComparable
    } else {
        comparison
    })
}

/// Whether this is a proof of another certificate than the one that counts.
#[must_use]
pub fn is_of_another(bench: &Bench<'_>, document: &Document) -> bool {
    // A 学位证书 belongs to a certificate of education and has a number and a level of its own.
    if is_of_a_degree(document) {
        return false;
    }
    let number = against(bench, document, FieldName::CertificateNo);
    if number.is_some_and(Comparison::is_close) {
        return false;
    }
    let respects = [FieldName::EducationLevel, FieldName::School, FieldName::GraduatedOn];
    let differing =
        respects.into_iter().filter(|name| against(bench, document, *name) == Some(Comparison::Different)).count();
    differing + usize::from(number == Some(Comparison::Different)) >= bounds::ANOTHER_DEGREE
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, Papers, candidate, doc};
    use super::*;
    use crate::checks::{Cohort, Context};
    use crate::model::Answers;
    use crate::rulebook::Pack;

    fn registered() -> Papers {
        candidate("1")
            .roster(FieldName::EducationLevel, "本科")
            .roster(FieldName::School, "湖南师范大学")
            .roster(FieldName::GraduatedOn, "2012-06-30")
            .roster(FieldName::CertificateNo, "105421201205000026")
    }

    fn proof(level: &str, school: &str, graduated: &str, number: &str) -> Doc {
        let values = [
            (FieldName::EducationLevel, level),
            (FieldName::School, school),
            (FieldName::GraduatedOn, graduated),
            (FieldName::CertificateNo, number),
        ];
        let told = values.into_iter().filter(|(_, value)| !value.is_empty());
        told.fold(doc(DocumentKind::ChsiRegistration), |doc, (name, value)| doc.field(name, value))
    }

    fn another(papers: &Papers, proof: Doc) -> bool {
        let papers = papers.clone().doc(proof);
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let (cohort, answers) = (Cohort::default(), Answers::default());
        let context = Context { pack: &pack, day: jiff::civil::date(2024, 8, 20), cohort: &cohort, answers: &answers };
        let bench = Bench::new(&papers.case, &context);
        !proofs(&bench).another.is_empty()
    }

    #[test]
    fn a_proof_is_of_another_education_where_two_things_differ() {
        for (level, school, graduated, number, expected) in [
            ("本科", "湖南师范大学", "2012-06-30", "105421201205000026", false),
            ("专科", "湖南师范大学", "2012-06-30", "105421201205000026", false),
            ("专科", "湖南师范大学", "2006-06-30", "105421200606000026", true),
            ("专科", "湖南师范大学", "2006-06-30", "", true),
            ("本科", "湖南师范大学", "2012-06-30", "105421201205000027", false),
            ("本科", "湖南师范大学", "2013-06-30", "", false),
            ("本科", "湖南师范大学", "2013-06-30", "105421201305000027", true),
            ("本科", "湘潭大学", "2012-06-30", "", false),
            ("本科", "湘潭大学", "2014-06-30", "", true),
            ("", "", "", "", false),
        ] {
            let given = another(&registered(), proof(level, school, graduated, number));
            assert_eq!(given, expected, "{level} {school} {graduated} {number}");
        }
    }

    #[test]
    fn a_value_read_with_doubt_makes_no_other_education() {
        let blurred = doc(DocumentKind::ChsiRegistration)
            .recognised(FieldName::EducationLevel, "专科", 0.4)
            .recognised(FieldName::GraduatedOn, "2006-06-30", 0.4);
        assert!(!another(&registered(), blurred));
    }

    #[test]
    fn a_degree_certificate_is_of_no_other_education() {
        let degree = proof("硕士研究生", "湖南师范大学", "2016-06-30", "1054232016000123")
            .document(|document| document.title = Some("硕士学位证书".to_owned()));
        assert!(!another(&registered(), degree));
    }
}
