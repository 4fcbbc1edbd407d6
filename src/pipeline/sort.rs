//! Sorting what was read: each file into documents, and to the candidate whose it is.

use rayon::prelude::*;

use super::{Job, Stage, Tools, guard::guarded, read::reading_of};
use crate::{
    Result, extract,
    intake::Intake,
    kinds::Kinds,
    model::{Candidate, DamageReason, Document, DocumentKind, Reading, Upload},
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
        upload.claims = owners.by_people(&upload, &intake.assigned);
        upload.claims.extend(owners.by_path(&upload, &intake.manifest));
        let named = owners.place(&upload.claims);
        let candidate = |place: Option<usize>| place.and_then(|place| job.roster.candidates.get(place));
        let (mut reading, mut documents) = understood(&upload, reading, candidate(named), &job.kinds);
        upload.claims.extend(owners.by_documents(&documents));
        let owner = owners.place(&upload.claims);
        // Of a register only the owner's row is kept, so it is read anew where only its text said whose it is.
        if owner != named && documents.iter().any(|document| document.kind == DocumentKind::EnrolmentRegister) {
            (reading, documents) = understood(&upload, reading, candidate(owner), &job.kinds);
        }
        let file = FileResult::new(upload, &reading, documents);
        tools.store.gather(run, owner.unwrap_or(job.roster.candidates.len()), &file)?;
        tools.watch.step();
        Ok(())
    })
}

/// The documents of a file. What is in a file must not end the run for all others, so a file on which this program
/// breaks counts as one that broke the reader.
fn understood(
    upload: &Upload,
    reading: Reading,
    candidate: Option<&Candidate>,
    kinds: &Kinds,
) -> (Reading, Vec<Document>) {
    match guarded(|| extract::documents(upload, &reading, candidate, kinds)) {
        Some(documents) => (reading, documents),
        None => {
            tracing::error!(file = upload.sha256, "broke on a file");
            (Reading::damaged(DamageReason::Crashed), Vec::new())
        }
    }
}
