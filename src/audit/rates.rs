//! How often the machine is wrong, measured on what people found in a sample.
//!
//! Two rates: of the flags raised, how many were false; of the defects there are, how many were missed. A candidate counts
//! for as many as its stratum has for each one looked at, so that a stratum looked at closely does not outweigh the
//! others. The interval is Wilson's at 95 % with Kish's effective size, which is plain Wilson where all count alike.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::sample::{Stratum, strata};
use crate::{
    model::{Ruling, Verdict},
    store::{Digest, review::Standing},
};

/// What a person found about one flag, or about a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The flag of this code is right.
    Confirmed(String),
    /// The flag of this code is false.
    False(String),
    /// A defect of this code (empty where none was named) has no flag.
    Missed(String),
}

/// What people found, by ticket number. Whoever is in it was looked at.
pub type Findings = BTreeMap<String, Vec<Found>>;

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// How many were.
    pub hits: usize,
    /// Of how many.
    pub of: usize,
    /// The share, weighted by strata.
    pub rate: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// The rates of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// `all`, a kind of proof, or the code of a flag.
    pub group: String,
    /// Of the flags judged, those that were false.
    pub false_flags: Option<Rate>,
    /// Of the defects there are, those without a flag.
    pub missed: Option<Rate>,
    /// Of the candidates looked at, those with a defect without a flag.
    pub candidates_missed: Option<Rate>,
}

/// Rates, and what they do not speak for.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates {
    /// All, then by kind of proof, then by code.
    pub rows: Vec<Row>,
    /// Candidates looked at.
    pub looked: usize,
    /// Candidates in strata of which nobody was looked at.
    pub not_covered: usize,
}

/// What stands in the reviews, as findings. A flag that is confirmed or dismissed is a word on it; a candidate refused or
/// sent back although no flag was confirmed has a defect that was missed, of no code.
#[must_use]
pub fn from_reviews(standing: &Standing) -> Findings {
    let mut findings = Findings::new();
    for (ticket_no, candidate) in standing.candidates() {
        let words = candidate.rulings.iter().filter_map(|(key, made)| {
            let code = key.code()?.as_str().to_owned();
            match made.what.ruling {
                Ruling::Confirmed => Some(Found::Confirmed(code)),
                Ruling::Dismissed => Some(Found::False(code)),
                Ruling::Illegible => None,
            }
        });
        let mut found: Vec<Found> = words.collect();
        let verdict = candidate.decision().map(|made| made.what.verdict).filter(|verdict| *verdict != Verdict::Skip);
        let refused = matches!(verdict, Some(Verdict::SendBack | Verdict::NotQualified));
        if refused && !found.iter().any(|found| matches!(found, Found::Confirmed(_))) {
            found.push(Found::Missed(String::new()));
        }
        if verdict.is_some() {
            findings.insert(ticket_no.to_owned(), found);
        }
    }
    findings
}

/// Adds up hits and misses with their weights.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    hits: usize,
    of: usize,
    weight: f64,
    squares: f64,
    hit_weight: f64,
}

impl Tally {
    fn add(&mut self, hit: bool, weight: f64) {
        self.hits += usize::from(hit);
        self.of += 1;
        self.weight += weight;
        self.squares += weight * weight;
        self.hit_weight += if hit { weight } else { 0.0 };
    }

    fn rate(&self) -> Option<Rate> {
        (self.of > 0).then(|| {
            let share = self.hit_weight / self.weight;
            let (low, high) = wilson(share, self.weight * self.weight / self.squares);
            Rate { hits: self.hits, of: self.of, rate: share, low, high }
        })
    }
}

/// Wilson's interval at 95 % of a share among so many.
#[must_use]
pub fn wilson(share: f64, size: f64) -> (f64, f64) {
    let z2 = 1.959_963_984_540_054_f64.powi(2);
    let middle = (share + z2 / (2.0 * size)) / (1.0 + z2 / size);
    let half = (z2 * (share * (1.0 - share) / size + z2 / (4.0 * size * size))).sqrt() / (1.0 + z2 / size);
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

#[derive(Default)]
struct Group {
    false_flags: Tally,
    missed: Tally,
    candidates: Tally,
}

impl Group {
    fn row(&self, name: &str) -> Row {
        Row {
            group: name.to_owned(),
            false_flags: self.false_flags.rate(),
            missed: self.missed.rate(),
            candidates_missed: self.candidates.rate(),
        }
    }
}

/// The rates that these findings give for this run.
#[must_use]
pub fn rates(digests: &[Digest], findings: &Findings) -> Rates {
    let strata = strata(digests);
    let looked_at = |digest: &&&Digest| digest.ticket_no.as_ref().is_some_and(|ticket| findings.contains_key(ticket));
    let (mut all, mut kinds, mut codes) = (Group::default(), BTreeMap::new(), BTreeMap::new());
    let (mut looked, mut not_covered) = (0, 0);
    for (Stratum { proof, .. }, members) in &strata {
        let seen: Vec<&&Digest> = members.iter().filter(looked_at).collect();
        if seen.is_empty() {
            not_covered += members.len();
            continue;
        }
        looked += seen.len();
        let weight = members.len() as f64 / seen.len() as f64;
        for digest in seen {
            let found =
                digest.ticket_no.as_ref().and_then(|ticket| findings.get(ticket)).map_or(&[][..], Vec::as_slice);
            let kind: &mut Group = kinds.entry(*proof).or_default();
            let missed = found.iter().any(|found| matches!(found, Found::Missed(_)));
            all.candidates.add(missed, weight);
            kind.candidates.add(missed, weight);
            let mut missing = BTreeSet::new();
            for word in found {
                let (code, judged, missed) = match word {
                    Found::Confirmed(code) => (code, Some(false), Some(false)),
                    Found::False(code) => (code, Some(true), None),
                    Found::Missed(code) => (code, None, Some(true)),
                };
                let own: &mut Group = codes.entry(code.clone()).or_default();
                for group in [&mut all, &mut *kind, own] {
                    judged.into_iter().for_each(|hit| group.false_flags.add(hit, weight));
                    missed.into_iter().for_each(|hit| group.missed.add(hit, weight));
                }
                if missed == Some(true) {
                    missing.insert(code.clone());
                }
            }
            for code in missing {
                codes.entry(code).or_default().candidates.add(true, weight);
            }
        }
    }
    let mut rows = vec![all.row("all")];
    rows.extend(kinds.iter().map(|(name, group)| group.row(name)));
    rows.extend(codes.iter().map(|(code, group)| {
        let row = group.row(if code.is_empty() { "(unnamed)" } else { code });
        Row { candidates_missed: None, ..row }
    }));
    Rates { rows, looked, not_covered }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        // 1 of 10, by the formula as published.
        let (low, high) = wilson(0.1, 10.0);
        assert!((low - 0.017_876).abs() < 1e-4 && (high - 0.404_15).abs() < 1e-4, "{low} {high}");
        assert!(wilson(0.0, 20.0).1 > 0.1 && wilson(0.0, 20.0).0 == 0.0);
    }

    #[test]
    fn one_that_stands_for_many_counts_for_many() {
        let mut tally = Tally::default();
        tally.add(true, 1.0);
        tally.add(false, 9.0);
        let rate = tally.rate().unwrap();
        assert!((rate.rate - 0.1).abs() < 1e-12 && rate.hits == 1 && rate.of == 2);
    }
}
