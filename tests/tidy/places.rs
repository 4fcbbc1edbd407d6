//! Nothing in the repository names a machine: no home folders, no hosts of a private network.

use super::{none, sources};

#[test]
fn no_machine_is_named() {
    // Put together here, so that this file does not name one.
    let words =
        [["/ro", "ot/"], ["/ho", "me/"], ["/wo", "rk/"], ["arti", "factory"], ["/Us", "ers/"], ["C:\\Us", "ers"]]
            .map(|halves| halves.concat());
    let folders = ["src", "tests", "tools", "scripts", ".ci", "benches", "examples", "rules"];
    let endings = [".rs", ".toml", ".md", ".html", ".sh", "run", "demo", "test", "fixtures", "setup", "bench"];
    let mut all: Vec<_> = folders.iter().flat_map(|folder| sources(folder, &endings)).collect();
    for name in
        ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "Cargo.toml", "clippy.toml", "deny.toml", "rustfmt.toml"]
    {
        if let Ok(text) = std::fs::read_to_string(super::top().join(name)) {
            all.push(super::Source { path: name.to_owned(), text });
        }
    }
    let mut faults = Vec::new();
    for source in &all {
        for (number, line) in source.text.lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(word.as_str())) {
                faults.push(format!("{}:{}: names a machine's place: {word}", source.path, number + 1));
            }
        }
    }
    none(&faults);
}
