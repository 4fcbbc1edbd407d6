//! `hecha kinds`: what the program knows of each kind of document.

use clap::ArgMatches;
use unicode_width::UnicodeWidthStr;

use super::{Ended, terminal::say};
use crate::{
    Result,
    faces::names,
    kinds::{self, Kind},
    lang::Lang,
    model::DocumentKind,
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    match found.get_one::<DocumentKind>("kind") {
        Some(kind) => say(&shown(kinds::of(*kind), lang)),
        None => say(&kinds::ALL.iter().map(|kind| listed(kind)).collect::<Vec<_>>().join("\n")),
    }
    Ok(Ended::Done)
}

/// A kind in a line: its word, its name, its title.
fn listed(kind: &Kind) -> String {
    let (word, name) = (kind.kind.as_str(), names::kind(kind.kind));
    let titles: Vec<&str> = kind.titles.iter().take(3).map(|(title, _)| *title).collect();
    let gap = |width: usize, text: &str| " ".repeat(width.saturating_sub(text.width()));
    format!("{word}{}{name}{}{}", gap(32, word), gap(28, name), titles.join("、")).trim_end().to_owned()
}

/// All that is known of a kind.
fn shown(kind: &Kind, lang: Lang) -> String {
    let mut lines = vec![format!("{}  {}", kind.kind, names::kind(kind.kind))];
    let mut section = |title: &str, rows: Vec<String>| {
        if !rows.is_empty() {
            lines.push(format!("\n{title}"));
            lines.extend(rows.into_iter().map(|row| format!("  {row}")));
        }
    };
    let weighed = |rows: &[(&str, f32)]| rows.iter().map(|(text, weight)| format!("{weight:+.1}  {text}")).collect();
    section(
        lang.pick("标题（* 代表任意文字；1.0 为独有）", "Titles (* is anything; 1.0 is had by no other kind)"),
        weighed(kind.titles),
    );
    section(lang.pick("特征词（负数为反证）", "Phrases (negative: against it)"), weighed(kind.anchors));
    let fields =
        kind.fields.iter().map(|row| format!("{} {}：{}", row.field, names::field(row.field), row.labels.join("、")));
    section(lang.pick("字段及标签", "Fields and their labels"), fields.collect());
    section(
        lang.pick("续页特征", "Phrases of further pages"),
        kind.continued_by.iter().map(|phrase| (*phrase).to_owned()).collect(),
    );
    if let Some(field) = kind.signed_by {
        section(lang.pick("落款单位记作", "The unit that signs is"), vec![format!("{field} {}", names::field(field))]);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_shown_with_its_titles_and_labels() {
        let text = shown(kinds::of(DocumentKind::ChsiRegistration), Lang::Zh);
        for piece in ["教育部学历证书电子注册备案表", "graduated_on 毕业日期：", "毕业日期"] {
            assert!(text.contains(piece), "{piece} in {text}");
        }
    }

    #[test]
    fn every_kind_has_a_line() {
        let lines: Vec<String> = kinds::ALL.iter().map(|kind| listed(kind)).collect();
        assert!(lines.iter().zip(kinds::ALL).all(|(line, kind)| line.starts_with(kind.kind.as_str())));
    }
}
