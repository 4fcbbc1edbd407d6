//! A value as a person reads it. The reading stays; the correction stands beside it.

use axum::{Json, extract::State};
use serde::Deserialize;

use super::super::{app::Shared, asked::Sent, refusal::Refusal, visitor::Visitor};
use crate::{
    model::{Correction, FieldKey, FieldName, FieldValue},
    store::{CandidateResult, review::Act},
    values::{self, Understanding},
};

/// The longest value.
const LONGEST: usize = 200;

/// The value.
#[derive(Deserialize)]
pub(in super::super) struct Wanted {
    ticket_no: String,
    field: FieldKey,
    value: String,
    /// What the machine's reading was when it was shown; nothing where it had read nothing.
    #[serde(default)]
    reading: Option<String>,
}

/// Keeps it.
pub(in super::super) async fn correct(
    State(app): State<Shared>,
    visitor: Visitor,
    Sent(wanted): Sent<Wanted>,
) -> Result<Json<serde_json::Value>, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let dossier = app.dossier(&current, &wanted.ticket_no)?;
        let reading = reading(&dossier.result, &wanted.field)?;
        if reading != wanted.reading {
            return Err(Refusal::OutOfDate);
        }
        let value = understood(wanted.field.name, &wanted.value)?;
        let act = Act::Corrected(Correction {
            ticket_no: wanted.ticket_no,
            field: wanted.field,
            reading,
            value: value.clone(),
        });
        let entries = app.act(&visitor.user, |_| Ok(vec![act]))?;
        Ok(Json(serde_json::json!({ "seq": entries.last().map(|entry| entry.seq), "value": value })))
    })
    .await
}

/// What the machine read there.
fn reading(result: &CandidateResult, key: &FieldKey) -> Result<Option<String>, Refusal> {
    let mut documents = result.files.iter().flat_map(|file| &file.documents);
    let document = documents
        .find(|document| document.sha256 == key.sha256 && document.pages.0 == key.page)
        .ok_or(Refusal::OutOfDate)?;
    match document.field(key.name).map(|field| &field.value) {
        None => Ok(None),
        Some(FieldValue::Text(text)) => Ok(Some(text.clone())),
        Some(FieldValue::Periods(_) | FieldValue::Entries(_)) => {
            Err(Refusal::invalid("这一栏是清单，不能整体更正；请在结论里写明。"))
        }
    }
}

/// The value in the contract's form.
fn understood(name: FieldName, text: &str) -> Result<String, Refusal> {
    if name == FieldName::VerificationCode {
        return Err(Refusal::invalid("验证码是保密内容，不写入日志，不能在这里更正。"));
    }
    if matches!(name, FieldName::EmploymentPeriods | FieldName::RegisterEntries) {
        return Err(Refusal::invalid("这一栏是清单，不能整体更正；请在结论里写明。"));
    }
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(Refusal::invalid("这个值太长，或含有不能显示的字符。"));
    }
    let parsed = values::parse(name, text);
    match (parsed.value, parsed.understanding) {
        (Some(value), Understanding::Full | Understanding::OddShape) => Ok(value),
        _ => Err(Refusal::invalid("看不懂这个值，请按材料上印的样子填写，例如日期写成 2005年6月30日。")),
    }
}
