//! A JPEG that breaks off: decoders fill what is lost with grey and say nothing.

mod entropy;

/// The bytes that every JPEG begins with.
const START: &[u8] = &[0xFF, 0xD8];
/// Begins every marker.
const MARK: u8 = 0xFF;
/// The picture ends.
const END: u8 = 0xD9;
/// Pixels follow, without a length of their own.
const SCAN: u8 = 0xDA;

/// Whether the bytes of a JPEG end before it says that it ends, or its pixels before the picture does. Every program writes the end after the last row, and the
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
            END => return entropy::is_short(bytes),
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

    /// What is left of a JPEG, with the end that a program puts behind it.
    fn mended(left: &[u8]) -> Vec<u8> {
        [left, &[MARK, END]].concat()
    }

    #[test]
    fn pixels_that_end_before_the_picture() {
        let colour = image::DynamicImage::from(image::load_from_memory(&jpeg()).expect("decodes").to_rgb8());
        for (width, height) in [(160, 160), (151, 77), (8, 400)] {
            let cropped = colour.resize_exact(width, height, image::imageops::FilterType::Triangle);
            for picture in [cropped.clone(), cropped.grayscale()] {
                let mut out = Cursor::new(Vec::new());
                JpegEncoder::new(&mut out).encode_image(&picture).expect("encodes");
                let whole = out.into_inner();
                assert!(!breaks_off(&whole), "{width} × {height}");
                let pixels = whole.windows(2).rposition(|two| two == [MARK, SCAN]).expect("pixels") + 14;
                for share in [1, 3, 6] {
                    let left = pixels + (whole.len() - pixels) * share / 10;
                    assert!(breaks_off(&mended(&whole[..left])), "{share} tenths of {width} × {height}");
                }
                // Nobody misses less than a row of blocks.
                assert!(width < 9 || !breaks_off(&mended(&whole[..whole.len() - 4])), "{width} × {height}");
            }
        }
    }

    /// A picture of 64 × 64 in grey, of which every block is one code of one bit, in scans of these coefficients and so many
    /// bytes of pixels.
    fn progressive(scans: &[(u8, u8, usize)], interval: u8) -> Vec<u8> {
        let mut out = vec![MARK, 0xD8, MARK, 0xC2, 0, 11, 8, 0, 64, 0, 64, 1, 1, 0x11, 0];
        out.extend([MARK, 0xDD, 0, 4, 0, interval]);
        for class in [0x00, 0x10] {
            out.extend([&[MARK, 0xC4, 0, 20, class, 1][..], &[0; 15], &[0]].concat());
        }
        for (from, to, bytes) in scans {
            out.extend([MARK, SCAN, 0, 8, 1, 1, 0, *from, *to, 0]);
            for (n, row) in (0_u8..).zip(vec![0; *bytes].chunks(if interval == 0 { 64 } else { 1 })) {
                if n > 0 {
                    out.extend([MARK, 0xD0 + (n - 1) % 8]);
                }
                out.extend(row);
            }
        }
        mended(&out)
    }

    #[test]
    fn a_picture_that_comes_ever_finer() {
        // 64 blocks are 8 bytes; eight blocks to a restart are one each.
        for interval in [0, 8] {
            assert!(!breaks_off(&progressive(&[(0, 0, 8), (1, 63, 1)], interval)));
            assert!(breaks_off(&progressive(&[(0, 0, 4), (1, 63, 1)], interval)), "half of the mean values");
            assert!(breaks_off(&progressive(&[(0, 0, 8)], interval)), "mean values alone");
            assert!(breaks_off(&progressive(&[], interval)), "nothing");
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
