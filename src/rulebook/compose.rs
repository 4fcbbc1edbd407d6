//! A pack that is written as what differs from another: the tables it does not write come from the pack it inherits.
//!
//! The announcements of one bureau ask for the same papers, year after year and exam after exam. So a pack names the one it
//! starts from, and writes its head and the tables that are its own. Everything is done on text, before anything is read:
//! the lines of the pack keep their numbers, and what was inherited stands behind them.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{BUILTIN, PackError};

/// From where a pack takes the tables that it does not write itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inherits {
    /// The name of a pack that ships inside.
    pub from: String,
    /// Tables (`window`), rows (`codes.submitted-late`) and clauses (`clause.5.3.3`) that are not taken over.
    #[serde(default)]
    pub without: Vec<String>,
}

/// A table of a pack as it is written, with its header and the comments below it.
struct Block<'a> {
    name: &'a str,
    /// A clause is taken over or replaced one by one; other tables as a whole.
    id: Option<&'a str>,
    lines: Vec<&'a str>,
}

/// The text of a pack with what it inherits. Text that inherits nothing, or that is no TOML, is given back as it is.
///
/// # Errors
///
/// When it inherits from a pack that does not ship inside, or leaves out what that pack does not have.
pub fn whole(text: &str) -> Result<String, PackError> {
    let Some(inherits) = text.parse::<toml::Table>().ok().and_then(|mut table| table.remove("inherits")) else {
        return Ok(text.to_owned());
    };
    let Ok(inherits) = inherits.try_into::<Inherits>() else { return Ok(text.to_owned()) };
    let Some((_, base)) = BUILTIN.iter().find(|(name, _)| *name == inherits.from) else {
        let (en, zh) = (
            format!("{:?} does not ship inside, so nothing can be inherited from it", inherits.from),
            format!("没有名为“{}”的内置规则包，不能继承", inherits.from),
        );
        return Err(PackError::at(line_of(text, &inherits.from), en, zh));
    };
    let own: BTreeSet<(&str, Option<&str>)> = blocks(text).iter().map(|block| (block.name, block.id)).collect();
    let mut whole = text.trim_end().to_owned();
    let mut unused: BTreeSet<&str> = inherits.without.iter().map(String::as_str).collect();
    for block in blocks(base) {
        let clause = block.id.map(|id| format!("clause.{}", id.trim_matches('"')));
        let left_out = inherits.without.iter().any(|name| name == block.name || Some(name) == clause.as_ref());
        unused.remove(block.name);
        if let Some(clause) = &clause {
            unused.remove(clause.as_str());
        }
        if left_out || own.contains(&(block.name, block.id)) {
            continue;
        }
        whole.push('\n');
        for line in block.lines {
            let row = line.split_once(" = ").map(|(key, _)| format!("{}.{key}", block.name)).unwrap_or_default();
            if unused.contains(row.as_str()) || inherits.without.contains(&row) {
                unused.remove(row.as_str());
            } else {
                whole.push('\n');
                whole.push_str(line);
            }
        }
    }
    whole.push('\n');
    // Text that was made whole before has nothing more to leave out.
    match unused.into_iter().find(|name| !has_row(text, name)) {
        Some(name) if !was_whole(text) => {
            let (en, zh) = (
                format!("{:?} has no table or row {name:?} to leave out", inherits.from),
                format!("规则包“{}”没有可以去掉的“{name}”", inherits.from),
            );
            Err(PackError::at(line_of(text, name), en, zh))
        }
        _ => Ok(whole),
    }
}

/// Whether a table or row of this name is the text's own, so that it replaces the inherited one.
fn has_row(text: &str, name: &str) -> bool {
    blocks(text).iter().any(|block| block.name == name)
}

/// Whether the text was made whole before: then it has a ledger and a table of codes of its own.
fn was_whole(text: &str) -> bool {
    ["codes", "education", "clause"].iter().all(|name| has_row(text, name))
}

