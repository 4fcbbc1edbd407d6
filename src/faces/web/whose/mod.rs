//! Whose the files are: those that belong to nobody, grouped by the person they name, and those of one candidate. Who
//! decides gives a file to a candidate or takes it away; the journal keeps it, and the next run keeps to it.

mod view;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    app::{App, Current, Shared},
    asked::{Asked, Filled},
    download::attachment,
    page::Page,
    refusal::Refusal,
    visitor::Visitor,
};
use crate::{
    faces::report::{self, Form, Source, Table},
    intake::MANIFEST_NAME,
    model::Assignment,
    store::{CandidateResult, review::Act},
};

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Wish {
    /// The files of this candidate; those of nobody where it is left out.
    #[serde(default)]
    ticket: String,
    /// How many files were given or taken just now.
    #[serde(default)]
    kept: usize,
}

/// The page.
pub(super) async fn page(
    State(app): State<Shared>,
    visitor: Visitor,
    Asked(wish): Asked<Wish>,
) -> Result<Page, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let result = files_of(app, &current, &wish.ticket)?;
        let standing = app.standing()?;
        let shown = view::Shown { result: result.as_ref(), current: &current, standing: &standing, visitor: &visitor };
        let markup = view::whose(&shown, &wish);
        drop(standing);
        Ok(Page::new("材料归属", Some(&visitor), &markup))
    })
    .await
}

/// The files of a candidate, or those of nobody, which are kept behind the last candidate.
fn files_of(app: &App, current: &Current, ticket: &str) -> Result<Option<CandidateResult>, Refusal> {
    if ticket.is_empty() {
        let behind = app.store.result(current.id, current.index.len())?;
        return Ok(behind.filter(|result| result.candidate.is_none()));
    }
    Ok(Some(app.dossier(current, ticket)?.result))
}

/// Files, and whose they are.
#[derive(Deserialize)]
pub(super) struct Entered {
    /// Whose they were when they were shown; empty for nobody.
    #[serde(default)]
    of: String,
    /// Path and fingerprint of each, as JSON.
    files: String,
    /// Whose they are; empty for nobody of the roster.
    #[serde(default)]
    ticket_no: String,
}

/// Keeps it.
pub(super) async fn keep(
    State(app): State<Shared>,
    visitor: Visitor,
    Filled(entered): Filled<Entered>,
) -> Result<Response, Refusal> {
    app.work(move |app| {
        let named: Vec<(String, String)> =
            serde_json::from_str(&entered.files).map_err(|_| Refusal::invalid("没有选中文件。"))?;
        if named.is_empty() {
            return Err(Refusal::invalid("没有选中文件。"));
        }
        let current = app.current()?;
        let wanted = Some(entered.ticket_no.trim()).filter(|ticket_no| !ticket_no.is_empty());
        if let Some(ticket_no) = wanted.filter(|ticket_no| current.index.get(ticket_no).is_none()) {
            return Err(Refusal::invalid(format!("名单上没有准考证号 {ticket_no}，请核对后重填。")));
        }
        let result = files_of(app, &current, &entered.of)?.ok_or(Refusal::OutOfDate)?;
        let shown = |(file, sha256): &(String, String)| {
            result.files.iter().any(|own| own.upload.file == *file && own.upload.sha256 == *sha256)
        };
        if !named.iter().all(shown) {
            return Err(Refusal::OutOfDate);
        }
        let entries = app.act(&visitor.user, |standing| {
            let acts = named.into_iter().filter_map(|(file, sha256)| {
                let now = standing.assignment(&file, &sha256).map(|made| made.what.ticket_no.as_deref());
                let was = now.unwrap_or_else(|| result.ticket_no());
                let (was, ticket_no) = (was.map(str::to_owned), wanted.map(str::to_owned));
                (was != ticket_no).then_some(Act::Assigned(Assignment { file, sha256, ticket_no, was }))
            });
            let acts: Vec<Act> = acts.collect();
            if acts.is_empty() { Err(Refusal::conflict("归属没有变化。")) } else { Ok(acts) }
        })?;
        let back = if entered.of.is_empty() {
            format!("/whose?kept={}", entries.len())
        } else {
            format!("/whose?ticket={}&kept={}", super::pages::links::part(&entered.of), entries.len())
        };
        Ok(Redirect::to(&back).into_response())
    })
    .await
}

/// `manifest.csv` with what the run found, to be mended in a spreadsheet and put with the uploads.
pub(super) async fn manifest(State(app): State<Shared>) -> Result<Response, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let source = Source { store: app.store.as_ref(), id: current.id, run: current.run.clone() };
        let mut bytes = Vec::new();
        report::write(&source, Form::Csv(Table::Manifest), &mut bytes).map_err(|_| Refusal::Broken)?;
        let kind = "text/csv; charset=utf-8".parse().ok();
        let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, Some(attachment(MANIFEST_NAME)))];
        let mut response = bytes.into_response();
        response.headers_mut().extend(headers.into_iter().filter_map(|(header, value)| Some((header, value?))));
        Ok(response)
    })
    .await
}
