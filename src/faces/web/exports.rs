//! The lists that follow a review, made from what stands now and saved by the browser.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use maud::html;
use serde::Deserialize;

use super::{
    app::Shared,
    asked::Filled,
    download::attachment,
    page::{Page, token},
    refusal::Refusal,
    visitor::Visitor,
};
use crate::{
    faces::{
        paper::Typeface,
        report::{
            Source,
            lists::{self, List, ListForm, Reviewed},
        },
    },
    store::review::Act,
};

/// What stands in each list.
const fn about(list: List) -> &'static str {
    match list {
        List::Passed => "通过的考生：姓名和准考证号，供公示",
        List::Returns => "退回补正的考生：每人一份通知，写明缺什么、依据哪一条",
        List::Ledger => "所有结论、理由和依据，供存档",
        List::Sheets => "每人一页，供签字",
    }
}

/// What somebody is told whose review must not rest on the first: every list holds what that one concluded.
const BLIND: &str = "本次核查的复核看不到初审结论，而名单里含有初审结论，所以复核员不能生成；请由审计员或管理员生成。";

/// The page.
pub(super) async fn page(State(app): State<Shared>, visitor: Visitor) -> Result<Page, Refusal> {
    let blind = app.work(|app| Ok(app.current()?.second_blind())).await?;
    if visitor.viewer(blind).is_blind() {
        let body = html! { main #main tabindex="-1" { h1 { "名单与通知" } p { (BLIND) } } };
        return Ok(Page::new("名单", Some(&visitor), &body));
    }
    let body = html! {
        main #main tabindex="-1" {
            h1 { "名单与通知" }
            p.quiet { "按现在的结论生成；结论作出之后又读得不同的考生不列入。每次生成都记入日志。" }
            table.list {
                thead { tr { th scope="col" { "名单" } th scope="col" { "内容" } th scope="col" { "下载" } } }
                tbody {
                    @for list in List::ALL {
                        tr {
                            th scope="row" { (list.title()) }
                            td { (about(*list)) }
                            td {
                                form method="post" action="/exports" {
                                    (token(&visitor))
                                    input type="hidden" name="list" value=(list.word());
                                    button name="form" value="pdf" { "PDF" }
                                    button name="form" value="xlsx" { "Excel" }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(Page::new("名单", Some(&visitor), &body))
}

/// What is wanted.
#[derive(Deserialize)]
pub(super) struct Wanted {
    list: String,
    form: String,
}

/// Makes a list.
pub(super) async fn make(
    State(app): State<Shared>,
    visitor: Visitor,
    Filled(wanted): Filled<Wanted>,
) -> Result<Response, Refusal> {
    app.work(move |app| {
        let list = List::ALL.iter().copied().find(|list| list.word() == wanted.list).ok_or(Refusal::NotFound)?;
        let current = app.current()?;
        if visitor.viewer(current.second_blind()).is_blind() {
            return Err(Refusal::conflict(BLIND));
        }
        let pack =
            current.pack.as_ref().ok_or_else(|| Refusal::conflict("这次核查所用的规则已读不出，不能生成名单。"))?;
        let typeface;
        let (form, kind, ending) = match wanted.form.as_str() {
            "xlsx" => (ListForm::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            "pdf" => {
                typeface = Typeface::find(None)
                    .map_err(|_| Refusal::conflict("这台机器上没有中文字体，不能生成 PDF；可以下载 Excel。"))?;
                (ListForm::Pdf(&typeface), "application/pdf", "pdf")
            }
            _ => return Err(Refusal::NotFound),
        };
        let source = Source { store: app.store.as_ref(), id: current.id, run: current.run.clone() };
        let standing = app.standing()?;
        let mut bytes = Vec::new();
        let of = Reviewed { source: &source, standing: &standing, pack, only: None };
        let made = lists::write(&of, list, form, &mut bytes).map_err(|_| Refusal::Broken)?;
        drop(standing);
        let (word, count) = (list.word().to_owned(), made.candidates);
        app.act(&visitor.user, |_| Ok(vec![Act::Exported { list: word, count }]))?;
        let name = attachment(&format!("{}.{ending}", list.title()));
        let headers = [(header::CONTENT_TYPE, kind.parse().ok()), (header::CONTENT_DISPOSITION, Some(name))];
        let mut response = bytes.into_response();
        response.headers_mut().extend(headers.into_iter().filter_map(|(header, value)| Some((header, value?))));
        Ok(response)
    })
    .await
}
