//! TIFF: what scanners make, of several pages and with every compression of theirs.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use ::tiff::ColorType;
use ::tiff::decoder::{Decoder, DecodingResult, Limits};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageFormat, ImageReader, RgbImage, RgbaImage};

use super::directory::{Directory, File, tag};
use super::{DecodeError, Pictures, Pixels, Stored, fax, light};

/// JPEG as the first specification had it.
const OLD_JPEG: u64 = 6;

/// The photometric interpretation of numbers of colours in a palette.
const PALETTE: u64 = 3;

/// The pages of a file, at most so many. Previews and masks are none.
pub(super) fn list(bytes: &[u8], most: usize) -> Result<Pictures, DecodeError> {
    let walk = File::open(bytes).ok_or(DecodeError::Malformed)?.walk(most);
    let sizes = |directory: &Directory<'_>| {
        let side = |tag| directory.number(tag).and_then(|side| u32::try_from(side).ok()).filter(|side| *side > 0);
        let (width, height) = (side(tag::WIDTH)?, side(tag::HEIGHT)?);
        let orientation =
            directory.number(tag::ORIENTATION).and_then(|o| Orientation::from_exif(u8::try_from(o).ok()?));
        let orientation = orientation.unwrap_or(Orientation::NoTransforms);
        Some(Stored { width, height, orientation, at: directory.at })
    };
    let pages: Vec<&Directory<'_>> = walk.directories.iter().filter(|directory| is_page(directory)).collect();
    let pages = if pages.is_empty() { walk.directories.iter().collect() } else { pages };
    let list: Vec<Stored> = pages.iter().filter_map(|directory| sizes(directory)).collect();
    if list.is_empty() {
        return Err(DecodeError::Malformed);
    }
    Ok(Pictures { breaks_off: walk.breaks_off || list.len() < pages.len(), list })
}

/// Whether a directory is of a page and not of its preview or mask.
fn is_page(directory: &Directory<'_>) -> bool {
    const PREVIEW_OR_MASK: u64 = 0b101;
    directory.number(tag::NEW_SUBFILE).is_none_or(|kind| kind & PREVIEW_OR_MASK == 0)
        && directory.number(tag::SUBFILE) != Some(2)
}

/// The pixels of one page.
pub(super) fn pixels(bytes: &[u8], which: &Stored, limit: u64) -> Result<Pixels, DecodeError> {
    let file = File::open(bytes).ok_or(DecodeError::Malformed)?;
    let (directory, _) = file.directory(which.at).ok_or(DecodeError::Malformed)?;
    match directory.number(tag::COMPRESSION).unwrap_or(1) {
        compression if fax::is(compression) => fax::pixels(&directory, which, compression),
        OLD_JPEG => old_jpeg(&directory, which, limit).map(Pixels::from),
        _ => decoded(bytes, file, &directory, which).map(Pixels::from),
    }
}

/// A whole JPEG that the page points at. Where only its tables are there, and the rest in strips, it is not read.
fn old_jpeg(directory: &Directory<'_>, which: &Stored, limit: u64) -> Result<DynamicImage, DecodeError> {
    let length = directory.number(tag::JPEG_LENGTH).unwrap_or(0);
    let pointed = directory.number(tag::JPEG_OFFSET).map(|at| (at, length));
    let (strips, lengths) = (directory.numbers(tag::STRIP_OFFSETS), directory.numbers(tag::STRIP_LENGTHS));
    let strip = (strips.len() == 1).then(|| (strips[0], lengths.first().copied().unwrap_or(0)));
    for (at, length) in pointed.into_iter().chain(strip) {
        let given = directory.bytes(at, length).filter(|data| !data.is_empty());
        // The length is often that of the tables alone: a JPEG knows its own end.
        for data in given.into_iter().chain(directory.rest(at)).filter(|data| data.starts_with(b"\xFF\xD8")) {
            let reader = || ImageReader::with_format(Cursor::new(data), ImageFormat::Jpeg);
            let Ok((width, height)) = reader().into_dimensions() else { continue };
            if u64::from(width) * u64::from(height) > limit {
                return Err(DecodeError::TooLarge);
            }
            if (width, height) == (which.width, which.height)
                && let Ok(picture) = reader().decode()
            {
                return Ok(picture);
            }
        }
    }
    Err(DecodeError::NotRead)
}

