//! Lengths of time in years: `4年2个月` is 4.17, `三年` is 3. `多年` and `近10年` are no values.

use super::Words;
use super::comparison::Comparison;
use super::date::Precision;
use super::numeral;
use super::parsed::{Parsed, Understanding};
use super::text;

/// A length of time as claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Years {
    /// In hundredths of a year, so that no digit is invented.
    pub hundredths: u32,
    /// `5年以上`, `满5年`: this or more.
    pub at_least: bool,
}

impl Years {
    /// As the contract prints it: at most two places.
    #[must_use]
    pub fn printed(self) -> String {
        let (whole, rest) = (self.hundredths / 100, self.hundredths % 100);
        match (rest / 10, rest % 10) {
            (0, 0) => whole.to_string(),
            (tenths, 0) => format!("{whole}.{tenths}"),
            _ => format!("{whole}.{rest:02}"),
        }
    }

    /// As a number.
    #[must_use]
    pub fn number(self) -> f64 {
        f64::from(self.hundredths) / 100.0
    }
}

/// More than a working life is a misreading.
const MOST: u32 = 80;

/// Words that go before a length of time and do not change it.
static BEFORE: Words = Words::new("累计 共计 合计 总计 学制 已满 共 满 达 计 为");

/// Words that make of a length something less than a value: about, nearly, more than ten, several.
static VAGUE: Words = Words::new("近 约 大约 多年 余年 数年 几年 若干 左右 上下 不足 不到 不满 弹性");

/// Reads a length of time, saying why where there is none.
///
/// # Errors
///
/// Gives how the text is to be understood where it is no length of time.
pub fn read(raw: &str) -> Result<Years, Understanding> {
    if text::is_printed_as_unknown(raw) {
        return Err(Understanding::PrintedAsUnknown);
    }
    let all: String = text::code(raw).trim_matches(|c: char| "：:，,。;；、()（）".contains(c)).to_owned();
    if all.is_empty() {
        return Err(Understanding::Empty);
    }
    if VAGUE.within(&all) {
        return Err(Understanding::NotAValue);
    }
    let mut rest = all.as_str();
    let mut at_least = false;
    loop {
        let before = rest;
        for word in BEFORE.iter() {
            if let Some(after) = rest.strip_prefix(word) {
                at_least |= matches!(word, "满" | "已满" | "达");
                rest = after;
            }
        }
        for word in ["及以上", "以上", "整", "制", "时间", "期限", "工龄", "工作经历", "工作经验"]
        {
            if let Some(front) = rest.strip_suffix(word) {
                at_least |= word.ends_with("以上");
                rest = front;
            }
        }
        if rest == before {
            break;
        }
    }
    let hundredths = measure(rest).ok_or(Understanding::NotUnderstood)?;
    if hundredths > MOST.saturating_mul(100) {
        return Err(Understanding::NotUnderstood);
    }
    Ok(Years { hundredths, at_least })
}

/// Understands a printed length of time.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    match read(raw) {
        Ok(years) => Parsed::full(years.printed()),
        Err(why) => Parsed::none(why),
    }
}

/// Compares two lengths of time. Whole years agree with a length of so many years and some months.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Comparison {
    let (Ok(e), Ok(f)) = (read(expected), read(found)) else { return Comparison::NotComparable };
    let whole = |years: Years| years.hundredths.is_multiple_of(100);
    if e.hundredths == f.hundredths {
        Comparison::Equal
    } else if e.hundredths / 100 == f.hundredths / 100 && (whole(e) || whole(f)) {
        Comparison::Agrees(Precision::Year)
    } else {
        Comparison::Different
    }
}

/// `12年零3个月15天` in hundredths of a year, rounded.
fn measure(text: &str) -> Option<u32> {
    let text = text
        .replace("周年", "年")
        .replace("個", "个")
        .replace("个月", "月")
        .replace("年又", "年")
        .replace("年半", "年6月");
    let text = if text == "半年" { "6月".to_owned() } else { text };
    let (years, rest) = match text.split_once('年') {
        Some((years, rest)) => (Some(years), rest),
        None => (None, text.as_str()),
    };
    let rest = match rest.strip_prefix(['零', '〇', '又', '加', '+']) {
        // The 零 of 3年零2个月 joins; that of 3年零个月 counts.
        Some(joined) if !joined.starts_with('月') => joined,
        _ => rest,
    };
    let (months, rest) = match rest.split_once('月') {
        Some((months, rest)) => (Some(months), rest),
        None => (None, rest),
    };
    let (days, rest) = match rest.split_once(['天', '日']) {
        Some((days, rest)) => (Some(days), rest),
        None => (None, rest),
    };
    if years.is_none() && months.is_none() && days.is_none() {
        return decimal(rest);
    }
    if !rest.is_empty() || (years.is_none() && months.is_none()) {
        return None;
    }
    let whole = years.map_or(Some(0), decimal)?;
    let months = months.map_or(Some(0), |m| numeral::parse(m).map(u32::from))?;
    let days = days.map_or(Some(0), |d| numeral::parse(d).map(u32::from))?;
    // Months beyond a year are printed too (18个月); days only complete a month.
    if months > 1200 || days > 366 {
        return None;
    }
    // In units of 1/(12·365) of a year, so that months and days are rounded once.
    let fine = months.checked_mul(365)?.checked_add(days.checked_mul(12)?)?;
    let part = fine.checked_mul(100)?.checked_add(2190)? / 4380;
    whole.checked_add(part)
}

