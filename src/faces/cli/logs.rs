//! Structured logs in the work folder, one file a run. They hold fingerprints, counts and times, and nothing that says
//! who a candidate is: no names, numbers, codes or paths.

use std::fs::OpenOptions;
use std::sync::Mutex;

use tracing::Dispatch;
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt};

use crate::{Error, Result, store::WorkFolder};

/// Begins the log of a run that started at this moment, as `YYYYMMDD-HHMMSS`.
pub(super) fn begin(folder: &WorkFolder, moment: &str) -> Result<()> {
    let path = folder.logs().join(format!("{moment}.jsonl"));
    let file = OpenOptions::new().create(true).append(true).open(&path).map_err(|e| Error::io(&path, e))?;
    let layer = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_target(false)
        .with_current_span(false)
        .with_span_list(false)
        .with_writer(Mutex::new(file))
        // What libraries would say may quote a document.
        .with_filter(EnvFilter::new("off,hecha=info"));
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(layer));
    // A second run in one process (a test) keeps the log of the first.
    let _ = tracing::dispatcher::set_global_default(dispatch);
    Ok(())
}
