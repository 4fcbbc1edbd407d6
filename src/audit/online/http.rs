//! The portal in the network: one request, one answer, under limits.
//!
//! No redirect is followed, so that nothing is sent to another host than the connector names; no proxy of the environment
//! is used and no cookie is kept. What goes wrong is told as one word: errors of the client quote addresses, in which
//! codes stand.

use std::time::Duration;

use tokio::runtime::Runtime;

use super::connector::{Manners, Method};
use super::request::Request;
use crate::{Error, Result};

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reply {
    /// Status code.
    pub status: u16,
    /// The header that asks to be left alone for a time.
    pub retry_after: Option<String>,
    /// The header that names type and encoding.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It took too long.
    Timeout,
    /// Nobody is there, or not with a certificate that can be trusted.
    Unreachable,
    /// It broke off.
    CutOff,
    /// It is larger than an answer may be, or has no end.
    TooLarge,
}

impl Failure {
    /// As one word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Unreachable => "unreachable",
            Self::CutOff => "cut-off",
            Self::TooLarge => "too-large",
        }
    }
}

/// What answers requests.
pub trait Portal {
    /// Sends one request and waits for its answer.
    fn ask(&self, request: &Request, manners: &Manners) -> Result<Reply, Failure>;
}

/// Portals in the network.
#[derive(Debug)]
pub struct Http {
    runtime: Runtime,
    client: reqwest::Client,
}

impl Http {
    /// Gets ready to ask.
    pub fn new() -> Result<Self> {
        let not_ready = |why: String| Error::Online { why };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .user_agent(concat!("hecha/", env!("CARGO_PKG_VERSION")))
            .pool_max_idle_per_host(1)
            .build();
        Ok(Self {
            runtime: runtime.map_err(|error| not_ready(error.to_string()))?,
            client: client.map_err(|error| not_ready(error.without_url().to_string()))?,
        })
    }

    async fn answer(&self, request: &Request, manners: &Manners) -> Result<Reply, Failure> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut builder = self.client.request(method, request.address.clone());
        builder = builder.timeout(Duration::from_secs(manners.timeout_seconds));
        if let Some((kind, body)) = &request.body {
            builder = builder.header(reqwest::header::CONTENT_TYPE, *kind).body(body.clone());
        }
        for (name, value) in &request.headers {
            // Marked, so that the client shows it nowhere either.
            if let Ok(mut secret) = reqwest::header::HeaderValue::from_str(&value.0) {
                secret.set_sensitive(true);
                builder = builder.header(name, secret);
            }
        }
        let mut response = builder.send().await.map_err(|error| failure(&error))?;
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let mut reply = Reply {
            status: response.status().as_u16(),
            retry_after: header(reqwest::header::RETRY_AFTER),
            content_type: header(reqwest::header::CONTENT_TYPE),
            body: Vec::new(),
        };
        while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
            if reply.body.len().saturating_add(chunk.len()) > manners.largest_answer_bytes {
                return Err(Failure::TooLarge);
            }
            reply.body.extend_from_slice(&chunk);
        }
        Ok(reply)
    }
}

impl Portal for Http {
    fn ask(&self, request: &Request, manners: &Manners) -> Result<Reply, Failure> {
        self.runtime.block_on(self.answer(request, manners))
    }
}

fn failure(error: &reqwest::Error) -> Failure {
    if error.is_timeout() {
        Failure::Timeout
    } else if error.is_connect() {
        Failure::Unreachable
    } else {
        Failure::CutOff
    }
}
