use std::cell::RefCell;

use super::stub::{Stub, Virtual, connector, rude};
use super::*;
use crate::audit::online::http::{Http, Reply};
use crate::audit::online::plan::Question;
use crate::audit::online::request::Request;
use crate::audit::online::{Connector, Manners};
use crate::model::FieldName;
use crate::pipeline::Nobody;
use crate::store::WorkFolder;

/// Manners that leave the waiting to the clock.
const QUICK: &str =
    "per_minute = 60\ngap_ms = 100\ntimeout_seconds = 2\nretries = 3\nstop_after = 1000\nlargest_answer_bytes = 100000";

struct Desk {
    online: Online,
    clock: Virtual,
    http: Http,
    stop: AtomicBool,
    _dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let online = Online::open(&WorkFolder::make(dir.path()).unwrap()).unwrap();
        let (clock, http) = (Virtual::new(), Http::new().unwrap());
        Self { online, clock, http, stop: AtomicBool::new(false), _dir: dir }
    }

    fn run(&self, connectors: &[Connector], codes: &[String], settings: Settings) -> Tally {
        self.run_with(&self.http, connectors, codes, settings)
    }

    fn run_with(&self, portal: &dyn Portal, connectors: &[Connector], codes: &[String], settings: Settings) -> Tally {
        let asking = Asking { online: &self.online, portal, clock: &self.clock, watch: &Nobody, stop: &self.stop };
        run(&about(codes), connectors, settings, &asking).unwrap()
    }

    fn kept(&self, connectors: &[Connector], code: &str) -> Option<Kept> {
        self.online.answer(&connectors[0].fingerprint, code).unwrap()
    }
}

/// A plan to ask about these codes; the code stands for its own fingerprint.
fn about(codes: &[String]) -> Plan {
    let question = |code: &String| Question {
        connector: 0,
        question: code.clone(),
        values: [(FieldName::VerificationCode, code.clone())].into(),
    };
    let mut plan = Plan::default();
    plan.questions.extend(codes.iter().map(question));
    plan
}

fn codes(list: &[&str]) -> Vec<String> {
    list.iter().map(|code| (*code).to_owned()).collect()
}

#[test]
fn what_each_answer_gives() {
    use LookUpOutcome as O;
    let (stub, desk) = (Stub::start(), Desk::new());
    let connectors = stub.connector(QUICK);
    let expected = [
        ("FOUND", O::Found, "rule"),
        ("DIFFERENT", O::Found, "rule"),
        ("NOTFOUND", O::NotFound, "rule"),
        ("EXPIRED", O::Expired, "rule"),
        ("CAPTCHA", O::Captcha, "rule"),
        ("BLOCKED412", O::Blocked, "status-412"),
        ("BUSY429", O::Found, "rule"),
        ("ERROR500", O::Unreachable, "status-500"),
        ("REDIRECT", O::Unclear, "redirect"),
        ("GARBAGE", O::Unclear, "not-json"),
        ("F2RECOVERS", O::Found, "rule"),
    ];
    let tally = desk.run(&connectors, &codes(&expected.map(|(code, ..)| code)), Settings::default());
    for (code, outcome, why) in expected {
        let kept = desk.kept(&connectors, code).unwrap();
        assert_eq!((kept.outcome, kept.why.as_str()), (outcome, why), "{code}");
    }
    assert_eq!(tally.outcomes.values().sum::<usize>(), expected.len());
    let different = desk.kept(&connectors, "DIFFERENT").unwrap();
    assert_eq!(different.fields[&FieldName::Name], "李四");
    assert_eq!(different.fields[&FieldName::GraduatedOn], "2005-06-30", "in the contract's form");
    assert_eq!(different.day, "2024-08-20");
    let seen = stub.seen.lock().unwrap();
    assert_eq!(seen.asked["ERROR500"], 4, "once and three times again");
    assert_eq!(seen.asked["BLOCKED412"], 1, "a refusal is taken at its word");
    assert_eq!(seen.cookies, 0, "no cookie is sent back");
    assert_eq!(u64::from(seen.secrets), desk.online.requests().unwrap(), "every request carries its header");
}

