//! Names of candidates in file and folder names.
//!
//! Chinese is written without spaces, so a run of characters is cut into the words that people use in such names
//! ([`WORDS`]) and names of the roster. 王明报名表 is a name and a word; 王明芳报名表 cannot be cut with 王明 alone, so
//! it does not name 王明; 高中毕业证 is all words and does not name a candidate who is called 高中. What cannot be cut
//! names nobody, with one exception: a name of three or more characters that begins a run, because what follows is
//! then most often a word that is not in the list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::model::{Candidate, CellState, FieldName};
use crate::values::person_name;

/// What file and folder names are made of, beside names. Hand-kept, sorted.
const WORDS: &str = include_str!("words.txt");

static WORD_LIST: LazyLock<BTreeSet<Vec<char>>> =
    LazyLock::new(|| WORDS.lines().map(|word| word.chars().collect()).collect());

/// The names of the roster.
#[derive(Debug)]
pub(super) struct Names {
    /// Without dots and in upper case, to the places in the roster that have it.
    places: BTreeMap<Vec<char>, Vec<usize>>,
    longest: usize,
}

/// A name of fewer Latin letters stands in too many file names by chance.
const SHORTEST_LATIN: usize = 5;

/// Names of two characters that begin a run of unknown words are too often a part of a longer name.
const SURE_PREFIX: usize = 3;

impl Names {
    pub(super) fn new(candidates: &[Candidate]) -> Self {
        let mut places: BTreeMap<Vec<char>, Vec<usize>> = BTreeMap::new();
        for (place, candidate) in candidates.iter().enumerate() {
            let Some(cell) = candidate.cells.get(&FieldName::Name).filter(|cell| cell.state == CellState::Full) else {
                continue;
            };
            let name = key(&person_name::normalise(&cell.value));
            let sure = if name.iter().all(|c| is_han(*c)) { name.len() >= 2 } else { name.len() >= SHORTEST_LATIN };
            if sure {
                places.entry(name).or_default().push(place);
            }
        }
        let longest = places.keys().map(Vec::len).max().unwrap_or(0);
        Self { places, longest }
    }

    /// The candidates whose name stands in this part of a path and once on the roster, in the order of the text.
    pub(super) fn within(&self, text: &str) -> Vec<usize> {
        let mut found = Vec::new();
        let chars: Vec<char> = text.nfkc().flat_map(char::to_uppercase).collect();
        // 王 明 and 阿依古丽·买买提: what stands between two characters of a name may be left out.
        for chars in [chars.clone(), without(&chars, char::is_whitespace), without(&chars, is_dot)] {
            for run in chars.split(|c| !is_han(*c)) {
                found.extend(self.cut(run));
            }
        }
        found.extend(self.latin(&chars));
        let mut seen = BTreeSet::new();
        found.retain(|place| seen.insert(*place));
        found
    }

    fn once(&self, name: &[char]) -> Option<usize> {
        match self.places.get(name)?.as_slice() {
            [place] => Some(*place),
            _ => None,
        }
    }

    /// The names in a run of Chinese characters.
    fn cut(&self, run: &[char]) -> Vec<usize> {
        if let Some(names) = self.whole(run) {
            return names.iter().filter_map(|name| self.once(name)).collect();
        }
        let longest_first = (SURE_PREFIX..=self.longest.min(run.len())).rev();
        let Some(end) = longest_first.into_iter().find(|end| self.places.contains_key(&run[..*end])) else {
            return Vec::new();
        };
        // 李小明珠报名表: one more character and then words is a longer name.
        let longer_name = run.get(end + 1..).is_some_and(|rest| self.whole(rest).is_some());
        if longer_name { Vec::new() } else { self.once(&run[..end]).into_iter().collect() }
    }

    /// The names in a run that consists of names and words and nothing else: in the fewest pieces, and with the fewest
    /// names where two ways are equally short.
    fn whole<'t>(&self, run: &'t [char]) -> Option<Vec<&'t [char]>> {
        type Way = (usize, usize, Vec<(usize, usize)>);
        let mut best: Vec<Option<Way>> = vec![None; run.len() + 1];
        best[0] = Some((0, 0, Vec::new()));
        let longest = self.longest.max(LONGEST_WORD);
        for end in 1..=run.len() {
            for start in end.saturating_sub(longest)..end {
                let Some((pieces, names, way)) = best[start].clone() else { continue };
                let piece = &run[start..end];
                let way = if WORD_LIST.contains(piece) {
                    (pieces + 1, names, way)
                } else if self.places.contains_key(piece) {
                    (pieces + 1, names + 1, [way, vec![(start, end)]].concat())
                } else {
                    continue;
                };
                if best[end].as_ref().is_none_or(|other| (way.0, way.1) < (other.0, other.1)) {
                    best[end] = Some(way);
                }
            }
        }
        let (_, _, way) = best.pop()??;
        Some(way.into_iter().map(|(start, end)| &run[start..end]).collect())
    }

    /// Names in Latin letters, whose words may be parted by anything.
    fn latin(&self, chars: &[char]) -> Vec<usize> {
        let words: Vec<&[char]> = chars.split(|c| !is_latin(*c)).filter(|word| !word.is_empty()).collect();
        let mut found = Vec::new();
        for start in 0..words.len() {
            for end in start + 1..=words.len().min(start + 5) {
                found.extend(self.once(&words[start..end].concat()));
            }
        }
        found
    }
}

const LONGEST_WORD: usize = 8;

/// How a name is looked up: without dots, in upper case.
fn key(name: &str) -> Vec<char> {
    name.nfkc().filter(|c| !is_dot(*c)).flat_map(char::to_uppercase).collect()
}

/// The text without separators that stand between two Chinese characters.
fn without(chars: &[char], separator: fn(char) -> bool) -> Vec<char> {
    let mut kept: Vec<char> = Vec::with_capacity(chars.len());
    for (at, c) in chars.iter().enumerate() {
        let between = kept.last().is_some_and(|c| is_han(*c)) && chars.get(at + 1).is_some_and(|c| is_han(*c));
        if !(separator(*c) && between) {
            kept.push(*c);
        }
    }
    kept
}

/// What is written for the dot inside a name.
fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '・' | '∙' | '﹒' | '᛫' | '●' | '．' | '.' | '。' | '･')
}

fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && c < '\u{250}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_no_longer_than_said() {
        let words: Vec<&str> = WORDS.lines().collect();
        assert!(words.is_sorted_by(|a, b| a < b), "sort words.txt");
        assert!(words.iter().all(|word| (1..=LONGEST_WORD).contains(&word.chars().count())));
    }
}