/// What the crate decodes.
fn decoded(bytes: &[u8], file: File<'_>, page: &Directory<'_>, which: &Stored) -> Result<DynamicImage, DecodeError> {
    // The crate gives no numbers of colours in a palette, but the same numbers as levels of grey.
    let palette = page.number(tag::PHOTOMETRIC) == Some(PALETTE);
    let as_grey = if palette { page.with_one(tag::PHOTOMETRIC) } else { None };
    let bytes = as_grey.as_deref().unwrap_or(bytes);
    let (at, size) = file.first();
    let mut head = bytes.get(..at + size).ok_or(DecodeError::Malformed)?.to_vec();
    head[at..].copy_from_slice(&file.in_order(which.at));
    let mut limits = Limits::default();
    // Of a picture whose pixels are bounded: no sample has more than two bytes, no pixel more than five samples.
    let most = usize::try_from(which.pixels().saturating_mul(10)).unwrap_or(usize::MAX);
    limits.decoding_buffer_size = most;
    limits.intermediate_buffer_size = most.max(limits.intermediate_buffer_size);
    let mut decoder =
        Decoder::new(Begun { head: &head, bytes, at: 0 }).map_err(|why| reason(&why))?.with_limits(limits);
    let colour = decoder.colortype().map_err(|why| reason(&why))?;
    if decoder.dimensions().map_err(|why| reason(&why))? != (which.width, which.height) {
        return Err(DecodeError::Malformed);
    }
    let mut buffer = DecodingResult::U8(Vec::new());
    let layout = decoder.read_image_to_buffer(&mut buffer).map_err(|why| reason(&why))?;
    let samples = page.number(tag::SAMPLES).and_then(|n| usize::try_from(n).ok()).unwrap_or(1).max(1);
    let (wide, whole) = match &buffer {
        DecodingResult::U8(samples) => (1, samples.len()),
        DecodingResult::U16(samples) => (2, samples.len()),
        _ => return Err(DecodeError::NotRead),
    };
    let plane = layout.plane_stride.map_or(whole, |stride| stride.get() / wide);
    let apart = layout.planes > 1;
    let bits = colour.bit_depth();
    let pixels = usize::try_from(which.pixels()).map_err(|_| DecodeError::TooLarge)?;
    let row = layout.row_stride.map_or(0, |stride| stride.get() / wide);
    if row == 0 || (bits < 8 && samples > 1) {
        return Err(DecodeError::NotRead);
    }
    let width = which.width as usize;
    // A sample of a pixel as a number of its own depth.
    let sample = |pixel: usize, number: usize| -> Option<u16> {
        let (y, x) = (pixel / width, pixel % width);
        let place = if bits < 8 {
            y * row + x * usize::from(bits) / 8
        } else if apart {
            number * plane + y * row + x
        } else {
            y * row + x * samples + number
        };
        match &buffer {
            DecodingResult::U16(samples) => samples.get(place).copied(),
            DecodingResult::U8(samples) if bits < 8 => {
                let shift = 8 - usize::from(bits) - x * usize::from(bits) % 8;
                samples.get(place).map(|byte| u16::from(*byte >> shift) & ((1 << bits) - 1))
            }
            DecodingResult::U8(samples) => samples.get(place).map(|sample| u16::from(*sample)),
            _ => None,
        }
    };
    let most = if bits >= 16 { u32::from(u16::MAX) } else { (1 << bits) - 1 };
    let byte = |pixel: usize, number: usize| sample(pixel, number).map(|s| (u32::from(s) * 255 / most) as u8);
    let (w, h) = (which.width, which.height);
    let gathered = |colours: &dyn Fn(usize) -> Option<[u8; 3]>| {
        let mut out = Vec::with_capacity(pixels * 3);
        for pixel in 0..pixels {
            out.extend(colours(pixel)?);
        }
        RgbImage::from_raw(w, h, out).map(DynamicImage::ImageRgb8)
    };
    let picture = match colour {
        ColorType::Gray(_) if palette => {
            let map = page.numbers(tag::COLOUR_MAP);
            let colours = map.len() / 3;
            // Some programs write colours of eight bits where sixteen are asked for.
            let shift = if map.iter().all(|colour| *colour <= 255) { 0 } else { 8 };
            gathered(&|p| {
                let index = usize::from(sample(p, 0)?);
                let of = |band: usize| map.get(band * colours + index).map(|colour| (*colour >> shift) as u8);
                if index < colours { Some([of(0)?, of(1)?, of(2)?]) } else { None }
            })
        }
        ColorType::Gray(_) | ColorType::GrayA(_) | ColorType::Multiband { .. } => {
            let grey: Option<Vec<u8>> = (0..pixels).map(|pixel| byte(pixel, 0)).collect();
            grey.and_then(|grey| GrayImage::from_raw(w, h, grey)).map(DynamicImage::ImageLuma8)
        }
        ColorType::RGB(_) => gathered(&|p| Some([byte(p, 0)?, byte(p, 1)?, byte(p, 2)?])),
        ColorType::RGBA(_) => {
            let mut out = Vec::with_capacity(pixels * 4);
            let all = (0..pixels).try_for_each(|p| {
                out.extend([byte(p, 0)?, byte(p, 1)?, byte(p, 2)?, byte(p, 3)?]);
                Some(())
            });
            all.and_then(|()| RgbaImage::from_raw(w, h, out)).map(DynamicImage::ImageRgba8)
        }
        ColorType::CMYK(_) | ColorType::CMYKA(_) => gathered(&|p| {
            let black = byte(p, 3)?;
            Some([light(byte(p, 0)?, black), light(byte(p, 1)?, black), light(byte(p, 2)?, black)])
        }),
        ColorType::YCbCr(8) => gathered(&|p| Some(from_luminance(byte(p, 0)?, byte(p, 1)?, byte(p, 2)?))),
        _ => return Err(DecodeError::NotRead),
    };
    picture.ok_or(DecodeError::Malformed)
}

