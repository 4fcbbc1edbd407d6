//! What a worker may say, or whoever took it over.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    hecha::worker::fuzz(bytes);
});
