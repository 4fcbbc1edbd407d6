//! Whose files are by what people said on the review page, as one run keeps to it. The claim stays with each upload, so
//! that a run done again keeps to the same.

use crate::{
    Result,
    model::{Assignment, OwnerReason, Upload},
    store::{WorkFolder, review::Review},
};

/// Everything that stands now.
pub(super) fn now(folder: &WorkFolder) -> Result<Vec<Assignment>> {
    if !Review::exists(folder) {
        return Ok(Vec::new());
    }
    let standing = Review::open(folder)?.standing()?;
    Ok(standing.assignments().map(|made| made.what.clone()).collect())
}

/// What an earlier run kept to for a file.
pub(super) fn of_run(upload: &Upload) -> Option<Assignment> {
    let claim = upload.claims.iter().find(|claim| claim.reason == OwnerReason::Reviewer)?;
    Some(Assignment {
        file: upload.file.clone(),
        sha256: upload.sha256.clone(),
        ticket_no: Some(claim.ticket_no.clone()).filter(|ticket_no| !ticket_no.is_empty()),
        was: None,
    })
}
