//! The bench: what a check works on, and the questions that several checks must answer alike.

use std::collections::BTreeSet;

use crate::model::{
    Candidate, Case, Code, Document, DocumentKind, Field, FieldName, Flag, Legibility, Lookalike, Outcome, Place,
    RemarkKind, ScreenedFile, Severity,
};
use crate::rulebook::{Known, Pack, Schooling, Site};

use crate::values::{self, Comparison};

use super::Context;
use super::degree;
use super::whose::is_strangers;

/// The kinds that prove an education.
pub const EDUCATION_PROOFS: &[DocumentKind] = &[
    DocumentKind::ChsiRegistration,
    DocumentKind::ChsiVerificationReport,
    DocumentKind::SecondaryDiplomaQuery,
    DocumentKind::ProvincialVerificationReport,
    DocumentKind::EnrolmentRegister,
    DocumentKind::OverseasDegreeCertificate,
    DocumentKind::PartySchoolProof,
    DocumentKind::TechnicalSchoolQuery,
    DocumentKind::TechnicalSchoolCertificate,
    DocumentKind::GraduateRegistrationForm,
    DocumentKind::Diploma,
];

/// One candidate's papers with the rules and the day.
#[derive(Debug)]
pub struct Bench<'a> {
    /// The papers.
    pub case: &'a Case,
    /// The rules, the day, the others.
    pub context: &'a Context<'a>,
}

impl<'a> Bench<'a> {
    /// Puts one candidate's papers on the bench.
    #[must_use]
    pub const fn new(case: &'a Case, context: &'a Context<'a>) -> Self {
        Self { case, context }
    }

