//! Concluding about a candidate: pass, send back, refuse, leave for later.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};

use super::{
    super::{
        app::{Current, Shared},
        asked::Sent,
        queue::{self, Wish},
        refusal::Refusal,
        rounds,
        visitor::Visitor,
    },
    words,
};
use crate::{
    model::{Decision, Round, Verdict},
    store::review::Act,
};

/// What is decided.
#[derive(Deserialize)]
pub(in super::super) struct Wanted {
    ticket_no: String,
    round: Round,
    verdict: Verdict,
    #[serde(default)]
    reasons: Vec<String>,
    #[serde(default)]
    note: Option<String>,
    /// The fingerprint of what was shown.
    basis: String,
    /// The filters of the queue, for who comes next.
    #[serde(default)]
    wish: Wish,
}

/// What came of it.
#[derive(Serialize)]
pub(in super::super) struct Done {
    /// The entry of the journal.
    seq: i64,
    /// Who comes next.
    next: Option<String>,
}

/// Decides.
pub(in super::super) async fn decide(
    State(app): State<Shared>,
    visitor: Visitor,
    Sent(wanted): Sent<Wanted>,
) -> Result<Json<Done>, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let dossier = app.dossier(&current, &wanted.ticket_no)?;
        if dossier.basis != wanted.basis {
            return Err(Refusal::OutOfDate);
        }
        let note = words(wanted.note.as_deref(), &dossier.result)?;
        let decision = Decision {
            ticket_no: wanted.ticket_no.clone(),
            round: wanted.round,
            verdict: wanted.verdict,
            reasons: wanted.reasons,
            note,
            basis: dossier.basis,
        };
        with_reason(&decision, &current)?;
        let mut kept = None;
        let entries = app.act(&visitor.user, |standing| {
            let own = standing.of(&decision.ticket_no);
            rounds::may_conclude(&visitor.user, visitor.role, decision.round, own, &decision.basis)?;
            // Pressed twice, or sent again where the answer was lost: it stands already.
            let same = own.and_then(|own| own.decisions.get(&decision.round));
            kept = same.filter(|made| made.by == visitor.user && made.what == decision).map(|made| made.seq);
            Ok(if kept.is_some() { Vec::new() } else { vec![Act::Decided(decision)] })
        })?;
        let standing = app.standing()?;
        let viewer = visitor.viewer(current.second_blind());
        let next = queue::next(&current.index, &standing, &viewer, &wanted.wish, Some(&wanted.ticket_no));
        let seq = entries.last().map(|entry| entry.seq).or(kept).unwrap_or(0);
        Ok(Json(Done { seq, next: next.map(str::to_owned) }))
    })
    .await
}

/// Sending back and refusing need a reason of the rules, or words; the others take none.
fn with_reason(decision: &Decision, current: &Current) -> Result<(), Refusal> {
    let known =
        |code: &String| current.pack.as_ref().is_some_and(|pack| pack.review.reason(decision.verdict, code).is_some());
    if !decision.reasons.iter().all(known) {
        return Err(Refusal::invalid("规则里没有这个理由。"));
    }
    match decision.verdict {
        Verdict::SendBack | Verdict::NotQualified if decision.reasons.is_empty() && decision.note.is_none() => {
            Err(Refusal::invalid("请选择理由，或写明原因。"))
        }
        _ => Ok(()),
    }
}
