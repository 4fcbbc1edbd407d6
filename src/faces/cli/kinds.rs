//! `hecha kinds`: what the program knows of each kind of document.

use std::path::PathBuf;

use clap::ArgMatches;
use unicode_width::UnicodeWidthStr;

use super::{Ended, terminal::say};
use crate::{
    Result,
    faces::names,
    kinds::{self, Kinds},
    lang::Lang,
    model::DocumentKind,
    pipeline::KindsFile,
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let added = found.get_one::<PathBuf>("kinds").map(|path| KindsFile::load(path)).transpose()?;
    let known = added.map_or_else(Kinds::built_in, |file| file.kinds);
    match found.get_one::<DocumentKind>("kind") {
        Some(kind) => say(&shown(*kind, &known, lang)),
        None => say(&kinds::ALL.iter().map(|kind| listed(kind.kind, &known)).collect::<Vec<_>>().join("\n")),
    }
    Ok(Ended::Done)
}

/// A kind in a line: its word, its name, its title.
fn listed(kind: DocumentKind, known: &Kinds) -> String {
    let (word, name) = (kind.as_str(), names::kind(kind));
    let titles: Vec<&str> = known.titles(kind).into_iter().take(3).map(|(title, _)| title).collect();
    let gap = |width: usize, text: &str| " ".repeat(width.saturating_sub(text.width()));
    format!("{word}{}{name}{}{}", gap(32, word), gap(28, name), titles.join("、")).trim_end().to_owned()
}

/// All that is known of a kind.
fn shown(kind: DocumentKind, known: &Kinds, lang: Lang) -> String {
    let mut lines = vec![format!("{kind}  {}", names::kind(kind))];
    let mut section = |title: &str, rows: Vec<String>| {
        if !rows.is_empty() {
            lines.push(format!("\n{title}"));
            lines.extend(rows.into_iter().map(|row| format!("  {row}")));
        }
    };
    let weighed =
        |rows: Vec<(&str, f32)>| rows.into_iter().map(|(text, weight)| format!("{weight:+.1}  {text}")).collect();
    section(
        lang.pick("标题（* 代表任意文字；1.0 为独有）", "Titles (* is anything; 1.0 is had by no other kind)"),
        weighed(known.titles(kind)),
    );
    section(lang.pick("特征词（负数为反证）", "Phrases (negative: against it)"), weighed(known.anchors(kind)));
    let fields = known.fields(kind).into_iter();
    let fields = fields.map(|(field, labels)| format!("{field} {}：{}", names::field(field), labels.join("、")));
    section(
        lang.pick(
            "字段（标签按其组成识别，这里只列例外）",
            "Fields (labels are known by their parts; listed are exceptions)",
        ),
        fields.collect(),
    );
    section(
        lang.pick("续页特征", "Phrases of further pages"),
        known.continued_by(kind).into_iter().map(str::to_owned).collect(),
    );
    let signed = kinds::of(kind).signed_by.iter().map(|field| format!("{field} {}", names::field(*field)));
    section(lang.pick("落款单位记作", "The unit that signs is"), signed.collect());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_shown_with_its_titles_and_labels() {
        let text = shown(DocumentKind::ChsiRegistration, &Kinds::built_in(), Lang::Zh);
        for piece in ["教育部学历证书电子注册备案表", "graduated_on 毕业日期：", "毕业证书时间"]
        {
            assert!(text.contains(piece), "{piece} in {text}");
        }
    }

    #[test]
    fn every_kind_has_a_line() {
        let lines: Vec<String> = kinds::ALL.iter().map(|kind| listed(kind.kind, &Kinds::built_in())).collect();
        assert!(lines.iter().zip(kinds::ALL).all(|(line, kind)| line.starts_with(kind.kind.as_str())));
    }
}
