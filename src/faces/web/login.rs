//! Coming in and leaving.

use std::net::IpAddr;

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
pub(super) async fn page(
    State(app): State<Shared>,
    address: Address,
    visitor: Option<Visitor>,
) -> Result<Response, Refusal> {
    if visitor.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let first = app.work(|app| Ok(app.review.accounts()?.is_empty())).await?;
    // Between a browser on this machine and the program nobody listens.
    let here = address.0.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback());
    let told = (!app.settings.https && !here).then(|| OPEN.to_owned());
    Ok(door(first, told).into_response())
}

/// What somebody is told whose password would go over the network as it is.
const OPEN: &str =
    "注意：您与这台机器之间的传输没有加密，口令和材料可能被同一网络上的人看到。请让管理员配置 https 后再登录。";

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
            Ok(account) => told(begin(app, &account.user, &address, held.as_deref())?, account.refused),
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

/// Tells somebody who has come in how often others were kept out under that name; else the answer as it is.
fn told(entered: Response, refused: u32) -> Result<Response, Refusal> {
    if refused == 0 {
        return Ok(entered);
    }
    let body = html! {
        main.narrow {
            h1 { "登录成功" }
            p.alarm role="alert" { "上次登录以来，有 " strong { (refused) } " 次用您的账户登录而口令不对。" }
            p { "如果不是您自己输错的，请告诉管理员，并修改口令。" }
            p { a href="/" { "继续" } "　" a href="/password" { "修改口令" } }
        }
    };
    let mut answer = Page::new("登录", None, &body).into_response();
    let cookie = entered.headers().get(header::SET_COOKIE).cloned().ok_or(Refusal::Broken)?;
    answer.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(answer)
}

/// Begins a session and sends its browser to the first page.
pub(super) fn begin(app: &App, user: &str, address: &Address, held: Option<&str>) -> Result<Response, Refusal> {
    let moment = app.moment();
    if let Some(held) = held {
        app.review.end_session(held)?;
    }
    let token = app.review.begin_session(moment.now, user)?;
    app.review.append(&moment.at, user, &Act::LoggedIn { from: Some(address.0.clone()) })?;
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
