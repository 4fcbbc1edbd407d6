//! A roster: xlsx, xls, csv.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["a.xlsx", "a.xls", "a.csv"] {
        let _ = hecha::roster::load(bytes, name);
    }
});
