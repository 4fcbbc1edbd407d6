//! What a number format makes of a number: how a cell shows it.
//!
//! Only what decides a value is followed: how much of a date is shown, and the digits and letters of a code. A format that
//! only groups, colours or pads leaves the number as it is.

use super::grid::Cell;
use crate::values::date::PartialDate;

/// How much of a date a format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// Year, month and day.
    Day,
    /// Year and month.
    Month,
    /// The year.
    Year,
    /// Month and day, or a time: whoever types that gets a year that nobody meant.
    NoYear,
}

/// The code of a format that has a number and no code: those of Chinese systems, which a file never writes out.
pub(super) const fn east_asian(id: u32) -> Option<&'static str> {
    match id {
        27 | 36 | 50 | 52 | 57 => Some("yyyy\"年\"m\"月\""),
        28 | 29 | 51 | 53 | 54 | 58 => Some("m\"月\"d\"日\""),
        30 => Some("m-d-yy"),
        31 => Some("yyyy\"年\"m\"月\"d\"日\""),
        32 => Some("h\"时\"mm\"分\""),
        33 => Some("h\"时\"mm\"分\"ss\"秒\""),
        34 | 55 => Some("上午/下午h\"时\"mm\"分\""),
        35 | 56 => Some("上午/下午h\"时\"mm\"分\"ss\"秒\""),
        _ => None,
    }
}

/// The code of a format of every system that a file never writes out, as far as it shows dates or codes.
pub(super) const fn built_in(id: u32) -> Option<&'static str> {
    match id {
        1 => Some("0"),
        2 => Some("0.00"),
        14 => Some("yyyy/m/d"),
        15 => Some("d-mmm-yy"),
        16 => Some("d-mmm"),
        17 => Some("mmm-yy"),
        18..=21 | 45..=47 => Some("h:mm"),
        22 => Some("yyyy/m/d h:mm"),
        _ => east_asian(id),
    }
}

/// A piece of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A sign that is printed as it stands.
    Literal(char),
    /// A sign that means something.
    Sign(char),
}

/// The pieces of a format for positive numbers.
fn pieces(format: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => pieces.extend(chars.next().map(Piece::Literal)),
            // The width of a sign, and a sign that fills the cell.
            '_' | '*' => drop(chars.next()),
            '"' => pieces.extend(chars.by_ref().take_while(|&inside| inside != '"').map(Piece::Literal)),
            '[' => {
                let inside: String = chars.by_ref().take_while(|&inside| inside != ']').collect();
                // A currency stands in brackets: [$¥-804]. A count of hours is [h].
                if let Some(sign) = inside.strip_prefix('$') {
                    pieces.extend(sign.split('-').next().unwrap_or_default().chars().map(Piece::Literal));
                } else if matches!(inside.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    pieces.push(Piece::Sign('h'));
                }
            }
            ';' => break,
            _ => pieces.push(Piece::Sign(c.to_ascii_lowercase())),
        }
    }
    pieces
}

/// How much of a date a format shows; a general format says nothing, so the day stands.
pub(super) fn shows(format: &str) -> Shows {
    let pieces = pieces(format);
    let has = |signs: &[char]| pieces.iter().any(|piece| matches!(piece, Piece::Sign(c) if signs.contains(c)));
    match (has(&['y', 'e']), has(&['m']), has(&['d'])) {
        _ if format.eq_ignore_ascii_case("general") || format == "@" => Shows::Day,
        (true, _, true) => Shows::Day,
        (true, true, false) => Shows::Month,
        (true, false, false) => Shows::Year,
        (false, ..) => Shows::NoYear,
    }
}

/// A date as its cell shows it; text where it shows no year, which then is none.
pub(super) fn date(year: u16, month: u8, day: u8, shows: Shows) -> Option<Cell> {
    let date = PartialDate::new(year, Some(month), Some(day))?;
    Some(Cell::Date(match shows {
        Shows::Day => date,
        Shows::Month => PartialDate::new(year, Some(month), None)?,
        Shows::Year => PartialDate::new(year, None, None)?,
        Shows::NoYear => return Some(Cell::Text(format!("{month}月{day}日"))),
    }))
}

