//! What decides a flag stands in the rule pack or in the one table of measures, never in a check.

use super::{none, sources};

/// The code of a line up to a comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// The first number with a fraction in a line of code: a share, a likeness, a confidence. `1.0` and `12.0` are counts.
fn share(line: &str) -> Option<String> {
    let code = code(line);
    let mut quoted = false;
    let plain: String = code
        .chars()
        .map(|c| {
            quoted ^= c == '"';
            if quoted { ' ' } else { c }
        })
        .collect();
    let is_number = |word: &&str| {
        let Some((whole, fraction)) = word.split_once('.') else { return false };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits(whole) && digits(fraction) && fraction.bytes().any(|b| b != b'0')
    };
    plain.split(|c: char| !c.is_ascii_digit() && c != '.').find(is_number).map(str::to_owned)
}

#[test]
fn no_check_has_a_share_of_its_own() {
    let mut faults = Vec::new();
    for source in sources("src", &[".rs"]) {
        let path = source.path.as_str();
        let judges = path.starts_with("src/checks/") || path.starts_with("src/audit/links");
        if !judges || ["src/checks/testing.rs", "src/checks/years_cases.rs", "src/audit/links/tests.rs"].contains(&path)
        {
            continue;
        }
        let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
        let found = code.lines().enumerate().filter_map(|(at, line)| Some((at + 1, share(line)?)));
        faults.extend(
            found.map(|(line, share)| format!("{path}:{line}: {share} belongs in src/bounds.rs, with its reason")),
        );
    }
    none(&faults);
}

#[test]
fn every_measure_says_why() {
    let text = std::fs::read_to_string(super::top().join("src/bounds.rs")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let silent = lines.windows(2).filter(|pair| pair[1].starts_with("pub const") && !pair[0].starts_with("///"));
    none(&silent.map(|pair| pair[1].to_owned()).collect::<Vec<_>>());
    assert!(lines.iter().filter(|line| line.starts_with("pub const")).count() > 30);
}

#[test]
fn shares_are_seen() {
    assert_eq!(share("    if x < 0.6 { // 0.7"), Some("0.6".to_owned()));
    assert_eq!(share("(0.6..=0.9)"), Some("0.9".to_owned()));
    assert_eq!(share("    let x = 1.0 / 12.0; flag.found(\"0.6\")"), None);
    assert_eq!(share("    word.len() >= 5"), None);
}
