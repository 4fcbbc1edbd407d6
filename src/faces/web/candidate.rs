//! A candidate's page. The script asks for its inside alone, ahead of time, so that no page is loaded between two.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{Html, IntoResponse, Response},
};

use super::{
    app::{App, Current, Shared},
    asked::Asked,
    page::Page,
    pages::{
        candidate::{Around, Shown, candidate},
        links,
    },
    queue::{self, Wish},
    refusal::Refusal,
    rounds,
    visitor::Visitor,
};
use crate::{
    model::Round,
    store::{
        CandidateResult,
        review::{self, CandidateStanding, Role},
    },
};

/// What asks for the inside alone.
const INSIDE: &str = "x-inside";

/// The page.
pub(super) async fn page(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(ticket_no): Path<String>,
    Asked(wish): Asked<Wish>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let inside = headers.contains_key(INSIDE);
    app.work(move |app| {
        let (title, markup) = shown(app, &visitor, &ticket_no, &wish)?;
        if inside {
            return Ok(Html(markup.into_string()).into_response());
        }
        let body = maud::html! { main #main .wide tabindex="-1" { (markup) } };
        Ok(Page::new(&title, Some(&visitor), &body).into_response())
    })
    .await
}

fn shown(app: &App, visitor: &Visitor, ticket_no: &str, wish: &Wish) -> Result<(String, maud::Markup), Refusal> {
    let current = app.current()?;
    let result = result(app, &current, ticket_no)?;
    app.note_opened(visitor, ticket_no)?;
    let basis = review::basis(&result);
    let all = app.standing()?;
    let own = all.of(ticket_no);
    let viewer = visitor.viewer(current.second_blind());
    let may = may(visitor, &result, own, &basis);
    let first_hidden = own.map_or_else(|| viewer.is_blind(), |own| !viewer.may_see(Round::First, own));
    let seen = own.map(|own| viewer.seen(own));
    let beside = queue::beside(&current.index, &all, &viewer, wish, ticket_no);
    let todo = queue::next(&current.index, &all, &viewer, wish, Some(ticket_no)).map(str::to_owned);
    drop(all);
    let query = links::wish(wish);
    let address = |ticket_no: String| links::candidate(Some(&ticket_no), &query);
    let around = Around {
        previous: beside.previous.map(address),
        next: todo.or(beside.next).map(address),
        place: beside.place,
        wish: serde_json::to_string(wish).unwrap_or_default(),
        query: query.clone(),
    };
    let day = current.run.day.parse().unwrap_or_default();
    let markup = candidate(&Shown {
        result: &result,
        standing: seen.as_ref(),
        first_hidden,
        pack: current.pack.as_ref(),
        day,
        basis: &basis,
        may,
        may_look_up: visitor.role != Role::Auditor,
        around,
    });
    let name = result.candidate.as_ref().and_then(|c| c.text(crate::model::FieldName::Name));
    Ok((name.unwrap_or("材料").to_owned(), markup))
}

/// The result of a candidate, or what belongs to nobody: it is kept behind the last candidate.
fn result(app: &App, current: &Current, ticket_no: &str) -> Result<CandidateResult, Refusal> {
    if ticket_no == links::NOBODY {
        let found = app.store.result(current.id, current.index.len())?;
        return found.filter(|result| result.candidate.is_none()).ok_or(Refusal::NotFound);
    }
    Ok(app.dossier(current, ticket_no)?.result)
}

/// The review in which this person may conclude now, or why in none.
fn may(
    visitor: &Visitor,
    result: &CandidateResult,
    own: Option<&CandidateStanding>,
    basis: &str,
) -> Result<Round, String> {
    if result.candidate.is_none() {
        return Err("这些材料不属于名单上的任何人：请在“材料归属”页归入考生，下一次核查起生效。".to_owned());
    }
    let may = |round| rounds::may_conclude(&visitor.user, visitor.role, round, own, basis);
    match visitor.role {
        Role::Auditor => Err("审计：可以查看，不能决定。".to_owned()),
        Role::Reviewer => may(Round::First).map(|()| Round::First).map_err(|why| why.told().to_owned()),
        Role::SecondReviewer => may(Round::Second).map(|()| Round::Second).map_err(|why| why.told().to_owned()),
        Role::Administrator => may(Round::Second)
            .map(|()| Round::Second)
            .or_else(|_| may(Round::First).map(|()| Round::First))
            .map_err(|why| why.told().to_owned()),
    }
}
