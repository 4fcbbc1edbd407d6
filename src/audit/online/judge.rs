//! Understanding an answer: what it says, and the fields in it.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8};
use serde_json::Value;

use super::connector::{Condition, Connector, Form, Says};
use super::html;
use super::http::Reply;
use crate::model::{FieldName, LookUpOutcome};
use crate::values;

/// What an answer comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Judged {
    /// An outcome to keep.
    Outcome {
        /// Which.
        outcome: LookUpOutcome,
        /// Why, as one word.
        why: String,
        /// What it says.
        fields: BTreeMap<FieldName, String>,
    },
    /// Not now.
    Busy {
        /// For so many milliseconds, where it says so.
        wait: Option<i64>,
        /// Why, as one word.
        why: String,
    },
}

impl Judged {
    fn plain(outcome: LookUpOutcome, why: impl Into<String>) -> Self {
        Self::Outcome { outcome, why: why.into(), fields: BTreeMap::new() }
    }
}

/// An answer taken apart.
struct Content {
    text: String,
    json: Option<Value>,
}

/// Understands an answer that came at this moment, in milliseconds since 1970.
pub(super) fn judge(connector: &Connector, reply: &Reply, now: i64) -> Judged {
    let status = reply.status;
    let text = decoded(connector, reply);
    let json = (connector.form == Form::Json).then(|| serde_json::from_str(&text).ok()).flatten();
    let content = Content { text, json };
    let says = connector.says.iter().find(|rule| holds(rule, status, &content)).map(|rule| rule.says);
    let word = format!("status-{status}");
    match says {
        Some(Says::Found) => found(connector, &content),
        Some(Says::NotFound) => Judged::plain(LookUpOutcome::NotFound, "rule"),
        Some(Says::Expired) => Judged::plain(LookUpOutcome::Expired, "rule"),
        Some(Says::Captcha) => Judged::plain(LookUpOutcome::Captcha, "rule"),
        Some(Says::Blocked) => Judged::plain(LookUpOutcome::Blocked, "rule"),
        Some(Says::Busy) => Judged::Busy { wait: wait(reply, now), why: "rule".to_owned() },
        None => match status {
            408 | 425 | 429 | 500..=599 => Judged::Busy { wait: wait(reply, now), why: word },
            401 | 403 | 405 | 406 | 407 | 412 | 451 => Judged::plain(LookUpOutcome::Blocked, word),
            300..=399 => Judged::plain(LookUpOutcome::Unclear, "redirect"),
            200..=299 if connector.form == Form::Json && content.json.is_none() => {
                Judged::plain(LookUpOutcome::Unclear, "not-json")
            }
            200..=299 => Judged::plain(LookUpOutcome::Unclear, "no-rule"),
            _ => Judged::plain(LookUpOutcome::Unclear, word),
        },
    }
}

/// The record in an answer. Where its connector names fields and none of them is there, it was not understood: a page
/// that has changed must not pass for a record without faults.
fn found(connector: &Connector, content: &Content) -> Judged {
    let labels: Vec<String> = connector.fields.values().cloned().collect();
    let pieces = if connector.form == Form::Html { html::pieces(&content.text) } else { Vec::new() };
    let printed = |place: &str| match &content.json {
        Some(json) => json.pointer(place).and_then(plain),
        None => html::beside(&pieces, place, &labels).map(str::to_owned),
    };
    let said = connector.fields.iter();
    let fields: BTreeMap<FieldName, String> =
        said.filter_map(|(name, place)| Some((*name, values::parse(*name, &printed(place)?).value?))).collect();
    if fields.is_empty() && !connector.fields.is_empty() {
        return Judged::plain(LookUpOutcome::Unclear, "no-fields");
    }
    Judged::Outcome { outcome: LookUpOutcome::Found, why: "rule".to_owned(), fields }
}

/// The text of a JSON value that is no list.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn holds(rule: &Condition, status: u16, content: &Content) -> bool {
    let status_holds = match rule.status.as_slice() {
        [] => (200..=299).contains(&status),
        list => list.contains(&status),
    };
    status_holds
        && rule.text.as_ref().is_none_or(|text| content.text.contains(text.as_str()))
        && rule.pointer.as_ref().is_none_or(|pointer| {
            let value = content.json.as_ref().and_then(|json| json.pointer(pointer));
            match rule.equals.as_slice() {
                [] => value.is_some_and(|value| !value.is_null()),
                list => value.is_some_and(|value| list.contains(value)),
            }
        })
}

/// The text of an answer: in the encoding that it names, else in that of its connector, else in UTF-8.
fn decoded(connector: &Connector, reply: &Reply) -> String {
    let named = reply.content_type.as_deref().and_then(|kind| {
        let (_, label) = kind.split_once("charset=")?;
        Encoding::for_label(label.trim_matches(|c: char| c == '"' || c.is_whitespace()).as_bytes())
    });
    named.or(connector.charset).unwrap_or(UTF_8).decode(&reply.body).0.into_owned()
}

/// For how long the portal asks to be left alone, in milliseconds: it says so in seconds or as a moment.
fn wait(reply: &Reply, now: i64) -> Option<i64> {
    let text = reply.retry_after.as_deref()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(i64::from(seconds) * 1000);
    }
    let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let moment = parser.parse_timestamp(text).ok()?;
    Some((moment.as_millisecond() - now).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(text: &str, now: i64) -> Option<i64> {
        wait(&Reply { retry_after: Some(text.to_owned()), ..Reply::default() }, now)
    }

    #[test]
    fn a_wait_is_seconds_or_a_moment() {
        assert_eq!(asks("120", 0), Some(120_000));
        assert_eq!(asks("Thu, 01 Jan 1970 00:01:00 GMT", 20_000), Some(40_000));
        assert_eq!(asks("Thu, 01 Jan 1970 00:01:00 GMT", 90_000), Some(0));
        assert_eq!(asks("soon", 0), None);
        assert_eq!(asks("-5", 0), None);
    }
}
