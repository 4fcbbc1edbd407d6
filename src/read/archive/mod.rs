//! Archives: folders of uploads in one file; letters and PDFs with their attachments.
//!
//! What is in them is handed on member by member. An archive is hostile until read: bounds are kept while it unpacks,
//! whatever its header claims, and the paths of its members are names and nothing else; no file is ever written under one.

mod attached;
mod letter;
mod mail;
mod path;
mod rar;
mod sevenz;
mod tarred;
mod zip;

use std::collections::BTreeSet;
use std::io::Read;

use crate::model::{DamageReason, Format, Outcome};

/// The bounds within which an archive is unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// More members are not taken.
    pub members: usize,
    /// A member with more bytes is not taken.
    pub member_bytes: u64,
    /// What comes after so many bytes is not taken.
    pub bytes: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { members: 5_000, member_bytes: 250 << 20, bytes: 2 << 30 }
    }
}

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Where it stands in the archive, `/` between the parts; no two members of an archive have the same.
    pub path: String,
    /// Whether its path led out of the archive before it was set right.
    pub climbs: bool,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Unpacks an archive or a letter: `each` gets its files. The outcome is `Read` where that was all of it, `NotADocument`
/// where this kind of archive is not opened, and else says why members are missing.
pub fn unpack(bytes: &[u8], format: Format, bounds: &Bounds, each: &mut dyn FnMut(Member)) -> Outcome {
    let mut taking = Taking { bounds, each, paths: BTreeSet::new(), bytes: 0, missing: None };
    match (format, bytes) {
        (Format::Pdf, _) => attached::unpack(bytes, &mut taking),
        (Format::Mail, [0xD0, 0xCF, ..]) => letter::unpack(bytes, &mut taking),
        (Format::Mail, _) => mail::unpack(bytes, &mut taking),
        (_, [b'P', b'K', ..]) => zip::unpack(bytes, &mut taking),
        (_, [b'R', b'a', b'r', b'!', ..]) => rar::unpack(bytes, &mut taking),
        (_, [b'7', b'z', ..]) => sevenz::unpack(bytes, &mut taking),
        (_, [0x1F, 0x8B, ..]) => tarred::unpack_gzip(bytes, &mut taking),
        _ if bytes.get(tarred::USTAR) == Some(b"ustar") => tarred::unpack(bytes, &mut taking),
        _ => return Outcome::NotADocument,
    }
    match taking.missing {
        Some(why) => why,
        None if taking.paths.is_empty() => Outcome::Damaged { reason: DamageReason::Empty },
        None => Outcome::Read,
    }
}

/// What has been taken out so far.
struct Taking<'a> {
    bounds: &'a Bounds,
    each: &'a mut dyn FnMut(Member),
    paths: BTreeSet<String>,
    bytes: u64,
    /// Why members are missing; a password before everything else, because only that can be helped by asking.
    missing: Option<Outcome>,
}

impl Taking<'_> {
    /// Whether there is room for another member. That there is none is noted.
    fn has_room(&mut self) -> bool {
        let room = self.paths.len() < self.bounds.members && self.bytes < self.bounds.bytes;
        if !room {
            self.lacks(DamageReason::TooLarge);
        }
        room
    }

    /// How many bytes the next member may have.
    fn most(&self) -> u64 {
        self.bounds.member_bytes.min(self.bounds.bytes.saturating_sub(self.bytes))
    }

    /// Takes a member from a reader. Whether it was read to its end.
    fn take(&mut self, path: &str, from: &mut dyn Read) -> bool {
        let most = self.most();
        let mut bytes = Vec::new();
        match from.take(most.saturating_add(1)).read_to_end(&mut bytes) {
            Ok(read) => {
                self.add(path, bytes);
                read as u64 <= most
            }
            Err(_) => {
                self.lacks(DamageReason::Malformed);
                false
            }
        }
    }

    /// Takes a member that was read with one byte more than it may have, where it has so many.
    fn add(&mut self, path: &str, bytes: Vec<u8>) {
        let size = bytes.len() as u64;
        if size > self.most() {
            self.bytes = self.bytes.saturating_add(size);
            return self.lacks(DamageReason::TooLarge);
        }
        self.bytes = self.bytes.saturating_add(size);
        let (mut path, climbs) = path::cleaned(path);
        while !self.paths.insert(path.clone()) {
            path.push('\u{FFFD}');
        }
        (self.each)(Member { path, climbs, bytes });
    }

    fn lacks(&mut self, reason: DamageReason) {
        self.missing.get_or_insert(Outcome::Damaged { reason });
    }

    fn is_locked(&mut self) {
        self.missing = Some(Outcome::Encrypted);
    }
}

#[cfg(test)]
mod tests;
