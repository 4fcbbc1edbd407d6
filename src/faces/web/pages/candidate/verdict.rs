//! The decision: four buttons that are always in reach, and the questions some of them ask.

use maud::{Markup, html};

use super::super::queue;
use super::desk::Desk;
use super::facts::round_name;
use crate::model::Verdict;
use crate::rulebook::Reason;

/// The bar at the foot of the page with its dialogs.
pub(super) fn verdict(desk: &Desk<'_>) -> Markup {
    let may = &desk.shown.may;
    html! {
        footer.verdict {
            @if let Ok(round) = may {
                span.round { (round_name(*round)) }
                (button(desk, Verdict::Pass, "1"))
                (button(desk, Verdict::SendBack, "2"))
                (button(desk, Verdict::NotQualified, "3"))
                (button(desk, Verdict::Skip, "4"))
            }
            @if let Err(why) = may { p.quiet { (why) } }
            @if desk.shown.result.candidate.is_some() { button type="button" data-do="undo" { "撤销 " kbd { "u" } } }
            span.around {
                a.button href=[desk.shown.around.previous.as_deref()] data-do="previous" { "上一位 " kbd { "b" } }
                a.button href=[desk.shown.around.next.as_deref()] data-do="next" { "下一位 " kbd { "n" } }
            }
        }
        @if may.is_ok() {
            (reasons(desk, Verdict::SendBack, "退回补正：请选择理由"))
            (reasons(desk, Verdict::NotQualified, "不符合报考条件：请选择理由"))
            (dismissal())
            (correction())
        }
    }
}

fn button(desk: &Desk<'_>, verdict: Verdict, key: &str) -> Markup {
    let round = desk.shown.may.as_ref().ok();
    let made = round.and_then(|round| desk.shown.standing?.decisions.get(round));
    let chosen = made.is_some_and(|made| made.what.verdict == verdict);
    html! {
        button.decide.(verdict.as_str()) type="button" data-do="decide" data-verdict=(verdict.as_str()) aria-pressed=(chosen) {
            (queue::verdict(verdict)) " " kbd { (key) }
        }
    }
}

/// The reasons for a conclusion, those that the flags suggest first and chosen.
fn reasons(desk: &Desk<'_>, verdict: Verdict, title: &str) -> Markup {
    let here = |reason: &&Reason| desk.shown.result.flags.iter().any(|flag| reason.flags.contains(&flag.code));
    let all: Vec<&Reason> = desk
        .shown
        .pack
        .iter()
        .flat_map(|pack| &pack.review.reason)
        .filter(|reason| reason.verdict == verdict)
        .collect();
    let (suggested, others): (Vec<&Reason>, Vec<&Reason>) = all.into_iter().partition(here);
    let many = suggested.len();
    let id = format!("reasons-{verdict}");
    html! {
        dialog.reasons id=(id) aria-labelledby=(format!("{id}-title")) data-verdict=(verdict.as_str()) {
            form method="dialog" {
                h2 id=(format!("{id}-title")) { (title) }
                fieldset {
                    legend.sr { "理由" }
                    @for (at, reason) in suggested.into_iter().chain(others).enumerate() {
                        label {
                            input type="checkbox" name="reason" value=(reason.code) checked[at < many && many == 1];
                            @if at < 9 { kbd { (at + 1) } }
                            span { (reason.text) @if let Some(clause) = &reason.clause { span.quiet { "（公告 " (clause) "）" } } @if at < many { " " span.chip { "疑点提示" } } }
                        }
                    }
                }
                label.note { span { "补充说明（考生会看到）" } textarea name="note" rows="2" maxlength="500" {} }
                p.problem role="alert" hidden { "请至少选择一个理由，或写明原因。" }
                div.buttons { button.primary type="submit" value="save" { "保存 " kbd { "Enter" } } button type="submit" value="cancel" formnovalidate { "取消 " kbd { "Esc" } } }
            }
        }
    }
}

fn dismissal() -> Markup {
    html! {
        dialog #dismissal aria-labelledby="dismissal-title" {
            form method="dialog" {
                h2 #dismissal-title { "疑点不成立：请写理由" }
                label.note { span { "理由" } textarea name="reason" rows="2" maxlength="500" required {} }
                div.buttons { button.primary type="submit" value="save" { "保存 " kbd { "Ctrl Enter" } } button type="submit" value="cancel" formnovalidate { "取消 " kbd { "Esc" } } }
            }
        }
    }
}

fn correction() -> Markup {
    html! {
        dialog #correction aria-labelledby="correction-title" {
            form method="dialog" {
                h2 #correction-title { "更正读数" }
                p.quiet { "程序的读数保留不变，更正记在旁边。" }
                p { span.label { "程序读作 " } output name="reading" {} }
                label.note { span { "您看到的是" } input name="value" required maxlength="500" autocomplete="off"; }
                div.buttons { button.primary type="submit" value="save" { "保存 " kbd { "Enter" } } button type="submit" value="cancel" formnovalidate { "取消 " kbd { "Esc" } } }
            }
        }
    }
}
