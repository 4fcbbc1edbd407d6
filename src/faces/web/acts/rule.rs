//! A word on one flag: it is so, it is not so, the paper does not let one tell.

use axum::{Json, extract::State};
use serde::Deserialize;

use super::{
    super::{app::Shared, asked::Sent, refusal::Refusal, visitor::Visitor},
    words,
};
use crate::{
    model::{FlagKey, FlagRuling, Ruling},
    store::review::{Act, flag_basis},
};

/// The word.
#[derive(Deserialize)]
pub(in super::super) struct Wanted {
    ticket_no: String,
    flag: FlagKey,
    ruling: Ruling,
    #[serde(default)]
    reason: Option<String>,
    /// The fingerprint of what the flag said.
    basis: String,
}

/// Keeps it.
pub(in super::super) async fn rule(
    State(app): State<Shared>,
    visitor: Visitor,
    Sent(wanted): Sent<Wanted>,
) -> Result<Json<serde_json::Value>, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let dossier = app.dossier(&current, &wanted.ticket_no)?;
        let flag = dossier.flag(&wanted.flag).ok_or(Refusal::OutOfDate)?;
        let basis = flag_basis(flag);
        if basis != wanted.basis {
            return Err(Refusal::OutOfDate);
        }
        let reason = words(wanted.reason.as_deref(), &dossier.result)?;
        if wanted.ruling == Ruling::Dismissed && reason.is_none() {
            return Err(Refusal::invalid("排除一条疑点要写明理由。"));
        }
        let ruling =
            FlagRuling { ticket_no: wanted.ticket_no, flag: wanted.flag, ruling: wanted.ruling, reason, basis };
        let entries = app.act(&visitor.user, |_| Ok(vec![Act::Ruled(ruling)]))?;
        Ok(Json(serde_json::json!({ "seq": entries.last().map(|entry| entry.seq) })))
    })
    .await
}
