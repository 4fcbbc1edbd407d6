//! Floor 1. Folder to uploads: what a file really is, its fingerprint, an unaltered copy, what the manifest says of it.
//!
//! [`collect`] goes through every file below the uploads folder. What cannot be read is named in [`Intake::troubles`]
//! and the run goes on; only a work folder that cannot be written (a full disk, above all) is an error. Whose a file is
//! needs the roster and is decided above, by `roster::Owners`; intake only brings what the manifest claims.

mod format;
mod manifest;
mod name;
mod originals;
mod torn;
mod trouble;
mod walk;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::Result;
use crate::model::{Assignment, Format, Upload};

pub use format::sniff;
pub use manifest::{Entry, FILE_NAME as MANIFEST_NAME, Manifest};
pub use originals::Originals;
pub use torn::{Torn, torn};
pub use trouble::{Trouble, TroubleKind};

/// What stands in the uploads folder.
#[derive(Debug, Default)]
pub struct Intake {
    /// Every upload, sorted by [`Upload::file`]. Claims are empty: they need the roster.
    pub uploads: Vec<Upload>,
    /// What `manifest.csv` says, where there is one.
    pub manifest: Manifest,
    /// What people said on the review page of whose files are. Intake itself knows of none.
    pub assigned: Vec<Assignment>,
    /// What could not be taken in, and what is odd about the manifest.
    pub troubles: Vec<Trouble>,
    /// How many files of the operating system or of an office program (`.DS_Store`, `~$…`) were passed over.
    pub ignored: usize,
    /// Whether the stop flag ended it before every file was taken in.
    pub stopped: bool,
}

/// Takes in every file below `folder`. `taken` is called after each file with its size, from several threads.
///
/// A file that cannot be read stays in the list, with size and fingerprint unknown ([`Upload::is_unreachable`]), so
/// that it is flagged with its candidate and not lost.
pub fn collect(
    folder: &Path,
    originals: &Originals,
    stop: &AtomicBool,
    taken: &(dyn Fn(u64) + Sync),
) -> Result<Intake> {
    let found = walk::walk(folder, originals.work())?;
    let mut troubles = found.troubles;
    let one_by_one: Vec<Option<(Upload, Option<Trouble>)>> = found
        .files
        .par_iter()
        .map(|file| {
            if stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let (upload, trouble) = take(file, originals)?;
            taken(upload.size);
            Ok(Some((upload, trouble)))
        })
        .collect::<Result<_>>()?;
    let stopped = one_by_one.iter().any(Option::is_none);
    let (mut uploads, met): (Vec<Upload>, Vec<Option<Trouble>>) = one_by_one.into_iter().flatten().unzip();
    troubles.extend(met.into_iter().flatten());

    let mut manifest = Manifest::default();
    if let Some(path) = found.manifest {
        match originals::read_whole(&path) {
            Ok(bytes) => {
                let names: Vec<&str> = uploads.iter().map(|u| u.file.as_str()).collect();
                let (read, met) = manifest::parse(&bytes, &names, stopped);
                manifest = read;
                troubles.extend(met);
            }
            Err(_) => troubles.push(Trouble::new(MANIFEST_NAME, TroubleKind::UnreadableFile)),
        }
    }
    for upload in &mut uploads {
        upload.uploaded_at = manifest.uploaded_at(&upload.file).map(str::to_owned);
    }
    troubles.sort();
    Ok(Intake { uploads, manifest, assigned: Vec::new(), troubles, ignored: found.ignored, stopped })
}

/// A file that lay in an archive, under the archive's name and its own; `None` of what an operating system leaves there.
///
/// # Errors
/// Where the copy cannot be written.
pub fn member(file: String, bytes: &[u8], originals: &Originals) -> Result<Option<Upload>> {
    if walk::is_left_by_a_system(&file) {
        return Ok(None);
    }
    let kept = originals.keep_bytes(bytes)?;
    let format = format::sniff(&kept.head, &kept.tail, kept.size);
    let attachments = kept.attachments;
    Ok(Some(Upload { attachments, ..Upload::new(file, kept.sha256, kept.size, format) }))
}

/// One file: its fingerprint, its copy, its format.
fn take(file: &walk::Found, originals: &Originals) -> Result<(Upload, Option<Trouble>)> {
    let mut upload = Upload::new(file.name.clone(), "", 0, Format::Unknown);
    let trouble = match originals.keep(&file.path)? {
        originals::Kept::Yes(kept) => {
            upload.sha256 = kept.sha256;
            upload.size = kept.size;
            upload.attachments = kept.attachments;
            upload.format = format::sniff(&kept.head, &kept.tail, kept.size);
            None
        }
        originals::Kept::Unreadable => Some(TroubleKind::UnreadableFile),
        originals::Kept::Changing => Some(TroubleKind::ChangedWhileRead),
    };
    Ok((upload, trouble.map(|kind| Trouble::new(&file.name, kind))))
}
