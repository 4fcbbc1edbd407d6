//! Values as compressed JSON: words with places repeat themselves a lot.

use std::io::{Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use serde::{Serialize, de::DeserializeOwned};

/// Packs a value.
pub(super) fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(&serde_json::to_vec(value)?).map_err(serde_json::Error::io)?;
    packer.finish().map_err(serde_json::Error::io)
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
    fn a_spoilt_value_is_an_error() {
        let mut packed = pack(&vec![1, 2, 3]).unwrap();
        packed.truncate(4);
        assert!(unpack::<Vec<i32>>(&packed).is_err());
    }
}
