//! A rule pack, and what adds to the kinds of documents.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = hecha::rulebook::Pack::parse(text);
    let _ = hecha::kinds::Kinds::parse(text);
});
