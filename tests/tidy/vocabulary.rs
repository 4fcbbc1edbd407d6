//! The words that others rely on never change: document kinds, fields, flags. They are written here a second time on
//! purpose, so that a renamed or lost word fails a test.

use std::collections::BTreeSet;

use hecha::model::{Code, DocumentKind, FieldName, Severity};

/// Every document kind.
const KINDS: &[&str] = &[
    "appointment_letter",
    "blank",
    "chsi_registration",
    "chsi_verification_report",
    "diploma",
    "employment_certificate",
    "enrolment_register",
    "graduate_registration_form",
    "identity_card",
    "other",
    "overseas_degree_certificate",
    "party_school_proof",
    "professional_title_certificate",
    "provincial_verification_report",
    "registration_form",
    "secondary_diploma_query",
    "technical_school_certificate",
    "technical_school_query",
];

/// Every field.
const FIELDS: &[&str] = &[
    "birth_date",
    "certificate_no",
    "conclusion",
    "contact_phone",
    "degree",
    "education_category",
    "education_level",
    "employer",
    "employment_periods",
    "enrolled_on",
    "exam_level",
    "exam_name",
    "graduated_on",
    "id_number",
    "issued_on",
    "issuer",
    "major",
    "name",
    "principal",
    "program_years",
    "register_entries",
    "register_rows",
    "registration_no",
    "report_no",
    "school",
    "sex",
    "specialist_years",
    "study_mode",
    "ticket_no",
    "title_level",
    "title_name",
    "valid_until",
    "verification_code",
    "work_years",
];

/// Every flag. A code may be added, and is never renamed or reused.
const CODES: &[&str] = &[
    "birth-date-mismatch",
    "candidate-unknown",
    "certificate-no-inconsistent",
    "certificate-no-mismatch",
    "document-damaged",
    "document-duplicate",
    "document-encrypted",
    "document-missing",
    "document-unreadable",
    "document-unrecognised",
    "edited-after-signing",
    "edited-file",
    "employer-mismatch",
    "exam-mismatch",
    "exemption-proof-missing",
    "field-missing",
    "graduated-on-mismatch",
    "id-number-invalid",
    "id-number-mismatch",
    "level-mismatch",
    "low-confidence",
    "major-mismatch",
    "name-mismatch",
    "name-variant",
    "not-graduated",
    "online-differs",
    "online-needs-person",
    "online-not-found",
    "opinion-adverse",
    "period-after-cutoff",
    "period-implausible",
    "period-overlap",
    "provisional-proof",
    "qr-differs",
    "roster-duplicate",
    "roster-incomplete",
    "route-mismatch",
    "school-mismatch",
    "seal-employer-mismatch",
    "seal-missing",
    "sex-mismatch",
    "shared-certificate-no",
    "shared-image",
    "shared-verification-code",
    "signature-invalid",
    "submitted-late",
    "text-differs-from-image",
    "verification-code-malformed",
    "verification-expired",
    "work-unrelated",
    "wrong-person",
    "years-insufficient",
    "years-total-inconsistent",
];

fn set<'a>(words: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    words.collect()
}

#[test]
fn kinds_are_the_contracts() {
    assert_eq!(set(DocumentKind::ALL.iter().map(|kind| kind.as_str())), set(KINDS.iter().copied()));
}

#[test]
fn fields_are_the_contracts() {
    assert_eq!(set(FieldName::ALL.iter().map(|field| field.as_str())), set(FIELDS.iter().copied()));
}

#[test]
fn no_flag_of_the_contract_is_lost() {
    let ours = set(Code::ALL.iter().map(|code| code.as_str()));
    let lost: Vec<_> = CODES.iter().filter(|code| !ours.contains(*code)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
}

#[test]
fn severities_are_the_contracts() {
    assert_eq!(
        Severity::ALL.iter().map(|severity| severity.as_str()).collect::<Vec<_>>(),
        ["info", "warning", "error"]
    );
}

#[test]
fn the_lists_are_sorted() {
    for list in [KINDS, FIELDS, CODES] {
        assert!(list.is_sorted(), "not sorted: {list:?}");
    }
}
