//! Spans of time in running text: from when to when somebody worked, with what stands between the two ends.

pub(super) mod moments;
pub(super) mod words;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::units::{self, begins, string};
use crate::kinds::meaning::{self, Head, Meaning, Role};
use crate::values::Words;
use crate::values::date::{self, End, PartialDate};
use words::{BEGAN, GOES_ON, JOINTS, OPEN, OTHER, UNBROKEN};

/// A span of time, and where its print stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dated {
    start: usize,
    end: usize,
    date: PartialDate,
}

/// A span of time as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    /// Its print; where other words stand between the two ends, its beginning alone.
    pub at: Range<usize>,
    /// Where it starts.
    pub from: PartialDate,
    /// Where it ends; none where no end is said.
    pub to: Option<End>,
}

/// A length of time: 6年, 十三年, 8年4个月, 9.42年.
static LENGTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:\d{1,2}(?:\.\d{1,2})?|[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3})(?:个)?(?:周年|年)[零〇又]?(?:半|(?:\d{1,2}|[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3})个?月)?|\d{1,3}个月").ok()
});

/// Where in a piece a length of time stands that is no date.
pub(super) fn length_in(chars: &[char], piece: Range<usize>) -> Option<usize> {
    let text = string(chars, piece.clone());
    let hit = LENGTH.as_ref()?.find_iter(&text).find(|hit| {
        let before = text.get(..hit.start()).unwrap_or_default().chars().last();
        let after = text.get(hit.end()..).unwrap_or_default().chars().next();
        !before.is_some_and(|c| c.is_ascii_digit() || "〇○零一二三四五六七八九十第".contains(c))
            && !after.is_some_and(|c| c.is_ascii_digit() || "月度级届制".contains(c))
    })?;
    Some(piece.start + text.get(..hit.start()).unwrap_or_default().chars().count())
}

/// The spans of a text, in order; how long a contract runs counts only where nothing else says when somebody worked.
pub(super) fn find(chars: &[char]) -> Vec<Span> {
    let all = all(chars);
    let working: Vec<Span> = all.iter().filter(|span| !of_contract(chars, span)).cloned().collect();
    // How long a contract will run says nothing of when somebody worked last.
    if working.is_empty() { all.into_iter().map(|span| Span { to: None, ..span }).collect() } else { working }
}

/// Whether the words before a span in its clause speak of a contract: 合同期限：, 聘用协议有效期.
fn of_contract(chars: &[char], span: &Span) -> bool {
    let ends = |i: &usize| chars.get(*i).is_some_and(|c| ",。\n".contains(*c));
    let start = (0..span.at.start).rev().find(ends).map_or(0, |i| i + 1);
    let before = string(chars, start..span.at.start);
    ["合同", "协议", "有效期"].iter().any(|word| before.contains(word))
}

/// Whether a text says that somebody works to this day: 仍在我公司任职, 至今.
pub(super) fn goes_on(chars: &[char]) -> bool {
    let text = string(chars, 0..chars.len());
    let state = ["状态在职", "状态:在职", "状态在岗", "状态:在岗"].iter().any(|word| text.contains(word));
    state || date::is_unended(&text) || GOES_ON.within(&text)
}

