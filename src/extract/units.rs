//! Names of units: what reads like one, where one stands in running text, and what units call themselves.
//!
//! Nothing parts words in Chinese print. A unit's name is what stands between a word that leads to a place (在, 就职于,
//! 调入) and one that says what is done there (从事, 担任), if it ends as such names do and holds no such word itself.

use std::ops::Range;

use crate::kinds::meaning;
use crate::values::text;

/// What names of units end in, where one character does not say it.
const ENDINGS: &[&str] = &[
    "中心", "公司", "集团", "政府", "街道", "社区", "公寓", "之家", "妇联", "工会", "残联", "总会", "中学", "小学",
    "大学", "银行", "基地", "驿站", "企业", "家园", "党校",
];

/// The last characters of names of units.
const LAST: &str = "院校园所站队局厅处室科部社会委办厂馆台场行店庭狱村镇乡库港段";

/// Words that lead to the name of a unit.
const LEADING: &[&str] = &[
    "就职于",
    "任职于",
    "供职于",
    "服务于",
    "受聘于",
    "聘用于",
    "工作于",
    "就业于",
    "在职于",
    "调入",
    "调至",
    "调到",
    "转入",
    "进入",
    "加入",
    "入职",
    "分配到",
    "分配至",
    "借调至",
    "派驻",
    "在",
    "于",
];

/// The same, where the word may as well be part of a name.
const PERHAPS_LEADING: &[&str] = &["系", "为", "是", "到", "由", "原", "现"];

/// Words that stand behind the name of a unit.
const TRAILING: &[&str] = &[
    "从事", "担任", "任职", "任", "工作", "负责", "主要", "一直", "专职", "兼职", "具体", "职工", "员工", "在编",
    "在职", "正式", "上班", "就职", "期间", "至今", "参加", "聘", "的", "为", "是", "系", "现", "并", "做", "社工",
    "岗位", "干部",
];

/// What stands in no name of a unit.
const NEVER: &[&str] = &[
    "从事",
    "担任",
    "负责",
    "任职于",
    "至今",
    "同志",
    "证明",
    "特此",
    "岗位",
    "职务",
    "兹",
    "我",
    "参加",
    "历任",
    "在",
    "本单位",
    "本人",
    "该同志",
    "单位名称",
    "聘用",
    "在职",
    "期间",
    "属实",
    "有效",
];

/// Whether this reads like the name of a unit.
pub(super) fn is_unit(name: &str) -> bool {
    let Some(bare) = unbracketed(name) else { return false };
    let bare = bare.as_str();
    let length = bare.chars().count();
    let ends = ENDINGS.iter().any(|e| bare.ends_with(e)) || bare.chars().last().is_some_and(|c| LAST.contains(c));
    (4..=40).contains(&length)
        && ends
        && !bare.chars().any(|c| ",。;:、".contains(c) || c.is_ascii_digit())
        && !NEVER.iter().any(|word| bare.contains(word))
        && !holds_date(bare)
        && !bare.ends_with("社会")
        && !is_label(bare)
}

/// Whether a name is a part of a unit and no unit of its own: 人力资源部, 儿童部, 居民服务站. It names no place.
fn is_department(name: &str) -> bool {
    const PLACES: &str = "市县区省镇乡州村旗盟街路";
    let chars: Vec<char> = name.chars().collect();
    let placed = chars.iter().take(chars.len().saturating_sub(1)).any(|c| PLACES.contains(*c));
    !placed && chars.len() <= 7 && chars.last().is_some_and(|c| "部科室处站股队组办会心".contains(*c))
}

/// Whether this reads like the name of a unit that signs papers and employs people.
pub(super) fn is_employer(name: &str) -> bool {
    is_unit(name) && !is_department(name)
}

/// A name without what stands in brackets in it; none where a bracket is not closed before more follows.
fn unbracketed(name: &str) -> Option<String> {
    let Some((before, rest)) = name.split_once('(') else { return Some(name.to_owned()) };
    match rest.split_once(')') {
        Some((_, after)) => unbracketed(after).map(|after| format!("{before}{after}")),
        None => Some(before.to_owned()),
    }
}

/// Whether a month or year in Chinese numerals stands in it: 二〇一六年八月.
fn holds_date(bare: &str) -> bool {
    let chars: Vec<char> = bare.chars().collect();
    chars.windows(2).any(|w| matches!(w, [a, '年' | '月'] if "〇○零一二三四五六七八九十".contains(*a)))
}

fn is_label(bare: &str) -> bool {
    let chars: Vec<char> = bare.chars().collect();
    meaning::of(&chars).is_some_and(|m| m.unknown == 0)
}

/// A unit that is spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unit {
    /// By its name.
    Named(Range<usize>),
    /// As "ours": 我单位, 本院.
    Own(Range<usize>),
}

/// The units that a piece of running text speaks of, in order.
pub(super) fn find(chars: &[char], within: Range<usize>) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut start = within.start;
    for at in within.clone().chain([within.end]) {
        let inside = at < within.end && chars.get(at).is_some_and(|c| text::is_han(*c) || "()·".contains(*c));
        if !inside {
            in_segment(chars, start..at, &mut units);
            start = at + 1;
        }
    }
    units
}

