//! Lists of words, and where one of them stands in a text.
//!
//! Nothing parts words in Chinese print, so what tells the role of a value is mostly whether one of some words stands
//! right before or behind it. Of several that fit, the longest counts: 主要从事 and not 主要.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Some words, written in one text with spaces between them.
#[derive(Debug)]
pub struct Words {
    text: &'static str,
    by_end: OnceLock<ByEnd>,
}

/// Words as characters, the longest first, by their first and by their last character.
#[derive(Debug, Default)]
struct ByEnd {
    first: BTreeMap<char, Vec<Vec<char>>>,
    last: BTreeMap<char, Vec<Vec<char>>>,
}

impl Words {
    /// The words of a text.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, by_end: OnceLock::new() }
    }

    /// Each of them, in the order in which they are written.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.text.split_whitespace()
    }

    /// How many characters the longest has that begins at a place.
    #[must_use]
    pub fn at(&self, chars: &[char], at: usize) -> Option<usize> {
        let rest = chars.get(at..)?;
        let words = self.by_end().first.get(rest.first()?)?;
        words.iter().find(|word| rest.starts_with(word)).map(Vec::len)
    }

    /// How many characters the longest has that ends before a place.
    #[must_use]
    pub fn before(&self, chars: &[char], end: usize) -> Option<usize> {
        let lead = chars.get(..end)?;
        let words = self.by_end().last.get(lead.last()?)?;
        words.iter().find(|word| lead.ends_with(word)).map(Vec::len)
    }

    /// Whether one begins at a place.
    #[must_use]
    pub fn begin(&self, chars: &[char], at: usize) -> bool {
        self.at(chars, at).is_some()
    }

    /// Whether one ends before a place.
    #[must_use]
    pub fn end(&self, chars: &[char], end: usize) -> bool {
        self.before(chars, end).is_some()
    }

    /// Whether a text is one of them.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        self.iter().any(|word| word == text)
    }

    /// Whether one stands in a text.
    #[must_use]
    pub fn within(&self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }

    /// Whether a text begins with one.
    #[must_use]
    pub fn start(&self, text: &str) -> bool {
        self.iter().any(|word| text.starts_with(word))
    }

    /// Whether a text ends in one.
    #[must_use]
    pub fn close(&self, text: &str) -> bool {
        self.iter().any(|word| text.ends_with(word))
    }

    fn by_end(&self) -> &ByEnd {
        self.by_end.get_or_init(|| {
            let mut all: Vec<Vec<char>> = self.iter().map(|word| word.chars().collect()).collect();
            all.sort_by_key(|word| std::cmp::Reverse(word.len()));
            let mut by_end = ByEnd::default();
            for word in all {
                if let (Some(first), Some(last)) = (word.first(), word.last()) {
                    by_end.last.entry(*last).or_default().push(word.clone());
                    by_end.first.entry(*first).or_default().push(word);
                }
            }
            by_end
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_counts() {
        static LEADING: Words = Words::new("从事 主要从事 主要 事");
        let text: Vec<char> = "他主要从事社区工作".chars().collect();
        assert_eq!(LEADING.at(&text, 1), Some(4));
        assert_eq!(LEADING.before(&text, 5), Some(4));
        assert_eq!(LEADING.before(&text, 3), Some(2));
        assert_eq!(LEADING.at(&text, 0), None);
        assert_eq!(LEADING.at(&text, 40), None);
        assert_eq!(LEADING.before(&text, 40), None);
        assert!(LEADING.within("一直主要") && LEADING.close("一直主要") && !LEADING.start("一直主要"));
        assert!(LEADING.has("事") && !LEADING.has("从"));
    }
}
