//! One cell of a candidate's row: its value in the contract's form, and how much of it can be relied on.
//!
//! Spreadsheets damage long numbers: beyond 15 digits the rest becomes noughts. What is lost is shown as `*`, so that
//! the value compares by what is left of it and never as a different number.

use std::collections::{BTreeMap, HashMap};

use super::grid::Cell;
use super::spoilt;
use crate::model::{CellName, CellState, FieldName, RosterCell, RosterProblemKind};
use crate::values::date::PartialDate;
use crate::values::id_number::{Fault, Form};
use crate::values::{self, Understanding, id_number, text};

/// Digits that a spreadsheet keeps of a number.
const DIGITS_KEPT: usize = 15;

/// A value of the roster, with what is wrong with it.
pub(super) type Read = (RosterCell, Option<RosterProblemKind>);

/// What cells that were read before hold: in most columns the same few texts stand again and again, and to understand one
/// takes longer than all else.
#[derive(Default)]
pub(super) struct Known(BTreeMap<FieldName, HashMap<String, Option<Judged>>>);

/// What a text is in a field.
#[derive(Clone)]
struct Judged {
    value: String,
    raw: String,
    state: CellState,
    problem: Option<RosterProblemKind>,
}

impl Known {
    /// Reads the cell of that name, as [`read`] does.
    pub(super) fn read(&mut self, field: FieldName, cell: &Cell, name: CellName, epoch_1904: bool) -> Option<Read> {
        /// A column that holds more different texts holds no text twice.
        const MOST: usize = 4_096;
        let Cell::Text(text) = cell else { return read(field, cell, name, epoch_1904) };
        let column = self.0.entry(field).or_default();
        let judged = match column.get(text) {
            Some(known) => known.clone(),
            None => {
                let judged = judge(field, cell, epoch_1904);
                if column.len() < MOST {
                    column.insert(text.clone(), judged.clone());
                }
                judged
            }
        };
        judged.map(|judged| judged.at(name))
    }
}

impl Judged {
    fn at(self, name: CellName) -> Read {
        (RosterCell::new(self.value, &self.raw, name, self.state), self.problem)
    }
}

/// Reads the cell of that name; `None` where it is empty or says that there is nothing (`无`, `/`).
fn read(field: FieldName, cell: &Cell, name: CellName, epoch_1904: bool) -> Option<Read> {
    judge(field, cell, epoch_1904).map(|judged| judged.at(name))
}

fn judge(field: FieldName, cell: &Cell, epoch_1904: bool) -> Option<Judged> {
    let raw = shown(cell);
    let (value, state) = match kind(field) {
        _ if spoilt::is_no_value(field, &raw) => (text::compact(&raw), CellState::NotUnderstood),
        Kind::Code => code(field, cell)?,
        Kind::Date => date(field, cell, epoch_1904)?,
        Kind::Text => plain(field, &raw)?,
    };
    let state = if state != CellState::NotUnderstood && spoilt::cannot_be(field, &value, state) {
        CellState::NotUnderstood
    } else {
        state
    };
    let problem = match state {
        CellState::Full | CellState::Masked => None,
        CellState::Rounded => Some(RosterProblemKind::Rounded),
        CellState::NotUnderstood => Some(RosterProblemKind::NotUnderstood),
    };
    Some(Judged { value, raw, state, problem })
}

/// The text of a cell, for columns that are kept as they stand: a long number without exponent.
pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e21 => format!("{number:.0}"),
        other => other.shown().trim().to_owned(),
    }
}

/// How the cells of a field are read.
enum Kind {
    Code,
    Date,
    Text,
}

/// Codes lose digits, dates come as numbers, everything else is read as text.
const fn kind(field: FieldName) -> Kind {
    match field {
        FieldName::TicketNo
        | FieldName::RegistrationNo
        | FieldName::IdNumber
        | FieldName::CertificateNo
        | FieldName::VerificationCode
        | FieldName::ReportNo => Kind::Code,
        _ if field.is_date() => Kind::Date,
        _ => Kind::Text,
    }
}

