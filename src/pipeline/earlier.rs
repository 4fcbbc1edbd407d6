//! What earlier runs of the work folder saw, for the checks of what two people share.

use std::collections::BTreeSet;

use super::{Tools, read::outline_of};
use crate::{
    Result,
    checks::Cohort,
    model::{Outcome, Reading, ScreenedFile},
    store::{FileResult, Purpose, RunId},
};

/// More runs than this are not gone through: the newest are.
const MOST: usize = 64;

/// Adds what earlier runs hold of what anybody has now. Runs are gone through from the oldest, a result at a time; a
/// file is looked at once for each candidate who handed it in, since most runs repeat the one before.
pub(super) fn remember(run: RunId, cohort: &mut Cohort, tools: Tools<'_>) -> Result<()> {
    let runs = tools.store.runs()?;
    let earlier: Vec<_> = runs.iter().filter(|(id, r)| id.0 < run.0 && r.purpose == Purpose::Screen).collect();
    let mut seen: BTreeSet<(Option<String>, String)> = BTreeSet::new();
    for (id, record) in earlier.iter().skip(earlier.len().saturating_sub(MOST)) {
        if tools.stopped() {
            return Ok(());
        }
        tools.store.each_result(*id, &mut |result| {
            if tools.stopped() {
                return Ok(());
            }
            let ticket = result.ticket_no().map(str::to_owned);
            for file in result.files {
                if file.documents.is_empty() || !seen.insert((ticket.clone(), file.upload.sha256.clone())) {
                    continue;
                }
                let screened = screened(file, &record.reader, tools)?;
                cohort.add_earlier(result.candidate.as_ref(), &screened);
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// A file of an earlier run with its pages, as its reader read them; without, where that reading is no longer kept.
fn screened(file: FileResult, reader: &str, tools: Tools<'_>) -> Result<ScreenedFile> {
    let reading = match &file.outcome {
        Outcome::Read => outline_of(&file.upload, reader, tools.store)?,
        outcome => Reading::without_pages(outcome.clone()),
    };
    Ok(ScreenedFile { upload: file.upload, reading, documents: file.documents })
}
