//! Floor 5. The main job on one screen: intake, read, classify, extract, check, store.
//!
//! [`screen`] is the job. It goes over the uploads twice. First each file is read (in a worker process, once for its
//! bytes and reader), sorted into documents and given to its owner; then each candidate is checked, because some checks
//! need to know what the others handed in. Between the two everything lies in the store, so that a roster of fifty
//! thousand needs no more memory than one of fifty. The order of the results is that of the roster, however many
//! threads work on it.

mod assigned;
mod earlier;
mod guard;
mod inputs;
mod look_ups;
mod read;
mod recheck;
mod replay;
mod sort;
mod summary;
mod unpack;
mod watch;

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::{
    Result,
    checks::{Cohort, Context},
    intake::{self, Intake, Keeper, Originals},
    lang::Lang,
    model::{Case, Outcome, Reading, ScreenedFile, Upload},
    roster::Owners,
    store::{CandidateResult, FileResult, Run, RunId, Store, review::Review},
    worker::Pool,
};

pub use inputs::{Job, KindsFile, RosterFile, Rules, read_roster};
pub use look_ups::LookUps;
pub use recheck::recheck;
pub use replay::{lost, replay};
pub use summary::{Fate, Summary, unread_told};
pub use watch::{Nobody, Stage, Watch};

/// So many candidates' papers stand in memory at once while what they share is gathered.
const AT_A_TIME: usize = 64;

/// How a run ended.
#[derive(Debug)]
pub enum Ended {
    /// To its end: its results stand.
    Finished(Box<Summary>),
    /// Stopped on request. What was read is kept; the results of the run before still stand.
    Stopped,
}

/// The tools of a run.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    /// Where everything is kept.
    pub store: &'a dyn Store,
    /// Where files are read.
    pub pool: &'a Pool,
    /// Who is told how far it is.
    pub watch: &'a dyn Watch,
    /// Set to stop it.
    pub stop: &'a AtomicBool,
}

impl Tools<'_> {
    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Screens a folder of uploads against a roster.
pub fn screen(job: &Job, tools: Tools<'_>) -> Result<Ended> {
    let run = tools.store.begin(&job.run)?;

    let keeper = Keeper::open(job.folder.root())?;
    let found = |files: usize| tools.watch.begin(Stage::TakingIn, u64::try_from(files).ok());
    let mut intake = intake::collect(&job.uploads, &keeper, tools.stop, (&found, &|_| tools.watch.step()))?;
    unpack::unpack(job, &mut intake, &keeper, tools)?;
    let owners = Owners::new(&job.roster.candidates);
    intake.troubles.extend(owners.unknown(&intake.manifest));
    intake.assigned = assigned::now(&job.folder)?;
    intake.troubles.extend(owners.gone(&intake.uploads, &intake.assigned));
    tracing::info!(uploads = intake.uploads.len(), troubles = intake.troubles.len(), "took in");

    work_through(job, run, &intake, (&owners, keeper.originals()), tools)
}

