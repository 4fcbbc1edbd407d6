//! Floor 0. Printed values, one kind a file: parse, normalise, compare, print; tables as data beside them.
//!
//! [`parse`] puts the text of any field into the contract's form; [`compare`] says how two values of a field stand to
//! each other. Both are pure and never break on hostile text. Each kind has more to offer in its own file: what is
//! wrong with an identity number, the days a date can mean, the parts of a certificate number.

pub mod certificate_no;
pub mod characters;
pub mod comparison;
pub mod conclusion;
pub mod date;
pub mod education_level;
pub mod exam_level;
pub mod id_number;
pub mod major;
pub mod nearness;
pub mod numeral;
pub mod organisation;
pub mod parsed;
pub mod person_name;
pub mod phone;
pub mod place;
pub mod plain;
mod radicals;
pub mod school;
pub mod seal_text;
pub mod sex;
pub mod study_mode;
pub mod text;
pub mod verification_code;
pub mod words;
pub mod years;

pub use comparison::{Comparison, Reason};
pub use parsed::{Parsed, Understanding};
pub use words::Words;

use crate::model::{FieldName, RunnersUp};

/// Understands the printed text of a field.
///
/// The lists (`employment_periods`, `register_entries`) are put together by extraction from parts of other fields; a
/// text for one of them is kept as plain text.
#[must_use]
pub fn parse(field: FieldName, raw: &str) -> Parsed {
    // Taking off quotes and the like may leave what reads as something else, or as nothing; a value stands only when it
    // reads as itself.
    const ROUNDS: usize = 8;
    let mut parsed = understand(field, raw);
    for _ in 0..ROUNDS {
        let Some(again) = parsed.value.as_deref().map(|value| understand(field, value)) else { break };
        if again.value == parsed.value {
            break;
        }
        parsed = again;
    }
    parsed
}

/// Understands a text once.
fn understand(field: FieldName, raw: &str) -> Parsed {
    use FieldName as F;
    match field {
        F::Name | F::Principal => person_name::parse(raw),
        F::Sex => sex::parse(raw),
        F::BirthDate | F::IssuedOn => parse_date(raw, None),
        F::EnrolledOn => parse_date(raw, Some(Side::From)),
        F::GraduatedOn | F::ValidUntil => parse_date(raw, Some(Side::To)),
        F::IdNumber => id_number::parse(raw),
        F::EducationLevel => education_level::parse(raw),
        F::ProgramYears | F::WorkYears | F::SpecialistYears => years::parse(raw),
        F::Conclusion => conclusion::parse(raw),
        F::TicketNo | F::RegistrationNo | F::ReportNo => plain::parse_code(raw),
        F::CertificateNo => certificate_no::parse(raw),
        F::VerificationCode => verification_code::parse(raw),
        F::ContactPhone => phone::parse(raw),
        F::ExamName
        | F::ExamLevel
        | F::Employer
        | F::Degree
        | F::School
        | F::Major
        | F::EducationCategory
        | F::StudyMode
        | F::EmploymentPeriods
        | F::RegisterEntries
        | F::RegisterRows
        | F::Issuer
        | F::TitleName
        | F::TitleLevel => plain::parse(raw),
    }
}

/// Compares two values of a field, each in the contract's form or as printed.
#[must_use]
pub fn compare(field: FieldName, expected: &str, found: &str) -> Comparison {
    use FieldName as F;
    match field {
        F::Name | F::Principal => person_name::compare(expected, found),
        F::Sex => compare_words(sex::parse, expected, found),
        F::Conclusion => compare_words(conclusion::parse, expected, found),
        F::BirthDate | F::IssuedOn | F::EnrolledOn | F::GraduatedOn | F::ValidUntil => {
            compare_dates(field, expected, found)
        }
        F::IdNumber => id_number::compare(expected, found),
        F::EducationLevel => education_level::compare(expected, found),
        F::ProgramYears | F::WorkYears | F::SpecialistYears => years::compare(expected, found),
        F::CertificateNo => certificate_no::compare(expected, found),
        F::VerificationCode => verification_code::compare(expected, found),
        F::TicketNo | F::RegistrationNo | F::ReportNo | F::ContactPhone => plain::compare_codes(expected, found),
        F::School => organisation::compare_schools(expected, found),
        F::Employer | F::Issuer => organisation::compare_employers(expected, found),
        F::Major => major::compare(expected, found),
        F::StudyMode => study_mode::compare(expected, found),
        F::EducationCategory => study_mode::compare_categories(expected, found),
        F::ExamLevel => exam_level::compare(expected, found),
        F::ExamName
        | F::Degree
        | F::EmploymentPeriods
        | F::RegisterEntries
        | F::RegisterRows
        | F::TitleName
        | F::TitleLevel => plain::compare(expected, found),
    }
}

