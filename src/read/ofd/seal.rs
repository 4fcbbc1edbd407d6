//! The picture of an electronic seal (GB/T 38540, GM/T 0031): its kind and its bytes, somewhere in nested elements.

use crate::read::pdf::{Element, OCTETS};

/// `IA5String`, and the other strings that programs write in its place.
const STRINGS: [u8; 3] = [0x16, 0x0C, 0x13];
/// Elements nested deeper than this are no seal.
const DEEPEST: usize = 16;

/// The picture in a seal, or in a signature that a seal was set with: its kind, in small letters, and its bytes.
pub(super) fn picture(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    look(&Element::first(bytes)?, 0)
}

fn look(element: &Element<'_>, depth: usize) -> Option<(String, Vec<u8>)> {
    const CONSTRUCTED: u8 = 0x20;
    if depth > DEEPEST || element.tag & CONSTRUCTED == 0 {
        return None;
    }
    let children = element.children()?;
    let of_kind = children.windows(2).find_map(|pair| {
        let [kind, data] = pair else { return None };
        let kind = std::str::from_utf8(kind.body).ok().filter(|_| STRINGS.contains(&kind.tag))?.to_ascii_lowercase();
        let known = matches!(kind.trim_start_matches('.'), "png" | "jpg" | "jpeg" | "bmp" | "gif" | "ofd");
        (known && data.tag == OCTETS).then(|| (kind.trim_start_matches('.').to_owned(), data.body.to_vec()))
    });
    of_kind.or_else(|| children.iter().find_map(|child| look(child, depth.saturating_add(1))))
}
