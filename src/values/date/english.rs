//! `June 30, 2005`: the certificates of foreign universities.

use super::PartialDate;

/// Reads a date with the name of its month: `June 30, 2005`, `30 June 2005`, `Jun. 2005`.
pub(super) fn parse(prepared: &str) -> Option<PartialDate> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let mut tokens: Vec<String> = Vec::new();
    for c in prepared.chars() {
        if !c.is_ascii() {
            return None;
        }
        let same = tokens.last().and_then(|t| t.chars().last()).is_some_and(|last| {
            (last.is_ascii_digit() && c.is_ascii_digit()) || (last.is_ascii_lowercase() && c.is_ascii_alphabetic())
        });
        match tokens.last_mut() {
            Some(token) if same => token.push(c.to_ascii_lowercase()),
            _ if c.is_ascii_alphanumeric() => tokens.push(c.to_ascii_lowercase().to_string()),
            _ => tokens.push(String::new()),
        }
    }
    let (mut year, mut month, mut day) = (None, None, None);
    for token in tokens.iter().filter(|t| !matches!(t.as_str(), "" | "st" | "nd" | "rd" | "th" | "of" | "the")) {
        let slot_is_free;
        if let Ok(number) = token.parse::<u16>() {
            if token.len() == 4 {
                slot_is_free = year.replace(number).is_none();
            } else {
                slot_is_free = day.replace(u8::try_from(number).ok()?).is_none();
            }
        } else {
            let at = MONTHS
                .iter()
                .position(|m| *m == token || (token.len() >= 3 && m.starts_with(token.as_str())))
                .or_else(|| (token == "sept").then_some(8))?;
            slot_is_free = month.replace(u8::try_from(at).ok()?.saturating_add(1)).is_none();
        }
        if !slot_is_free {
            return None;
        }
    }
    PartialDate::new(year?, Some(month?), day)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_names_of_months() {
        let cases = [
            ("June 30, 2005", Some("2005-06-30")),
            ("30th June 2005", Some("2005-06-30")),
            ("Sept. 2005", Some("2005-09")),
            ("may 2005", Some("2005-05")),
            ("Ju 2005", None),
            ("June 31, 2005", None),
            ("June", None),
            ("2005-06", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).map(|d| d.to_string()).as_deref(), expected, "{text}");
        }
    }
}
