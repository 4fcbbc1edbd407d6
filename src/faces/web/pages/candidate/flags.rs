//! The flags: what is doubtful, on which clause that rests, what to do, and what people said of it.

use maud::{Markup, html};

use super::super::queue::sign;
use super::desk::{Desk, numbers};
use super::sheets::{crop, is_masked};
use crate::faces::{
    masking, names,
    view::{advice::advice, diff},
};
use crate::model::{FieldName, Flag, FlagRuling, Place, Ruling};
use crate::store::review::{Made, flag_basis};

/// All flags, the most serious first.
pub(super) fn flags(desk: &Desk<'_>) -> Markup {
    let flags = &desk.shown.result.flags;
    html! {
        section.flags aria-labelledby="flags-title" {
            h2 #flags-title { "疑点 " span.count { (flags.len()) } }
            @if flags.is_empty() { p.empty { "✓ 程序没有发现疑点。是否通过，由您决定。" } }
            @for (index, flag) in flags.iter().enumerate() { (article(desk, index, flag)) }
        }
    }
}

fn article(desk: &Desk<'_>, index: usize, flag: &Flag) -> Markup {
    let key = desk.keys.get(index);
    let ruling = key.and_then(|key| desk.shown.standing?.rulings.get(key));
    let (sheet, bbox) = target(desk, &flag.place);
    html! {
        article.flag.item.(flag.severity.as_str()) id=(format!("f{index}")) tabindex="-1" data-kind="flag" data-sheet=[sheet]
            data-box=[bbox] data-flag=[key.map(|key| key.0.as_str())] data-basis=(flag_basis(flag)) {
            header {
                span.sign aria-hidden="true" { (sign(flag.severity)) }
                h3 { (names::code(flag.code)) }
                span.severity { (names::severity(flag.severity)) }
                span.place { (place(desk, &flag.place)) }
            }
            p.words { (unasked(flag, &flag.message)) }
            (compared(desk, flag))
            @if flag.severity > crate::model::Severity::Info { p.advice { span.label { "怎么办 " } (advice(flag.code)) } }
            (sightings(desk, flag))
            (clause(desk, flag))
            (rulings(desk, flag, ruling))
        }
    }
}

/// The spot the page goes to.
fn target(desk: &Desk<'_>, place: &Place) -> (Option<String>, Option<String>) {
    match place {
        Place::Paper { file, page, bbox } => (desk.sheet(file, *page), bbox.as_ref().map(numbers)),
        Place::File { file } => (desk.sheet(file, 1), None),
        Place::Roster { .. } | Place::Absent => (None, None),
    }
}

fn place(desk: &Desk<'_>, place: &Place) -> String {
    let name = |file: &str, page: u32| {
        let found = desk.documents.iter().position(|d| d.file == file && (d.pages.0..=d.pages.1).contains(&page));
        found.map_or_else(|| file.to_owned(), |at| desk.paper(at))
    };
    match place {
        Place::Paper { file, page, .. } => format!("{} · 第 {page} 页", name(file, *page)),
        Place::File { file } => file.clone(),
        Place::Roster { cell } => format!("名单 {cell}"),
        Place::Absent => "没有这份材料".to_owned(),
    }
}

/// What was expected and what was found, the characters that differ marked, and the crop that shows it.
fn compared(desk: &Desk<'_>, flag: &Flag) -> Markup {
    let secret = flag.field.is_some_and(is_masked);
    let plain = flag.field.is_none_or(|name| !matches!(name, FieldName::EmploymentPeriods));
    html! {
        @if plain && (flag.expected.is_some() || flag.found.is_some()) {
            dl.compare {
                @if let Some(expected) = &flag.expected { dt { "应为" } dd { (unasked(flag, &told(expected))) } }
                @if let Some(found) = &flag.found {
                    dt { "所见" }
                    dd {
                        @match &flag.expected {
                            Some(expected) if !secret => { (diff::marked(&told(expected), &told(found))) }
                            Some(expected) => { (unasked(flag, found)) " " (hidden_difference(expected, found)) }
                            None => { (unasked(flag, &told(found))) }
                        }
                        @if let (Place::Paper { file, page, bbox: Some(bbox) }, false) = (&flag.place, secret) {
                            @if let Some(file) = desk.file(file) { " " (crop(file, *page, bbox)) }
                        }
                    }
                }
            }
        }
    }
}

