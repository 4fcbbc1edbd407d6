//! The labels that matter on a document: those of its kind's fields, and those that only end a value.

use crate::kinds::Kinds;
use crate::model::{DocumentKind, FieldName};

/// A label to look for.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its characters, squeezed.
    pub text: Vec<char>,
    /// Its field; none for a label that only ends a value.
    pub field: Option<FieldName>,
    /// How telling it is among the labels of its field, 0 the most.
    pub rank: usize,
}

/// Every label of a kind, longest first.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    entries: Vec<Entry>,
}

impl Lexicon {
    /// The labels of a kind.
    pub(super) fn of(kind: DocumentKind, kinds: &Kinds) -> Self {
        let own = kinds.labels(kind).into_iter().map(|(text, field, rank)| (text, Some(field), rank));
        // A label of another kind's field ends a value here too, unless this kind uses the word for itself.
        let mut texts: Vec<(&str, Option<FieldName>, usize)> = own.collect();
        for text in kinds.every_label() {
            if !texts.iter().any(|(known, _, _)| *known == text) {
                texts.push((text, None, 0));
            }
        }
        let mut entries: Vec<Entry> =
            texts.into_iter().map(|(text, field, rank)| Entry { text: text.chars().collect(), field, rank }).collect();
        entries.sort_by(|a, b| b.text.len().cmp(&a.text.len()).then_with(|| a.text.cmp(&b.text)));
        Self { entries }
    }

    /// The longest label that starts at `at`, signs inside it passed over, and where it ends.
    pub(super) fn at(&self, text: &[char], at: usize) -> Option<(&Entry, usize)> {
        self.entries.iter().find_map(|entry| Some((entry, match_at(text, at, &entry.text, 0)?)))
    }

    /// The same with one character misread, for labels long enough to bear it.
    pub(super) fn nearly_at(&self, text: &[char], at: usize) -> Option<(&Entry, usize)> {
        self.entries
            .iter()
            .filter(|entry| entry.text.len() >= 4)
            .find_map(|entry| Some((entry, match_at(text, at, &entry.text, 1)?)))
    }

    /// The label that is exactly this, signs left out.
    pub(super) fn exactly(&self, text: &[char]) -> Option<&Entry> {
        self.at(text, 0).filter(|(_, end)| text.iter().skip(*end).all(|c| crate::layout::is_sign(*c))).map(|(e, _)| e)
    }
}

/// Where `label` ends if it starts at `at`, with at most `spare` characters exchanged.
fn match_at(text: &[char], at: usize, label: &[char], mut spare: usize) -> Option<usize> {
    let mut i = at;
    for (n, wanted) in label.iter().enumerate() {
        while n > 0 && text.get(i).is_some_and(|c| crate::layout::is_sign(*c) && *c != ':') {
            i += 1;
        }
        let c = text.get(i)?;
        if c != wanted {
            if spare == 0 || c.is_ascii() {
                return None;
            }
            spare -= 1;
        }
        i += 1;
    }
    // The bracket that closes inside the label's last part belongs to it: 校(院)长(签名).
    Some(i)
}
