//! A row a field: what the roster says, and what each paper says.

use crate::faces::names;
use crate::model::{Document, Field, FieldName, FieldValue, RosterCell};
use crate::store::CandidateResult;
use crate::values::{self, Comparison};

/// A field with everything that is said of it.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// Which field.
    pub name: FieldName,
    /// The cell of the roster.
    pub roster: Option<&'a RosterCell>,
    /// What the papers say, in their order.
    pub values: Vec<Value<'a>>,
}

impl Row<'_> {
    /// Whether there is anything to compare: two say something of the same field, one of them the roster.
    #[must_use]
    pub const fn is_compared(&self) -> bool {
        self.roster.is_some()
    }
}

/// What a paper says.
#[derive(Debug, Clone)]
pub struct Value<'a> {
    /// Place of the document among all of the candidate's, from 0.
    pub paper: usize,
    /// The document.
    pub document: &'a Document,
    /// The value with its evidence.
    pub field: &'a Field,
    /// The value as people write it.
    pub text: String,
    /// How it stands to the roster; `None` where the roster says nothing.
    pub comparison: Option<Comparison>,
}

/// The rows of a candidate, in the order of the fields.
#[must_use]
pub fn rows(result: &CandidateResult) -> Vec<Row<'_>> {
    let documents: Vec<&Document> = result.files.iter().flat_map(|file| &file.documents).collect();
    let row = |name: &FieldName| {
        let roster = result.candidate.as_ref().and_then(|candidate| candidate.cells.get(name));
        let values: Vec<Value<'_>> = documents
            .iter()
            .enumerate()
            .flat_map(|(paper, document)| {
                let fields = document.fields.iter().filter(|field| field.name == *name);
                fields.map(move |field| value(paper, document, field, roster))
            })
            .collect();
        (roster.is_some() || !values.is_empty()).then_some(Row { name: *name, roster, values })
    };
    FieldName::ALL.iter().filter_map(row).collect()
}

fn value<'a>(paper: usize, document: &'a Document, field: &'a Field, roster: Option<&RosterCell>) -> Value<'a> {
    let comparison = match (roster, &field.value) {
        (Some(cell), FieldValue::Text(text)) => Some(values::compare(field.name, &cell.value, text)),
        _ => None,
    };
    Value { paper, document, field, text: printed(&field.value), comparison }
}

/// A value as people write it.
#[must_use]
pub fn printed(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::Periods(periods) => format!("{} 段（见年限）", periods.len()),
        FieldValue::Entries(entries) => {
            let entry = |entry: &std::collections::BTreeMap<FieldName, String>| {
                let cells = entry.iter().map(|(name, text)| format!("{} {text}", names::field(*name)));
                cells.collect::<Vec<_>>().join("，")
            };
            entries.iter().map(entry).collect::<Vec<_>>().join("；")
        }
    }
}