/// Every span of a text.
fn all(chars: &[char]) -> Vec<Span> {
    let text: String = chars.iter().collect();
    let dates = date::find(&text).into_iter().map(|d| Dated { start: d.start, end: d.end, date: d.date });
    // …到任，2024年8月仍在任: a day on which it went on is no turn.
    let stays = |dated: &Dated| ["仍", "(仍"].iter().any(|word| begins(chars, dated.end, word));
    let dates: Vec<Dated> = dates.filter(|dated| !stays(dated)).collect();
    let mut spans = Vec::new();
    let mut single = Vec::new();
    let mut n = 0;
    while let Some(from) = dates.get(n) {
        let next = dates.get(n + 1);
        match whole(chars, *from, next.copied()) {
            Some((span, both)) => {
                spans.push(span);
                n += if both { 2 } else { 1 };
            }
            None => {
                single.push((n, *from));
                n += 1;
            }
        }
    }
    // Where lines begin with days and no span stands beside them, each lasts until the next.
    let turns: Vec<Dated> = single.iter().map(|(_, dated)| *dated).collect();
    let turns = if spans.is_empty() { moments::find(chars, &turns) } else { Vec::new() };
    if !turns.is_empty() {
        return turns;
    }
    // A day on which something began tells of work where no span does, or where its end is said further on; a day that
    // ended what began before it begins nothing.
    let mut told: Vec<Span> = Vec::new();
    let mut ended = None;
    for (n, from) in single {
        if ended == Some(n) || !begins_work(chars, from, dates.get(n + 1).copied()) {
            continue;
        }
        let (to, at) = end_further_on(chars, from, dates.get(n + 1).copied());
        if matches!(to, Some(End::On(_))) {
            ended = Some(n + 1);
        }
        // 2005年4月起任主任, behind all that has ended: to this day.
        let last = spans.iter().all(|s| s.at.end <= at.start) && begins(chars, from.end, "起");
        let to = to.or_else(|| Some(End::Present).filter(|_| last && !spans.is_empty() && dates.len() == n + 1));
        let known = spans.iter().any(|s| s.from == from.date);
        if !known && (spans.is_empty() || to.is_some()) {
            told.push(Span { at, from: from.date, to });
        }
    }
    // 1994年7月参加工作, beside days from which on something is said.
    if told.iter().any(|span| span.to.is_some()) {
        told.retain(|span| span.to.is_some());
    }
    // 自2016年8月起在我院工作: since then, where nothing says that it ended.
    if let ([], [only]) = (spans.as_slice(), told.as_mut_slice())
        && only.to.is_none()
        && since(chars, only.at.end)
    {
        only.to = Some(End::Present);
    }
    spans.extend(told);
    spans.sort_by_key(|span| span.at.start);
    spans.dedup_by(|b, a| b.from == a.from && b.to == a.to);
    spans
}

/// A span whose two ends stand together, and whether its second end is the next date.
fn whole(chars: &[char], from: Dated, next: Option<Dated>) -> Option<(Span, bool)> {
    let blank = |at: usize| chars.get(at).is_some_and(|c| ",\n(".contains(*c));
    let mut at = from.end;
    let started = at;
    static BEHIND: Words = Words::new("日 份 开始 起算 起");
    while let Some(length) = BEHIND.at(chars, at) {
        at += length;
    }
    let start = start_of(chars, from.start);
    let span = |end: usize, to: Option<End>| Span { at: start..end, from: from.date, to };
    while blank(at) {
        at += 1;
    }
    // 2015年3月以来, 2015年3月迄今.
    static UNTIL_NOW: Words = Words::new("以来 迄今 至今 到今 至目前 到目前 至现在 到现在");
    // 做到现在, 工作至今: with the word for what was done.
    let until = (at..at + 3).find_map(|to| Some((to, UNTIL_NOW.at(chars, to)?)));
    let until = until.filter(|(to, _)| !chars.get(at..*to).unwrap_or_default().iter().any(|c| blank_sign(*c)));
    if let Some((at, length)) = until {
        let end = at + length;
        let to = next.and_then(|next| ended_by(chars, end, next)).unwrap_or(End::Present);
        return Some((span(past_end(chars, end), Some(to)), matches!(to, End::On(_))));
    }
    // 2017年（1月—12月）.
    if let Some(months) = units::bracketed(chars, started, 9).filter(|_| from.date.month().is_none()) {
        let said = string(chars, months.clone());
        let whole: Option<Vec<String>> = said
            .split(['-', '—', '~', '至', '到'])
            .map(|month| Some(format!("{}年{month}", from.date.year())).filter(|_| month.ends_with('月')))
            .collect();
        let period = whole.and_then(|both| date::parse_period(&both.join("至")));
        if let Some(period) = period {
            return Some((
                Span { at: start_of(chars, from.start)..months.end + 1, from: period.from, to: period.to },
                false,
            ));
        }
    }
    let mut end = at + JOINTS.at(chars, at)?;
    let dashed = chars.get(at..end).is_some_and(|joint| joint.iter().all(|c| "-—~".contains(*c)));
    // 至—今, — 至今: signs and words together; but one alone is enough.
    while (JOINTS.begin(chars, end) && chars.get(end) != Some(&'一')) || blank(end) {
        end += 1;
    }
    if let Some(length) = OPEN.at(chars, end).or_else(|| day_of_paper(chars, end)) {
        return Some((span(past_end(chars, end + length), Some(End::Present)), false));
    }
    if let Some(next) = next.filter(|next| next.start == end || (next.start > end && next.start - end <= 1)) {
        let to = End::On(next.date);
        return Some((span(past_end(chars, next.end), Some(to)), true));
    }
    // 2019.03—　某某民政局: a dash with nothing behind it, and not one that begins the next line.
    let same_line = !chars.get(started..at).unwrap_or_default().contains(&'\n');
    if dashed && same_line && !chars.get(end).is_some_and(char::is_ascii_digit) {
        return Some((span(end, None), false));
    }
    // 2016年8月至12月.
    let short: String = chars.iter().skip(end).take(3).take_while(|c| **c != '月').collect();
    let printed = format!("{}-{short}月", string(chars, from.start..from.end));
    let length = short.chars().count() + 1;
    let month = chars.get(end + length - 1) == Some(&'月') && started <= end;
    let period = date::parse_period(&printed).filter(|_| month)?;
    Some((span(end + length, period.to), false))
}

