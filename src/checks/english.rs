//! The sentence of a flag in English, for developers: made from its code, field and values, as templates that stand here
//! side by side. The Chinese sentence of each check says more; it is written where it is known, and for the reviewer.

use crate::model::{Code, Flag};

/// What a flag says, in English.
///
/// In a template `{field}`, `{found}` and `{expected}` stand for what the flag holds; a part in brackets is left out where
/// the flag does not hold all that the part names.
#[must_use]
pub fn english(flag: &Flag) -> String {
    let mut sentence = String::new();
    let mut rest = template(flag.code);
    while let Some((before, after)) = rest.split_once('[') {
        let (part, behind) = after.split_once(']').unwrap_or((after, ""));
        sentence.push_str(before);
        if holds_all(flag, part) {
            sentence.push_str(part);
        }
        rest = behind;
    }
    sentence.push_str(rest);
    let field = flag.field.map_or_else(|| "value".to_owned(), |field| field.as_str().replace('_', " "));
    // The found value last: it is printed text, and may hold anything.
    let sentence = sentence.replace("{field}", &field);
    filled(&sentence, flag)
}

/// Whether the flag holds every value that this part of a template names.
fn holds_all(flag: &Flag, part: &str) -> bool {
    (!part.contains("{field}") || flag.field.is_some())
        && (!part.contains("{found}") || flag.found.is_some())
        && (!part.contains("{expected}") || flag.expected.is_some())
}

/// The values in their places, in one pass, so that what is printed on a paper is never taken for a place.
fn filled(sentence: &str, flag: &Flag) -> String {
    let mut filled = String::new();
    let mut rest = sentence;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        filled.push_str(before);
        let values = [("{found}", &flag.found), ("{expected}", &flag.expected)];
        let place = values.into_iter().find(|(place, _)| after.starts_with(place));
        let (place, value) = place.map_or(("{", "{"), |(place, value)| (place, value.as_deref().unwrap_or("nothing")));
        filled.push_str(value);
        rest = after.get(place.len()..).unwrap_or_default();
    }
    filled.push_str(rest);
    filled
}

/// The template of a code.
const fn template(code: Code) -> &'static str {
    use Code as C;
    match code {
        C::NameMismatch
        | C::BirthDateMismatch
        | C::SexMismatch
        | C::SchoolMismatch
        | C::MajorMismatch
        | C::LevelMismatch
        | C::GraduatedOnMismatch
        | C::CertificateNoMismatch
        | C::EmployerMismatch
        | C::IdNumberMismatch => "The {field} is {found}[, where {expected} is expected].",
        C::NameVariant => "The name {found} is another way of writing {expected}: see that it is the same person.",
        C::IdNumberInvalid => "The identity number {found} breaks its own rules[; the roster has {expected}].",
        C::WrongPerson => "The document belongs to somebody else: {found}[, not {expected}].",
        C::DocumentMissing => "A document that is owed is not there[: {expected}].",
        C::DocumentUnreadable => "Nothing could be read from the page.",
        C::DocumentUnrecognised => "The page or file is none of the documents asked for.",
        C::DocumentEncrypted => "The file needs a password.",
        C::DocumentDamaged => "The file is damaged or not what its name says.",
        C::DocumentDuplicate => "The same document was handed in twice.",
        C::FieldMissing => "The {field} is not on the document, and must be.",
        C::LowConfidence => "The {field} was read with doubt[ as {found}][, where {expected} is expected].",
        C::SubmittedLate => "The file was uploaded outside the window: {found}[; the window is {expected}].",
        C::RouteMismatch => "The proof of education is {found}[; the announcement asks for {expected}].",
        C::ProvisionalProof => "{found} is accepted for now[; {expected} is owed].",
        C::CertificateNoInconsistent => "The certificate number {found} does not fit what is printed beside it.",
        C::NotGraduated => "The proof says {found}, which is no graduation.",
        C::VerificationExpired => "The printed validity ended on {found}[, before {expected}].",
        C::VerificationCodeMalformed => "The verification code has a form that no code has.",
        C::YearsInsufficient => "The papers prove too few years of work[: {found}][, where {expected} are asked].",
        C::YearsTotalInconsistent => {
            "The stated total of {found} years does not follow from the periods[: {expected}]."
        }
        C::PeriodOverlap => "Periods of work overlap[: {found}].",
        C::PeriodAfterCutoff => "A period of work runs to {found}[, past the cut-off day {expected}].",
        C::PeriodImplausible => "A period of work cannot be as printed[: {found}].",
        C::WorkUnrelated => "The work does not look like work of the exam's field[: {found}].",
        C::SealMissing => "No seal of the unit is on the document[, only {found}].",
        C::SealEmployerMismatch => "The seal says {found}[, where the unit is {expected}].",
        C::EditedAfterSigning => "The file was changed after it was signed.",
        C::SignatureInvalid => "The digital signature does not hold.",
        C::TextDiffersFromImage => "The text layer and the picture say different things[: {expected} and {found}].",
        C::QrDiffers => "The QR code and the print say different things.",
        C::EditedFile => "An issued PDF was changed.",
        C::SharedCertificateNo => "Another candidate handed in the same certificate number.",
        C::SharedVerificationCode => "Another candidate handed in the same verification code.",
        C::SharedImage => "Another candidate handed in the same picture or file.",
        C::ExemptionProofMissing => "The proof of the exemption is not there[: {expected}].",
        C::OnlineNotFound => "The portal does not know what was looked up.",
        C::OnlineDiffers => "The portal says something else[: {found}, where {expected} is expected].",
        C::OnlineNeedsPerson => "Only a person can look this up.",
        C::CandidateUnknown => "The uploads belong to nobody on the roster[; they name {found}].",
        C::RosterDuplicate => "Two rows of the roster are one candidate[: {found}].",
        C::ExamMismatch => "The form is for another exam[: {found}][, where {expected} is checked].",
        C::OpinionAdverse => "The employer's opinion on the form is against the candidate[: {found}].",
        C::RosterIncomplete => "A cell of the roster that the checks need is empty or spoilt[: {field}].",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FieldName, Place, Severity};

    fn flag(code: Code) -> Flag {
        Flag::new(code, Severity::Error, Place::Absent, "句子。")
    }

    #[test]
    fn values_stand_in_their_places() {
        let one =
            flag(Code::GraduatedOnMismatch).about(FieldName::GraduatedOn).found("2005-06-30").expected("2006-06-30");
        assert_eq!(english(&one), "The graduated on is 2005-06-30, where 2006-06-30 is expected.");
        let odd = flag(Code::NameMismatch).about(FieldName::Name).found("{expected}[").expected("甲");
        assert_eq!(english(&odd), "The name is {expected}[, where 甲 is expected.");
    }

    #[test]
    fn what_a_flag_does_not_hold_is_left_out() {
        assert_eq!(english(&flag(Code::DocumentMissing)), "A document that is owed is not there.");
    }

    #[test]
    fn every_code_has_a_sentence() {
        for code in Code::ALL {
            for flag in [flag(*code), flag(*code).about(FieldName::Name).found("A").expected("B")] {
                let sentence = english(&flag);
                assert!(sentence.ends_with('.') && sentence.is_ascii(), "{code}: {sentence}");
                assert!(!sentence.contains(['{', '[', ']']), "{code}: {sentence}");
            }
        }
    }
}
