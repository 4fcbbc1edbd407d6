//! Mail that was saved as a file: its attachments are the uploads.
//!
//! They stand under a folder that is called as the mail's subject and sender, which often say whose they are.

use mail_parser::{Message, MessageParser, MimeHeaders};

use super::Taking;
use crate::model::DamageReason;

/// Letters that carry letters, no deeper than anybody forwards on purpose.
const DEEP: usize = 3;

pub(super) fn unpack(bytes: &[u8], taking: &mut Taking<'_>) {
    match MessageParser::default().parse(bytes) {
        Some(message) => attachments(&message, &folder(&message), DEEP, taking),
        None => taking.lacks(DamageReason::Malformed),
    }
}

fn attachments(message: &Message<'_>, folder: &str, deep: usize, taking: &mut Taking<'_>) {
    for (place, part) in message.attachments().enumerate() {
        if let Some(letter) = part.message() {
            match deep.checked_sub(1) {
                Some(deep) => attachments(letter, folder, deep, taking),
                None => taking.lacks(DamageReason::TooLarge),
            }
            continue;
        }
        if !taking.has_room() {
            return;
        }
        let name = part.attachment_name().map_or_else(|| (place + 1).to_string(), str::to_owned);
        taking.take(&format!("{folder}/{}", as_name(&name)), &mut part.contents());
    }
}

/// The subject and the sender in one name.
fn folder(message: &Message<'_>) -> String {
    let sender = message.from().and_then(|from| from.first()).and_then(|sender| sender.name());
    let parts = [message.subject(), sender];
    as_name(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// A text as one part of a path.
pub(super) fn as_name(text: &str) -> String {
    let name: String = text.trim().chars().map(|c| if matches!(c, '/' | '\\') { ' ' } else { c }).collect();
    if name.is_empty() { "邮件".to_owned() } else { name }
}
