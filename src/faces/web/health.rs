//! How the review page is doing: which run is shown, whether a newer one is under way, how much has been decided.

use axum::extract::State;
use maud::html;

use crate::lang::Lang;

use super::{app::Shared, page::Page, refusal::Refusal, visitor::Visitor};

/// The page.
pub(super) async fn page(State(app): State<Shared>, visitor: Visitor) -> Result<Page, Refusal> {
    app.work(move |app| {
        let current = app.current()?;
        let (entries, head) = app.review.head()?;
        let running = app.store.is_overtaken(current.id)?;
        let rows = [
            ("程序版本", env!("CARGO_PKG_VERSION").to_owned()),
            ("规则", current.run.pack_title.clone()),
            ("花名册", current.run.roster.clone()),
            ("核查完成于", current.run.finished_at.clone().unwrap_or_default()),
            ("考生", current.index.len().to_string()),
            ("更新的核查", if running { "正在进行或中途停止；完成后自动显示" } else { "没有" }.to_owned()),
            ("规则文本", if current.pack.is_some() { "可读" } else { "读不到，退回理由不可选" }.to_owned()),
            ("日志", format!("{entries} 条")),
            ("链头", head),
            (
                "中文字体",
                if app.pictures.has_typeface() {
                    "有"
                } else {
                    "没有：没有嵌入字体的 PDF 画不出汉字，请安装中文字体（如 fonts-noto-cjk）"
                }
                .to_owned(),
            ),
            (
                "读取进程的隔离",
                match app.pictures.missing_walls().as_slice() {
                    [] => "没有发现缺少的".to_owned(),
                    missing => missing.iter().map(|wall| wall.told(Lang::Zh)).collect::<Vec<_>>().join("；"),
                },
            ),
            ("工作文件夹", app.folder.root().display().to_string()),
        ];
        let body = html! {
            main {
                h1 { "运行状况" }
                table { tbody { @for (name, value) in &rows { tr { th scope="row" { (name) } td { (value) } } } } }
                @if !current.run.notices.is_empty() {
                    h2 { "核查时的提示" }
                    ul { @for notice in &current.run.notices { li { (notice) } } }
                }
            }
        };
        Ok(Page::new("运行状况", Some(&visitor), &body))
    })
    .await
}
