//! The parts of an OFD, laid open within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::tree::Element;
use crate::model::DamageReason;

/// What all parts come to at most, laid open, however often one is asked for.
const MOST_BYTES: u64 = 512 << 20;
/// A part of XML that is larger is no page.
const MOST_XML: u64 = 48 << 20;
/// More parts than this are no document.
const MOST_PARTS: usize = 20_000;
/// So many losses are told.
const MOST_TOLD: usize = 20;

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    /// Whether the bounds were reached.
    pub(super) too_large: bool,
    /// What could not be taken over.
    pub(super) lost: Vec<String>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DamageReason> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DamageReason::Malformed)?;
        if archive.len() > MOST_PARTS {
            return Err(DamageReason::TooLarge);
        }
        Ok(Self { archive, left: MOST_BYTES, too_large: false, lost: Vec::new() })
    }

    /// A part, whole.
    pub(super) fn bytes(&mut self, path: &str) -> Option<Vec<u8>> {
        self.part(path, u64::MAX)
    }

    /// A part of XML.
    pub(super) fn xml(&mut self, path: &str) -> Option<Element> {
        let text = self.part(path, MOST_XML)?;
        let read = Element::read(&text);
        if read.is_none() {
            self.lose("a part of XML could not be read");
        }
        read
    }

    /// Notes what could not be taken over.
    pub(super) fn lose(&mut self, what: &str) {
        if self.lost.len() < MOST_TOLD && !self.lost.iter().any(|told| told == what) {
            self.lost.push(what.to_owned());
        }
    }

    fn part(&mut self, path: &str, most: u64) -> Option<Vec<u8>> {
        let same = |name: &&str| name.trim_start_matches('/').eq_ignore_ascii_case(path);
        let name = self.archive.file_names().find(same).map(str::to_owned);
        let Some(name) = name else {
            self.lose("a part that is named is not there");
            return None;
        };
        let most = most.min(self.left);
        let mut bytes = Vec::new();
        let read = self.archive.by_name(&name).ok()?.take(most.saturating_add(1)).read_to_end(&mut bytes);
        self.left = self.left.saturating_sub(bytes.len() as u64);
        if bytes.len() as u64 > most {
            self.too_large = true;
            return None;
        }
        if read.is_err() {
            self.lose("a part breaks off");
            return None;
        }
        Some(bytes)
    }
}

/// The path of a part that is named in another: from the root where it begins with `/`, else beside that other.
pub(super) fn beside(other: &str, named: &str) -> String {
    let named = named.trim().replace('\\', "/");
    let mut parts: Vec<&str> = match named.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => other.rsplit_once('/').map(|(folder, _)| folder.split('/').collect()).unwrap_or_default(),
    };
    for part in named.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
