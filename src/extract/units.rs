//! Names of units: what reads like one, where one stands in running text, and what units call themselves.
//!
//! Nothing parts words in Chinese print. A unit's name is what stands between a word that leads to a place (在, 就职于,
//! 调入) and one that says what is done there (从事, 担任), if it ends as such names do and holds no such word itself.

mod named;
mod words;

use std::ops::Range;

use crate::kinds::meaning::is_label;
use crate::values::{Words, text};
use named::named;
use words::{BEFORE, CLOSING, ENDINGS, INSIDE, LEADING, NEVER, PERHAPS_LEADING, SELF, TRAILING};

pub(super) use words::{ADVERBS, DOING, DOING_FIRST, LAST, POST_ENDS};

/// Whether such a word stands at a place; 任 may be the end of another one: 责任, 主任.
fn closes(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    CLOSING.begin(chars, at) && !before.is_some_and(|c| "责主信前何".contains(*c))
}

/// Whether a word stands at a place that stands behind names of units: what somebody was there, or did.
fn trails(chars: &[char], at: usize) -> bool {
    TRAILING.begin(chars, at) || DOING.begin(chars, at) || DOING_FIRST.at(chars, at).is_some_and(|length| length > 1)
}

/// Whether a text says that somebody comes to a unit, or works.
pub(super) fn tells_of_work(text: &str) -> bool {
    let led = LEADING.iter().chain(DOING.iter()).filter(|word| word.chars().count() > 1);
    led.into_iter().any(|word| text.contains(word))
}

/// Whether this reads like the name of a unit.
pub(super) fn is_unit(name: &str) -> bool {
    let Some(bare) = unbracketed(name) else { return false };
    let bare = bare.as_str();
    let length = bare.chars().count();
    let ends = ENDINGS.close(bare) || bare.chars().last().is_some_and(|c| LAST.contains(c));
    (4..=40).contains(&length)
        && ends
        && !bare.chars().any(|c| ",。;:、".contains(c) || c.is_ascii_digit())
        && !NEVER.within(bare)
        && !holds_date(bare)
        && !bare.ends_with("社会")
        // 蓝天救援与社区|服务中心.
        && !["与社区", "和社区", "及社区"].iter().any(|end| bare.ends_with(end))
        && !is_label(bare)
        && !is_kind(bare)
}

/// Whether a text says what kind of unit it is and no name, behind words that lead to it: 现任社区, 调本街道.
fn is_kind(text: &str) -> bool {
    let led = BEFORE.iter().chain(PERHAPS_LEADING.iter()).filter_map(|word| text.strip_prefix(word));
    // 社区居委会, 县医院: of two such words.
    let made = SELF.iter().filter_map(|word| text.strip_prefix(word));
    SELF.has(text) || led.chain(made).any(is_kind)
}

/// Whether a name is a part of a unit and no unit of its own: 人力资源部, 社区建设科, 居民服务站, 街道政务服务大厅. It names
/// no place.
pub(super) fn is_department(name: &str) -> bool {
    const PLACED: &str = "市县区省镇乡州村旗盟街路";
    /// Words of what a department does, and of no place.
    static NO_PLACES: Words = Words::new("社区 园区 小区 院区 校区 辖区 乡镇 街道 农村 城市 城乡");
    // 医务社工部(科室).
    let name = name.strip_suffix(')').and_then(|name| name.split_once('(')).map_or(name, |(name, _)| name);
    let length = name.chars().count();
    let Some(last) = name.chars().last() else { return false };
    if length < 3 || NEVER.within(name) {
        return false;
    }
    // 任集团工会生活保障部.
    if BEFORE.iter().filter_map(|word| name.strip_prefix(word)).any(is_department) {
        return true;
    }
    // 镇民政办: whose town it is goes without saying.
    if length <= 8 && name.starts_with(['镇', '乡']) && "办站所科室心".contains(last) {
        return true;
    }
    let of = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    if (length <= 9 && of(&["街道", "社区"]))
        || (length <= 12 && of(&["单位", "机关", "公司", "集团", "医院", "学校", "矿区", "厂区"]))
    {
        return true;
    }
    let within = "部科处室股组办".contains(last);
    let bare = if within {
        NO_PLACES.iter().fold(name.to_owned(), |bare, word| bare.replace(word, ""))
    } else {
        name.to_owned()
    };
    let placed = bare.chars().rev().skip(1).any(|c| PLACED.contains(c));
    let of_unit = name.chars().rev().skip(1).any(|c| "院校局司厂会所".contains(c));
    !placed && ((within && (length <= 7 || !of_unit)) || (length <= 7 && "站队会心".contains(last)))
}

