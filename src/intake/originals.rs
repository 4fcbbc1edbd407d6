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

/// The folder of copies, for reading. Looking at it changes nothing in it, whoever else writes there meanwhile.
#[derive(Debug, Clone)]
pub struct Originals {
    folder: PathBuf,
}

/// The folder of copies, for the one run that writes there.
#[derive(Debug)]
pub struct Keeper {
    work: PathBuf,
    originals: Originals,
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
    /// The copies in this work folder.
    #[must_use]
    pub fn of(work: &Path) -> Self {
        Self { folder: work.join("originals") }
    }

    /// Where the copy of a file with this fingerprint stands.
    #[must_use]
    pub fn path(&self, sha256: &str) -> PathBuf {
        self.folder.join(sha256.get(..2).unwrap_or("")).join(sha256)
    }

    /// Whether the copy of a file is there, byte for byte as its fingerprint says.
    #[must_use]
    pub fn is_whole(&self, sha256: &str) -> bool {
        let whole = |file| fingerprint(file, u64::MAX, |_| Ok(()));
        File::open(self.path(sha256)).and_then(whole).is_ok_and(|f| f.sha256 == sha256)
    }
}

impl Keeper {
    /// The copies in this work folder, which is made where it is missing. Removes what a killed run left half-written, so
    /// the caller must hold the work folder's lock: another run's copies are half-written too.
    pub fn open(work: &Path) -> Result<Self> {
        let originals = Originals::of(work);
        let folder = &originals.folder;
        fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))?;
        let work = work.canonicalize().map_err(|source| Error::io(work, source))?;
        for entry in fs::read_dir(folder).map_err(|source| Error::io(folder, source))? {
            let entry = entry.map_err(|source| Error::io(folder, source))?;
            if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
                fs::remove_file(entry.path()).map_err(|source| Error::io(entry.path(), source))?;
            }
        }
        Ok(Self { work, originals, write: File::write_all })
    }

    /// The same for reading.
    #[must_use]
    pub const fn originals(&self) -> &Originals {
        &self.originals
    }

    pub(super) fn work(&self) -> &Path {
        &self.work
    }

    /// Keeps a copy of this file, unless there is one. A file that is being written is read once and not copied: whoever
    /// asked may ask again when it is done.
    pub(super) fn keep(&self, upload: &Path) -> Result<Kept> {
        // Read twice: once for the address, once to copy. A second copy of what is already there would cost a write.
        let Ok((file, before)) = opened(upload) else { return Ok(Kept::Unreadable) };
        let Ok(found) = fingerprint(file, before.0, |_| Ok(())) else { return Ok(Kept::Unreadable) };
        if found.size != before.0 || state(upload).ok() != Some(before) {
            return Ok(Kept::Changing);
        }
        let target = self.originals.path(&found.sha256);
        if fs::metadata(&target).is_ok_and(|there| there.is_file() && there.len() == found.size) {
            return Ok(Kept::Yes(found));
        }
        let Ok(source) = File::open(upload) else { return Ok(Kept::Unreadable) };
        match self.copy(source, &found, &target) {
            Ok(Copied::Same) => Ok(Kept::Yes(found)),
            Ok(Copied::Other) => Ok(Kept::Changing),
            Ok(Copied::Unreadable) => Ok(Kept::Unreadable),
            Err(source) => Err(Error::io(target, source)),
        }
    }

    /// Keeps bytes that lie in no folder, unless they are there: a file of an archive.
    pub(super) fn keep_bytes(&self, bytes: &[u8]) -> Result<Fingerprint> {
        let found =
            fingerprint(bytes, u64::MAX, |_| Ok(())).map_err(|source| Error::io(&self.originals.folder, source))?;
        let target = self.originals.path(&found.sha256);
        if !fs::metadata(&target).is_ok_and(|there| there.is_file() && there.len() == found.size) {
            self.copy(bytes, &found, &target).map_err(|source| Error::io(&target, source))?;
        }
        Ok(found)
    }

    /// Writes the copy. Whatever goes wrong, the temporary file is removed when it is dropped.
    fn copy(&self, source: impl Read, expected: &Fingerprint, target: &Path) -> io::Result<Copied> {
        let mut copy = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(&self.originals.folder)?;
        let mut failure = None;
        let copied = fingerprint(source, expected.size, |bytes| {
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

/// Size and time of change: one that is being written has others soon.
type State = (u64, Option<std::time::SystemTime>);

fn state(upload: &Path) -> io::Result<State> {
    fs::metadata(upload).map(|there| (there.len(), there.modified().ok()))
}

fn opened(upload: &Path) -> io::Result<(File, State)> {
    let file = File::open(upload)?;
    Ok((file, state(upload)?))
}

enum Copied {
    Same,
    /// The upload changed since its address was computed.
    Other,
    Unreadable,
}

/// Reads to the end, but little further than there should be, handing on every piece; keeps the first and the last bytes.
fn fingerprint(
    mut source: impl Read,
    expected: u64,
    mut each: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<Fingerprint> {
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
        if size > expected {
            break;
        }
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
        let originals = Keeper::open(&work.path().join("work")).unwrap();
        let Kept::Yes(kept) = originals.keep(&upload).unwrap() else { panic!() };
        assert_eq!(kept.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let copy = originals.originals().path(&kept.sha256);
        assert_eq!(fs::read(&copy).unwrap(), b"abc");
        let written = fs::metadata(&copy).unwrap().modified().unwrap();
        originals.keep(&upload).unwrap();
        assert_eq!(fs::metadata(&copy).unwrap().modified().unwrap(), written);
        assert_eq!(names(&originals.originals().folder).len(), 1);
    }

    #[test]
    fn a_copy_that_lost_bytes_is_written_anew() {
        let work = tempfile::tempdir().unwrap();
        let upload = work.path().join("a.pdf");
        fs::write(&upload, b"abc").unwrap();
        let originals = Keeper::open(&work.path().join("work")).unwrap();
        let Kept::Yes(kept) = originals.keep(&upload).unwrap() else { panic!() };
        fs::write(originals.originals().path(&kept.sha256), b"ab").unwrap();
        originals.keep(&upload).unwrap();
        assert_eq!(fs::read(originals.originals().path(&kept.sha256)).unwrap(), b"abc");
    }

    #[test]
    fn a_full_disk_is_an_error_and_leaves_nothing() {
        let work = tempfile::tempdir().unwrap();
        let upload = work.path().join("a.pdf");
        fs::write(&upload, vec![7; 1 << 20]).unwrap();
        let mut originals = Keeper::open(&work.path().join("work")).unwrap();
        originals.write = |file, bytes| {
            if file.metadata()?.len() > 500_000 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            file.write_all(bytes)
        };
        assert!(matches!(originals.keep(&upload), Err(Error::DiskFull { .. })));
        assert_eq!(names(&originals.originals().folder), Vec::<PathBuf>::new());
    }

    #[test]
    fn what_a_killed_run_left_is_removed() {
        let work = tempfile::tempdir().unwrap();
        let originals = Keeper::open(work.path()).unwrap();
        fs::write(originals.originals().folder.join(".writing-x"), b"half").unwrap();
        Keeper::open(work.path()).unwrap();
        assert_eq!(names(&originals.originals().folder), Vec::<PathBuf>::new());
    }

    #[test]
    fn an_upload_that_cannot_be_read_is_no_error() {
        let work = tempfile::tempdir().unwrap();
        let originals = Keeper::open(work.path()).unwrap();
        assert!(matches!(originals.keep(&work.path().join("gone.pdf")), Ok(Kept::Unreadable)));
    }

    #[test]
    fn head_and_tail_of_a_long_file() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&[1; 300_000]).unwrap();
        file.write_all(b"end").unwrap();
        let kept = fingerprint(File::open(file.path()).unwrap(), u64::MAX, |_| Ok(())).unwrap();
        assert_eq!((kept.size, kept.head.len(), kept.tail.len()), (300_003, WINDOW, WINDOW));
        assert!(kept.tail.ends_with(b"\x01end"));
    }

    #[test]
    fn whoever_only_reads_removes_nothing() {
        let work = tempfile::tempdir().unwrap();
        let keeper = Keeper::open(work.path()).unwrap();
        let writing = keeper.originals().folder.join(".writing-now");
        fs::write(&writing, b"half").unwrap();
        assert!(!Originals::of(work.path()).is_whole("ab"));
        assert!(writing.is_file(), "the run that writes it still needs it");
    }

    #[test]
    fn a_file_that_grows_is_not_read_to_an_end_that_never_comes() {
        struct Growing;
        impl Read for Growing {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                buffer.fill(7);
                Ok(buffer.len())
            }
        }
        let read = fingerprint(Growing, 1000, |_| Ok(())).unwrap();
        assert!(read.size > 1000 && read.size < 10 << 20, "{}", read.size);
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_not_copied() {
        let work = tempfile::tempdir().unwrap();
        let upload = work.path().join("a.pdf");
        fs::write(&upload, b"abc").unwrap();
        let keeper = Keeper::open(&work.path().join("work")).unwrap();
        let found = fingerprint(&b"abc"[..], 3, |_| Ok(())).unwrap();
        let copied = keeper.copy(&b"abcd"[..], &found, &keeper.originals().path(&found.sha256)).unwrap();
        assert!(matches!(copied, Copied::Other));
        assert_eq!(names(&keeper.originals().folder), Vec::<PathBuf>::new());
    }
}
