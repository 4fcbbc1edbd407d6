//! Cells that hold something and no value: errors of a formula, placeholders, scraps, values that cannot be.
//!
//! Such a cell is as good as empty, and is said to be spoilt: compared with papers it would accuse everybody, and taken for a
//! value it would switch comparing off.

use crate::model::{CellState, FieldName};
use crate::values::date::PartialDate;
use crate::values::{organisation, text};

/// What formulas and people write where there is no value.
const PLACEHOLDERS: &[&str] = &[
    "TRUE",
    "FALSE",
    "NULL",
    "NAN",
    "NONE",
    "TODO",
    "同上",
    "〃",
    "″",
    "见备注",
    "见附件",
    "详见备注",
    "待补",
    "待补充",
    "待核",
    "待核实",
    "待定",
    "略",
    "0",
    "0.0",
    "1900-01-00",
    "1900/1/0",
];
/// The years in which anybody on a roster was born, studied or worked.
const YEARS: std::ops::RangeInclusive<u16> = 1930..=2040;
/// Of an identity number that is masked, so many signs must be visible: region and year of birth, or the last six.
const VISIBLE: usize = 6;

/// Whether a cell of this field holds no value, whatever it is.
pub(super) fn is_no_value(field: FieldName, raw: &str) -> bool {
    let bare = text::code(raw);
    let error = bare.starts_with('#') && bare.len() > 1;
    let marks = !bare.is_empty() && bare.chars().all(|c| matches!(c, '?' | '？' | '�' | '□'));
    // A nought is a number of years, and nothing else.
    let years = matches!(field, FieldName::WorkYears | FieldName::SpecialistYears | FieldName::ProgramYears);
    error || marks || (PLACEHOLDERS.contains(&bare.as_str()) && !(years && bare.starts_with('0')))
}

/// Whether a value cannot be one of this field.
pub(super) fn cannot_be(field: FieldName, value: &str, state: CellState) -> bool {
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    match field {
        FieldName::Name => value.chars().any(|c| c.is_ascii_digit()),
        FieldName::School => letters < 2 || organisation::is_scrap(value) || organisation::names_several(value),
        FieldName::Employer => letters < 2 || organisation::is_scrap(value),
        FieldName::Major => letters < 1 || names_several_majors(value),
        FieldName::CertificateNo => {
            state == CellState::Full && value.chars().filter(|c| c.is_alphanumeric()).count() < 4
        }
        FieldName::IdNumber => match state {
            CellState::Masked => value.chars().filter(|c| *c != '*').count() < VISIBLE,
            // A number of another length is none; passports have letters.
            CellState::Full => value.bytes().all(|b| b.is_ascii_digit()) && !matches!(value.len(), 8..=10 | 15 | 18),
            CellState::Rounded | CellState::NotUnderstood => false,
        },
        // 至今 is the end of a period, and no day on which somebody was born or graduated.
        _ if field.is_date() => {
            value.parse::<PartialDate>().map_or(value == "present", |date| !YEARS.contains(&date.year()))
        }
        _ => false,
    }
}

/// Whether a text names several majors, with a sign between them that stands in no bracket.
fn names_several_majors(text: &str) -> bool {
    let outside = text.split('（').next().unwrap_or_default();
    let parts = outside.split(['/', '／', '；', ';', '|']);
    parts.filter(|part| part.chars().filter(|c| text::is_han(*c)).count() >= 2).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_value() {
        for raw in ["#N/A", "#REF!", "????", "TRUE", "同上", "见备注", "0"] {
            assert!(is_no_value(FieldName::Major, raw), "{raw}");
        }
        for raw in ["社会工作", "药学#", "1", ""] {
            assert!(!is_no_value(FieldName::Major, raw), "{raw}");
        }
        assert!(!is_no_value(FieldName::SpecialistYears, "0"));
    }

    #[test]
    fn what_cannot_be() {
        use CellState::{Full, Masked};
        for (field, value, state, cannot) in [
            (FieldName::IdNumber, "43*", Masked, true),
            (FieldName::IdNumber, "4301**********1234", Masked, false),
            (FieldName::IdNumber, "430196198506261435", Full, false),
            (FieldName::IdNumber, "430196198506", Full, true),
            (FieldName::IdNumber, "E12345678", Full, false),
            (FieldName::GraduatedOn, "1905-07-12", Full, true),
            (FieldName::GraduatedOn, "1988-07", Full, false),
            (FieldName::BirthDate, "2094-01-01", Full, true),
            (FieldName::GraduatedOn, "present", Full, true),
            (FieldName::School, "12", Full, true),
            (FieldName::School, "湖师大", Full, false),
            (FieldName::Major, "工商管理（会计/财务）", Full, false),
        ] {
            assert_eq!(cannot_be(field, value, state), cannot, "{field} {value}");
        }
    }
}
