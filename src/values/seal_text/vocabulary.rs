//! The words that names of units are made of: those of the table beside this file, and the parts of the names at hand.

use std::sync::LazyLock;

use crate::values::organisation;

/// Every word of the table, and whether it needs no name of its own beside it.
static WORDS: LazyLock<Vec<(Vec<char>, bool)>> = LazyLock::new(|| {
    let lines = include_str!("words.txt").lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(|line| {
        let office = line.starts_with('=');
        line.trim_start_matches('=').split_whitespace().map(move |word| (word.chars().collect(), office))
    });
    words.collect()
});

/// Whether the table has this word.
pub(super) fn is_word(text: &str) -> bool {
    let word: Vec<char> = text.chars().collect();
    WORDS.iter().any(|(known, _)| *known == word)
}

/// What the parts of a known name cost in another one, as shares: units seal next door to one another, many do the same
/// work, and some have sisters.
const SAME_PLACE: f64 = 0.5;
const SAME_WORK: f64 = 0.15;
const SAME_OWN_NAME: f64 = 0.05;

/// A word that another unit's name may hold.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Its characters.
    pub(super) text: Vec<char>,
    /// The logarithm of how common it is.
    pub(super) cost: f64,
    /// Whether it tells a unit from others: a name of its own, or an office, of which a place has one.
    pub(super) own_name: bool,
}

/// The words that another unit's name may be made of.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Each once.
    pub(super) words: Vec<Word>,
}

impl Vocabulary {
    /// The table, and the parts of these names.
    pub(super) fn of(units: &[String]) -> Self {
        let common = -(WORDS.len().max(1) as f64).ln();
        let table = WORDS.iter().map(|(text, office)| Word { text: text.clone(), cost: common, own_name: *office });
        let mut words: Vec<Word> = table.collect();
        for unit in units {
            let parts = parts(unit);
            let places = parts.places.iter().map(|place| (*place, SAME_PLACE, false));
            for (part, share, own_name) in
                places.chain([(parts.work, SAME_WORK, false), (parts.own_name, SAME_OWN_NAME, true)])
            {
                let text: Vec<char> = part.chars().take(super::LONGEST).collect();
                if !text.is_empty() {
                    words.push(Word { text, cost: share.ln(), own_name });
                }
            }
        }
        Self { words }
    }
}

/// The parts of a unit's name.
#[derive(Debug, PartialEq, Eq)]
struct Parts<'a> {
    /// 长沙市, 望城区.
    places: Vec<&'a str>,
    /// 和畹.
    own_name: &'a str,
    /// 公益服务中心.
    work: &'a str,
}

fn parts(unit: &str) -> Parts<'_> {
    let mut rest = unit;
    let mut places = Vec::new();
    while let Some(end) = place_end(rest) {
        let (place, behind) = rest.split_at(end);
        places.push(place);
        rest = behind;
    }
    let mut own_name = rest;
    while let Some(shorter) = without_last_word(own_name) {
        own_name = shorter;
    }
    let work = rest.strip_prefix(own_name).unwrap_or_default();
    Parts { places, own_name, work }
}

/// The text without the longest word of the table at its end.
fn without_last_word(text: &str) -> Option<&str> {
    let count = text.chars().count();
    let ends = text.char_indices().map(|(at, _)| at);
    ends.take(count.saturating_sub(1)).find_map(|at| {
        let (rest, word) = text.split_at(at);
        let word: Vec<char> = word.chars().collect();
        // Single characters end too many names that they are no part of.
        (word.len() >= 2 && WORDS.iter().any(|(known, _)| *known == word)).then_some(rest)
    })
}

/// Where the place in front of a name ends, in bytes.
fn place_end(name: &str) -> Option<usize> {
    const ENDS: &[&str] = &["省", "市", "自治州", "州", "县", "区", "街道", "镇", "乡"];
    /// A place has two characters at least, and no more than these.
    const LONGEST: usize = 7;
    let mut before: Option<char> = None;
    for (count, (at, c)) in name.char_indices().enumerate().take(LONGEST) {
        let behind = name.get(at..)?;
        let end = ENDS.iter().find(|end| behind.starts_with(**end));
        // 社区 is the unit itself, and 乡 the second character of 宁乡市.
        let place =
            count >= 1 && before != Some('社') && !behind.chars().nth(1).is_some_and(|next| "市县区".contains(next));
        if let Some(end) = end.filter(|_| place) {
            let length = at + end.len();
            return (length < name.len()).then_some(length);
        }
        before = Some(c);
    }
    None
}

/// What is left of a name as places are left out in front, one after another.
pub(super) fn without_places(unit: &str) -> Vec<&str> {
    let mut rest = unit;
    let mut found = Vec::new();
    while let Some(end) = place_end(rest) {
        rest = rest.get(end..).unwrap_or_default();
        found.push(rest);
    }
    found
}

/// The name without the words of seals and offices: 人事专用章 and the like, wherever the reading began.
pub(super) fn without_office(text: &str) -> String {
    const OF_SEALS: &[&str] = &["人力资源专用章", "人事专用章", "行政专用章", "业务专用章", "专用章", "公章"];
    let mut name = organisation::without_seal_words(text);
    for word in OF_SEALS {
        name = name.replace(word, "");
    }
    name
}

/// The reading without the province that the names at hand leave out.
pub(super) fn without_province(reading: &str, units: &[String]) -> String {
    let mut rest = reading.to_owned();
    for province in organisation::PROVINCES.iter() {
        let province = format!("{province}省");
        if !units.iter().any(|unit| unit.contains(&province)) {
            rest = rest.replace(&province, "");
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_places_a_name_of_its_own_and_work() {
        let cases = [
            ("长沙市望城区和畹公益服务中心", vec!["长沙市", "望城区"], "和畹", "公益服务中心"),
            ("宁乡市苇岸残疾人服务中心", vec!["宁乡市"], "苇岸", "残疾人服务中心"),
            ("长沙县白石街道朗棠社区居民委员会", vec!["长沙县", "白石街道"], "朗棠", "社区居民委员会"),
            ("春风里养老服务有限公司", vec![], "春风里", "养老服务有限公司"),
            ("长沙市", vec![], "", "长沙市"),
        ];
        for (unit, places, own_name, work) in cases {
            assert_eq!(parts(unit), Parts { places, own_name, work }, "{unit}");
        }
    }

    #[test]
    fn places_are_left_out_one_after_another() {
        assert_eq!(
            without_places("湖南省长沙市雨林区春风养老院"),
            ["长沙市雨林区春风养老院", "雨林区春风养老院", "春风养老院"]
        );
        assert!(without_places("春风养老院").is_empty());
    }

    #[test]
    fn words_of_the_table_stand_once() {
        let mut words: Vec<&Vec<char>> = WORDS.iter().map(|(word, _)| word).collect();
        words.sort_unstable();
        let twice: Vec<_> = words.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