/// Luminance and two differences as JPEG keeps them (ITU-R BT.601, full range).
fn from_luminance(y: u8, cb: u8, cr: u8) -> [u8; 3] {
    let (y, cb, cr) = (f32::from(y), f32::from(cb) - 128.0, f32::from(cr) - 128.0);
    [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb].map(|v| v.round().clamp(0.0, 255.0) as u8)
}

const fn reason(why: &::tiff::TiffError) -> DecodeError {
    match why {
        ::tiff::TiffError::UnsupportedError(_) => DecodeError::NotRead,
        ::tiff::TiffError::LimitsExceeded => DecodeError::TooLarge,
        _ => DecodeError::Malformed,
    }
}

/// The file as it would be if this page were its first.
struct Begun<'a> {
    head: &'a [u8],
    bytes: &'a [u8],
    at: u64,
}

impl Read for Begun<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let at = usize::try_from(self.at).unwrap_or(usize::MAX);
        let from = self.head.get(at..).filter(|head| !head.is_empty()).or_else(|| self.bytes.get(at..));
        let mut from = from.unwrap_or_default();
        let read = from.read(to)?;
        self.at = self.at.saturating_add(read as u64);
        Ok(read)
    }
}

impl Seek for Begun<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (from, by) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::End(by) => (self.bytes.len() as u64, by),
            SeekFrom::Current(by) => (self.at, by),
        };
        self.at = from.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