/// Whether this reads like the name of a unit that signs papers and employs people.
pub(super) fn is_employer(name: &str) -> bool {
    is_unit(name) && !is_department(name)
}

/// A name without what stands in brackets in it; none where a bracket is not closed before more follows.
fn unbracketed(name: &str) -> Option<String> {
    let Some((before, rest)) = name.split_once('(') else { return Some(name.to_owned()) };
    match rest.split_once(')') {
        // 某某医院(社工部): what somebody is there is no part of the name.
        Some((said, "")) if is_post(said) || is_department(said) => None,
        Some((_, after)) => unbracketed(after).map(|after| format!("{before}{after}")),
        None => Some(before.to_owned()),
    }
}

/// Whether a month or year in Chinese numerals stands in it: 二〇一六年八月.
fn holds_date(bare: &str) -> bool {
    let chars: Vec<char> = bare.chars().collect();
    chars.windows(2).any(|w| matches!(w, [a, '年' | '月'] if "〇○零一二三四五六七八九十".contains(*a)))
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
    let plain = |at: usize| chars.get(at).is_some_and(|c| text::is_han(*c) || *c == '·');
    // A bracket is part of a name where it closes: 长沙市某某(集团)公司.
    let mut close = None;
    for at in within.clone().chain([within.end]) {
        let opens = chars.get(at) == Some(&'(');
        if opens {
            close = (at + 1..within.end).find(|i| !plain(*i)).filter(|i| chars.get(*i) == Some(&')'));
        }
        let inside = at < within.end && (plain(at) || (close.is_some() && (opens || close == Some(at))));
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
        // 本集团全资子公司某某公司: another unit than ours.
        static PARTS: Words = Words::new("全资子公司 控股子公司 子公司 分公司 下属 所属 下辖 直属");
        if let Some(word) = PARTS.at(chars, own.end) {
            let other = named(chars, own.end + word..segment.end);
            if let Some(other) = other.filter(|other| other.start == own.end + word) {
                from = other.end;
                units.push(Unit::Named(other));
                continue;
            }
        }
        units.extend(named(chars, from..own.start).map(Unit::Named));
        // 我街道青枫社区: a part of ours that stands right behind it is ours.
        let part = named(chars, own.end..segment.end).filter(|part| part.start == own.end);
        let own = own.start..part.map_or_else(|| past_department(chars, own.end..segment.end), |part| part.end);
        from = own.end;
        units.push(Unit::Own(own));
    }
    units.extend(named(chars, from..segment.end).map(Unit::Named));
}

/// Past the department that stands behind "ours", where words follow that say what is done there: 我单位|康复部|做.
fn past_department(chars: &[char], rest: Range<usize>) -> usize {
    let ends = |end: &usize| {
        let last = end.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| "部科室处股组办队所站".contains(*c));
        last && trails(chars, *end)
    };
    (rest.start + 2..rest.end.min(rest.start + 9)).find(ends).unwrap_or(rest.start)
}

/// Where the name ends that a text begins with, whatever stands behind it: 长沙市某某医院|社工部主任, 某县人民政府某乡办事处|主任.
///
/// Of the places where a name may end it is the first one, unless what follows up to a later one is a unit of its own kind
/// and no department: it names a place, or says whose it is, or ends as long names do.
pub(super) fn head(chars: &[char], text: Range<usize>) -> Option<usize> {
    const PLACED: &str = "市县区省镇乡州村旗盟街路";
    static LEGAL: Words = Words::new("有限公司 有限责任公司 股份公司 集团公司");
    static MARKS: Words = Words::new("附属 直属 所属 下属 第 分 办事处 人民政府 政府 委员会 居民 村民 管委会");
    /// What a name goes on with: 某某精神专科|医院, 某某养护院|中心.
    static GO_ON: Words =
        Words::new("医院 中心 公司 学校 协会 集团 卫生院 卫生所 小学 中学 幼儿园 敬老院 福利院 养老院");
    let inside = |end: usize| is_inside(chars, end);
    let open = |end: usize| {
        let signs = chars.get(text.start..end).unwrap_or_default();
        signs.iter().filter(|c| **c == '(').count() > signs.iter().filter(|c| **c == ')').count()
    };
    let mut ends = (text.start + 4..=text.end).filter(|end| {
        (*end == text.end || !(inside(*end) || open(*end))) && is_employer(&string(chars, text.start..*end))
    });
    let first = ends.next()?;
    Some(ends.fold(first, |end, later| {
        let more = string(chars, end..later);
        let length = more.chars().count();
        let settled = length >= 4 && more.ends_with("社区") && !more.starts_with("社区");
        // …有限公司|离退休管理中心: behind the legal form a part of it.
        let part = LEGAL.end(chars, end) && is_department(&more);
        let placed = settled
            || length >= 3 && more.chars().rev().skip(1).any(|c| PLACED.contains(c)) && !more.starts_with("社区");
        let long = length >= 5 && more.chars().last().is_some_and(|c| !"部科处室股组办".contains(c));
        // …养护院|有限公司: the legal form.
        let marked = MARKS.start(&more) || GO_ON.has(&more) || more.ends_with("公司");
        if !part && (placed || long || marked || length == 1) { later } else { end }
    }))
}

