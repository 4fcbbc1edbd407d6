//! The journal's chain: each entry's fingerprint covers the one before, so that no entry can be changed, taken out or
//! moved without every later fingerprint changing with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Act;

/// What the first entry is chained to.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// How long a head is at least where it is printed: 128 bits, which nobody meets by trying.
pub const PRINTED: usize = 32;

/// Where the journal stood at some time, noted outside of it: whoever rewrites the journal cannot make it agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// How many entries there were.
    pub entries: i64,
    /// Fingerprint of the last; the beginning of it where it was printed.
    pub head: String,
}

impl Anchor {
    /// As it is printed at the foot of lists.
    #[must_use]
    pub fn printed(&self) -> String {
        format!("审核日志 {} 条，链头 {}", self.entries, self.head.get(..PRINTED).unwrap_or(&self.head))
    }
}

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
    /// The heads given that stand in it, with the number of their entry.
    pub found: BTreeMap<String, i64>,
    /// The first place where something is wrong.
    pub broken: Option<Break>,
}

/// What is wrong with a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// A head noted earlier is not in the journal: entries were cut off at the end, or all was written anew.
    HeadUnknown,
    /// An account is not what the journal says of it.
    Account {
        /// Whose.
        user: String,
    },
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
    /// The heads that must stand in the journal.
    heads: &'a [String],
    found: BTreeMap<String, i64>,
    seq: i64,
    previous: String,
    broken: Option<Break>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(heads: &'a [String]) -> Self {
        let mut walk = Self { heads, found: BTreeMap::new(), seq: 0, previous: GENESIS.to_owned(), broken: None };
        walk.note(GENESIS, 0);
        walk
    }

    /// Notes the heads that are this fingerprint, or begin it and are as long as printed ones.
    fn note(&mut self, hash: &str, seq: i64) {
        for head in self.heads.iter().filter(|head| head.len() >= PRINTED && hash.starts_with(head.as_str())) {
            self.found.entry(head.clone()).or_insert(seq);
        }
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
        self.note(&row.hash, row.seq);
        self.seq = row.seq;
        self.previous.clone_from(&row.hash);
    }

    pub(super) fn end(mut self) -> Verified {
        if !self.heads.iter().all(|head| self.found.contains_key(head)) {
            self.broken.get_or_insert(Break::HeadUnknown);
        }
        Verified { entries: self.seq, head: self.previous, found: self.found, broken: self.broken }
    }
}
