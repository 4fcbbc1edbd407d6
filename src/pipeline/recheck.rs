//! Checking again what a run gathered, without looking at the uploads: when something new is known about papers that
//! are already read.

use super::{Ended, Job, RunId, Tools, check, ended, meet};
use crate::{
    Result,
    pipeline::Summary,
    store::{Run, Store},
};

/// Makes a run of the documents of `last`, whose files, readings and remarks stay as they are. The job's roster must be
/// the one of that run.
pub fn recheck(job: &Job, last: (RunId, &Run), tools: Tools<'_>) -> Result<Ended> {
    let run = tools.store.begin(&job.run)?;
    for place in 0..job.places() {
        gather(tools.store, last.0, run, place)?;
    }
    let cohort = meet(job, run, tools)?;
    let summary = check(job, run, &cohort, tools)?;
    if tools.stopped() {
        return Ok(Ended::Stopped);
    }
    let run_of = Run { notices: last.1.notices.clone(), ..job.run.clone() };
    tools.store.finish(run, &ended(job, run_of)?)?;
    Ok(Ended::Finished(Box::new(Summary { read_now: 0, ..summary })))
}

/// Hands the files of one place in the roster over to the new run.
fn gather(store: &dyn Store, from: RunId, to: RunId, place: usize) -> Result<()> {
    let files = store.result(from, place)?.map(|result| result.files).unwrap_or_default();
    files.iter().try_for_each(|file| store.gather(to, place, file))
}