/// The stages from reading to keeping, whoever gave the uploads: a folder, or an earlier run.
fn work_through(
    job: &Job,
    run: RunId,
    intake: &Intake,
    (owners, originals): (&Owners<'_>, &Originals),
    tools: Tools<'_>,
) -> Result<Ended> {
    let done = read::read_new(job, &intake.uploads, originals, tools)?;
    if tools.stopped() {
        return Ok(Ended::Stopped);
    }
    sort::sort(job, run, (intake, &done.unread), owners, tools)?;
    let cohort = meet(job, run, tools)?;
    let checked = check(job, run, &cohort, tools)?;
    if tools.stopped() {
        return Ok(Ended::Stopped);
    }

    let (read_now, unread) = (done.count, done.unread.len() as u64);
    let summary = Summary { read_now, unread, troubles: intake.troubles.clone(), ..checked };
    tools.store.finish(run, &finished(job, intake, &done, tools)?)?;
    Ok(Ended::Finished(Box::new(summary)))
}

/// Gathers what all candidates handed in. Their papers are fetched by many threads and looked at in the order of the
/// roster, a few candidates at a time, so that neither threads nor numbers show. Then earlier runs are asked.
fn meet(job: &Job, run: RunId, tools: Tools<'_>) -> Result<Cohort> {
    let places: Vec<usize> = (0..job.places()).collect();
    let mut cohort = Cohort::default();
    for some in places.chunks(AT_A_TIME) {
        if tools.stopped() {
            break;
        }
        let cases = some.par_iter().map(|place| Ok(case(job, run, *place, &read::outline_of, tools)?.0));
        for case in cases.collect::<Result<Vec<_>>>()? {
            cohort.add(&case);
        }
    }
    earlier::remember(run, &mut cohort, tools)?;
    Ok(cohort)
}

/// Checks every candidate and, last, what belongs to nobody.
fn check(job: &Job, run: RunId, cohort: &Cohort, tools: Tools<'_>) -> Result<Summary> {
    let context = Context { pack: &job.rules.pack, day: job.day, cohort, answers: &job.answers };
    tools.watch.begin(Stage::Checking, u64::try_from(job.places()).ok());
    let summaries = (0..job.places()).into_par_iter().map(|place| {
        if tools.stopped() {
            return Ok(Summary::default());
        }
        let (case, files) = case(job, run, place, &read::reading_of, tools)?;
        let flags = guard::checked(&case, &context);
        let result = CandidateResult { candidate: case.candidate, files, flags };
        if result.candidate.is_some() || !result.files.is_empty() {
            tools.store.conclude(run, place, &result)?;
        }
        tools.watch.step();
        Ok(Summary::of(&result))
    });
    summaries.try_reduce(Summary::default, |a, b| Ok(a.and(b)))
}

/// How a reading is fetched: whole, or in outline.
type Fetch = dyn Fn(&Upload, &str, &dyn Store) -> Result<Reading> + Sync;

/// A candidate with everything gathered for it: as the checks see it, and as it is kept.
fn case(job: &Job, run: RunId, place: usize, fetch: &Fetch, tools: Tools<'_>) -> Result<(Case, Vec<FileResult>)> {
    let gathered = tools.store.gathered(run, place)?;
    let mut files = Vec::new();
    for file in &gathered {
        let reading = match &file.outcome {
            Outcome::Read | Outcome::NotADocument => fetch(&file.upload, &job.run.reader, tools.store)?,
            // As sorting left it, which may be worse than reading did.
            outcome => Reading {
                pdf: file.pdf.clone(),
                problems: file.problems.clone(),
                ..Reading::without_pages(outcome.clone())
            },
        };
        files.push(ScreenedFile { upload: file.upload.clone(), reading, documents: file.documents.clone() });
    }
    Ok((Case { candidate: job.roster.candidates.get(place).cloned(), files }, gathered))
}

/// The record of a run that has finished.
fn finished(job: &Job, intake: &Intake, done: &read::Done, tools: Tools<'_>) -> Result<Run> {
    let troubles = intake.troubles.iter().map(|trouble| format!("{}：{}", trouble.file, trouble.told(Lang::Zh)));
    let walls = tools.pool.missing();
    if !walls.is_empty() {
        tracing::warn!(?walls, "readers lacked some walls");
    }
    let walls = walls.into_iter().map(|wall| wall.told(Lang::Zh).to_owned());
    let unread = (!done.unread.is_empty()).then(|| summary::unread_told(done.unread.len() as u64, Lang::Zh));
    let notices = job.run.notices.iter().cloned().chain(walls).chain(unread).chain(troubles).collect();
    ended(job, Run { notices, ..job.run.clone() })
}

/// A record with when the run ended, and where the journal of reviews stood then: noted in another file than the journal,
/// so that one written anew does not agree with it.
fn ended(job: &Job, run: Run) -> Result<Run> {
    let journal = Review::anchor(&job.folder)?;
    if let Some(anchor) = &journal {
        tracing::info!(entries = anchor.entries, head = anchor.head, "the journal of reviews stands here");
    }
    Ok(Run { finished_at: Some((job.now)()), journal, ..run })
}