/// How long the words are that name the day on which the paper was made out: 本证明书开具日, 签发之日.
fn day_of_paper(chars: &[char], at: usize) -> Option<usize> {
    static MADE: Words = Words::new("出具 开具 签发 填表 填写 制表 落款 打印 开立 出证");
    const LONGEST: usize = 9;
    let made = (at..at + LONGEST).find(|i| MADE.begin(chars, *i))?;
    let day = (made + 2..made + 6).find(|i| chars.get(*i) == Some(&'日'))?;
    let whole = chars.get(at..day)?.iter().all(|c| crate::values::text::is_han(*c));
    whole.then(|| day + 1 + usize::from(chars.get(day + 1) == Some(&'期')) - at)
}

/// Whether a sign parts clauses.
fn blank_sign(c: char) -> bool {
    ",。\n:()".contains(c)
}

/// Past what closes a span: 止, 期间.
fn past_end(chars: &[char], end: usize) -> usize {
    static BEHIND: Words = Words::new("份 底 止 期间 为止");
    let mut end = end;
    while let Some(length) = BEHIND.at(chars, end) {
        end += length;
    }
    end
}

/// Where a span starts with the word that leads to it: 自, 从, 于.
fn start_of(chars: &[char], at: usize) -> usize {
    match at.checked_sub(1).and_then(|i| chars.get(i)) {
        Some('自' | '从' | '于' | '由') => at - 1,
        _ => at,
    }
}

/// Where the clause ends in which a place stands.
fn clause_end(chars: &[char], at: usize) -> usize {
    (at..chars.len()).find(|i| chars.get(*i).is_some_and(|c| ",。\n)".contains(*c))).unwrap_or(chars.len())
}

