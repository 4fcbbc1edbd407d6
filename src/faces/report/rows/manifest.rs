//! A row a file, as `manifest.csv` has them: whose it is by what the run found, by what it is known, and what it is. The
//! headers are those that intake reads; the other columns it leaves alone.

use super::{Cell, Column, add_once, column};
use crate::{faces::names, model::FieldName, store::CandidateResult};

pub(super) const COLUMNS: &[Column] = &[
    column("文件", 40.0),
    column("准考证号", 15.0),
    column("上传时间", 20.0),
    column("姓名", 11.0),
    column("归属依据", 16.0),
    column("材料", 26.0),
];

pub(super) fn rows(result: &CandidateResult) -> Vec<Vec<Cell>> {
    let own = result.candidate.as_ref().and_then(|candidate| candidate.text(FieldName::Name));
    let row = |file: &crate::store::FileResult| {
        let mut kinds = Vec::new();
        file.documents.iter().for_each(|document| add_once(&mut kinds, names::kind(document.kind)));
        let printed = file.documents.iter().find_map(|document| document.text(FieldName::Name));
        vec![
            Cell::text(file.upload.file.as_str()),
            Cell::text(result.ticket_no().unwrap_or_default()),
            Cell::text(file.upload.uploaded_at.as_deref().unwrap_or_default()),
            Cell::text(own.or(printed).unwrap_or_default()),
            Cell::text(file.upload.claims.first().map(|claim| names::owner(claim.reason)).unwrap_or_default()),
            Cell::text(kinds.join("、")),
        ]
    };
    result.files.iter().map(row).collect()
}
