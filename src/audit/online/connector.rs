//! A connector: how one portal that a bureau may lawfully ask is asked, and how its answer is understood.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::template::Template;
use crate::model::{DocumentKind, FieldName};

/// How a request is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Method {
    /// The values stand in the address.
    #[default]
    #[serde(rename = "GET")]
    Get,
    /// The values stand in the body.
    #[serde(rename = "POST")]
    Post,
}

/// In what form a portal answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Fields stand at JSON pointers.
    Json,
    /// Fields stand beside their labels on a page.
    Html,
}

/// What an answer can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Here is the record.
    Found,
    /// There is no such record.
    NotFound,
    /// The code is no longer valid.
    Expired,
    /// Prove to be a person.
    Captcha,
    /// No programs.
    Blocked,
    /// Not now; the same question may be asked again.
    Busy,
}

/// One rule of understanding an answer: all that is named must hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// What the answer then says.
    pub says: Says,
    /// Status codes; where none is named, those of success.
    pub status: Vec<u16>,
    /// A JSON pointer at which something must stand.
    pub pointer: Option<String>,
    /// What must stand there; anything but null where nothing is named.
    pub equals: Vec<serde_json::Value>,
    /// Text that the answer must contain.
    pub text: Option<String>,
}

/// How gently a portal is asked. The usual values are slow on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Manners {
    /// Requests in any minute, at most.
    pub per_minute: u32,
    /// Milliseconds between two requests, at least.
    pub gap_ms: u64,
    /// Seconds after which a request has failed.
    pub timeout_seconds: u64,
    /// How often a request that failed is sent again.
    pub retries: u32,
    /// Seconds before the first repetition; twice as many before each further one, and some by chance.
    pub back_off_seconds: u64,
    /// The longest time the portal may ask to be left alone within a run, in seconds. Asked for longer, the run asks it
    /// nothing more.
    pub longest_wait_seconds: u64,
    /// So many look-ups that fail one after the other end the asking of this portal for this run.
    pub stop_after: u32,
    /// Bytes of an answer, at most.
    pub largest_answer_bytes: usize,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            per_minute: 12,
            gap_ms: 3_000,
            timeout_seconds: 20,
            retries: 3,
            back_off_seconds: 5,
            longest_wait_seconds: 600,
            stop_after: 5,
            largest_answer_bytes: 1_000_000,
        }
    }
}

/// A text that is shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub(super) String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// `a=1&b=2`.
    Form(Vec<(String, Template)>),
    /// A JSON text whose strings are templates.
    Json(Json),
}

/// A JSON value whose strings are templates.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// A text with places for values.
    Text(Template),
    /// Anything that is the same for every question.
    Fixed(serde_json::Value),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

/// A connector that was checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Connector {
    /// What people call the portal.
    pub name: String,
    /// The kinds of documents it looks up.
    pub kinds: Vec<DocumentKind>,
    /// The fields of the document that must have been read.
    pub needs: Vec<FieldName>,
    /// How requests are sent.
    pub method: Method,
    /// Where to; the host stands in it as written.
    pub address: Template,
    /// The host and port, to which alone requests go.
    pub host: String,
    /// Headers; some are secrets.
    pub headers: Vec<(String, Secret)>,
    /// The body.
    pub body: Option<Body>,
    /// In what form it answers.
    pub form: Form,
    /// The encoding of answers that do not name one.
    pub charset: Option<&'static encoding_rs::Encoding>,
    /// Where each field of an answer stands: a JSON pointer, or a label.
    pub fields: BTreeMap<FieldName, String>,
    /// The rules of understanding, the first that holds counts.
    pub says: Vec<Condition>,
    /// How gently it is asked.
    pub manners: Manners,
    /// Fingerprint of everything that can change an answer or its understanding; secrets and manners cannot.
    pub fingerprint: String,
}

/// Names a connector's configuration in what is kept.
#[derive(Debug, Serialize)]
pub(super) struct Identity<'a> {
    /// The text of its table without headers and manners.
    pub(super) table: &'a toml::Table,
}
