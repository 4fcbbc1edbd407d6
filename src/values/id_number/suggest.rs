//! What a number with a misread character may have been.

use super::{Form, examine, normalise};

/// The numbers in order that differ from this one in one character that is easily misread, or in its check digit only.
/// For showing to a person, never for putting in place of what was read.
#[must_use]
pub fn suggestions(number: &str) -> Vec<String> {
    const MISREAD: &[&str] = &["0OQD689", "1ILT7", "2Z7", "38B", "4A", "5S6", "6G508", "71I", "8B3069", "9G0", "XK"];
    let number = normalise(number);
    let chars: Vec<char> = number.chars().collect();
    let mut found: Vec<String> = Vec::new();
    for (at, &c) in chars.iter().enumerate() {
        for alternative in MISREAD.iter().filter(|set| set.contains(c)).flat_map(|set| set.chars()) {
            let mut other = chars.clone();
            if alternative == c || !(alternative.is_ascii_digit() || alternative == 'X') {
                continue;
            }
            if let Some(place) = other.get_mut(at) {
                *place = alternative;
            }
            let other: String = other.into_iter().collect();
            let examined = examine(&other);
            if matches!(examined.form, Form::Citizen18 | Form::ResidencePermit) && examined.faults.is_empty() {
                found.push(other);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found.retain(|other| *other != number);
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::made;
    use super::*;

    #[test]
    fn suggests_what_was_meant() {
        let good = made("430196", "19850626", "143");
        let misread = good.replacen('8', "3", 1);
        assert!(suggestions(&misread).contains(&good), "{misread}: {:?}", suggestions(&misread));
        let with_letter = good.replacen('0', "O", 1);
        assert!(suggestions(&with_letter).contains(&good));
        assert!(suggestions("not a number").is_empty());
    }
}
