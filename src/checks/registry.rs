//! The list of checks, kept by hand and sorted by code.

use crate::model::{Code, Flag};

use super::bench::Bench;

/// A check: the code it raises, its own source (whose head is its documentation), and what it does.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// The code of its flags.
    pub code: Code,
    /// The text of its file.
    pub source: &'static str,
    /// Gives its flags for one candidate.
    pub run: fn(&Bench<'_>) -> Vec<Flag>,
}

impl Check {
    /// Its documentation: the comment at the head of its file, without the marks.
    #[must_use]
    pub fn doc(&self) -> String {
        let lines = self.source.lines().take_while(|line| line.starts_with("//!"));
        let text: Vec<&str> = lines.map(|line| line.trim_start_matches("//!").trim_start_matches(' ')).collect();
        text.join("\n")
    }
}

/// Every check, sorted by code.
pub const ALL: &[Check] = &[
    super::birth_date_mismatch::CHECK,
    super::candidate_unknown::CHECK,
    super::certificate_no_inconsistent::CHECK,
    super::certificate_no_mismatch::CHECK,
    super::document_damaged::CHECK,
    super::document_duplicate::CHECK,
    super::document_encrypted::CHECK,
    super::document_missing::CHECK,
    super::document_unreadable::CHECK,
    super::document_unrecognised::CHECK,
    super::edited_after_signing::CHECK,
    super::edited_file::CHECK,
    super::employer_mismatch::CHECK,
    super::exam_mismatch::CHECK,
    super::exemption_proof_missing::CHECK,
    super::field_missing::CHECK,
    super::graduated_on_mismatch::CHECK,
    super::id_number_invalid::CHECK,
    super::id_number_mismatch::CHECK,
    super::level_mismatch::CHECK,
    super::low_confidence::CHECK,
    super::major_mismatch::CHECK,
    super::name_mismatch::CHECK,
    super::name_variant::CHECK,
    super::not_graduated::CHECK,
    super::online_differs::CHECK,
    super::online_needs_person::CHECK,
    super::online_not_found::CHECK,
    super::opinion_adverse::CHECK,
    super::period_after_cutoff::CHECK,
    super::period_implausible::CHECK,
    super::period_overlap::CHECK,
    super::provisional_proof::CHECK,
    super::qr_differs::CHECK,
    super::roster_duplicate::CHECK,
    super::roster_incomplete::CHECK,
    super::route_mismatch::CHECK,
    super::school_mismatch::CHECK,
    super::seal_employer_mismatch::CHECK,
    super::seal_missing::CHECK,
    super::sex_mismatch::CHECK,
    super::shared_certificate_no::CHECK,
    super::shared_image::CHECK,
    super::shared_verification_code::CHECK,
    super::signature_invalid::CHECK,
    super::submitted_late::CHECK,
    super::text_differs_from_image::CHECK,
    super::verification_code_malformed::CHECK,
    super::verification_expired::CHECK,
    super::work_unrelated::CHECK,
    super::wrong_person::CHECK,
    super::years_insufficient::CHECK,
    super::years_total_inconsistent::CHECK,
];

/// The documentation of the check that raises this code; `None` of a code that no check raises.
#[must_use]
pub fn explain(code: Code) -> Option<String> {
    ALL.iter().find(|check| check.code == code).map(Check::doc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{BUILTIN, Pack};

    /// What an announcement may ask nothing about.
    const UNASKED: &[Code] = &[
        Code::ExemptionProofMissing,
        Code::OpinionAdverse,
        Code::ProvisionalProof,
        Code::SealEmployerMismatch,
        Code::SealMissing,
    ];

    /// The headings of every check's documentation, in this order.
    const HEADINGS: &[&str] = &["# What it checks", "# Why", "# Clause", "# Example", "# What the reviewer should do"];

    #[test]
    fn the_list_is_sorted_and_has_no_code_twice() {
        let codes: Vec<&str> = ALL.iter().map(|check| check.code.as_str()).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    }

    #[test]
    fn every_code_has_a_check() {
        let ours: Vec<&str> = ALL.iter().map(|check| check.code.as_str()).collect();
        let mut all: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        all.sort_unstable();
        assert_eq!(ours, all);
    }

    #[test]
    fn every_check_is_named_in_every_ledger_under_the_clause_its_documentation_names() {
        for (name, _) in BUILTIN {
            let pack = Pack::builtin(name).unwrap();
            // While no announcement says when uploads are taken, nothing can be late.
            let timed = |check: &&Check| pack.window.is_some() || check.code != Code::SubmittedLate;
            // An announcement that asks for no seal, exemption or provisional proof has no clause about them; one of another
            // bureau counts its clauses in its own way.
            if pack.seal.is_empty() {
                assert!(ALL.iter().all(|check| pack.codes.contains_key(&check.code) || UNASKED.contains(&check.code)));
                continue;
            }
            for check in ALL.iter().filter(timed) {
                let clause = pack.clause_of(check.code);
                let clause = clause.unwrap_or_else(|| panic!("{name}: {} has no row in [codes]", check.code));
                let doc = check.doc();
                let told = doc.split("# Clause\n").nth(1).unwrap_or_default();
                assert!(told.starts_with(&format!("{clause}: ")), "{}: {name} says {clause}", check.code);
            }
        }
    }

    #[test]
    fn every_check_explains_itself_under_the_same_headings() {
        for check in ALL {
            let doc = check.doc();
            let found: Vec<&str> = doc.lines().filter(|line| line.starts_with("# ")).collect();
            assert_eq!(found, HEADINGS, "{}", check.code);
            let title = format!("`{}`: ", check.code);
            assert!(doc.starts_with(&title), "{}: its documentation does not begin with {title:?}", check.code);
            let empty = doc.split("\n# ").skip(1).any(|part| part.lines().skip(1).all(|line| line.trim().is_empty()));
            assert!(!empty, "{}: a heading has nothing under it", check.code);
        }
    }

    #[test]
    fn every_check_has_cases_that_must_flag_and_cases_that_must_not() {
        for check in ALL {
            let tests = check.source.split("#[cfg(test)]").nth(1).unwrap_or_default();
            assert!(tests.contains("#[test]"), "{}: no test", check.code);
            let flags = tests.contains("raises(") || tests.contains("flags_among(");
            assert!(flags, "{}: no case that must flag", check.code);
            assert!(tests.contains("quiet("), "{}: no case that must not", check.code);
        }
    }
}
