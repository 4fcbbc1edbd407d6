//! Reading a pack: TOML to [`Pack`], with the line of what is wrong.

use std::collections::BTreeSet;

use crate::model::DocumentKind;

use super::{BUILTIN, Pack};

/// What is wrong with a pack, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", line.map(|l| format!("line {l}: ")).unwrap_or_default())]
pub struct PackError {
    /// The line, from 1, where one can be named.
    pub line: Option<usize>,
    /// What is wrong, in English, with the value concerned.
    pub message: String,
}

impl Pack {
    /// Reads and validates a pack.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong: TOML that does not parse, a word that no vocabulary has, a date that is none, a
    /// reference to a clause or level that is not in the pack, a clause held by nothing or by both.
    pub fn parse(text: &str) -> Result<Self, PackError> {
        let pack: Self = toml::from_str(text).map_err(|error| PackError {
            line: error.span().map(|span| line_at(text, span.start)),
            message: error.message().to_owned(),
        })?;
        match pack.fault() {
            None => Ok(pack),
            Some(Fault { written, message }) => Err(PackError { line: line_of(text, &written), message }),
        }
    }

    /// A pack that ships inside.
    ///
    /// # Errors
    ///
    /// When there is none of that name.
    pub fn builtin(name: &str) -> Result<Self, PackError> {
        let Some((_, text)) = BUILTIN.iter().find(|(own, _)| *own == name) else {
            let known: Vec<&str> = BUILTIN.iter().map(|(own, _)| *own).collect();
            let message = format!("no rule pack is called {name:?}; these ship inside: {}", known.join(", "));
            return Err(PackError { line: None, message });
        };
        Self::parse(text)
    }

    /// The first thing that does not fit together.
    fn fault(&self) -> Option<Fault> {
        self.fault_in_ledger().or_else(|| self.fault_in_references()).or_else(|| self.fault_in_rows())
    }

    fn fault_in_ledger(&self) -> Option<Fault> {
        let mut seen = BTreeSet::new();
        for clause in &self.clause {
            let id = &clause.id;
            if !seen.insert(id) {
                return Some(Fault::new(format!("id = {id:?}"), format!("clause {id:?} stands twice in the ledger")));
            }
            match (clause.held_by.is_empty(), &clause.person) {
                (true, None) => {
                    return Some(Fault::new(
                        format!("id = {id:?}"),
                        format!("clause {id:?} is held by no check and left to no person"),
                    ));
                }
                (false, Some(_)) => {
                    return Some(Fault::new(
                        format!("id = {id:?}"),
                        format!("clause {id:?} is both held by checks and left to a person"),
                    ));
                }
                (true, Some(_)) | (false, None) => {}
            }
        }
        None
    }

    fn fault_in_references(&self) -> Option<Fault> {
        let known: BTreeSet<&str> = self.clause.iter().map(|clause| clause.id.as_str()).collect();
        let named = (self.owed.iter().map(|r| &r.clause))
            .chain(self.seal.iter().map(|r| &r.clause))
            .chain(self.required.iter().map(|r| &r.clause))
            .chain(self.education.iter().map(|r| &r.clause))
            .chain(self.eligibility.iter().map(|r| &r.clause))
            .chain(self.exemption.iter().map(|r| &r.clause))
            .chain(self.make_up.iter().map(|r| &r.clause))
            .chain(self.codes.values().map(|r| &r.clause))
            .chain([&self.window.clause, &self.work_words.clause]);
        for clause in named {
            if !known.contains(clause.as_str()) {
                return Some(Fault::new(
                    format!("clause = {clause:?}"),
                    format!("clause {clause:?} is not in the ledger"),
                ));
            }
        }
        let levels: BTreeSet<&str> = self.exam_level.iter().map(|level| level.name.as_str()).collect();
        for row in &self.eligibility {
            for level in std::iter::once(&row.level).chain(&row.after) {
                if !levels.contains(level.as_str()) {
                    return Some(Fault::new(format!("= {level:?}"), format!("{level:?} is not a level of this exam")));
                }
            }
        }
        if let Some((written, message)) = self.review.fault(&known) {
            return Some(Fault::new(written, message));
        }
        for held in self.clause.iter().flat_map(|clause| &clause.held_by) {
            if !self.codes.contains_key(held) {
                return Some(Fault::new(format!("{:?}", held.as_str()), format!("{held} has no row in [codes]")));
            }
        }
        None
    }

