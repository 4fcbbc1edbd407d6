//! Periods and their ends: `2018年9月至2020年7月`, `2018.09-2020.07`, `自2018年9月起至今`.

use super::{End, PartialDate, find, parse};
use crate::values::{Words, numeral, text};

/// A period as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Where it starts.
    pub from: PartialDate,
    /// Where it ends; `None` where no end is printed (`2018年9月起`).
    pub to: Option<End>,
}

/// Reads the end of a period: a date, or a word for "until now".
#[must_use]
pub fn parse_end(raw: &str) -> Option<End> {
    // 9999-12-31: how programs store that there is no end.
    let never = raw.trim_start().starts_with("9999");
    // 至今（无固定期限）.
    let bare = raw.split_once(['(', '（']).map_or(raw, |(before, _)| before);
    if bare != raw && is_present(bare) {
        return Some(End::Present);
    }
    if never || is_present(raw) { Some(End::Present) } else { parse(raw).map(End::On) }
}

/// Whether the text is a word for an open end: 至今, 现在, 目前, 迄今, 长期.
#[must_use]
pub fn is_present(raw: &str) -> bool {
    let word = text::compact(raw);
    let word = word.trim_matches(|c: char| c.is_ascii_punctuation() || "。，、；：（）—－～".contains(c));
    let word = word.trim_start_matches(['至', '到']).trim_end_matches('止');
    matches!(
        word.to_ascii_lowercase().as_str(),
        "今" | "今日"
            | "今天"
            | "现"
            | "现在"
            | "现今"
            | "目前"
            | "当前"
            | "迄今"
            | "如今"
            | "长期"
            | "present"
            | "now"
    ) || remainder(word, &OPEN).is_some_and(|rest| remainder(&rest, &BESIDE).unwrap_or(rest).is_empty())
        || (word.chars().count() <= 12
            && !word.contains(|c: char| c.is_ascii_digit())
            && (GOING_ON.within(word) || is_unended(word)))
}

/// Words that say that something goes on.
static OPEN: Words = Words::new("至今 在职 在岗 在任 现任 仍任 仍在 持续 延续 继续 目前 现在 本证明出具 今");

/// Those that say it whatever stands around them: 无（至今履行中）, 未离职，目前在岗.
pub static GOING_ON: Words = Words::new("至今 在职 在岗 尚未 履行中");

/// What somebody did on the day on which work ended.
pub static ENDED: Words = Words::new(
    "离职 离任 离岗 离开 离去 离队 离站 离院 调离 调出 辞职 辞任 辞别 辞聘 辞退 告别 退休 退职 退出 退岗 结束 终止 解除 解聘 期满
     届满 到期 卸任 卸职 免职 免去 转出 撤出 停职 交卸 移交",
);

/// Whether a text says that something has not ended: 未离职, 尚未终止.
#[must_use]
pub fn is_unended(text: &str) -> bool {
    text.match_indices('未').any(|(at, not)| {
        let behind: Vec<char> = text.get(at + not.len()..).unwrap_or_default().chars().take(4).collect();
        ENDED.begin(&behind, 0)
    })
}

/// Words around the ends of a period that say nothing more.
static BESIDE: Words = Words::new(
    "开始 结束 起始 截止 截至 入职 到岗 离职 任职 期间 为止 工作 自 从 由 于 起 始 至 到 止 仍 中 底 份 之日 日
     一直",
);

/// A text without some words and without signs; none where no such word stands in it.
fn remainder(text: &str, words: &Words) -> Option<String> {
    let rest = words.iter().fold(text.to_owned(), |rest, word| rest.replace(word, ""));
    let rest: String = rest.chars().filter(|c| text::is_han(*c) || c.is_alphanumeric()).collect();
    (rest.chars().count() < text.chars().filter(|c| text::is_han(*c) || c.is_alphanumeric()).count()).then_some(rest)
}