/// Whether somebody began to work on a day: by what stands around it in its clause.
fn begins_work(chars: &[char], date: Dated, next: Option<Dated>) -> bool {
    let clause_end = clause_end(chars, date.end);
    let clause_start =
        (0..date.start).rev().find(|i| chars.get(*i).is_some_and(|c| ",。\n:(".contains(*c))).map_or(0, |i| i + 1);
    // 2013年3月,该同志到我局报到: a day that is a clause by itself is of the next one.
    let alone = clause_end == date.end && chars.get(date.end) == Some(&',');
    let end = if alone { self::clause_end(chars, date.end + 1) } else { clause_end };
    // 毕业后进入我院.
    let with_stop = string(chars, date.end..(end + 1).min(chars.len())).replace("毕业后", "");
    let after = string(chars, date.end + usize::from(alone)..end);
    let placed = alone && !units::find(chars, date.end + 1..end).is_empty();
    let before = string(chars, clause_start..date.start);
    let other = OTHER.within(&with_stop)
        || ["截至", "截止", "计算至", "出生", "签发"].iter().any(|w| before.contains(w))
        || before.starts_with("生于");
    let led = chars.get(date.start.wrapping_sub(1)).is_some_and(|c| "自从于".contains(*c));
    let label = label_before(chars, date.start);
    let labelled = label.as_ref().is_some_and(|m| m.has(Role::Start) || m.has(Role::Joining));
    let other = other || label.is_some_and(|m| !labelled && !m.roles.is_empty() && !m.has(Role::Working));
    !other
        && (labelled
            || BEGAN.within(&after)
            || comes(&after)
            || units::tells_of_work(&after)
            || placed
            // 2013年元月选进村委班子，…，到2020年12月届满: what has an end had a beginning.
            || next.is_some_and(|next| ended_by(chars, date.end, next).is_some())
            || lasts(chars, date.end)
            // 入职于2016年11月.
            || (before.ends_with('于') && BEGAN.iter().any(|w| w.chars().count() > 1 && before.contains(w)))
            || (led && !after.is_empty() && after.chars().count() < 40))
}

/// Whether what began on a day has not ended: 2016年8月|起在我院工作, and nobody left nor is yet to come.
fn since(chars: &[char], at: usize) -> bool {
    static SINCE: Words = Words::new("起 开始 以来");
    static PLANNED: Words = Words::new("拟 将于 计划 预计");
    let text = string(chars, 0..chars.len());
    SINCE.begin(chars, at) && !PLANNED.within(&text) && (date::is_unended(&text) || !date::ENDED.within(&text))
}

/// Whether somebody comes to what a unit calls itself: 入站, 到我院.
fn comes(said: &str) -> bool {
    let chars: Vec<char> = said.chars().collect();
    let place = |at: usize| units::self_at(&chars, at + usize::from("我本".contains(*chars.get(at).unwrap_or(&' '))));
    chars.iter().zip(1..).any(|(c, at)| "入到进来".contains(*c) && place(at))
}

/// Whether the sentence goes on to say that something lasts: …，一直到现在.
fn lasts(chars: &[char], from: usize) -> bool {
    static UNTIL_NOW: Words = Words::new("到现在 至现在 至今 迄今");
    let end = (from..chars.len()).find(|i| chars.get(*i).is_some_and(|c| "。\n".contains(*c))).unwrap_or(chars.len());
    UNTIL_NOW.within(&string(chars, from..end))
}

/// What the label of a day says that stands in front of it: 入职时间：, 参加工作时间：, 截止日期：.
fn label_before(chars: &[char], at: usize) -> Option<Meaning> {
    let colon = at.checked_sub(1).filter(|i| chars.get(*i).is_some_and(|c| ":为是系".contains(*c)))?;
    let from = colon.saturating_sub(10);
    let start =
        (from..colon).rev().find(|i| chars.get(*i).is_some_and(|c| ",。\n:()".contains(*c))).map_or(from, |i| i + 1);
    // Where lines of labels run together the label is the end of what stands there.
    let label =
        (start..colon).find_map(|start| chars.get(start..colon).and_then(meaning::of).filter(|m| m.unknown == 0));
    label.filter(|m| m.head() == Head::Date)
}

/// The end of a span that other words part from its beginning: 自2013年5月起在我中心担任社工，至2024年8月; …，至今.
fn end_further_on(chars: &[char], from: Dated, next: Option<Dated>) -> (Option<End>, Range<usize>) {
    let at = start_of(chars, from.start)..from.end;
    let until = next.map_or(chars.len(), |next| next.start);
    let between = string(chars, from.end..until);
    let ended = next.and_then(|next| ended_by(chars, from.end, next));
    // 自2015年10月参加工作以来，…，至2024年8月止: since then is not until now.
    let unbroken = ended.is_none() && UNBROKEN.within(&between);
    if unbroken || GOES_ON.within(&between) || date::is_unended(&between) {
        return (Some(End::Present), at);
    }
    let labelled = next.filter(|next| {
        label_before(chars, next.start)
            .is_some_and(|m| m.has(Role::End) && !m.has(Role::Start) && !m.has(Role::Validity))
    });
    if let Some(next) = labelled {
        return (Some(End::On(next.date)), at);
    }
    // …，2018年12月离职.
    let left = next.filter(|next| {
        let clause = string(chars, next.end..clause_end(chars, next.end));
        let leaves = clause.starts_with('止') || (clause.chars().count() <= 14 && date::ENDED.within(&clause));
        leaves && !between.contains('。')
    });
    if let Some(next) = left {
        return (Some(End::On(next.date)), at);
    }
    (ended, at)
}

