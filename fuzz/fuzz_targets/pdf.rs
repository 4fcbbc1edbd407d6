//! A PDF as a whole: its structure, fonts, CMaps, pictures, signatures, attachments.
#![no_main]

use hecha::classify::Needed;
use hecha::model::Format;
use hecha::read::archive::{Bounds, unpack};
use hecha::read::ocr::Source;
use hecha::read::{Limits, Tools, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let tools = Tools { ocr: &Source::none(), appetite: &Needed };
    let _ = read(bytes, Format::Pdf, tools, &limits());
    let _ = unpack(bytes, Format::Pdf, &bounds(), &mut |_| ());
});

/// The usual ones.
fn limits() -> Limits {
    Limits::default()
}

/// Small, so that an archive that is merely large is no find.
fn bounds() -> Bounds {
    Bounds { members: 50, member_bytes: 1 << 20, bytes: 4 << 20 }
}
