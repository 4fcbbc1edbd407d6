//! Numbers in a folded path: whole, never a piece of a longer one.

/// Runs of digits, and runs of letters and digits, longest first where they are the same text once.
pub(super) fn runs(text: &str) -> Vec<&str> {
    let mut runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    runs.extend(text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty()));
    runs
}

/// Identity numbers: 18 characters with or without the final X, 15 digits, or what a passport or a permit has.
pub(super) fn identity(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = (at..bytes.len()).find(|i| bytes[*i].is_ascii_digit()) {
        let end = (start..bytes.len()).find(|i| !bytes[*i].is_ascii_digit()).unwrap_or(bytes.len());
        let mark = usize::from(end - start == 17 && bytes.get(end) == Some(&b'X'));
        if [15, 18].contains(&(end - start + mark)) {
            found.push(text[start..end + mark].to_owned());
        }
        at = end + mark;
    }
    let other = text.split(|c: char| !c.is_ascii_alphanumeric());
    found.extend(
        other
            .filter(|run| (8..=15).contains(&run.len()) && run.starts_with(|c: char| c.is_ascii_alphabetic()))
            .map(str::to_owned),
    );
    found
}

/// Whether `text` holds `part` with neither letter nor digit beside it.
pub(super) fn stands_alone(text: &str, part: &str) -> bool {
    text.match_indices(part).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + part.len()..].chars().next();
        [before, after].into_iter().flatten().all(|c| !c.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_stand_whole() {
        assert_eq!(identity("王明43990119900101123X身份证"), ["43990119900101123X"]);
        assert_eq!(identity("439901199001011234_1"), ["439901199001011234"]);
        assert_eq!(identity("4399011990010112345"), Vec::<String>::new());
        assert_eq!(identity("439901900101123"), ["439901900101123"]);
        assert_eq!(identity("通行证H12345678"), ["H12345678"]);
    }

    #[test]
    fn a_spelt_number_stands_alone() {
        assert!(stands_alone("社工2024-0012张", "2024-0012"));
        assert!(!stands_alone("2024-00123", "2024-0012"));
    }
}
