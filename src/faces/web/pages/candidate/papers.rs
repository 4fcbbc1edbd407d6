//! The documents: what each is, its pages, seals, codes and signatures, and what was met while reading it.

use maud::{Markup, html};

use super::{super::links::part, desk::Desk};
use crate::audit::worklist;
use crate::faces::names;
use crate::model::{Document, Seal, Signature};
use crate::store::FileResult;

/// All files with the documents in them.
pub(super) fn papers(desk: &Desk<'_>) -> Markup {
    let files = &desk.shown.result.files;
    let whose = match desk.shown.result.ticket_no() {
        Some(ticket_no) => format!("/whose?ticket={}", part(ticket_no)),
        None => "/whose".to_owned(),
    };
    html! {
        section.documents aria-labelledby="documents-title" {
            h2 #documents-title { "材料 " span.count { (files.len()) " 个文件" } }
            p.quiet { a href=(whose) { "文件归错了人？改归属" } }
            @for file in files { (about(desk, file)) }
        }
    }
}

fn about(desk: &Desk<'_>, file: &FileResult) -> Markup {
    html! {
        div.file {
            p.name { (file.upload.file) span.quiet { " " (names::format(file.upload.format)) " · " (size(file.upload.size)) @if file.pages > 0 { " · " (file.pages) " 页" } } }
            @if file.outcome != crate::model::Outcome::Read { p.problem { "✗ " (names::outcome(&file.outcome)) } }
            ul {
                @for (place, document) in desk.documents.iter().enumerate().filter(|(_, document)| document.file == file.upload.file) {
                    (line(desk, place, document))
                }
            }
            @if let Some(pdf) = &file.pdf {
                @if pdf.revisions > 1 || !pdf.pages_changed.is_empty() { p.quiet { "保存过 " (pdf.revisions) " 次" @if !pdf.pages_changed.is_empty() { "，后来改动的页：" (list(&pdf.pages_changed)) } } }
                @if !pdf.active_content.is_empty() { p.quiet { "含活动内容：" (pdf.active_content.join("、")) } }
            }
        }
    }
}

fn line(desk: &Desk<'_>, place: usize, document: &Document) -> Markup {
    let (first, last) = document.pages;
    let pages = if first == last { format!("第 {first} 页") } else { format!("第 {first}–{last} 页") };
    html! {
        li {
            button.link type="button" data-do="look" data-sheet=[desk.sheet(&document.file, first)] { (desk.paper(place)) }
            span.quiet { " " (pages) " · " (names::reader(document.reader)) }
            @if document.kind_confidence < 0.75 { span.chip.doubt { "？ 种类存疑" } }
            @for seal in &document.seals { " " (sealed(seal)) }
            @if !document.qr.is_empty() { " " span.chip { "▦ 二维码" } }
            @for signature in &document.signatures { " " (signed(signature)) }
            (looked_up(desk, document))
        }
    }
}

/// What a person saw at the document's portal, and the way to the list of such look-ups.
fn looked_up(desk: &Desk<'_>, document: &Document) -> Markup {
    let key = (document.sha256.clone(), document.pages.0);
    let seen = desk.shown.standing.and_then(|standing| standing.looked_up.get(&key));
    let ticket_no = desk.shown.result.ticket_no().filter(|_| desk.shown.may_look_up && worklist::has_portal(document));
    html! {
        @if let Some(made) = seen { " " span.chip { "联网查询：" (names::seen(made.what.seen)) } @if let Some(note) = &made.what.note { span.quiet { " " (note) } } }
        @if let Some(ticket_no) = ticket_no { " " a href={ "/look-ups?ticket=" (part(ticket_no)) } { @if seen.is_some() { "再查" } @else { "去联网查询" } } }
    }
}

fn sealed(seal: &Seal) -> Markup {
    html! { span.chip { "◎ " (names::seal_colour(seal.colour)) "章" @if let Some(text) = &seal.text { " " (text) } @else { " 文字未读出" } } }
}

fn signed(signature: &Signature) -> Markup {
    let state = match (signature.intact, signature.covers_whole_file) {
        (Some(true), true) => "✓ 签名完好",
        (Some(true), false) => "▲ 签名后有追加",
        (Some(false), _) => "✗ 签名与内容不符",
        (None, _) => "？ 签名未能验证",
    };
    html! { span.chip { (state) @if let Some(signer) = &signature.signer { " " (signer) } } }
}

fn list(pages: &[u32]) -> String {
    pages.iter().map(u32::to_string).collect::<Vec<_>>().join("、")
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
