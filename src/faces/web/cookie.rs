//! The cookie that holds a session's token. No script reads it, and no other site has it sent.

use axum::http::{HeaderMap, HeaderValue, header};

/// Its name. By https browsers hold the prefix to its promise: this host, this path, never in the open.
const fn name(https: bool) -> &'static str {
    if https { "__Host-hecha" } else { "hecha" }
}

/// The token that a request brings.
pub(super) fn token(headers: &HeaderMap, https: bool) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(own, _)| *own == name(https)).map(|(_, token)| token.to_owned())
}

/// The header that gives a browser its token, or takes it away.
pub(super) fn set(token: Option<&str>, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    let (value, age) = token.map_or(("", "; Max-Age=0"), |token| (token, ""));
    let line = format!("{}={value}; Path=/; HttpOnly; SameSite=Strict{age}{secure}", name(https));
    HeaderValue::from_str(&line).ok()
}