/// A text of a flag as it is shown unasked: numbers that may be a citizen's are masked, numbers of certificates are not.
fn unasked(flag: &Flag, text: &str) -> String {
    use FieldName as F;
    match flag.field {
        Some(F::CertificateNo | F::ReportNo | F::TicketNo | F::RegistrationNo) => text.to_owned(),
        Some(F::IdNumber | F::RegisterEntries) => masking::numbers(text),
        _ => masking::text(text),
    }
}

/// A value of a flag as people write it: kinds of documents by their names.
fn told(value: &str) -> String {
    names::kinds(value)
}

/// Where two masked numbers differ, without showing them.
pub(super) fn hidden_difference(expected: &str, found: &str) -> Markup {
    let pairs = expected.chars().zip(found.chars()).enumerate();
    let places: Vec<String> = pairs.filter(|(_, (a, b))| a != b).map(|(at, _)| (at + 1).to_string()).collect();
    let lengths = expected.chars().count() != found.chars().count();
    html! {
        @if lengths { mark.diff.other { "位数不同" span.sign aria-hidden="true" { "≠" } } }
        @else if !places.is_empty() { mark.diff.other { "第 " (places.join("、")) " 位不同" span.sign aria-hidden="true" { "≠" } } }
    }
}

fn sightings(desk: &Desk<'_>, flag: &Flag) -> Markup {
    html! {
        @if !flag.sightings.is_empty() {
            ul.sightings {
                @for sighting in &flag.sightings {
                    @let (sheet, bbox) = target(desk, &sighting.place);
                    li { button.link type="button" data-do="look" data-sheet=[sheet] data-box=[bbox] { (place(desk, &sighting.place)) } " " (unasked(flag, &sighting.found)) }
                }
            }
        }
    }
}

fn clause(desk: &Desk<'_>, flag: &Flag) -> Markup {
    let clause = flag.clause.as_deref().and_then(|id| desk.shown.pack?.clause(id));
    html! {
        @if let Some(clause) = clause {
            details.clause { summary { "公告 " (clause.id) " " (clause.section) } p { (clause.text) } }
        }
    }
}

/// What people said of the flag, and the buttons to say it.
fn rulings(desk: &Desk<'_>, flag: &Flag, ruling: Option<&Made<FlagRuling>>) -> Markup {
    let may = desk.shown.may.is_ok();
    let button = |word: Ruling, key: &str| {
        let chosen = ruling.is_some_and(|made| made.what.ruling == word);
        html! { button type="button" data-do="rule" data-ruling=(word.as_str()) aria-pressed=(chosen) { (name(word)) " " kbd { (key) } } }
    };
    html! {
        footer.rulings {
            @if may { (button(Ruling::Confirmed, "y")) (button(Ruling::Dismissed, "x")) (button(Ruling::Illegible, "q")) }
            @if let Some(made) = ruling {
                span.ruled.(made.what.ruling.as_str()) {
                    (name(made.what.ruling)) " · " (made.by)
                    @if let Some(reason) = &made.what.reason { "：" (reason) }
                    @if made.what.basis != flag_basis(flag) { " " strong.outdated { "⟳ 已过时：后来读得不同" } }
                }
            }
        }
    }
}

/// A word on a flag as people say it.
const fn name(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Confirmed => "成立",
        Ruling::Dismissed => "不成立",
        Ruling::Illegible => "看不清",
    }
}