/// Whether a place lies within a word that begins with the last character of a name.
pub(super) fn is_inside(chars: &[char], end: usize) -> bool {
    end.checked_sub(1).is_some_and(|last| INSIDE.begin(chars, last))
}

/// Whether a short text ends as words for a post do, and says more than that somebody works there.
pub(super) fn is_post(text: &str) -> bool {
    let length = text.chars().count();
    (2..=12).contains(&length)
        && (text.chars().last().is_some_and(|c| POST_ENDS.contains(c)) || text.ends_with("工作者"))
        && !NO_POSTS.close(text)
}

/// What ends as words for a post do and is none: whoever works there, and what is done: 临时救助, 社区管理.
static NO_POSTS: Words = Words::new(
    "职工 员工 人员 家长 救助 援助 互助 帮助 资助 扶助 协助 管理 办理 受理 处理 治理 护理 心理 登记 托管 监管 保管 成长 责任",
);

/// Where the issuing unit is called by "our": the word with what follows it to the unit's end.
///
/// Behind 我 any word that units end in will do (我监狱, 我养老院, 我居委会); 本 and 该 begin other words too.
pub(super) fn owns(chars: &[char], piece: Range<usize>) -> Vec<Range<usize>> {
    /// The longest word for a kind of unit.
    const LONGEST: usize = 4;
    let mut found = Vec::new();
    let mut at = piece.start;
    while at < piece.end {
        let first = chars.get(at).copied().unwrap_or_default();
        let by_end = || {
            (1..=LONGEST).find(|n| chars.get(at + n).is_some_and(|c| LAST.contains(*c) || "司监矿团班组".contains(*c)))
        };
        let length = match first {
            '我' => SELF.at(chars, at + 1).max(ENDINGS.at(chars, at + 1)).or_else(by_end),
            '本' | '该' | '贵' | '此' => SELF.at(chars, at + 1),
            _ => None,
        };
        // 本校 may be the tail of a longer word: 基本社区; 本科 is a level.
        let before = at.checked_sub(1).filter(|i| *i >= piece.start).and_then(|i| chars.get(i));
        let other = first == '本' && (before == Some(&'基') || chars.get(at + 1) == Some(&'科'));
        match length.filter(|length| !other && at + length < piece.end) {
            Some(length) => {
                found.push(at..at + 1 + length);
                at += 1 + length;
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

/// What stands in the brackets that open at a place, if they close within so many characters.
pub(super) fn bracketed(chars: &[char], at: usize, longest: usize) -> Option<Range<usize>> {
    let open = chars.get(at).filter(|c| **c == '(').map(|_| at + 1)?;
    (open..open + longest).find(|i| chars.get(*i) == Some(&')')).map(|close| open..close)
}

/// Some characters as a string.
pub(super) fn string(chars: &[char], range: Range<usize>) -> String {
    chars.get(range).unwrap_or_default().iter().collect()
}

/// Whether what units call themselves stands at a place: 单位, 院, 社.
pub(super) fn self_at(chars: &[char], at: usize) -> bool {
    SELF.begin(chars, at)
}

/// Whether a text is what units call themselves: 单位, 院, 社.
pub(super) fn is_self(text: &str) -> bool {
    SELF.has(text)
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
            ("走出校门便投身佛山市星火社会工作服务中心", "佛山市星火社会工作服务中心"),
            ("于凯里市大十字街道办事处办理残疾人就业帮扶", "凯里市大十字街道办事处"),
            ("经湖南长沙市民政局", "湖南长沙市民政局"),
            ("中共长沙市委党校", "中共长沙市委党校"),
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
