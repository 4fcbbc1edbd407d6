//! How every answer goes out: in time, with the headers of safety, and a refusal as something a person can read.

use std::time::Duration;

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use super::{app::Shared, page::Page, refusal::Refusal};

/// The longest a request may take.
const LONGEST: Duration = Duration::from_secs(30);

/// Nothing but our own files, nothing written into the page, and no frame around it. The referrer stays among our own
/// pages: without it browsers would hide the origin of forms from us.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Answers a request.
pub(super) async fn dress(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let script = request.uri().path().starts_with("/api/");
    let looks = request.method().is_safe();
    let answer = tokio::time::timeout(LONGEST, next.run(request)).await;
    let mut response = answer.unwrap_or_else(|_| Refusal::TooSlow.into_response());
    if let Some(refusal) = response.extensions().get::<Refusal>().cloned() {
        response = refused(&refusal, script, looks);
    }
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if app.settings.https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    // Personal data stays in no cache; what is none says so itself.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn refused(refusal: &Refusal, script: bool, looks: bool) -> Response {
    if script {
        let told = serde_json::json!({ "error": refusal.word(), "message": refusal.told() });
        return (refusal.status(), Json(told)).into_response();
    }
    match refusal {
        Refusal::SignIn if looks => return Redirect::to("/login").into_response(),
        Refusal::PasswordFirst if looks => return Redirect::to("/password").into_response(),
        _ => {}
    }
    let body = html! {
        main.narrow {
            h1 { "没有完成" }
            p role="alert" { (refusal.told()) }
            p { a href="/" { "回到首页" } }
        }
    };
    (refusal.status(), Page::new("没有完成", None, &body)).into_response()
}
