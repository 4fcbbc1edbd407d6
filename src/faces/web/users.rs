//! The accounts: who may review, and as what.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    app::{App, Shared},
    asked::Filled,
    page::{self, Page},
    refusal::Refusal,
    setup,
    visitor::Visitor,
};
use crate::{
    faces::journal::role_name,
    store::review::{Account, Role},
};

/// All accounts.
pub(super) async fn page(State(app): State<Shared>, visitor: Visitor) -> Result<Page, Refusal> {
    let accounts = app.work(|app| Ok(app.review.accounts()?)).await?;
    let body = html! {
        main {
            h1 { "账户" }
            table {
                thead { tr { th { "用户名" } th { "角色" } th { "重设口令" } } }
                tbody { @for account in &accounts { (row(account, &visitor)) } }
            }
            h2 { "新建账户" }
            form method="post" action="/users" {
                (page::token(&visitor))
                label for="user" { "用户名" }
                input id="user" name="user" autocomplete="off" required;
                label for="role" { "角色" }
                select id="role" name="role" { (roles(Some(Role::Reviewer))) }
                label for="password" { "初始口令（至少 8 个字符，本人首次登录时必须修改）" }
                input id="password" name="password" type="password" autocomplete="new-password" minlength="8" required;
                p { button.main { "建立" } }
            }
        }
    };
    Ok(Page::new("账户", Some(&visitor), &body))
}

fn row(account: &Account, visitor: &Visitor) -> Markup {
    let named = |what: &str| format!("{}：{what}", account.user);
    html! {
        tr {
            td { (account.user) }
            td {
                @if account.user == visitor.user {
                    (role_name(visitor.role)) span.quiet { "（本人，由另一位管理员更改）" }
                } @else {
                    form method="post" action="/users/role" {
                        (page::token(visitor))
                        input type="hidden" name="user" value=(account.user);
                        select name="role" aria-label=(named("角色")) {
                            (roles(account.role))
                            option value="closed" selected[account.role.is_none()] { "停用" }
                        }
                        button { "更改" }
                    }
                }
            }
            td {
                form method="post" action="/users/password" {
                    (page::token(visitor))
                    input type="hidden" name="user" value=(account.user);
                    input name="password" type="password" autocomplete="new-password" minlength="8" required
                        aria-label=(named("新口令"));
                    button { "重设" }
                }
            }
        }
    }
}

fn roles(chosen: Option<Role>) -> Markup {
    html! {
        @for role in Role::ALL {
            option value=(role.as_str()) selected[chosen == Some(*role)] { (role_name(*role)) }
        }
    }
}

/// A new account.
#[derive(Deserialize)]
pub(super) struct New {
    user: String,
    role: String,
    password: String,
}

/// Makes an account.
pub(super) async fn add(
    State(app): State<Shared>,
    visitor: Visitor,
    Filled(new): Filled<New>,
) -> Result<Response, Refusal> {
    change(&app, move |app| {
        let user = new.user.trim();
        let role = Role::named(&new.role).ok_or_else(|| Refusal::invalid("没有这个角色。"))?;
        if let Some(why) = setup::fault(user, &new.password, &new.password) {
            return Err(Refusal::invalid(why));
        }
        let moment = app.moment();
        if !app.review.add_account(&moment.at, moment.now, &visitor.user, user, role, &new.password)? {
            return Err(Refusal::conflict("已有相同或看起来相近的用户名；停用的账户可以在列表里重新启用。"));
        }
        Ok(())
    })
    .await
}

/// Another role for an account.
#[derive(Deserialize)]
pub(super) struct Changed {
    user: String,
    role: String,
}

/// Gives another role, or closes an account. One's own stays: so there is always an administrator.
pub(super) async fn role(
    State(app): State<Shared>,
    visitor: Visitor,
    Filled(changed): Filled<Changed>,
) -> Result<Response, Refusal> {
    change(&app, move |app| {
        let role = match changed.role.as_str() {
            "closed" => None,
            word => Some(Role::named(word).ok_or_else(|| Refusal::invalid("没有这个角色。"))?),
        };
        let account = app.review.account(&changed.user)?.ok_or(Refusal::NotFound)?;
        if account.user == visitor.user {
            return Err(Refusal::conflict("自己的角色要由另一位管理员更改。"));
        }
        Ok(app.review.change_role(&app.moment().at, &visitor.user, &account.user, role)?)
    })
    .await
}

/// Another password for an account.
#[derive(Deserialize)]
pub(super) struct Reset {
    user: String,
    password: String,
}

/// Sets somebody's password anew.
pub(super) async fn password(
    State(app): State<Shared>,
    visitor: Visitor,
    Filled(reset): Filled<Reset>,
) -> Result<Response, Refusal> {
    change(&app, move |app| {
        let account = app.review.account(&reset.user)?.ok_or(Refusal::NotFound)?;
        if let Some(why) = setup::password_fault(&account.user, &reset.password, &reset.password) {
            return Err(Refusal::invalid(why));
        }
        Ok(app.review.change_password(&app.moment().at, &visitor.user, &account.user, &reset.password)?)
    })
    .await
}

/// Changes something about accounts and shows them again.
async fn change(
    app: &Shared,
    work: impl FnOnce(&App) -> Result<(), Refusal> + Send + 'static,
) -> Result<Response, Refusal> {
    let _turn = app.door.acquire().await.map_err(|_| Refusal::Broken)?;
    app.work(work).await?;
    Ok(Redirect::to("/users").into_response())
}
