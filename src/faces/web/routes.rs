//! Every address of the review page, with who may use it. What is not in this table is not there.

use axum::routing::{MethodRouter, get, post};

use super::{
    acts, app::Shared, assets, audit, candidate, exports, health, home, journal, login, look_ups, password, pictures,
    queue_list, setup, users, whose,
};
use crate::store::review::Role;

/// How an address is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Looks, and changes nothing.
    Get,
    /// Changes something.
    Post,
}

/// Who may use an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody who reaches the machine.
    Anybody,
    /// Accounts of these roles.
    Those(&'static [Role]),
}

/// An address.
#[derive(Debug)]
pub struct Route {
    /// How it is asked.
    pub method: Method,
    /// Its path; `{…}` stands for a part of it.
    pub path: &'static str,
    /// Who may use it.
    pub who: Who,
    pub(super) handler: fn() -> MethodRouter<Shared>,
}

const fn look(path: &'static str, who: Who, handler: fn() -> MethodRouter<Shared>) -> Route {
    Route { method: Method::Get, path, who, handler }
}

const fn change(path: &'static str, who: Who, handler: fn() -> MethodRouter<Shared>) -> Route {
    Route { method: Method::Post, path, who, handler }
}

/// Whoever has an account.
const ALL: Who = Who::Those(Role::ALL);
/// Those who decide.
const DECIDE: Who = Who::Those(&[Role::Reviewer, Role::SecondReviewer, Role::Administrator]);
/// Those who look after what others did.
const WATCH: Who = Who::Those(&[Role::Auditor, Role::Administrator]);
/// Those who look after the accounts.
const ADMIN: Who = Who::Those(&[Role::Administrator]);

/// The table.
pub const ROUTES: &[Route] = &[
    // The door.
    look("/login", Who::Anybody, || get(login::page)),
    change("/login", Who::Anybody, || post(login::enter)),
    look("/setup/{secret}", Who::Anybody, || get(setup::page)),
    change("/setup/{secret}", Who::Anybody, || post(setup::make)),
    look("/base.css", Who::Anybody, || get(assets::base)),
    change("/logout", ALL, || post(login::leave)),
    // What there is to do.
    look("/", ALL, || get(home::page)),
    look("/api/queue", ALL, || get(queue_list::list)),
    look("/c/{ticket_no}", ALL, || get(candidate::page)),
    look("/p/{sha256}/{page}/{how}", ALL, || get(pictures::picture)),
    look("/assets/{name}", ALL, || get(assets::one)),
    // What people decide.
    change("/api/decide", DECIDE, || post(acts::decide)),
    change("/api/rule", DECIDE, || post(acts::rule)),
    change("/api/correct", DECIDE, || post(acts::correct)),
    change("/api/undo", DECIDE, || post(acts::undo)),
    change("/api/sample", DECIDE, || post(acts::sample)),
    change("/api/together", DECIDE, || post(acts::pass)),
    change("/api/unmask", ALL, || post(acts::unmask)),
    // What only a person may look up: it shows codes.
    look("/look-ups", DECIDE, || get(look_ups::page)),
    change("/look-ups", DECIDE, || post(look_ups::keep)),
    // Whose the files are.
    look("/whose", ALL, || get(whose::page)),
    change("/whose", DECIDE, || post(whose::keep)),
    look("/whose/manifest.csv", ALL, || get(whose::manifest)),
    // What follows the review. Auditors read lists too: nothing but the journal learns of it.
    look("/exports", ALL, || get(exports::page)),
    change("/exports", ALL, || post(exports::make)),
    // What audits found.
    look("/audit/links", ALL, || get(audit::links::page)),
    change("/audit/links", ALL, || post(audit::links::run)),
    change("/audit/links.xlsx", ALL, || post(audit::links::sheet)),
    look("/audit/sample", ALL, || get(audit::sample::page)),
    // The journal, the accounts, this machine.
    look("/journal", WATCH, || get(journal::page)),
    look("/journal/verify", WATCH, || get(journal::verify)),
    look("/health", WATCH, || get(health::page)),
    look("/users", ADMIN, || get(users::page)),
    change("/users", ADMIN, || post(users::add)),
    change("/users/role", ADMIN, || post(users::role)),
    change("/users/password", ADMIN, || post(users::password)),
    look("/password", ALL, || get(password::page)),
    change("/password", ALL, || post(password::set)),
];

/// Whether this may be asked with a password that somebody else set: changing it, leaving, and what pages are made with.
pub(super) fn with_lent_password(parts: &axum::http::request::Parts) -> bool {
    matches!(parts.uri.path(), "/password" | "/logout") || parts.uri.path().starts_with("/assets/")
}

/// Who may ask this; `None` where the table has no such line.
pub(super) fn who(method: &axum::http::Method, path: &str) -> Option<Who> {
    let method = match method.as_str() {
        "GET" | "HEAD" => Method::Get,
        "POST" => Method::Post,
        _ => return None,
    };
    ROUTES.iter().find(|route| route.method == method && route.path == path).map(|route| route.who)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_but_the_door_is_open_to_everybody() {
        let open: Vec<_> = ROUTES.iter().filter(|r| r.who == Who::Anybody).map(|r| r.path).collect();
        assert_eq!(open, ["/login", "/login", "/setup/{secret}", "/setup/{secret}", "/base.css"]);
    }

    #[test]
    fn an_auditor_starts_audits_takes_lists_and_changes_nothing_but_the_own_session_and_password() {
        let may = |route: &&Route| matches!(route.who, Who::Those(roles) if roles.contains(&Role::Auditor));
        let paths: Vec<_> = ROUTES.iter().filter(|r| r.method == Method::Post).filter(may).map(|r| r.path).collect();
        assert_eq!(paths, ["/logout", "/api/unmask", "/exports", "/audit/links", "/audit/links.xlsx", "/password"]);
    }
}
