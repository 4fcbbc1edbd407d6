//! Reading a pack: TOML to [`Pack`], with the line of what is wrong.

use super::faults::{At, Fault};
use super::{BUILTIN, Pack, whole};
use crate::lang::Lang;

/// What is wrong with a pack, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", line.map(|l| format!("line {l}: ")).unwrap_or_default())]
pub struct PackError {
    /// The line, from 1, where one can be named.
    pub line: Option<usize>,
    /// What is wrong, in English, with the value concerned.
    pub message: String,
    /// The same in Chinese.
    pub zh: String,
}

impl PackError {
    /// What is wrong and where, in this language.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let line = self.line.map(|line| lang.pick(format!("第{line}行："), format!("line {line}: ")));
        format!("{}{}", line.unwrap_or_default(), lang.pick(&self.zh, &self.message))
    }

    pub(super) fn at(line: Option<usize>, message: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { line, message: message.into(), zh: zh.into() }
    }
}

impl Pack {
    /// Reads and validates a pack.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong; [`Pack::examine`] tells them all.
    pub fn parse(text: &str) -> Result<Self, PackError> {
        Self::examine(text).map_err(|mut errors| errors.remove(0))
    }

    /// Reads and validates a pack.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, never nothing: TOML that does not parse or a word that no vocabulary has (only the first
    /// of these), or all that does not fit together: dates, references to a clause or level that is not in the pack,
    /// clauses held by nothing or by both.
    pub fn examine(text: &str) -> Result<Self, Vec<PackError>> {
        let whole = whole(text).map_err(|error| vec![error])?;
        let own_lines = text.lines().count();
        let pack: Self = toml::from_str(&whole).map_err(|error| {
            let line = error.span().map(|span| line_at(&whole, span.start)).filter(|line| *line <= own_lines);
            let message = error.message().trim_end().to_owned();
            let zh = format!("不是有效的规则：{message}");
            vec![PackError { line, message, zh }]
        })?;
        let errors: Vec<PackError> = (pack.faults().into_iter())
            .map(|Fault { at, en, zh }| PackError::at(line_of(&whole, &at).filter(|line| *line <= own_lines), en, zh))
            .collect();
        if errors.is_empty() { Ok(pack) } else { Err(errors) }
    }

    /// A pack that ships inside.
    ///
    /// # Errors
    ///
    /// When there is none of that name.
    pub fn builtin(name: &str) -> Result<Self, PackError> {
        let Some((_, text)) = BUILTIN.iter().find(|(own, _)| *own == name) else {
            let known: Vec<&str> = BUILTIN.iter().map(|(own, _)| *own).collect();
            let known = known.join(", ");
            return Err(PackError::at(
                None,
                format!("no rule pack is called {name:?}; these ship inside: {known}"),
                format!("没有名为“{name}”的规则包；内置的有：{known}"),
            ));
        };
        Self::parse(text)
    }
}

/// The line, from 1, at this byte.
fn line_at(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

/// The line, from 1, where this stands outside a comment.
fn line_of(text: &str, at: &At) -> Option<usize> {
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with('#'));
    let index = match at {
        At::Written(written) => lines().find(|(_, line)| line.contains(written.as_str())).map(|(index, _)| index),
        At::Row(table, row) => {
            let header = format!("[[{table}]]");
            lines().filter(|(_, line)| line.trim_end() == header).nth(*row).map(|(index, _)| index)
        }
    };
    index.map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;

    #[test]
    fn every_pack_inside_is_whole() {
        for (name, _) in BUILTIN {
            assert_eq!(Pack::builtin(name).map(|pack| pack.name), Ok((*name).to_owned()));
        }
        assert!(BUILTIN.is_sorted());
    }

    #[test]
    fn a_name_that_no_pack_has_lists_those_there_are() {
        let message = Pack::builtin("mars").unwrap_err().message;
        assert!(message.contains("changsha-2024-social-worker"), "{message}");
    }

    #[test]
    fn toml_that_does_not_parse_has_its_line() {
        assert_eq!(Pack::parse("name = \"x\"\ntitle = ").unwrap_err().line, Some(2));
    }

    #[test]
    fn severities_come_from_the_pack() {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        assert_eq!(pack.severity(Code::NameVariant), crate::model::Severity::Warning);
        assert_eq!(pack.severity(Code::NameMismatch), crate::model::Severity::Error);
    }
}
