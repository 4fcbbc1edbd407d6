//! Doing a run again from what the work folder keeps: the same uploads, through the same stages, into a run of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ended, Job, RunId, Stage, Tools, assigned, work_through};
use crate::{
    Result,
    intake::{Entry, Intake, Manifest, Originals},
    model::{OwnerReason, Upload},
    roster::Owners,
    store::Store,
};

/// Does a run again. Nothing of it is touched. Of an upload whose copy is not whole any more only what was read before
/// is used; read anew it counts as unreachable.
pub fn replay(job: &Job, of: RunId, tools: Tools<'_>) -> Result<Ended> {
    let run = tools.store.begin(&job.run)?;
    tools.watch.begin(Stage::TakingIn, None);
    let originals = Originals::open(job.folder.root())?;
    let intake = stored(tools.store, of)?;
    work_through(job, run, &intake, (&Owners::new(&job.roster.candidates), &originals), tools)
}

/// The uploads of a run as it took them in.
fn stored(store: &dyn Store, of: RunId) -> Result<Intake> {
    let mut uploads: BTreeMap<String, Upload> = BTreeMap::new();
    store.each_result(of, &mut |result| {
        uploads.extend(result.files.into_iter().map(|file| (file.upload.file.clone(), file.upload)));
        Ok(())
    })?;
    let assigned = uploads.values().filter_map(assigned::of_run).collect();
    let mut entries = Vec::new();
    for upload in uploads.values_mut() {
        // What paths and documents say is found anew; what a manifest said is known from the claims alone.
        let claims = std::mem::take(&mut upload.claims);
        entries.extend(claims.into_iter().filter(|claim| claim.reason == OwnerReason::Manifest).map(|claim| Entry {
            line: 0,
            file: upload.file.clone(),
            ticket_no: claim.ticket_no,
            uploaded_at: upload.uploaded_at.clone(),
        }));
    }
    Ok(Intake {
        uploads: uploads.into_values().collect(),
        manifest: Manifest { entries },
        assigned,
        ..Intake::default()
    })
}

/// The uploads of a run, by fingerprint, that would be read anew by this reader and whose copies are not whole.
pub fn lost(job: &Job, of: RunId, store: &dyn Store) -> Result<BTreeSet<String>> {
    let originals = Originals::open(job.folder.root())?;
    let known = store.outcomes(&job.run.reader)?;
    let mut lost = BTreeSet::new();
    store.each_result(of, &mut |result| {
        for upload in result.files.iter().map(|file| &file.upload) {
            let opened = !upload.is_unreachable() && upload.format.is_read();
            if opened && !known.contains_key(&upload.sha256) && !originals.is_whole(&upload.sha256) {
                lost.insert(upload.sha256.clone());
            }
        }
        Ok(())
    })?;
    Ok(lost)
}