/// `4.5`, `四`, `十二`, `4` in hundredths, rounded.
fn decimal(text: &str) -> Option<u32> {
    let (whole, fraction) = match text.split_once(['.', '点', '·']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    if whole.is_empty() {
        return None;
    }
    let whole = u32::from(numeral::parse(whole)?).checked_mul(100)?;
    let Some(fraction) = fraction else { return Some(whole) };
    let digits: Option<Vec<u32>> = fraction.chars().map(|c| numeral::digit(c).map(u32::from)).collect();
    let digits = digits.filter(|d| (1..=6).contains(&d.len()))?;
    let place = |at: usize| digits.get(at).copied().unwrap_or(0);
    let round = u32::from(place(2) >= 5);
    whole.checked_add(place(0).checked_mul(10)?)?.checked_add(place(1))?.checked_add(round)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_lengths() {
        let cases = [
            ("4年2个月", "4.17"),
            ("4", "4"),
            ("4.0", "4"),
            ("4.5年", "4.5"),
            ("4.50", "4.5"),
            ("四点五年", "4.5"),
            ("四年半", "4.5"),
            ("半年", "0.5"),
            ("四年", "4"),
            ("叁年", "3"),
            ("两年", "2"),
            ("十二年三个月", "12.25"),
            ("12年零3个月", "12.25"),
            ("12年又3个月", "12.25"),
            ("共计12年零3个月", "12.25"),
            ("满5年", "5"),
            ("5年以上", "5"),
            ("10个月", "0.83"),
            ("18个月", "1.5"),
            ("4 年", "4"),
            ("三年制", "3"),
            ("学制四年", "4"),
            ("2.5年", "2.5"),
            ("累计 6 年 7 个月", "6.58"),
            ("4年2月", "4.17"),
            ("3年0个月", "3"),
            ("10周年", "10"),
            ("４年", "4"),
            ("1年2个月15天", "1.21"),
            ("10.333", "10.33"),
            ("10.335", "10.34"),
        ];
        for (raw, expected) in cases {
            assert_eq!(parse(raw).value.as_deref(), Some(expected), "{raw}");
        }
        assert_eq!(read("5年以上").map(|y| y.at_least), Ok(true));
        assert_eq!(read("满5年").map(|y| y.at_least), Ok(true));
        assert_eq!(read("5年").map(|y| y.at_least), Ok(false));
    }

    #[test]
    fn says_why_there_is_no_value() {
        use Understanding::{Empty, NotAValue, NotUnderstood, PrintedAsUnknown};
        let cases = [
            ("多年", NotAValue),
            ("近10年", NotAValue),
            ("10余年", NotAValue),
            ("约5年", NotAValue),
            ("10多年", NotAValue),
            ("", Empty),
            ("＊", PrintedAsUnknown),
            ("2018年", NotUnderstood),
            ("3-5年", NotUnderstood),
            ("年", NotUnderstood),
            ("社会工作", NotUnderstood),
            ("999", NotUnderstood),
            ("5天", NotUnderstood),
            (".5", NotUnderstood),
        ];
        for (raw, why) in cases {
            assert_eq!(read(raw), Err(why), "{raw}");
        }
    }

    #[test]
    fn compares() {
        assert_eq!(compare("4", "4年"), Comparison::Equal);
        assert_eq!(compare("6", "6.42"), Comparison::Agrees(Precision::Year));
        assert_eq!(compare("7", "6.92"), Comparison::Different);
        assert_eq!(compare("6.25", "6.5"), Comparison::Different);
        assert_eq!(compare("6", "多年"), Comparison::NotComparable);
    }

    proptest! {
        #[test]
        fn years_and_months_come_back(years in 0u32..60, months in 0u32..12) {
            let read = read(&format!("{years}年{months}个月")).unwrap();
            let exact = f64::from(years) + f64::from(months) / 12.0;
            prop_assert!((read.number() - exact).abs() <= 0.005 + 1e-9);
            prop_assert_eq!(parse(&read.printed()).value, Some(read.printed()));
        }

        #[test]
        fn never_breaks(a in any::<String>(), b in "[0-9年月个半零一十.多]{0,12}") {
            let _ = (parse(&a), parse(&b));
        }
    }
}
