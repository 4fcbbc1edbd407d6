//! The text of a document without what is its holder's own, and how alike two such texts are.

use crate::bounds;
use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

/// So many characters are compared at a time.
const SHINGLE: usize = 5;

/// Bands and rows of the buckets: texts that share 19 of 20 shingles meet in one with a chance of 0.999.
const BANDS: usize = 12;
const ROWS: usize = 4;

/// A text without white space and without these words; `None` where too little is left.
pub(super) fn skeleton<'a>(text: &str, own: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut words: Vec<String> = own.into_iter().map(plain).filter(|word| word.chars().count() > 1).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let left = words.iter().fold(plain(text), |text, word| text.replace(word.as_str(), ""));
    (left.chars().count() >= bounds::TEXT_FROM).then_some(left)
}

fn shingles(text: &str) -> BTreeSet<u64> {
    let characters: Vec<char> = text.chars().collect();
    characters.windows(SHINGLE).map(|some| number(&some.iter().collect::<String>())).collect()
}

fn number(text: &str) -> u64 {
    Sha256::digest(text.as_bytes()).iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The buckets in which a text meets texts like it.
pub(super) fn buckets(text: &str) -> Vec<String> {
    let shingles = shingles(text);
    let least = |row: usize| {
        let salt = super::draw::Draw::new(u64::try_from(row).unwrap_or(0), "row").number() | 1;
        shingles
            .iter()
            .map(|shingle| (shingle ^ salt).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31).wrapping_mul(salt))
            .min()
    };
    (0..BANDS)
        .map(|band| {
            let rows: Vec<String> =
                (0..ROWS).map(|row| format!("{:x}", least(band * ROWS + row).unwrap_or(0))).collect();
            format!("{band}:{}", rows.join("-"))
        })
        .collect()
}

/// How much of two texts is the same, 0 to 1.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (shingles(one), shingles(other));
    let common = one.intersection(&other).count();
    let all = one.len() + other.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, month: u32) -> String {
        format!(
            "兹证明{name}同志自2012年{month}月起在我单位社会工作部从事社区矫正与帮教、个案管理、小组活动设计与督导工作，\
             任职期间遵纪守法，工作认真负责，无违法违纪行为。特此证明，我单位对本证明的真实性负责。"
        )
    }

    #[test]
    fn without_the_name_the_two_are_one() {
        let one = skeleton(&text("张三", 7), ["张三"]).unwrap();
        let other = skeleton(&text("欧阳小红", 7), ["欧阳小红"]).unwrap();
        assert_eq!(one, other);
        assert!(buckets(&one).iter().zip(buckets(&other)).all(|(a, b)| *a == b));
        assert_eq!(skeleton("张三的证明", ["张三"]), None);
    }

    #[test]
    fn texts_nearly_alike_meet_and_others_do_not() {
        let (one, other) = (text("", 7), text("", 8));
        assert!(likeness(&one, &other) > 0.85);
        assert!(buckets(&one).iter().zip(buckets(&other)).any(|(a, b)| *a == b));
        let third = "湖南省长沙市岳麓区某某社会工作服务中心关于职工岗位聘任与年度考核结果的情况说明，经研究决定予以续聘并存档备查。".repeat(2);
        assert!(likeness(&one, &third) < 0.1);
    }
}
