//! A JPEG that breaks off: decoders fill what is lost with grey and say nothing.

/// The bytes that every JPEG begins with.
const START: &[u8] = &[0xFF, 0xD8];
/// Begins every marker.
const MARK: u8 = 0xFF;
/// The picture ends.
const END: u8 = 0xD9;
/// Pixels follow, without a length of their own.
const SCAN: u8 = 0xDA;

/// Whether the bytes of a JPEG end before it says that it ends. Every program writes the end after the last row, and the
/// last scan of a progressive one, so what has none lost something before it. Segments are stepped over by their length: a small
/// picture inside one has an end of its own. What does not begin as a JPEG, as in a file that is locked, is not judged.
#[must_use]
pub fn breaks_off(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(START) else { return false };
    loop {
        // What stands before a marker is pixels, or filling.
        let Some(at) = rest.iter().position(|byte| *byte == MARK) else { return true };
        let Some((&kind, after)) = rest.get(at + 1..).and_then(<[u8]>::split_first) else { return true };
        rest = match kind {
            END => return false,
            // Another may begin where this filling ends.
            MARK => rest.get(at + 1..).unwrap_or_default(),
            // A byte of pixels, a marker between rows, the beginning: nothing follows that belongs to them.
            0x00 | 0x01 | 0xD0..=0xD8 => after,
            _ => {
                let Some((length, _)) = after.split_first_chunk::<2>() else { return true };
                let length = usize::from(u16::from_be_bytes(*length));
                let Some(next) = after.get(length..) else { return true };
                if kind == SCAN && next.is_empty() {
                    return true;
                }
                next
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::RgbImage;
    use image::codecs::jpeg::JpegEncoder;

    use super::*;

    fn jpeg() -> Vec<u8> {
        let picture = RgbImage::from_fn(160, 160, |x, y| image::Rgb([(x * 7 % 256) as u8, (y * 5 % 256) as u8, 90]));
        let mut out = Cursor::new(Vec::new());
        JpegEncoder::new(&mut out).encode_image(&picture).expect("encodes");
        out.into_inner()
    }

    #[test]
    fn a_whole_one_and_what_is_left_of_it() {
        let whole = jpeg();
        assert!(!breaks_off(&whole));
        assert!(!breaks_off(b"") && !breaks_off(&whole[5..whole.len() / 2]));
        assert!(!breaks_off(&[whole.as_slice(), b"\0\0 and what a telephone appends"].concat()));
        for left in [9, whole.len() / 3, whole.len() / 2, whole.len() - 40] {
            assert!(breaks_off(&whole[..left]), "{left} of {}", whole.len());
            // Saved by a download that had set its place aside.
            assert!(breaks_off(&[&whole[..left], &[0; 400]].concat()), "{left} and zeros");
        }
    }

    #[test]
    fn the_end_of_a_small_picture_inside_is_not_its_end() {
        let whole = jpeg();
        let length = u16::try_from(whole.len() + 2).expect("fits").to_be_bytes();
        let with_small = [&whole[..2], &[0xFF, 0xE1], &length[..], &whole, &whole[2..]].concat();
        assert!(!breaks_off(&with_small));
        assert!(breaks_off(&with_small[..with_small.len() - whole.len() / 2]));
    }
}
