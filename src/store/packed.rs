//! Values as compressed JSON: words with places repeat themselves a lot.

use std::cell::RefCell;
use std::io::Read;

use flate2::{Compress, Compression, FlushCompress, Status, read::ZlibDecoder};
use serde::{Serialize, de::DeserializeOwned};

thread_local! {
    /// A packer takes a quarter of a megabyte to make, which for a hundred thousand small values is most of the work.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), true));
}

/// Packs a value.
pub(super) fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let plain = serde_json::to_vec(value)?;
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        // What does not shrink grows by a few bytes in a hundred thousand, and by the head.
        let mut packed = Vec::with_capacity(plain.len().saturating_add(plain.len() / 1000).saturating_add(64));
        let status = packer.compress_vec(&plain, &mut packed, FlushCompress::Finish);
        match status.map_err(|error| serde_json::Error::io(error.into()))? {
            Status::StreamEnd => Ok(()),
            Status::Ok | Status::BufError => Err(serde_json::Error::io(std::io::ErrorKind::OutOfMemory.into())),
        }?;
        packed.shrink_to_fit();
        Ok(packed)
    })
}

/// Unpacks what [`pack`] packed.
pub(super) fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Result<T, serde_json::Error> {
    let mut plain = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut plain).map_err(serde_json::Error::io)?;
    serde_json::from_slice(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        let value = vec!["材料".to_owned(); 100];
        let packed = pack(&value).unwrap();
        assert!(packed.len() < 100, "{}", packed.len());
        assert_eq!(unpack::<Vec<String>>(&packed).unwrap(), value);
    }

    #[test]
    fn what_does_not_shrink_comes_out_again_too() {
        let noise =
            |seed: u64| (0..40_000u64).map(|at| (at ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect::<Vec<_>>();
        for value in [noise(1), Vec::new(), noise(2)] {
            assert_eq!(unpack::<Vec<u64>>(&pack(&value).unwrap()).unwrap(), value);
        }
    }

    #[test]
    fn a_spoilt_value_is_an_error() {
        let mut packed = pack(&vec![1, 2, 3]).unwrap();
        packed.truncate(4);
        assert!(unpack::<Vec<i32>>(&packed).is_err());
    }
}
