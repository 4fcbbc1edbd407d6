//! ZIP, as every system and most programs write it.

use std::io::Cursor;

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use super::{Taking, path};
use crate::model::DamageReason;

pub(super) fn unpack(bytes: &[u8], taking: &mut Taking<'_>) {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return taking.lacks(DamageReason::Malformed) };
    for place in 0..archive.len() {
        let (name, is_file) = match archive.by_index_raw(place) {
            Ok(entry) if entry.encrypted() => {
                taking.is_locked();
                continue;
            }
            Ok(entry) => {
                let name = path::decoded(entry.name_raw());
                let is_file = !entry.is_symlink() && !name.ends_with(['/', '\\']);
                (name, is_file)
            }
            Err(_) => {
                taking.lacks(DamageReason::Malformed);
                continue;
            }
        };
        if !is_file {
            continue;
        }
        if !taking.has_room() {
            return;
        }
        match archive.by_index(place) {
            Ok(mut entry) => {
                taking.take(&name, &mut entry);
            }
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => taking.is_locked(),
            Err(_) => taking.lacks(DamageReason::Malformed),
        }
    }
}