#[test]
fn slow_cut_off_and_endless_answers_end() {
    let desk = Desk::new();
    let once = "retries = 1\nstop_after = 1000\ntimeout_seconds = 1\nlargest_answer_bytes = 100000";
    let stub = Stub::start();
    for (connectors, code, outcome, why) in [
        (stub.connector(once), "SLOW", LookUpOutcome::Unreachable, "timeout"),
        (
            connector(rude(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"data\": {\"xm\":", false), once),
            "CUT",
            LookUpOutcome::Unreachable,
            "cut-off",
        ),
        (
            connector(rude(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", true), once),
            "ENDLESS",
            LookUpOutcome::Unclear,
            "too-large",
        ),
        (connector(([127, 0, 0, 1], 1).into(), once), "NOBODY", LookUpOutcome::Unreachable, "unreachable"),
    ] {
        desk.run(&connectors, &codes(&[code]), Settings::default());
        let kept = desk.kept(&connectors, code).unwrap();
        assert_eq!((kept.outcome, kept.why.as_str()), (outcome, why), "{code}");
    }
}

#[test]
fn a_wait_is_kept_to_and_a_long_one_ends_the_asking() {
    let (stub, desk) = (Stub::start(), Desk::new());
    let connectors = stub.connector(QUICK);
    let begun = desk.clock.now();
    desk.run(&connectors, &codes(&["BUSY"]), Settings::default());
    let sent = desk.online.sent(&connectors[0].host, begun - 1).unwrap();
    assert_eq!(sent.len(), 3);
    assert!(sent.windows(2).all(|two| two[1] - two[0] >= 90_000), "{sent:?}");

    let tally = desk.run(&connectors, &codes(&["LATER", "FOUND"]), Settings::default());
    assert_eq!((tally.left, tally.halted.get("样例库")), (2, Some(&Halt::AskedToWait)));
    assert_eq!(desk.kept(&connectors, "LATER"), None, "nothing was answered, so nothing is kept");
    assert!(!stub.seen.lock().unwrap().asked.contains_key("FOUND"));
}

#[test]
fn a_host_that_keeps_failing_is_left_alone() {
    let (stub, desk) = (Stub::start(), Desk::new());
    let connectors = stub.connector("retries = 1\nstop_after = 3");
    let all = codes(&["ER1", "CA2", "ER3", "FOUND4", "FOUND5"]);
    let tally = desk.run(&connectors, &all, Settings::default());
    assert_eq!((tally.left, tally.halted.get("样例库")), (2, Some(&Halt::Failures)));
    assert_eq!(stub.seen.lock().unwrap().asked.len(), 3);
    // The next run begins anew: what was not asked is asked, what was unreachable is tried again.
    let tally = desk.run(&connectors, &codes(&["FOUND4", "FOUND5", "ER1", "CA2"]), Settings::default());
    assert_eq!((tally.known, tally.outcomes[&LookUpOutcome::Found]), (1, 2));
}

#[test]
fn answers_are_used_until_they_are_too_old() {
    let (stub, desk) = (Stub::start(), Desk::new());
    let connectors = stub.connector(QUICK);
    let all = codes(&["FOUND", "CAPTCHA", "NOTFOUND"]);
    let asked = || desk.online.requests().unwrap();
    desk.run(&connectors, &all, Settings { limit: Some(2), ..Settings::default() });
    assert_eq!(asked(), 2);
    let tally = desk.run(&connectors, &all, Settings::default());
    assert_eq!((asked(), tally.known), (3, 2));
    desk.run(&connectors, &all, Settings { retry: true, ..Settings::default() });
    assert_eq!(asked(), 4, "the captcha is tried again where that is asked for");
    desk.clock.forward(10 * DAY * 1000);
    desk.run(&connectors, &all, Settings { older_than: Some(11), ..Settings::default() });
    assert_eq!(asked(), 4);
    desk.run(&connectors, &all, Settings { older_than: Some(9), ..Settings::default() });
    assert_eq!(asked(), 7);
    let other = stub.connector("per_minute = 30");
    assert_eq!(desk.run(&other, &all, Settings::default()).known, 3, "manners are no part of the question");
}

/// A portal that raises the flag after so many answers, as Ctrl-C would while a request is under way.
struct Interrupting<'a> {
    http: &'a Http,
    left: RefCell<u32>,
    stop: &'a AtomicBool,
}

impl Portal for Interrupting<'_> {
    fn ask(&self, request: &Request, manners: &Manners) -> Result<Reply, Failure> {
        let mut left = self.left.borrow_mut();
        *left = left.saturating_sub(1);
        self.stop.store(*left == 0, Ordering::Relaxed);
        self.http.ask(request, manners)
    }
}

