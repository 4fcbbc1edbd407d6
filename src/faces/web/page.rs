//! The frame of every page: title, what this account may go to, who is in.

use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::{
    gate,
    pages::help::help,
    routes::{self, Who},
    visitor::Visitor,
};
use crate::faces::journal::role_name;

/// A page.
pub(super) struct Page(Markup);

/// Where one can go from everywhere, where the role may.
const PLACES: &[(&str, &str)] = &[
    ("/", "队列"),
    ("/look-ups", "联网查询"),
    ("/whose", "材料归属"),
    ("/exports", "名单"),
    ("/audit/links", "关联"),
    ("/audit/sample", "抽查"),
    ("/journal", "日志"),
    ("/users", "账户"),
    ("/health", "运行状况"),
    ("/password", "修改口令"),
];

impl Page {
    /// A page with this title; without a visitor it shows no way anywhere.
    pub(super) fn new(title: &str, visitor: Option<&Visitor>, body: &Markup) -> Self {
        Self(html! {
            (DOCTYPE)
            html lang="zh-CN" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    @if let Some(visitor) = visitor {
                        meta name="csrf" content=(visitor.csrf);
                        meta name="user" content=(visitor.user);
                    }
                    title { (title) " · 核查" }
                    link rel="stylesheet" href="/base.css";
                    @if visitor.is_some() {
                        link rel="stylesheet" href="/assets/app.css";
                        link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                        script src="/assets/theme.js" {}
                        script src="/assets/app.js" defer {}
                    }
                }
                body {
                    @if let Some(visitor) = visitor {
                        a.skip href="#main" { "跳到正文" }
                        (top(title, visitor))
                        div #alert role="alert" hidden {}
                    }
                    (body)
                    @if visitor.is_some() { (help()) }
                }
            }
        })
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        Html(self.0.into_string()).into_response()
    }
}

fn top(title: &str, visitor: &Visitor) -> Markup {
    let may = |path: &str| match routes::who(&axum::http::Method::GET, path) {
        Some(Who::Anybody) => true,
        Some(Who::Those(roles)) => roles.contains(&visitor.role),
        None => false,
    };
    html! {
        header.top {
            strong { "核查" }
            nav aria-label="主导航" {
                @for (path, name) in PLACES.iter().filter(|(path, _)| may(path)) {
                    a href=(path) aria-current=[(*name == title).then_some("page")] { (name) }
                }
            }
            span #saved role="status" aria-live="polite" {}
            button type="button" data-do="help" title="键盘操作 (?)" { "？" span.sr { "键盘操作" } }
            button type="button" data-do="theme" title="日间／夜间 (t)" { "◐" span.sr { "切换日间或夜间" } }
            form method="post" action="/logout" {
                (token(visitor))
                span.quiet { (visitor.user) "（" (role_name(visitor.role)) "）" }
                button { "退出" }
            }
        }
    }
}

/// What every form brings along.
pub(super) fn token(visitor: &Visitor) -> Markup {
    html! { input type="hidden" name=(gate::TOKEN_FIELD) value=(visitor.csrf); }
}