    /// The rules.
    #[must_use]
    pub const fn pack(&self) -> &'a Pack {
        self.context.pack
    }

    /// The roster row; `None` for the uploads that belong to nobody.
    #[must_use]
    pub const fn candidate(&self) -> Option<&'a Candidate> {
        self.case.candidate.as_ref()
    }

    /// The files.
    pub fn files(&self) -> impl Iterator<Item = &'a ScreenedFile> {
        self.case.files.iter()
    }

    /// Every document that is of a known kind, whoever it names.
    pub fn papers(&self) -> impl Iterator<Item = &'a Document> {
        let documents = self.case.files.iter().flat_map(|file| file.documents.iter());
        documents.filter(|doc| !matches!(doc.kind, DocumentKind::Blank | DocumentKind::Other))
    }

    /// The papers of the candidate's own: those of a wholly different person are left to `wrong-person`.
    #[must_use]
    pub fn own_papers(&self) -> Vec<&'a Document> {
        let own = |document: &&Document| self.candidate().is_none_or(|candidate| !is_strangers(candidate, document));
        self.papers().filter(own).collect()
    }

    /// The form and the proofs that speak of the education on the roster. A proof of another certificate of the same
    /// person (专科 beside 本科) contradicts nothing, as long as one proof is about the certificate on the roster.
    #[must_use]
    pub fn education_papers(&self) -> Vec<&'a Document> {
        let own = self.own_papers();
        let proof = |document: &Document| EDUCATION_PROOFS.contains(&document.kind);
        let certified = own.iter().any(|document| proof(document) && self.is_of_roster_certificate(document));
        own.into_iter()
            .filter(|document| proof(document) || document.kind == DocumentKind::RegistrationForm)
            .filter(|document| !(certified && proof(document) && degree::is_of_another(self, document)))
            .collect()
    }

    /// Whether certificate number or date of graduation are those on the roster.
    fn is_of_roster_certificate(&self, document: &Document) -> bool {
        [FieldName::CertificateNo, FieldName::GraduatedOn]
            .into_iter()
            .any(|name| self.against_roster(document, name).is_some_and(Comparison::is_clean))
    }

    fn against_roster(&self, document: &Document, name: FieldName) -> Option<Comparison> {
        let (own, found) = (degree::own(self, name)?, document.text(name)?);
        Some(values::compare(name, own, found))
    }

    /// The site that a printed page is of, where the page tells: the one most of whose words stand on it.
    #[must_use]
    pub fn site_of(&self, document: &Document) -> Option<&'a Site> {
        let told: Vec<&str> = document.remarks_of(RemarkKind::Site).map(|remark| remark.text.as_str()).collect();
        let words = |site: &Site| {
            let shown = |word: &&String| told.iter().any(|text| text.contains(word.as_str()));
            site.words.iter().filter(shown).count()
        };
        let most = self.pack().site.iter().map(&words).max().filter(|most| *most > 0)?;
        let mut sites = self.pack().site.iter().filter(|site| words(site) == most);
        sites.next().filter(|_| sites.next().is_none())
    }

    /// What the papers of no kind look like.
    pub fn lookalikes(&self) -> impl Iterator<Item = Lookalike> {
        self.case.documents().filter_map(|document| document.lookalike)
    }

    /// The kinds that are there.
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<DocumentKind> {
        self.papers().map(|doc| doc.kind).collect()
    }

    /// The file a document stands in.
    #[must_use]
    pub fn file_of(&self, doc: &Document) -> Option<&'a ScreenedFile> {
        self.case.files.iter().find(|file| file.upload.file == doc.file)
    }

    /// How many files and pages nobody could look into: what is not found may stand there.
    #[must_use]
    pub fn blind_spots(&self) -> BlindSpots {
        let mut spots = BlindSpots::default();
        for file in self.files() {
            match &file.reading.outcome {
                Outcome::Read => {
                    let blind = |l: &Legibility| matches!(l, Legibility::NeedsOcr | Legibility::Unreadable(_));
                    spots.pages += file.reading.pages.iter().filter(|page| blind(&page.legibility)).count();
                }
                Outcome::Encrypted | Outcome::Protected | Outcome::Damaged { .. } | Outcome::NotADocument => {
                    spots.files += 1;
                }
            }
        }
        spots
    }

    /// The candidate's schooling as the roster gives it, completed from the form and the proofs.
    #[must_use]
    pub fn schooling(&self) -> Schooling {
        let told = |name: FieldName| {
            degree::own(self, name).or_else(|| {
                let mut proofs = self.papers().filter(|doc| EDUCATION_PROOFS.contains(&doc.kind));
                proofs.find_map(|doc| doc.text(name))
            })
        };
        let known = Known {
            school: told(FieldName::School),
            level: told(FieldName::EducationLevel),
            graduated_on: told(FieldName::GraduatedOn),
            certificate_no: told(FieldName::CertificateNo),
        };
        Schooling::of(self.pack(), &known)
    }

    /// A flag with the pack's severity and clause.
    #[must_use]
    pub fn flag(&self, code: Code, place: Place, message: impl Into<String>) -> Flag {
        let flag = Flag::new(code, self.pack().severity(code), place, message);
        match self.pack().clause_of(code) {
            Some(clause) => flag.under(clause),
            None => flag,
        }
    }

    /// A flag that is only worth knowing.
    #[must_use]
    pub fn note(&self, code: Code, place: Place, message: impl Into<String>) -> Flag {
        let mut flag = self.flag(code, place, message);
        flag.severity = Severity::Info;
        flag
    }
}

/// What could not be looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BlindSpots {
    /// Files that did not open.
    pub files: usize,
    /// Pages of opened files that could not be read.
    pub pages: usize,
}

/// The first page of a document as a place.
#[must_use]
pub fn at_document(doc: &Document) -> Place {
    Place::Paper { file: doc.file.clone(), page: doc.pages.0, bbox: None }
}

/// The spot where a field was read.
#[must_use]
pub fn at_field(doc: &Document, field: &Field) -> Place {
    Place::Paper { file: doc.file.clone(), page: field.evidence.page, bbox: field.evidence.bbox }
}

/// A file as a place.
#[must_use]
pub fn at_file(file: &ScreenedFile) -> Place {
    Place::File { file: file.upload.file.clone() }
}
