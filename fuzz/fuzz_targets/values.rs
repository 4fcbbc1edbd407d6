//! Dates, names, numbers, codes: every kind of printed value, alone and compared.
#![no_main]

use hecha::model::FieldName;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for field in FieldName::ALL {
        let _ = hecha::values::parse(*field, text);
    }
    let _ = hecha::values::date::parse_period(text);
    let _ = hecha::values::date::parse_end(text);
});
