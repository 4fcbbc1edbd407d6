//! An archive (ZIP, RAR, 7z, tar) or a letter (.eml, .msg).
#![no_main]

use hecha::model::Format;
use hecha::read::archive::{Bounds, unpack};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for format in [Format::Archive, Format::Mail] {
        let _ = unpack(bytes, format, &bounds(), &mut |_| ());
    }
});

/// Small, so that an archive that is merely large is no find.
fn bounds() -> Bounds {
    Bounds { members: 50, member_bytes: 1 << 20, bytes: 4 << 20 }
}
