//! Files that are part of the program.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

use super::refusal::Refusal;

/// The look of the pages at the door and of the plain pages.
pub(super) async fn base() -> Response {
    style(include_str!("assets/base.css"))
}

/// A style sheet. It is no personal data, and asked for anew each time, so that a newer program shows its own.
fn style(text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}

/// What the pages behind the door are made with.
const FILES: &[(&str, &str, &str)] = &[
    ("app.css", "text/css; charset=utf-8", include_str!("assets/app.css")),
    ("app.js", "text/javascript; charset=utf-8", include_str!("assets/app.js")),
    ("audit.css", "text/css; charset=utf-8", include_str!("assets/audit.css")),
    ("audit.js", "text/javascript; charset=utf-8", include_str!("assets/audit.js")),
    ("look-ups.css", "text/css; charset=utf-8", include_str!("assets/look-ups.css")),
    ("look-ups.js", "text/javascript; charset=utf-8", include_str!("assets/look-ups.js")),
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
    ("theme.js", "text/javascript; charset=utf-8", include_str!("assets/theme.js")),
];

/// One of them.
pub(super) async fn one(Path(name): Path<String>) -> Result<Response, Refusal> {
    let (_, kind, text) = FILES.iter().find(|(own, _, _)| *own == name).ok_or(Refusal::NotFound)?;
    Ok(([(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "no-cache")], *text).into_response())
}