#[test]
fn ten_thousand_look_ups_with_faults_and_interruptions() {
    let (stub, desk) = (Stub::start(), Desk::new());
    let manners = "per_minute = 60\ngap_ms = 500\nretries = 3\nstop_after = 5";
    let connectors = stub.connector(manners);
    // Every tenth fails once or twice before it is answered.
    let all: Vec<String> = (0..10_000)
        .map(|number| match number % 20 {
            3 => format!("F1{number}"),
            13 => format!("F2{number}"),
            _ => format!("FO{number}"),
        })
        .collect();
    let begun = desk.clock.now();
    let mut runs = 0;
    loop {
        runs += 1;
        desk.stop.store(false, Ordering::Relaxed);
        let portal = Interrupting { http: &desk.http, left: RefCell::new(1_777), stop: &desk.stop };
        let tally = desk.run_with(&portal, &connectors, &all, Settings { seed: runs, ..Settings::default() });
        assert_eq!(tally.known + tally.left + tally.outcomes.values().sum::<usize>(), all.len());
        if !tally.stopped {
            break;
        }
    }
    assert!(runs > 5, "it was interrupted {runs} times");
    let seen = stub.seen.lock().unwrap();
    let lost = all.iter().filter(|code| desk.kept(&connectors, code).is_none_or(|k| k.outcome != LookUpOutcome::Found));
    assert_eq!(lost.count(), 0);
    assert_eq!(seen.given.len(), all.len());
    assert!(seen.given.values().all(|times| *times == 1), "a record was asked for twice");
    let sent = desk.online.sent(&connectors[0].host, begun - 1).unwrap();
    let received: u32 = seen.asked.values().sum();
    assert_eq!(sent.len(), received as usize, "what was written down is what was sent");
    assert_eq!(sent.len(), 10_000 + 500 + 1_000);
    assert!(sent.windows(2).all(|two| two[1] - two[0] >= 500), "the gap is kept");
    assert!(sent.windows(61).all(|window| window[60] - window[0] >= MINUTE), "the rate is kept");
}

/// The clock on the wall.
struct Wall;

impl Clock for Wall {
    #[expect(clippy::disallowed_methods, reason = "the test is about real time")]
    fn now(&self) -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }

    fn wait_until(&self, at: i64, _: &AtomicBool) {
        let wait = u64::try_from(at - self.now()).unwrap_or(0);
        std::thread::sleep(std::time::Duration::from_millis(wait));
    }
}

#[test]
fn the_gap_is_kept_in_real_time() {
    let (stub, desk) = (Stub::start(), Desk::new());
    let connectors = stub.connector("gap_ms = 150\nper_minute = 600");
    let all = codes(&["FO1", "FO2", "FO3", "FO4", "FO5", "FO6"]);
    let asking = Asking { online: &desk.online, portal: &desk.http, clock: &Wall, watch: &Nobody, stop: &desk.stop };
    let begun = Wall.now();
    run(&about(&all), &connectors, Settings::default(), &asking).unwrap();
    assert!(Wall.now() - begun >= 5 * 150);
    assert_eq!(stub.seen.lock().unwrap().given.len(), 6);
}

#[test]
fn nothing_shows_a_secret() {
    let connectors = Stub::start().connector(QUICK);
    let values = [(FieldName::VerificationCode, "AY2YXTVA5H8P2CML".to_owned())].into();
    let request = connectors[0].request(&values).unwrap();
    let question = Question { connector: 0, question: "q".into(), values };
    let shown = format!("{connectors:?} {request:?} {question:?}");
    assert!(!shown.contains("AY2Y") && !shown.contains("s3cret"), "{shown}");
}
