//! The papers: our own pictures of the pages, with the evidence boxed.

use maud::{Markup, html};

use super::super::{links, queue::sign};
use super::desk::Desk;
use crate::faces::names;
use crate::model::{FieldName, Outcome, Place, Rect, Severity};
use crate::store::FileResult;
use crate::values::Comparison;

/// The left half.
pub(super) fn sheets(desk: &Desk<'_>) -> Markup {
    html! {
        section.papers aria-label="材料图像" {
            (strip(desk))
            div.stage #stage tabindex="0" role="group" aria-label="图像：方向键翻页，加减号缩放" {
                @for (place, file) in desk.files() { (sheets_of(desk, place, file)) }
                @if desk.shown.result.files.is_empty() { p.blank { "没有上传任何文件。" } }
            }
            div.tools role="toolbar" aria-label="图像" {
                button type="button" data-do="page-back" title="上一页 (←)" { "‹" span.sr { "上一页" } }
                button type="button" data-do="page-on" title="下一页 (→)" { "›" span.sr { "下一页" } }
                span #where {}
                button type="button" data-do="zoom-out" title="缩小 (−)" { "−" span.sr { "缩小" } }
                button type="button" data-do="zoom-in" title="放大 (+)" { "＋" span.sr { "放大" } }
                button type="button" data-do="zoom-fit" title="整页 (0)" { "整页" }
                label { input #boxes type="checkbox" checked; " 标框" }
            }
        }
    }
}

/// The pages to choose from.
fn strip(desk: &Desk<'_>) -> Markup {
    html! {
        nav.strip aria-label="材料" {
            @for (place, file) in desk.files() {
                @for (number, words) in chips(desk, file) {
                    @let worst = worst(desk, file, number);
                    button type="button" data-sheet=(format!("s{place}-{number}")) title=(file.upload.file) {
                        @if let Some(severity) = worst {
                            span.mark.(severity.as_str()) aria-hidden="true" { (sign(severity)) } span.sr { "有疑点：" }
                        }
                        (words)
                    }
                }
            }
        }
    }
}

/// Every page of a file with what it is called; a file without pages has one.
fn chips(desk: &Desk<'_>, file: &FileResult) -> Vec<(u32, String)> {
    if file.outcome != Outcome::Read || file.pages == 0 {
        return vec![(1, format!("✗ {}", names::outcome(&file.outcome)))];
    }
    let name = |page: u32| {
        let inside = |(_, document): &(usize, &&crate::model::Document)| {
            document.file == file.upload.file && (document.pages.0..=document.pages.1).contains(&page)
        };
        let found = desk.documents.iter().enumerate().find(inside);
        let Some((place, document)) = found else { return format!("第 {page} 页") };
        let (first, last) = document.pages;
        if first == last {
            desk.paper(place)
        } else {
            format!("{} {}/{}", desk.paper(place), page - first + 1, last - first + 1)
        }
    };
    (1..=file.pages).map(|page| (page, name(page))).collect()
}

/// The worst flag that points at a page.
fn worst(desk: &Desk<'_>, file: &FileResult, page: u32) -> Option<Severity> {
    let here = |place: &Place| match place {
        Place::Paper { file: path, page: number, .. } => *path == file.upload.file && *number == page,
        Place::File { file: path } => *path == file.upload.file && page == 1,
        Place::Roster { .. } | Place::Absent => false,
    };
    let flags = desk.shown.result.flags.iter();
    flags
        .filter(|flag| here(&flag.place) || flag.sightings.iter().any(|sighting| here(&sighting.place)))
        .map(|flag| flag.severity)
        .max()
}

fn sheets_of(desk: &Desk<'_>, place: usize, file: &FileResult) -> Markup {
    let read = file.outcome == Outcome::Read && file.pages > 0;
    html! {
        @if read {
            @for page in 1..=file.pages { (sheet(desk, place, file, page)) }
        } @else {
            div.sheet.unread id=(format!("s{place}-1")) hidden {
                p { strong { (names::outcome(&file.outcome)) } }
                p.quiet { (file.upload.file) }
                @for problem in &file.problems { p.quiet lang="en" { (problem.what) } }
            }
        }
    }
}

