//! The library on the fixtures, without a process a file: bytes to pages to documents, as `fixtures/MANIFEST.toml` says.

use std::path::PathBuf;

use hecha::extract;
use hecha::intake::sniff;
use hecha::model::{Candidate, Upload};
use hecha::read::{self, Everything, Limits, Tools, ocr};
use serde_json::Value;

use super::support::fixtures;
use super::support::manifest::{compare, files, none};

/// The documents of a file as JSON, which the manifest is too.
fn documents(path: &str) -> Vec<Value> {
    let bytes = std::fs::read(fixtures(path)).unwrap();
    let format = sniff(&bytes, &bytes, bytes.len() as u64);
    let ocr = ocr::Source::none();
    let reading = read::read(&bytes, format, Tools { ocr: &ocr, appetite: &Everything }, &Limits::default());
    let upload = Upload {
        file: path.to_owned(),
        sha256: String::new(),
        size: bytes.len() as u64,
        format,
        uploaded_at: None,
        claims: Vec::new(),
    };
    extract::documents(&upload, &reading, None::<&Candidate>)
        .iter()
        .map(|document| serde_json::to_value(document).unwrap())
        .collect()
}

/// Every file of a folder that a text layer gives; registers are left to the program, which knows whose row to keep.
fn check(folder: &str) {
    let mut faults = Vec::new();
    for (path, file) in files(folder).iter().filter(|(_, file)| file["read_by"] == "text") {
        if file["document"][0]["kind"] == "enrolment_register" {
            continue;
        }
        let path = PathBuf::from(folder).join(path);
        let got = documents(&path.to_string_lossy());
        compare(&path.to_string_lossy(), file, &got.iter().collect::<Vec<_>>(), &mut faults);
    }
    none(&faults);
}

#[test]
fn uploads() {
    check("uploads");
}

#[test]
fn kinds_in_every_layout() {
    check("kinds");
}

#[test]
fn odd_encodings_and_structures() {
    check("odd");
}

#[test]
fn a_text_layer_that_lies_gives_no_fields() {
    let mut faults = Vec::new();
    for (path, _) in files("odd").iter().filter(|(_, file)| file["read_by"] == "picture") {
        for document in documents(&format!("odd/{path}")) {
            for field in document["fields"].as_array().into_iter().flatten() {
                faults.push(format!("{path}: {} read as {}", field["name"], field["value"]));
            }
        }
    }
    none(&faults);
}
