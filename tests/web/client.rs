//! A browser, as far as the tests need one: it keeps its cookie and sends what browsers send.

use std::net::SocketAddr;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request},
};
use serde_json::Value;
use tower::ServiceExt;

/// Where the page is reached in tests.
pub(super) const HOST: &str = "127.0.0.1:8420";

/// A browser at the review page.
pub(super) struct Client {
    router: Router,
    /// The cookie it holds, as `name=value`.
    pub(super) cookie: Option<String>,
    /// The token of its pages.
    pub(super) csrf: String,
    /// The machine it runs on.
    pub(super) address: &'static str,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    /// A header, or nothing.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The answer as JSON.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

impl Client {
    pub(super) fn new(router: &Router) -> Self {
        Self { router: router.clone(), cookie: None, csrf: String::new(), address: "127.0.0.1:50000" }
    }

    /// Sends a request with these headers and no others than `Host` and the cookie.
    pub(super) fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", HOST);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let from: SocketAddr = self.address.parse().unwrap();
        let request = request.extension(ConnectInfo(from)).body(Body::from(body.to_owned())).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let router = self.router.clone();
        let answer = runtime.block_on(async move {
            let response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Answer { status: parts.status.as_u16(), headers: parts.headers, text }
        });
        if let Some(cookie) = answer.headers.get("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        answer
    }

    /// Goes to a page, and takes its token.
    pub(super) fn get(&mut self, path: &str) -> Answer {
        let answer = self.send("GET", path, &[], "");
        if let Some((_, rest)) = answer.text.split_once("<meta name=\"csrf\" content=\"") {
            self.csrf = rest.split('"').next().unwrap().to_owned();
        }
        answer
    }

    /// Sends a form of a page.
    pub(super) fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf.clone();
        let pairs = fields.iter().copied().chain([("csrf", csrf.as_str())]);
        let body = pairs.map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&");
        let headers = [("origin", "http://127.0.0.1:8420"), ("content-type", "application/x-www-form-urlencoded")];
        self.send("POST", path, &headers, &body)
    }

    /// Sends what a script of a page sends.
    pub(super) fn post(&mut self, path: &str, body: &Value) -> Answer {
        let csrf = self.csrf.clone();
        let headers = [("origin", "http://127.0.0.1:8420"), ("content-type", "application/json"), ("x-csrf", &csrf)];
        self.send("POST", path, &headers, &body.to_string())
    }
}

/// A text as forms send it.
pub(super) fn escaped(text: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(byte).collect()
}
