//! Lies in pictures.

use crate::mutations::Mutation;
use crate::random::Random;

pub(crate) const ALL: &[Mutation] = &[("size lie", size), ("marker", marker)];

/// Another width or height than there are pixels for: in a JPEG's frame, or in a PNG's header with its check sum.
fn size(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let lie = *random.pick(&[0u32, 1, 7, 30_000, 65_535, 1 << 20, u32::MAX >> 1]).unwrap_or(&0);
    if bytes.starts_with(b"\x89PNG") && bytes.len() > 33 {
        let at = 16 + 4 * random.below(2);
        bytes[at..at + 4].copy_from_slice(&lie.to_be_bytes());
        let mut sum = flate2::Crc::new();
        sum.update(&bytes[12..29]);
        let sum = sum.sum().to_be_bytes();
        bytes[29..33].copy_from_slice(&sum);
        return bytes;
    }
    let frame = bytes.windows(2).position(|w| w[0] == 0xFF && matches!(w[1], 0xC0..=0xC2));
    if let Some(at) = frame.map(|at| at + 5 + 2 * random.below(2)).filter(|at| at + 2 <= bytes.len()) {
        bytes[at..at + 2].copy_from_slice(&(lie as u16).to_be_bytes());
    }
    bytes
}

/// A random marker where there was another.
fn marker(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> =
        (0..bytes.len().saturating_sub(1)).filter(|i| bytes[*i] == 0xFF && bytes[i + 1] > 0xBF).collect();
    if let Some(at) = random.pick(&places) {
        bytes[at + 1] = 0xC0 + random.below(0x40) as u8;
    }
    bytes
}
