//! Fields in running text, by the patterns of a kind.

use regex::Regex;

use super::evidence::by_row;
use super::holder;
use super::pairs::{Found, trimmed};
use crate::layout::{Flow, Sheet};
use crate::model::{FieldName, Rect};

/// How sure a value is that a sentence gives.
const SURE: f32 = 0.9;

/// What the patterns find, the first hit of each group of each pattern.
pub(super) fn find(sheet: &Sheet<'_>, flow: &Flow, patterns: &[&str]) -> Vec<Found> {
    let mut found = Vec::new();
    for (rank, pattern) in patterns.iter().enumerate() {
        let Ok(regex) = Regex::new(pattern) else { continue };
        let Some(captures) = regex.captures(&flow.text) else { continue };
        for name in regex.capture_names().flatten() {
            let (Some(piece), Ok(field)) = (captures.name(name), name.parse::<FieldName>()) else { continue };
            if let Some(hit) = found_at(sheet, flow, field, piece.range(), rank) {
                found.push(hit);
            }
        }
    }
    found
}

/// A piece of the running text as a value.
pub(super) fn found_at(
    sheet: &Sheet<'_>,
    flow: &Flow,
    field: FieldName,
    bytes: std::ops::Range<usize>,
    rank: usize,
) -> Option<Found> {
    let mut chars = trimmed(sheet, &flow.chars(bytes));
    if field == FieldName::Name {
        let text: Vec<char> = chars.iter().filter_map(|&c| sheet.chars.get(c)).map(|c| c.ch).collect();
        let name = holder::name_in(&text)?;
        chars = chars.get(name)?.to_vec();
    }
    if chars.is_empty() {
        return None;
    }
    let lines = by_row(sheet, &chars);
    Some(Found { field, rank: rank + 50, lines, sure: SURE, label: Rect::default() })
}
