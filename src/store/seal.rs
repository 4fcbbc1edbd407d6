//! The checksum of a row: SHA-256 over every value in it, each with its kind and length, so that no byte can change, and
//! no value move into its neighbour, without being seen.

use sha2::{Digest, Sha256};

/// A value as a row holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sealed<'a> {
    Nothing,
    Number(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// The checksum of a row, in lower-case hex.
pub(super) fn seal(row: &[Sealed<'_>]) -> String {
    let mut hash = Sha256::new();
    for value in row {
        let (kind, bytes): (u8, &[u8]) = match value {
            Sealed::Nothing => (b'0', &[]),
            Sealed::Number(number) => (b'n', &number.to_be_bytes()),
            Sealed::Text(text) => (b't', text.as_bytes()),
            Sealed::Bytes(bytes) => (b'b', bytes),
        };
        hash.update([kind]);
        hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(bytes);
    }
    format!("{:x}", hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_between_values_or_changes_its_kind_is_seen() {
        let rows: [&[Sealed<'_>]; 5] = [
            &[Sealed::Text("ab"), Sealed::Text("c")],
            &[Sealed::Text("a"), Sealed::Text("bc")],
            &[Sealed::Text("ab"), Sealed::Bytes(b"c")],
            &[Sealed::Text("ab"), Sealed::Text("c"), Sealed::Nothing],
            &[Sealed::Number(1)],
        ];
        let seals: std::collections::BTreeSet<_> = rows.iter().map(|row| seal(row)).collect();
        assert_eq!(seals.len(), rows.len());
    }
}