/// Reads a period: `2018年9月至2020年7月`, `2018.09-2020.07`, `自2018年9月起至今`, `2018-09-2020-07`.
#[must_use]
pub fn parse_period(raw: &str) -> Option<Period> {
    let compact = text::compact(raw);
    let chars: Vec<char> = compact.chars().map(text::half_width).collect();
    // Words and long dashes part two dates for certain; a hyphen may also stand inside a date, so each is tried.
    let mut best: Option<(bool, Period)> = None;
    for (at, &c) in chars.iter().enumerate() {
        let sure = matches!(c, '至' | '到' | '~' | '〜' | '∼' | '→' | '迄');
        let dash = matches!(c, '-' | '\u{2010}'..='\u{2015}' | '─' | '━' | '一' | '−' | '_');
        if !sure && !dash {
            continue;
        }
        let left: String = chars.iter().take(at).collect();
        let right: String = chars.iter().skip(at.saturating_add(1)).collect();
        let joint = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '─' | '━' | '~' | '至' | '到');
        // Recognition takes a dash for 一: 2019年6月一至今.
        let dashed =
            left.strip_suffix('一').filter(|l| l.ends_with(|c: char| c.is_ascii_digit() || "年月日".contains(c)));
        let (left, right) = (dashed.unwrap_or(&left).trim_end_matches(joint), right.trim_start_matches(joint));
        let Some(from) = parse(left) else { continue };
        let to = match parse_end(right).or_else(|| inherit(from, right)) {
            Some(to) => Some(to),
            None if right.is_empty() => None,
            None => continue,
        };
        let alike = match to {
            Some(End::On(to)) => to.precision() == from.precision(),
            Some(End::Present) => true,
            None => false,
        };
        let found = Period { from, to };
        if sure && alike {
            return Some(found);
        }
        match best {
            Some((true, _)) => {}
            Some((false, _)) if !alike => {}
            _ => best = Some((alike, found)),
        }
    }
    best.map(|(_, period)| period)
        .or_else(|| {
            let open = ["起", "开始", "始"].iter().find_map(|word| compact.strip_suffix(word))?;
            Some(Period { from: parse(open)?, to: None })
        })
        .or_else(|| spelled(&compact))
}

/// A period in words of any order: 2013年9月入职，2016年8月离职; 2013年9月（现任）. What stands around its dates must say
/// nothing else.
fn spelled(compact: &str) -> Option<Period> {
    let whole = of_year(compact);
    let chars: Vec<char> = whole.chars().collect();
    let dates = find(&whole);
    let mut around: String = chars.iter().collect();
    for date in dates.iter().rev() {
        around = around.chars().take(date.start).chain(around.chars().skip(date.end)).collect();
    }
    let around = without_length(&around);
    let bare =
        |text: &str| remainder(text, &BESIDE).unwrap_or_else(|| text.chars().filter(|c| text::is_han(*c)).collect());
    match dates.as_slice() {
        [from, to]
            if bare(&remainder(&around, &OPEN).unwrap_or_else(|| around.clone())).is_empty()
                && from.date <= to.date =>
        {
            Some(Period { from: from.date, to: Some(End::On(to.date)) })
        }
        [from] => {
            let rest = remainder(&around.replace("以来", "至今"), &OPEN)?;
            bare(&rest).is_empty().then_some(Period { from: from.date, to: Some(End::Present) })
        }
        _ => None,
    }
}

/// With the year that 同年 and 次年 stand for: 2013年9月至同年12月.
fn of_year(text: &str) -> String {
    let Some(year) = find(text).first().map(|first| first.date.year) else { return text.to_owned() };
    let named = |words: [&str; 2], year: u16, text: &str| {
        words.iter().fold(text.to_owned(), |text, word| text.replace(word, &format!("{year}年")))
    };
    named(["次年", "翌年"], year.saturating_add(1), &named(["同年", "当年"], year, text))
}

/// Without a length of time in a bracket at the end: （3年）, （共2年11个月）.
fn without_length(text: &str) -> String {
    let told = text.rfind(['(', '（']).filter(|at| {
        let said = text.get(*at..).unwrap_or_default();
        said.contains('年') || said.contains("个月")
    });
    told.and_then(|at| text.get(..at)).unwrap_or(text).to_owned()
}

