//! Reading what was not read before. A file is read once for its bytes and the reader, whoever uploads it how often.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{Job, Stage, Tools};
use crate::{
    Result,
    intake::Originals,
    model::{DamageReason, Format, Outcome, Reading, Upload},
    store::{Purpose, ReadingKey, Store, Verdict},
    worker,
};

/// What came of reading.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// How many files were to be read.
    pub(super) count: u64,
    /// Those that could not be, for a reason that says nothing about them, by fingerprint.
    pub(super) unread: BTreeMap<String, DamageReason>,
}

/// After so many hours a verdict that the machine may have had a part in is taken up anew.
const VERDICT_HOURS: i64 = 24;

/// Has everything read that has no reading yet, and keeps each reading as it comes.
pub(super) fn read_new(job: &Job, uploads: &[Upload], originals: &Originals, tools: Tools<'_>) -> Result<Done> {
    let new = wanted(job, uploads, originals, tools)?;
    let count = u64::try_from(new.len()).unwrap_or(u64::MAX);
    tools.watch.begin(Stage::Reading, Some(count));
    let jobs: Vec<worker::Job> =
        new.iter().map(|upload| worker::Job { path: originals.path(&upload.sha256), format: upload.format }).collect();
    let keeping = Keeping { job, store: tools.store, unread: Mutex::default() };
    let doubtful: Mutex<BTreeMap<usize, Reading>> = Mutex::default();
    tools.pool.read_all(&jobs, tools.stop, &|index, reading| {
        if may_end_otherwise(&reading.outcome) {
            doubtful.lock().unwrap_or_else(PoisonError::into_inner).insert(index, reading);
            return Ok(());
        }
        if let Some(upload) = new.get(index) {
            keeping.keep(upload, &reading)?;
        }
        tools.watch.step();
        Ok(())
    })?;
    // What took too long beside others, or broke or was ended on a machine busy with something else, is read again behind
    // them and with more patience, before it counts as damaged: a slow evening must not send anybody to a reviewer.
    let doubtful = doubtful.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (late, broken): (Vec<_>, Vec<_>) = doubtful.into_iter().partition(|(_, reading)| is_late(reading));
    let of = |some: &[(usize, Reading)]| -> Vec<worker::Job> {
        some.iter().filter_map(|(index, _)| jobs.get(*index)).cloned().collect()
    };
    let mut last: Vec<Reading> = broken.iter().map(|(_, reading)| reading.clone()).collect();
    tools.pool.read_alone(&of(&broken), tools.stop, &mut |index, reading| {
        if let Some(before) = last.get_mut(index) {
            *before = reading;
        }
        Ok(())
    })?;
    if !tools.stopped() {
        for ((index, _), reading) in broken.iter().zip(&last) {
            if let Some(upload) = new.get(*index) {
                keeping.keep(upload, reading)?;
            }
            tools.watch.step();
        }
    }
    tools.pool.read_late(&of(&late), tools.stop, &|index, reading| {
        if let Some(upload) = late.get(index).and_then(|(index, _)| new.get(*index)) {
            keeping.keep(upload, &reading)?;
        }
        tools.watch.step();
        Ok(())
    })?;
    Ok(Done { count, unread: keeping.unread.into_inner().unwrap_or_else(PoisonError::into_inner) })
}

/// The uploads to be read, each once for its bytes, in the order of their paths, so that a run that is stopped has whole
/// candidates behind it.
fn wanted<'a>(job: &Job, uploads: &'a [Upload], originals: &Originals, tools: Tools<'_>) -> Result<Vec<&'a Upload>> {
    // A trial may go by an older reader, for which nothing can be read anew.
    if job.run.purpose == Purpose::Trial {
        return Ok(Vec::new());
    }
    let known = tools.store.outcomes(&job.run.reader)?;
    let verdicts = tools.store.verdicts(&job.run.reader)?;
    let here = Verdict { at: (job.now)(), machine: worker::machine() };
    let anew = |sha256: &str| job.retry || verdicts.get(sha256).is_none_or(|verdict| is_outdated(verdict, &here));
    let mut new: BTreeMap<&str, &Upload> = BTreeMap::new();
    for upload in uploads.iter().filter(|upload| is_opened(upload)) {
        let outcome = known.get(&upload.sha256);
        // A run that is done again goes by what was read for it.
        let doubtful = |outcome| may_end_otherwise(outcome) && (job.retry || job.run.of.is_none());
        if outcome.is_none_or(|outcome| doubtful(outcome) && anew(&upload.sha256)) {
            new.entry(&upload.sha256).or_insert(upload);
        }
    }
    // A copy that was changed since is not what was uploaded.
    if job.run.of.is_some() {
        new.retain(|sha256, _| originals.is_whole(sha256));
    }
    let mut new: Vec<&Upload> = new.into_values().collect();
    new.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(new)
}

