//! A row a flag: what to look at, why, where, and room for what was done about it.

use super::{Cell, Column, Tone, column, on_screen, who};
use crate::{
    faces::names,
    model::{Flag, Place, Severity},
    store::CandidateResult,
};

pub(super) const COLUMNS: &[Column] = &[
    column("序号", 5.0),
    column("准考证号", 15.0),
    column("姓名", 11.0),
    column("级别", 6.0),
    column("疑点", 17.0),
    column("说明", 44.0),
    column("应为", 18.0),
    column("实为", 18.0),
    column("字段", 11.0),
    column("材料", 15.0),
    column("文件或名单位置", 22.0),
    column("页", 4.0),
    column("处理结果", 12.0),
    on_screen("代码", 26.0),
];

pub(super) fn rows(place: usize, result: &CandidateResult) -> Vec<Vec<Cell>> {
    result
        .flags
        .iter()
        .map(|flag| {
            let mut row = who(place, result);
            row.extend([
                Cell::Mark(tone(flag.severity), names::severity(flag.severity)),
                Cell::text(names::code(flag.code)),
                Cell::text(flag.message.as_str()),
                Cell::text(flag.expected.as_deref().map(names::kinds).unwrap_or_default()),
                Cell::text(flag.found.as_deref().map(names::kinds).unwrap_or_default()),
                Cell::text(flag.field.map(names::field).unwrap_or_default()),
                Cell::text(paper(result, flag)),
                Cell::text(where_(&flag.place)),
                flag.page().map_or(Cell::Empty, Cell::Count),
                Cell::Empty,
                Cell::text(flag.code.as_str()),
            ]);
            row
        })
        .collect()
}

const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Info => Tone::Quiet,
        Severity::Warning => Tone::Warn,
        Severity::Error => Tone::Bad,
    }
}

/// The kind of the document that the flag points at, where it points at one.
fn paper(result: &CandidateResult, flag: &Flag) -> &'static str {
    let (Some(file), Some(page)) = (flag.file(), flag.page()) else { return "" };
    result
        .files
        .iter()
        .flat_map(|f| &f.documents)
        .find(|d| d.file == file && d.pages.0 <= page && page <= d.pages.1)
        .map(|d| names::kind(d.kind))
        .unwrap_or_default()
}

/// The file or the cell of the roster.
fn where_(place: &Place) -> String {
    match place {
        Place::Paper { file, .. } | Place::File { file } => file.clone(),
        Place::Roster { cell } => format!("花名册 {cell}"),
        Place::Absent => "（未提交）".to_owned(),
    }
}