/// `12月` or `15日` after a date takes the year, or year and month, of that date.
fn inherit(from: PartialDate, right: &str) -> Option<End> {
    let right = right.trim_end_matches(['止', '份']);
    if let Some(month) = right.strip_suffix('月') {
        let month = u8::try_from(numeral::parse(month)?).ok()?;
        return PartialDate::new(from.year, Some(month), None).map(End::On);
    }
    if let Some(day) = right.strip_suffix(['日', '号']) {
        let (month, day) = match day.split_once('月') {
            Some((month, day)) => (Some(u8::try_from(numeral::parse(month)?).ok()?), day),
            None => (from.month, day),
        };
        let day = u8::try_from(numeral::parse(day)?).ok()?;
        return PartialDate::new(from.year, month, Some(day)).map(End::On);
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn knows_open_ends() {
        for raw in [
            "至今",
            "至 今",
            "现在",
            "至现在",
            "目前",
            "迄今",
            "今",
            "至目前止",
            "长期",
            "到现在。",
            "无（至今履行中）",
            "未离职，目前在岗",
        ] {
            assert_eq!(parse_end(raw), Some(End::Present), "{raw}");
        }
        assert_eq!(parse_end("至2020年7月").map(|e| e.to_string()).as_deref(), Some("2020-07"));
        assert_eq!(parse_end("不详"), None);
    }

    #[test]
    fn reads_periods() {
        let cases = [
            ("2018年9月至2020年7月", "2018-09", Some("2020-07")),
            ("2018.09-2020.07", "2018-09", Some("2020-07")),
            ("2018.09—2020.07", "2018-09", Some("2020-07")),
            ("2018.09——2020.07", "2018-09", Some("2020-07")),
            ("2018.09--2020.07", "2018-09", Some("2020-07")),
            ("2018-09-2020-07", "2018-09", Some("2020-07")),
            ("2018-09-01-2020-07-31", "2018-09-01", Some("2020-07-31")),
            ("2018/9~2020/7", "2018-09", Some("2020-07")),
            ("2018年9月～至今", "2018-09", Some("present")),
            ("2018年9月—今", "2018-09", Some("present")),
            ("自2018年9月起至今", "2018-09", Some("present")),
            ("自2018年9月1日起至2020年7月31日止", "2018-09-01", Some("2020-07-31")),
            ("2018年9月-12月", "2018-09", Some("2018-12")),
            ("2018年9月1日至15日", "2018-09-01", Some("2018-09-15")),
            ("2018-2020", "2018", Some("2020")),
            ("2018-2020年", "2018", Some("2020")),
            ("201809-202007", "2018-09", Some("2020-07")),
            ("98.7-02.6", "1998-07", None),
            ("二〇一八年九月至二〇二〇年七月", "2018-09", Some("2020-07")),
            ("2010.01.02-2030.01.02", "2010-01-02", Some("2030-01-02")),
            ("2015.03.01-长期", "2015-03-01", Some("present")),
            ("2018年9月起", "2018-09", None),
            ("2018年9月以来", "2018-09", Some("present")),
            ("2013年9月开始,2016年8月结束", "2013-09", Some("2016-08")),
            ("2013年9月起2016年8月止", "2013-09", Some("2016-08")),
            ("2013.9.1/2016.8.31", "2013-09-01", Some("2016-08-31")),
            ("2013年9月（入职）2016年8月（离职）", "2013-09", Some("2016-08")),
            ("2013年9月-2016年8月（3年）", "2013-09", Some("2016-08")),
            ("2013年9月至2024年8月在岗", "2013-09", Some("2024-08")),
            ("2013年9月—在职", "2013-09", Some("present")),
            ("至今(2013年9月起)", "2013-09", Some("present")),
            ("2013年9月至同年12月", "2013-09", Some("2013-12")),
            ("2013年9月至次年8月", "2013-09", Some("2014-08")),
            ("2018年9月-", "2018-09", None),
        ];
        for (raw, from, to) in cases {
            // Two-digit years below 32 on the right of a dash may be a month and day; nothing is guessed.
            if raw == "98.7-02.6" {
                assert_eq!(parse_period(raw), None, "{raw}");
                continue;
            }
            let period = parse_period(raw).unwrap_or_else(|| panic!("{raw}"));
            assert_eq!(period.from.to_string(), from, "{raw}");
            assert_eq!(period.to.map(|t| t.to_string()).as_deref(), to, "{raw}");
        }
        for raw in ["2018-09", "2018-09-01", "2018年9月", "", "至今", "至", "-"] {
            assert_eq!(parse_period(raw), None, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn never_breaks(text in any::<String>(), dates in "[0-9年月日.至\\-—一二十〇 今]{0,24}") {
            let _ = (parse_period(&text), parse_end(&text), parse_period(&dates));
        }
    }
}
