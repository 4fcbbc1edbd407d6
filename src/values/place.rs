//! Places: the administrative divisions of China, from the provinces down to the counties.
//!
//! Most names of units begin with one, and nothing parts words in Chinese print: 走出校门便投身|佛山市南海区…. The names are
//! those of the Ministry of Civil Affairs' list (GB/T 2260), former ones among them, of three characters and more: 和县
//! would stand in too many other words.

use super::Words;

static NAMES: Words = Words::new(include_str!("places.txt"));

/// Provinces as they are called without what they are: 湖南长沙市….
static SHORT: Words = Words::new(
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆
     四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆",
);

/// How many characters the place has that is named in full at a place of a text.
#[must_use]
pub fn at(chars: &[char], at: usize) -> Option<usize> {
    let short = SHORT.at(chars, at).unwrap_or(0);
    NAMES.at(chars, at).or_else(|| Some(short + NAMES.at(chars, at + short).filter(|_| short > 0)?))
}

/// How many characters the place has that is named at a place of a text, in full or as its province is called for short.
#[must_use]
pub fn named(chars: &[char], at: usize) -> Option<usize> {
    self::at(chars, at).or_else(|| SHORT.at(chars, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_in_full() {
        let length = |text: &str| at(&text.chars().collect::<Vec<_>>(), 0);
        for (text, expected) in [
            ("长沙市民政局", Some(3)),
            ("湖南长沙市民政局", Some(5)),
            ("湘西土家族苗族自治州总工会", Some(10)),
            ("桃源县残联", Some(3)),
            ("湖南师范大学", None),
            ("和县人民医院", None),
            ("社区服务中心", None),
        ] {
            assert_eq!(length(text), expected, "{text}");
        }
    }
}
