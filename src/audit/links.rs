//! What different people share that only one of them can have: across candidates, runs, years and work folders.
//!
//! Nothing is compared with everything. Each document gives keys; what stands under one key with two people is looked at.
//! The results are gone over twice, first for the keys that more than one person has, then for who they are, so that what
//! is kept in memory grows with the number of keys and not with the papers.

mod gather;
mod texts;
mod trace;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::skeleton::Sketch;
use crate::{
    Result, bounds,
    checks::cohort::Person,
    model::{DocumentKind, Rect},
    pipeline::{Stage, Watch},
    store::Store,
};
use texts::Texts;

/// What is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// The number of a certificate.
    CertificateNo,
    /// A verification code.
    VerificationCode,
    /// A file, byte for byte.
    File,
    /// A portrait, pixel by pixel.
    Photograph,
    /// The scan of a page, pixel by pixel.
    PageImage,
    /// The picture of a seal, pixel by pixel, for different units.
    SealImage,
    /// The text of a certificate but for the holder's name and number.
    Text,
    /// A contact telephone, on certificates of several units.
    Phone,
}

/// How sure it is that something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Only one of them can have it.
    Strong,
    /// It may have an innocent reason.
    Medium,
}

impl Tie {
    /// How much it says.
    #[must_use]
    pub const fn strength(self) -> Strength {
        match self {
            Self::CertificateNo | Self::VerificationCode | Self::File | Self::Photograph | Self::PageImage => {
                Strength::Strong
            }
            Self::SealImage | Self::Text | Self::Phone => Strength::Medium,
        }
    }
}

/// Who has it, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Holder {
    /// Which work folder, by its place among those asked for; 0 is the own one.
    pub folder: usize,
    /// The run that found it, by its number.
    pub run: i64,
    /// The day of that run.
    pub day: String,
    /// 准考证号; `None` for uploads that belong to nobody.
    pub ticket_no: Option<String>,
    /// Name on the roster, or on the paper.
    pub name: Option<String>,
    /// The file.
    pub file: String,
    /// SHA-256 of it.
    pub sha256: String,
    /// The kind of document.
    pub kind: DocumentKind,
    /// The page.
    pub page: u32,
    /// The spot, where it is less than the page.
    #[serde(rename = "box")]
    pub bbox: Option<Rect>,
    /// What stands there; a verification code is masked.
    pub shown: String,
    #[serde(skip)]
    person: Person,
    #[serde(skip)]
    unit: Option<String>,
    #[serde(skip)]
    text: Option<Arc<Sketch>>,
}

/// What some people share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// What.
    pub tie: Tie,
    /// How much it says.
    pub strength: Strength,
    /// Who.
    pub holders: Vec<Holder>,
}

/// What the last audit found, as the work folder keeps it for the review page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// When it was made, with time zone.
    pub at: String,
    /// The work folders it went through, as people know them; the own one first.
    pub folders: Vec<String>,
    /// What is shared.
    pub clusters: Vec<Cluster>,
}

/// The name under which it is kept.
const NAME: &str = "links";

impl Found {
    /// What was kept last; `None` where nothing was, or where an older version kept it otherwise.
    pub fn kept(store: &dyn Store) -> Result<Option<Self>> {
        Ok(store.audit(NAME)?.and_then(|body| serde_json::from_slice(&body).ok()))
    }

    /// Keeps it.
    pub fn keep(&self, store: &dyn Store) -> Result<()> {
        match serde_json::to_vec(self) {
            Ok(body) => store.keep_audit(NAME, &body),
            // Plain words and numbers: it cannot fail.
            Err(_) => Ok(()),
        }
    }
}

/// A work folder to look through.
pub struct Place<'a> {
    /// What it keeps.
    pub store: &'a dyn Store,
}

