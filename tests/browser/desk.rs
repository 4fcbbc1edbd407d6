//! A served work folder and a browser before it.

use std::fs;
use std::future::Future;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder, Locator};
use hecha::store::WorkFolder;
use hecha::store::review::{Review, Role};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::support;

/// The password of every account here.
pub(super) const PASSWORD: &str = "正确的马电池订书钉";

/// Those whose uploads are screened: a clean one, and some with a flag that has a place on paper.
const CANDIDATES: &[&str] = &["4301249801001", "4301249801005", "4301249801014", "4301249801020"];

/// The birth date on the form is not the roster's.
pub(super) const BIRTH_DATE: &str = "4301249801005";

/// A work folder that is screened once for all these tests.
fn screened() -> &'static Path {
    static SCREENED: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = SCREENED.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let uploads = dir.path().join("上传");
        for ticket_no in CANDIDATES {
            copy_folder(&support::fixtures("uploads").join(ticket_no), &uploads.join(ticket_no));
        }
        screen(dir.path(), &support::fixtures("roster.csv"), "changsha-2024-social-worker");
        dir
    });
    folder.path()
}

/// Screens what is under `上传` in a folder into `工作` beside it, by a rule pack that is named or a file.
pub(super) fn screen(folder: &Path, roster: &Path, rules: &str) {
    let ran = Command::new(env!("CARGO_BIN_EXE_hecha"))
        .args(["screen", "--as-of", "2024-08-20", "--models"])
        .arg(folder)
        .args(["--rules", rules, "--roster"])
        .arg(roster)
        .arg("--uploads")
        .arg(folder.join("上传"))
        .arg("--work")
        .arg(folder.join("工作"))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

/// Starts the program over a work folder, and learns where it is reached.
/// A place that the system gives to nobody of itself: it is still free when a server comes back to it.
fn place() -> String {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + u16::try_from(std::process::id() % 100).unwrap() * 100;
    loop {
        let place = format!("127.0.0.1:{}", first + NEXT.fetch_add(1, Ordering::Relaxed));
        if TcpListener::bind(&place).is_ok() {
            return place;
        }
    }
}

fn serve(work: &Path, bind: &str) -> (Child, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_hecha"))
        .args(["serve", "--bind", bind, "--work"])
        .arg(work)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address = lines.find_map(|line| Some(line[line.find("http://")?..].trim().to_owned())).unwrap();
    // Somebody has to read on, or the server would wait.
    std::thread::spawn(move || lines.for_each(drop));
    (server, address)
}

pub(super) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

/// A served work folder of its own, with an account of each role.
pub(super) struct Desk {
    dir: tempfile::TempDir,
    server: Child,
    pub(super) address: String,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Desk {
    fn new(screened: &Path) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let work = dir.path().join("工作");
        copy_folder(screened, &work);
        let review = Review::open(&WorkFolder::existing(&work).unwrap()).unwrap();
        for (user, role) in [
            ("甲", Role::Reviewer),
            ("乙", Role::Reviewer),
            ("丙", Role::SecondReviewer),
            ("查", Role::Auditor),
            ("管", Role::Administrator),
        ] {
            assert!(review.add_account("2024-08-20T08:00:00+08:00", 0, "system", user, role, PASSWORD).unwrap());
        }
        drop(review);
        let (server, address) = serve(&work, &place());
        Self { dir, server, address }
    }

    pub(super) fn work(&self) -> PathBuf {
        self.dir.path().join("工作")
    }

    /// What reviewers decided.
    pub(super) fn review(&self) -> Review {
        Review::open(&WorkFolder::existing(&self.work()).unwrap()).unwrap()
    }

    /// Takes the server away, as a pulled cable would.
    pub(super) fn pull_the_cable(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }

    /// Puts it back, at the same address.
    pub(super) fn plug_it_in(&mut self) {
        let (server, address) = serve(&self.work(), self.address.trim_start_matches("http://"));
        assert_eq!(address, self.address);
        self.server = server;
    }

    /// What was exported about a candidate.
    pub(super) fn line(&self, ticket_no: &str) -> Value {
        let ran = Command::new(env!("CARGO_BIN_EXE_hecha"))
            .args(["export", "--format", "jsonl", "--work"])
            .arg(self.work())
            .output()
            .unwrap();
        let lines = String::from_utf8(ran.stdout).unwrap();
        let line = lines.lines().find(|line| line.contains(&format!("\"ticket_no\":\"{ticket_no}\"")));
        serde_json::from_str(line.unwrap()).unwrap()
    }
}

/// A browser.
pub(super) struct Browser {
    pub(super) client: Client,
    pub(super) address: String,
}

impl Browser {
    /// Comes in as this user.
    pub(super) async fn come_in(&self, user: &str) {
        self.client.delete_all_cookies().await.unwrap();
        self.go("/login").await;
        self.client.find(Locator::Id("user")).await.unwrap().send_keys(user).await.unwrap();
        self.client.find(Locator::Id("password")).await.unwrap().send_keys(PASSWORD).await.unwrap();
        self.client.find(Locator::Css("main form button")).await.unwrap().click().await.unwrap();
        self.wait("document.querySelector('#queue') !== null").await;
    }

    pub(super) async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.address)).await.unwrap();
    }

    /// Opens a candidate and waits for its pictures.
    pub(super) async fn open(&self, ticket_no: &str) {
        self.go(&format!("/c/{ticket_no}?part=all")).await;
        self.painted(ticket_no).await;
    }

    /// Waits until this candidate is shown with its page.
    pub(super) async fn painted(&self, ticket_no: &str) {
        self.wait(&format!(
            "document.querySelector('#candidate')?.dataset.ticket === '{ticket_no}' && \
             (document.querySelector('.sheet') === null || document.querySelector('.stage > svg.sheet:not([hidden]) image[href]') !== null)"
        ))
        .await;
    }

    /// What a script gives.
    pub(super) async fn tell(&self, script: &str) -> Value {
        self.client.execute(&format!("return ({script});"), Vec::new()).await.unwrap()
    }

    pub(super) async fn text(&self, selector: &str) -> String {
        let script = format!("document.querySelector({})?.textContent ?? ''", json!(selector));
        support::text(&self.tell(&script).await)
    }

    /// Waits until a script says yes.
    #[track_caller]
    pub(super) fn wait(&self, script: &str) -> impl Future<Output = ()> {
        let script = format!("return Boolean({script});");
        async move {
            for _ in 0..600 {
                if self.client.execute(&script, Vec::new()).await.is_ok_and(|told| told == json!(true)) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            let seen = self.tell("document.body.innerText.slice(0, 1500)").await;
            panic!("waited in vain for {script}; the page says: {seen}");
        }
    }

    /// Presses keys one after another, wherever the focus is.
    pub(super) async fn press(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }
}

