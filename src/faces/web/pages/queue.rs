//! The queue: who is to be looked at, why, and how much is left.

use maud::{Markup, html};

use super::links;
use crate::bounds;
use crate::faces::names;
use crate::faces::web::queue::{Counts, Found, Part, Row, State, Wish};
use crate::model::{DocumentKind, Round, Severity, Verdict};

/// Everything the queue shows.
#[derive(Debug)]
pub struct QueueView<'a> {
    /// Title of the rule pack.
    pub title: &'a str,
    /// What fits, and the counts.
    pub found: &'a Found<'a>,
    /// What was asked for.
    pub wish: &'a Wish,
    /// How many uploads belong to nobody.
    pub strays: usize,
    /// Passing clean candidates together, for those who may.
    pub together: Option<Together<'a>>,
}

/// The sample that clean candidates need.
#[derive(Debug, Clone)]
pub struct Together<'a> {
    /// In which review.
    pub round: Round,
    /// The least share, in thousandths.
    pub permille: u32,
    /// Those drawn, and whether each was looked at.
    pub drawn: Vec<(&'a str, bool)>,
}

/// A conclusion as people call it.
#[must_use]
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "通过",
        Verdict::SendBack => "退回补正",
        Verdict::NotQualified => "不符合",
        Verdict::Skip => "跳过",
    }
}

/// A sign for how much something matters: shape beside colour.
#[must_use]
pub const fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "■",
        Severity::Warning => "▲",
        Severity::Info => "●",
    }
}

/// The queue.
#[must_use]
pub fn queue(view: &QueueView<'_>) -> Markup {
    html! {
        div #queue .queue {
            header.head {
                h1 { (view.title) }
                (figures(&view.found.counts))
            }
            (parts(view))
            (filters(view))
            @if let Some(together) = &view.together { (clean(together)) }
            (table(view))
            (pager(view))
        }
    }
}

fn figures(counts: &Counts) -> Markup {
    let of = |state: &State| [&counts.flagged, &counts.clean].iter().filter_map(|part| part.get(state)).sum::<usize>();
    let all: usize = State::ALL.iter().map(of).sum();
    let done = of(&State::FirstDone) + of(&State::Done);
    html! {
        div.counts {
            span.todo { "等您处理 " strong { (counts.todo) } }
            @for state in State::ALL {
                @if of(state) > 0 {
                    a href=(format!("/?part=all&state={}", links::state_word(*state))) { (state.told()) " " strong { (of(state)) } }
                }
            }
            progress max=(all.max(1)) value=(done) aria-label="已审人数" { (done) "/" (all) }
            span.quiet { "已审 " (done) "／" (all) }
        }
    }
}

/// The lists: those with flags, the clean ones, everybody.
fn parts(view: &QueueView<'_>) -> Markup {
    let many = |part: &std::collections::BTreeMap<State, usize>| part.values().sum::<usize>();
    let counts = &view.found.counts;
    let (flagged, clean) = (many(&counts.flagged), many(&counts.clean));
    let tab = |part: Part, name: &str, number: usize| {
        let here = view.wish.part == part && view.wish.text.is_empty();
        html! { a href=(format!("/?part={}", links::part_word(part))) aria-current=[here.then_some("page")] { (name) " " span.count { (number) } } }
    };
    html! {
        nav.tabs aria-label="名单" {
            (tab(Part::Flagged, "有疑点", flagged))
            (tab(Part::Clean, "没有疑点", clean))
            (tab(Part::All, "全部", flagged + clean))
            @if view.strays > 0 { a href=(links::candidate(None, "")) { "不知是谁的材料 " span.count { (view.strays) } } }
        }
    }
}

