//! The habits of the house, held by tests instead of memory.

mod bounds;
mod fixtures;
mod floors;
mod length;
mod modules;
mod places;
mod readme;
mod vocabulary;

use std::path::{Path, PathBuf};

/// A text file of the repository.
struct Source {
    /// Path from the top of the repository, `/` between its parts.
    path: String,
    text: String,
}

/// The top of the repository.
fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under `folder` whose name ends in one of `endings` (all files where there are none), sorted by path.
fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&top().join(folder), &mut found);
    let mut paths: Vec<String> = found
        .iter()
        .filter_map(|path| Some(path.strip_prefix(top()).ok()?.to_string_lossy().replace('\\', "/")))
        .filter(|path| endings.is_empty() || endings.iter().any(|ending| path.ends_with(ending)))
        .collect();
    paths.sort();
    paths
}

/// The text of those files.
fn sources(folder: &str, endings: &[&str]) -> Vec<Source> {
    files(folder, endings)
        .into_iter()
        .map(|path| Source { text: std::fs::read_to_string(top().join(&path)).unwrap_or_default(), path })
        .collect()
}

/// Fails with every fault found, not just the first.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
