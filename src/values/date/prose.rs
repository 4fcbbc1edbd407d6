//! Dates in running text: `于2003年9月至2007年6月在本校学习`.

use super::{PartialDate, parse};
use crate::values::text;

/// A date found in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// First character, counted in characters.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What it says.
    pub date: PartialDate,
}

/// Finds the dates in running text, in order. Only forms that cannot be anything else count: with 年, or a year of four
/// digits and a separator.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    /// No printed date is longer: 公元二千零一十二年十二月三十一日 with some spaces.
    const LONGEST: usize = 24;
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut start = 0usize;
    while let Some(&c) = chars.get(start) {
        let before = start.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let begins = starts_number(c) && !before.is_some_and(|b| goes_on(b, c) || b.is_ascii_alphabetic());
        let hit = begins
            .then(|| {
                (4..=LONGEST).rev().find_map(|length| {
                    let end = start.checked_add(length)?;
                    let slice = chars.get(start..end)?;
                    let last = *slice.last()?;
                    // A date ends with its unit or with the end of a number, not in the middle of one.
                    let closes = matches!(last, '年' | '月' | '日' | '号')
                        || (starts_number(last)
                            && !chars.get(end).is_some_and(|&n| goes_on(last, n) || "年月日号.".contains(n)));
                    // 6月2、 is 6月 and the number of the next item, and so is 6月2).
                    let marks = matches!(chars.get(end), Some('、' | ')' | '）'));
                    let of_item = starts_number(last) && slice.contains(&'月') && marks;
                    // 2016年0日 is a date of which something is lost, not a year.
                    let rest = chars.get(end..).unwrap_or_default().iter().position(|c| !starts_number(*c));
                    let broken = last == '年'
                        && rest.is_some_and(|n| n > 0 && matches!(chars.get(end + n), Some('日' | '号' | '月')));
                    // 2024年8月一直: a numeral of another kind that no 日 closes is the beginning of a word.
                    let of_word = starts_number(last)
                        && !text::half_width(last).is_ascii_digit()
                        && slice.iter().any(|c| text::half_width(*c).is_ascii_digit());
                    let closes = closes && !of_item && !broken && !of_word;
                    let separated = slice.contains(&'年')
                        || (slice.iter().take(4).all(|&c| text::half_width(c).is_ascii_digit())
                            && slice.iter().any(|c| matches!(text::half_width(*c), '.' | '-' | '/')));
                    let words: String = slice.iter().collect();
                    let date = (closes && separated).then(|| parse(&words)).flatten()?;
                    Some(Found { start, end, date })
                })
            })
            .flatten();
        match hit {
            Some(hit) => {
                start = hit.end;
                found.push(hit);
            }
            None => start = start.saturating_add(1),
        }
    }
    found
}

/// Whether a number of a date can start with this character.
fn starts_number(c: char) -> bool {
    let c = text::half_width(c);
    c.is_ascii_digit() || "民〇○零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅".contains(c)
}

/// Whether a number goes on behind one of its digits; one of another kind begins a word or is a dash that was misread:
/// 2016.11|一线社工, 2016.11|民一庭, 1994年9月一|1997年7月.
fn goes_on(last: char, next: char) -> bool {
    let ascii = |c: char| text::half_width(c).is_ascii_digit();
    next != '民' && starts_number(last) && starts_number(next) && (ascii(last) == ascii(next) || "〇○零".contains(next))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn finds_dates_in_prose() {
        let text = "学生张三，1985年6月26日生，于2003年9月至2007.06在本校学习，电话13800138000，二〇〇七年六月";
        let found: Vec<String> = find(text).iter().map(|f| f.date.to_string()).collect();
        assert_eq!(found, ["1985-06-26", "2003-09", "2007-06", "2007-06"]);
    }

    #[test]
    fn what_is_lost_of_a_date_makes_it_no_shorter_one() {
        assert_eq!(find("毕业日期2016年0日"), []);
        let found: Vec<String> =
            find("1、2016年3月至2018年6月2、2018年7月").iter().map(|f| f.date.to_string()).collect();
        assert_eq!(found, ["2016-03", "2018-06", "2018-07"]);
        assert_eq!(find("2010.12-2016.11民一庭").len(), 2);
        assert_eq!(find("1994年9月一1997年7月").len(), 2);
        assert_eq!(find("二〇一五年七月至二〇一九年八月").len(), 2);
    }

    proptest! {
        #[test]
        fn never_breaks(text in any::<String>(), dates in "[0-9年月日.至于，一二十〇 ]{0,40}") {
            for text in [text, dates] {
                let length = text.chars().count();
                prop_assert!(find(&text).iter().all(|f| f.start < f.end && f.end <= length));
            }
        }
    }
}
