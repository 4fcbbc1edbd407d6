//! Loading connectors: everything that can be wrong with the file is said when it is loaded, with its line.

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};
use toml::Spanned;

use super::connector::{Body, Connector, Form, Identity, Json, Method, Says, Secret};
use super::raw::{RawBody, RawConnector, RawFile, RawHeader, RawSays};
use super::template::Template;
use crate::model::FieldName;

/// Where secrets are found: in the environment or in files, which only faces may touch.
pub trait Secrets {
    /// The variable of this name.
    fn variable(&self, name: &str) -> Option<String>;

    /// The text of this file.
    fn file(&self, path: &Path) -> Option<String>;
}

/// Loads the connectors of a file. What is wrong with it is said in English, beginning with the line.
pub fn load(text: &str, secrets: &dyn Secrets) -> Result<Vec<Connector>, String> {
    let place = Lines { text };
    let file: RawFile = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| place.of(span.start));
        format!("line {line}: {}", error.message())
    })?;
    let tables: toml::Table = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let list = tables.get("connector").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    if file.connector.is_empty() {
        return Err("line 1: there is no [[connector]]".to_owned());
    }
    let mut connectors: Vec<Connector> = Vec::new();
    for (raw, table) in file.connector.into_iter().zip(list) {
        let line = place.of(raw.name.span().start);
        if connectors.iter().any(|other| other.name == *raw.name.get_ref()) {
            return Err(format!("line {line}: two connectors have this name"));
        }
        connectors.push(Checker { place: &place, line }.connector(
            raw,
            table.as_table().cloned().unwrap_or_default(),
            secrets,
        )?);
    }
    Ok(connectors)
}

/// Lines of the file by place in it.
struct Lines<'a> {
    text: &'a str,
}

impl Lines<'_> {
    fn of(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }
}

/// What checks one connector; `line` is that of its name.
struct Checker<'a> {
    place: &'a Lines<'a>,
    line: usize,
}

