//! The English form of a label, as bilingual papers print it behind or below the Chinese one: no value.

use crate::layout::Sheet;
use crate::values::text;

/// The words of which labels are made.
const WORDS: &[&str] = &[
    "a",
    "academic",
    "address",
    "admission",
    "and",
    "at",
    "authority",
    "award",
    "awarded",
    "awarding",
    "birth",
    "birthdate",
    "by",
    "category",
    "certificate",
    "code",
    "college",
    "conferral",
    "conferred",
    "contact",
    "country",
    "date",
    "degree",
    "department",
    "dob",
    "document",
    "duration",
    "education",
    "educational",
    "employer",
    "enrollment",
    "enrolment",
    "entrance",
    "examinee",
    "field",
    "form",
    "from",
    "full",
    "gender",
    "graduated",
    "graduation",
    "holder",
    "id",
    "identification",
    "identity",
    "in",
    "institute",
    "institution",
    "issue",
    "issued",
    "issuing",
    "length",
    "level",
    "major",
    "mode",
    "name",
    "nationality",
    "no",
    "number",
    "obtained",
    "of",
    "on",
    "or",
    "organization",
    "page",
    "passport",
    "period",
    "phone",
    "photo",
    "place",
    "position",
    "program",
    "programme",
    "qualification",
    "ref",
    "reference",
    "region",
    "report",
    "result",
    "school",
    "serial",
    "sex",
    "signature",
    "speciality",
    "specialization",
    "specialty",
    "status",
    "study",
    "studies",
    "telephone",
    "the",
    "ticket",
    "time",
    "title",
    "to",
    "type",
    "unit",
    "university",
    "until",
    "valid",
    "verification",
    "work",
    "year",
    "years",
];

/// The characters without a label's English form at their head: all of it, or up to its colon.
pub(super) fn without_label<'c>(sheet: &Sheet<'_>, chars: &'c [usize]) -> &'c [usize] {
    let text: Vec<char> = chars.iter().map(|c| sheet.chars.get(*c).map_or(' ', |c| c.ch)).collect();
    let gaps: Vec<bool> = (0..chars.len()).map(|n| n > 0 && gap(sheet, chars, n)).collect();
    chars.get(label(&text, &gaps)..).unwrap_or_default()
}

/// Without the English behind it that says the same: 至今 Present, 职责 Duties.
pub(in crate::extract) fn in_chinese(text: &str) -> String {
    let word = |word: &str| {
        let letters = word.chars().filter(char::is_ascii_alphabetic).count();
        letters >= 2 && letters + 1 >= word.chars().count() && word.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let chinese = text.chars().take_while(|c| !c.is_ascii_alphabetic()).collect::<String>();
    let rest = text.get(chinese.len()..).unwrap_or_default();
    let translated = chinese.chars().filter(|c| text::is_han(*c)).count() >= 2 && rest.is_ascii() && rest.len() >= 2;
    if translated && rest.split_whitespace().all(word) { chinese.trim_end().to_owned() } else { text.to_owned() }
}

/// Whether a text is in Latin letters alone, as the English of a label is.
pub(super) fn is_latin(text: &[char]) -> bool {
    text.iter().all(|c| c.is_ascii_alphabetic() || " .()/:&'-".contains(*c))
}

/// Whether there is a gap before a character.
fn gap(sheet: &Sheet<'_>, chars: &[usize], at: usize) -> bool {
    let pair = chars.get(at - 1).and_then(|a| sheet.chars.get(*a)).zip(chars.get(at).and_then(|b| sheet.chars.get(*b)));
    pair.is_some_and(|(a, b)| b.bbox.x0 - a.bbox.x1 > 0.12 * a.bbox.height().max(1.0))
}

/// How many characters at the head are a label: `Date of Birth`, `No.:`; none where another word is among them.
fn label(text: &[char], gaps: &[bool]) -> usize {
    let latin = text.iter().position(|c| !(c.is_ascii_alphabetic() || " .()/:&-".contains(*c))).unwrap_or(text.len());
    let head = text.get(..latin).unwrap_or_default();
    let colon = head.iter().position(|c| *c == ':');
    // Behind a colon stands the value; without one the label must be all there is, or end where digits or Chinese begin
    // after a gap.
    let end = match colon {
        Some(colon) => colon + 1,
        None if latin == text.len() || gaps.get(latin).copied().unwrap_or(false) => latin,
        None => return 0,
    };
    let mut words: Vec<String> = vec![String::new()];
    for (n, c) in head.iter().take(end).enumerate() {
        if !c.is_ascii_alphabetic() || gaps.get(n).copied().unwrap_or(false) {
            words.push(String::new());
        }
        if c.is_ascii_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    let known = |word: &String| WORDS.contains(&word.as_str()) || made_of_words(word);
    if !words.is_empty() && words.iter().all(known) { end } else { 0 }
}

/// Whether it is several of the words with the gaps between them lost: `DateofBirth`.
fn made_of_words(text: &str) -> bool {
    let mut reached = vec![false; text.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for at in 0..text.len() {
        if !reached.get(at).copied().unwrap_or(false) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        for word in WORDS.iter().filter(|word| word.len() > 1 && rest.starts_with(**word)) {
            if let Some(end) = reached.get_mut(at + word.len()) {
                *end = true;
            }
        }
    }
    text.len() >= 4 && reached.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a text, its spaces being gaps.
    fn left(text: &str) -> String {
        let chars: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
        let mut gaps = Vec::new();
        let mut gap = false;
        for c in text.chars() {
            if c == ' ' {
                gap = true;
            } else {
                gaps.push(gap);
                gap = false;
            }
        }
        chars.iter().skip(label(&chars, &gaps)).collect()
    }

    #[test]
    fn english_forms_of_labels_are_no_values() {
        for text in ["Name", "Date of Birth", "DateofBirth", "Gender", "Country (Region)", "Certificate No."] {
            assert_eq!(left(text), "", "{text}");
        }
        assert_eq!(left("No.:120240012345"), "120240012345");
        assert_eq!(left("Name 段亦辰"), "段亦辰");
    }

    #[test]
    fn values_in_latin_letters_stay() {
        for text in ["JohnSmith", "University of Leeds", "AY2YXTVA5H8P2CML", "段亦辰", "No120240012345"] {
            assert_eq!(left(text), text.replace(' ', ""), "{text}");
        }
    }
}
