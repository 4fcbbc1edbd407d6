//! 7z, as 7-Zip and the packers of Chinese desktops write it.

use std::io::Cursor;

use sevenz_rust2::{ArchiveReader, EntryDecision, Error, Password};

use super::Taking;
use crate::model::DamageReason;

/// Kilobytes that the directory and a dictionary may take each; the packers' highest level asks for 64 MB.
const MEMORY_KB: usize = 256 << 10;

pub(super) fn unpack(bytes: &[u8], taking: &mut Taking<'_>) {
    match ArchiveReader::new_with_memory_limit(Cursor::new(bytes), Password::empty(), MEMORY_KB) {
        Ok(mut archive) => {
            archive.set_thread_count(1);
            let walked = archive.for_each_entries_with_decision(|entry, content| {
                if entry.is_directory() || entry.is_anti_item() {
                    return Ok(EntryDecision::Continue);
                }
                if !taking.has_room() {
                    return Ok(EntryDecision::Stop);
                }
                // What is left of a member that is too large would be unpacked for nothing.
                let whole = taking.take(entry.name(), content);
                Ok(if whole { EntryDecision::Continue } else { EntryDecision::SkipBlock })
            });
            if let Err(error) = walked {
                lacks(&error, taking);
            }
        }
        Err(error) => lacks(&error, taking),
    }
}

fn lacks(error: &Error, taking: &mut Taking<'_>) {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => taking.is_locked(),
        // The cipher is built in for nobody: without a password there is nothing to decipher.
        Error::UnsupportedCompressionMethod(method) if method.contains("AES") => taking.is_locked(),
        Error::MaxMemLimited { .. } => taking.lacks(DamageReason::TooLarge),
        _ => taking.lacks(DamageReason::Malformed),
    }
}
