//! The TOML file of connectors as it is written, before it is checked. Keys that are not known are refused.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::connector::{Condition, Form, Manners, Method, Says};
use crate::model::{DocumentKind, FieldName};

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFile {
    #[serde(default)]
    pub(super) connector: Vec<RawConnector>,
}

/// One connector.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawConnector {
    pub(super) name: Spanned<String>,
    pub(super) kinds: Spanned<Vec<DocumentKind>>,
    pub(super) needs: Spanned<Vec<FieldName>>,
    #[serde(default)]
    pub(super) method: Method,
    pub(super) address: Spanned<String>,
    #[serde(default)]
    pub(super) headers: BTreeMap<String, Spanned<RawHeader>>,
    pub(super) body: Option<RawBody>,
    pub(super) answer: RawAnswer,
    #[serde(default)]
    pub(super) manners: Manners,
}

/// The value of a header: written out, or a secret from elsewhere.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum RawHeader {
    Plain(String),
    Secret(RawSecret),
}

/// Where a secret is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSecret {
    pub(super) env: Option<String>,
    pub(super) file: Option<PathBuf>,
    #[serde(default)]
    pub(super) before: String,
}

/// The body of a request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBody {
    pub(super) form: Option<Spanned<BTreeMap<String, String>>>,
    pub(super) json: Option<Spanned<toml::Table>>,
}

/// How the answer is understood.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAnswer {
    pub(super) form: Form,
    pub(super) charset: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) fields: BTreeMap<FieldName, Spanned<String>>,
    pub(super) says: Spanned<Vec<RawSays>>,
}

/// What an answer that fulfils all of the conditions says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSays {
    pub(super) outcome: Spanned<Says>,
    #[serde(default)]
    pub(super) status: Vec<u16>,
    pub(super) pointer: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) equals: Vec<toml::Value>,
    pub(super) text: Option<String>,
}

impl RawSays {
    /// The conditions, once they are known to make sense.
    pub(super) fn condition(&self) -> Condition {
        Condition {
            says: *self.outcome.get_ref(),
            status: self.status.clone(),
            pointer: self.pointer.as_ref().map(|pointer| pointer.get_ref().clone()),
            equals: self.equals.iter().filter_map(|value| serde_json::to_value(value).ok()).collect(),
            text: self.text.clone(),
        }
    }
}
