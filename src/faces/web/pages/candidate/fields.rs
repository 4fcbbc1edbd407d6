//! A row a field: the roster, and each paper's value with its crop beside it.

use maud::{Markup, html};

use super::desk::{Desk, numbers};
use super::flags::hidden_difference;
use super::sheets::{crop, is_masked};
use crate::bounds;
use crate::faces::{
    names,
    view::{
        diff,
        rows::{Row, Value, rows},
    },
};
use crate::model::{Correction, FieldKey, FieldName};
use crate::store::review::Made;
use crate::values::Comparison;

/// The table: what can be compared first, then what is printed beside it.
pub(super) fn fields(desk: &Desk<'_>) -> Markup {
    let rows = rows(desk.shown.result);
    let (compared, others): (Vec<&Row<'_>>, Vec<&Row<'_>>) = rows.iter().partition(|row| row.is_compared());
    html! {
        section.fields aria-labelledby="fields-title" {
            h2 #fields-title { "逐项核对" }
            @if !compared.is_empty() { (table(desk, &compared, "名单")) }
            @if !others.is_empty() {
                details.others open[compared.is_empty()] {
                    summary { "材料上的其他内容 " span.count { (others.len()) } }
                    (table(desk, &others, ""))
                }
            }
        }
    }
}

fn table(desk: &Desk<'_>, rows: &[&Row<'_>], roster: &str) -> Markup {
    html! {
        table.rows {
            @if !roster.is_empty() { thead { tr { th scope="col" { "栏目" } th scope="col" { (roster) } th scope="col" { "材料" } } } }
            tbody { @for row in rows { (line(desk, row)) } }
        }
    }
}

fn line(desk: &Desk<'_>, row: &Row<'_>) -> Markup {
    let flagged = desk.shown.result.flags.iter().any(|flag| flag.field == Some(row.name));
    html! {
        tr.flagged[flagged] {
            th scope="row" { (names::field(row.name)) @if flagged { " " span.mark title="有疑点" { "⚑" span.sr { "有疑点" } } } }
            @if row.is_compared() {
                td.roster {
                    @if let Some(cell) = row.roster { span data-mask=[(row.name == FieldName::IdNumber).then_some("roster")] { (Desk::masked(row.name, &cell.value)) } span.quiet { (names::cell_state(cell.state)) } }
                }
            }
            td.values {
                @for value in &row.values { (entry(desk, row, value)) }
                @if row.values.is_empty() { span.quiet { "材料上没有" } }
            }
        }
    }
}

fn entry(desk: &Desk<'_>, row: &Row<'_>, value: &Value<'_>) -> Markup {
    let index = value.document.fields.iter().position(|field| std::ptr::eq(field, value.field)).unwrap_or_default();
    let evidence = &value.field.evidence;
    let file = desk.file(&value.document.file);
    let key = FieldKey { sha256: value.document.sha256.clone(), page: value.document.pages.0, name: row.name };
    let correction = desk.shown.standing.and_then(|standing| standing.corrections.get(&key));
    let masked = is_masked(row.name);
    // A code opens a person's record: whoever needs it opens it.
    let secret = row.name == FieldName::VerificationCode;
    html! {
        div.value.item id=(format!("v{}-{index}", value.paper)) tabindex="-1" data-kind="value" data-sheet=[desk.sheet(&value.document.file, evidence.page)]
            data-box=[evidence.bbox.as_ref().map(numbers)] data-sha256=(key.sha256) data-page=(key.page) data-name=(row.name)
            data-reading=[(!masked && !secret).then_some(value.text.as_str())] {
            span.from { (desk.paper(value.paper)) }
            (standing(value.comparison))
            @if secret {
                details.secret { summary { "显示验证码" } (said(row, value, masked)) }
            } @else {
                span.said data-mask=[(row.name == FieldName::IdNumber).then(|| format!("{}/{}", key.sha256, key.page))] { (said(row, value, masked)) }
            }
            @if let (Some(file), Some(bbox), false) = (file, evidence.bbox.as_ref(), masked || secret) { (crop(file, evidence.page, bbox)) }
            @if evidence.confidence < bounds::SHOWN_IN_DOUBT { span.chip.doubt title="读得没有把握，请对照图像" { "？ 存疑" } }
            @if let Some(correction) = correction { (corrected(row.name, &value.text, correction)) }
        }
    }
}

/// How a value stands to the roster, as a sign.
fn standing(comparison: Option<Comparison>) -> Markup {
    let (class, sign, words) = match comparison {
        None => return html! { span.stand.none {} },
        Some(Comparison::Equal | Comparison::Agrees(_) | Comparison::MaskedAgrees) => ("same", "＝", "与名单一致"),
        Some(Comparison::Variant(reason)) => ("form", "≈", reason.zh()),
        Some(Comparison::LookAlike(reason)) => ("alike", "≒", reason.zh()),
        Some(Comparison::Different) => ("other", "≠", "与名单不同"),
        Some(Comparison::NotComparable) => ("unknown", "？", "无法比较"),
    };
    html! { span.stand.(class) title=(words) { span aria-hidden="true" { (sign) } span.sr { (words) } } }
}

/// The value, its characters marked where they differ from the roster.
fn said(row: &Row<'_>, value: &Value<'_>, masked: bool) -> Markup {
    let expected = row.roster.map(|cell| cell.value.as_str());
    let clean = value.comparison.is_none_or(Comparison::is_clean);
    match (expected, clean, masked) {
        (Some(expected), false, true) => {
            html! { (Desk::masked(row.name, &value.text)) " " (hidden_difference(expected, &value.text)) }
        }
        (Some(expected), false, false) => diff::marked(expected, &value.text),
        _ => html! { (Desk::masked(row.name, &value.text)) },
    }
}

/// What a person reads there instead. The reading stays.
fn corrected(name: FieldName, now: &str, correction: &Made<Correction>) -> Markup {
    let outdated = correction.what.reading.as_deref().is_some_and(|reading| reading != now);
    html! {
        span.corrected {
            span.label { "更正为 " } strong { (Desk::masked(name, &correction.what.value)) } span.quiet { " " (correction.by) }
            @if outdated { " " strong.outdated { "⟳ 已过时：后来读得不同" } }
        }
    }
}
