//! Frames on a pipe: a mark, a kind, a length, and that many bytes.
//!
//! The mark is there because a library may print to standard output. On Unix the worker sends such prints elsewhere; on
//! other systems whatever stands between two frames is skipped.

use std::io::{self, Read, Write};

const MARK: [u8; 8] = *b"\0hecha\x01\n";

/// The longest frame that is sent or accepted.
pub(super) const LONGEST: usize = 256 << 20;

/// A kind with what belongs to it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) kind: u8,
    pub(super) body: Vec<u8>,
}

/// Writes a frame and sends it off.
pub(super) fn write(to: &mut impl Write, kind: u8, body: &[u8]) -> io::Result<()> {
    let length = u32::try_from(body.len()).ok().filter(|_| body.len() <= LONGEST).ok_or(io::ErrorKind::FileTooLarge)?;
    let mut head = Vec::with_capacity(MARK.len() + 5);
    head.extend_from_slice(&MARK);
    head.push(kind);
    head.extend_from_slice(&length.to_le_bytes());
    to.write_all(&head)?;
    to.write_all(body)?;
    to.flush()
}

/// Reads the next frame; `None` at the end.
pub(super) fn read(from: &mut impl Read) -> io::Result<Option<Frame>> {
    let mut window = [0; MARK.len()];
    let mut seen = 0usize;
    while seen < MARK.len() || window != MARK {
        let mut byte = [0];
        if from.read(&mut byte)? == 0 {
            return Ok(None);
        }
        window.rotate_left(1);
        window[MARK.len() - 1] = byte[0];
        seen = seen.saturating_add(1);
    }
    let mut head = [0; 5];
    from.read_exact(&mut head)?;
    let [kind, length @ ..] = head;
    let length = u32::from_le_bytes(length);
    if length as usize > LONGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    // Grows with what arrives: a length is only a claim.
    let mut body = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut body)?;
    if body.len() < length as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(Frame { kind, body }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_out_as_it_went_in_with_prints_between() {
        let mut pipe = b"running 1 test\n".to_vec();
        write(&mut pipe, b'r', b"one").unwrap();
        pipe.extend_from_slice(b"Unicode mismatch \0hecha");
        write(&mut pipe, b'p', b"").unwrap();
        let mut pipe = &pipe[..];
        assert_eq!(read(&mut pipe).unwrap(), Some(Frame { kind: b'r', body: b"one".to_vec() }));
        assert_eq!(read(&mut pipe).unwrap(), Some(Frame { kind: b'p', body: vec![] }));
        assert_eq!(read(&mut pipe).unwrap(), None);
    }

    #[test]
    fn a_frame_that_is_too_long_or_cut_off_is_an_error() {
        let mut pipe = MARK.to_vec();
        pipe.extend_from_slice(b"r\xFF\xFF\xFF\xFFxyz");
        assert_eq!(read(&mut &pipe[..]).unwrap_err().kind(), io::ErrorKind::InvalidData);
        let mut pipe = Vec::new();
        write(&mut pipe, b'r', b"one").unwrap();
        pipe.pop();
        assert_eq!(read(&mut &pipe[..]).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
