//! How fast the review page answers over many candidates: fills a store with invented ones, decides on a third, and
//! measures the queue, its filters, searches and decisions through the whole server, session and all.
//!
//! `cargo run --release --example queue -- [CANDIDATES]` (50000 where none are given)

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::Request,
};
use hecha::{
    faces::web::{self, App, Moment, Settings},
    model::{
        Candidate, CellName, CellState, Code, Decision, FieldName, Flag, Place, RosterCell, Round, Severity, Verdict,
    },
    store::{
        self, CandidateResult, Purpose, Run, WorkFolder,
        review::{Act, Review, Role, basis},
    },
};
use tower::ServiceExt;

type Failed = Box<dyn std::error::Error>;

const NAMES: [&str; 8] = ["何犇", "欧阳娜", "张三", "李四", "王小明", "赵雪梅", "阿卜杜拉·买买提", "陈晓"];

fn noon() -> Moment {
    Moment { now: 1_724_126_400, at: "2024-08-20T12:00:00+08:00".into() }
}

fn ticket(place: usize) -> String {
    format!("4301249{place:06}")
}

/// One in ten without a flag above `info`.
fn result(place: usize) -> CandidateResult {
    let row = u32::try_from(place).unwrap_or(0) + 2;
    let cell = |value: String| RosterCell::new(value.clone(), &value, CellName::at(row - 1, 1), CellState::Full);
    let name = NAMES.get(place % NAMES.len()).copied().unwrap_or_default();
    let number = format!("9901981985{:08}", place * 7919 % 100_000_000);
    let cells = [(FieldName::Name, cell(name.to_owned())), (FieldName::IdNumber, cell(number))];
    let (reason, extra, problems) = (None, Vec::new(), Vec::new());
    let candidate = Candidate { row, ticket_no: ticket(place), cells: cells.into(), reason, extra, problems };
    let flags = (0..if place.is_multiple_of(10) { 0 } else { 1 + place % 4 }).map(|n| {
        let code = Code::ALL.get((place * 31 + n * 7) % Code::ALL.len()).copied().unwrap_or(Code::NameMismatch);
        let severity = if (place + n).is_multiple_of(3) { Severity::Error } else { Severity::Warning };
        Flag::new(code, severity, Place::Absent, "说明")
    });
    CandidateResult { candidate: Some(candidate), files: Vec::new(), flags: flags.collect() }
}

fn fill(folder: &WorkFolder, many: usize) -> Result<(), Failed> {
    let store = store::open(folder)?;
    let run = Run {
        purpose: Purpose::Screen,
        of: None,
        kinds: None,
        answers_sha256: None,
        day: "2024-08-20".into(),
        program: "0".into(),
        reader: "0".into(),
        roster: "名单.xlsx".into(),
        roster_sha256: "0".into(),
        pack: "0".into(),
        pack_title: "样例".into(),
        pack_sha256: "0".into(),
        started_at: noon().at,
        finished_at: Some(noon().at),
        notices: Vec::new(),
        journal: None,
    };
    let id = store.begin(&run)?;
    for place in 0..many {
        store.conclude(id, place, &result(place))?;
    }
    store.finish(id, &run)?;
    let review = Review::open(folder)?;
    let act = |place: usize| {
        Act::Decided(Decision {
            ticket_no: ticket(place),
            round: Round::First,
            verdict: if place.is_multiple_of(5) { Verdict::SendBack } else { Verdict::Pass },
            reasons: Vec::new(),
            note: None,
            basis: basis(&result(place)),
        })
    };
    let acts: Vec<Act> = (0..many).step_by(3).map(act).collect();
    review.append_all(&noon().at, "乙", &acts)?;
    review.add_account(&noon().at, noon().now, "system", "甲", Role::Reviewer, "一个够长的口令吧")?;
    Ok(())
}

struct Browser {
    router: Router,
    cookie: String,
    csrf: String,
}

impl Browser {
    async fn ask(&self, method: &str, path: &str, kind: &str, body: String) -> Result<(String, String), Failed> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "127.0.0.1:8420")
            .header("origin", "http://127.0.0.1:8420")
            .header("cookie", &self.cookie)
            .header("x-csrf", &self.csrf)
            .header("content-type", kind)
            .extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))))
            .body(Body::from(body))?;
        let (parts, body) = self.router.clone().oneshot(request).await?.into_parts();
        let text = String::from_utf8(to_bytes(body, usize::MAX).await?.to_vec())?;
        if !(parts.status.is_success() || parts.status.is_redirection()) {
            return Err(format!("{path}: {} {text}", parts.status).into());
        }
        let cookie = parts.headers.get("set-cookie").and_then(|c| c.to_str().ok()).unwrap_or_default();
        Ok((cookie.split(';').next().unwrap_or_default().to_owned(), text))
    }
}

/// The median and the 95th percentile.
fn of(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    let told = |time: Option<&Duration>| format!("{:7.1} ms", time.copied().unwrap_or_default().as_secs_f64() * 1000.0);
    format!("median {}   95th percentile {}   ({} times)", told(at(50)), told(at(95)), times.len())
}

#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program for developers prints and takes times")]
fn main() -> Result<(), Failed> {
    let many: usize = std::env::args().nth(1).map_or(Ok(50_000), |n| n.parse())?;
    let dir = tempfile::tempdir()?;
    let folder = WorkFolder::make(dir.path())?;
    let since = Instant::now();
    fill(&folder, many)?;
    println!("filled with {many} candidates in {:.1} s", since.elapsed().as_secs_f64());
    let since = Instant::now();
    let app = App::open(folder, Settings { clock: noon, hosts: Vec::new(), https: false })?;
    println!("opened in {:.2} s", since.elapsed().as_secs_f64());

    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let form = "application/x-www-form-urlencoded";
        let mut browser = Browser { router: web::router(&app), cookie: String::new(), csrf: String::new() };
        let password = "user=甲&password=一个够长的口令吧";
        browser.cookie = browser.ask("POST", "/login", form, password.to_owned()).await?.0;
        let home = browser.ask("GET", "/", form, String::new()).await?.1;
        browser.csrf = home.split("name=\"csrf\" content=\"").nth(1).unwrap_or_default().chars().take(64).collect();

        let asked = [
            ("queue", "/api/queue".to_owned()),
            ("last page", format!("/api/queue?from={}", many * 5 / 10)),
            ("by flag", "/api/queue?flag=name-mismatch".to_owned()),
            ("by state", "/api/queue?state=first_done".to_owned()),
            ("by reviewer", "/api/queue?reviewer=%E4%B9%99".to_owned()),
            ("search name", "/api/queue?text=%E6%AC%A7%E9%98%B3".to_owned()),
            ("search ticket", format!("/api/queue?text={}", ticket(many - 1))),
            ("search nobody", "/api/queue?text=nobody".to_owned()),
            ("search number", "/api/queue?text=990198198500000000".to_owned()),
        ];
        for (name, path) in &asked {
            let mut times = Vec::new();
            for _ in 0..100 {
                let since = Instant::now();
                browser.ask("GET", path, form, String::new()).await?;
                times.push(since.elapsed());
            }
            println!("{name:14} {}", of(times));
        }
        let mut times = Vec::new();
        for place in (1..many).step_by(3).take(100) {
            let body = format!(
                r#"{{"ticket_no":"{}","round":"first","verdict":"pass","basis":"{}"}}"#,
                ticket(place),
                basis(&result(place))
            );
            let since = Instant::now();
            browser.ask("POST", "/api/decide", "application/json", body).await?;
            times.push(since.elapsed());
        }
        println!("{:14} {}", "decide", of(times));
        Ok(())
    })
}
