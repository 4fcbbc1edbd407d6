//! The journal's chain: each entry's fingerprint covers the one before, so that no entry can be changed, taken out or
//! moved without every later fingerprint changing with it.

use sha2::{Digest, Sha256};

use super::Act;

/// What the first entry is chained to.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// When, with time zone.
    pub at: String,
    /// Who: a user name, or `system`.
    pub actor: String,
    /// What.
    pub act: Act,
    /// Its fingerprint, lower-case hex.
    pub hash: String,
}

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) seq: i64,
    pub(super) at: String,
    pub(super) actor: String,
    pub(super) body: String,
    pub(super) hash: String,
}

/// What going over the journal found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many entries there are.
    pub entries: i64,
    /// Fingerprint of the last.
    pub head: String,
    /// The first place where something is wrong.
    pub broken: Option<Break>,
}

/// What is wrong with a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// This entry is not as it was written, or does not follow the one before it.
    Changed {
        /// Its number.
        seq: i64,
    },
    /// Entries are missing before this one.
    Missing {
        /// The number that should stand there.
        expected: i64,
    },
    /// The head printed earlier is not in the journal: entries were cut off at the end, or all was written anew.
    HeadUnknown,
}

/// The fingerprint of an entry. Each part goes in with its length, so that no two entries have the same bytes.
pub(super) fn link(previous: &str, seq: i64, at: &str, actor: &str, body: &str) -> String {
    let mut hasher = Sha256::new();
    for part in [previous, &seq.to_string(), at, actor, body] {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hex(&hasher.finalize())
}

/// Bytes in lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Goes over the entries one by one.
pub(super) struct Walk<'a> {
    printed: Option<&'a str>,
    seen_printed: bool,
    seq: i64,
    previous: String,
    broken: Option<Break>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(printed: Option<&'a str>) -> Self {
        let seen_printed = printed.is_none_or(|head| head == GENESIS);
        Self { printed, seen_printed, seq: 0, previous: GENESIS.to_owned(), broken: None }
    }

    pub(super) fn step(&mut self, row: &Row) {
        let expected = self.seq + 1;
        if row.seq != expected {
            self.broken.get_or_insert(Break::Missing { expected });
        }
        if link(&self.previous, row.seq, &row.at, &row.actor, &row.body) != row.hash
            || serde_json::from_str::<Act>(&row.body).is_err()
        {
            self.broken.get_or_insert(Break::Changed { seq: row.seq });
        }
        self.seen_printed |= self.printed == Some(row.hash.as_str());
        self.seq = row.seq;
        self.previous.clone_from(&row.hash);
    }

    pub(super) fn end(mut self) -> Verified {
        if !self.seen_printed {
            self.broken.get_or_insert(Break::HeadUnknown);
        }
        Verified { entries: self.seq, head: self.previous, broken: self.broken }
    }
}
