//! Whether a recognised value may be the expected one after all, damaged on the way: cut off, run together with other
//! text, a few characters of a long text wrong, a digit of a date lost.
//!
//! A recogniser loses whole pieces of a line where a seal lies over it or the line ends at a fold, and is sure of what is
//! left. So what it is sure of may still be only a piece. This speaks of recognised values alone: a text layer says what
//! it says.

use super::characters::usual_forms;
use super::date::{End, PartialDate};
use super::school::school_of_name;
use super::{organisation, text};
use crate::bounds;
use crate::model::FieldName;

/// Whether this value, recognised with this confidence from this printed text, may be the expected one.
#[must_use]
pub fn may_be_damaged(field: FieldName, expected: &str, found: &str, raw: &str, confidence: f32) -> bool {
    use FieldName as F;
    match field {
        // A name that is another school's to the last character was not damaged into it.
        F::School if is_another_school(expected, found) => false,
        F::Employer | F::School | F::Major | F::Issuer => text_may_be(expected, found, confidence),
        _ if field.is_date() => date_may_be(expected, found, raw, confidence),
        _ => false,
    }
}

fn is_another_school(expected: &str, found: &str) -> bool {
    let known = school_of_name(found);
    known.is_some_and(|found| school_of_name(expected).is_none_or(|own| own.code != found.code))
}

fn text_may_be(expected: &str, found: &str, confidence: f32) -> bool {
    // As printed, and with words in short: a piece may end within a word that has a short form.
    let printed = |name: &str| usual_forms(&text::bare(name));
    piece_or_near(&printed(expected), &printed(found), confidence)
        || piece_or_near(&organisation::canonical(expected), &organisation::canonical(found), confidence)
}

fn piece_or_near(expected: &str, found: &str, confidence: f32) -> bool {
    let (of_expected, of_found) = (expected.chars().count(), found.chars().count());
    // A piece of it, or it with other text run into it.
    if of_expected.min(of_found) >= bounds::SHORTEST_PIECE && (expected.contains(found) || found.contains(expected)) {
        return true;
    }
    let longest = of_expected.max(of_found);
    longest >= bounds::NEAR_FROM
        && confidence < bounds::READ_TO_THE_CHARACTER
        && text::edits(expected, found, longest / bounds::NEAR_ONE_IN).is_some()
}

fn date_may_be(expected: &str, found: &str, raw: &str, confidence: f32) -> bool {
    let (Ok(End::On(expected)), Ok(End::On(found))) = (expected.parse::<End>(), found.parse::<End>()) else {
        return false;
    };
    year_lost_digits(expected, raw) || (confidence < bounds::READ_TO_THE_DIGIT && one_digit_differs(expected, found))
}

/// Whether the printed year has less than four digits, and they stand in the expected year in this order: of 二○○九年 the
/// circles are lost first.
fn year_lost_digits(expected: PartialDate, raw: &str) -> bool {
    const NUMERALS: &str = "〇一二三四五六七八九";
    let digit = |c: char| {
        let numeral = NUMERALS.chars().position(|n| n == c).and_then(|at| u32::try_from(at).ok());
        text::half_width(c).to_digit(10).or(numeral).or_else(|| "零○OoＯ".contains(c).then_some(0))
    };
    let Some((year, _)) = raw.split_once('年') else { return false };
    let Some(printed) = year.chars().filter(|c| !text::is_space(*c)).map(digit).collect::<Option<Vec<u32>>>() else {
        return false;
    };
    let of_expected = format!("{:04}", expected.year());
    let mut rest = of_expected.chars().filter_map(|c| c.to_digit(10));
    (1..4).contains(&printed.len()) && printed.iter().all(|digit| rest.any(|other| other == *digit))
}

/// Whether the two, as far as both are printed, differ in a single digit.
fn one_digit_differs(a: PartialDate, b: PartialDate) -> bool {
    let digits = |date: PartialDate| {
        let part = |part: Option<u8>| part.map_or_else(|| "  ".to_owned(), |part| format!("{part:02}"));
        format!("{:04}{}{}", date.year(), part(date.month()), part(date.day()))
    };
    let (a, b) = (digits(a), digits(b));
    let both = a.chars().zip(b.chars()).filter(|(a, b)| *a != ' ' && *b != ' ');
    a.len() == b.len() && both.filter(|(a, b)| a != b).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn employer(found: &str, confidence: f32) -> bool {
        may_be_damaged(FieldName::Employer, "长沙市云门区秋月社会工作服务中心", found, found, confidence)
    }

    fn graduated(found: &str, raw: &str, confidence: f32) -> bool {
        may_be_damaged(FieldName::GraduatedOn, "2009-06-25", found, raw, confidence)
    }

    #[test]
    fn a_piece_however_sure() {
        for found in
            ["服务中心", "门区秋月社", "长沙市云门区秋月社会工作服务中", "由此长沙市云门区秋月社会工作服务中心"]
        {
            assert!(employer(found, 0.97), "{found}");
        }
        assert!(!employer("中心", 0.97), "two characters are a piece of anything");
    }

    #[test]
    fn a_few_characters_where_the_reader_is_not_sure() {
        assert!(employer("长沙市云门区秋用社会工作服务市心", 0.9));
        assert!(!employer("长沙市云门区明德社会工作服务中心", 0.97));
        assert!(!employer("宁乡市明德养老院", 0.5), "that is another one");
    }

    #[test]
    fn a_year_that_lost_digits() {
        assert!(graduated("2029-06", "二九年六月", 0.9));
        assert!(graduated("2029-06", "二○九年六月", 0.9));
        assert!(!graduated("2008-06", "二〇〇八年六月", 0.97), "nothing is lost");
        assert!(!graduated("1998-06", "九八年六月", 0.97), "those are no digits of it");
    }

    #[test]
    fn one_digit_where_the_reader_is_not_sure() {
        assert!(graduated("2008-06-25", "2008年6月25日", 0.85));
        assert!(graduated("2009-08", "2009年8月", 0.85), "as far as both are printed");
        assert!(!graduated("2008-06-25", "2008年6月25日", 0.95));
        assert!(!graduated("2008-07-25", "2008年7月25日", 0.85), "two digits");
    }

    #[test]
    fn other_fields_are_not_judged() {
        assert!(!may_be_damaged(FieldName::Name, "王小明", "王小", "王小", 0.3));
    }
}
