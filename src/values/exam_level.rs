//! Levels of an examination: 初级, 中级, 高级, and the titles of social workers that stand for them.

use super::comparison::{Comparison, Reason};
use super::{plain, text};

/// A level of an examination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExamLevel {
    /// 初级, 助理社会工作师.
    Junior,
    /// 中级, 社会工作师.
    Intermediate,
    /// 高级, 高级社会工作师.
    Senior,
}

/// Words that settle the level; the first that is contained decides.
const WORDS: &[(&str, ExamLevel)] = &[
    ("高级", ExamLevel::Senior),
    ("助理", ExamLevel::Junior),
    ("初级", ExamLevel::Junior),
    ("中级", ExamLevel::Intermediate),
    ("社会工作师", ExamLevel::Intermediate),
];

/// Whether a text is a level and nothing else: 中级, 助理社会工作师.
#[must_use]
pub fn is_level(text: &str) -> bool {
    let rest = WORDS.iter().fold(text.to_owned(), |rest, (word, _)| rest.replace(word, ""));
    !text.is_empty() && rest.is_empty()
}

/// Reads a level; `None` where no known word is printed.
#[must_use]
pub fn read(printed: &str) -> Option<ExamLevel> {
    let printed = text::compact(printed);
    WORDS.iter().find(|(word, _)| printed.contains(word)).map(|&(_, level)| level)
}

/// Compares two levels.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Comparison {
    match (plain::compare(expected, found), read(expected), read(found)) {
        (Comparison::Different, Some(a), Some(b)) if a == b => Comparison::Variant(Reason::Synonym),
        (outcome, ..) => outcome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_compares() {
        for (printed, level) in [
            ("助理社会工作师", Some(ExamLevel::Junior)),
            ("社会工作师", Some(ExamLevel::Intermediate)),
            ("高级社会工作师", Some(ExamLevel::Senior)),
            ("中级", Some(ExamLevel::Intermediate)),
            ("初级（助理社会工作师）", Some(ExamLevel::Junior)),
            ("全科", None),
        ] {
            assert_eq!(read(printed), level, "{printed}");
        }
        assert_eq!(compare("初级", "助理社会工作师"), Comparison::Variant(Reason::Synonym));
        assert_eq!(compare("社会工作师", "助理社会工作师"), Comparison::Different);
    }
}
