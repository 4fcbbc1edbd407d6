//! A picture of any format that is read; the first byte says which.
#![no_main]

use hecha::classify::Needed;
use hecha::model::Format;
use hecha::read::ocr::Source;
use hecha::read::{Limits, Tools, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let formats = [
        Format::Jpeg,
        Format::Png,
        Format::Heic,
        Format::Tiff,
        Format::Webp,
        Format::Bmp,
        Format::Gif,
        Format::Jpeg2000,
    ];
    let format = formats[usize::from(*first) % formats.len()];
    let tools = Tools { ocr: &Source::none(), appetite: &Needed };
    let _ = read(bytes, format, tools, &limits());
});

/// The usual ones.
fn limits() -> Limits {
    Limits::default()
}
