//! An OFD, which is read by way of a PDF of the same.
#![no_main]

use hecha::classify::Needed;
use hecha::model::Format;
use hecha::read::ocr::Source;
use hecha::read::{Limits, Tools, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let tools = Tools { ocr: &Source::none(), appetite: &Needed };
    let _ = read(bytes, Format::Ofd, tools, &limits());
});

/// The usual ones.
fn limits() -> Limits {
    Limits::default()
}