/// Whether the expected value is what the paper may say after all: the found one with some characters exchanged for
/// those that the reader nearly chose instead. Then a difference is a doubt of reading, not one of the paper.
#[must_use]
pub fn may_be_misread(field: FieldName, expected: &str, raw: &str, runners_up: &[RunnersUp]) -> bool {
    /// Places and characters in doubt that are tried; a text with more of them was not read at all.
    const MOST_OFFERS: usize = 60;
    let printed: Vec<char> = raw.chars().collect();
    let offers: Vec<(usize, char)> = runners_up
        .iter()
        .filter(|r| r.index < printed.len())
        .flat_map(|r| r.characters.iter().map(|&(c, _)| (r.index, c)))
        .take(MOST_OFFERS)
        .collect();
    if offers.is_empty() {
        return false;
    }
    if all_offered(field, expected, &printed, &offers) {
        return true;
    }
    // The value may be printed in another form than the expected one (`6月` for 06), so that the two cannot be laid side
    // by side: then one or two exchanges are tried and read anew.
    let agrees = |exchanges: &[(usize, char)]| {
        let mut other = printed.clone();
        for &(index, c) in exchanges {
            if let Some(place) = other.get_mut(index) {
                *place = c;
            }
        }
        compare(field, expected, &other.into_iter().collect::<String>()).is_clean()
    };
    offers.iter().any(|&one| agrees(&[one]))
        || offers
            .iter()
            .enumerate()
            .any(|(at, &one)| offers.iter().skip(at).any(|&two| two.0 != one.0 && agrees(&[one, two])))
}

/// Whether the expected value has the length of the printed one, and each character of it is printed or offered.
fn all_offered(field: FieldName, expected: &str, printed: &[char], offers: &[(usize, char)]) -> bool {
    let Some(wanted) = parse(field, expected).value else { return false };
    let seen: Vec<(usize, char)> = printed.iter().copied().enumerate().filter(|&(_, c)| !text::is_space(c)).collect();
    let same = |c: char, wanted: char| text::half_width(text::fold_char(c)).eq_ignore_ascii_case(&wanted);
    seen.len() == wanted.chars().count()
        && seen.iter().zip(wanted.chars()).all(|(&(index, c), wanted)| {
            same(c, wanted) || offers.iter().any(|&(at, offered)| at == index && same(offered, wanted))
        })
}

/// Which end of a period a field means, where a period is printed in its place.
#[derive(Clone, Copy)]
enum Side {
    From,
    To,
}

/// Understands a date; where a period is printed (`2015.03.01-2035.03.01`), the end that the field means.
fn parse_date(raw: &str, side: Option<Side>) -> Parsed {
    if text::is_printed_as_unknown(raw) {
        return Parsed::none(Understanding::PrintedAsUnknown);
    }
    if text::compact(raw).is_empty() {
        return Parsed::none(Understanding::Empty);
    }
    let single = match side {
        Some(Side::To) => date::parse_end(raw),
        _ => date::parse(raw).map(date::End::On),
    };
    let end = single.or_else(|| {
        let period = date::parse_period(raw)?;
        match side? {
            Side::From => Some(date::End::On(period.from)),
            Side::To => period.to,
        }
    });
    Parsed::or_not_understood(end.map(|end| end.to_string()))
}

/// Compares dates as far as both are printed.
fn compare_dates(field: FieldName, expected: &str, found: &str) -> Comparison {
    let read = |raw: &str| parse(field, raw).value.and_then(|value| value.parse::<date::End>().ok());
    match (read(expected), read(found)) {
        (Some(a), Some(b)) if a == b => Comparison::Equal,
        (Some(date::End::On(a)), Some(date::End::On(b))) => {
            a.agrees(b).map_or(Comparison::Different, Comparison::Agrees)
        }
        (Some(_), Some(_)) => Comparison::Different,
        _ => Comparison::NotComparable,
    }
}

