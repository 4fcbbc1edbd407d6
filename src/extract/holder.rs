//! Whom a sentence is about: the name in front of sex, identity number or 同志, without the words that lead to it.
//!
//! Nothing parts words in Chinese print, so 兹证明我单位员工张三 is one run of characters: a name is its end, as far as a
//! surname and the words before it tell.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pairs::Found;
use super::prose::found_at;
use super::units::{self, POST_ENDS};
use crate::kinds::meaning;
use crate::layout::{Flow, Sheet};
use crate::model::{FieldName, Rect};
use crate::values::{Words, person_name, text};

/// Words that a name stands behind. What a unit calls itself (我单位, 本社区) is known by [`units::owns`].
static LEADING: Words = Words::new(
    "兹证明 兹确认 确认 今证明 今有 兹有 兹查 兹聘任 兹聘请 兹聘 现证明 现有 特证明 证明 经查验 经核查 经核实 经审核 经认证
     经查 关于 对于 本人 该同志 该员工 该生 在职 在编 在岗 正式 聘用 合同制 临聘 专职 兼职 职工 员工 工作人员
     工作者 社工 干部 人员 教师 老师 医师 护士 学生 学员 毕业生 考生 申请人 持证人 被证明人 证明人 就 姓名为 姓名
     同志 先生 女士 所涉 涉及 单位 公司 中心 社区 村民 居民 民警 的 请 核查 核实 审核 出具 查验 认定",
);

/// Where in these characters the name stands: at their end, behind what leads to it. `None` where nothing there is one.
///
/// How a name begins is told by two things: a usual surname, and what stands before it: nothing, a word that leads to
/// names, the unit that speaks, a post, the title of the paper.
pub(super) fn name_in(text: &[char]) -> Option<Range<usize>> {
    /// Less is no name.
    const LEAST: i32 = 2;
    let own: Vec<usize> = units::owns(text, 0..text.len()).iter().map(|own| own.end).collect();
    let before = |at: usize| match at.checked_sub(1).and_then(|i| text.get(i)) {
        None => 2,
        _ if own.contains(&at) || LEADING.end(text, at) => 3,
        _ if units::is_employer(&units::string(text, 0..at)) => 2,
        Some(c) if POST_ENDS.contains(*c) || "人者告明书表料".contains(*c) => 1,
        Some(_) => -2,
    };
    let worth = |at: &usize| {
        let name = units::string(text, *at..text.len());
        let people = name.ends_with('族') || name.ends_with("女性") || name.ends_with("男性");
        before(*at) + if person_name::is_likely(&name) { 3 } else { 0 } - if people { 9 } else { 0 }
    };
    let starts = (0..text.len()).filter(|at| text.get(*at..).is_some_and(is_short));
    let best = starts.max_by_key(|at| (worth(at), *at))?;
    (worth(&best) >= LEAST).then_some(best..text.len())
}

/// A name as most are: two to four characters, or parts with dots between.
fn is_short(name: &[char]) -> bool {
    (2..=4).contains(&name.len()) || (name.contains(&'·') && name.len() <= 25)
}