/// The tables of a pack, in the order of its text; what stands above the first is its head.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for line in text.lines() {
        if let Some(name) = header(line) {
            let name = name.split('.').next().unwrap_or(name);
            blocks.push(Block { name, id: None, lines: vec![line] });
        } else if let Some(block) = blocks.last_mut() {
            if block.name == "clause"
                && let Some(id) = line.strip_prefix("id = ")
            {
                block.id = Some(id.trim());
            }
            block.lines.push(line);
        }
    }
    blocks
}

/// The name in a line that begins a table; a line of an array has other signs in it.
fn header(line: &str) -> Option<&str> {
    let inner = line.split('#').next()?.trim_end().strip_prefix('[')?.strip_suffix(']')?;
    let inner = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(inner);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!inner.is_empty() && inner.chars().all(plain)).then_some(inner)
}

/// The first line, from 1, that holds this outside a comment.
fn line_of(text: &str, written: &str) -> Option<usize> {
    let holds = |line: &str| !line.trim_start().starts_with('#') && line.contains(written);
    text.lines().position(holds).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Pack;

    const HEAD: &str = r#"name = "x"
title = "甲考试"
exam = "甲考试"
exam_words = ["甲"]
profession = "甲"
year = 2024
city = "长沙市"
province = "湖南省"
announced_on = "2024-08-12"
cutoff = "2024-12-31"
minimum_working_age = 16
"#;

    fn inheriting(more: &str) -> String {
        format!("{HEAD}[inherits]\nfrom = \"changsha-2024-social-worker\"\n{more}")
    }

    #[test]
    fn tables_that_are_not_written_are_inherited() {
        let base = Pack::builtin("changsha-2024-social-worker").unwrap();
        let pack = Pack::parse(&inheriting("")).unwrap();
        assert_eq!((pack.title.as_str(), pack.profession.as_str()), ("甲考试", "甲"));
        assert_eq!((&pack.education, &pack.clause, &pack.codes), (&base.education, &base.clause, &base.codes));
    }

    #[test]
    fn a_table_replaces_the_inherited_one_and_a_clause_only_itself() {
        let more = "[full_time]\nstudy_modes = [\"全日制\"]\n[[clause]]\nid = \"4.4\"\nsection = \"甲\"\ntext = \"甲\"\nperson = \"由人办理\"\n";
        let base = Pack::builtin("changsha-2024-social-worker").unwrap();
        let pack = Pack::parse(&inheriting(more)).unwrap();
        assert_eq!(pack.full_time.study_modes, ["全日制"]);
        assert_eq!(pack.clause.len(), base.clause.len());
        assert_eq!(pack.clause("4.4").map(|clause| clause.text.as_str()), Some("甲"));
    }

    #[test]
    fn a_table_or_a_row_can_be_left_out() {
        let more = "without = [\"window\", \"make_up\", \"codes.submitted-late\"]\n[[clause]]\nid = \"3.1\"\nsection = \"甲\"\ntext = \"甲\"\nperson = \"时间另行公告\"\n";
        let pack = Pack::parse(&inheriting(more)).unwrap();
        assert!(pack.window.is_none() && pack.make_up.is_empty());
        assert!(!pack.codes.contains_key(&crate::model::Code::SubmittedLate));
    }

    #[test]
    fn what_was_made_whole_stays_as_it_is() {
        let more = "without = [\"window\", \"make_up\", \"codes.submitted-late\"]\n[[clause]]\nid = \"3.1\"\nsection = \"甲\"\ntext = \"甲\"\nperson = \"时间另行公告\"\n";
        let text = inheriting(more);
        let once = whole(&text).unwrap();
        let twice = whole(&once).unwrap();
        assert_eq!(Pack::parse(&once), Pack::parse(&twice));
        assert_eq!(Pack::parse(&once), Pack::parse(&text));
    }

    #[test]
    fn what_cannot_be_inherited_is_told_with_its_line() {
        let text = format!("{HEAD}[inherits]\nfrom = \"mars\"\n");
        assert_eq!(Pack::parse(&text).unwrap_err().line, Some(13));
        let error = Pack::parse(&inheriting("without = [\"moon\"]\n")).unwrap_err();
        assert!(error.line == Some(14) && error.message.contains("moon"), "{error:?}");
    }
}
