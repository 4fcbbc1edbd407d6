//! Who comes in: the host name (against rebinding of names), the session, the role, and for whatever changes something
//! the origin, the token and the size.

use std::net::{IpAddr, SocketAddr};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use subtle::ConstantTimeEq;

use super::{
    app::{App, Shared},
    cookie,
    refusal::Refusal,
    routes::{self, Who},
    visitor::{Address, Visitor},
};

/// The most that may be sent.
const LARGEST: usize = 256 * 1024;
/// The header that brings the token.
const TOKEN: &str = "x-csrf";
/// The field of a form that brings it.
pub(super) const TOKEN_FIELD: &str = "csrf";

/// Lets a request through, or not.
pub(super) async fn gate(State(app): State<Shared>, request: Request, next: Next) -> Response {
    match admit(&app, request).await {
        Ok(request) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

async fn admit(app: &Shared, request: Request) -> Result<Request, Refusal> {
    let (mut parts, body) = request.into_parts();
    let host = host(&parts).filter(|host| is_ours(app, host)).ok_or(Refusal::WrongHost)?;
    let address = address(app, &parts);
    parts.extensions.insert(Address(address));

    let who = parts.extensions.get::<MatchedPath>().and_then(|path| routes::who(&parts.method, path.as_str()));
    let visitor = visitor(app, &parts.headers).await?;
    match (who, &visitor) {
        (Some(Who::Anybody), _) => {}
        // Who is not in does not learn what there is.
        (_, None) => return Err(Refusal::SignIn),
        (Some(Who::Those(roles)), Some(visitor)) if !roles.contains(&visitor.role) => return Err(Refusal::Forbidden),
        (Some(_), Some(visitor)) if visitor.lent && !routes::with_lent_password(&parts) => {
            return Err(Refusal::PasswordFirst);
        }
        (_, Some(_)) => {}
    }

    let mut sent = Bytes::new();
    if !parts.method.is_safe() {
        if !same_origin(&parts.headers, &host) {
            return Err(Refusal::Forged);
        }
        sent = to_bytes(body, LARGEST).await.map_err(|_| Refusal::TooLarge)?;
        if let (Some(visitor), false) = (&visitor, who == Some(Who::Anybody))
            && !brings_token(&parts.headers, &sent, &visitor.csrf)
        {
            return Err(Refusal::Forged);
        }
    }
    if let Some(visitor) = visitor {
        parts.extensions.insert(visitor);
    }
    Ok(Request::from_parts(parts, Body::from(sent)))
}

/// The account whose session the cookie holds.
async fn visitor(app: &Shared, headers: &HeaderMap) -> Result<Option<Visitor>, Refusal> {
    let Some(token) = cookie::token(headers, app.settings.https) else { return Ok(None) };
    let session = app.work(move |app| Ok(app.review.session(app.moment().now, &token)?)).await?;
    Ok(session.and_then(|session| {
        let role = session.account.role?;
        Some(Visitor { user: session.account.user, role, csrf: session.csrf, lent: session.account.lent })
    }))
}

/// The name a request was sent to, with its port.
fn host(parts: &Parts) -> Option<String> {
    let mut headers = parts.headers.get_all(header::HOST).iter();
    let header = headers.next().and_then(|host| host.to_str().ok());
    if headers.next().is_some() {
        // Which of two names counts is not for whoever sends both to choose.
        return None;
    }
    header.or_else(|| parts.uri.authority().map(axum::http::uri::Authority::as_str)).map(str::to_owned)
}

/// Whether a name is one of this machine. A plain address cannot be rebound to another machine, a name can.
fn is_ours(app: &App, host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.parse::<IpAddr>().is_ok()
        || name.eq_ignore_ascii_case("localhost")
        || app.settings.hosts.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// Whether a request comes from a page of ours. Browsers always say so when they send something.
fn same_origin(headers: &HeaderMap, host: &str) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    origin.and_then(|origin| origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"))) == Some(host)
}

/// Whether the session's token comes along, in its header or in its field.
fn brings_token(headers: &HeaderMap, sent: &[u8], token: &str) -> bool {
    let same = |given: &str| bool::from(given.as_bytes().ct_eq(token.as_bytes()));
    if let Some(given) = headers.get(TOKEN) {
        return given.to_str().is_ok_and(same);
    }
    let field = [TOKEN_FIELD, "="].concat();
    // The token is hex, so that nothing in it is escaped.
    std::str::from_utf8(sent).is_ok_and(|sent| sent.split('&').filter_map(|part| part.strip_prefix(&field)).any(same))
}

/// The machine a request comes from: where a server stands in front, as that one says. It stands on this machine; what
/// others write into that header they only claim.
fn address(app: &App, parts: &Parts) -> String {
    let forwarded = parts.headers.get("x-forwarded-for").and_then(|list| list.to_str().ok());
    let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    speaker(app.settings.https, connected, forwarded).map_or_else(|| "?".to_owned(), |address| address.to_string())
}

fn speaker(https: bool, connected: Option<IpAddr>, forwarded: Option<&str>) -> Option<IpAddr> {
    let in_front = https && connected.is_none_or(|address| address.to_canonical().is_loopback());
    let last = forwarded.filter(|_| in_front).and_then(|list| list.rsplit(',').next());
    last.and_then(|last| last.trim().parse::<IpAddr>().ok()).or(connected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_on_this_machine_says_for_whom_it_asks() {
        let said = |https, connected: &str, forwarded| {
            speaker(https, connected.parse().ok(), forwarded).map_or_else(String::new, |address| address.to_string())
        };
        assert_eq!(said(true, "127.0.0.1", Some("10.0.0.1, 10.0.0.2")), "10.0.0.2");
        assert_eq!(said(true, "::1", Some("10.0.0.2")), "10.0.0.2");
        assert_eq!(said(true, "10.0.0.9", Some("10.0.0.2")), "10.0.0.9", "it only claims to be somebody else");
        assert_eq!(said(false, "127.0.0.1", Some("10.0.0.2")), "127.0.0.1", "there is no server in front");
        assert_eq!(said(true, "127.0.0.1", Some("nobody")), "127.0.0.1");
        assert_eq!(said(true, "127.0.0.1", None), "127.0.0.1");
    }
}
