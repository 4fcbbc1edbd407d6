//! No file is forgotten: each one is declared by the module above it.

use super::{none, sources};

#[test]
fn every_file_is_declared() {
    let all: Vec<_> =
        ["src", "tests", "tools/fixtures/src"].iter().flat_map(|folder| sources(folder, &[".rs"])).collect();
    let mut faults = Vec::new();
    for source in &all {
        let (folder, file) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
        let (parents, name) = match file {
            "lib.rs" | "main.rs" => continue,
            "mod.rs" => {
                let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
                (above.to_owned(), name)
            }
            _ => (folder.to_owned(), file.trim_end_matches(".rs")),
        };
        let declared = [
            format!("{parents}/mod.rs"),
            format!("{parents}/lib.rs"),
            format!("{parents}/main.rs"),
            format!("{parents}.rs"),
        ]
        .iter()
        .filter_map(|path| all.iter().find(|source| source.path == *path))
        .any(|parent| {
            parent.text.lines().any(|line| {
                let line = line.trim_start();
                ["", "pub ", "pub(crate) ", "pub(super) "]
                    .iter()
                    .any(|seen| line.starts_with(&format!("{seen}mod {name};")))
            })
        });
        if !declared {
            faults.push(format!("{}: no `mod {name};` declares it", source.path));
        }
    }
    none(&faults);
}
