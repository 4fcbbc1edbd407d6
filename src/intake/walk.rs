//! Lists the files below the uploads folder, sorted, and names what it had to pass over.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{Trouble, TroubleKind, manifest, name};
use crate::{Error, Result};

/// A file to take in.
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What it is called from here on.
    pub(super) name: String,
}

/// What stands below the uploads folder.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) files: Vec<Found>,
    pub(super) manifest: Option<PathBuf>,
    pub(super) troubles: Vec<Trouble>,
    /// Folders that could not be listed, each with a slash behind its name.
    pub(super) unseen: Vec<String>,
    pub(super) ignored: usize,
}

/// Files that an operating system leaves in folders, in lower case. Hand-kept, sorted.
const SYSTEM_FILES: &[&str] =
    &[".ds_store", ".localized", "desktop.ini", "ehthumbs.db", "thumbs.db", "thumbs.db:encryptable"];

/// Folders that an operating system or an archiver leaves, in lower case. Hand-kept, sorted.
const SYSTEM_FOLDERS: &[&str] =
    &["$recycle.bin", ".fseventsd", ".spotlight-v100", ".trashes", "@eadir", "__macosx", "system volume information"];

/// Lists everything below `folder`, apart from `work`, which may stand in it. Only a folder that cannot be listed at all
/// is an error.
pub(super) fn walk(folder: &Path, work: &Path) -> Result<Listing> {
    if !folder.is_dir() {
        return Err(Error::UploadsMissing { path: folder.to_owned() });
    }
    let root = folder.canonicalize().map_err(|source| Error::io(folder, source))?;
    #[expect(clippy::disallowed_methods, reason = "intake lists the uploads folder")]
    std::fs::read_dir(&root).map_err(|source| Error::io(folder, source))?;

    let mut listing = Listing::default();
    let mut paths = Vec::new();
    let mut entries = WalkDir::new(&root).follow_links(false).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if is_of_the_system(&entry) => {
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                listing.ignored += 1;
            }
            Ok(entry) if entry.path() == work => entries.skip_current_dir(),
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.depth() == 1 && manifest::is_manifest(entry.file_name()) => {
                listing.manifest = Some(entry.into_path());
            }
            Ok(entry) => match trouble_with(&entry, &root) {
                None => paths.push(entry.into_path()),
                Some(kind) => listing.troubles.push(Trouble::new(name::one(below(entry.path(), &root)), kind)),
            },
            Err(error) => {
                let place = error.path().map_or_else(String::new, |path| name::one(below(path, &root)));
                listing.unseen.push(format!("{place}/"));
                listing.troubles.push(Trouble::new(place, TroubleKind::UnreadableFolder));
            }
        }
    }
    let relative: Vec<PathBuf> = paths.iter().map(|p| below(p, &root).to_owned()).collect();
    listing.files = paths.into_iter().zip(name::all(&relative)).map(|(path, name)| Found { path, name }).collect();
    listing.files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(listing)
}

fn below<'a>(path: &'a Path, root: &Path) -> &'a Path {
    path.strip_prefix(root).unwrap_or(path)
}

/// A link to a file inside the uploads folder stands for that file; no other link is followed, so that nobody gets a
/// file read that was never uploaded.
fn trouble_with(entry: &DirEntry, root: &Path) -> Option<TroubleKind> {
    let kind = entry.file_type();
    if kind.is_file() {
        None
    } else if kind.is_symlink() {
        match entry.path().canonicalize() {
            Ok(target) if target.starts_with(root) && target.is_file() => None,
            Ok(_) | Err(_) => Some(TroubleKind::LinkNotFollowed),
        }
    } else {
        Some(TroubleKind::NotAFile)
    }
}

fn is_of_the_system(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    if entry.file_type().is_dir() { is_system_folder(&name) } else { is_system_file(&name) }
}

/// Whether a path is of such a file, or leads through such a folder.
pub(super) fn is_left_by_a_system(path: &str) -> bool {
    let path = path.to_lowercase();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", &path));
    is_system_file(name) || folders.split('/').any(is_system_folder)
}

fn is_system_folder(name: &str) -> bool {
    SYSTEM_FOLDERS.contains(&name)
}

fn is_system_file(name: &str) -> bool {
    SYSTEM_FILES.contains(&name) || is_lock(name) || name.starts_with("._")
}

/// The lock file an office program leaves beside an open document: `~$报名表.docx`, `.~报名表.docx`, `.~lock.x#`.
fn is_lock(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(SYSTEM_FILES.is_sorted());
        assert!(SYSTEM_FOLDERS.is_sorted());
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let missing = walk(Path::new("/no/such/folder"), Path::new("/no/such/work"));
        assert!(matches!(missing, Err(Error::UploadsMissing { .. })));
    }
}
