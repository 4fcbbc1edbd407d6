//! Word, Excel, WPS, RTF, web pages, plain text: read only to say what they are.
#![no_main]

use hecha::classify::Needed;
use hecha::model::Format;
use hecha::read::ocr::Source;
use hecha::read::{Limits, Tools, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let format = [Format::Office, Format::Html, Format::PlainText][usize::from(*first) % 3];
    let tools = Tools { ocr: &Source::none(), appetite: &Needed };
    let _ = read(bytes, format, tools, &limits());
});

/// The usual ones.
fn limits() -> Limits {
    Limits::default()
}
