//! The unaltered copies of the uploads, by content address: `originals/ab/abcdef….`
//!
//! A copy is written beside its place, flushed to the disk and then renamed, so that a file under its address is always
//! whole: a crash, a pulled plug or a full disk leaves nothing half-written behind that could be taken for an upload.

#![expect(clippy::disallowed_methods, reason = "intake reads the uploads and writes the work folder")]

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use memchr::memmem;
use sha2::{Digest, Sha256};

use super::format::WINDOW;
use crate::{Error, Result};

/// Begins the name of a copy that is being written.
const TEMPORARY: &str = ".writing-";

/// The folder of copies.
#[derive(Debug)]
pub struct Originals {
    work: PathBuf,
    folder: PathBuf,
    /// How a copy is written; the tests fill the disk here.
    write: fn(&mut File, &[u8]) -> io::Result<()>,
}

/// What is known of a file that was kept.
pub(super) struct Fingerprint {
    pub(super) sha256: String,
    pub(super) size: u64,
    pub(super) head: Vec<u8>,
    pub(super) tail: Vec<u8>,
    /// Whether [`ATTACHED`] stands in it.
    pub(super) attachments: bool,
}

/// What a PDF writes before the bytes of a file that is attached to it; never within compressed objects.
const ATTACHED: &[u8] = b"/EmbeddedFile";

/// How keeping a file ended.
pub(super) enum Kept {
    Yes(Fingerprint),
    /// The upload cannot be read.
    Unreadable,
    /// The upload was different each time it was read.
    Changing,
}

impl Originals {
    /// The copies in this work folder, which is made where it is missing. Removes what a killed run left half-written;
    /// the caller holds the work folder's lock.
    pub fn open(work: &Path) -> Result<Self> {
        let folder = work.join("originals");
        fs::create_dir_all(&folder).map_err(|source| Error::io(&folder, source))?;
        let work = work.canonicalize().map_err(|source| Error::io(work, source))?;
        for entry in fs::read_dir(&folder).map_err(|source| Error::io(&folder, source))? {
            let entry = entry.map_err(|source| Error::io(&folder, source))?;
            if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
                fs::remove_file(entry.path()).map_err(|source| Error::io(entry.path(), source))?;
            }
        }
        Ok(Self { work, folder, write: File::write_all })
    }

    /// Where the copy of a file with this fingerprint stands.
    #[must_use]
    pub fn path(&self, sha256: &str) -> PathBuf {
        self.folder.join(sha256.get(..2).unwrap_or("")).join(sha256)
    }

    /// Whether the copy of a file is there, byte for byte as its fingerprint says.
    #[must_use]
    pub fn is_whole(&self, sha256: &str) -> bool {
        File::open(self.path(sha256)).and_then(|file| fingerprint(file, |_| Ok(()))).is_ok_and(|f| f.sha256 == sha256)
    }

    pub(super) fn work(&self) -> &Path {
        &self.work
    }

    /// Keeps a copy of this file, unless there is one.
    pub(super) fn keep(&self, upload: &Path) -> Result<Kept> {
        // Read twice: once for the address, once to copy. A second copy of what is already there would cost a write.
        for _ in 0..ATTEMPTS {
            let Ok(found) = File::open(upload).and_then(|file| fingerprint(file, |_| Ok(()))) else {
                return Ok(Kept::Unreadable);
            };
            let target = self.path(&found.sha256);
            if fs::metadata(&target).is_ok_and(|there| there.is_file() && there.len() == found.size) {
                return Ok(Kept::Yes(found));
            }
            let Ok(source) = File::open(upload) else { return Ok(Kept::Unreadable) };
            match self.copy(source, &found, &target) {
                Ok(Copied::Same) => return Ok(Kept::Yes(found)),
                Ok(Copied::Other) => {}
                Ok(Copied::Unreadable) => return Ok(Kept::Unreadable),
                Err(source) => return Err(Error::io(target, source)),
            }
        }
        Ok(Kept::Changing)
    }

    /// Keeps bytes that lie in no folder, unless they are there: a file of an archive.
    pub(super) fn keep_bytes(&self, bytes: &[u8]) -> Result<Fingerprint> {
        let found = fingerprint(bytes, |_| Ok(())).map_err(|source| Error::io(&self.folder, source))?;
        let target = self.path(&found.sha256);
        if !fs::metadata(&target).is_ok_and(|there| there.is_file() && there.len() == found.size) {
            self.copy(bytes, &found, &target).map_err(|source| Error::io(&target, source))?;
        }
        Ok(found)
    }

    /// Writes the copy. Whatever goes wrong, the temporary file is removed when it is dropped.
    fn copy(&self, source: impl Read, expected: &Fingerprint, target: &Path) -> io::Result<Copied> {
        let mut copy = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(&self.folder)?;
        let mut failure = None;
        let copied = fingerprint(source, |bytes| {
            (self.write)(copy.as_file_mut(), bytes).map_err(|error| {
                let stop = io::Error::from(error.kind());
                failure = Some(error);
                stop
            })
        });
        match (failure, copied) {
            (Some(failure), _) => return Err(failure),
            (None, Err(_)) => return Ok(Copied::Unreadable),
            (None, Ok(copied)) if copied.sha256 != expected.sha256 => return Ok(Copied::Other),
            (None, Ok(_)) => {}
        }
        copy.as_file().sync_all()?;
        if let Some(shelf) = target.parent() {
            fs::create_dir_all(shelf)?;
        }
        copy.persist(target).map_err(|error| error.error)?;
        Ok(Copied::Same)
    }
}

