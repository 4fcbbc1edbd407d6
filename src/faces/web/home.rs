//! The first page: the queue.

use axum::extract::State;
use maud::html;

use super::{
    app::{App, Current, Shared},
    asked::Asked,
    page::Page,
    pages::queue::{QueueView, Together, queue},
    queue::{self, Part, Wish},
    refusal::Refusal,
    rounds::concluded,
    visitor::Visitor,
};
use crate::{
    model::Round,
    store::review::{Role, Standing},
};

/// The page.
pub(super) async fn page(
    State(app): State<Shared>,
    visitor: Visitor,
    Asked(wish): Asked<Wish>,
) -> Result<Page, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let strays = strays(app, &current)?;
        let standing = app.standing()?;
        let found = queue::find(&current.index, &standing, &visitor.viewer(current.second_blind()), &wish);
        let blind = visitor.viewer(current.second_blind()).is_blind();
        let together =
            if wish.part == Part::Clean && !blind { together(&current, &standing, visitor.role) } else { None };
        let view = QueueView { title: &current.run.pack_title, found: &found, wish: &wish, strays, together };
        let body = html! { main #main .wide tabindex="-1" { (queue(&view)) } };
        drop(view);
        Ok(Page::new("队列", Some(&visitor), &body))
    })
    .await
}

/// How many files belong to nobody: they are kept behind the last candidate.
fn strays(app: &App, current: &Current) -> Result<usize, Refusal> {
    let found = app.store.result(current.id, current.index.len())?;
    Ok(found.filter(|result| result.candidate.is_none()).map_or(0, |result| result.files.len()))
}

/// The sample of the review that this person decides in.
fn together<'a>(current: &Current, standing: &'a Standing, role: Role) -> Option<Together<'a>> {
    let round = match role {
        Role::Reviewer | Role::Administrator => Round::First,
        Role::SecondReviewer => Round::Second,
        Role::Auditor => return None,
    };
    let seen = |ticket_no: &str| {
        let made = standing.of(ticket_no).and_then(|own| own.decisions.get(&round));
        made.is_some_and(concluded)
    };
    let drawn = standing.samples.get(&round).into_iter().flat_map(|sample| &sample.tickets);
    Some(Together {
        round,
        permille: current.pack.as_ref().map_or(100, |pack| pack.review.sample_permille),
        drawn: drawn.map(|ticket_no| (ticket_no.as_str(), seen(ticket_no))).collect(),
    })
}