/// A number as a format of noughts and letters shows it: `0000000000000`, `"湘"00000000`, `0.00`. None where the format adds
/// nothing to the number itself.
pub(super) fn number(number: f64, format: &str) -> Option<String> {
    let pieces = pieces(format);
    let plain = |piece: &Piece| {
        matches!(piece, Piece::Literal(_) | Piece::Sign('0' | '#' | '?' | '.' | '-' | ' ' | '/' | '(' | ')'))
    };
    let places = pieces.iter().filter(|piece| matches!(piece, Piece::Sign('0' | '#' | '?'))).count();
    if places == 0 || number < 0.0 || !number.is_finite() || number >= 1e15 || !pieces.iter().all(plain) {
        return None;
    }
    let slots = |pieces: &[Piece]| pieces.iter().filter(|piece| matches!(piece, Piece::Sign('0' | '#' | '?'))).count();
    let point = pieces.iter().position(|piece| *piece == Piece::Sign('.')).unwrap_or(pieces.len());
    let (whole, fraction) = pieces.split_at(point);
    let decimals = slots(fraction).min(10);
    let rounded = format!("{number:.decimals$}");
    let (digits, behind) = rounded.split_once('.').unwrap_or((rounded.as_str(), ""));
    let least = whole.iter().filter(|piece| **piece == Piece::Sign('0')).count().min(40);
    let padded = format!("{digits:0>least$}");
    // From the right, each place takes one digit; the first takes what is left.
    let mut left: Vec<char> = padded.chars().collect();
    let mut places_left = slots(whole);
    let mut shown: Vec<char> = Vec::new();
    for piece in whole.iter().rev() {
        match piece {
            Piece::Literal(c) | Piece::Sign(c @ ('-' | ' ' | '/' | '(' | ')')) => shown.push(*c),
            Piece::Sign(_) => {
                places_left = places_left.saturating_sub(1);
                let taken = if places_left == 0 { left.len() } else { left.len().min(1) };
                shown.extend((0..taken).filter_map(|_| left.pop()));
            }
        }
    }
    let mut text: String = shown.into_iter().rev().collect();
    let mut behind = behind.chars();
    for piece in fraction {
        match piece {
            Piece::Sign('0') => text.extend(behind.next()),
            Piece::Sign('#' | '?') => text.extend(behind.next().filter(|&c| c != '0')),
            Piece::Literal(c) | Piece::Sign(c) => text.push(*c),
        }
    }
    let text = text.trim().to_owned();
    (text != number.to_string()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_how_much_of_a_date_is_shown() {
        use Shows::{Day, Month, NoYear, Year};
        for (format, expected) in [
            ("yyyy\\-mm\\-dd", Day),
            ("yyyy\"年\"m\"月\"d\"日\";@", Day),
            ("yyyy\"年\"m\"月\";@", Month),
            ("mmm\\-yy", Month),
            ("yyyy\\-mm", Month),
            ("[$-804]yyyy\"年\"m\"月\"", Month),
            ("m/d/yyyy", Day),
            ("General", Day),
            ("yyyy\"d\"", Year),
            ("m\"月\"d\"日\"", NoYear),
            ("d-mmm", NoYear),
            ("h:mm", NoYear),
            ("[h]:mm", NoYear),
        ] {
            assert_eq!(shows(format), expected, "{format}");
        }
        assert_eq!(east_asian(57).map(shows), Some(Month));
        assert_eq!(east_asian(58).map(shows), Some(NoYear));
        assert_eq!(east_asian(31).map(shows), Some(Day));
    }

    #[test]
    fn shows_codes_as_cells_do() {
        for (value, format, expected) in [
            (4301.0, "0000000000000", Some("0000000004301")),
            (17.0, "\"湘\"00000000", Some("湘00000017")),
            (4_301_240_100_101.0, "0", None),
            (4_301_240_100_101.0, "General", None),
            (12.0, "\\A0000\\-00", Some("A0000-12")),
            (43_012_401.0, "0000\"-\"0000", Some("4301-2401")),
            (2018.1, "0.00", Some("2018.10")),
            (2018.1, "0.0#", None),
            (1234.0, "#,##0", None),
            (0.5, "0%", None),
            (5.0, "00;[Red]-00", Some("05")),
            (4.5, "0.0\"年\"", Some("4.5年")),
        ] {
            assert_eq!(number(value, format).as_deref(), expected, "{value} {format}");
        }
    }
}
