//! Coming in and leaving.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;
use serde::Deserialize;

use super::{
    app::{App, Shared},
    asked::Filled,
    cookie,
    page::Page,
    refusal::Refusal,
    visitor::{Address, Visitor},
};
use crate::store::review::{Act, Throttle};

/// The door.
pub(super) async fn page(State(app): State<Shared>, visitor: Option<Visitor>) -> Result<Response, Refusal> {
    if visitor.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let first = app.work(|app| Ok(app.review.accounts()?.is_empty())).await?;
    Ok(door(first, None).into_response())
}

/// What is filled in at the door.
#[derive(Deserialize)]
pub(super) struct Entry {
    user: String,
    password: String,
}

/// Lets somebody in, with a session of its own: one that the browser had before ends.
pub(super) async fn enter(
    State(app): State<Shared>,
    address: Address,
    headers: HeaderMap,
    Filled(entry): Filled<Entry>,
) -> Result<Response, Refusal> {
    let held = cookie::token(&headers, app.settings.https);
    let _turn = app.door.acquire().await.map_err(|_| Refusal::Broken)?;
    app.work(move |app| {
        let moment = app.moment();
        let tried = app.review.try_password(&moment.at, moment.now, &address.0, &entry.user, &entry.password)?;
        match tried {
            Ok(account) => begin(app, &account.user, held.as_deref()),
            Err(Throttle::Wrong) => {
                Ok((StatusCode::UNAUTHORIZED, door(false, Some("用户名或口令不对。".to_owned()))).into_response())
            }
            Err(Throttle::Wait { seconds }) => {
                let told = format!("尝试次数过多，请 {seconds} 秒后再试。");
                let retry = [(header::RETRY_AFTER, seconds.to_string())];
                Ok((StatusCode::TOO_MANY_REQUESTS, retry, door(false, Some(told))).into_response())
            }
        }
    })
    .await
}

/// Begins a session and sends its browser to the first page.
pub(super) fn begin(app: &App, user: &str, held: Option<&str>) -> Result<Response, Refusal> {
    let moment = app.moment();
    if let Some(held) = held {
        app.review.end_session(held)?;
    }
    let token = app.review.begin_session(moment.now, user)?;
    app.review.append(&moment.at, user, &Act::LoggedIn)?;
    let cookie = cookie::set(Some(token.reveal()), app.settings.https).ok_or(Refusal::Broken)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

/// Ends a session.
pub(super) async fn leave(
    State(app): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let https = app.settings.https;
    app.work(move |app| {
        if let Some(token) = cookie::token(&headers, https) {
            app.review.end_session(&token)?;
        }
        app.review.append(&app.moment().at, &visitor.user, &Act::LoggedOut)?;
        Ok(())
    })
    .await?;
    let cookie = cookie::set(None, https).ok_or(Refusal::Broken)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/login")).into_response())
}

fn door(first: bool, told: Option<String>) -> Page {
    let body = html! {
        main.narrow {
            h1 { "核查 · 登录" }
            @if first { p { "还没有账户：请打开启动 hecha serve 时终端里显示的一次性链接，建立管理员账户。" } }
            @if let Some(told) = told { p.alarm role="alert" { (told) } }
            form method="post" action="/login" {
                label for="user" { "用户名" }
                input id="user" name="user" autocomplete="username" required autofocus;
                label for="password" { "口令" }
                input id="password" name="password" type="password" autocomplete="current-password" required;
                button.main { "登录" }
            }
        }
    };
    Page::new("登录", None, &body)
}