fn in_segment(chars: &[char], segment: Range<usize>, units: &mut Vec<Unit>) {
    let own = owns(chars, segment.clone());
    // In front of "ours" and behind it, not across it.
    let mut from = segment.start;
    for own in own {
        units.extend(named(chars, from..own.start).map(Unit::Named));
        // 我街道青枫社区: a part of ours that stands right behind it is ours.
        let part = named(chars, own.end..segment.end).filter(|part| part.start == own.end);
        let own = own.start..part.map_or(own.end, |part| part.end);
        from = own.end;
        units.push(Unit::Own(own));
    }
    units.extend(named(chars, from..segment.end).map(Unit::Named));
}

/// The unit that a piece without punctuation names.
fn named(chars: &[char], piece: Range<usize>) -> Option<Range<usize>> {
    let behind = |words: &[&str]| -> Vec<usize> {
        piece
            .clone()
            .filter_map(|at| words.iter().find(|w| begins(chars, at, w)).map(|w| at + w.chars().count()))
            .collect()
    };
    let mut strong = behind(LEADING);
    strong.reverse();
    // No name begins with 系.
    let first = if chars.get(piece.start) == Some(&'系') { piece.start + 1 } else { piece.start };
    let starts = strong.into_iter().chain([first]).chain(behind(PERHAPS_LEADING));
    let mut ends: Vec<usize> =
        piece.clone().filter(|at| TRAILING.iter().any(|w| begins(chars, *at, w))).chain([piece.end]).collect();
    ends.sort_unstable();
    // （一）邵阳市…: the number of an item is no part of a name, nor is a bracket that was opened before.
    let past_bracket = |start: usize| {
        let close = (start..start + 4).find(|at| chars.get(*at) == Some(&')'));
        match (chars.get(start), close) {
            (Some(')'), _) => start + 1,
            (Some('('), Some(close)) => close + 1,
            _ => start,
        }
    };
    for start in starts.map(past_bracket).filter(|start| *start < piece.end) {
        let hit = ends.iter().rev().find(|end| **end > start && is_employer(&string(chars, start..**end)));
        if let Some(end) = hit {
            return Some(start..*end);
        }
    }
    None
}

/// What units call themselves, behind 我, 本, 该: 我中心, 本单位, 我街道青枫社区. 本溪市民政局 is a name.
const SELF: &[&str] = &[
    "单位",
    "公司",
    "司",
    "中心",
    "街道",
    "社区",
    "机构",
    "协会",
    "医院",
    "院",
    "学校",
    "校",
    "局",
    "所",
    "会",
    "社",
    "处",
    "站",
    "村",
    "厂",
    "办",
    "镇",
    "乡",
    "区",
    "县",
    "部",
    "园",
    "科",
    "居委会",
    "企业",
    "集团",
    "组织",
];

/// Where the issuing unit is called by "our": the word with what follows it to the unit's end.
fn owns(chars: &[char], piece: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = piece.start;
    while at < piece.end {
        let own = chars.get(at).is_some_and(|c| "我本该贵此".contains(*c));
        let word = SELF.iter().filter(|w| own && begins(chars, at + 1, w)).map(|w| w.chars().count()).max();
        // 本校 may be the tail of a longer word: 基本社区.
        let tail = at > piece.start && chars.get(at).is_some_and(|c| *c == '本') && chars.get(at - 1) == Some(&'基');
        match word.filter(|_| !tail) {
            Some(length) => {
                let end = (at + 1 + length).min(piece.end);
                found.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a word stands at a place.
pub(super) fn begins(chars: &[char], at: usize, word: &str) -> bool {
    word.chars().zip(at..).all(|(c, n)| chars.get(n) == Some(&c))
}

/// Some characters as a string.
pub(super) fn string(chars: &[char], range: Range<usize>) -> String {
    chars.get(range).unwrap_or_default().iter().collect()
}

/// Whether a printed employer is "ours" and no name.
pub(super) fn is_own(employer: &str) -> bool {
    let chars: Vec<char> = employer.chars().collect();
    !find(&chars, 0..chars.len()).iter().any(|unit| matches!(unit, Unit::Named(_)))
        && !owns(&chars, 0..chars.len()).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        find(&chars, 0..chars.len())
            .into_iter()
            .map(|unit| match unit {
                Unit::Named(range) | Unit::Own(range) => string(&chars, range),
            })
            .collect()
    }

    #[test]
    fn names_are_found_between_the_words_around_them() {
        for (text, unit) in [
            ("在上栗县映山红社会工作服务中心从事家庭社会工作", "上栗县映山红社会工作服务中心"),
            ("就职于长沙市望城区邻里家园社会工作服务站,岗位为项目社工", "长沙市望城区邻里家园社会工作服务站"),
            ("在长沙市至善社会工作服务中心任项目主管", "长沙市至善社会工作服务中心"),
            ("系虚构县民政局职工", "虚构县民政局"),
            ("长沙市某某养老服务有限公司:2015年3月", "长沙市某某养老服务有限公司"),
            ("调入邵东市中医医院工作", "邵东市中医医院"),
        ] {
            assert_eq!(all(text), [unit], "{text}");
        }
    }

    #[test]
    fn a_unit_that_speaks_of_itself_has_no_name() {
        assert_eq!(all("在我单位从事医务社会工作"), ["我单位"]);
        assert_eq!(all("进入我社区,至今一直从事社区社会工作"), ["我社区"]);
        assert!(is_own("我中心"));
        assert!(!is_own("本溪市民政局"));
    }

    #[test]
    fn what_is_no_unit_is_not_taken_for_one() {
        for text in ["从事社会工作", "主要负责社区治理与居民服务", "任项目主管", "工作单位", "身份证号码"]
        {
            assert!(all(text).is_empty(), "{text}: {:?}", all(text));
        }
    }
}
