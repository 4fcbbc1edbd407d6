//! Black and white as facsimile machines compress it: CCITT groups 3 and 4, strip by strip.

use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode, decode};
use image::{DynamicImage, GrayImage};

use super::directory::{Directory, tag};
use super::{DecodeError, Pixels, Stored};

/// Whether a compression is one of these.
pub(super) const fn is(compression: u64) -> bool {
    matches!(compression, 2..=4 | 32771)
}

/// The pixels of a picture; rows that are lost are white, and told.
pub(super) fn pixels(directory: &Directory<'_>, which: &Stored, compression: u64) -> Result<Pixels, DecodeError> {
    let (offsets, lengths) = (directory.numbers(tag::STRIP_OFFSETS), directory.numbers(tag::STRIP_LENGTHS));
    if offsets.is_empty() {
        // In tiles: no scanner does.
        return Err(DecodeError::NotRead);
    }
    let height = which.height;
    let rows_per_strip = directory.number(tag::ROWS_PER_STRIP).and_then(|rows| u32::try_from(rows).ok());
    let rows_per_strip = rows_per_strip.unwrap_or(height).clamp(1, height);
    let two_dimensional = compression == 3 && directory.number(tag::T4_OPTIONS).is_some_and(|options| options & 1 == 1);
    // What a fax calls white is black where black is zero.
    let (white, black) = if directory.number(tag::PHOTOMETRIC) == Some(1) { (0, 255) } else { (255, 0) };
    let backwards = directory.number(tag::FILL_ORDER) == Some(2);
    let mut rows = Rows {
        pixels: vec![white; which.width as usize * height as usize],
        width: which.width,
        at: 0,
        count: 0,
        black,
    };
    let mut breaks_off = false;
    for (strip, offset) in offsets.iter().enumerate() {
        let first = (strip as u32).saturating_mul(rows_per_strip);
        if first >= height {
            break;
        }
        let expected = rows_per_strip.min(height - first);
        let length = lengths.get(strip).copied().unwrap_or(0);
        let Some(data) = directory.bytes(*offset, length).or_else(|| directory.rest(*offset)) else {
            breaks_off = true;
            continue;
        };
        let turned: Vec<u8>;
        let data = if backwards {
            turned = data.iter().map(|byte| byte.reverse_bits()).collect();
            &turned
        } else {
            data
        };
        let settings = DecodeSettings {
            columns: which.width,
            rows: expected,
            end_of_block: true,
            end_of_line: false,
            rows_are_byte_aligned: matches!(compression, 2 | 32771),
            encoding: match (compression, two_dimensional) {
                (4, _) => EncodingMode::Group4,
                (_, true) => EncodingMode::Group3_2D,
                (_, false) => EncodingMode::Group3_1D,
            },
            strict: false,
        };
        rows.at = first;
        let end = first + expected;
        // What was decoded before an error stays.
        let whole = decode(data, &mut rows, &mut DecoderContext::new(settings)).is_ok();
        breaks_off |= !whole || rows.at < end;
    }
    breaks_off |= (offsets.len() as u64).saturating_mul(rows_per_strip.into()) < u64::from(height);
    if rows.count == 0 {
        return Err(DecodeError::Malformed);
    }
    let picture = GrayImage::from_raw(which.width, height, rows.pixels).ok_or(DecodeError::Malformed)?;
    Ok(Pixels { picture: DynamicImage::ImageLuma8(picture), breaks_off })
}

/// Where decoded rows go.
struct Rows {
    pixels: Vec<u8>,
    width: u32,
    /// The row to come.
    at: u32,
    /// How many came.
    count: u32,
    black: u8,
}

impl Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        let width = self.width as usize;
        let start = self.at as usize * width;
        self.at = self.at.saturating_add(1);
        self.count = self.count.saturating_add(1);
        let Some(row) = self.pixels.get_mut(start..start + width) else { return };
        for run in changes.chunks(2) {
            let from = run.first().map_or(width, |at| *at as usize).min(width);
            let to = run.get(1).map_or(width, |at| *at as usize).clamp(from, width);
            row[from..to].fill(self.black);
        }
    }
}