/// The end that the next date is, where 至 leads to it in the same sentence.
fn ended_by(chars: &[char], from: usize, next: Dated) -> Option<End> {
    let between = string(chars, from..next.start);
    let led = ["至", "到", "直至"].iter().any(|w| between.ends_with(w));
    // 至今…，共计8年5个月（算到2024年7月）: until when somebody counted.
    let counted = ["截至", "算到", "算至", "计至"].iter().any(|w| between.contains(w));
    (led && !counted && !between.contains(['。', '\n'])).then_some(End::On(next.date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        find(&chars)
            .into_iter()
            .map(|s| format!("{} {}", s.from, s.to.map_or_else(|| "-".to_owned(), |to| to.to_string())))
            .collect()
    }

    #[test]
    fn spans_are_found_in_every_form() {
        for (text, expected) in [
            ("自2014年03月起至今,一直在我单位", "2014-03 present"),
            ("2013年07月至2015年11月,工作单位", "2013-07 2015-11"),
            ("自二〇一六年八月一日起至二〇一八年二月二十八日止,在", "2016-08-01 2018-02-28"),
            ("2012.03-2015.06在", "2012-03 2015-06"),
            ("2011.10 至\n2019.7".replace(' ', "").as_str(), "2011-10 2019-07"),
            ("2021.4至至今", "2021-04 present"),
            ("2016年11月~至今", "2016-11 present"),
            ("于2015年12月至今,在我单位", "2015-12 present"),
            ("2012年3月经换届选举(招聘)进入我社区,至今一直从事社区社会工作", "2012-03 present"),
            ("该职工于2010年7月20日入职我院,聘用在精神康复科医务社工岗位,至今在职在岗", "2010-07-20 present"),
            ("2017年11月参加工作,同月起在本院从事儿童福利服务至今", "2017-11 present"),
            ("入职时间:2017年6月", "2017-06 -"),
            ("自2013年5月1日起在我中心担任社工,至2024年8月共计11年3个月", "2013-05-01 2024-08"),
            ("2016年8月至12月在", "2016-08 2016-12"),
            ("2016年8月-\n某某民政局", "2016-08 -"),
            ("[入职]2014年7月1日,虚构市乐助社会工作事务所,事由:录用,2017年9月30日结束", "2014-07-01 2017-09-30"),
            ("2018年1月转投虚构市正阳社会工作服务中心,2020年6月因个人原因辞任", "2018-01 2020-06"),
            ("自2021-01-01至本证明书开具日,供职于", "2021-01-01 present"),
            ("自2016年8月1日起在我院工作,主要负责志愿者管理", "2016-08-01 present"),
            ("2015年7月1日入站,一直在站内担任项目社工", "2015-07-01 present"),
            ("自2016年8月起在我院工作,后因合同期满离职", "2016-08 -"),
            ("拟聘用某某为我中心社工,自2024年9月1日起到岗", "2024-09-01 -"),
            ("自2015年10月起一直在我中心从事养老服务,至2024年8月止", "2015-10 2024-08"),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn other_days_are_no_spans() {
        for text in [
            "1993年3月2日出生",
            "生于一九八七年一月八日,",
            "2009年6月毕业于某校",
            "截至2024年7月底累计",
            "2024年8月7日",
            "2024年8月7日\n-第2页,共2页-",
            "打印日期:2024年8月7日,某某中心至今使用本系统",
        ] {
            assert!(told(text).is_empty(), "{text} {:?}", told(text));
        }
    }
}
