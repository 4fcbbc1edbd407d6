//! The one-time link by which an administrator makes an account, printed by whoever starts the review page.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use maud::html;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::{
    app::{App, Shared},
    asked::Filled,
    cookie, login,
    page::Page,
    refusal::Refusal,
    visitor::Address,
};
use crate::{
    Result,
    store::review::{Review, Role, Token},
};

/// Under which name the link is kept: its fingerprint and when it ends.
const KEPT: &str = "setup";
/// The link ends after this long, in seconds.
const ENDS: i64 = 24 * 60 * 60;

/// Makes the link anew, as the path behind the address: where nobody has an account, or where `anyway` asks for it.
/// Links made before no longer open anything.
pub fn link(app: &App, anyway: bool) -> Result<Option<String>> {
    if !anyway && app.review.accounts()?.iter().any(|account| account.role.is_some()) {
        app.review.set(KEPT, None)?;
        return Ok(None);
    }
    let Some(token) = Token::new() else { return Ok(None) };
    let ends = app.moment().now + ENDS;
    app.review.set(KEPT, Some(&format!("{} {ends}", Token::kept(token.reveal()))))?;
    Ok(Some(format!("/setup/{}", token.reveal())))
}

fn opens(app: &App, secret: &str) -> Result<bool, Refusal> {
    let kept = app.review.setting(KEPT)?.unwrap_or_default();
    let Some((fingerprint, ends)) = kept.split_once(' ') else { return Ok(false) };
    let same = bool::from(Token::kept(secret).as_bytes().ct_eq(fingerprint.as_bytes()));
    Ok(same && ends.parse::<i64>().is_ok_and(|ends| app.moment().now <= ends))
}

/// The form behind the link.
pub(super) async fn page(State(app): State<Shared>, Path(secret): Path<String>) -> Result<Response, Refusal> {
    app.work(move |app| if opens(app, &secret)? { Ok(form(&secret, None).into_response()) } else { Ok(ended()) }).await
}

/// What is filled in.
#[derive(Deserialize)]
pub(super) struct Wanted {
    user: String,
    password: String,
    again: String,
}

/// Makes the account, forgets the link and lets the administrator in.
pub(super) async fn make(
    State(app): State<Shared>,
    Path(secret): Path<String>,
    address: Address,
    headers: HeaderMap,
    Filled(wanted): Filled<Wanted>,
) -> Result<Response, Refusal> {
    let held = cookie::token(&headers, app.settings.https);
    let _turn = app.door.acquire().await.map_err(|_| Refusal::Broken)?;
    app.work(move |app| {
        // The link opens once, even if two come at the same time.
        let _alone = app.alone();
        if !opens(app, &secret)? {
            return Ok(ended());
        }
        let user = wanted.user.trim();
        let again = |why: &str| Ok((StatusCode::UNPROCESSABLE_ENTITY, form(&secret, Some(why))).into_response());
        if let Some(why) = fault(user, &wanted.password, &wanted.again) {
            return again(why);
        }
        let moment = app.moment();
        let role = Role::Administrator;
        if !app.review.add_account(&moment.at, moment.now, "system", user, role, &wanted.password)? {
            return again("已有相同或看起来相近的用户名，请换一个。");
        }
        app.review.set(KEPT, None)?;
        login::begin(app, user, &address, held.as_deref())
    })
    .await
}

/// What is wrong with a name and password that somebody wants.
pub(super) fn fault(user: &str, password: &str, again: &str) -> Option<&'static str> {
    if !Review::name_is_sound(user) {
        return Some("用户名为 1 至 40 个汉字、英文字母或数字，不含空格和其他文字的字母。");
    }
    password_fault(user, password, again)
}

/// What is wrong with a password that somebody wants.
pub(super) fn password_fault(user: &str, password: &str, again: &str) -> Option<&'static str> {
    if !Review::password_is_sound(user, password) {
        return Some(
            "口令至少 8 个字符，且不能太容易猜到：不用常见口令、用户名、键盘顺序或重复的字符；长比复杂更管用。",
        );
    }
    (password != again).then_some("两次填写的口令不一样。")
}

fn form(secret: &str, told: Option<&str>) -> Page {
    let body = html! {
        main.narrow {
            h1 { "建立管理员账户" }
            p.quiet { "这个链接只能用一次。管理员可以再为审核人员建立账户。" }
            @if let Some(told) = told { p.alarm role="alert" { (told) } }
            form method="post" action={ "/setup/" (secret) } {
                label for="user" { "用户名" }
                input id="user" name="user" autocomplete="username" required autofocus;
                label for="password" { "口令（至少 8 个字符）" }
                input id="password" name="password" type="password" autocomplete="new-password" minlength="8" required;
                label for="again" { "再填一次口令" }
                input id="again" name="again" type="password" autocomplete="new-password" minlength="8" required;
                button.main { "建立并进入" }
            }
        }
    };
    Page::new("建立管理员账户", None, &body)
}

fn ended() -> Response {
    let body = html! {
        main.narrow {
            h1 { "链接无效" }
            p role="alert" { "这个链接已经用过、过期，或已有新的链接。" }
            p { "已有账户请" a href="/login" { "登录" } "；需要新的链接，请以 hecha serve --new-admin 重新启动。" }
        }
    };
    (StatusCode::NOT_FOUND, Page::new("链接无效", None, &body)).into_response()
}