    fn fault_in_rows(&self) -> Option<Fault> {
        if self.window.closes <= self.window.opens {
            return Some(Fault::new("closes", "the window closes before it opens"));
        }
        for row in &self.education {
            if let (Some(from), Some(to)) = (row.from, row.to)
                && to.1 < from.0
            {
                return Some(Fault::new(
                    format!("{:?}", row.why),
                    format!("the row {:?} ends before it begins", row.why),
                ));
            }
            if row.accepts.is_empty() || row.accepts.iter().chain(&row.provisional).any(Vec::is_empty) {
                return Some(Fault::new(
                    format!("{:?}", row.why),
                    format!("the row {:?} accepts an empty set of documents", row.why),
                ));
            }
            let kinds = || row.accepts.iter().chain(&row.provisional).flatten().chain(&row.owed_later);
            if kinds().any(|kind| matches!(kind, DocumentKind::Blank | DocumentKind::Other)) {
                return Some(Fault::new(
                    format!("{:?}", row.why),
                    format!("the row {:?} accepts a page that is no document", row.why),
                ));
            }
            if row.provisional.is_empty() != row.owed_later.is_none() {
                let message = format!("the row {:?} needs both `provisional` and `owed_later`, or neither", row.why);
                return Some(Fault::new(format!("{:?}", row.why), message));
            }
        }
        None
    }
}

/// Something that does not fit together, and what the pack's author wrote there.
struct Fault {
    written: String,
    message: String,
}

impl Fault {
    fn new(written: impl Into<String>, message: impl Into<String>) -> Self {
        Self { written: written.into(), message: message.into() }
    }
}

/// The line, from 1, at this byte.
fn line_at(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

/// The first line, from 1, that holds this outside a comment.
fn line_of(text: &str, written: &str) -> Option<usize> {
    let holds = |line: &str| !line.trim_start().starts_with('#') && line.contains(written);
    text.lines().position(holds).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;

    const CHANGSHA: &str = BUILTIN[0].1;

    /// What is wrong with the Changsha pack after replacing `from` by `to`, which stands on the line of `at`.
    fn wrong(from: &str, to: &str, at: &str) -> String {
        assert!(CHANGSHA.contains(from), "{from:?} is not in the pack");
        let text = CHANGSHA.replacen(from, to, 1);
        let error = Pack::parse(&text).unwrap_err();
        let line = error.line.unwrap();
        assert!(text.lines().nth(line - 1).unwrap().contains(at), "line {line} has no {at:?}: {error}");
        error.message
    }

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
    fn unknown_words_are_named_with_their_line() {
        assert!(wrong("kind = \"identity_card\"", "kind = \"passport\"", "passport").contains("passport"));
        assert!(wrong("sex-mismatch = {", "gender-mismatch = {", "gender-mismatch").contains("gender-mismatch"));
        assert!(wrong("schools = [\"overseas\"]", "schools = [\"mars\"]", "mars").contains("mars"));
    }

    #[test]
    fn dates_that_are_none_are_named_with_their_line() {
        assert!(wrong("\"2024-12-31\"", "\"2024-13-31\"", "2024-13-31").contains("2024-13-31"));
        assert!(wrong("from = \"2005-06\"", "from = \"2005.6\"", "2005.6").contains("2005.6"));
        assert!(wrong("T17:00:00+08:00", "T17:00:00", "T17:00:00").contains("time zone"));
    }

    #[test]
    fn references_that_lead_nowhere_are_named_with_their_line() {
        assert!(wrong("clause = \"5.3.6\"", "clause = \"9.9\"", "9.9").contains("9.9"));
        assert!(wrong("after = \"社会工作师\"", "after = \"社工\"", "社工").contains("社工"));
    }

    #[test]
    fn a_clause_needs_exactly_one_holder() {
        let twice = "id = \"6.2\"\nheld_by = [\"sex-mismatch\"]";
        assert!(wrong("id = \"6.2\"", twice, "id = \"6.2\"").contains("both"));
        let none = "held_by = [\"submitted-late\"]";
        assert!(wrong(none, "", "3.1").contains("no check"));
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
