//! What different people share, as the last audit found it, and a way to look anew.

use std::{sync::Arc, thread};

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    super::{
        app::{App, Shared},
        asked::Filled,
        download::attachment,
        page::Page,
        refusal::Refusal,
        visitor::Visitor,
    },
    links_view::links,
    running::Standing,
};
use crate::{
    audit::links::{self as audit, Found, Place},
    faces::report,
    store::review::Act,
};

/// The page.
pub(in super::super) async fn page(State(app): State<Shared>, visitor: Visitor) -> Result<Page, Refusal> {
    app.work(move |app| {
        let found = Found::kept(app.store.as_ref())?;
        let (standing, steps) = app.audit.standing();
        let current = app.current()?;
        let here = |ticket_no: &str| current.index.get(ticket_no).is_some();
        let body = links(found.as_ref(), (standing, steps), &here, &visitor);
        Ok(Page::new("关联", Some(&visitor), &body))
    })
    .await
}

/// What is to be done.
#[derive(Deserialize)]
pub(in super::super) struct Wanted {
    #[serde(rename = "do")]
    what: What,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum What {
    Begin,
    Stop,
}

/// Looks anew, beside the review; or stops looking.
pub(in super::super) async fn run(
    State(app): State<Shared>,
    Filled(wanted): Filled<Wanted>,
) -> Result<Response, Refusal> {
    if wanted.what == What::Stop {
        app.audit.halt();
    } else if app.audit.begin() {
        let app = Arc::clone(&app);
        thread::spawn(move || {
            let ended = look(&app);
            if let Err(error) = &ended {
                tracing::error!(error = error.word(), "the audit of links failed");
            }
            app.audit.end(ended.is_ok());
        });
    }
    Ok(Redirect::to("/audit/links").into_response())
}

fn look(app: &App) -> crate::Result<()> {
    let place = Place { store: app.store.as_ref() };
    let Some(clusters) = audit::links(&[place], &app.audit, app.audit.flag())? else { return Ok(()) };
    let folders = vec![app.folder.root().display().to_string()];
    Found { at: app.moment().at, folders, clusters }.keep(app.store.as_ref())
}

/// The same as a workbook. It leaves the machine, so the journal learns of it.
pub(in super::super) async fn sheet(State(app): State<Shared>, visitor: Visitor) -> Result<Response, Refusal> {
    app.work(move |app| {
        let found = Found::kept(app.store.as_ref())?.ok_or(Refusal::NotFound)?;
        let mut bytes = Vec::new();
        report::audit::write(&report::audit::links(&found), true, &mut bytes).map_err(|_| Refusal::Broken)?;
        let count = found.clusters.iter().map(|cluster| cluster.holders.len()).sum();
        app.act(&visitor.user, |_| Ok(vec![Act::Exported { list: "links".to_owned(), count }]))?;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".parse().ok();
        let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, Some(attachment("关联.xlsx")))];
        let mut response = bytes.into_response();
        response.headers_mut().extend(headers.into_iter().filter_map(|(header, value)| Some((header, value?))));
        Ok(response)
    })
    .await
}

/// Whether the page is to look again soon by itself.
pub(super) const fn goes_on(standing: Standing) -> bool {
    matches!(standing, Standing::Runs)
}
