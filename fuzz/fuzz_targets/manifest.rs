//! `manifest.csv`, and what a file is taken for by its bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    hecha::intake::fuzz(bytes);
});
