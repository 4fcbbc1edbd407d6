//! Which runs must stay and which may go. The work folder gains the results of every run; most of them say what the next
//! says too. What stays is what somebody may have to show or ask again:
//!
//! - the last screening, which is what reviewers see;
//! - each screening on which a decision, a word on a flag or a correction was made that stands;
//! - each screening that holds a candidate's file which no other that stays holds, as the checks of what people share look
//!   into earlier runs;
//! - the last replay of each run that stays.
//!
//! Of a run that goes its record stays: what it was made with, and where the journal stood.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use crate::{
    Result,
    store::{
        Purpose, Run, RunId, Store,
        review::{CandidateStanding, Standing},
    },
};

/// Why a run stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is the last screening.
    Last,
    /// What people decided rests on it.
    Decided,
    /// It alone holds some candidate's file.
    Files,
    /// It is the last replay of a run that stays.
    Replay,
}

/// A run, and whether it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Which.
    pub id: RunId,
    /// Its record.
    pub run: Run,
    /// How many bytes its results take.
    pub bytes: u64,
    /// Why it stays; `None` where it may go.
    pub stays: Option<Why>,
}

/// What may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Every run, oldest first.
    pub runs: Vec<Planned>,
    /// How many bytes of readings go with those that may go.
    pub readings: u64,
}

impl Plan {
    /// The runs that may go.
    #[must_use]
    pub fn going(&self) -> Vec<RunId> {
        self.runs.iter().filter(|planned| planned.stays.is_none()).map(|planned| planned.id).collect()
    }

    /// How many bytes that would free.
    #[must_use]
    pub fn frees(&self) -> u64 {
        self.readings + self.runs.iter().filter(|p| p.stays.is_none()).map(|p| p.bytes).sum::<u64>()
    }
}

/// Goes over all runs; `None` where it was stopped.
pub fn plan(store: &dyn Store, standing: &Standing, stop: &AtomicBool) -> Result<Option<Plan>> {
    let runs = store.runs()?;
    let sizes = store.sizes()?;
    let screenings: Vec<&(RunId, Run)> = runs.iter().filter(|(_, run)| run.purpose == Purpose::Screen).collect();
    let mut stays: BTreeMap<RunId, Why> = BTreeMap::new();
    for at in standing.candidates().flat_map(|(_, candidate)| moments(candidate)) {
        if let Some(id) = shown_at(&screenings, at) {
            stays.insert(id, Why::Decided);
        }
    }
    if let Some((id, _)) = screenings.last() {
        stays.insert(*id, Why::Last);
    }
    let mut seen = BTreeSet::new();
    for id in stays.keys() {
        if !hold(store, *id, stop, &mut |file| _ = seen.insert(file))? {
            return Ok(None);
        }
    }
    for (id, _) in screenings.iter().rev() {
        if stays.contains_key(id) {
            continue;
        }
        let mut files = BTreeSet::new();
        if !hold(store, *id, stop, &mut |file| _ = files.insert(file))? {
            return Ok(None);
        }
        if !files.is_subset(&seen) {
            stays.insert(*id, Why::Files);
            seen.extend(files);
        }
    }
    let mut replayed = BTreeSet::new();
    for (id, run) in runs.iter().rev().filter(|(_, run)| run.purpose == Purpose::Replay) {
        let of_one_that_stays = run.of.is_none_or(|of| stays.keys().any(|id| id.number() == of));
        if of_one_that_stays && replayed.insert(run.of) {
            stays.insert(*id, Why::Replay);
        }
    }
    let planned = |(id, run): (RunId, Run)| {
        let bytes = sizes.get(&id).copied().unwrap_or(0);
        Planned { id, run, bytes, stays: stays.get(&id).copied() }
    };
    let mut plan = Plan { runs: runs.into_iter().map(planned).collect(), readings: 0 };
    plan.readings = store.unneeded(&plan.going())?;
    Ok(Some(plan))
}

/// When something was said about a candidate that stands.
fn moments(candidate: &CandidateStanding) -> impl Iterator<Item = &str> {
    let decisions = candidate.decisions.values().map(|made| made.at.as_str());
    let rulings = candidate.rulings.values().map(|made| made.at.as_str());
    let corrections = candidate.corrections.values().map(|made| made.at.as_str());
    decisions.chain(rulings).chain(corrections)
}

/// The screening that was shown at a moment: the last one that had finished, and where the clock makes no sense of it the
/// first.
fn shown_at(screenings: &[&(RunId, Run)], at: &str) -> Option<RunId> {
    let at: Option<Timestamp> = at.parse().ok();
    let ended = |run: &Run| run.finished_at.as_deref().and_then(|at| at.parse::<Timestamp>().ok());
    let before = |run: &Run| at.zip(ended(run)).is_some_and(|(at, ended)| ended <= at);
    screenings.iter().rev().find(|(_, run)| before(run)).or(screenings.first()).map(|(id, _)| *id)
}

/// A candidate's file with documents in it: whose, and its fingerprint.
type Held = (Option<String>, String);

/// Tells the files that a run holds; `false` where it was stopped.
fn hold(store: &dyn Store, run: RunId, stop: &AtomicBool, tell: &mut dyn FnMut(Held)) -> Result<bool> {
    let mut stopped = false;
    store.each_result(run, &mut |result| {
        stopped |= stop.load(Ordering::Relaxed);
        if !stopped {
            let ticket = result.ticket_no().map(str::to_owned);
            let files = result.files.into_iter().filter(|file| !file.documents.is_empty());
            files.for_each(|file| tell((ticket.clone(), file.upload.sha256)));
        }
        Ok(())
    })?;
    Ok(!stopped)
}
