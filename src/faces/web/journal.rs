//! The journal as the auditor reads it: what people did, newest first, with the head to be printed.

use axum::extract::State;
use maud::html;
use serde::Deserialize;

use super::{app::Shared, asked::Asked, page::Page, refusal::Refusal, visitor::Visitor};
use crate::{
    audit::anchors,
    faces::{journal, masking},
    lang::Lang,
    store::review::Break,
};

/// So many entries stand on a page.
const AT_A_TIME: u32 = 200;

/// Which entries are asked for.
#[derive(Deserialize)]
pub(super) struct Wish {
    /// Those before this one; the newest where it is left out.
    before: Option<i64>,
}

/// Some entries.
pub(super) async fn page(
    State(app): State<Shared>,
    visitor: Visitor,
    Asked(wish): Asked<Wish>,
) -> Result<Page, Refusal> {
    let before = wish.before.unwrap_or(i64::MAX);
    let (entries, head) =
        app.work(move |app| Ok((app.review.entries_before(before, AT_A_TIME)?, app.review.head()?))).await?;
    let next = entries.last().map(|entry| entry.seq).filter(|seq| *seq > 1);
    let body = html! {
        main {
            h1 { "日志" }
            p { "共 " (head.0) " 条。链头：" code { (head.1) } }
            p.quiet { "把链头抄写或打印留存，以后可用 hecha journal verify --head 查出任何改动、删除或截断。" }
            p { a href="/journal/verify" { "现在核对全部记录" } }
            table {
                thead { tr { th { "序号" } th { "时间" } th { "何人" } th { "何事" } } }
                tbody {
                    @for entry in &entries {
                        tr {
                            td { (entry.seq) }
                            td { (entry.at) }
                            td { (entry.actor) }
                            td { (masking::text(&journal::told(&entry.act))) }
                        }
                    }
                }
            }
            @if let Some(next) = next { p { a href={ "/journal?before=" (next) } { "更早的" } } }
        }
    };
    Ok(Page::new("日志", Some(&visitor), &body))
}

/// Goes over all of it.
pub(super) async fn verify(State(app): State<Shared>, visitor: Visitor) -> Result<Page, Refusal> {
    let found = app.work(|app| Ok(anchors::check(&app.folder, None)?)).await?;
    let body = html! {
        main {
            h1 { "核对日志" }
            @match (found.broken.clone(), &found.verified) {
                (None, Some(verified)) => {
                    p { "全部 " (verified.entries) " 条记录前后相连。" }
                    p { (journal::proven(&found, Lang::Zh)) }
                    p { "链头：" code { (verified.head) } }
                },
                (broken, _) => p.alarm role="alert" { (journal::broken(broken.unwrap_or(Break::HeadUnknown), Lang::Zh)) },
            }
            p { a href="/journal" { "回到日志" } }
        }
    };
    Ok(Page::new("核对日志", Some(&visitor), &body))
}
