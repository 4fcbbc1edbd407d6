//! What the papers say of a field, against what is expected: the ground of every …-mismatch.
//!
//! Expected is what the roster says; where it says nothing, what its identity number implies; where that is missing too,
//! what most of the candidate's papers say. One deviating value is one [`Deviation`], however many papers show it.

use std::collections::BTreeMap;

use crate::bounds;
use crate::model::{
    Candidate, CellState, Code, Document, DocumentKind, Field, FieldName, Flag, Place, RosterCell, Severity, Sighting,
    WordSource,
};
use crate::values::{self, Comparison, id_number, nearness, seal_text};

use super::bench::{Bench, at_field};
use super::phrase;

/// The order in which papers are believed where the roster says nothing.
const TRUST: &[DocumentKind] = &[
    DocumentKind::IdentityCard,
    DocumentKind::ChsiRegistration,
    DocumentKind::ChsiVerificationReport,
    DocumentKind::ProvincialVerificationReport,
    DocumentKind::SecondaryDiplomaQuery,
    DocumentKind::TechnicalSchoolQuery,
    DocumentKind::TechnicalSchoolCertificate,
    DocumentKind::OverseasDegreeCertificate,
    DocumentKind::PartySchoolProof,
    DocumentKind::RegistrationForm,
];

/// What one paper says of a field.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// The paper.
    pub document: &'a Document,
    /// The field.
    pub field: &'a Field,
    /// Its value.
    pub text: &'a str,
}

/// On what an expectation rests.
#[derive(Debug, Clone, Copy)]
pub enum Basis<'a> {
    /// The roster says so.
    Roster(&'a RosterCell),
    /// The identity number on the roster implies it.
    IdNumber(&'a RosterCell),
    /// This paper, and as many others as any, say so.
    Paper(Sight<'a>),
}

/// What a field should say.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    /// The value.
    pub value: String,
    /// Why it is expected.
    pub basis: Basis<'a>,
}

/// One value that is not the expected one, with every paper that shows it.
#[derive(Debug, Clone)]
pub struct Deviation<'a> {
    /// Which field.
    pub name: FieldName,
    /// What was expected.
    pub expected: Expected<'a>,
    /// Where the other value stands; never empty, the clearest reading first.
    pub sights: Vec<Sight<'a>>,
    /// How the two values stand to each other.
    pub comparison: Comparison,
    /// Whether the reader's doubt explains the difference.
    pub doubted: bool,
}

/// What the roster or its identity number say of a field.
#[must_use]
pub fn expected<'a>(bench: &Bench<'a>, name: FieldName) -> Option<Expected<'a>> {
    bench.candidate().and_then(|candidate| expected_of(candidate, name))
}

/// What a roster row or its identity number say of a field.
#[must_use]
pub fn expected_of(candidate: &Candidate, name: FieldName) -> Option<Expected<'_>> {
    let cells = &candidate.cells;
    if let Some(cell) = cells.get(&name).filter(|cell| cell.state != CellState::NotUnderstood) {
        return Some(Expected { value: visible(cell), basis: Basis::Roster(cell) });
    }
    let cell = cells.get(&FieldName::IdNumber).filter(|cell| cell.state == CellState::Full)?;
    Some(Expected { value: implied(name, &cell.value)?, basis: Basis::IdNumber(cell) })
}

/// What the roster says of a field, or else the form and the proofs of education.
#[must_use]
pub fn certified_text<'a>(bench: &Bench<'a>, name: FieldName) -> Option<&'a str> {
    let roster = bench.candidate().and_then(|candidate| candidate.told(name));
    roster.or_else(|| bench.education_papers().into_iter().find_map(|document| document.text(name)))
}

/// Where what [`certified_text`] gives stands, and with what confidence it was read.
#[must_use]
pub fn source(bench: &Bench<'_>, name: FieldName) -> Option<(Place, f32)> {
    let cell = bench.candidate().and_then(|candidate| candidate.cells.get(&name));
    if let Some(cell) = cell.filter(|cell| cell.state != CellState::NotUnderstood) {
        return Some((Place::Roster { cell: cell.cell.to_string() }, 1.0));
    }
    let papers = bench.education_papers();
    sights(&papers, name).first().map(|sight| (at_field(sight.document, sight.field), sight.field.evidence.confidence))
}

/// What of a roster cell can be relied on: a rounded number keeps its first 15 digits.
fn visible(cell: &RosterCell) -> String {
    match cell.state {
        CellState::Rounded => {
            cell.value.chars().enumerate().map(|(index, c)| if index < 15 { c } else { '*' }).collect()
        }
        CellState::Full | CellState::Masked | CellState::NotUnderstood => cell.value.clone(),
    }
}

