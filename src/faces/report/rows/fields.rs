//! A row a field: what was read, as printed and as understood, and where it stands.

use super::{Cell, Column, column, who};
use crate::{
    faces::names,
    model::{EmploymentPeriod, FieldValue, WordSource},
    store::CandidateResult,
};

pub(super) const COLUMNS: &[Column] = &[
    column("序号", 5.0),
    column("准考证号", 15.0),
    column("姓名", 11.0),
    column("材料", 18.0),
    column("字段", 13.0),
    column("内容", 36.0),
    column("原文", 36.0),
    column("文件", 26.0),
    column("页", 4.0),
    column("把握", 6.0),
    column("读取方式", 10.0),
];

pub(super) fn rows(place: usize, result: &CandidateResult) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for document in result.files.iter().flat_map(|f| &f.documents) {
        for field in &document.fields {
            let mut row = who(place, result);
            row.extend([
                Cell::text(names::kind(document.kind)),
                Cell::text(names::field(field.name)),
                Cell::text(printed(&field.value)),
                Cell::text(field.evidence.raw.as_str()),
                Cell::text(document.file.as_str()),
                Cell::Count(field.evidence.page),
                Cell::Share(field.evidence.confidence),
                Cell::text(source(field.evidence.source)),
            ]);
            rows.push(row);
        }
    }
    rows
}

const fn source(source: WordSource) -> &'static str {
    match source {
        WordSource::TextLayer => "文本",
        WordSource::FormField => "表单",
        WordSource::Annotation => "批注",
        WordSource::Ocr => "图像识别",
    }
}

/// A value as a person would write it down.
fn printed(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::Periods(periods) => periods.iter().map(period).collect::<Vec<_>>().join("\n"),
        FieldValue::Entries(entries) => entries
            .iter()
            .map(|entry| {
                entry
                    .iter()
                    .map(|(name, text)| format!("{} {text}", names::field(*name)))
                    .collect::<Vec<_>>()
                    .join("，")
            })
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

fn period(period: &EmploymentPeriod) -> String {
    let day = |day: &Option<String>| match day.as_deref() {
        Some("present") => "至今".to_owned(),
        Some(day) => day.to_owned(),
        None => "？".to_owned(),
    };
    let mut parts = vec![format!("{} — {}", day(&period.from), day(&period.to))];
    parts.extend(period.employer.iter().chain(&period.work).cloned());
    parts.join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_like_a_line_of_a_form() {
        let value = FieldValue::Periods(vec![EmploymentPeriod {
            employer: Some("甲社".into()),
            from: Some("2012-07".into()),
            to: Some("present".into()),
            work: None,
        }]);
        assert_eq!(printed(&value), "2012-07 — 至今  甲社");
    }
}