/// Compares values of a closed vocabulary, or numbers.
fn compare_words(parse: fn(&str) -> Parsed, expected: &str, found: &str) -> Comparison {
    match (parse(expected).value, parse(found).value) {
        (Some(a), Some(b)) if a == b => Comparison::Equal,
        (Some(_), Some(_)) => Comparison::Different,
        _ => Comparison::NotComparable,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_field_is_understood_in_the_contracts_form() {
        use FieldName as F;
        let cases = [
            (F::Name, " 阿卜杜拉•买买提 ", "阿卜杜拉·买买提"),
            (F::Sex, "男性", "男"),
            (F::BirthDate, "1985年6月26日", "1985-06-26"),
            (F::EnrolledOn, "2001年9月-2005年7月", "2001-09"),
            (F::GraduatedOn, "2001年9月-2005年7月", "2005-07"),
            (F::ValidUntil, "2015.03.01-长期", "present"),
            (F::IdNumber, "430196 19850626 143x", "43019619850626143X"),
            (F::EducationLevel, "大专", "专科"),
            (F::SpecialistYears, "4年2个月", "4.17"),
            (F::ProgramYears, "4 年", "4"),
            (F::Conclusion, "毕 业", "毕业"),
            (F::School, "湖南大学(本部)", "湖南大学（本部）"),
            (F::VerificationCode, "a2ww sehv g88w n2ef", "A2WWSEHVG88WN2EF"),
            (F::ContactPhone, "0731 － 8888 8888", "0731-88888888"),
        ];
        for (field, raw, expected) in cases {
            assert_eq!(parse(field, raw).value.as_deref(), Some(expected), "{field}: {raw}");
        }
    }

    #[test]
    fn dates_agree_as_far_as_printed() {
        let compare = |a, b| compare(FieldName::GraduatedOn, a, b);
        assert_eq!(compare("2005-06", "2005年6月30日"), Comparison::Agrees(date::Precision::Month));
        assert_eq!(compare("2005-06-30", "2005-06-30"), Comparison::Equal);
        assert_eq!(compare("2005-06-30", "2006-06-30"), Comparison::Different);
        assert_eq!(compare("2005-06-30", "不详"), Comparison::NotComparable);
    }

    #[test]
    fn a_nearly_chosen_character_explains_a_difference() {
        let nearly = [RunnersUp { index: 0, characters: vec![('谯', 0.4)] }];
        assert!(may_be_misread(FieldName::Name, "谯红", "焦 红", &nearly));
        assert!(!may_be_misread(FieldName::Name, "乔红", "焦 红", &nearly));
        assert!(!may_be_misread(FieldName::Name, "谯红", "焦 红", &[]));
        let nearly = [RunnersUp { index: 3, characters: vec![('6', 0.3), ('8', 0.1)] }];
        assert!(may_be_misread(FieldName::GraduatedOn, "2006-06-30", "2005年6月30日", &nearly));
        assert!(!may_be_misread(FieldName::GraduatedOn, "2007-06-30", "2005年6月30日", &nearly));
    }

    proptest! {
        #[test]
        fn the_contracts_form_is_read_as_itself(raw in any::<String>()) {
            for &field in FieldName::ALL {
                if let Some(value) = parse(field, &raw).value {
                    let again = parse(field, &value).value;
                    prop_assert_eq!(again.as_deref(), Some(value.as_str()), "{}: {:?}", field, raw);
                }
            }
        }

        #[test]
        fn comparing_never_breaks(a in "[0-9X*年月日张三本科（(·.]{0,20}", b in "[0-9X*年月日张三本科（(·.]{0,20}") {
            for &field in FieldName::ALL {
                let outcome = compare(field, &a, &b);
                if a == b && parse(field, &a).understanding == Understanding::Full {
                    prop_assert!(outcome.is_clean() || outcome == Comparison::NotComparable, "{}: {:?} {:?}", field, a, outcome);
                }
            }
        }
    }
}
