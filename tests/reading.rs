//! The library on the fixtures, without a process a file: bytes to pages to documents, as `fixtures/MANIFEST.toml` says.

use std::path::PathBuf;

use hecha::extract;
use hecha::intake::sniff;
use hecha::kinds::Kinds;
use hecha::model::{Candidate, PdfFacts, Reading, Upload};
use hecha::read::{self, Everything, Limits, Tools, ocr};
use serde_json::Value;

use super::support::fixtures;
use super::support::manifest::{compare, files, none};

/// What reading a file gives.
fn reading(bytes: &[u8]) -> Reading {
    let format = sniff(bytes, bytes, bytes.len() as u64);
    let ocr = ocr::Source::none();
    read::read(bytes, format, Tools { ocr: &ocr, appetite: &Everything }, &Limits::default())
}

/// The documents of a file as JSON, which the manifest is too.
fn documents(path: &str) -> Vec<Value> {
    let bytes = std::fs::read(fixtures(path)).unwrap();
    let format = sniff(&bytes, &bytes, bytes.len() as u64);
    let reading = reading(&bytes);
    let upload = Upload {
        file: path.to_owned(),
        sha256: String::new(),
        size: bytes.len() as u64,
        format,
        uploaded_at: None,
        claims: Vec::new(),
    };
    extract::documents(&upload, &reading, None::<&Candidate>, &Kinds::built_in())
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

/// What the structure of a signed file tells.
fn signed(name: &str) -> PdfFacts {
    let bytes = std::fs::read(fixtures(&format!("odd/{name}"))).unwrap();
    let pdf = reading(&bytes).pdf.unwrap();
    assert_eq!(pdf.signatures.len(), 1, "{name}");
    assert_eq!(pdf.signatures[0].signer.as_deref(), Some("核查测试签发方（虚构）"), "{name}");
    pdf
}

#[test]
fn signatures_of_every_fate() {
    let fate =
        |pdf: &PdfFacts| (pdf.signatures[0].covers_whole_file, pdf.signatures[0].intact, pdf.changed_since_signing);
    assert_eq!(fate(&signed("signed-whole.pdf")), (true, Some(true), Some(false)));
    assert_eq!(fate(&signed("signed-spoilt.pdf")), (true, Some(false), Some(false)));
    assert_eq!(fate(&signed("signed-unknown.pdf")), (true, None, Some(false)));
    let changed = signed("signed-then-changed.pdf");
    assert_eq!(fate(&changed), (false, Some(true), Some(true)));
    let [change] = changed.changes.as_slice() else { panic!("{:?}", changed.changes) };
    assert!(change.after_signing && change.before.contains('年') && change.after.contains("1999-09-09"), "{change:?}");
}

#[test]
fn a_signed_file_that_a_viewer_saved_again_is_not_changed() {
    let mut bytes = std::fs::read(fixtures("odd/signed-whole.pdf")).unwrap();
    bytes.extend(b"\n% a viewer was here\n");
    let pdf = reading(&bytes).pdf.unwrap();
    assert_eq!((pdf.signatures[0].covers_whole_file, pdf.changed_since_signing), (false, Some(false)));
}
