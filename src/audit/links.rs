//! What different people share that only one of them can have: across candidates, runs, years and work folders.
//!
//! Nothing is compared with everything. Each document gives keys; what stands under one key with two people is looked at.
//! The results are gone over twice, first for the keys that more than one person has, then for who they are, so that what
//! is kept in memory grows with the number of keys and not with the papers.

mod gather;
mod trace;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use super::skeleton::likeness;
use crate::{
    Result, bounds,
    checks::cohort::Person,
    model::{DocumentKind, Rect},
    pipeline::{Stage, Watch},
    store::Store,
};

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
    text: Option<String>,
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
    let mut groups: BTreeMap<gather::Key, Vec<Holder>> = BTreeMap::new();
    let gone = walk.go(
        &mut |key, holder| {
            if shared.contains(&key) {
                groups.entry(key).or_default().push(holder());
            }
        },
        &|| watch.step(),
    )?;
    Ok(gone.then(|| clusters(groups)))
}

fn clusters(groups: BTreeMap<gather::Key, Vec<Holder>>) -> Vec<Cluster> {
    let mut found: Vec<(Tie, Vec<Holder>)> = Vec::new();
    let mut told = BTreeSet::new();
    let mut texts = Joined::default();
    for (key, holders) in groups {
        for holders in split(key.tie, holders) {
            if key.tie == Tie::Text {
                texts.add(holders);
            } else if told.insert((key.tie, holders.iter().map(spot).collect::<Vec<_>>())) {
                found.push((key.tie, holders));
            }
        }
    }
    found.extend(texts.groups.into_iter().map(|holders| (Tie::Text, holders)));
    let standing = found.into_iter().filter(|(tie, holders)| stands(*tie, holders));
    let mut clusters: Vec<Cluster> =
        standing.map(|(tie, holders)| Cluster { tie, strength: tie.strength(), holders }).collect();
    clusters.sort_by(|a, b| {
        let key = |c: &Cluster| (c.strength, c.tie, c.holders.first().map(spot));
        key(a).cmp(&key(b))
    });
    clusters
}

/// Where a holder has it.
type Spot = (usize, Option<String>, String, u32);

fn spot(holder: &Holder) -> Spot {
    (holder.folder, holder.ticket_no.clone(), holder.file.clone(), holder.page)
}

/// Groups of texts that are one where they have a paper in common: like texts meet in several buckets, and seldom all of
/// them in one.
#[derive(Default)]
struct Joined {
    groups: Vec<Vec<Holder>>,
    of: BTreeMap<Spot, usize>,
}

impl Joined {
    fn add(&mut self, holders: Vec<Holder>) {
        let touched: BTreeSet<usize> =
            holders.iter().filter_map(|holder| self.of.get(&spot(holder)).copied()).collect();
        let at = touched.first().copied().unwrap_or_else(|| {
            self.groups.push(Vec::new());
            self.groups.len() - 1
        });
        let moved =
            touched.iter().skip(1).flat_map(|other| std::mem::take(&mut self.groups[*other])).collect::<Vec<_>>();
        for holder in moved.into_iter().chain(holders) {
            let known = self.of.insert(spot(&holder), at);
            // What was moved is not in the group yet; what it had before is.
            if known != Some(at) {
                self.groups[at].push(holder);
            }
        }
        sort(&mut self.groups[at]);
    }
}

fn sort(holders: &mut [Holder]) {
    holders.sort_by(|a, b| {
        (a.folder, &a.ticket_no, &a.file, a.page, b.run).cmp(&(b.folder, &b.ticket_no, &b.file, b.page, a.run))
    });
}

/// Texts that met in a bucket, by those that really are alike.
fn split(tie: Tie, mut holders: Vec<Holder>) -> Vec<Vec<Holder>> {
    sort(&mut holders);
    if tie != Tie::Text {
        return vec![holders];
    }
    let mut groups: Vec<Vec<Holder>> = Vec::new();
    for holder in holders {
        let text = holder.text.clone().unwrap_or_default();
        let alike = |group: &&mut Vec<Holder>| {
            group
                .first()
                .is_some_and(|first| likeness(first.text.as_deref().unwrap_or_default(), &text) >= bounds::SAME_TEXT)
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(holder),
            None => groups.push(vec![holder]),
        }
    }
    groups
}

/// Whether what some people share says anything. How many they are says nothing: what is on everybody's papers (emblems,
/// empty frames, grounds of a form) is told by its shape and place, and makes no key.
fn stands(tie: Tie, holders: &[Holder]) -> bool {
    let apart = holders.iter().any(|one| holders.iter().any(|other| !one.person.may_be(&other.person)));
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

#[cfg(test)]
mod tests;
