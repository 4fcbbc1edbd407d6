//! Files that are part of the program.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// The look of the pages at the door and of the plain pages.
pub(super) async fn base() -> Response {
    style(include_str!("assets/base.css"))
}

/// A style sheet. It is no personal data, and asked for anew each time, so that a newer program shows its own.
fn style(text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}
