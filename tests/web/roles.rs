//! Each role at each address, and what somebody without an account reaches.

use std::collections::BTreeSet;

use hecha::{
    faces::web::{Method, ROUTES, Route, Who},
    store::review::{Act, Role},
};
use serde_json::json;

use super::{
    client::{Answer, Client},
    desk::Desk,
};

/// Asks for an address as a browser would, with nothing useful in what it sends.
fn ask(client: &mut Client, route: &Route) -> Answer {
    let path = route.path.replace("{secret}", "00").replace("{ticket_no}", "0");
    match route.method {
        Method::Get => client.send("GET", &path, &[], ""),
        Method::Post if path.starts_with("/api/") => client.post(&path, &json!({})),
        Method::Post => client.form(&path, &[]),
    }
}

#[test]
fn each_role_reaches_what_the_table_says_and_nothing_else() {
    let desk = Desk::usual();
    for role in Role::ALL {
        let mut client = desk.logged_in(role.as_str(), *role);
        for route in ROUTES {
            let answer = ask(&mut client, route);
            let may = match route.who {
                Who::Anybody => true,
                Who::Those(roles) => roles.contains(role),
            };
            let (of, status) = (format!("{} at {:?} {}", role.as_str(), route.method, route.path), answer.status);
            if may {
                assert!(![401, 403, 405, 500].contains(&status), "{of}: {status} {}", answer.text);
            } else {
                assert_eq!(status, 403, "{of}");
            }
            if route.path == "/logout" {
                desk.enter(&mut client, role.as_str());
            }
        }
    }
}

#[test]
fn without_an_account_the_door_is_all_there_is() {
    let desk = Desk::usual();
    let mut client = desk.stranger();
    let mut open = BTreeSet::new();
    for route in ROUTES {
        let answer = ask(&mut client, route);
        if route.who == Who::Anybody {
            open.insert(route.path);
            assert!(![401, 403].contains(&answer.status) || route.path == "/login", "{}", route.path);
            continue;
        }
        let of = format!("{:?} {}", route.method, route.path);
        if route.method == Method::Get && !route.path.starts_with("/api/") {
            assert_eq!((answer.status, answer.header("location")), (303, "/login"), "{of}");
        } else {
            assert_eq!(answer.status, 401, "{of}");
        }
        for personal in ["何犇", "4301249", "990198"] {
            assert!(!answer.text.contains(personal), "{of}: {}", answer.text);
        }
    }
    assert_eq!(open, BTreeSet::from(["/base.css", "/login", "/setup/{secret}"]));
}

#[test]
fn strangers_do_not_learn_what_there_is() {
    let desk = Desk::usual();
    let mut client = desk.stranger();
    let mut seen = |method: &str, path: &str| {
        let answer = client.send(method, path, &[("origin", "http://127.0.0.1:8420")], "");
        (answer.status, answer.header("location").to_owned(), answer.text)
    };
    assert_eq!(seen("GET", "/users"), seen("GET", "/nothing"));
    assert_eq!(seen("POST", "/api/decide"), seen("POST", "/api/nothing"));
    assert_eq!(seen("DELETE", "/users"), seen("DELETE", "/nothing"));
}

#[test]
fn an_account_that_is_closed_or_given_another_role_is_out_at_once() {
    let desk = Desk::usual();
    let mut admin = desk.logged_in("管理员", Role::Administrator);
    let mut reviewer = desk.logged_in("甲", Role::Reviewer);
    assert_eq!(admin.form("/users/role", &[("user", "甲"), ("role", "closed")]).status, 303);
    assert_eq!(reviewer.get("/").header("location"), "/login");
    assert_eq!(admin.form("/users/role", &[("user", "管理员"), ("role", "closed")]).status, 409, "one's own stays");
    assert_eq!(admin.form("/users/role", &[("user", "甲"), ("role", "auditor")]).status, 303);
    desk.enter(&mut reviewer, "甲");
    assert_eq!(reviewer.get("/journal").status, 200);
}

#[test]
fn an_auditor_takes_every_list_and_each_is_in_the_journal() {
    let desk = Desk::usual();
    let mut auditor = desk.logged_in("查", Role::Auditor);
    assert!(auditor.get("/exports").text.contains("公示名单"));
    for list in ["passed", "returns", "ledger", "sheets"] {
        let answer = auditor.form("/exports", &[("list", list), ("form", "xlsx")]);
        assert_eq!(answer.status, 200, "{list}: {}", answer.text);
        assert!(answer.text.starts_with("PK") && answer.header("content-disposition").contains(".xlsx"), "{list}");
        match desk.acts().last() {
            Some(Act::Exported { list: kept, .. }) => assert_eq!(kept, list),
            other => panic!("{other:?}"),
        }
    }
}
