//! What a reviewer is shown, for the review page and the printed report alike: pure functions from results to markup,
//! without style attributes and scripts, so that the strictest content policy lets them through.

pub mod advice;
pub mod diff;
pub mod people;
pub mod rows;
pub mod timeline;

use crate::model::{Case, Reading, ScreenedFile};
use crate::store::CandidateResult;

/// A result as the checks see a case: with the documents, and without the pages they were taken from.
fn case(result: &CandidateResult) -> Case {
    let files = result.files.iter().map(|file| ScreenedFile {
        upload: file.upload.clone(),
        reading: Reading { problems: Vec::new(), ..Reading::without_pages(file.outcome.clone()) },
        documents: file.documents.clone(),
    });
    Case { candidate: result.candidate.clone(), files: files.collect() }
}
