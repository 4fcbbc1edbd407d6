//! Which of several values found for a field is the one.

use super::evidence;
use super::pairs::{Found, trimmed};
use crate::layout::Sheet;
use crate::model::{EmptyField, Field, FieldName, FieldValue};
use crate::values::{self, Understanding};

/// A value with how good it is among others.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// The field.
    pub field: Field,
    /// Higher is better.
    pub worth: f32,
}

/// The best understood value of each field, in the order of [`FieldName`], and the fields that say "unknown".
pub(super) fn best(sheet: &Sheet<'_>, found: &[Found]) -> (Vec<Choice>, Vec<EmptyField>) {
    let mut chosen: Vec<Choice> = Vec::new();
    let mut unknown = Vec::new();
    for hit in found {
        let lines: Vec<Vec<usize>> =
            hit.lines.iter().map(|l| clean(sheet, hit.field, l)).filter(|l| !l.is_empty()).collect();
        let raw: String = lines.iter().map(|l| sheet.raw(l)).collect();
        let parsed = values::parse(hit.field, &raw);
        let weight = match parsed.understanding {
            Understanding::Full => 1.0,
            Understanding::Masked => 0.9,
            Understanding::OddShape => 0.55,
            Understanding::PrintedAsUnknown => {
                unknown.push(EmptyField {
                    name: hit.field,
                    page: sheet.page.number,
                    bbox: sheet.page.displayed(&hit.label),
                    printed_as_unknown: true,
                });
                continue;
            }
            Understanding::Empty | Understanding::NotAValue | Understanding::NotUnderstood => continue,
        };
        let Some(value) = parsed.value else { continue };
        let fit = plausible(hit.field, &value);
        if fit <= 0.0 {
            continue;
        }
        let sure = hit.sure * weight * fit;
        let worth = sure - 0.004 * hit.rank as f32;
        let field = steadied(evidence::field(sheet, hit.field, FieldValue::Text(value), &lines, sure));
        match chosen.iter_mut().find(|c| c.field.name == hit.field) {
            Some(before) if before.worth < worth => *before = Choice { field, worth },
            Some(_) => {}
            None => chosen.push(Choice { field, worth }),
        }
    }
    (chosen, unknown)
}

/// Confidence rounded to what it can mean.
pub(super) fn steadied(mut field: Field) -> Field {
    field.evidence.confidence = (field.evidence.confidence * 1000.0).round() / 1000.0;
    field
}

/// The characters without what is printed around a value: 长沙市某中心(盖章).
fn clean(sheet: &Sheet<'_>, field: FieldName, chars: &[usize]) -> Vec<usize> {
    let mut chars = trimmed(sheet, chars);
    let unit = matches!(field, FieldName::Employer | FieldName::Issuer | FieldName::School | FieldName::Principal);
    if unit {
        let text: Vec<char> = chars.iter().filter_map(|&c| sheet.chars.get(c)).map(|c| c.ch).collect();
        let cut = text.windows(2).position(|w| matches!(w, ['(', '盖' | '公' | '章' | '签' | '印' | '加']));
        if let Some(cut) = cut {
            chars.truncate(cut);
        }
    }
    trimmed(sheet, &chars)
}

/// How well a value suits its field beyond what understanding it says, 0 to 1.
fn plausible(field: FieldName, value: &str) -> f32 {
    let length = value.chars().count();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let fits = |ok: bool| if ok { 1.0 } else { 0.0 };
    match field {
        FieldName::TicketNo | FieldName::RegistrationNo => fits(digits >= 6 && length <= 32),
        FieldName::VerificationCode => fits(length >= 8 && value.chars().all(|c| c.is_ascii_alphanumeric())),
        FieldName::ReportNo => fits(digits >= 4 && length <= 32),
        FieldName::CertificateNo => fits(digits >= 3 && length <= 40),
        FieldName::ContactPhone => fits(digits >= 7 && length <= 26),
        FieldName::School | FieldName::Employer | FieldName::Issuer => {
            fits((2..=60).contains(&length) && digits * 2 < length)
        }
        FieldName::Major => fits((1..=40).contains(&length) && digits < 4),
        FieldName::ExamName => fits((4..=60).contains(&length)),
        FieldName::EducationCategory | FieldName::StudyMode => fits(length <= 20 && digits == 0),
        FieldName::Degree | FieldName::ExamLevel | FieldName::TitleName | FieldName::TitleLevel => fits(length <= 40),
        _ => 1.0,
    }
}
