//! A flag: a person must look, why, and where. It points at paper, or at the absence of it.

use serde::{Deserialize, Serialize};

use super::{FieldName, Rect, words::vocabulary};

vocabulary! {
    /// How much a flag matters. A candidate is `clear` only where none above `info` stands.
    Severity {
        /// Worth knowing; needs nobody.
        Info = "info",
        /// A person should look.
        Warning = "warning",
        /// A person must look: something is wrong or missing.
        Error = "error",
    }
}

vocabulary! {
    /// Why a flag was raised, in the contract's words.
    Code {
        /// The name differs.
        NameMismatch = "name-mismatch",
        /// The same name in another script form, or with a look-alike character.
        NameVariant = "name-variant",
        /// The identity number differs.
        IdNumberMismatch = "id-number-mismatch",
        /// The identity number breaks its own rules.
        IdNumberInvalid = "id-number-invalid",
        /// The birth date differs.
        BirthDateMismatch = "birth-date-mismatch",
        /// The sex differs.
        SexMismatch = "sex-mismatch",
        /// The whole document belongs to someone else.
        WrongPerson = "wrong-person",
        /// A document that is owed is not there.
        DocumentMissing = "document-missing",
        /// A page cannot be read.
        DocumentUnreadable = "document-unreadable",
        /// A document is none of those asked for.
        DocumentUnrecognised = "document-unrecognised",
        /// A file needs a password.
        DocumentEncrypted = "document-encrypted",
        /// A file is damaged.
        DocumentDamaged = "document-damaged",
        /// The same document twice.
        DocumentDuplicate = "document-duplicate",
        /// A value that must be printed is not.
        FieldMissing = "field-missing",
        /// A value was read with doubt.
        LowConfidence = "low-confidence",
        /// Uploaded outside the window.
        SubmittedLate = "submitted-late",
        /// Not the education proof that the announcement asks for.
        RouteMismatch = "route-mismatch",
        /// Accepted for now; the final proof is owed.
        ProvisionalProof = "provisional-proof",
        /// The school differs.
        SchoolMismatch = "school-mismatch",
        /// The major differs.
        MajorMismatch = "major-mismatch",
        /// The education level differs.
        LevelMismatch = "level-mismatch",
        /// The graduation date differs.
        GraduatedOnMismatch = "graduated-on-mismatch",
        /// The certificate number differs.
        CertificateNoMismatch = "certificate-no-mismatch",
        /// The certificate number does not fit school, year or level.
        CertificateNoInconsistent = "certificate-no-inconsistent",
        /// The proof does not say that the candidate graduated.
        NotGraduated = "not-graduated",
        /// The printed validity has passed.
        VerificationExpired = "verification-expired",
        /// The verification code has a form that no code has.
        VerificationCodeMalformed = "verification-code-malformed",
        /// Too few years of work.
        YearsInsufficient = "years-insufficient",
        /// The total does not follow from the periods.
        YearsTotalInconsistent = "years-total-inconsistent",
        /// Two periods overlap.
        PeriodOverlap = "period-overlap",
        /// A period runs past the cut-off day.
        PeriodAfterCutoff = "period-after-cutoff",
        /// A period cannot be: end before start, work as a child.
        PeriodImplausible = "period-implausible",
        /// The employer differs.
        EmployerMismatch = "employer-mismatch",
        /// The work is not of the exam's field.
        WorkUnrelated = "work-unrelated",
        /// No seal where one is required.
        SealMissing = "seal-missing",
        /// The seal is of another unit.
        SealEmployerMismatch = "seal-employer-mismatch",
        /// The file was changed after it was signed.
        EditedAfterSigning = "edited-after-signing",
        /// The digital signature does not hold.
        SignatureInvalid = "signature-invalid",
        /// The text layer and the picture say different things.
        TextDiffersFromImage = "text-differs-from-image",
        /// The QR code and the print say different things.
        QrDiffers = "qr-differs",
        /// An issued PDF was changed.
        EditedFile = "edited-file",
        /// The same certificate number with two candidates.
        SharedCertificateNo = "shared-certificate-no",
        /// The same verification code with two candidates.
        SharedVerificationCode = "shared-verification-code",
        /// The same picture with two candidates.
        SharedImage = "shared-image",
        /// The proof of an exemption is missing.
        ExemptionProofMissing = "exemption-proof-missing",
        /// The portal does not know the code.
        OnlineNotFound = "online-not-found",
        /// The portal says something else.
        OnlineDiffers = "online-differs",
        /// Only a person can look this up.
        OnlineNeedsPerson = "online-needs-person",
        /// Uploads that belong to nobody on the roster.
        CandidateUnknown = "candidate-unknown",
        /// Two roster rows for one candidate.
        RosterDuplicate = "roster-duplicate",
        /// A roster cell that the check needs is empty or spoilt.
        RosterIncomplete = "roster-incomplete",
        /// The form is for another exam, year, level or ticket number.
        ExamMismatch = "exam-mismatch",
        /// The employer's own opinion on the form is against the candidate.
        OpinionAdverse = "opinion-adverse",
    }
}

