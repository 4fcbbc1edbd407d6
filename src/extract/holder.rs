//! Whom a sentence is about: the name in front of sex, identity number or 同志, without the words that lead to it.
//!
//! Nothing parts words in Chinese print, so 兹证明我单位员工张三 is one run of characters: a name is what is left when the
//! words that lead to a name are taken away.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pairs::Found;
use super::prose::found_at;
use super::units::POST_ENDS;
use crate::kinds::meaning;
use crate::layout::{Flow, Sheet};
use crate::model::{FieldName, Rect};
use crate::values::person_name;

/// Words that lead to a name. Each has two characters or more, because single ones are surnames too (任, 司, 经, 原).
const LEADING: &[&str] = &[
    "兹证明",
    "今证明",
    "今有",
    "工作者",
    "兹有",
    "兹查",
    "兹聘任",
    "兹聘请",
    "兹聘",
    "现证明",
    "现有",
    "特证明",
    "证明",
    "经查验",
    "经核查",
    "经核实",
    "经审核",
    "经认证",
    "经查",
    "关于",
    "对于",
    "我单位",
    "我公司",
    "我司",
    "我中心",
    "我社区",
    "我街道",
    "我机构",
    "我协会",
    "我学校",
    "我校",
    "我院",
    "我局",
    "我所",
    "我会",
    "我社",
    "我处",
    "我站",
    "我村",
    "我部",
    "我园",
    "我厂",
    "我区",
    "我县",
    "我镇",
    "我乡",
    "我办",
    "本单位",
    "本公司",
    "本中心",
    "本社区",
    "本机构",
    "本校",
    "本院",
    "本局",
    "本所",
    "本人",
    "该单位",
    "该公司",
    "该校",
    "该院",
    "该同志",
    "该员工",
    "该生",
    "在职在编",
    "在职",
    "在编",
    "在岗",
    "正式",
    "聘用制",
    "聘用",
    "合同制",
    "临聘",
    "专职",
    "兼职",
    "职工",
    "员工",
    "工作人员",
    "社会工作者",
    "社工",
    "干部",
    "人员",
    "教师",
    "老师",
    "医师",
    "护士",
    "学生",
    "学员",
    "毕业生",
    "考生",
    "申请人",
    "持证人",
    "被证明人",
    "姓名为",
    "姓名",
    "同志",
    "先生",
    "女士",
    "单位",
    "公司",
    "中心",
    "社区",
    "司员工",
    "司职工",
];

/// Where in these characters the name stands: behind all words that lead to it. `None` where no such piece is left.
pub(super) fn name_in(text: &[char]) -> Option<Range<usize>> {
    let start = leading(text);
    let own = text.get(start..)?;
    if is_short(own) {
        return Some(start..text.len());
    }
    // 金桥社区居民委员会工作者白灵: behind the last of the words, whatever stands before it.
    let last = (start..text.len()).rev().find_map(|at| {
        let rest = text.get(at..)?;
        let end = at + word_at(rest)?;
        text.get(end..).filter(|name| (2..=4).contains(&name.len())).map(|_| end)
    });
    // A title or a post that stands right before it: 认证报告汪舒景, 项目主管李明.
    let ends = |at: &usize| text.get(*at - 1).is_some_and(|c| "告明书表料".contains(*c) || POST_ENDS.contains(*c));
    let likely =
        |at: &usize| text.get(*at..).is_some_and(|name| person_name::is_likely(&name.iter().collect::<String>()));
    let behind_title = [3, 2, 4]
        .into_iter()
        .filter(|length| *length < text.len())
        .map(|length| text.len() - length)
        .find(|at| ends(at) && likely(at));
    // No name without dots is longer than that.
    last.map(|end| end..text.len())
        .or_else(|| behind_title.map(|at| at..text.len()))
        .or_else(|| (own.len() <= 8).then_some(start..text.len()))
}

/// A name as most are: two to four characters, or parts with dots between.
fn is_short(name: &[char]) -> bool {
    (2..=4).contains(&name.len()) || (name.contains(&'·') && name.len() <= 25)
}

/// How long the longest leading word is that these begin with.
fn word_at(text: &[char]) -> Option<usize> {
    let begins = |word: &&&str| word.chars().enumerate().all(|(n, c)| text.get(n) == Some(&c));
    LEADING.iter().filter(begins).map(|word| word.chars().count()).max()
}

/// How many characters of these lead to a name: the fewest after which a name is left that no such word begins.
fn leading(text: &[char]) -> usize {
    let mut at = 0;
    while let Some(length) = text.get(at..).and_then(word_at) {
        // A name has two characters at least: 关于 before one more may be a name itself.
        if text.len() < at + length + 2 {
            break;
        }
        at += length;
    }
    at
}

/// Names with what stands around them in a sentence that is about somebody, the most telling first.
static PERSON: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?P<name>[\p{Han}·]{2,40}?)(?:同志|同学|先生|女士)?[,、]?(?:性别[:为]?(?:男|女)|\((?:性别[:]?)?(?:男|女)[,、);]|[,、](?:性别[:]?)?(?:男|女)(?:性)?[,、;。]|[,、(]+(?:居民|公民|有效)?身份(?:证|号)|[,、(]+证件号|\([1-9]\d{16}[\dXx])",
        r"(?P<name>[\p{Han}·]{2,40}?)(?:同志|同学|先生|女士)",
        r"(?:^|\n|。)(?:兹|现|特)?(?:证明|兹有|查|有)(?P<name>[\p{Han}·]{2,40}?)(?:,|系|自|于|为|现)",
    ]
    .iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// Whom the sentences of a page are about: the first name that each way of telling it gives.
pub(super) fn find(sheet: &Sheet<'_>, flow: &Flow) -> Vec<Found> {
    let told = PERSON.iter().enumerate().filter_map(|(rank, pattern)| {
        let name = pattern.captures_iter(&flow.text).find_map(|hit| named(flow, hit.name("name")?.range()))?;
        let found = found_at(sheet, flow, FieldName::Name, name, rank)?;
        Some(Found { sure: 0.92 - 0.02 * rank as f32, ..found })
    });
    told.collect()
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

/// The name at the end of a piece of text, without the words that lead to it.
fn named(flow: &Flow, piece: Range<usize>) -> Option<Range<usize>> {
    // 1994年5月生: the end of a date is no name.
    let before = flow.text.get(..piece.start)?.chars().last();
    if before.is_some_and(|c| c.is_ascii_digit() || "〇○零一二三四五六七八九十年月".contains(c)) {
        return None;
    }
    let chars: Vec<char> = flow.text.get(piece.clone())?.chars().collect();
    let own = chars.get(name_in(&chars)?)?;
    let bytes: usize = own.iter().map(|c| c.len_utf8()).sum();
    is_short(own).then(|| piece.end - bytes..piece.end)
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
