//! The first page: what is left to do.

use axum::extract::State;
use maud::{Markup, html};

use super::{
    app::Shared,
    page::Page,
    queue::{self, Counts, State as Standing},
    refusal::Refusal,
    visitor::Visitor,
};

/// The page.
pub(super) async fn page(State(app): State<Shared>, visitor: Visitor) -> Result<Page, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let standing = app.standing()?;
        let viewer = visitor.viewer(current.second_blind());
        let counts = queue::count(&current.index, &standing, &viewer);
        drop(standing);
        let body = html! {
            main {
                h1 { (current.run.pack_title) }
                p.quiet {
                    "花名册 " (current.run.roster) "，核查完成于 "
                    (current.run.finished_at.as_deref().unwrap_or_default())
                }
                (table(&counts))
                p { "等您处理：" strong { (counts.todo) } " 人" }
            }
        };
        Ok(Page::new("首页", Some(&visitor), &body))
    })
    .await
}

fn table(counts: &Counts) -> Markup {
    html! {
        table {
            thead { tr { th {} @for state in Standing::ALL { th { (state.told()) } } } }
            tbody {
                @for (name, part) in [("有疑点", &counts.flagged), ("没有疑点", &counts.clean)] {
                    tr {
                        th scope="row" { (name) }
                        @for state in Standing::ALL { td { (part.get(state).copied().unwrap_or(0)) } }
                    }
                }
            }
        }
    }
}
