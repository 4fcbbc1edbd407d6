//! The library on the fixtures, without a process a file: bytes to pages to documents, as `fixtures/MANIFEST.toml` says.

use std::path::PathBuf;

use hecha::model::{PdfFacts, Reading, Rect};
use hecha::read::ocr::Source;
use serde_json::Value;

use super::support::manifest::{compare, files, none};
use super::support::{self, fixtures};

/// What reading a file gives.
fn reading(bytes: &[u8]) -> Reading {
    support::reading(bytes, &Source::none())
}

/// The documents of a file as JSON, which the manifest is too.
fn documents(path: &str) -> Vec<Value> {
    support::documents(path, &Source::none())
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
fn scans_are_seen_upright_however_they_are_stored() {
    // Marks are found without the networks: codes and seals stand where they were printed.
    for (name, seal, code) in [
        ("stored-strips.pdf", Some(Rect::new(342.0, 433.0, 457.0, 548.0)), false),
        ("stored-layers.pdf", Some(Rect::new(363.0, 177.0, 479.0, 292.0)), false),
        ("stored-fax.pdf", None, true),
        ("stored-jbig2.pdf", None, true),
    ] {
        let reading = reading(&std::fs::read(fixtures("scans").join(name)).unwrap());
        let [page] = reading.pages.as_slice() else { panic!("{name} has one page") };
        assert!((page.width - 595.0).abs() < 6.0 && (page.height - 842.0).abs() < 6.0, "{name}: {page:?}");
        if let Some(place) = seal {
            assert!(
                page.seals.iter().any(|seal| page.displayed(&seal.bbox).iou(&place) > 0.8),
                "{name}: {:?}",
                page.seals
            );
        }
        assert_eq!(page.qr.iter().any(|qr| qr.content.starts_with("https://")), code, "{name}: {:?}", page.qr);
    }
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
