//! Days and months as packs and documents write them: `2002`, `2005-06` or `2005-06-30`, each a stretch of days.

use jiff::civil::Date;

/// The first and last day that a date of this precision can mean; `None` of what is no date.
#[must_use]
pub(super) fn span(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.split('-');
    let year: i16 = number(parts.next()?, 4)?;
    let Some(month) = parts.next() else {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    };
    let month: i8 = number(month, 2)?;
    let first = Date::new(year, month, 1).ok()?;
    let Some(day) = parts.next() else { return Some((first, first.last_of_month())) };
    if parts.next().is_some() {
        return None;
    }
    let day = Date::new(year, month, number(day, 2)?).ok()?;
    Some((day, day))
}

fn number<N: std::str::FromStr>(digits: &str, length: usize) -> Option<N> {
    (digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_precision_is_a_stretch_of_days() {
        assert_eq!(span("2002"), Some((date(2002, 1, 1), date(2002, 12, 31))));
        assert_eq!(span("2004-02"), Some((date(2004, 2, 1), date(2004, 2, 29))));
        assert_eq!(span("2005-06-30"), Some((date(2005, 6, 30), date(2005, 6, 30))));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "present", "2005-6", "2005-13", "2005-02-30", "2005-06-30-01", "20 5", "+005"] {
            assert_eq!(span(text), None, "{text}");
        }
    }
}