/// Whether a verdict was passed on another machine, or so long ago that this one may be in another state.
fn is_outdated(verdict: &Verdict, here: &Verdict) -> bool {
    let hours = |a: &str, b: &str| {
        let (a, b): (jiff::Timestamp, jiff::Timestamp) = (a.parse().ok()?, b.parse().ok()?);
        Some(b.duration_since(a).as_hours().abs())
    };
    verdict.machine != here.machine || hours(&verdict.at, &here.at).is_none_or(|hours| hours >= VERDICT_HOURS)
}

/// Whether reading took longer than the limit.
fn is_late(reading: &Reading) -> bool {
    reading.outcome == (Outcome::Damaged { reason: DamageReason::Timeout })
}

/// Where readings go.
struct Keeping<'a> {
    job: &'a Job,
    store: &'a dyn Store,
    unread: Mutex<BTreeMap<String, DamageReason>>,
}

impl Keeping<'_> {
    /// Keeps a reading. That the disk would not give the bytes, or that readers were ended from outside, says nothing about
    /// the file and is not kept.
    fn keep(&self, upload: &Upload, reading: &Reading) -> Result<()> {
        tracing::info!(
            file = upload.sha256,
            bytes = upload.size,
            outcome = ?reading.outcome,
            pages = reading.pages.len(),
            problems = reading.problems.len(),
            "read"
        );
        if let Outcome::Damaged { reason: reason @ (DamageReason::Unreachable | DamageReason::NotRead) } =
            reading.outcome
        {
            self.unread.lock().unwrap_or_else(PoisonError::into_inner).insert(upload.sha256.clone(), reason);
            return Ok(());
        }
        let key = ReadingKey { sha256: &upload.sha256, reader: &self.job.run.reader };
        self.store.keep_reading(key, reading)?;
        if may_end_otherwise(&reading.outcome) {
            self.store.keep_verdict(key, &Verdict { at: (self.job.now)(), machine: worker::machine() })?;
        }
        Ok(())
    }
}

/// The reading of an upload; files that are not opened have one that says why.
pub(super) fn reading_of(upload: &Upload, reader: &str, store: &dyn Store) -> Result<Reading> {
    kept_of(upload, |sha256| store.reading(ReadingKey { sha256, reader }))
}

/// The same without the text of its pages.
pub(super) fn outline_of(upload: &Upload, reader: &str, store: &dyn Store) -> Result<Reading> {
    kept_of(upload, |sha256| store.outline(ReadingKey { sha256, reader }))
}

fn kept_of(upload: &Upload, kept: impl FnOnce(&str) -> Result<Option<Reading>>) -> Result<Reading> {
    if upload.is_unreachable() {
        return Ok(Reading::damaged(DamageReason::Unreachable));
    }
    if upload.format == Format::Empty {
        return Ok(Reading::damaged(DamageReason::Empty));
    }
    if !upload.format.is_read() && !upload.format.holds_files() {
        return Ok(Reading::without_pages(Outcome::NotADocument));
    }
    let kept = kept(&upload.sha256)?;
    Ok(kept.unwrap_or_else(|| match upload.format {
        // It lies in an archive that lies in an archive, and was not unpacked.
        format if format.holds_files() => Reading::without_pages(Outcome::NotADocument),
        _ => Reading::damaged(DamageReason::Unreachable),
    }))
}

/// Whether a file is given to the reader at all.
fn is_opened(upload: &Upload) -> bool {
    !upload.is_unreachable() && upload.format.is_read()
}

/// Whether reading again may end otherwise: on a machine that is less busy, or with more memory.
const fn may_end_otherwise(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Damaged {
            reason: DamageReason::Timeout | DamageReason::OutOfMemory | DamageReason::Crashed | DamageReason::NotRead
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_taken_up_anew_after_a_day_and_on_another_machine() {
        let at = |at: &str, machine: &str| Verdict { at: at.to_owned(), machine: machine.to_owned() };
        let passed = at("2024-08-20T07:00:00+08:00", "2 cores, 4 GiB");
        assert!(!is_outdated(&passed, &at("2024-08-20T20:00:00+08:00", "2 cores, 4 GiB")));
        assert!(is_outdated(&passed, &at("2024-08-21T07:00:00+08:00", "2 cores, 4 GiB")));
        assert!(is_outdated(&passed, &at("2024-08-20T07:01:00+08:00", "2 cores, 16 GiB")));
        assert!(is_outdated(&passed, &at("nonsense", "2 cores, 4 GiB")), "what cannot be told is looked at anew");
    }
}