/// Understands a text as the documents' values are understood.
fn plain(field: FieldName, raw: &str) -> Option<(String, CellState)> {
    let parsed = values::parse(field, raw);
    let as_printed = || text::compact(raw);
    match (parsed.value, parsed.understanding) {
        (_, Understanding::Empty | Understanding::PrintedAsUnknown) => None,
        (Some(value), Understanding::Masked) => Some((value, CellState::Masked)),
        (Some(value), Understanding::OddShape) if field == FieldName::IdNumber => {
            Some((value, CellState::NotUnderstood))
        }
        (Some(value), _) => Some((value, CellState::Full)),
        (None, Understanding::Full | Understanding::Masked | Understanding::OddShape) => None,
        (None, Understanding::NotAValue | Understanding::NotUnderstood) => {
            Some((as_printed(), CellState::NotUnderstood))
        }
    }
}

/// Reads a code that a spreadsheet may have taken for a number.
fn code(field: FieldName, cell: &Cell) -> Option<(String, CellState)> {
    match cell {
        Cell::Number(number) => Some(number_as_code(*number)),
        Cell::Date(_) => Some((cell.shown(), CellState::NotUnderstood)),
        Cell::Text(text) => {
            let code = text::code(text);
            let code = code.trim_start_matches('\'');
            if let Some(rounded) = exponent(code) {
                return Some((rounded, CellState::Rounded));
            }
            // A number saved through another program: 4301240100101.0.
            let code = match code.split_once('.') {
                Some((whole, noughts)) if is_digits(whole) && noughts.bytes().all(|b| b == b'0') => whole,
                _ => code,
            };
            let (value, state) = plain(field, code)?;
            if field == FieldName::IdNumber && lost_its_end(&value) {
                return Some((masked_after(&value, DIGITS_KEPT), CellState::Rounded));
            }
            Some((value, state))
        }
    }
}

/// Whether a text is digits and nothing else.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A number in figures; what lies beyond the digits a spreadsheet keeps is masked.
fn number_as_code(number: f64) -> (String, CellState) {
    let digits = format!("{:.0}", number.abs());
    if number < 0.0 || number.fract() != 0.0 || !number.is_finite() {
        return (number.to_string(), CellState::NotUnderstood);
    }
    let Some(lost) = digits.len().checked_sub(DIGITS_KEPT).filter(|&lost| lost > 0) else {
        return (digits, CellState::Full);
    };
    // The noughts that a spreadsheet writes come back as the nearest number that a computer can hold, a little more or
    // less; then the digits kept are the rounded ones. Written by a program, all digits are there but the last few are
    // off, and the first fifteen stand as they are.
    let rounded: String = format!("{number:.14e}").chars().take_while(|&c| c != 'e').filter(|&c| c != '.').collect();
    let noughts = format!("{rounded}{}", "0".repeat(lost));
    let kept = if noughts.parse::<f64>() == Ok(number) { rounded } else { digits.chars().take(DIGITS_KEPT).collect() };
    (format!("{kept}{}", "*".repeat(lost)), CellState::Rounded)
}

/// `4.30196E+17`, as a spreadsheet saves a long number as text: the digits that are left, the rest masked.
fn exponent(code: &str) -> Option<String> {
    const LONGEST: usize = 30;
    let (mantissa, exponent) = code.split_once('E')?;
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let length = exponent.saturating_add(1);
    // Below this a code with an E in it is a code (12E5); a rounded number has at least twelve digits.
    if whole.len() != 1
        || !is_digits(whole)
        || !fraction.bytes().all(|b| b.is_ascii_digit())
        || !(12..=LONGEST).contains(&length)
    {
        return None;
    }
    let kept: String = format!("{whole}{fraction}").chars().take(length.min(DIGITS_KEPT)).collect();
    let lost = length.saturating_sub(kept.chars().count());
    Some(format!("{kept}{}", "*".repeat(lost)))
}

/// Whether an identity number of 18 digits ends as a rounded one does, and breaks its own rules for it.
fn lost_its_end(number: &str) -> bool {
    let examined = id_number::examine(number);
    examined.form == Form::Citizen18
        && number.ends_with("000")
        && examined.faults.iter().any(|fault| matches!(fault, Fault::CheckDigit | Fault::Sequence))
}

/// What is left of an identity number that stands beside rounded ones and ends as they do: one rounded number in eleven
/// has the right check digit by chance.
pub(super) fn rounded_too(number: &str) -> Option<String> {
    (number.len() == 18 && number.ends_with("000")).then(|| masked_after(number, DIGITS_KEPT))
}

/// The text with everything after so many characters masked.
fn masked_after(text: &str, kept: usize) -> String {
    text.chars().enumerate().map(|(at, c)| if at < kept { c } else { '*' }).collect()
}

