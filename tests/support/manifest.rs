//! `fixtures/MANIFEST.toml`, and comparing with it what was read.

use std::sync::OnceLock;

use serde_json::Value;

use super::{fixtures, list, text};

/// What is known to be read wrongly, by the end of a path and the field. The list may only shrink: what is read right
/// must come off it.
const OWED: &[(&str, &str)] = &[];

/// The manifest as JSON, which exports are too.
pub(crate) fn manifest() -> &'static Value {
    static MANIFEST: OnceLock<Value> = OnceLock::new();
    MANIFEST.get_or_init(|| {
        let text = std::fs::read_to_string(fixtures("MANIFEST.toml")).expect("the manifest is there");
        serde_json::to_value(text.parse::<toml::Table>().expect("the manifest is TOML")).expect("TOML is JSON too")
    })
}

/// The manifest's files below a folder, each with its path from there.
pub(crate) fn files(folder: &str) -> Vec<(String, &'static Value)> {
    list(&manifest()["file"])
        .iter()
        .filter_map(|file| Some((file["path"].as_str()?.strip_prefix(&format!("{folder}/"))?.to_owned(), file)))
        .collect()
}

/// Compares the documents that a file was read as with those that the manifest says are printed.
pub(crate) fn compare(path: &str, file: &Value, got: &[&Value], faults: &mut Vec<String>) {
    for wanted in list(&file["document"]) {
        // Where two documents share a page, the kind tells them apart.
        let there = || got.iter().filter(|document| document["pages"] == wanted["pages"]);
        match there().find(|document| document["kind"] == wanted["kind"]).or_else(|| there().next()) {
            Some(document) => compare_document(path, wanted, document, faults),
            None => faults.push(format!("{path}: no document on pages {}", wanted["pages"])),
        }
    }
}

fn compare_document(path: &str, wanted: &Value, got: &Value, faults: &mut Vec<String>) {
    if wanted["kind"] != got["kind"] {
        return faults.push(format!("{path}: {} read as {}", wanted["kind"], got["kind"]));
    }
    let value =
        |name: &str| list(&got["fields"]).iter().find(|field| field["name"] == name).map(|field| &field["value"]);
    let plain = wanted["fields"].as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value));
    let lists = ["employment_periods", "register_entries"].into_iter().map(|name| (name, &wanted[name]));
    for (name, expected) in plain.chain(lists.filter(|(_, value)| !value.is_null())) {
        let owed = OWED.iter().any(|(end, field)| path.ends_with(end) && *field == name);
        let right = value(name) == Some(expected);
        if right && owed {
            faults.push(format!("{path}: {name} is read right; take it off the list of what is owed"));
        }
        if !right && !owed {
            let found = value(name).map_or_else(|| "nothing".to_owned(), Value::to_string);
            faults.push(format!("{path}: {name} is {expected}, read {found}"));
        }
    }
    for name in list(&wanted["absent"]).iter().map(text) {
        if let Some(found) = value(&name) {
            faults.push(format!("{path}: {name} stands in no text, read {found}"));
        }
    }
}

/// Fails with every fault found, not just the first.
pub(crate) fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
