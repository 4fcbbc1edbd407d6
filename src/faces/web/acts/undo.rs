//! Taking back: the last thing one did oneself, about one candidate or at all. Nothing is removed; an entry says so.

use axum::{Json, extract::State};
use serde::Deserialize;

use super::super::{app::Shared, asked::Sent, refusal::Refusal, rounds::concluded, visitor::Visitor};
use crate::{model::Round, store::review::Act};

/// What is taken back.
#[derive(Deserialize)]
pub(in super::super) struct Wanted {
    /// The last about this candidate; about anybody where it is left out.
    #[serde(default)]
    ticket_no: Option<String>,
}

/// Takes it back.
pub(in super::super) async fn undo(
    State(app): State<Shared>,
    visitor: Visitor,
    Sent(wanted): Sent<Wanted>,
) -> Result<Json<serde_json::Value>, Refusal> {
    app.work(move |app| {
        let mut about = None;
        let entries = app.act(&visitor.user, |standing| {
            let last = match &wanted.ticket_no {
                Some(ticket_no) => standing.last_of(&visitor.user, ticket_no),
                None => standing.last_by(&visitor.user),
            };
            let last = last.ok_or_else(|| Refusal::conflict("没有可以撤销的。"))?;
            about = last.act.ticket_no().map(str::to_owned);
            let second = about
                .as_deref()
                .and_then(|ticket_no| standing.of(ticket_no))
                .and_then(|own| own.decisions.get(&Round::Second))
                .filter(|second| concluded(second));
            match (&last.act, second) {
                (Act::Decided(decision), Some(second)) if decision.round == Round::First => {
                    Err(Refusal::conflict(format!("{} 已经复核，初审结论不能再撤销。", second.by)))
                }
                _ => Ok(vec![Act::TakenBack { seq: last.seq }]),
            }
        })?;
        let taken_back = entries.last().map(|entry| &entry.act);
        let of = match taken_back {
            Some(Act::TakenBack { seq }) => Some(*seq),
            _ => None,
        };
        Ok(Json(serde_json::json!({ "seq": entries.last().map(|e| e.seq), "taken_back": of, "ticket_no": about })))
    })
    .await
}
