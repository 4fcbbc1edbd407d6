//! tar, and what gzip has packed: a tar, or one file.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use tar::Archive;

use super::{Taking, path};
use crate::model::DamageReason;

/// Where a tar says that it is one.
pub(super) const USTAR: std::ops::Range<usize> = 257..262;

pub(super) fn unpack(bytes: &[u8], taking: &mut Taking<'_>) {
    walk(&mut Cursor::new(bytes), taking);
}

/// A gzip stream. What is in it is seen before it is taken whole.
pub(super) fn unpack_gzip(bytes: &[u8], taking: &mut Taking<'_>) {
    let mut head = Vec::new();
    if MultiGzDecoder::new(bytes).take(USTAR.end as u64).read_to_end(&mut head).is_err() {
        return taking.lacks(DamageReason::Malformed);
    }
    let mut content = MultiGzDecoder::new(bytes);
    if head.get(USTAR) == Some(b"ustar") {
        walk(&mut content, taking);
    } else {
        taking.take(&name_of(bytes), &mut content);
    }
}

fn walk(content: &mut dyn Read, taking: &mut Taking<'_>) {
    let mut archive = Archive::new(content);
    let Ok(entries) = archive.entries() else { return taking.lacks(DamageReason::Malformed) };
    for entry in entries {
        let Ok(mut entry) = entry else { return taking.lacks(DamageReason::Malformed) };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        if !taking.has_room() {
            return;
        }
        let name = path::decoded(&entry.path_bytes());
        taking.take(&name, &mut entry);
    }
}

/// The name that a gzip stream keeps of its file.
fn name_of(bytes: &[u8]) -> String {
    let header = MultiGzDecoder::new(bytes);
    let name = header.header().and_then(|header| header.filename()).map(path::decoded);
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| "1".to_owned())
}
