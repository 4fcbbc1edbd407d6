//! How people review what was found: for which reasons a candidate is sent back or refused, and how the two reviews
//! stand to each other.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::model::{Code, Verdict};

/// The least share of clean candidates that must be looked at before the rest may pass together, in thousandths.
const LEAST_SAMPLE: u32 = 100;

/// How people review.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRules {
    /// Whether the second review (复核) does not see what the first (初审) decided before it has decided itself.
    #[serde(default)]
    pub second_blind: bool,
    /// Of how many clean candidates in a thousand a sample is looked at before the rest may pass together.
    #[serde(default = "least_sample")]
    pub sample_permille: u32,
    /// The reasons, in the order they are offered.
    #[serde(default)]
    pub reason: Vec<Reason>,
}

/// A reason for sending back or refusing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Its own word, which decisions are kept under.
    pub code: String,
    /// For which conclusion it is offered.
    pub verdict: Verdict,
    /// As the candidate reads it.
    pub text: String,
    /// The clause that it rests on.
    #[serde(default)]
    pub clause: Option<String>,
    /// The flags that suggest it.
    #[serde(default)]
    pub flags: Vec<Code>,
}

impl Default for ReviewRules {
    fn default() -> Self {
        Self { second_blind: false, sample_permille: LEAST_SAMPLE, reason: Vec::new() }
    }
}

impl ReviewRules {
    /// The reason of that word for that conclusion.
    #[must_use]
    pub fn reason(&self, verdict: Verdict, code: &str) -> Option<&Reason> {
        self.reason.iter().find(|reason| reason.verdict == verdict && reason.code == code)
    }

    /// The first thing that does not fit together: how it is written, and what is wrong.
    pub(super) fn fault(&self, clauses: &BTreeSet<&str>) -> Option<(String, String)> {
        if !(LEAST_SAMPLE..=1000).contains(&self.sample_permille) {
            let message = format!("a sample is of {LEAST_SAMPLE} to 1000 in a thousand, not {}", self.sample_permille);
            return Some(("sample_permille".to_owned(), message));
        }
        let mut seen = BTreeSet::new();
        for reason in &self.reason {
            let written = format!("code = {:?}", reason.code);
            if !seen.insert(&reason.code) {
                return Some((written, format!("the reason {:?} stands twice", reason.code)));
            }
            if !matches!(reason.verdict, Verdict::SendBack | Verdict::NotQualified) {
                return Some((written, format!("{} takes no reason", reason.verdict)));
            }
            if let Some(clause) = reason.clause.as_ref().filter(|clause| !clauses.contains(clause.as_str())) {
                return Some((format!("clause = {clause:?}"), format!("clause {clause:?} is not in the ledger")));
            }
        }
        None
    }
}

const fn least_sample() -> u32 {
    LEAST_SAMPLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{BUILTIN, Pack};

    fn fault(more: &str) -> Option<String> {
        let (_, text) = BUILTIN.iter().find(|(name, _)| *name == "changsha-2024-social-worker").unwrap();
        let (before, _) = text.split_once("[review]").unwrap();
        let (_, ledger) = text.split_once("[[clause]]").unwrap();
        Pack::parse(&format!("{before}[review]\n{more}\n[[clause]]{ledger}")).err().map(|e| e.to_string())
    }

    #[test]
    fn what_does_not_fit_is_told() {
        assert_eq!(fault("second_blind = true"), None);
        assert!(fault("sample_permille = 50").unwrap().contains("100 to 1000"));
        let reason = |code: &str, verdict: &str, clause: &str| {
            format!("[[review.reason]]\ncode = {code:?}\nverdict = {verdict:?}\ntext = \"缺\"\nclause = {clause:?}\n")
        };
        assert_eq!(fault(&reason("a", "send_back", "5.1")), None);
        assert!(fault(&reason("a", "pass", "5.1")).unwrap().contains("takes no reason"));
        assert!(fault(&reason("a", "send_back", "9.9")).unwrap().contains("not in the ledger"));
        let twice = [reason("a", "send_back", "5.1"), reason("a", "not_qualified", "5.1")].concat();
        assert!(fault(&twice).unwrap().contains("stands twice"));
    }

    #[test]
    fn both_conclusions_that_need_a_reason_have_some() {
        for (name, _) in BUILTIN {
            let rules = Pack::builtin(name).unwrap().review;
            for verdict in [Verdict::SendBack, Verdict::NotQualified] {
                assert!(rules.reason.iter().any(|reason| reason.verdict == verdict), "{name}: {verdict}");
            }
        }
    }
}
