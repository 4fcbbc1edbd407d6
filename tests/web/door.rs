//! Coming in: the one-time link, passwords, sessions that cannot be planted or guessed.

use hecha::{faces::web, store::review::Role};

use super::desk::{Desk, PASSWORD};

#[test]
fn the_first_start_gives_a_link_that_makes_one_administrator() {
    let desk = Desk::usual();
    let link = web::link(&desk.app, false).unwrap().unwrap();
    let mut client = desk.stranger();
    assert!(client.get("/login").text.contains("还没有账户"));
    assert_eq!(client.get(&link).status, 200);
    let wanted = [("user", "李 四"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(client.form(&link, &wanted).status, 422, "no white space in names");
    assert_eq!(client.form(&link, &[("user", "李四"), ("password", "短"), ("again", "短")]).status, 422);
    let wanted = [("user", "李四"), ("password", PASSWORD), ("again", "另一个够长的口令")];
    assert_eq!(client.form(&link, &wanted).status, 422);
    let wanted = [("user", "李四"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(client.form(&link, &wanted).header("location"), "/");
    assert_eq!(client.get("/users").status, 200, "in, and an administrator");
    assert_eq!(client.form(&link, &[("user", "王五"), ("password", PASSWORD), ("again", PASSWORD)]).status, 404);
    assert_eq!(client.get(&link).status, 404, "once");
    assert_eq!(web::link(&desk.app, false).unwrap(), None, "there is an administrator");
    let another = web::link(&desk.app, true).unwrap().unwrap();
    let newest = web::link(&desk.app, true).unwrap().unwrap();
    assert_eq!(client.get(&another).status, 404, "only the newest opens");
    assert_eq!(client.get(&newest).status, 200);
}

#[test]
fn a_session_planted_before_is_not_the_one_that_is_let_in() {
    let desk = Desk::usual();
    drop(desk.logged_in("甲", Role::Reviewer));
    let planted = format!("hecha={}", "a".repeat(64));
    let mut client = desk.stranger();
    client.cookie = Some(planted.clone());
    desk.enter(&mut client, "甲");
    assert_ne!(client.cookie, Some(planted.clone()));
    let mut other = desk.stranger();
    other.cookie = Some(planted);
    assert_eq!(other.get("/").header("location"), "/login");

    let before = client.cookie.clone();
    desk.enter(&mut client, "甲");
    other.cookie = before;
    assert_eq!(other.get("/").header("location"), "/login", "the session before it ended");
}

#[test]
fn the_cookie_is_out_of_reach_and_ends_with_the_session() {
    let desk = Desk::usual();
    drop(desk.logged_in("甲", Role::Reviewer));
    let mut client = desk.stranger();
    let answer = client.form("/login", &[("user", "甲"), ("password", PASSWORD)]);
    let cookie = answer.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    client.get("/");
    let (held, csrf) = (client.cookie.clone(), client.csrf.clone());
    assert_ne!(held.as_deref(), Some(format!("hecha={csrf}").as_str()));
    assert_eq!(client.form("/logout", &[]).header("location"), "/login");
    assert_eq!(client.cookie, None);
    client.cookie = held;
    assert_eq!(client.get("/").header("location"), "/login", "a copy of it opens nothing");
}

#[test]
fn guessing_is_slowed_down() {
    let desk = Desk::usual();
    drop(desk.logged_in("甲", Role::Reviewer));
    let mut client = desk.stranger();
    client.address = "10.0.0.9:50000";
    for _ in 0..5 {
        let answer = client.form("/login", &[("user", "甲"), ("password", "猜一个口令")]);
        assert_eq!(answer.status, 401);
        assert!(answer.text.contains("用户名或口令不对"));
    }
    let answer = client.form("/login", &[("user", "甲"), ("password", PASSWORD)]);
    assert_eq!((answer.status, answer.header("retry-after")), (429, "1"), "not even the right one is looked at");
    let mut other = desk.stranger();
    desk.enter(&mut other, "甲");
    let unknown = other.form("/login", &[("user", "无此人"), ("password", PASSWORD)]);
    assert!(unknown.text.contains("用户名或口令不对"), "the same words for a name that is not there");
}

#[test]
fn ones_own_password_is_changed_with_the_old_one() {
    let desk = Desk::usual();
    let mut client = desk.logged_in("甲", Role::Auditor);
    let mut elsewhere = desk.stranger();
    desk.enter(&mut elsewhere, "甲");
    let new = "全新而且很长的口令";
    let wrong = [("old", "不是这个口令"), ("password", new), ("again", new)];
    assert_eq!(client.form("/password", &wrong).status, 422);
    assert_eq!(client.form("/password", &[("old", PASSWORD), ("password", new), ("again", new)]).status, 303);
    assert_eq!(client.get("/").status, 200, "this browser stays in");
    assert_eq!(elsewhere.get("/").header("location"), "/login", "others do not");
}