/// What a valid identity number says of a field.
#[must_use]
pub fn implied(name: FieldName, number: &str) -> Option<String> {
    let examined = id_number::examine(number);
    if !examined.faults.is_empty() {
        return None;
    }
    match name {
        FieldName::BirthDate => examined.birth_date.map(|date| date.to_string()),
        FieldName::Sex => examined.sex.map(|sex| sex.as_str().to_owned()),
        _ => None,
    }
}

/// Every sight of a field on these papers.
#[must_use]
pub fn sights<'a>(papers: &[&'a Document], name: FieldName) -> Vec<Sight<'a>> {
    let fields = papers.iter().flat_map(|document| {
        let own = document.fields.iter().filter(move |field| field.name == name);
        own.filter_map(move |field| Some(Sight { document, field, text: field.value.as_text()? }))
    });
    fields.collect()
}

/// What most papers say; of equally many, what the most trusted one says.
fn majority<'a>(sights: &[Sight<'a>], judge: &dyn Fn(&str, &str) -> Comparison) -> Option<Expected<'a>> {
    let rank = |kind| TRUST.iter().position(|trusted| *trusted == kind).unwrap_or(TRUST.len());
    let votes = |sight: &Sight<'_>| sights.iter().filter(|other| judge(sight.text, other.text).is_clean()).count();
    let clear: Vec<&Sight<'a>> =
        sights.iter().filter(|sight| sight.field.evidence.confidence >= bounds::READ).collect();
    let best = clear.into_iter().min_by_key(|sight| (std::cmp::Reverse(votes(sight)), rank(sight.document.kind)))?;
    Some(Expected { value: best.text.to_owned(), basis: Basis::Paper(*best) })
}

/// Every value on these papers that is not the expected one, compared as the field is usually compared.
#[must_use]
pub fn deviations<'a>(bench: &Bench<'a>, name: FieldName, papers: &[&'a Document]) -> Vec<Deviation<'a>> {
    deviations_by(bench, name, papers, &|expected, found| values::compare(name, expected, found))
}

/// Every value on these papers that is not the expected one, compared in this way.
pub fn deviations_by<'a>(
    bench: &Bench<'a>,
    name: FieldName,
    papers: &[&'a Document],
    judge: &dyn Fn(&str, &str) -> Comparison,
) -> Vec<Deviation<'a>> {
    let sights = sights(papers, name);
    let Some(expected) = expected(bench, name).or_else(|| majority(&sights, judge)) else { return Vec::new() };
    let mut found: BTreeMap<(String, bool), Deviation<'a>> = BTreeMap::new();
    for sight in sights {
        let comparison = judge(&expected.value, sight.text);
        if comparison.is_clean() || comparison == Comparison::NotComparable {
            continue;
        }
        // A stroke may be misread; a text layer has its characters, however sure it is whose value they are.
        let recognised = sight.field.evidence.source == WordSource::Ocr;
        let doubted = doubted(name, &expected.value, sight.field)
            || (recognised
                && matches!(comparison, Comparison::LookAlike(_))
                && unsure(sight.field, bounds::READ_TO_THE_STROKE));
        let deviation = found.entry((sight.text.to_owned(), doubted)).or_insert_with(|| Deviation {
            name,
            expected: expected.clone(),
            sights: Vec::new(),
            comparison,
            doubted,
        });
        deviation.sights.push(sight);
    }
    found.into_values().collect()
}

/// Whether the reader's own doubt may explain that this field does not say what is expected.
#[must_use]
pub fn doubted(name: FieldName, expected: &str, field: &Field) -> bool {
    let evidence = &field.evidence;
    let found = field.value.as_text().unwrap_or_default();
    if evidence.source != WordSource::Ocr {
        return unsure(field, bounds::READ);
    }
    values::may_be_misread(name, expected, &evidence.raw, &evidence.runners_up)
        || nearness::may_be_damaged(name, expected, found, &evidence.raw, evidence.confidence)
        || (unsure(field, bounds::READ) && !is_plainly_another(name, expected, field))
}

/// Whether a name read with doubt is that of another unit all the same: one character that was hardly read makes the
/// reader unsure of the whole, while no slip turns one unit's name into another's.
fn is_plainly_another(name: FieldName, expected: &str, field: &Field) -> bool {
    let found = field.value.as_text().unwrap_or_default();
    name == FieldName::Employer
        && seal_text::judge(found, field.evidence.confidence, &[expected]) == seal_text::Verdict::Another
}

