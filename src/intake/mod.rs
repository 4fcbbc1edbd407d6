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
pub use originals::{Keeper, Originals};
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

/// Takes in every file below `folder`. `found` is told how many there are before the first is read; `taken` is called
/// after each file with its size, from several threads.
///
/// What cannot be read, files and folders both, stays in the list, with size and fingerprint unknown
/// ([`Upload::is_unreachable`]), so that it is flagged with its candidate and nothing in it counts as absent.
pub fn collect(
    folder: &Path,
    keeper: &Keeper,
    stop: &AtomicBool,
    (found, taken): (&dyn Fn(usize), &(dyn Fn(u64) + Sync)),
) -> Result<Intake> {
    let listing = walk::walk(folder, keeper.work())?;
    found(listing.files.len());
    let mut troubles = listing.troubles;
    let mut one_by_one: Vec<Option<(Upload, Option<Trouble>)>> = listing
        .files
        .par_iter()
        .map(|file| {
            if stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let (upload, trouble) = take(file, keeper)?;
            taken(upload.size);
            Ok(Some((upload, trouble)))
        })
        .collect::<Result<_>>()?;
    // What was still being copied may be whole by now.
    for (file, took) in listing.files.iter().zip(&mut one_by_one) {
        let changing = |trouble: &Trouble| trouble.kind == TroubleKind::ChangedWhileRead;
        if matches!(took, Some((_, Some(trouble))) if changing(trouble)) && !stop.load(Ordering::Relaxed) {
            *took = Some(take(file, keeper)?);
        }
    }
    let stopped = one_by_one.iter().any(Option::is_none);
    let (mut uploads, met): (Vec<Upload>, Vec<Option<Trouble>>) = one_by_one.into_iter().flatten().unzip();
    troubles.extend(met.into_iter().flatten());
    uploads.extend(listing.unseen.into_iter().map(|folder| Upload::new(folder, "", 0, Format::Unknown)));
    uploads.sort_by(|a, b| a.file.cmp(&b.file));

    let mut manifest = Manifest::default();
    if let Some(path) = listing.manifest {
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
    Ok(Intake { uploads, manifest, assigned: Vec::new(), troubles, ignored: listing.ignored, stopped })
}

/// A file that lay in an archive, under the archive's name and its own; `None` of what an operating system leaves there.
///
/// # Errors
/// Where the copy cannot be written.
pub fn member(file: String, bytes: &[u8], keeper: &Keeper) -> Result<Option<Upload>> {
    if walk::is_left_by_a_system(&file) {
        return Ok(None);
    }
    let kept = keeper.keep_bytes(bytes)?;
    let format = format::sniff(&kept.head, &kept.tail, kept.size);
    let attachments = kept.attachments;
    Ok(Some(Upload { attachments, ..Upload::new(file, kept.sha256, kept.size, format) }))
}

/// One file: its fingerprint, its copy, its format.
fn take(file: &walk::Found, keeper: &Keeper) -> Result<(Upload, Option<Trouble>)> {
    let mut upload = Upload::new(file.name.clone(), "", 0, Format::Unknown);
    let trouble = match keeper.keep(&file.path)? {
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

/// For the fuzzer: a manifest, and what bytes are taken for.
#[cfg(fuzzing)]
pub fn fuzz(bytes: &[u8]) {
    let _ = manifest::parse(bytes, &["1/a.pdf", "2/b.pdf"], false);
    let _ = format::sniff(bytes, bytes, bytes.len() as u64);
}
