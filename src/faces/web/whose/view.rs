//! Whose the files are, as a page.

use maud::{Markup, html};

use super::{
    super::{app::Current, page::token, pages::links, routes, visitor::Visitor},
    Wish,
};
use crate::{
    checks,
    faces::{masking, names},
    model::{Assignment, FieldName, OwnerReason},
    store::{
        CandidateResult, FileResult,
        review::{Made, Standing},
    },
};

/// What the page shows.
pub(super) struct Shown<'a> {
    pub(super) result: Option<&'a CandidateResult>,
    pub(super) current: &'a Current,
    pub(super) standing: &'a Standing,
    pub(super) visitor: &'a Visitor,
}

impl Shown<'_> {
    fn may(&self) -> bool {
        let post = axum::http::Method::POST;
        matches!(routes::who(&post, "/whose"), Some(routes::Who::Those(roles)) if roles.contains(&self.visitor.role))
    }

    fn assigned(&self, file: &FileResult) -> Option<&Made<Assignment>> {
        self.standing.assignment(&file.upload.file, &file.upload.sha256)
    }

    /// The candidates who bear a name.
    fn namesakes(&self, name: &str) -> Vec<&str> {
        self.current.index.named(name)
    }
}

/// The page.
pub(super) fn whose(shown: &Shown<'_>, wish: &Wish) -> Markup {
    let files: &[FileResult] = shown.result.map_or(&[], |result| &result.files);
    let groups: Vec<Vec<&FileResult>> = if wish.ticket.is_empty() {
        let named = files.iter().map(|file| (file.upload.file.as_str(), file.documents.as_slice()));
        let places = checks::strangers_by_person(&named.collect::<Vec<_>>());
        places.iter().map(|group| group.iter().filter_map(|place| files.get(*place)).collect()).collect()
    } else {
        files.iter().map(|file| vec![file]).collect()
    };
    html! {
        link rel="stylesheet" href="/assets/audit.css";
        main #main .audit tabindex="-1" {
            h1 { "材料归属" @if !wish.ticket.is_empty() { "：" (wish.ticket) } }
            @if wish.kept > 0 { p role="status" { "✓ 已记下 " (wish.kept) " 个文件的归属，写入日志，下一次核查（hecha screen）起生效。" } }
            @if wish.ticket.is_empty() {
                p.quiet { "这些文件不属于名单上的任何人，按材料上写明的人分组；没有写明是谁的，与同一文件夹的放在一起。" }
                form method="get" action="/whose" {
                    label { "看某位考生的文件：准考证号 " input name="ticket" required autocomplete="off"; }
                    button { "查看" }
                }
                p { a href="/whose/manifest.csv" { "下载 manifest.csv" } span.quiet { " 列出每个文件归谁、依据什么；在表格里补上准考证号，放进上传文件夹后重新核查，也能定下归属。" } }
            } @else {
                p { a href=(links::candidate(Some(&wish.ticket), "")) { "回到这位考生" } " · " a href="/whose" { "不属于任何人的文件" } }
            }
            @if groups.is_empty() { p.nothing { @if wish.ticket.is_empty() { "每个文件都有归属。" } @else { "这位考生没有文件。" } } }
            @for group in &groups { (one(shown, wish, group)) }
            (changed(shown))
        }
    }
}

/// The files of one person.
fn one(shown: &Shown<'_>, wish: &Wish, group: &[&FileResult]) -> Markup {
    let told = |name: FieldName| group.iter().flat_map(|file| &file.documents).find_map(|document| document.text(name));
    let name = told(FieldName::Name);
    let namesakes = name.filter(|_| wish.ticket.is_empty()).map(|name| shown.namesakes(name)).unwrap_or_default();
    html! {
        section.cluster {
            @if wish.ticket.is_empty() {
                h2 {
                    @match name { Some(name) => { "材料上的姓名：" (name) }, None => { "没有写明是谁" } }
                    @if let Some(number) = told(FieldName::IdNumber) { span.quiet { " 身份证号 " (masking::id_number(number)) } }
                }
            }
            @if !namesakes.is_empty() {
                p.quiet { "名单上的同名考生：" @for ticket_no in &namesakes { a href=(links::candidate(Some(ticket_no), "")) { (ticket_no) } " " } }
            }
            ul { @for file in group { li { (line(shown, file)) } } }
            @if shown.may() {
                form method="post" action="/whose" {
                    (token(shown.visitor))
                    input type="hidden" name="of" value=(wish.ticket);
                    input type="hidden" name="files" value=(chosen(group));
                    label { "准考证号 " input name="ticket_no" autocomplete="off" required; }
                    button { @if group.len() > 1 { "这 " (group.len()) " 个文件归入这位考生" } @else { "归入这位考生" } }
                }
                @if !wish.ticket.is_empty() || group.iter().any(|file| shown.assigned(file).is_some_and(|made| made.what.ticket_no.is_some())) {
                    form method="post" action="/whose" {
                        (token(shown.visitor))
                        input type="hidden" name="of" value=(wish.ticket);
                        input type="hidden" name="files" value=(chosen(group));
                        button { "不属于名单上的任何人" }
                    }
                }
            }
        }
    }
}

/// A file: what it is, by what it has its owner, and what somebody said of it.
fn line(shown: &Shown<'_>, file: &FileResult) -> Markup {
    let kinds: Vec<&str> = file.documents.iter().map(|document| names::kind(document.kind)).collect();
    let by = file.upload.claims.first().map(|claim| names::owner(claim.reason));
    html! {
        (file.upload.file)
        span.quiet {
            @if kinds.is_empty() { " " (names::outcome(&file.outcome)) } @else { " " (kinds.join("、")) }
            @if let Some(by) = by { " · 依据：" (by) }
        }
        @if let Some(made) = shown.assigned(file) { " " span.chip { (says(&made.what)) "（" (made.by) "）" } }
    }
}

/// What stands and the run that is shown does not keep to yet.
fn changed(shown: &Shown<'_>) -> Markup {
    let kept = |made: &Made<Assignment>| {
        shown.result.is_some_and(|result| {
            let own = result.files.iter().find(|file| file.upload.file == made.what.file);
            own.and_then(|file| file.upload.claims.first()).is_some_and(|claim| claim.reason == OwnerReason::Reviewer)
                && result.ticket_no() == made.what.ticket_no.as_deref()
        })
    };
    let all: Vec<&Made<Assignment>> = shown.standing.assignments().filter(|made| !kept(made)).collect();
    html! {
        @if !all.is_empty() {
            h2 { "已由审核人定下的归属" }
            table.list {
                thead { tr { th scope="col" { "文件" } th scope="col" { "归属" } th scope="col" { "何人" } th scope="col" { "何时" } } }
                tbody { @for made in all { tr { td { (made.what.file) } td { (says(&made.what)) } td { (made.by) } td { (made.at) } } } }
            }
            p.quiet { "自己定下的，可以在考生页撤销，或在这里重新定。" }
        }
    }
}

fn says(what: &Assignment) -> String {
    match &what.ticket_no {
        Some(ticket_no) => format!("归入 {ticket_no}"),
        None => "不属于名单上的任何人".to_owned(),
    }
}

/// Path and fingerprint of each file, for the form.
fn chosen(group: &[&FileResult]) -> String {
    let files: Vec<(&str, &str)> =
        group.iter().map(|file| (file.upload.file.as_str(), file.upload.sha256.as_str())).collect();
    serde_json::to_string(&files).unwrap_or_default()
}
