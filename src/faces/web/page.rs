//! The frame of every page: title, what this account may go to, who is in.

use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::{
    gate,
    routes::{self, Who},
    visitor::Visitor,
};
use crate::faces::journal::role_name;

/// A page.
pub(super) struct Page(Markup);

/// Where one can go from everywhere, where the role may.
const PLACES: &[(&str, &str)] =
    &[("/", "首页"), ("/journal", "日志"), ("/users", "账户"), ("/health", "运行状况"), ("/password", "修改口令")];

impl Page {
    /// A page with this title; without a visitor it shows no way anywhere.
    pub(super) fn new(title: &str, visitor: Option<&Visitor>, body: &Markup) -> Self {
        Self(html! {
            (DOCTYPE)
            html lang="zh-CN" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    @if let Some(visitor) = visitor { meta name="csrf" content=(visitor.csrf); }
                    title { (title) " · 核查" }
                    link rel="stylesheet" href="/base.css";
                }
                body {
                    @if let Some(visitor) = visitor { (top(visitor)) }
                    (body)
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

fn top(visitor: &Visitor) -> Markup {
    let may = |path: &str| match routes::who(&axum::http::Method::GET, path) {
        Some(Who::Anybody) => true,
        Some(Who::Those(roles)) => roles.contains(&visitor.role),
        None => false,
    };
    html! {
        header.top {
            strong { "核查" }
            nav aria-label="主导航" {
                @for (path, name) in PLACES.iter().filter(|(path, _)| may(path)) { a href=(path) { (name) } }
            }
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
