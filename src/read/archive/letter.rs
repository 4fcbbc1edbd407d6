//! Mail as Outlook saves it (`.msg`): properties of a letter as streams of a compound file.
//!
//! The numbers are those of MS-OXMSG and MS-OXPROPS: a stream is called after its property and the type of its value.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::{Taking, mail};
use crate::model::DamageReason;

/// Subject and sender of a letter.
const OPENING: [&str; 2] = ["0037", "0C1A"];

/// The names of an attachment: whole, and of eight characters and three.
const NAMES: [&str; 2] = ["3707", "3704"];

/// The bytes of an attachment.
const DATA: &str = "37010102";

/// Longer names and subjects are nobody's.
const LONGEST_TEXT: u64 = 4096;

pub(super) fn unpack(bytes: &[u8], taking: &mut Taking<'_>) {
    let Ok(mut file) = CompoundFile::open(Cursor::new(bytes)) else { return taking.lacks(DamageReason::Malformed) };
    let opening: Vec<String> = OPENING.iter().filter_map(|property| text(&mut file, "/", property)).collect();
    let folder = mail::as_name(&opening.join(" "));
    // Also those of letters within the letter: their storages lie below it.
    let attachments: Vec<String> = file
        .walk()
        .filter(|entry| entry.is_storage() && entry.name().starts_with("__attach_version1.0_"))
        .filter_map(|entry| entry.path().to_str().map(|path| format!("{path}/")))
        .collect();
    for (place, storage) in attachments.iter().enumerate() {
        if !taking.has_room() {
            return;
        }
        let name = NAMES.iter().find_map(|property| text(&mut file, storage, property));
        let name = name.unwrap_or_else(|| (place + 1).to_string());
        // An attachment without bytes is a letter, or lies elsewhere.
        if let Ok(mut data) = file.open_stream(format!("{storage}__substg1.0_{DATA}")) {
            taking.take(&format!("{folder}/{}", mail::as_name(&name)), &mut data);
        }
    }
}

/// A property that is text, in Unicode or in the code page of Chinese Windows.
fn text(file: &mut CompoundFile<Cursor<&[u8]>>, storage: &str, property: &str) -> Option<String> {
    let types = [("001F", encoding_rs::UTF_16LE), ("001E", encoding_rs::GB18030)];
    let text = types.into_iter().find_map(|(kind, encoding)| {
        let stream = file.open_stream(format!("{storage}__substg1.0_{property}{kind}")).ok()?;
        let mut bytes = Vec::new();
        stream.take(LONGEST_TEXT).read_to_end(&mut bytes).ok()?;
        Some(encoding.decode(&bytes).0.trim_end_matches('\0').to_owned())
    });
    text.filter(|text| !text.trim().is_empty())
}