/// Finds what is shared; `None` where it was stopped. The first place is the own work folder: what is drawn from readings
/// is kept there, so that the next audit is quick and one that was stopped goes on.
pub fn links(places: &[Place<'_>], watch: &dyn Watch, stop: &AtomicBool) -> Result<Option<Vec<Cluster>>> {
    let Some(own) = places.first() else { return Ok(Some(Vec::new())) };
    let walk = gather::Walk { places, traces: own.store, stop };
    watch.begin(Stage::Sorting, None);
    let mut counts = gather::Counts::default();
    let gone = walk.go(&mut |key, holder| counts.add(key, &holder().person), &|| watch.step())?;
    if !gone {
        return Ok(None);
    }
    let shared = counts.shared();
    watch.begin(Stage::Checking, None);
    let (mut groups, mut texts): (BTreeMap<gather::Key, Vec<Holder>>, _) = (BTreeMap::new(), Texts::default());
    let gone = walk.go(
        &mut |key, holder| match key.tie {
            _ if !shared.contains(&key) => {}
            Tie::Text => texts.add(key, holder()),
            _ => groups.entry(key).or_default().push(holder()),
        },
        &|| watch.step(),
    )?;
    if !gone {
        return Ok(None);
    }
    Ok(clusters(groups, texts, stop))
}

/// What is shared, of what stands under one key; `None` where it was stopped.
fn clusters(groups: BTreeMap<gather::Key, Vec<Holder>>, texts: Texts, stop: &AtomicBool) -> Option<Vec<Cluster>> {
    let mut found: Vec<(Tie, Vec<Holder>)> = Vec::new();
    let mut told = BTreeSet::new();
    for (key, mut holders) in groups {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        sort(&mut holders);
        if told.insert((key.tie, holders.iter().map(spot).collect::<Vec<_>>())) {
            found.push((key.tie, holders));
        }
    }
    found.extend(texts.alike(stop)?.into_iter().map(|holders| (Tie::Text, holders)));
    let standing = found.into_iter().filter(|(tie, holders)| stands(*tie, holders));
    let mut clusters: Vec<Cluster> =
        standing.map(|(tie, holders)| Cluster { tie, strength: tie.strength(), holders }).collect();
    clusters.sort_by(|a, b| {
        let key = |c: &Cluster| (c.strength, c.tie, c.holders.first().map(spot));
        key(a).cmp(&key(b))
    });
    Some(clusters)
}

/// Where a holder has it.
type Spot = (usize, Option<String>, String, u32);

fn spot(holder: &Holder) -> Spot {
    (holder.folder, holder.ticket_no.clone(), holder.file.clone(), holder.page)
}

fn sort(holders: &mut [Holder]) {
    holders.sort_by(|a, b| {
        (a.folder, &a.ticket_no, &a.file, a.page, b.run).cmp(&(b.folder, &b.ticket_no, &b.file, b.page, a.run))
    });
}

/// Whether what some people share says anything. How many they are says nothing: what is on everybody's papers (emblems,
/// empty frames, grounds of a form) is told by its shape and place, and makes no key.
fn stands(tie: Tie, holders: &[Holder]) -> bool {
    let apart = are_apart(holders);
    let units = holders.iter().filter_map(|h| h.unit.as_deref()).collect::<BTreeSet<_>>().len();
    apart
        && match tie {
            Tie::CertificateNo | Tie::VerificationCode | Tie::File | Tie::Photograph | Tie::PageImage | Tie::Text => {
                true
            }
            Tie::SealImage => units > 1,
            Tie::Phone => units >= bounds::PHONE_OF_UNITS,
        }
}

/// Whether two of them cannot be one person. Most are told apart by the first; of those who are left, each different
/// person is looked at once.
fn are_apart(holders: &[Holder]) -> bool {
    let mut people: Vec<&Person> = Vec::new();
    for person in holders.iter().map(|holder| &holder.person) {
        if people.iter().any(|other| !person.may_be(other)) {
            return true;
        }
        if people.len() < PEOPLE_AT_MOST && !people.contains(&person) {
            people.push(person);
        }
    }
    false
}

/// Whoever may be so many different people is nobody in particular, and tells nobody apart.
const PEOPLE_AT_MOST: usize = 16;

#[cfg(test)]
mod tests;
