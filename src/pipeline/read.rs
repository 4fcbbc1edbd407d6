//! Reading what was not read before. A file is read once for its bytes and the reader, whoever uploads it how often.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::{Job, Stage, Tools};
use crate::{
    Result,
    intake::Originals,
    model::{DamageReason, Format, Outcome, Reading, Upload},
    store::{Purpose, ReadingKey, Store},
    worker,
};

/// Has everything read that has no reading yet, and keeps each reading as it comes. How many there were.
pub(super) fn read_new(job: &Job, uploads: &[Upload], originals: &Originals, tools: Tools<'_>) -> Result<u64> {
    let reader = job.run.reader.as_str();
    let known = tools.store.outcomes(reader)?;
    let mut new: BTreeMap<&str, &Upload> = BTreeMap::new();
    for upload in uploads.iter().filter(|upload| is_opened(upload)) {
        if known.get(&upload.sha256).is_none_or(|outcome| job.retry && may_end_otherwise(outcome)) {
            new.entry(&upload.sha256).or_insert(upload);
        }
    }
    // A trial may go by an older reader, for which nothing can be read anew.
    if job.run.purpose == Purpose::Trial {
        new.clear();
    }
    // A copy that was changed since is not what was uploaded.
    if job.run.of.is_some() {
        new.retain(|sha256, _| originals.is_whole(sha256));
    }
    // In the order of the paths, so that a run that is stopped has whole candidates behind it.
    let mut new: Vec<&Upload> = new.into_values().collect();
    new.sort_by(|a, b| a.file.cmp(&b.file));

    let steps = u64::try_from(new.len()).unwrap_or(u64::MAX);
    tools.watch.begin(Stage::Reading, Some(steps));
    let jobs: Vec<worker::Job> =
        new.iter().map(|upload| worker::Job { path: originals.path(&upload.sha256), format: upload.format }).collect();
    let late: Mutex<BTreeSet<usize>> = Mutex::default();
    tools.pool.read_all(&jobs, tools.stop, &|index, reading| {
        if is_late(&reading) {
            late.lock().unwrap_or_else(PoisonError::into_inner).insert(index);
            return Ok(());
        }
        if let Some(upload) = new.get(index) {
            keep(upload, reader, &reading, tools.store)?;
        }
        tools.watch.step();
        Ok(())
    })?;
    // What took too long beside others, or on a machine busy with something else, is read again behind them and with more
    // patience, before it counts as damaged: a slow evening must not send anybody to a reviewer.
    let late: Vec<usize> = late.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect();
    let again: Vec<worker::Job> = late.iter().filter_map(|index| jobs.get(*index)).cloned().collect();
    tools.pool.read_late(&again, tools.stop, &|index, reading| {
        if let Some(upload) = late.get(index).and_then(|index| new.get(*index)) {
            keep(upload, reader, &reading, tools.store)?;
        }
        tools.watch.step();
        Ok(())
    })?;
    Ok(steps)
}

/// Whether reading took longer than the limit.
fn is_late(reading: &Reading) -> bool {
    reading.outcome == (Outcome::Damaged { reason: DamageReason::Timeout })
}

/// Keeps a reading. That the disk would not give the bytes says nothing about the file, and is not kept.
fn keep(upload: &Upload, reader: &str, reading: &Reading, store: &dyn Store) -> Result<()> {
    tracing::info!(
        file = upload.sha256,
        bytes = upload.size,
        outcome = ?reading.outcome,
        pages = reading.pages.len(),
        problems = reading.problems.len(),
        "read"
    );
    if reading.outcome == (Outcome::Damaged { reason: DamageReason::Unreachable }) {
        return Ok(());
    }
    store.keep_reading(ReadingKey { sha256: &upload.sha256, reader }, reading)
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
        Outcome::Damaged { reason: DamageReason::Timeout | DamageReason::OutOfMemory | DamageReason::Crashed }
    )
}