/// How often a file that changes under the reader is tried.
const ATTEMPTS: usize = 3;

enum Copied {
    Same,
    /// The upload changed since its address was computed.
    Other,
    Unreadable,
}

/// Reads to the end, handing on every piece; keeps the first and the last bytes.
fn fingerprint(mut source: impl Read, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<Fingerprint> {
    let mut hash = Sha256::new();
    let mut size = 0u64;
    let mut head = Vec::new();
    let mut tail: Vec<u8> = Vec::new();
    let mut buffer = vec![0; 256 * 1024];
    let attached = memmem::Finder::new(ATTACHED);
    let mut attachments = false;
    loop {
        let piece = match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => buffer.get(..read).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        each(piece)?;
        // It may stand across two pieces.
        let seam = [tail.get(tail.len().saturating_sub(ATTACHED.len())..), piece.get(..ATTACHED.len())];
        attachments |=
            attached.find(piece).is_some() || attached.find(&seam.map(Option::unwrap_or_default).concat()).is_some();
        hash.update(piece);
        size += piece.len() as u64;
        head.extend_from_slice(&piece[..piece.len().min(WINDOW - head.len())]);
        tail.extend_from_slice(&piece[piece.len().saturating_sub(WINDOW)..]);
        tail.drain(..tail.len().saturating_sub(WINDOW));
    }
    Ok(Fingerprint { sha256: format!("{:x}", hash.finalize()), size, head, tail, attachments })
}

pub(super) fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<PathBuf> {
        walkdir::WalkDir::new(folder).into_iter().map(|e| e.unwrap().into_path()).filter(|p| p.is_file()).collect()
    }

    #[test]
    fn a_copy_stands_under_its_fingerprint_and_is_written_once() {
        let work = tempfile::tempdir().unwrap();
        let upload = work.path().join("身份证 1.pdf");
        fs::write(&upload, b"abc").unwrap();
        let originals = Originals::open(&work.path().join("work")).unwrap();
        let Kept::Yes(kept) = originals.keep(&upload).unwrap() else { panic!() };
        assert_eq!(kept.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let copy = originals.path(&kept.sha256);
        assert_eq!(fs::read(&copy).unwrap(), b"abc");
        let written = fs::metadata(&copy).unwrap().modified().unwrap();
        originals.keep(&upload).unwrap();
        assert_eq!(fs::metadata(&copy).unwrap().modified().unwrap(), written);
        assert_eq!(names(&originals.folder).len(), 1);
    }

    #[test]
    fn a_copy_that_lost_bytes_is_written_anew() {
        let work = tempfile::tempdir().unwrap();
        let upload = work.path().join("a.pdf");
        fs::write(&upload, b"abc").unwrap();
        let originals = Originals::open(&work.path().join("work")).unwrap();
        let Kept::Yes(kept) = originals.keep(&upload).unwrap() else { panic!() };
        fs::write(originals.path(&kept.sha256), b"ab").unwrap();
        originals.keep(&upload).unwrap();
        assert_eq!(fs::read(originals.path(&kept.sha256)).unwrap(), b"abc");
    }

    #[test]
    fn a_full_disk_is_an_error_and_leaves_nothing() {
        let work = tempfile::tempdir().unwrap();
        let upload = work.path().join("a.pdf");
        fs::write(&upload, vec![7; 1 << 20]).unwrap();
        let mut originals = Originals::open(&work.path().join("work")).unwrap();
        originals.write = |file, bytes| {
            if file.metadata()?.len() > 500_000 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            file.write_all(bytes)
        };
        assert!(matches!(originals.keep(&upload), Err(Error::DiskFull { .. })));
        assert_eq!(names(&originals.folder), Vec::<PathBuf>::new());
    }

    #[test]
    fn what_a_killed_run_left_is_removed() {
        let work = tempfile::tempdir().unwrap();
        let originals = Originals::open(work.path()).unwrap();
        fs::write(originals.folder.join(".writing-x"), b"half").unwrap();
        Originals::open(work.path()).unwrap();
        assert_eq!(names(&originals.folder), Vec::<PathBuf>::new());
    }

    #[test]
    fn an_upload_that_cannot_be_read_is_no_error() {
        let work = tempfile::tempdir().unwrap();
        let originals = Originals::open(work.path()).unwrap();
        assert!(matches!(originals.keep(&work.path().join("gone.pdf")), Ok(Kept::Unreadable)));
    }

    #[test]
    fn head_and_tail_of_a_long_file() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&[1; 300_000]).unwrap();
        file.write_all(b"end").unwrap();
        let kept = fingerprint(File::open(file.path()).unwrap(), |_| Ok(())).unwrap();
        assert_eq!((kept.size, kept.head.len(), kept.tail.len()), (300_003, WINDOW, WINDOW));
        assert!(kept.tail.ends_with(b"\x01end"));
    }
}
