//! The directories of a TIFF: one a picture, each a table of tags, each with the place of the next.
//!
//! Walked here and not by the crate that decodes, because one picture that it does not know must not cost the others.

use std::collections::BTreeSet;

/// The tags that are asked for.
pub(super) mod tag {
    pub(in super::super) const NEW_SUBFILE: u16 = 254;
    pub(in super::super) const SUBFILE: u16 = 255;
    pub(in super::super) const WIDTH: u16 = 256;
    pub(in super::super) const HEIGHT: u16 = 257;
    pub(in super::super) const COMPRESSION: u16 = 259;
    pub(in super::super) const PHOTOMETRIC: u16 = 262;
    pub(in super::super) const FILL_ORDER: u16 = 266;
    pub(in super::super) const STRIP_OFFSETS: u16 = 273;
    pub(in super::super) const ORIENTATION: u16 = 274;
    pub(in super::super) const SAMPLES: u16 = 277;
    pub(in super::super) const ROWS_PER_STRIP: u16 = 278;
    pub(in super::super) const STRIP_LENGTHS: u16 = 279;
    pub(in super::super) const T4_OPTIONS: u16 = 292;
    pub(in super::super) const COLOUR_MAP: u16 = 320;
    pub(in super::super) const JPEG_OFFSET: u16 = 513;
    pub(in super::super) const JPEG_LENGTH: u16 = 514;
}

/// A TIFF by its header.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    bytes: &'a [u8],
    little: bool,
    /// With places of eight bytes in place of four.
    big: bool,
}

/// One picture's table of tags.
#[derive(Clone, Copy)]
pub(super) struct Directory<'a> {
    file: File<'a>,
    /// Where it stands in the file.
    pub(super) at: u64,
    /// Where its entries stand, and how many there are.
    entries: u64,
    count: u64,
}

/// The directories of a file, in their order.
pub(super) struct Walk<'a> {
    pub(super) directories: Vec<Directory<'a>>,
    /// Whether the way to the next one leads out of the file or back.
    pub(super) breaks_off: bool,
}

impl<'a> File<'a> {
    /// `None` of what does not begin like a TIFF.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let little = match bytes.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let file = Self { bytes, little, big: false };
        match file.number(2, 2)? {
            42 => Some(file),
            43 if file.number(4, 2)? == 8 => Some(Self { big: true, ..file }),
            _ => None,
        }
    }

    /// Where a header keeps the place of the first directory, and how many bytes that takes.
    pub(super) const fn first(self) -> (usize, usize) {
        if self.big { (8, 8) } else { (4, 4) }
    }

    /// A place in the bytes of the file's own order.
    pub(super) fn in_order(self, place: u64) -> Vec<u8> {
        match (self.big, self.little) {
            (true, true) => place.to_le_bytes().to_vec(),
            (true, false) => place.to_be_bytes().to_vec(),
            (false, true) => (place as u32).to_le_bytes().to_vec(),
            (false, false) => (place as u32).to_be_bytes().to_vec(),
        }
    }

    /// Goes from one directory to the next, at most so many.
    pub(super) fn walk(self, most: usize) -> Walk<'a> {
        let mut walk = Walk { directories: Vec::new(), breaks_off: false };
        let (start, size) = self.first();
        let mut next = self.number(start as u64, size as u64);
        let mut seen = BTreeSet::new();
        while let Some(at) = next.filter(|at| *at != 0) {
            if walk.directories.len() >= most {
                return walk;
            }
            let directory = self.directory(at).filter(|_| seen.insert(at));
            let Some((directory, after)) = directory else {
                walk.breaks_off = true;
                return walk;
            };
            walk.directories.push(directory);
            next = after;
        }
        walk.breaks_off = next.is_none();
        walk
    }

    /// The directory at a place, with the place of the next; that is `None` where the file ends before it.
    pub(super) fn directory(self, at: u64) -> Option<(Directory<'a>, Option<u64>)> {
        let (counted, entry, place) = if self.big { (8, 20, 8) } else { (2, 12, 4) };
        let count = self.number(at, counted)?;
        let entries = at.checked_add(counted)?;
        let end = entries.checked_add(count.checked_mul(entry)?)?;
        if count == 0 || end > self.bytes.len() as u64 {
            return None;
        }
        Some((Directory { file: self, at, entries, count }, self.number(end, place)))
    }

    fn slice(self, at: u64, length: u64) -> Option<&'a [u8]> {
        let start = usize::try_from(at).ok()?;
        self.bytes.get(start..start.checked_add(usize::try_from(length).ok()?)?)
    }

    /// A number of so many bytes, at most eight.
    fn number(self, at: u64, size: u64) -> Option<u64> {
        let add = |sum: u64, byte: &u8| (sum << 8) | u64::from(*byte);
        let bytes = self.slice(at, size)?;
        Some(if self.little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
    }
}

impl<'a> Directory<'a> {
    /// The whole numbers of a tag; empty where it is not there, is no number, or leads out of the file.
    pub(super) fn numbers(&self, tag: u16) -> Vec<u64> {
        self.find(tag).unwrap_or_default()
    }

    /// The first number of a tag.
    pub(super) fn number(&self, tag: u16) -> Option<u64> {
        self.numbers(tag).first().copied()
    }

    /// Bytes of the file that this picture keeps at a place.
    pub(super) fn bytes(&self, at: u64, length: u64) -> Option<&'a [u8]> {
        self.file.slice(at, length)
    }

    /// What stands between a place and the end of the file.
    pub(super) fn rest(&self, at: u64) -> Option<&'a [u8]> {
        self.file.bytes.get(usize::try_from(at).ok()?..)
    }

    /// The file's bytes with one in place of the first number of a tag.
    pub(super) fn with_one(&self, tag: u16) -> Option<Vec<u8>> {
        let (place, size, _) = self.place(tag)?;
        let mut bytes = self.file.bytes.to_vec();
        let number = bytes.get_mut(usize::try_from(place).ok()?..)?.get_mut(..usize::try_from(size).ok()?)?;
        number.fill(0);
        let low = if self.file.little { number.first_mut() } else { number.last_mut() };
        *low? = 1;
        Some(bytes)
    }

    fn find(&self, tag: u16) -> Option<Vec<u64>> {
        let (place, size, count) = self.place(tag)?;
        let values = self.file.slice(place, count.checked_mul(size)?)?;
        (0..values.len() as u64 / size).map(|i| self.file.number(place + i * size, size)).collect()
    }

    /// Where the numbers of a tag stand, how many bytes each has, and how many there are.
    fn place(&self, tag: u16) -> Option<(u64, u64, u64)> {
        let file = self.file;
        let (entry, counted) = if file.big { (20, 8) } else { (12, 4) };
        let at =
            (0..self.count).map(|i| self.entries + i * entry).find(|at| file.number(*at, 2) == Some(tag.into()))?;
        let size = match file.number(at + 2, 2)? {
            1 | 7 => 1,
            3 => 2,
            4 | 13 => 4,
            16 | 18 => 8,
            _ => return None,
        };
        let count = file.number(at + 4, counted)?;
        let length = count.checked_mul(size)?;
        let inside = at + 4 + counted;
        let place = if length <= counted { inside } else { file.number(inside, counted)? };
        Some((place, size, count))
    }
}
