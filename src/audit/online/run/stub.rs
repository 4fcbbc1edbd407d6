//! A portal on this machine that answers in every way a portal can, and a clock that waits in no time.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::audit::online::{Clock, Connector, Secrets, load};

/// What the portal remembers: how often each code was asked for, and how often its record was given.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) asked: BTreeMap<String, u32>,
    pub(super) given: BTreeMap<String, u32>,
    pub(super) cookies: u32,
    pub(super) secrets: u32,
}

/// The portal. Its thread lives as long as the process.
pub(super) struct Stub {
    pub(super) at: SocketAddr,
    pub(super) seen: Arc<Mutex<Seen>>,
}

impl Stub {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let at = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let state = Arc::clone(&seen);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let router = axum::Router::new().fallback(answer).with_state(state);
                axum::serve(listener, router).await.unwrap();
            });
        });
        Self { at, seen }
    }

    /// A connector for it, with these lines of manners.
    pub(super) fn connector(&self, manners: &str) -> Vec<Connector> {
        connector(self.at, manners)
    }
}

/// A connector for a portal at this address.
pub(super) fn connector(at: SocketAddr, manners: &str) -> Vec<Connector> {
    let text = format!(
        r#"
[[connector]]
name = "样例库"
kinds = ["chsi_registration"]
needs = ["verification_code"]
address = "http://{at}/query?code={{verification_code}}"
headers = {{ Authorization = {{ env = "STUB_SECRET", before = "Bearer " }} }}
[connector.answer]
form = "json"
fields = {{ name = "/data/xm", graduated_on = "/data/bysj" }}
says = [
  {{ outcome = "captcha", text = "图形验证码" }},
  {{ outcome = "not_found", pointer = "/code", equals = [404, "404"] }},
  {{ outcome = "expired", pointer = "/code", equals = [410] }},
  {{ outcome = "found", pointer = "/data/xm" }},
]
[connector.manners]
{manners}
"#
    );
    load(&text, &Vault).unwrap()
}

/// The one secret of these tests.
pub(super) struct Vault;

impl Secrets for Vault {
    fn variable(&self, name: &str) -> Option<String> {
        (name == "STUB_SECRET").then(|| "s3cret".to_owned())
    }

    fn file(&self, _: &std::path::Path) -> Option<String> {
        None
    }
}

/// A portal that says this and hangs up, or says its last part for ever: axum would not, so this one speaks for itself.
pub(super) fn rude(says: &'static [u8], for_ever: bool) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut buffer = [0_u8; 4096];
            let _ = std::io::Read::read(&mut stream, &mut buffer);
            let _ = stream.write_all(says);
            while for_ever && stream.write_all(&[b' '; 8192]).is_ok() {}
        }
    });
    at
}

/// What happens to a code stands in its first letters; a number behind `F` says how often it fails before it is answered.
async fn answer(
    State(seen): State<Arc<Mutex<Seen>>>,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let code = query.get("code").cloned().unwrap_or_default();
    let times = {
        let mut seen = seen.lock().unwrap();
        seen.cookies += u32::from(headers.contains_key(header::COOKIE));
        seen.secrets += u32::from(headers.get("authorization").is_some_and(|value| value == "Bearer s3cret"));
        let times = seen.asked.entry(code.clone()).or_default();
        *times += 1;
        *times
    };
    let record = |name: &str| {
        *seen.lock().unwrap().given.entry(code.clone()).or_default() += 1;
        let body = format!(r#"{{"code": 200, "data": {{"xm": "{name}", "bysj": "2005年6月30日"}}}}"#);
        ([(header::SET_COOKIE, "id=1")], body).into_response()
    };
    match code.get(..2).unwrap_or_default() {
        "FO" => record("张三"),
        "DI" => record("李四"),
        "NO" => r#"{"code": 404}"#.into_response(),
        "EX" => r#"{"code": 410}"#.into_response(),
        "CA" => "<html>请输入图形验证码</html>".into_response(),
        "BL" => StatusCode::PRECONDITION_FAILED.into_response(),
        "BU" if times < 3 => (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "90")]).into_response(),
        "LA" => (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "86400")]).into_response(),
        "ER" => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        "RE" => (StatusCode::FOUND, [(header::LOCATION, "http://127.0.0.1:1/elsewhere")]).into_response(),
        "SL" => {
            tokio::time::sleep(Duration::from_secs(30)).await;
            record("张三")
        }
        "GA" => "这不是JSON".into_response(),
        "F1" | "F2" if times <= u32::from(code.starts_with("F2")) + 1 => match times {
            1 => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            _ => StatusCode::BAD_GATEWAY.into_response(),
        },
        _ => record("张三"),
    }
}

/// A clock that is set forward by waiting.
pub(super) struct Virtual {
    now: AtomicI64,
}

impl Virtual {
    pub(super) fn new() -> Self {
        Self { now: AtomicI64::new(1_724_115_600_000) }
    }

    pub(super) fn forward(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for Virtual {
    fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn wait_until(&self, at: i64, stop: &AtomicBool) {
        if !stop.load(Ordering::Relaxed) {
            self.now.fetch_max(at, Ordering::Relaxed);
        }
    }
}
