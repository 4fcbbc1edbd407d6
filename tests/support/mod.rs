//! What several tests need.

pub(crate) mod manifest;

use std::path::{Path, PathBuf};

use hecha::extract;
use hecha::intake::sniff;
use hecha::kinds::Kinds;
use hecha::model::{Candidate, Reading, Upload};
use hecha::read::ocr::Source;
use hecha::read::{self, Everything, Limits, Tools};
use serde_json::Value;

/// A path below `fixtures/`.
pub(crate) fn fixtures(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

/// What reading a file gives.
pub(crate) fn reading(bytes: &[u8], ocr: &Source) -> Reading {
    let format = sniff(bytes, bytes, bytes.len() as u64);
    read::read(bytes, format, Tools { ocr, appetite: &Everything }, &Limits::default())
}

/// The documents of a file below `fixtures/` as JSON, which the manifest is too.
pub(crate) fn documents(path: &str, ocr: &Source) -> Vec<Value> {
    let bytes = std::fs::read(fixtures(path)).unwrap();
    let upload = Upload::new(path, String::new(), bytes.len() as u64, sniff(&bytes, &bytes, bytes.len() as u64));
    extract::documents(&upload, &reading(&bytes, ocr), None::<&Candidate>, &Kinds::built_in())
        .iter()
        .map(|document| serde_json::to_value(document).unwrap())
        .collect()
}

/// The items of a JSON list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A JSON text.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