/// A page. The picture is loaded when the page is looked at, or ahead of that by the script.
fn sheet(desk: &Desk<'_>, place: usize, file: &FileResult, page: u32) -> Markup {
    let sha256 = file.upload.sha256.as_str();
    let words = format!("{} 第 {page} 页", file.upload.file);
    html! {
        svg.sheet id=(format!("s{place}-{page}")) viewBox="0 0 595 842" data-words=(words) role="img" aria-label=(words) hidden {
            image data-href=(links::picture(sha256, page)) preserveAspectRatio="none" {}
            g.boxes { (boxes(desk, file, page)) }
        }
    }
}

/// Where the values and the flags stand.
fn boxes(desk: &Desk<'_>, file: &FileResult, page: u32) -> Markup {
    let candidate = desk.shown.result.candidate.as_ref();
    html! {
        @for (paper, document) in desk.documents.iter().enumerate().filter(|(_, document)| document.file == file.upload.file) {
            @for (index, field) in document.fields.iter().enumerate().filter(|(_, field)| field.evidence.page == page) {
                @let expected = candidate.and_then(|candidate| candidate.text(field.name));
                @let differs = matches!((expected, field.value.as_text()), (Some(a), Some(b)) if crate::values::compare(field.name, a, b) == Comparison::Different);
                @for bbox in places(field.evidence.bbox.as_ref(), &field.evidence.line_boxes) {
                    (frame(&format!("v{paper}-{index}"), if differs { "box differs" } else { "box" }, names::field(field.name), bbox))
                }
            }
            @for seal in document.seals.iter().filter(|seal| seal.page == page) { (frame("", "box seal", "印章", &seal.bbox)) }
            @for qr in document.qr.iter().filter(|qr| qr.page == page) { (frame("", "box qr", "二维码", &qr.bbox)) }
            @for empty in document.empty_fields.iter().filter(|empty| empty.page == page) {
                (frame("", "box empty", names::field(empty.name), &empty.bbox))
            }
        }
        @for (index, flag) in desk.shown.result.flags.iter().enumerate() {
            @let sightings = flag.sightings.iter().map(|sighting| &sighting.place);
            @for spot in std::iter::once(&flag.place).chain(sightings) {
                @if let Place::Paper { file: path, page: number, bbox: Some(bbox) } = spot {
                    @if *path == file.upload.file && *number == page {
                        (frame(&format!("f{index}"), &format!("box flag {}", flag.severity), names::code(flag.code), &bbox.grown(1.5)))
                    }
                }
            }
        }
    }
}

/// A box a line where a value runs over several, and its one box otherwise.
fn places<'a>(bbox: Option<&'a Rect>, lines: &'a [Rect]) -> Vec<&'a Rect> {
    if lines.is_empty() { bbox.into_iter().collect() } else { lines.iter().collect() }
}

fn frame(about: &str, class: &str, title: &str, rect: &Rect) -> Markup {
    html! {
        rect class=(class) data-about=[(!about.is_empty()).then_some(about)] x=(format!("{:.1}", rect.x0)) y=(format!("{:.1}", rect.y0))
            width=(format!("{:.1}", rect.width())) height=(format!("{:.1}", rect.height())) { title { (title) } }
    }
}

/// A crop of a page around a place, cut by the browser from the picture it has anyway.
pub(super) fn crop(file: &FileResult, page: u32, bbox: &Rect) -> Markup {
    let sha256 = file.upload.sha256.as_str();
    let margin = (bbox.height() * 0.35).max(1.0);
    let around = bbox.grown(margin);
    let (w, h) = (around.width().min(around.height() * 14.0), around.height());
    html! {
        svg.crop viewBox=(format!("{:.1} {:.1} {w:.1} {h:.1}", around.x0, around.y0)) role="img" aria-label="图像上的原样"
            preserveAspectRatio="xMinYMid meet" width=(format!("{:.0}", (w / h * 24.0).clamp(24.0, 330.0))) height="24" {
            image data-href=(links::picture(sha256, page)) preserveAspectRatio="none" {}
        }
    }
}

/// Whether the picture around a value would show what is masked beside it.
pub(super) const fn is_masked(name: FieldName) -> bool {
    matches!(name, FieldName::IdNumber | FieldName::RegisterEntries)
}