fn filters(view: &QueueView<'_>) -> Markup {
    let (wish, counts) = (view.wish, &view.found.counts);
    html! {
        form.filters method="get" action="/" role="search" {
            input type="hidden" name="part" value=(links::part_word(wish.part));
            label { span { "查找" } input #search type="search" name="text" value=(wish.text) placeholder="姓名、准考证号、身份证号" title="查找 (/)" autocomplete="off"; }
            label { span { "状态" } select name="state" {
                option value="" { "不限" }
                @for state in State::ALL { option value=(links::state_word(*state)) selected[wish.state == Some(*state)] { (state.told()) } }
            } }
            label { span { "疑点" } select name="flag" {
                option value="" { "不限" }
                @if let Some(code) = wish.flag.filter(|code| !counts.open_by_flag.contains_key(code)) { option value=(code) selected { (names::code(code)) } }
                @for (code, many) in &counts.open_by_flag {
                    option value=(code) selected[wish.flag == Some(*code)] { (names::code(*code)) "（" (many) "）" }
                }
            } }
            label { span { "材料" } select name="kind" {
                option value="" { "不限" }
                @for kind in DocumentKind::ALL { option value=(kind) selected[wish.kind == Some(*kind)] { (names::kind(*kind)) } }
            } }
            label { span { "审核人" } select name="reviewer" {
                option value="" { "不限" }
                @for (name, many) in &counts.by_reviewer { option value=(name) selected[*name == wish.reviewer] { (name) "（" (many) "）" } }
            } }
            button type="submit" { "筛选" }
            a.quiet href="/" { "清除" }
        }
    }
}

fn clean(together: &Together<'_>) -> Markup {
    let seen = together.drawn.iter().filter(|(_, seen)| *seen).count();
    html! {
        section.clean aria-label="没有疑点的考生" data-round=(together.round.as_str()) {
            p {
                "没有疑点的考生可以一并通过，但要先随机抽看至少 " (f64::from(together.permille) / 10.0) "%，并且抽到的都通过。"
                @if !together.drawn.is_empty() { " 已抽 " strong { (together.drawn.len()) } " 位，看过 " strong { (seen) } " 位：" }
            }
            @if !together.drawn.is_empty() {
                ul.sample {
                    @for (ticket_no, seen) in &together.drawn {
                        li { a href=(links::candidate(Some(ticket_no), "part=clean")) { (ticket_no) } @if *seen { " ✓" span.sr { "已看" } } }
                    }
                }
            }
            div.buttons {
                button type="button" data-do="sample" { @if together.drawn.is_empty() { "抽样" } @else { "重新抽样" } }
                @if !together.drawn.is_empty() { button type="button" data-do="together" { "其余一并通过" } }
            }
        }
    }
}

fn table(view: &QueueView<'_>) -> Markup {
    let query = links::wish(&Wish { from: 0, ..view.wish.clone() });
    html! {
        p.found role="status" { "符合条件 " strong { (view.found.total) } " 位" }
        @if view.found.rows.is_empty() {
            p.empty { "这里没有人了。" }
        } @else {
            table.list {
                thead { tr { th scope="col" { "考生" } th scope="col" { "准考证号" } th scope="col" { "身份证号" } th scope="col" { "为什么要看" } th scope="col" { "文件" } th scope="col" { "状态" } } }
                tbody { @for row in &view.found.rows { (line(row, &query)) } }
            }
        }
    }
}

fn line(row: &Row<'_>, query: &str) -> Markup {
    html! {
        tr {
            td { a.open href=(links::candidate(Some(row.ticket_no), query)) { (row.name.unwrap_or("（名单无姓名）")) } }
            td.number { (row.ticket_no) }
            td.number { (row.id_number.as_deref().unwrap_or("—")) }
            td.why {
                @for why in &row.why {
                    span.chip.(why.severity.as_str()) title=(names::severity(why.severity)) {
                        span aria-hidden="true" { (sign(why.severity)) } span.sr { (names::severity(why.severity)) "：" } " " (why.name)
                        @if why.times > 1 { " ×" (why.times) }
                    }
                }
                @if row.why.is_empty() { span.quiet { "没有疑点" } }
                @if row.least_confidence < bounds::SHOWN_IN_DOUBT { span.chip.doubt title="有读得没有把握的内容" { "？ 存疑" } }
            }
            td.number { (row.files) }
            td.decided {
                @if row.state == State::OutOfDate { span.outdated { "⟳ " } }
                (row.state.told())
                @if let Some(what) = row.verdict { " " span.verdict.(what.as_str()) { (verdict(what)) } }
                @if let Some(by) = row.by { " " span.quiet { (by) } }
            }
        }
    }
}

fn pager(view: &QueueView<'_>) -> Markup {
    let (from, limit, total) = (view.wish.from, view.wish.limit.max(1), view.found.total);
    let to = |from: usize| format!("/?{}", links::wish(&Wish { from, ..view.wish.clone() }));
    html! {
        @if total > limit {
            nav.pager aria-label="翻页" {
                @if from > 0 { a rel="prev" href=(to(from.saturating_sub(limit))) { "上一页" } }
                span { (from + 1) "–" ((from + limit).min(total)) " / " (total) }
                @if from + limit < total { a rel="next" href=(to(from + limit)) { "下一页" } }
            }
        }
    }
}
