//! Facts of the build that the program tells: for whom and by what it was built, and a fingerprint of the reader.
//!
//! Readings are kept under the reader's fingerprint. It covers the source of everything that decides what is read from
//! a file, so that a program that reads differently never takes an older reading for its own.

#![expect(clippy::disallowed_methods, reason = "a build script reads the source and its environment")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What decides how a file is read: the reader, the shape of a reading, the libraries.
const READER: &[&str] = &[
    "Cargo.lock",
    // What a file is taken for.
    "src/intake/format.rs",
    // Which lines are worth reading.
    "src/classify/appetite.rs",
    "src/model/geometry.rs",
    "src/model/mark.rs",
    "src/model/page.rs",
    "src/model/upload.rs",
    "src/read",
];

/// What decides what is concluded from a reading: everything from values to checks, and the pipeline. The rule packs are
/// told apart by their own text.
const JUDGE: &[&str] = &[
    "src/checks",
    "src/classify",
    "src/extract",
    "src/kinds",
    "src/layout",
    "src/model",
    "src/pipeline",
    "src/pipeline.rs",
    "src/roster",
    "src/rulebook",
    "src/values",
];

fn main() {
    println!("cargo::rustc-env=HECHA_READER={:016x}", fingerprint(READER));
    println!("cargo::rustc-env=HECHA_JUDGE={:016x}", fingerprint(JUDGE));
    println!("cargo::rustc-env=HECHA_TARGET={}", env::var("TARGET").unwrap_or_default());
    println!("cargo::rustc-env=HECHA_PROFILE={}", env::var("PROFILE").unwrap_or_default());
    let rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("--version").output();
    let rustc = rustc.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned()).unwrap_or_default();
    println!("cargo::rustc-env=HECHA_RUSTC={rustc}");
}

/// One fingerprint of all files below these places, with their names.
fn fingerprint(places: &[&str]) -> u64 {
    let mut files = Vec::new();
    for place in places.iter().map(Path::new).filter(|place| place.exists()) {
        println!("cargo::rerun-if-changed={}", place.display());
        collect(place, &mut files);
    }
    files.sort();
    let mut hash = Fnv::new();
    for file in &files {
        hash.take(file.to_string_lossy().replace('\\', "/").as_bytes());
        // Line ends differ between checkouts.
        hash.take(&fs::read(file).unwrap_or_default().into_iter().filter(|b| *b != b'\r').collect::<Vec<_>>());
    }
    hash.0
}

/// Every file below a place.
fn collect(place: &Path, files: &mut Vec<PathBuf>) {
    if place.is_dir() {
        for entry in fs::read_dir(place).into_iter().flatten().flatten() {
            collect(&entry.path(), files);
        }
    } else {
        files.push(place.to_owned());
    }
}

/// FNV-1a: good enough to tell two sources apart, and the same with every compiler.
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
