//! The encoding of signatures: elements of tag, length and body.
//!
//! Certificates come in the strict form (DER). The message around them often does not: signing libraries write elements
//! of indefinite length and strings in pieces, and the bytes as they were written are what was signed. So elements are
//! kept as the slices they stand in.

/// Elements nested deeper than this are no signature.
const DEEPEST: usize = 32;
/// More elements than this in one another are no signature.
const MOST: usize = 4_096;

/// `SEQUENCE`.
pub(super) const SEQUENCE: u8 = 0x30;
/// `SET`.
pub(super) const SET: u8 = 0x31;
/// `INTEGER`.
pub(super) const INTEGER: u8 = 0x02;
/// `BIT STRING`.
pub(super) const BITS: u8 = 0x03;
/// `OCTET STRING` in one piece.
pub(in crate::read) const OCTETS: u8 = 0x04;
/// `OCTET STRING` in several pieces.
pub(super) const OCTETS_IN_PIECES: u8 = 0x24;
/// `OBJECT IDENTIFIER`.
pub(super) const OID: u8 = 0x06;

/// One element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) struct Element<'a> {
    /// Its tag, of one byte.
    pub(in crate::read) tag: u8,
    /// What is in it.
    pub(in crate::read) body: &'a [u8],
    /// All of it.
    pub(in crate::read) whole: &'a [u8],
}

impl<'a> Element<'a> {
    /// The element at the beginning; what stands behind it is not looked at.
    pub(in crate::read) fn first(bytes: &'a [u8]) -> Option<Self> {
        Some(next(bytes, 0, &mut 0)?.0)
    }

    /// What is in it, element by element.
    pub(in crate::read) fn children(&self) -> Option<Vec<Self>> {
        let (mut found, mut rest) = (Vec::new(), self.body);
        while !rest.is_empty() {
            let (element, after) = next(rest, 0, &mut 0)?;
            found.push(element);
            rest = after;
            if found.len() > MOST {
                return None;
            }
        }
        Some(found)
    }

    /// What is in it, where it has this tag.
    pub(super) fn opened(&self, tag: u8) -> Option<Vec<Self>> {
        if self.tag == tag { self.children() } else { None }
    }

    /// What is in it as it is, where it has this tag.
    pub(super) fn body_of(&self, tag: u8) -> Option<&'a [u8]> {
        (self.tag == tag).then_some(self.body)
    }

    /// The bytes of an `OCTET STRING`, whole or in pieces.
    pub(super) fn octets(&self) -> Option<Vec<u8>> {
        match self.tag {
            OCTETS => Some(self.body.to_vec()),
            OCTETS_IN_PIECES => self.pieces(),
            _ => None,
        }
    }

    /// The pieces of a string put together.
    pub(super) fn pieces(&self) -> Option<Vec<u8>> {
        let pieces = self.children()?;
        pieces.iter().map(|piece| piece.body_of(OCTETS)).collect::<Option<Vec<_>>>().map(|pieces| pieces.concat())
    }
}

/// The element at the beginning, and what follows.
fn next<'a>(bytes: &'a [u8], depth: usize, seen: &mut usize) -> Option<(Element<'a>, &'a [u8])> {
    *seen += 1;
    if depth > DEEPEST || *seen > MOST {
        return None;
    }
    let (&tag, after_tag) = bytes.split_first()?;
    // Tags of several bytes stand in no part of a signature that is looked at.
    if tag & 0x1F == 0x1F {
        return None;
    }
    let (&length, rest) = after_tag.split_first()?;
    let (length, body) = match length {
        0x00..0x80 => (usize::from(length), rest),
        0x80 => return without_length(tag, bytes, rest, depth, seen),
        0x81..=0x84 => {
            let (digits, body) = rest.split_at_checked(usize::from(length & 0x7F))?;
            (digits.iter().fold(0, |all, digit| all << 8 | usize::from(*digit)), body)
        }
        _ => return None,
    };
    let (body, after) = body.split_at_checked(length)?;
    let whole = bytes.get(..bytes.len() - after.len())?;
    Some((Element { tag, body, whole }, after))
}

/// An element that ends where an empty one of tag 0 stands.
fn without_length<'a>(
    tag: u8,
    bytes: &'a [u8],
    inside: &'a [u8],
    depth: usize,
    seen: &mut usize,
) -> Option<(Element<'a>, &'a [u8])> {
    if tag & 0x20 == 0 {
        return None;
    }
    let mut rest = inside;
    loop {
        if let Some(after) = rest.strip_prefix(&[0, 0]) {
            let body = inside.get(..inside.len() - rest.len())?;
            let whole = bytes.get(..bytes.len() - after.len())?;
            return Some((Element { tag, body, whole }, after));
        }
        rest = next(rest, depth + 1, seen)?.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_short_long_and_indefinite() {
        let short = [0x30, 3, 0x02, 1, 7, 0xEE];
        let element = Element::first(&short).unwrap();
        assert_eq!((element.whole.len(), element.children().unwrap()[0].body), (5, &[7][..]));
        let long = [&[0x04, 0x82, 1, 0][..], &[9; 256]].concat();
        assert_eq!(Element::first(&long).unwrap().octets(), Some(vec![9; 256]));
        let indefinite = [0x30, 0x80, 0x24, 0x80, 0x04, 2, 1, 2, 0x04, 1, 3, 0, 0, 0x02, 1, 5, 0, 0, 0xEE];
        let inside = Element::first(&indefinite).unwrap().children().unwrap();
        assert_eq!((inside[0].octets(), inside[1].body), (Some(vec![1, 2, 3]), &[5][..]));
    }

    #[test]
    fn what_promises_more_than_there_is_is_nothing() {
        for bytes in [&[][..], &[0x30], &[0x30, 5, 1], &[0x30, 0x80, 0x02, 1, 1], &[0x30, 0x84, 255, 255, 255, 255]] {
            assert_eq!(Element::first(bytes), None, "{bytes:?}");
        }
        assert_eq!(Element::first(&[0x30, 0x80].repeat(10_000)), None, "nested without end");
    }
}
