//! A sample for spot checks: so large a share of each stratum, at least one of each, drawn by a seed.
//!
//! Strata are the kind of education proof handed in (or none, or several) and the gravest flag. The draw depends on the
//! seed, the stratum and the ticket numbers alone; not on the order of the roster.

use std::collections::BTreeMap;

use serde::Serialize;

use super::draw::Draw;
use crate::{checks::EDUCATION_PROOFS, model::Severity, store::Digest};

/// Where a candidate stands among others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Stratum {
    /// The kind of education proof, in the contract's words; `none` or `several`.
    pub proof: &'static str,
    /// `clear`, or the gravest flag's severity.
    pub gravest: &'static str,
}

impl Stratum {
    /// The stratum of a candidate.
    #[must_use]
    pub fn of(digest: &Digest) -> Self {
        let mut proofs = EDUCATION_PROOFS.iter().filter(|kind| digest.kinds.contains(kind));
        let proof = match (proofs.next(), proofs.next()) {
            (None, _) => "none",
            (Some(kind), None) => kind.as_str(),
            (Some(_), Some(_)) => "several",
        };
        let gravest = match digest.flags.iter().map(|flag| flag.severity).max() {
            None | Some(Severity::Info) => "clear",
            Some(severity) => severity.as_str(),
        };
        Self { proof, gravest }
    }
}

/// A candidate that was drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawn {
    /// 准考证号.
    pub ticket_no: String,
    /// Name on the roster.
    pub name: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub stratum: Stratum,
    /// Codes of its flags.
    pub flags: Vec<&'static str>,
    /// How many candidates of the whole it stands for.
    pub stands_for: f64,
}

/// The candidates of a run by stratum; uploads that belong to nobody are in none.
#[must_use]
pub fn strata(digests: &[Digest]) -> BTreeMap<Stratum, Vec<&Digest>> {
    let mut strata: BTreeMap<Stratum, Vec<&Digest>> = BTreeMap::new();
    for digest in digests.iter().filter(|digest| digest.ticket_no.is_some()) {
        strata.entry(Stratum::of(digest)).or_default().push(digest);
    }
    for members in strata.values_mut() {
        members.sort_by(|a, b| a.ticket_no.cmp(&b.ticket_no));
    }
    strata
}

/// Draws a share (0 to 1) of each stratum, rounded up.
#[must_use]
pub fn sample(digests: &[Digest], share: f64, seed: u64) -> Vec<Drawn> {
    let mut drawn = Vec::new();
    for (stratum, mut members) in strata(digests) {
        let all = members.len();
        // A share of a whole number that is itself whole must not be rounded up for the last bit of a fraction.
        let many = ((all as f64 * share - 1e-9).ceil().max(1.0) as usize).min(all);
        Draw::new(seed, &format!("{}/{}", stratum.proof, stratum.gravest)).pick(&mut members, many);
        let mut chosen: Vec<&Digest> = members.into_iter().take(many).collect();
        chosen.sort_by_key(|digest| digest.place);
        drawn.extend(chosen.into_iter().map(|digest| Drawn {
            ticket_no: digest.ticket_no.clone().unwrap_or_default(),
            name: digest.name.clone(),
            stratum: stratum.clone(),
            flags: digest.flags.iter().map(|flag| flag.code.as_str()).collect(),
            stands_for: all as f64 / many as f64,
        }));
    }
    drawn
}
