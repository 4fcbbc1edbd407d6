//! Every fixture stands in the manifest with what it is and why it is here, and nothing else does.

use std::collections::BTreeSet;

use super::{files, none, top};

fn manifest() -> toml::Table {
    let text = std::fs::read_to_string(top().join("fixtures/MANIFEST.toml")).unwrap();
    text.parse().unwrap()
}

#[test]
fn manifest_and_folder_agree() {
    let manifest = manifest();
    let listed: BTreeSet<String> = manifest["file"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| format!("fixtures/{}", file["path"].as_str().unwrap()))
        .collect();
    let there: BTreeSet<String> =
        files("fixtures", &[]).into_iter().filter(|path| path != "fixtures/MANIFEST.toml").collect();
    let lost = listed.difference(&there).map(|path| format!("{path}: in the manifest and not there"));
    let unlisted = there.difference(&listed).map(|path| format!("{path}: there and not in the manifest"));
    none(&lost.chain(unlisted).collect::<Vec<_>>());
}

#[test]
fn every_fixture_says_what_and_why() {
    let manifest = manifest();
    let silent =
        |file: &&toml::Value| ["what", "why", "producer"].iter().any(|key| file[*key].as_str().unwrap().len() < 4);
    let faults: Vec<String> =
        manifest["file"].as_array().unwrap().iter().filter(silent).map(|file| file["path"].to_string()).collect();
    none(&faults);
}

/// Invented persons live in regions that do not exist: no real identity number can be among them.
#[test]
fn identity_numbers_are_of_no_region() {
    let text = std::fs::read_to_string(top().join("fixtures/MANIFEST.toml")).unwrap();
    let numbers: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("id_number = \""))
        .map(|rest| rest.trim_matches('"'))
        .collect();
    assert!(numbers.len() > 20, "the manifest lists identity numbers");
    for number in numbers {
        assert!(["430198", "430399", "430598", "430697"].contains(&&number[..6]), "{number}");
    }
}
