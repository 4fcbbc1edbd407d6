//! What only a person may look up, with the codes to enter: a secret page, for those who decide.

mod list;
mod view;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

pub(super) use list::LookUps;

use self::view::{Shown, look_ups};
use super::{
    acts,
    app::Shared,
    asked::{Asked, Filled},
    page::Page,
    refusal::Refusal,
    visitor::Visitor,
};
use crate::store::review::Seen;

/// So many stand on a page.
const AT_A_TIME: usize = 20;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Wish {
    /// Which portal, by its place in the table; the first with anything to do where it is left out.
    portal: Option<usize>,
    /// What is done already, too.
    #[serde(default)]
    all: bool,
    /// Of this candidate alone, at whatever portal.
    #[serde(default)]
    ticket: String,
    /// The first one to be shown.
    #[serde(default)]
    from: usize,
    /// The candidate whose result was kept just now.
    #[serde(default)]
    kept: String,
}

/// The list.
pub(super) async fn page(
    State(app): State<Shared>,
    visitor: Visitor,
    Asked(wish): Asked<Wish>,
) -> Result<Page, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let items = app.look_ups.of(app, &current)?;
        let viewer = visitor.viewer(current.second_blind());
        let standing = app.standing()?.seen(|own| viewer.seen(own));
        let shown = Shown::new(&items, &standing, &wish, AT_A_TIME);
        Ok(Page::new("联网查询", Some(&visitor), &look_ups(&shown, &wish, &visitor)))
    })
    .await
}

/// What a person saw.
#[derive(Deserialize)]
pub(super) struct Entered {
    ticket_no: String,
    sha256: String,
    page: u32,
    /// Fingerprint of what was shown to be looked up.
    question: String,
    seen: Seen,
    #[serde(default)]
    note: String,
    /// Where to go on: the query of the list.
    #[serde(default)]
    back: String,
}

/// Keeps it, and goes on with the next.
pub(super) async fn keep(
    State(app): State<Shared>,
    visitor: Visitor,
    Filled(entered): Filled<Entered>,
) -> Result<Response, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let dossier = app.dossier(&current, &entered.ticket_no)?;
        let items = app.look_ups.of(app, &current)?;
        let about = items.iter().find(|item| {
            (&item.ticket_no, &item.sha256, item.page) == (&entered.ticket_no, &entered.sha256, entered.page)
        });
        let item = about.filter(|item| item.question == entered.question).ok_or(Refusal::OutOfDate)?;
        let note = acts::words(Some(&entered.note), &dossier.result)?;
        if entered.seen == Seen::Differs && note.is_none() {
            return Err(Refusal::invalid("请写明网上查到的哪里与材料不一致，再按“不一致”。"));
        }
        app.act(&visitor.user, |_| Ok(vec![item.looked_up(entered.seen, note)]))?;
        let back = view::back(&entered.back, &entered.ticket_no);
        Ok(Redirect::to(&back).into_response())
    })
    .await
}