/// Names with what stands around them in a sentence that is about somebody, the most telling first.
static PERSON: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?P<name>[\p{Han}·]{2,40}?)(?:同志|同学|先生|女士|小姐|老师)?[,、]?(?:性别[:为]?(?:男|女)|\((?:性别[:]?)?(?:男|女)[,、);]|[,、](?:性别[:]?)?(?:男|女)(?:性)?[,、;。]|[,、(]*(?:男|女)?(?:居民|公民|有效)?身份(?:证|号)|[,、(][\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,2}月(?:[\d一二三四五六七八九十]{1,3}日)?(?:出)?生|[,、(]*证件号|\([^()\n]{1,18}身份证|/(?:男|女)(?:/|[,、\n])|\([1-9]\d{16}[\dXx])",
        r"(?P<name>[\p{Han}·]{2,40}?)(?:同志|同学|先生|女士)",
        r"\d{17}[\dXx]的(?P<name>[\p{Han}·]{2,25}?)(?:同志|先生|女士|[,、。:(的自系于在])",
        r"关于(?P<name>[\p{Han}·]{2,40}?)(?:从事|在|工作|参加|担任|报考)",
        r"(?:^|\n|。)(?:兹|现|特)?(?:证明|兹有|查|有)(?P<name>[\p{Han}·]{2,40}?)(?:,|系|自|于|为|现)",
    ]
    .iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// Whom the sentences of a page are about: the first name that each way of telling it gives.
pub(super) fn find(sheet: &Sheet<'_>, flow: &Flow) -> Vec<Found> {
    let told = PERSON.iter().enumerate().filter_map(|(rank, pattern)| {
        let name = pattern.captures_iter(&flow.text).find_map(|hit| {
            // Right before an identity number stands a name, whatever leads to it: 送来喻某某（身份证号码：…）.
            let name = hit.name("name")?;
            let behind: String = flow.text.get(name.end()..).unwrap_or_default().chars().take(12).collect();
            let numbered = behind.contains("身份") || behind.contains("证件号");
            named(flow, name.range(), numbered && rank == 0)
        })?;
        let found = found_at(sheet, flow, FieldName::Name, name, rank)?;
        let found = Found { lines: apart(sheet, &found.lines).unwrap_or(found.lines), ..found };
        Some(Found { sure: 0.92 - 0.02 * rank as f32, ..found })
    });
    told.collect()
}

/// The whole name where it stands in a blank of its own, gaps around it: 兹证明 ｜ 乌云毕力格 ｜ 同志.
fn apart(sheet: &Sheet<'_>, name: &[Vec<usize>]) -> Option<Vec<Vec<usize>>> {
    let last = name.last()?.last()?;
    let at = sheet.runs.iter().position(|run| run.chars.last() == Some(last))?;
    let run = sheet.runs.get(at).filter(|_| sheet.left_of(at).is_some() && sheet.right_of(at).is_some())?;
    let longer = (4..=8).contains(&run.text.len()) && run.text.len() > name.concat().len();
    let plain =
        run.text.iter().all(|c| text::is_han(*c)) && !LEADING.begin(&run.text, 0) && meaning::of(&run.text).is_none();
    let led = (1..run.text.len()).any(|at| LEADING.end(&run.text, at))
        || !units::owns(&run.text, 0..run.text.len()).is_empty();
    (longer && plain && !led).then(|| vec![run.chars.clone()])
}

/// A name that is set without any label, as newer papers do: alone in its line between the title and what is told of the
/// person, in type as large as any there.
pub(super) fn headline(sheet: &Sheet<'_>) -> Option<Found> {
    let rows = sheet.rows.iter().take(10).filter(|row| row.bbox.y1 < 0.5 * sheet.page.height);
    let chars = rows.filter_map(|row| match row.runs.as_slice() {
        [run] => sheet.runs.get(*run),
        _ => None,
    });
    let name = chars
        .filter(|run| run.bbox.height() >= 0.95 * sheet.em)
        .find(|run| person_name::is_likely(&run.string()) && meaning::of(&run.text).is_none())?;
    Some(Found {
        field: FieldName::Name,
        rank: 20,
        lines: vec![name.chars.clone()],
        sure: 0.85,
        label: Rect::default(),
    })
}

/// The name at the end of a piece of text, without the words that lead to it; `certain` where nothing else can stand there.
fn named(flow: &Flow, piece: Range<usize>, certain: bool) -> Option<Range<usize>> {
    // 1994年5月生: the end of a date is no name.
    let before = flow.text.get(..piece.start)?.chars().last();
    let chars: Vec<char> = flow.text.get(piece.clone())?.chars().collect();
    let dated = chars.first().is_some_and(|c| "年月日".contains(*c));
    if before.is_some_and(|c| {
        (dated && (c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c))) || "年月".contains(c)
    }) {
        // 报告日期：2024年7月26|日逯某某，性别女: where lines run together the name begins behind it.
        let first = chars.first().filter(|c| dated && **c == '日')?;
        let rest = piece.start + first.len_utf8()..piece.end;
        return Some(rest).filter(|rest| flow.text.get(rest.clone()).is_some_and(person_name::is_likely));
    }
    // 受证明人身份证号: a label.
    let labelled = |start: usize| chars.get(start..).and_then(meaning::of).is_some_and(|m| m.unknown == 0);
    // 有效身份证件号: the beginning of one.
    let rest: Vec<char> = flow.text.get(piece.end..)?.chars().take(6).collect();
    let opens = |length: usize| {
        let label: Vec<char> = chars.iter().chain(rest.get(..length).unwrap_or_default()).copied().collect();
        rest.len() >= length && label.len() <= 10 && meaning::of(&label).is_some_and(|m| m.unknown == 0)
    };
    if (0..chars.len().saturating_sub(1)).any(labelled) || (3..=6).any(opens) {
        return None;
    }
    let likely = |length: &usize| {
        chars
            .len()
            .checked_sub(*length)
            .is_some_and(|at| person_name::is_likely(&units::string(&chars, at..chars.len())))
    };
    // 古丽米热·艾力: what stands behind a dot is a part of a name.
    let dotted = chars.contains(&'·');
    let last = || {
        [3, 2].into_iter().find(likely).filter(|_| certain && !dotted).map(|length| chars.len() - length..chars.len())
    };
    let told = name_in(&chars);
    // A rare surname right behind a word that leads to names: 我单位虢某.
    let sure = told.clone().filter(|name| {
        let led = name.len() == 2 && LEADING.end(&chars, name.start);
        // Or all that a line begins with: 岩某某（公民身份号码：…）.
        let alone = name.len() == chars.len() && before.is_none_or(|c| c == '\n');
        led || alone || person_name::is_likely(&units::string(&chars, name.clone()))
    });
    let own = chars.get(sure.or_else(last).or(told)?).filter(|name| meaning::of(name).is_none())?;
    let bytes: usize = own.iter().map(|c| c.len_utf8()).sum();
    // 居民身份证, 该员工: words for people are no names.
    let said: String = own.iter().collect();
    let anybody =
        ["人员", "居民", "公民", "员工", "职工", "女男", "男女", "负责", "经办"].iter().any(|word| said.contains(word))
            || said.starts_with(['该', '其', '她', '他', '您']);
    (is_short(own) && !anybody).then(|| piece.end - bytes..piece.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        name_in(&chars).map(|name| chars[name].iter().collect()).unwrap_or_default()
    }

    #[test]
    fn words_that_lead_to_a_name_are_left_out() {
        for (text, name) in [
            ("关于贺兰", "贺兰"),
            ("兹证明我司员工程灵素", "程灵素"),
            ("司员工程灵素", "程灵素"),
            ("我单位在职职工路遥", "路遥"),
            ("经查验于小满", "于小满"),
            ("今有我社区居民委员会工作者白灵", "白灵"),
            ("关于聂小倩从事社会工作的年限证明聂小倩", "聂小倩"),
            ("兹有我中心社会工作者阿依古丽·买买提", "阿依古丽·买买提"),
            ("兹确认禤琬喆", "禤琬喆"),
        ] {
            assert_eq!(bare(text), name);
        }
    }

    #[test]
    fn names_that_begin_like_such_words_stay() {
        for name in ["关于", "任盈盈", "司徒明", "经年", "原野", "单位"] {
            assert_eq!(bare(name), name);
        }
        assert_eq!(bare("上述人员情况属实并愿意承担责任"), "");
    }
}