/// Runs a test with a desk and a browser before it; says so where there is no browser.
pub(super) fn with<F: AsyncFnOnce(&mut Desk, &Browser)>(test: F) {
    reviewed(&screened().join("工作"), test);
}

/// The same over a work folder of one's own.
pub(super) fn reviewed<F: AsyncFnOnce(&mut Desk, &Browser)>(work: &Path, test: F) {
    let driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let Ok(mut driver) = driver else {
        assert!(std::env::var("CI").is_err(), "no chromedriver: the browser tests cannot run (scripts/setup)");
        eprintln!("NOT RUN: there is no chromedriver; scripts/setup installs it where it can");
        return;
    };
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        line.rsplit_once("on port ")?.1.trim_end_matches('.').parse::<u16>().ok().filter(|port| *port > 0)
    });
    std::thread::spawn(move || lines.for_each(drop));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut desk = Desk::new(work);
    let profile = tempfile::tempdir().unwrap();
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        runtime.block_on(async {
            let client = client(port.unwrap(), profile.path()).await;
            let browser = Browser { client: client.clone(), address: desk.address.clone() };
            test(&mut desk, &browser).await;
            client.close().await.unwrap();
        });
    }));
    let _ = driver.kill();
    let _ = driver.wait();
    if let Err(panic) = done {
        std::panic::resume_unwind(panic);
    }
}

async fn client(port: u16, profile: &Path) -> Client {
    let mut arguments = vec![
        "--headless".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-quic".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--window-size=1366,911".to_owned(),
        format!("--user-data-dir={}", profile.display()),
    ];
    // Chromium builds no sandbox for the administrator, as whom containers run.
    if fs::metadata("/proc/self").is_ok_and(|own| is_root(&own)) {
        arguments.push("--no-sandbox".to_owned());
    }
    let wanted = json!({ "goog:chromeOptions": { "args": arguments } });
    let wanted = wanted.as_object().unwrap().clone();
    let address = format!("http://127.0.0.1:{port}");
    ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&address).await.unwrap()
}

#[cfg(unix)]
fn is_root(own: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(own) == 0
}

#[cfg(not(unix))]
fn is_root(_: &fs::Metadata) -> bool {
    false
}