/// Reads a date: as a date cell, a serial number, a number that is written like a date, or text.
fn date(field: FieldName, cell: &Cell, epoch_1904: bool) -> Option<(String, CellState)> {
    match cell {
        Cell::Date(date) => Some((date.to_string(), CellState::Full)),
        Cell::Text(text) => {
            let digits = text::code(text);
            match (is_digits(&digits) && digits.len() == 5).then(|| digits.parse::<f64>().ok()).flatten() {
                Some(serial) => Some(number_as_date(serial, epoch_1904)),
                None => plain(field, text),
            }
        }
        Cell::Number(number) => Some(number_as_date(*number, epoch_1904)),
    }
}

/// `201407`, `20140730`, `2014`, `2014.07` and serial numbers of days.
fn number_as_date(number: f64, epoch_1904: bool) -> (String, CellState) {
    let printed = number.to_string();
    let date = if number.fract() == 0.0 && printed.len() == 5 {
        PartialDate::from_excel_serial(number, epoch_1904)
    } else if number.fract() == 0.0 {
        values::date::parse(&printed)
    } else if printed.ends_with(".1") && printed.len() == 6 {
        // Typed as 2014.10 the nought is lost: January or October, so only the year is sure.
        printed.get(..4).and_then(values::date::parse)
    } else if (20_000.0..80_000.0).contains(&number) {
        // A day with a time of day.
        PartialDate::from_excel_serial(number, epoch_1904)
    } else {
        values::date::parse(&printed)
    };
    match date {
        Some(date) => (date.to_string(), CellState::Full),
        None => (printed, CellState::NotUnderstood),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value(field: FieldName, cell: &Cell) -> Option<(String, CellState)> {
        read(field, cell, CellName::at(0, 0), false).map(|(cell, _)| (cell.value, cell.state))
    }

    #[test]
    fn a_text_that_stands_again_is_read_as_the_first_time() {
        let mut known = Known::default();
        for (place, raw) in (0u32..).zip(["2014年7月", "2014年7月", "#N/A", "#N/A", "无", "无"]) {
            let name = CellName::at(place, 3);
            for field in [FieldName::GraduatedOn, FieldName::School] {
                assert_eq!(known.read(field, &text(raw), name, false), read(field, &text(raw), name, false), "{raw}");
            }
        }
        for number in 0..5_000 {
            let raw = format!("43012401{number:05}");
            let read = known.read(FieldName::TicketNo, &text(&raw), CellName::at(number, 0), false);
            assert_eq!(read.map(|(cell, _)| cell.value), Some(raw));
        }
    }

    fn text(raw: &str) -> Cell {
        Cell::Text(raw.to_owned())
    }

    #[test]
    fn reads_codes_that_became_numbers() {
        use CellState::{Full, Masked, NotUnderstood, Rounded};
        use FieldName::{CertificateNo, IdNumber, TicketNo};
        let cases = [
            (TicketNo, Cell::Number(4_301_240_100_101.0), "4301240100101", Full),
            (TicketNo, text("4301240100101.0"), "4301240100101", Full),
            (TicketNo, text(" 4301 2401 00101"), "4301240100101", Full),
            (TicketNo, text("4.30124E+12"), "430124*******", Rounded),
            (IdNumber, Cell::Number(430_196_198_506_261_000.0), "430196198506261***", Rounded),
            (IdNumber, Cell::Number(430_196_198_506_261_435.0), "430196198506261***", Rounded),
            (IdNumber, Cell::Number(430_196_850_626_143.0), "430196850626143", Full),
            (IdNumber, text("4.30196198506261E+17"), "430196198506261***", Rounded),
            (IdNumber, text("4.30196E+17"), "430196************", Rounded),
            (IdNumber, text("430196198506271000"), "430196198506271***", Rounded),
            (IdNumber, text("43019619850626143x"), "43019619850626143X", Full),
            (IdNumber, text("4301**********1234"), "4301**********1234", Masked),
            (IdNumber, text("4301961985062614"), "4301961985062614", NotUnderstood),
            (IdNumber, text("E12345678"), "E12345678", Full),
            (IdNumber, text("43*"), "43*", NotUnderstood),
            (IdNumber, Cell::Number(12345.0), "12345", NotUnderstood),
            (IdNumber, text("#N/A"), "#N/A", NotUnderstood),
            (CertificateNo, text("0"), "0", NotUnderstood),
            (CertificateNo, Cell::Number(105_331_200_905_005_023.0), "105331200905005***", Rounded),
            (CertificateNo, text("1053 3120 0905 0050 23"), "105331200905005023", Full),
            (CertificateNo, text("（88）中专字第12E5号"), "(88)中专字第12E5号", Full),
            (TicketNo, Cell::Number(1.5), "1.5", NotUnderstood),
        ];
        for (field, cell, expected, state) in cases {
            assert_eq!(value(field, &cell), Some((expected.to_owned(), state)), "{cell:?}");
        }
    }

    #[test]
    fn reads_dates_however_they_come() {
        use CellState::{Full, NotUnderstood};
        let date = |s: &str| Cell::Date(s.parse().unwrap());
        let cases = [
            (date("2014-07-30"), "2014-07-30", Full),
            (date("2014-07"), "2014-07", Full),
            (Cell::Number(41850.0), "2014-07-30", Full),
            (Cell::Number(41850.5), "2014-07-30", Full),
            (text("41850"), "2014-07-30", Full),
            (Cell::Number(201_407.0), "2014-07", Full),
            (Cell::Number(20_140_730.0), "2014-07-30", Full),
            (Cell::Number(2014.0), "2014", Full),
            (Cell::Number(2014.07), "2014-07", Full),
            (Cell::Number(2014.7), "2014-07", Full),
            (Cell::Number(2014.1), "2014", Full),
            (Cell::Number(2014.11), "2014-11", Full),
            (text("2014年7月"), "2014-07", Full),
            (text("2014.1"), "2014-01", Full),
            (text("未知时间"), "未知时间", NotUnderstood),
            (text("2094-06-30"), "2094-06-30", NotUnderstood),
            (text("#REF!"), "#REF!", NotUnderstood),
            (Cell::Number(3.0), "3", NotUnderstood),
        ];
        for (cell, expected, state) in cases {
            assert_eq!(value(FieldName::GraduatedOn, &cell), Some((expected.to_owned(), state)), "{cell:?}");
        }
        assert_eq!(value(FieldName::GraduatedOn, &text(" / ")), None);
    }

    #[test]
    fn reads_the_rest_as_the_documents_values() {
        use CellState::{Full, Masked, NotUnderstood};
        let cases = [
            (FieldName::Name, text("张 三"), "张三", Full),
            (FieldName::Name, text("张*"), "张*", Masked),
            (FieldName::EducationLevel, text("大专"), "专科", Full),
            (FieldName::EducationLevel, text("其他"), "其他", NotUnderstood),
            (FieldName::SpecialistYears, Cell::Number(4.5), "4.5", Full),
            (FieldName::SpecialistYears, Cell::Number(4.0), "4", Full),
            (FieldName::SpecialistYears, text("多年"), "多年", NotUnderstood),
            (FieldName::School, text("湖南大学(本部)"), "湖南大学（本部）", Full),
            (FieldName::School, text("#N/A"), "#N/A", NotUnderstood),
            (FieldName::School, text("湖南"), "湖南", NotUnderstood),
            (FieldName::School, text("湖南大学/湘潭大学"), "湖南大学/湘潭大学", NotUnderstood),
            (FieldName::Major, text("????"), "????", NotUnderstood),
            (FieldName::Major, text("社会工作/法学"), "社会工作/法学", NotUnderstood),
            (FieldName::Employer, Cell::Number(0.0), "0", NotUnderstood),
            (FieldName::Employer, text("长沙市"), "长沙市", NotUnderstood),
            (FieldName::Name, text("张3"), "张3", NotUnderstood),
        ];
        for (field, cell, expected, state) in cases {
            assert_eq!(value(field, &cell), Some((expected.to_owned(), state)), "{cell:?}");
        }
    }

    proptest! {
        #[test]
        fn rounding_never_invents_a_digit(number in 100_000_000_000_000_000u64..999_999_999_999_999_999) {
            // What Excel keeps of the number.
            let kept = number / 1000;
            #[expect(clippy::cast_precision_loss, reason = "losing digits is what is tested")]
            let cell = Cell::Number((kept * 1000) as f64);
            let (value, state) = value(FieldName::IdNumber, &cell).unwrap();
            prop_assert_eq!(state, CellState::Rounded);
            prop_assert_eq!(value, format!("{kept}***"));
        }

        #[test]
        fn never_breaks(number in any::<f64>(), raw in any::<String>()) {
            for &field in FieldName::ALL {
                let _ = (value(field, &Cell::Number(number)), value(field, &text(&raw)));
            }
        }
    }
}
