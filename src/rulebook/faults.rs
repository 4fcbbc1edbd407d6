//! What does not fit together in a pack that can be read: each fault with the place and both languages.

mod dates;
mod ledger;
mod rows;

use super::Pack;

/// Something that does not fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where.
    pub(super) at: At,
    /// What, in English.
    pub(super) en: String,
    /// What, in Chinese.
    pub(super) zh: String,
}

/// Where a fault stands in the text of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    /// In the first line with what the pack's author wrote there.
    Written(String),
    /// In this row, from 0, of this table.
    Row(&'static str, usize),
}

impl Fault {
    fn written(written: impl Into<String>, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { at: At::Written(written.into()), en: en.into(), zh: zh.into() }
    }

    fn row(table: &'static str, row: usize, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { at: At::Row(table, row), en: en.into(), zh: zh.into() }
    }
}

impl Pack {
    /// Everything that does not fit together, in the order in which a person would mend it.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let mut faults = dates::faults(self);
        faults.extend(ledger::faults(self));
        faults.extend(rows::faults(self));
        faults
    }
}

#[cfg(test)]
mod testing {
    use crate::rulebook::{BUILTIN, Pack};

    /// What is wrong with the Changsha pack after replacing `from` by `to`, which stands on the line of `at`.
    #[track_caller]
    pub(super) fn wrong(from: &str, to: &str, at: &str) -> String {
        let changsha = BUILTIN.iter().find(|(name, _)| *name == "changsha-2024-social-worker").unwrap().1;
        assert!(changsha.contains(from), "{from:?} is not in the pack");
        let text = changsha.replacen(from, to, 1);
        let error = Pack::parse(&text).unwrap_err();
        let line = error.line.unwrap_or_else(|| panic!("no line: {error}"));
        let lines: Vec<&str> = text.lines().skip(line - 1).take(2).collect();
        assert!(lines.iter().any(|line| line.contains(at)), "line {line} has no {at:?}: {error}");
        assert!(error.zh.chars().any(|c| c > '\u{4e00}'), "no Chinese: {}", error.zh);
        error.message
    }
}
