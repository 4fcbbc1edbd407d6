//! One candidate: who, what is flagged and where, what each paper says, and the years of work.

use maud::{Markup, html};

use super::{Pictures, cell};
use crate::{
    faces::{
        masking, names,
        report::Secrets,
        view::{
            advice::advice,
            diff, people,
            timeline::{self, Timeline},
        },
    },
    model::{DocumentKind, Field, FieldName, FieldValue, Flag, Outcome, Place, Severity},
    rulebook::Pack,
    store::CandidateResult,
};

/// The section of a candidate.
pub(super) fn section(
    place: usize,
    result: &CandidateResult,
    pack: &Pack,
    years: Option<&Timeline>,
    pictures: &Pictures<'_>,
) -> Markup {
    let secrets = Secrets::of(result);
    html! {
        section.candidate id={ "c" (place) } aria-labelledby={ "h" (place) } {
            h2 id={ "h" (place) } { (title(result)) }
            @if result.candidate.is_some() {
                p.who {
                    "身份证号 " (masking::id_number(cell(result, FieldName::IdNumber)))
                    " · " (cell(result, FieldName::ExamLevel)) " · " (cell(result, FieldName::Employer))
                }
            }
            @if result.flags.is_empty() { p { "没有疑点。" } }
            @for flag in &result.flags { (flagged(flag, result, pack, &secrets, pictures)) }
            @if let Some(years) = years { h3 { "工作年限" } (timeline::drawn(years)) }
            (left_to_people(result, pack))
            (values(result, &secrets))
            (papers(result))
        }
    }
}

/// What no check holds and concerns this candidate.
fn left_to_people(result: &CandidateResult, pack: &Pack) -> Markup {
    let left = people::left_to_people(result, pack);
    html! {
        @if !left.is_empty() {
            h3 { "须由人看的条款" }
            ul { @for (clause, why) in left { li { (clause.section) " " (clause.text) "：" (why) } } }
        }
    }
}

fn title(result: &CandidateResult) -> String {
    match &result.candidate {
        Some(candidate) => format!("{}　{}", candidate.text(FieldName::Name).unwrap_or(""), candidate.ticket_no),
        None => "不属于名单上任何考生的材料".to_owned(),
    }
}

/// A flag with both values laid side by side, its clause, what to do, and the spot on the paper.
fn flagged(flag: &Flag, result: &CandidateResult, pack: &Pack, secrets: &Secrets, pictures: &Pictures<'_>) -> Markup {
    let hide = |text: &str| unasked(flag.field, &secrets.hide(text));
    let value = |text: &Option<String>| text.as_deref().map(|text| names::kinds(&hide(text)));
    let (expected, found) = (value(&flag.expected), value(&flag.found));
    let clause = flag.clause.as_deref().and_then(|id| pack.clause(id));
    let class = match flag.severity {
        Severity::Error => "flag error",
        Severity::Warning => "flag warning",
        Severity::Info => "flag info",
    };
    html! {
        article class=(class) {
            h4 { span.level { (names::severity(flag.severity)) } " " (names::code(flag.code)) }
            p { (hide(&flag.message)) }
            @if expected.is_some() || found.is_some() {
                dl {
                    @if let Some(expected) = &expected { dt { "应为" } dd { (expected) } }
                    @if let Some(found) = &found {
                        dt { "实为" }
                        dd { @match &expected { Some(expected) => (diff::marked(expected, found)), None => (found) } }
                    }
                }
            }
            p.where { (spot(&flag.place)) }
            @if let Some(picture) = pictures.of(flag, result) {
                img src=(picture) alt={ "材料上的位置：" (spot(&flag.place)) };
            }
            p.advice { (advice(flag.code)) }
            @if let Some(clause) = clause { p.clause { "依据：" (clause.section) " " (clause.text) } }
        }
    }
}

/// A text about a field as it is shown unasked: what is about identity numbers shows none, mistaken ones included.
fn unasked(field: Option<FieldName>, text: &str) -> String {
    match field {
        Some(FieldName::IdNumber | FieldName::RegisterEntries) => masking::numbers(text),
        _ => masking::text(text),
    }
}

fn spot(place: &Place) -> String {
    match place {
        Place::Paper { file, page, .. } => format!("{file} 第 {page} 页"),
        Place::File { file } => file.clone(),
        Place::Roster { cell } => format!("花名册 {cell}"),
        Place::Absent => "没有提交".to_owned(),
    }
}

/// A row a field: the roster's value and each paper's.
fn values(result: &CandidateResult, secrets: &Secrets) -> Markup {
    let documents: Vec<_> = result.files.iter().flat_map(|file| &file.documents).collect();
    let rows = FieldName::ALL.iter().filter_map(|name| {
        let said: Vec<(DocumentKind, &Field)> = documents
            .iter()
            .flat_map(|document| document.fields.iter().filter(|f| f.name == *name).map(|f| (document.kind, f)))
            .filter(|(_, field)| matches!(field.value, FieldValue::Text(_)))
            .collect();
        let roster = cell(result, *name);
        (!said.is_empty() || !roster.is_empty()).then_some((*name, roster, said))
    });
    html! {
        table.values {
            caption { "各项内容" }
            thead { tr { th { "项目" } th { "花名册" } th { "材料" } } }
            tbody {
                @for (name, roster, said) in rows {
                    @let masked = |text: &str| unasked(Some(name), &secrets.hide(text));
                    tr {
                        th scope="row" { (names::field(name)) }
                        td { (masked(roster)) }
                        td {
                            @for (kind, field) in said {
                                div {
                                    span.kind { (names::kind(kind)) } " "
                                    @let text = masked(field.value.as_text().unwrap_or(""));
                                    @if roster.is_empty() { (text) } @else { (diff::marked(&masked(roster), &text)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Every file with the documents in it, so that none goes missing.
fn papers(result: &CandidateResult) -> Markup {
    html! {
        table.papers {
            caption { "已交文件" }
            thead { tr { th { "文件" } th { "页" } th { "材料" } th { "印章" } } }
            tbody {
                @for file in &result.files {
                    @if file.documents.is_empty() {
                        tr { td { (file.upload.file) } td {} td {
                            (if file.outcome == Outcome::Read { "没有内容" } else { names::outcome(&file.outcome) })
                        } td {} }
                    }
                    @for document in &file.documents {
                        tr {
                            td { (document.file) }
                            td { (document.pages.0) @if document.pages.1 > document.pages.0 { "–" (document.pages.1) } }
                            td { (names::kind(document.kind)) }
                            td { @for seal in &document.seals { div { (seal.text.as_deref().unwrap_or("（字迹不清）")) } } }
                        }
                    }
                }
            }
        }
    }
}
