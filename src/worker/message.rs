//! What the pool and a worker say to each other.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::Format;
use crate::models::Located;
use crate::read;
use crate::read::archive::Member;

/// The first frame to a worker: what holds for all its files.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// The bounds that the reader keeps itself.
    pub limits: read::Limits,
    /// The networks that read pictures of text, as far as they are here.
    pub networks: Located,
    /// A typeface with the Chinese characters, for drawing text whose own font is not in the file.
    pub typeface: Option<Typeface>,
    /// Memory in bytes; 0 for no limit.
    pub memory: u64,
    /// Processor time for one file, in seconds; 0 for no limit.
    pub cpu_seconds: u64,
    /// A file with more bytes is not opened; 0 for no limit.
    pub file_bytes: u64,
}

/// Where a typeface is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typeface {
    /// Its file.
    pub path: PathBuf,
    /// Which face of it.
    pub index: u32,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Where its bytes are: the copy in the work folder. The pool opens it and sends the bytes; no path reaches a worker.
    #[serde(skip)]
    pub path: PathBuf,
    /// What it is.
    pub format: Format,
}

/// A page to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// The file.
    pub job: Job,
    /// The page, from 1.
    pub page: u32,
    /// Dots an inch, for PDFs.
    pub dpi: u16,
    /// A picture with a longer side is made smaller, in pixels.
    pub longest: u32,
}

/// A page as it is displayed.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Width of the page, in the unit of its boxes.
    pub width: f32,
    /// Height of the page, in the unit of its boxes.
    pub height: f32,
    /// The picture.
    pub jpeg: Vec<u8>,
}

impl Drawn {
    /// As the body of a frame: both sizes, then the picture.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.jpeg.len() + 8);
        bytes.extend_from_slice(&self.width.to_le_bytes());
        bytes.extend_from_slice(&self.height.to_le_bytes());
        bytes.extend_from_slice(&self.jpeg);
        bytes
    }

    /// Out of the body of a frame; `None` of one that is too short for it.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (width, rest) = bytes.split_first_chunk()?;
        let (height, jpeg) = rest.split_first_chunk()?;
        Some(Self { width: f32::from_le_bytes(*width), height: f32::from_le_bytes(*height), jpeg: jpeg.to_vec() })
    }
}

/// A file of an archive as the body of a frame: whether its path climbs, the length of its path, the path, the bytes.
pub(super) fn member_to_bytes(member: &Member) -> Vec<u8> {
    let path = member.path.as_bytes();
    let length = u32::try_from(path.len()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(member.bytes.len() + path.len() + 5);
    bytes.push(u8::from(member.climbs));
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(path.get(..length as usize).unwrap_or_default());
    bytes.extend_from_slice(&member.bytes);
    bytes
}

/// Out of the body of a frame; `None` of one that is none.
pub(super) fn member_from_bytes(bytes: &[u8]) -> Option<Member> {
    let (climbs, rest) = bytes.split_first()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (path, content) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    Some(Member { path: String::from_utf8(path.to_vec()).ok()?, climbs: *climbs != 0, bytes: content.to_vec() })
}

/// To the worker. Behind the frame of an order follow the bytes of its file: their count in eight bytes, then they.
pub(super) mod to {
    /// A [`super::Setup`].
    pub(in crate::worker) const SETUP: u8 = b's';
    /// A [`super::Job`].
    pub(in crate::worker) const JOB: u8 = b'j';
    /// A [`super::Sketch`].
    pub(in crate::worker) const SKETCH: u8 = b'k';
    /// A [`super::Job`] that is an archive.
    pub(in crate::worker) const ARCHIVE: u8 = b'x';
}

/// From the worker.
pub(super) mod from {
    /// The walls stand, but for those named in the body ([`super::Wall`]); send a job.
    pub(in crate::worker) const READY: u8 = b'y';
    /// Something was got done: the file is long, not stuck.
    pub(in crate::worker) const ALIVE: u8 = b'a';
    /// A [`crate::model::Reading`].
    pub(in crate::worker) const READING: u8 = b'r';
    /// A [`super::Drawn`] page.
    pub(in crate::worker) const DRAWN: u8 = b'd';
    /// The [`crate::model::Outcome`] that a page that cannot be drawn counts as.
    pub(in crate::worker) const UNDRAWN: u8 = b'u';
    /// A file of an archive, as [`super::member_to_bytes`] writes it.
    pub(in crate::worker) const MEMBER: u8 = b'm';
    /// The [`crate::model::Outcome`] of unpacking, after the last file.
    pub(in crate::worker) const UNPACKED: u8 = b'e';
    /// The reader panicked; where, as text. The worker ends itself.
    pub(in crate::worker) const PANIC: u8 = b'p';
}
