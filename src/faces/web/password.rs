//! One's own password.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::html;
use serde::Deserialize;

use super::{
    app::Shared,
    asked::Filled,
    login,
    page::{self, Page},
    refusal::Refusal,
    setup,
    visitor::{Address, Visitor},
};
use crate::store::review::Throttle;

/// The form.
pub(super) async fn page(visitor: Visitor) -> Page {
    form(&visitor, None)
}

/// What is filled in.
#[derive(Deserialize)]
pub(super) struct Wanted {
    old: String,
    password: String,
    again: String,
}

/// Sets it anew. Every session of this account ends, and this browser gets a new one.
pub(super) async fn set(
    State(app): State<Shared>,
    visitor: Visitor,
    address: Address,
    Filled(wanted): Filled<Wanted>,
) -> Result<Response, Refusal> {
    let _turn = app.door.acquire().await.map_err(|_| Refusal::Broken)?;
    app.work(move |app| {
        let again = |why: &str| Ok((StatusCode::UNPROCESSABLE_ENTITY, form(&visitor, Some(why))).into_response());
        if let Some(why) = setup::password_fault(&visitor.user, &wanted.password, &wanted.again) {
            return again(why);
        }
        if wanted.password == wanted.old {
            return again("新口令和原口令相同，请换一个。");
        }
        let moment = app.moment();
        match app.review.try_password(&moment.at, moment.now, &address.0, &visitor.user, &wanted.old)? {
            Ok(_) => {}
            Err(Throttle::Wrong) => return again("原口令不对。"),
            Err(Throttle::Wait { seconds }) => return again(&format!("尝试次数过多，请 {seconds} 秒后再试。")),
        }
        app.review.change_password(&moment.at, &visitor.user, &visitor.user, &wanted.password)?;
        login::begin(app, &visitor.user, &address, None)
    })
    .await
}

fn form(visitor: &Visitor, told: Option<&str>) -> Page {
    let body = html! {
        main.narrow {
            h1 { "修改口令" }
            @if visitor.lent { p { "现在的口令是别人设的，别人也知道。请先改成只有您自己知道的口令，再继续。" } }
            @if let Some(told) = told { p.alarm role="alert" { (told) } }
            form method="post" action="/password" {
                (page::token(visitor))
                label for="old" { "原口令" }
                input id="old" name="old" type="password" autocomplete="current-password" required autofocus;
                label for="password" { "新口令（至少 8 个字符）" }
                input id="password" name="password" type="password" autocomplete="new-password" minlength="8" required;
                label for="again" { "再填一次新口令" }
                input id="again" name="again" type="password" autocomplete="new-password" minlength="8" required;
                button.main { "修改" }
            }
        }
    };
    Page::new("修改口令", Some(visitor), &body)
}
