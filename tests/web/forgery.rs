//! Requests that other sites have a browser send, and names that are rebound to this machine.

use hecha::{
    faces::web::{Method, ROUTES, Who},
    store::review::Role,
};

use super::{client::HOST, desk::Desk};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[test]
fn nothing_is_changed_without_our_origin_and_the_sessions_token() {
    let desk = Desk::usual();
    let mut other = desk.logged_in("乙", Role::Administrator);
    let mut client = desk.logged_in("甲", Role::Administrator);
    other.get("/");
    let ours = ("origin", "http://127.0.0.1:8420");
    let token = format!("csrf={}", client.csrf);
    let anothers = format!("csrf={}", other.csrf);
    let cut = token[..token.len() - 1].to_owned();
    let shut: &[(&[(&str, &str)], &str)] = &[
        (&[FORM], &token),
        (&[FORM, ("origin", "http://evil.example")], &token),
        (&[FORM, ("origin", "null")], &token),
        (&[FORM, ("origin", "http://127.0.0.1:8421")], &token),
        (&[FORM, ("origin", "http://127.0.0.1:8420.evil.example")], &token),
        (&[FORM, ours], ""),
        (&[FORM, ours], "csrf="),
        (&[FORM, ours], &cut),
        (&[FORM, ours], &anothers),
        (&[FORM, ours, ("x-csrf", "00")], &token),
    ];
    for route in ROUTES.iter().filter(|r| r.method == Method::Post && r.who != Who::Anybody) {
        for (headers, body) in shut {
            let answer = client.send("POST", route.path, headers, body);
            assert_eq!(answer.status, 403, "{} with {headers:?} {body}", route.path);
        }
    }
    assert_eq!(client.get("/").status, 200, "nobody was logged out");
    assert_eq!(client.send("POST", "/logout", &[FORM, ours], &token).status, 303);
}

#[test]
fn no_other_site_logs_anybody_in() {
    let desk = Desk::usual();
    drop(desk.logged_in("甲", Role::Reviewer));
    let mut client = desk.stranger();
    let body = "user=%E7%94%B2&password=x";
    for headers in [&[FORM][..], &[FORM, ("origin", "http://evil.example")], &[FORM, ("origin", "null")]] {
        assert_eq!(client.send("POST", "/login", headers, body).status, 403);
    }
}

#[test]
fn a_name_that_is_not_ours_reaches_nothing() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Administrator);
    for host in ["evil.example", "evil.example:8420", "127.0.0.1.evil.example", "localhost.evil.example", ""] {
        for path in ["/", "/login", "/base.css"] {
            assert_eq!(client.send("GET", path, &[("host", host)], "").status, 421, "{host}{path}");
        }
    }
    for host in [HOST, "localhost:8420", "[::1]:8420", "192.168.1.20:8420", "LOCALHOST"] {
        assert_eq!(client.send("GET", "/", &[("host", host)], "").status, 200, "{host}");
    }
}

#[test]
fn looking_changes_nothing() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Administrator);
    let before = (desk.acts(), desk.review().accounts().unwrap());
    for route in ROUTES.iter().filter(|r| r.method == Method::Get) {
        client.send("GET", &route.path.replace("{secret}", "0").replace("{ticket_no}", "4301249800001"), &[], "");
        client.send("HEAD", &route.path.replace("{secret}", "0"), &[], "");
    }
    // That somebody looked is all that is noted.
    assert_eq!((desk.acts(), desk.review().accounts().unwrap()), before);
}
