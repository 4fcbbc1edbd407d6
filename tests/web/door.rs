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
    let told = other.form("/login", &[("user", "甲"), ("password", PASSWORD)]);
    assert!(told.status == 200 && told.text.contains("<strong>5</strong> 次"), "the owner is told: {}", told.text);
    assert_eq!(other.get("/").status, 200, "and is in");
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

#[test]
fn a_password_that_somebody_else_set_opens_nothing_but_its_change() {
    let desk = Desk::usual();
    let mut admin = desk.logged_in("管理员", Role::Administrator);
    let lent = "借给乙用的初始口令";
    let made = [("user", "乙"), ("role", "reviewer"), ("password", lent)];
    assert_eq!(admin.form("/users", &made).status, 303);
    let mut client = desk.stranger();
    let changes_it = |client: &mut super::client::Client, lent: &str, own: &str| {
        assert_eq!(client.form("/login", &[("user", "乙"), ("password", lent)]).status, 303);
        let page = client.get("/password");
        assert!(page.status == 200 && page.text.contains("别人设的"), "{}", page.text);
        for route in web::ROUTES.iter().filter(|route| route.who != web::Who::Anybody) {
            let path = route.path.replace("{ticket_no}", "0");
            if ["/password", "/logout", "/assets/{name}"].contains(&route.path) {
                continue;
            }
            let answer = match route.method {
                web::Method::Get => client.send("GET", &path, &[], ""),
                web::Method::Post => client.post(&path, &serde_json::json!({})),
            };
            assert!(
                answer.status == 403 || (answer.status, answer.header("location")) == (303, "/password"),
                "{path}: {}",
                answer.status
            );
        }
        assert_eq!(
            client.form("/password", &[("old", lent), ("password", lent), ("again", lent)]).status,
            422,
            "the same"
        );
        assert_eq!(client.form("/password", &[("old", lent), ("password", own), ("again", own)]).status, 303);
        assert_eq!(client.get("/").status, 200);
    };
    changes_it(&mut client, lent, "乙自己想的新口令");
    let again = "管理员又借出的口令";
    assert_eq!(admin.form("/users/password", &[("user", "乙"), ("password", again)]).status, 303);
    changes_it(&mut client, again, "乙第二次想的口令");
}

#[test]
fn the_door_says_where_nothing_is_encrypted_and_hides_no_second_name() {
    let desk = Desk::usual();
    let mut client = desk.stranger();
    assert!(!client.get("/login").text.contains("没有加密"), "on this machine itself");
    client.address = "10.0.0.9:50000";
    assert!(client.get("/login").text.contains("没有加密"));
    let two = [("host", "127.0.0.1:8420"), ("host", "evil.example")];
    assert_eq!(client.send("GET", "/login", &two, "").status, 421);
}

#[test]
fn by_https_browsers_are_told_to_come_by_nothing_else() {
    let desk = Desk::usual();
    let settings = web::Settings { clock: super::desk::noon, hosts: Vec::new(), https: true };
    let app = web::App::open(desk.folder.clone(), settings).unwrap();
    let mut client = super::client::Client::new(&web::router(&app));
    assert_eq!(client.get("/login").header("strict-transport-security"), "max-age=31536000");
    assert_eq!(desk.stranger().get("/login").header("strict-transport-security"), "");
}
