//! Showing identity numbers in full: once, to one person, with an entry in the journal before anything is shown.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};

use super::super::{app::Shared, asked::Sent, refusal::Refusal, visitor::Visitor};
use crate::{
    model::{FieldKey, FieldName},
    store::review::Act,
};

/// Whose.
#[derive(Deserialize)]
pub(in super::super) struct Wanted {
    ticket_no: String,
}

/// The numbers.
#[derive(Serialize)]
pub(in super::super) struct Shown {
    /// On the roster.
    roster: Option<String>,
    /// On the documents.
    documents: Vec<OnPaper>,
}

/// A number on a document.
#[derive(Serialize)]
struct OnPaper {
    field: FieldKey,
    value: String,
}

/// Shows them.
pub(in super::super) async fn unmask(
    State(app): State<Shared>,
    visitor: Visitor,
    Sent(wanted): Sent<Wanted>,
) -> Result<Json<Shown>, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let dossier = app.dossier(&current, &wanted.ticket_no)?;
        app.act(&visitor.user, |_| Ok(vec![Act::Unmasked { ticket_no: wanted.ticket_no }]))?;
        let roster = dossier.result.candidate.as_ref().and_then(|c| c.text(FieldName::IdNumber)).map(str::to_owned);
        let documents = dossier.result.files.iter().flat_map(|file| &file.documents).flat_map(|document| {
            document.fields.iter().filter(|field| field.name == FieldName::IdNumber).filter_map(|field| {
                let value = field.value.as_text()?.to_owned();
                let key = FieldKey { sha256: document.sha256.clone(), page: document.pages.0, name: field.name };
                Some(OnPaper { field: key, value })
            })
        });
        Ok(Json(Shown { roster, documents: documents.collect() }))
    })
    .await
}
