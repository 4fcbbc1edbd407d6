//! Sorting what was read: each file into documents, and to the candidate whose it is.

use rayon::prelude::*;

use super::{Job, Stage, Tools, read::reading_of};
use crate::{
    Result, extract,
    intake::Intake,
    model::DocumentKind,
    roster::Owners,
    store::{FileResult, RunId},
};

/// Sorts every upload and keeps it under its owner's place in the roster; what belongs to nobody goes behind the last.
pub(super) fn sort(job: &Job, run: RunId, intake: &Intake, owners: &Owners<'_>, tools: Tools<'_>) -> Result<()> {
    tools.watch.begin(Stage::Sorting, u64::try_from(intake.uploads.len()).ok());
    intake.uploads.par_iter().try_for_each(|upload| {
        if tools.stopped() {
            return Ok(());
        }
        let reading = reading_of(upload, &job.run.reader, tools.store)?;
        let mut upload = upload.clone();
        upload.claims = owners.by_path(&upload, &intake.manifest);
        let named = owners.place(&upload.claims);
        let candidate = |place: Option<usize>| place.and_then(|place| job.roster.candidates.get(place));
        let mut documents = extract::documents(&upload, &reading, candidate(named));
        upload.claims.extend(owners.by_documents(&documents));
        let owner = owners.place(&upload.claims);
        // Of a register only the owner's row is kept, so it is read anew where only its text said whose it is.
        if owner != named && documents.iter().any(|document| document.kind == DocumentKind::EnrolmentRegister) {
            documents = extract::documents(&upload, &reading, candidate(owner));
        }
        let file = FileResult::new(upload, &reading, documents);
        tools.store.gather(run, owner.unwrap_or(job.roster.candidates.len()), &file)?;
        tools.watch.step();
        Ok(())
    })
}
