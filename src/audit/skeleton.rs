//! The text of a document without what is its holder's own, and how alike two such texts are.

use crate::bounds;
use std::cmp::Ordering;

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

/// A text as it is compared: what stands in it, five characters at a time, and the least of them in many orders, which two
/// texts share with the chance of their likeness.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sketch {
    least: Vec<u64>,
    shingles: Vec<u64>,
}

impl Sketch {
    /// Of a text.
    pub(super) fn of(text: &str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let mut shingles: Vec<u64> = characters.windows(SHINGLE).map(number).collect();
        shingles.sort_unstable();
        shingles.dedup();
        let least = (0..BANDS * ROWS).map(|row| {
            let salt = super::draw::Draw::new(u64::try_from(row).unwrap_or(0), "row").number() | 1;
            shingles.iter().map(|shingle| mixed(shingle ^ salt).wrapping_mul(salt)).min().unwrap_or(0)
        });
        Self { least: least.collect(), shingles }
    }

    /// The buckets in which a text meets texts like it.
    pub(super) fn buckets(&self) -> Vec<String> {
        let band = |(band, rows): (usize, &[u64])| {
            let rows: Vec<String> = rows.iter().map(|row| format!("{row:x}")).collect();
            format!("{band}:{}", rows.join("-"))
        };
        self.least.chunks(ROWS).enumerate().map(band).collect()
    }

    /// The same text's place in the order of a bucket: those that are alike stand near each other.
    pub(super) fn rank(&self, bucket: usize) -> impl Iterator<Item = u64> + '_ {
        let from = (bucket + 1) * ROWS % self.least.len().max(1);
        self.least.iter().cycle().skip(from).take(self.least.len()).copied()
    }

    /// How much of two texts is the same, 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let (mut one, mut two) = (self.shingles.iter().peekable(), other.shingles.iter().peekable());
        let mut common = 0usize;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            match a.cmp(b) {
                Ordering::Less => _ = one.next(),
                Ordering::Greater => _ = two.next(),
                Ordering::Equal => {
                    common += 1;
                    one.next();
                    two.next();
                }
            }
        }
        let all = self.shingles.len() + other.shingles.len() - common;
        if all == 0 { 0.0 } else { common as f64 / all as f64 }
    }
}

/// Some characters as one number.
fn number(characters: &[char]) -> u64 {
    characters.iter().fold(0xcbf2_9ce4_8422_2325, |number, c| mixed(number ^ u64::from(u32::from(*c))))
}

/// Every bit of a number in every bit (the finaliser of `SplitMix64`).
const fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
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
        assert!(Sketch::of(&one) == Sketch::of(&other));
        assert_eq!(skeleton("张三的证明", ["张三"]), None);
    }

    #[test]
    fn texts_nearly_alike_meet_and_others_do_not() {
        let (one, other) = (Sketch::of(&text("", 7)), Sketch::of(&text("", 8)));
        assert!(one.likeness(&other) > 0.85);
        assert!(one.buckets().iter().zip(other.buckets()).any(|(a, b)| *a == b));
        let third = "湖南省长沙市岳麓区某某社会工作服务中心关于职工岗位聘任与年度考核结果的情况说明，经研究决定予以续聘并存档备查。".repeat(2);
        assert!(one.likeness(&Sketch::of(&third)) < 0.1);
    }
}