impl Checker<'_> {
    fn at<T>(&self, spanned: &Spanned<T>, why: impl std::fmt::Display) -> String {
        format!("line {}: {why}", self.place.of(spanned.span().start))
    }

    fn connector(&self, raw: RawConnector, mut table: toml::Table, secrets: &dyn Secrets) -> Result<Connector, String> {
        table.remove("headers");
        table.remove("manners");
        if raw.name.get_ref().trim().is_empty() {
            return Err(self.at(&raw.name, "the name is empty"));
        }
        if raw.kinds.get_ref().is_empty() {
            return Err(self.at(&raw.kinds, "no kind of document is named"));
        }
        if raw.needs.get_ref().is_empty() {
            return Err(self.at(&raw.needs, "a look-up needs at least one field"));
        }
        let (address, host) = self.address(&raw.address)?;
        let body = raw.body.as_ref().map(|body| self.body(body)).transpose()?;
        if body.is_some() && raw.method == Method::Get {
            return Err(format!("line {}: a GET has no body; write method = \"POST\"", self.line));
        }
        let used: Vec<FieldName> = address.fields().chain(body.iter().flat_map(Body::fields)).collect();
        if let Some(other) = used.iter().find(|name| !raw.needs.get_ref().contains(name)) {
            return Err(self.at(&raw.needs, format!("{{{other}}} is used and not named in needs")));
        }
        if used.is_empty() {
            return Err(self.at(&raw.address, "no value of the document is used in address or body"));
        }
        let mut headers = Vec::new();
        for (name, header) in &raw.headers {
            headers.push((name.clone(), self.header(name, header, secrets)?));
        }
        let charset = match &raw.answer.charset {
            Some(label) => Some(
                encoding_rs::Encoding::for_label(label.get_ref().as_bytes())
                    .ok_or_else(|| self.at(label, "no such charset"))?,
            ),
            None => None,
        };
        for (name, place) in &raw.answer.fields {
            self.field(*name, place, raw.answer.form)?;
        }
        let says = raw.answer.says.get_ref();
        for rule in says {
            self.rule(rule, raw.answer.form)?;
        }
        if !says.iter().any(|rule| *rule.outcome.get_ref() == Says::Found) {
            return Err(self.at(&raw.answer.says, "no rule says when a record was found"));
        }
        self.manners(&raw)?;
        let identity = toml::to_string(&Identity { table: &table }).unwrap_or_default();
        Ok(Connector {
            host,
            address,
            headers,
            body,
            form: raw.answer.form,
            charset,
            fields: raw.answer.fields.iter().map(|(name, place)| (*name, place.get_ref().clone())).collect(),
            says: says.iter().map(RawSays::condition).collect(),
            manners: raw.manners,
            fingerprint: Sha256::digest(identity.as_bytes()).iter().take(16).fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            }),
            method: raw.method,
            name: raw.name.into_inner(),
            kinds: raw.kinds.into_inner(),
            needs: raw.needs.into_inner(),
        })
    }

    /// The address with its host, which stands in the file as it is: no document says where a request goes.
    fn address(&self, raw: &Spanned<String>) -> Result<(Template, String), String> {
        let text = raw.get_ref();
        let template = Template::parse(text).map_err(|why| self.at(raw, why))?;
        let after = text.split_once("://").map_or("", |(_, rest)| rest);
        let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains(['{', '}']) {
            return Err(self.at(raw, "the host must be written out, without values"));
        }
        if authority.contains('@') {
            return Err(self.at(raw, "no user or password may stand in an address; use headers"));
        }
        let sample = template.fields().map(|name| (name, "1".to_owned())).collect();
        let url = reqwest::Url::parse(&template.fill_encoded(&sample).unwrap_or_default());
        let url = url.map_err(|error| self.at(raw, format!("not an address: {error}")))?;
        let host = url.host_str().ok_or_else(|| self.at(raw, "the address has no host"))?;
        if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
            return Err(self.at(raw, "only https, so that codes are not sent in the clear"));
        }
        let port = url.port_or_known_default().unwrap_or_default();
        Ok((template, format!("{host}:{port}")))
    }

    fn body(&self, raw: &RawBody) -> Result<Body, String> {
        match (&raw.form, &raw.json) {
            (Some(form), None) => {
                let pairs = form.get_ref().iter();
                let pairs = pairs.map(|(key, text)| Ok((key.clone(), Template::parse(text)?)));
                Ok(Body::Form(pairs.collect::<Result<_, String>>().map_err(|why| self.at(form, why))?))
            }
            (None, Some(json)) => {
                let value = toml::Value::Table(json.get_ref().clone());
                Ok(Body::Json(template_of(&value).map_err(|why| self.at(json, why))?))
            }
            _ => Err(format!("line {}: a body has either form or json", self.line)),
        }
    }

    fn header(&self, name: &str, raw: &Spanned<RawHeader>, secrets: &dyn Secrets) -> Result<Secret, String> {
        let value = match raw.get_ref() {
            RawHeader::Plain(text) => text.clone(),
            RawHeader::Secret(secret) => {
                let found = match (&secret.env, &secret.file) {
                    (Some(name), None) => {
                        secrets.variable(name).ok_or_else(|| self.at(raw, format!("the variable {name} is not set")))
                    }
                    (None, Some(path)) => {
                        secrets.file(path).ok_or_else(|| self.at(raw, "the file of the secret cannot be read"))
                    }
                    _ => Err(self.at(raw, "a secret has either env or file")),
                }?;
                format!("{}{}", secret.before, found.trim())
            }
        };
        let fits = reqwest::header::HeaderName::from_bytes(name.as_bytes()).is_ok()
            && reqwest::header::HeaderValue::from_str(&value).is_ok();
        if fits { Ok(Secret(value)) } else { Err(self.at(raw, format!("{name} cannot be a header"))) }
    }

    fn field(&self, name: FieldName, place: &Spanned<String>, form: Form) -> Result<(), String> {
        let lists = [FieldName::EmploymentPeriods, FieldName::RegisterEntries, FieldName::RegisterRows];
        if name == FieldName::VerificationCode || lists.contains(&name) {
            return Err(self.at(place, format!("{name} is not taken from an answer")));
        }
        match form {
            Form::Json => self.pointer(place),
            Form::Html if place.get_ref().trim().is_empty() => Err(self.at(place, "the label is empty")),
            Form::Html => Ok(()),
        }
    }

    fn pointer(&self, pointer: &Spanned<String>) -> Result<(), String> {
        let text = pointer.get_ref();
        if text.is_empty() || text.starts_with('/') {
            return Ok(());
        }
        Err(self.at(pointer, "a JSON pointer begins with /"))
    }

    fn rule(&self, raw: &RawSays, form: Form) -> Result<(), String> {
        if raw.status.is_empty() && raw.pointer.is_none() && raw.text.is_none() {
            return Err(self.at(&raw.outcome, "a rule names status, pointer or text"));
        }
        if let Some(status) = raw.status.iter().find(|status| !(200..=599).contains(*status)) {
            return Err(self.at(&raw.outcome, format!("{status} is no status")));
        }
        if raw.text.as_deref().is_some_and(str::is_empty) {
            return Err(self.at(&raw.outcome, "the text is empty, and stands in every answer"));
        }
        match &raw.pointer {
            Some(pointer) if form == Form::Html => Err(self.at(pointer, "a page has no JSON pointers")),
            Some(pointer) => self.pointer(pointer),
            None if !raw.equals.is_empty() => Err(self.at(&raw.outcome, "equals needs a pointer")),
            None => Ok(()),
        }
    }

    fn manners(&self, raw: &RawConnector) -> Result<(), String> {
        let manners = &raw.manners;
        let faults = [
            (!(1..=600).contains(&manners.per_minute), "per_minute must be 1 to 600"),
            (!(1..=300).contains(&manners.timeout_seconds), "timeout_seconds must be 1 to 300"),
            (manners.retries > 10, "retries must be 0 to 10"),
            (!(1..=3600).contains(&manners.back_off_seconds), "back_off_seconds must be 1 to 3600"),
            (manners.longest_wait_seconds > 86_400, "longest_wait_seconds must be 0 to 86400"),
            (manners.gap_ms > 3_600_000, "gap_ms must be 0 to 3600000"),
            (manners.stop_after == 0, "stop_after must be 1 or more"),
            (!(1..=50_000_000).contains(&manners.largest_answer_bytes), "largest_answer_bytes must be 1 to 50000000"),
        ];
        let fault = faults.iter().find(|(wrong, _)| *wrong);
        fault.map_or(Ok(()), |(_, why)| Err(format!("line {}: [manners] {why}", self.line)))
    }
}

