//! 学习形式 and 学历类别: open vocabularies, kept as printed. What a few words of them mean is data here.

use super::comparison::{Comparison, Reason};
use super::{certificate_no, plain, text};

/// Words of 学习形式 and whether it takes a student's whole time; the first that is contained decides.
const MODES: &[(&str, &str, bool)] = &[
    ("非全日制", "非全日制", false),
    ("半脱产", "业余", false),
    ("不脱产", "业余", false),
    ("全日制", "全日制", true),
    ("脱产", "脱产", true),
    ("业余", "业余", false),
    ("夜大", "业余", false),
    ("函授", "函授", false),
    ("开放", "开放教育", false),
    ("网络", "网络教育", false),
    ("远程", "网络教育", false),
    ("自学考试", "自学考试", false),
    ("自考", "自学考试", false),
    ("在职", "非全日制", false),
];

/// Whether this form of study takes a student's whole time (全日制, 脱产), so that its years are no years of work.
/// `None` where the word is not known.
#[must_use]
pub fn is_full_time(printed: &str) -> Option<bool> {
    known(printed).map(|&(_, _, full)| full)
}

/// Whether a text may name a form of study: by a word that settles it, or one that such forms are called by.
#[must_use]
pub fn is_mode(printed: &str) -> bool {
    const CALLED: &[&str] =
        &["授", "育", "学", "读", "普通", "统招", "统考", "委培", "自费", "进修", "培养", "学分", "定向"];
    known(printed).is_some() || CALLED.iter().any(|word| printed.contains(word))
}

/// The row of a printed word.
fn known(printed: &str) -> Option<&'static (&'static str, &'static str, bool)> {
    let printed = text::compact(printed);
    MODES.iter().find(|(word, ..)| printed.contains(word))
}

/// Compares two forms of study.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Comparison {
    match plain::compare(expected, found) {
        Comparison::Different => match (known(expected), known(found)) {
            (Some(a), Some(b)) if a.1 == b.1 => Comparison::Variant(Reason::Synonym),
            _ => Comparison::Different,
        },
        other => other,
    }
}

/// Compares two kinds of education (学历类别).
#[must_use]
pub fn compare_categories(expected: &str, found: &str) -> Comparison {
    match plain::compare(expected, found) {
        Comparison::Different => {
            let (a, b) = (certificate_no::categories_of(expected), certificate_no::categories_of(found));
            if a == b && a.len() == 1 { Comparison::Variant(Reason::Synonym) } else { Comparison::Different }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_takes_the_whole_time() {
        for (printed, full) in [
            ("普通全日制", Some(true)),
            ("全日制", Some(true)),
            ("脱产", Some(true)),
            ("非全日制", Some(false)),
            ("半脱产", Some(false)),
            ("业余", Some(false)),
            ("函授", Some(false)),
            ("网络教育", Some(false)),
            ("自学考试", Some(false)),
            ("其他", None),
        ] {
            assert_eq!(is_full_time(printed), full, "{printed}");
        }
    }

    #[test]
    fn compares() {
        assert_eq!(compare("全日制", "普通全日制"), Comparison::Variant(Reason::Synonym));
        assert_eq!(compare("函授", "全日制"), Comparison::Different);
        assert_eq!(compare_categories("成人", "成人高等教育"), Comparison::Variant(Reason::Synonym));
        assert_eq!(compare_categories("网络教育", "普通高等教育"), Comparison::Different);
    }
}
