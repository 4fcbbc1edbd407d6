//! The table at the end of a run: how many of what, and what to do next.

use std::path::Path;
use std::time::Duration;

use unicode_width::UnicodeWidthStr;

use super::progress::span;
use crate::{
    faces::names,
    lang::Lang,
    pipeline::{Fate, Summary},
};

/// The label of the widest row is at least so wide.
const NARROWEST: usize = 24;

/// So many troubles are shown one by one; the rest is counted.
const TROUBLES: usize = 20;

/// A row: how deep it stands, what it counts, how many, and a remark.
type Row = (usize, String, u64, String);

/// The whole text.
pub(super) fn text(summary: &Summary, notices: &[String], took: Duration, work: &Path, lang: Lang) -> String {
    let mut lines = vec![lang.pick("核查完成", "Done").to_owned(), String::new()];
    lines.extend(aligned(&rows(summary, lang)));
    lines.push(String::new());
    lines.push(format!("{}{}", lang.pick("用时：", "Took: "), span(took, lang)));
    let troubles: Vec<String> =
        summary.troubles.iter().map(|trouble| format!("{}：{}", trouble.file, trouble.told(lang))).collect();
    if !notices.is_empty() || !troubles.is_empty() {
        lines.push(String::new());
        lines.push(lang.pick("请注意：", "Please note:").to_owned());
        lines.extend(notices.iter().chain(troubles.iter().take(TROUBLES)).map(|line| format!("  · {line}")));
        if let Some(more) = troubles.len().checked_sub(TROUBLES).filter(|more| *more > 0) {
            lines.push(lang.pick(format!("  · 另有 {more} 条同类问题"), format!("  · and {more} more")));
        }
    }
    lines.push(String::new());
    lines.push(lang.pick(
        format!("下一步：hecha export --work {} --format xlsx --out 核查结果.xlsx", quoted(work)),
        format!("Next: hecha export --work {} --format xlsx --out result.xlsx", quoted(work)),
    ));
    lines.join("\n")
}

/// A path as it can be typed again.
fn quoted(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.contains([' ', '(', ')', '&', '\'']) { format!("\"{shown}\"") } else { shown }
}

fn rows(summary: &Summary, lang: Lang) -> Vec<Row> {
    let row = |depth, zh: &str, en: &str, n| (depth, lang.pick(zh, en).to_owned(), n, String::new());
    let mut rows = vec![
        row(0, "考生", "candidates", summary.candidates),
        row(1, "需复核", "to be reviewed", summary.review),
        row(1, "通过", "clear", summary.clear()),
    ];
    let all = summary.all_files();
    let remark = lang.pick(format!("本次读取 {}", summary.read_now), format!("{} read now", summary.read_now));
    rows.push((0, lang.pick("上传文件", "files").to_owned(), all, remark));
    for (fate, count) in &summary.files {
        let (zh, en) = match fate {
            Fate::Read => ("已读取", "read"),
            Fate::Encrypted => ("有密码，打不开", "encrypted"),
            Fate::Damaged => ("损坏或超限，读不出", "damaged, or over a limit"),
            Fate::NotADocument => ("不是 PDF 或图片", "neither PDF nor picture"),
        };
        rows.push(row(1, zh, en, *count));
    }
    if summary.strangers > 0 {
        rows.push(row(1, "其中名单以外", "of nobody on the roster", summary.strangers));
    }
    let pages = lang.pick(format!("共 {} 页", summary.pages), format!("on {} pages", summary.pages));
    rows.push((0, lang.pick("识别出的材料", "documents").to_owned(), summary.documents, pages));
    rows.push(row(0, "疑点", "flags", summary.flags.values().sum()));
    for ((severity, code), count) in &summary.flags {
        let label = lang.pick(
            format!("{} {}", names::severity(severity.0), names::code(*code)),
            format!("{} {}", severity.0, code),
        );
        rows.push((1, label, *count, String::new()));
    }
    rows
}

/// Rows with labels and numbers under one another; a Chinese character is two columns wide.
fn aligned(rows: &[Row]) -> Vec<String> {
    let label = |(depth, label, _, _): &Row| format!("{}{label}", "  ".repeat(depth + 1));
    let wide = rows.iter().map(|row| label(row).width()).max().unwrap_or(0).max(NARROWEST);
    let long = rows.iter().map(|(_, _, n, _)| n.to_string().len()).max().unwrap_or(0);
    rows.iter()
        .map(|row| {
            let label = label(row);
            let gap = " ".repeat(wide.saturating_sub(label.width()));
            format!("{label}{gap}  {:>long$}  {}", row.2, row.3).trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, Severity};

    #[test]
    fn numbers_stand_under_one_another() {
        let summary = Summary {
            candidates: 60,
            review: 7,
            read_now: 3,
            files: [(Fate::Read, 181), (Fate::Encrypted, 1)].into(),
            flags: [((std::cmp::Reverse(Severity::Error), Code::SealMissing), 2)].into(),
            ..Summary::default()
        };
        let text = text(&summary, &[], Duration::from_secs(5), Path::new("工作"), Lang::Zh);
        let column = |word: &str, number: &str| {
            let line = text.lines().find(|line| line.contains(word)).unwrap();
            let (before, _) = line.split_once(&format!(" {number}")).unwrap();
            before.width() + 1 + number.len()
        };
        assert_eq!(column("考生", "60"), column("上传文件", "182"));
        assert_eq!(column("严重 没有盖章", "2"), column("上传文件", "182"));
        assert!(text.ends_with("hecha export --work 工作 --format xlsx --out 核查结果.xlsx"), "{text}");
    }
}
