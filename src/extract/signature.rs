//! The signature block under a text: the unit that issued it, and the day.

use super::evidence::by_row;
use super::pairs::{Found, trimmed};
use crate::layout::{Flow, Row, Sheet};
use crate::model::{FieldName, Rect, WordSource};
use crate::values::date;

/// How names of units end.
const ENDINGS: &[&str] = &[
    "中心",
    "医院",
    "福利院",
    "养老院",
    "敬老院",
    "学院",
    "大学",
    "学校",
    "党校",
    "分校",
    "公司",
    "委员会",
    "居委会",
    "村委会",
    "办事处",
    "服务站",
    "工作站",
    "服务处",
    "分局",
    "局",
    "厅",
    "处",
    "所",
    "站",
    "协会",
    "联合会",
    "基金会",
    "促进会",
    "政府",
    "街道",
    "社区",
    "集团",
    "厂",
    "院",
    "社",
    "部",
    "室",
    "会",
    "科",
    "园",
    "队",
    "馆",
    "校",
    "司法所",
    "救助站",
];

/// What may stand behind a unit's name in one run.
const BEHIND: &[&str] = &["(盖", "(公", "(章", "(签", "(加盖", "校(院)长", "院长", "校长", "经办人", "负责人"];

/// Whether this reads like the name of a unit.
pub(super) fn is_unit(text: &str) -> bool {
    let bare = text.split('(').next().unwrap_or(text);
    let length = bare.chars().count();
    (4..=40).contains(&length)
        && ENDINGS.iter().any(|e| bare.ends_with(e))
        && !bare.chars().any(|c| ",。;:、".contains(c))
        && !crate::kinds::ALL
            .iter()
            .flat_map(|k| k.fields())
            .flat_map(|f| f.labels)
            .chain(crate::kinds::STOPS)
            .any(|l| *l == bare)
        && !["特此", "证明", "同志", "从事", "单位名称"].iter().any(|w| bare.contains(w))
}

/// The rank of what a signature block says among the labels of a field.
pub(super) const RANK: usize = 40;

/// The date and the unit of the lowest signature block on the page.
pub(super) fn find(sheet: &Sheet<'_>, unit: Option<FieldName>, with_date: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let last = sheet.rows.len();
    let dated = (0..last).rev().find_map(|index| {
        let row = sheet.rows.get(index)?;
        Some((index, closing_date(sheet, row, index)?))
    });
    if let Some((_, chars)) = &dated
        && with_date
    {
        found.push(hit(sheet, FieldName::IssuedOn, chars, 0.93));
    }
    if let Some(field) = unit {
        let end = dated.as_ref().map_or(last, |(index, _)| index + 1);
        let start = end.saturating_sub(5);
        let near = (start..end).rev().find_map(|index| unit_in(sheet, sheet.rows.get(index)?));
        let any = || (last.saturating_sub(6)..last).rev().find_map(|index| unit_in(sheet, sheet.rows.get(index)?));
        if let Some(chars) = near.or_else(any) {
            found.push(hit(sheet, field, &chars, 0.9));
        }
    }
    found
}

fn hit(sheet: &Sheet<'_>, field: FieldName, chars: &[usize], sure: f32) -> Found {
    Found { field, rank: RANK, lines: by_row(sheet, chars), sure, label: Rect::default() }
}

/// A date that is all of a run, or ends it behind a unit's name; not one end of a period, not behind a label.
fn closing_date(sheet: &Sheet<'_>, row: &Row, index: usize) -> Option<Vec<usize>> {
    ending_date(sheet, row, index).or_else(|| date_apart(sheet, row))
}

/// A date that is the last run of its row, apart from all that stands before it and behind no label.
fn date_apart(sheet: &Sheet<'_>, row: &Row) -> Option<Vec<usize>> {
    let runs: Vec<_> = row.runs.iter().filter_map(|&r| sheet.runs.get(r)).collect();
    let [.., before, last] = runs.as_slice() else { return None };
    let text = last.string();
    let dates = date::find(&text);
    let [only] = dates.as_slice() else { return None };
    let whole = only.start == 0 && only.end == text.chars().count();
    let full = matches!(only.date.to_string().len(), 7 | 10);
    let labelled = before.text.last() == Some(&':') || !date::find(&before.string()).is_empty();
    (whole && full && !labelled && last.bbox.x0 - before.bbox.x1 > 1.5 * sheet.em).then(|| last.chars.clone())
}

fn ending_date(sheet: &Sheet<'_>, row: &Row, index: usize) -> Option<Vec<usize>> {
    let flow = Flow::of_rows(sheet, &[index]);
    let chars: Vec<char> = flow.text.chars().collect();
    let all: Vec<usize> = sheet.row_chars(row).collect();
    let dates = date::find(&flow.text);
    let last = dates.last()?;
    let rest: String = chars.iter().skip(last.end).collect();
    let before: String = chars.iter().take(last.start).collect();
    let ends = rest.chars().all(|c| ")。,.".contains(c))
        || rest.starts_with("(盖章")
        || rest.starts_with("(公章")
        || of_seal(sheet, all.get(last.end..).unwrap_or_default());
    let plain = before.is_empty()
        || is_unit(&before)
        || before.ends_with("日期:")
        || before.ends_with("盖章)")
        || before.ends_with("章)");
    let full = last.date.to_string().len() == 10 || last.date.to_string().len() == 7;
    (ends && plain && full && dates.len() == 1).then(|| all.get(last.start..last.end).map(<[usize]>::to_vec)).flatten()
}

/// Whether these are a character or two that were seen in a seal's print, right behind what is printed under it.
fn of_seal(sheet: &Sheet<'_>, chars: &[usize]) -> bool {
    let within = |c: &usize| {
        sheet.chars.get(*c).is_some_and(|c| {
            c.source == WordSource::Ocr && sheet.page.seals.iter().any(|seal| seal.bbox.contains(c.bbox.centre()))
        })
    };
    chars.len() <= 2 && chars.iter().all(within)
}

/// How a label of the unit that signs ends, before its colon.
const OF_UNIT: &[&str] = &["单位", "单位名称", "单位全称", "机构", "(盖章)", "(公章)", "(签章)", "(加盖公章)"];

/// How many characters a label of the signing unit takes at the beginning of a run, its colon among them; 0 without one.
fn label_before(text: &str) -> usize {
    match text.split_once(':') {
        Some((label, _)) if OF_UNIT.iter().any(|end| label.ends_with(end)) => label.chars().count() + 1,
        _ => 0,
    }
}

/// The name of a unit in a row: a run by itself, behind a label of its own, or before (盖章).
fn unit_in(sheet: &Sheet<'_>, row: &Row) -> Option<Vec<usize>> {
    row.runs.iter().filter_map(|&r| sheet.runs.get(r)).find_map(|run| {
        let whole = run.string();
        let first = label_before(&whole);
        let text: String = whole.chars().skip(first).collect();
        let cut = BEHIND.iter().filter_map(|word| text.find(word)).min().unwrap_or(text.len());
        let name = text.get(..cut)?;
        let length = name.chars().count();
        // A unit and its date set in one line.
        let name = match date::find(name).first() {
            Some(date) => name.chars().take(date.start).collect::<String>(),
            None => name.to_owned(),
        };
        let length = length.min(name.chars().count());
        is_unit(&name).then(|| trimmed(sheet, run.chars.get(first..first + length).unwrap_or_default()))
    })
}