/// Whether the field was read with less confidence than this.
#[must_use]
pub fn unsure(field: &Field, limit: f32) -> bool {
    field.evidence.confidence < limit
}

impl Deviation<'_> {
    /// The deviating value.
    #[must_use]
    pub fn found(&self) -> &str {
        self.sights.first().map_or("", |sight| sight.text)
    }

    /// The flag about it, with every sighting.
    #[must_use]
    pub fn flag(&self, bench: &Bench<'_>, code: Code) -> Flag {
        self.flag_saying(bench, code, "请核对")
    }

    /// The flag about it, ending in this advice.
    #[must_use]
    pub fn flag_saying(&self, bench: &Bench<'_>, code: Code, advice: &str) -> Flag {
        let (field, found) = (phrase::field(self.name), phrase::value(self.name, self.found()));
        let where_ = phrase::kinds(self.sights.iter().map(|sight| sight.document));
        let message = format!("{where_}上的{field}为{found}，{}，{advice}。", self.basis());
        let place = self.sights.first().map_or(Place::Absent, |sight| at_field(sight.document, sight.field));
        let mut flag = bench.flag(code, place, message);
        flag = flag.about(self.name).expected(&self.expected.value).found(self.found());
        flag.sightings = self
            .sights
            .iter()
            .skip(1)
            .map(|sight| Sighting {
                place: at_field(sight.document, sight.field),
                found: sight.field.evidence.raw.clone(),
            })
            .collect();
        if let Basis::Paper(sight) = &self.expected.basis {
            let place = at_field(sight.document, sight.field);
            flag.sightings.push(Sighting { place, found: sight.field.evidence.raw.clone() });
        }
        flag
    }

    /// What was expected and on what ground, as part of a sentence.
    #[must_use]
    pub fn basis(&self) -> String {
        let value = phrase::value(self.name, &self.expected.value);
        match &self.expected.basis {
            Basis::Roster(_) => format!("名单上为{value}"),
            Basis::IdNumber(_) => format!("按名单上的身份证号应为{value}"),
            Basis::Paper(sight) => format!("{}上为{value}", phrase::kind(sight.document.kind)),
        }
    }

    /// Whether a paper of another issuer was read well and says what was expected.
    #[must_use]
    pub fn confirmed_elsewhere(&self, papers: &[&Document]) -> bool {
        self.sights.iter().all(|sight| confirms(papers, self.name, &self.expected.value, sight.document))
    }
}

/// Whether a paper of another issuer than this one was read well and says of a field what the roster says.
#[must_use]
pub fn confirmed_beside(bench: &Bench<'_>, document: &Document, name: FieldName) -> bool {
    expected(bench, name).is_some_and(|expected| confirms(&bench.own_papers(), name, &expected.value, document))
}

/// Whether some paper of another issuer than this one was read well and says this of a field. The form is filled in by the
/// candidate, from what the roster was made of: it confirms nothing.
fn confirms(papers: &[&Document], name: FieldName, expected: &str, doubtful: &Document) -> bool {
    sights(papers, name).iter().any(|sight| {
        let comparison = values::compare(name, expected, sight.text);
        let exact = comparison == Comparison::Equal && sight.text.chars().count() >= bounds::LONG_VALUE;
        let limit = if exact { bounds::CONFIRMS } else { bounds::READ };
        let other = sight.document.kind != DocumentKind::RegistrationForm && issuer(sight.document) != issuer(doubtful);
        other && comparison.is_clean() && !unsure(sight.field, limit)
    })
}

/// Who issues papers of a document's kind: two of one issuer are made from one record.
const fn issuer(document: &Document) -> DocumentKind {
    match document.kind {
        DocumentKind::ChsiVerificationReport => DocumentKind::ChsiRegistration,
        DocumentKind::GraduateRegistrationForm | DocumentKind::EnrolmentRegister => DocumentKind::Diploma,
        DocumentKind::TechnicalSchoolCertificate => DocumentKind::TechnicalSchoolQuery,
        kind => kind,
    }
}

/// The flags about those deviations that are certain, and that this code is about.
#[must_use]
pub fn certain(
    bench: &Bench<'_>,
    code: Code,
    deviations: &[Deviation<'_>],
    about: impl Fn(Comparison) -> bool,
) -> Vec<Flag> {
    let certain = deviations.iter().filter(|deviation| !deviation.doubted && about(deviation.comparison));
    certain.map(|deviation| deviation.flag(bench, code)).collect()
}

/// A flag lowered to a note.
#[must_use]
pub fn as_note(mut flag: Flag) -> Flag {
    flag.severity = Severity::Info;
    flag
}
