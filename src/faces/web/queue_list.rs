//! The queue for scripts: those who fit the filters, in the order of work, with what is left.

use axum::{Json, extract::State};

use super::{
    app::Shared,
    asked::Asked,
    queue::{self, Wish},
    refusal::Refusal,
    visitor::Visitor,
};

/// The list.
pub(super) async fn list(
    State(app): State<Shared>,
    visitor: Visitor,
    Asked(wish): Asked<Wish>,
) -> Result<Json<serde_json::Value>, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let standing = app.standing()?;
        let found = queue::find(&current.index, &standing, &visitor.viewer(current.second_blind()), &wish);
        Ok(Json(serde_json::to_value(&found).map_err(|_| Refusal::Broken)?))
    })
    .await
}