/// Where a flag points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "at")]
pub enum Place {
    /// A spot on a page.
    Paper {
        /// The file.
        file: String,
        /// Page, from 1.
        page: u32,
        /// The spot; `None` for the whole page.
        #[serde(rename = "box")]
        bbox: Option<Rect>,
    },
    /// A file as a whole.
    File {
        /// The file.
        file: String,
    },
    /// A cell or row of the roster.
    Roster {
        /// E.g. `E5`, or `5` for a whole row.
        cell: String,
    },
    /// Nothing is there, and something should be.
    Absent,
}

/// One more place where the matter shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sighting {
    /// Where.
    pub place: Place,
    /// What stands there, as printed.
    pub found: String,
}

/// A reason for a person to look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// Why.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Where to look.
    pub place: Place,
    /// Which field, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub field: Option<FieldName>,
    /// What the roster, another document or a rule leads to expect.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected: Option<String>,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub found: Option<String>,
    /// One sentence for the reviewer, in Simplified Chinese, with both values.
    pub message: String,
    /// Other places where the same matter shows.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sightings: Vec<Sighting>,
    /// The clause of the announcement it rests on, by the id in the rule pack's ledger.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub clause: Option<String>,
}

impl Flag {
    /// A flag at a place, with its one sentence. There is no way to make one without a place.
    #[must_use]
    pub fn new(code: Code, severity: Severity, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            place,
            field: None,
            expected: None,
            found: None,
            message: message.into(),
            sightings: Vec::new(),
            clause: None,
        }
    }

    /// About this field.
    #[must_use]
    pub fn about(mut self, field: FieldName) -> Self {
        self.field = Some(field);
        self
    }

    /// With the value expected.
    #[must_use]
    pub fn expected(mut self, value: impl Into<String>) -> Self {
        self.expected = Some(value.into());
        self
    }

    /// With the value found.
    #[must_use]
    pub fn found(mut self, value: impl Into<String>) -> Self {
        self.found = Some(value.into());
        self
    }

    /// Resting on this clause of the announcement.
    #[must_use]
    pub fn under(mut self, clause: impl Into<String>) -> Self {
        self.clause = Some(clause.into());
        self
    }

    /// The file it points at, if any.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        match &self.place {
            Place::Paper { file, .. } | Place::File { file } => Some(file),
            Place::Roster { .. } | Place::Absent => None,
        }
    }

    /// The page it points at, if any.
    #[must_use]
    pub const fn page(&self) -> Option<u32> {
        match &self.place {
            Place::Paper { page, .. } => Some(*page),
            Place::File { .. } | Place::Roster { .. } | Place::Absent => None,
        }
    }
}
