//! How many years in all an employment certificate claims: 累计从事社会工作6年1个月.

use std::sync::LazyLock;

use regex::Regex;

use super::pairs::{Found, Value};
use super::prose::found_at;
use crate::kinds::meaning::{Head, Role};
use crate::layout::{Flow, Sheet};
use crate::model::{FieldName, Rect};
use crate::values::{Words, years};

/// A length of time that is no date: at most two digits before 年, and no month of a date after it.
static LENGTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?P<length>(?:\d{1,2}(?:\.\d{1,2})?|[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3})(?:个)?(?:周年|年)[零〇又]?(?:半|(?:\d{1,2}|[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3})个?月)?|\d{1,3}个月)").ok()
});

/// Words that say the years were spent in the profession.
static SPECIALIST: Words = Words::new("社会工作 社工 社区工作 专业 相关工作 本职业");
/// Words that say a sum is meant.
static SUM: Words = Words::new("相加 折合 总和 时长 累计 共计 合计 总计 年限 共 满 已有 工龄 达");

/// Words that say that lengths were added up.
static ADDED: Words = Words::new("相加 折合 总和 累计 共计 合计 总计 总共");

/// A length of time that is called a sum.
struct Sum {
    /// Of years in the profession.
    specialist: bool,
    /// Of all years somebody worked.
    general: bool,
    /// Said to be one of lengths that were added up.
    strong: bool,
    found: Found,
}

/// The length of time that stands where a label of the profession asks for a work: 从事社会工作　10年.
pub(super) fn beside_work(sheet: &Sheet<'_>, values: &[Value]) -> Option<Found> {
    let print = |value: &Value| value.lines.iter().map(|line| sheet.raw(line)).collect::<String>();
    let length = |value: &&Value| {
        value.heads == [Head::Work] && value.roles.contains(&Role::Profession) && years::read(&print(value)).is_ok()
    };
    let lines = values.iter().find(length)?.lines.clone();
    Some(Found { field: FieldName::SpecialistYears, rank: 12, lines, sure: 0.9, label: Rect::default() })
}

/// The sums of a certificate: all years, and years in the profession.
pub(super) fn find(sheet: &Sheet<'_>, flow: &Flow) -> Vec<Found> {
    let Some(regex) = LENGTH.as_ref() else { return Vec::new() };
    let mut sums: Vec<Sum> = Vec::new();
    // Lengths that no word calls a sum.
    let mut bare: Vec<Found> = Vec::new();
    for hit in regex.captures_iter(&flow.text) {
        let Some(length) = hit.name("length") else { continue };
        let before: Vec<char> = flow.text.get(..length.start()).unwrap_or_default().chars().rev().take(48).collect();
        let after = flow.text.get(length.end()..).unwrap_or_default();
        // Part of a date, or of a longer number.
        if before.first().is_some_and(|c| c.is_ascii_digit() || "〇○零一二三四五六七八九十第近约".contains(*c))
            || after.starts_with(|c: char| c.is_ascii_digit() || "月度级届制前后".contains(c))
            || ["以内", "以前", "以后", "以上", "以下", "及以上"].iter().any(|w| after.starts_with(w))
            || after.starts_with("多")
        {
            continue;
        }
        // 21年4月 without 个 is more likely the rest of a date than a length of time.
        let dated = length.as_str().ends_with('月') && !length.as_str().contains('个');
        let led = before.first().is_some_and(|c| "计共满为:达".contains(*c));
        if dated && !led {
            continue;
        }
        let clause: String =
            before.iter().take_while(|c| !",;。\n".contains(**c)).collect::<Vec<_>>().into_iter().rev().collect();
        let wider: String = before.iter().rev().collect();
        let specialist = SPECIALIST.within(&clause);
        // □1年以下 □1-3年: a choice that was not made.
        let boxed = before.iter().take_while(|c| !",;。\n".contains(**c)).find(|c| "□☑√☐☒■".contains(**c));
        if boxed.is_some_and(|c| "□☐".contains(*c)) {
            continue;
        }
        // 在我司工作4年10个月.
        let spent = ["工作", "工作了", "从业", "任职", "服务"].iter().any(|word| clause.ends_with(word))
            && clause.contains('在');
        let summed = spent || SUM.within(if clause.is_empty() { &wider } else { &clause }) || clause.ends_with('计');
        if !summed && !(specialist && (clause.contains("从事") || clause.contains("其中"))) {
            // 有效期三十天, 合同期限, 三年制: of something else.
            let other = ["期", "合同", "学", "以内", "试用"].iter().any(|word| clause.contains(word)) || dated;
            bare.extend(found_at(sheet, flow, FieldName::SpecialistYears, length.range(), 20).filter(|_| !other));
            continue;
        }
        let general = (clause.contains("工作年限") || clause.contains("工龄") || spent) && !specialist;
        if let Some(found) = found_at(sheet, flow, FieldName::SpecialistYears, length.range(), 0) {
            let strong = ADDED.within(&clause);
            sums.push(Sum { specialist, general, strong, found });
        }
    }
    let mut out = Vec::new();
    // 做社会工作前后5年4个月: the one length of time on a certificate of work is the sum.
    if let ([only], true) = (bare.as_slice(), sums.is_empty()) {
        out.push(only.clone());
    }
    // Ⅰ4年10个月，Ⅱ3年7个月，两项相加8年5个月: of several, the one that is said to be the sum of them.
    let plain: Vec<&Sum> = sums.iter().filter(|sum| !sum.general).collect();
    let added: Vec<&Sum> = plain.iter().copied().filter(|sum| sum.strong).collect();
    let special = sums.iter().find(|sum| sum.specialist).or(match (plain.as_slice(), added.as_slice()) {
        ([only], _) | (_, [only]) => Some(*only),
        _ => None,
    });
    out.extend(special.map(|sum| sum.found.clone()));
    // 以上共计14年2个月, 其中从事社会工作10年: the sum without the profession's name is all the years.
    let parts = special.is_some_and(|sum| !sum.specialist) && sums.len() > 1;
    let all = sums.iter().find(|sum| !sum.specialist && (sum.general || (sums.len() > 1 && !parts)));
    out.extend(all.map(|sum| Found { field: FieldName::WorkYears, ..sum.found.clone() }));
    out
}
