//! Who it is, the years of work, and what the rules leave to people.

use maud::{Markup, html};

use super::super::queue::verdict;
use super::desk::Desk;
use crate::faces::{
    masking,
    view::{people, timeline},
};
use crate::model::{Decision, FieldName, Round};
use crate::store::review::Made;

/// Who it is, and what was decided so far.
pub(super) fn head(desk: &Desk<'_>) -> Markup {
    let candidate = desk.shown.result.candidate.as_ref();
    let number = candidate.and_then(|candidate| candidate.text(FieldName::IdNumber));
    html! {
        header.head {
            div.title {
                h1 { (desk.name()) }
                @if let Some(ticket_no) = desk.shown.result.ticket_no() { span.number { (ticket_no) } }
                @if let Some(number) = number {
                    span.number.id data-mask="roster" { (Desk::masked(FieldName::IdNumber, number)) }
                    button.link type="button" data-do="unmask" title="记入日志 (i)" { "显示" }
                }
                @if let Some((place, all)) = desk.shown.around.place { span.quiet.spot { "第 " (place) "／" (all) " 位" } }
            }
            @if let Some(candidate) = candidate {
                @if let Some(reason) = &candidate.reason { p.reason { span.label { "核查原因 " } (reason) } }
                @if let Some(level) = candidate.text(FieldName::ExamLevel) { p.reason { span.label { "报考级别 " } (level) } }
            }
            @if desk.shown.first_hidden { p.quiet { "初审结论在您作出复核结论以前不显示。" } }
            @if let Some(standing) = desk.shown.standing {
                @for (round, made) in &standing.decisions { (decided(desk, *round, made)) }
            }
        }
    }
}

fn decided(desk: &Desk<'_>, round: Round, made: &Made<Decision>) -> Markup {
    let reason = |code: &String| {
        let known = desk.shown.pack.and_then(|pack| pack.review.reason(made.what.verdict, code));
        known.map_or_else(|| code.clone(), |reason| reason.text.clone())
    };
    let reasons: Vec<String> = made.what.reasons.iter().map(reason).collect();
    html! {
        p.decided.(made.what.verdict.as_str()) {
            strong { (round_name(round)) "：" (verdict(made.what.verdict)) }
            " · " (made.by) " · " time { (made.at.chars().take(16).collect::<String>().replace('T', " ")) }
            @if !reasons.is_empty() { " · " (reasons.join("；")) }
            @if let Some(note) = &made.what.note { " · " (masking::text(note)) }
            @if made.what.basis != desk.shown.basis { " " strong.outdated { "⟳ 已过时：后来的结果不同，请再看一次" } }
        }
    }
}

/// A review as people call it.
pub(super) const fn round_name(round: Round) -> &'static str {
    match round {
        Round::First => "初审",
        Round::Second => "复核",
    }
}

/// The years of work, to scale.
pub(super) fn years(desk: &Desk<'_>) -> Markup {
    let timeline = desk.shown.pack.and_then(|pack| timeline::timeline(desk.shown.result, pack, desk.shown.day));
    html! {
        @if let Some(timeline) = timeline {
            section.years aria-labelledby="years-title" { h2 #years-title { "工作年限" } (timeline::drawn(&timeline)) }
        }
    }
}

/// What no check holds and concerns this candidate.
pub(super) fn left_to_people(desk: &Desk<'_>) -> Markup {
    let left = desk.shown.pack.map(|pack| people::left_to_people(desk.shown.result, pack)).unwrap_or_default();
    html! {
        @if !left.is_empty() {
            details.people {
                summary { "这位考生须由人判断的条款 " span.count { (left.len()) } }
                ul { @for (clause, why) in left { li { strong { (clause.section) } " " (clause.text) " " span.quiet { (why) } } } }
            }
        }
    }
}
