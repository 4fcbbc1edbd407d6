//! A question as it is sent. It never shows its address or body, because codes and names stand in them.

use std::fmt;

use super::connector::{Body, Connector, Json, Method, Secret};
use super::template::{Values, encode};

/// A request that is ready to be sent.
#[derive(Clone)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Where to.
    pub address: reqwest::Url,
    /// Headers.
    pub headers: Vec<(String, Secret)>,
    /// The body with its type.
    pub body: Option<(&'static str, String)>,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("method", &self.method).finish_non_exhaustive()
    }
}

impl Connector {
    /// The request that asks about these values; `None` where they do not make one that goes where it should.
    #[must_use]
    pub fn request(&self, values: &Values) -> Option<Request> {
        // A value of nothing but dots would climb up the path, however it is encoded.
        if values.values().any(|value| value.chars().all(|c| c == '.')) {
            return None;
        }
        let address = reqwest::Url::parse(&self.address.fill_encoded(values)?).ok()?;
        if format!("{}:{}", address.host_str()?, address.port_or_known_default()?) != self.host {
            return None;
        }
        let body = match &self.body {
            None => None,
            Some(Body::Form(pairs)) => {
                let mut text = String::new();
                for (key, template) in pairs {
                    text.push_str(if text.is_empty() { "" } else { "&" });
                    encode(&mut text, key);
                    text.push('=');
                    encode(&mut text, &template.fill(values)?);
                }
                Some(("application/x-www-form-urlencoded", text))
            }
            Some(Body::Json(json)) => Some(("application/json", filled(json, values)?.to_string())),
        };
        Some(Request { method: self.method, address, headers: self.headers.clone(), body })
    }
}

fn filled(json: &Json, values: &Values) -> Option<serde_json::Value> {
    Some(match json {
        Json::Text(template) => template.fill(values)?.into(),
        Json::Fixed(value) => value.clone(),
        Json::List(items) => items.iter().map(|item| filled(item, values)).collect::<Option<Vec<_>>>()?.into(),
        Json::Object(pairs) => {
            let pairs = pairs.iter().map(|(key, item)| Some((key.clone(), filled(item, values)?)));
            serde_json::Value::Object(pairs.collect::<Option<serde_json::Map<_, _>>>()?)
        }
    })
}