/// Whether an address leads to this machine itself.
fn is_loopback(url: &reqwest::Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => {
            host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        None => false,
    }
}

fn template_of(value: &toml::Value) -> Result<Json, String> {
    Ok(match value {
        toml::Value::String(text) => Json::Text(Template::parse(text)?),
        toml::Value::Array(items) => Json::List(items.iter().map(template_of).collect::<Result<_, _>>()?),
        toml::Value::Table(table) => {
            let pairs = table.iter().map(|(key, value)| Ok((key.clone(), template_of(value)?)));
            Json::Object(pairs.collect::<Result<_, String>>()?)
        }
        other => Json::Fixed(serde_json::to_value(other).map_err(|error| error.to_string())?),
    })
}

impl Body {
    /// The fields it has places for.
    fn fields(&self) -> Vec<FieldName> {
        match self {
            Self::Form(pairs) => pairs.iter().flat_map(|(_, template)| template.fields()).collect(),
            Self::Json(json) => json.fields(),
        }
    }
}

impl Json {
    fn fields(&self) -> Vec<FieldName> {
        match self {
            Self::Text(template) => template.fields().collect(),
            Self::Fixed(_) => Vec::new(),
            Self::List(items) => items.iter().flat_map(Self::fields).collect(),
            Self::Object(pairs) => pairs.iter().flat_map(|(_, item)| item.fields()).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
