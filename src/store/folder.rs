//! The work folder: what stands where in it, and the lock that keeps two runs apart.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use crate::{Error, Result};

/// A work folder. One is made by the first run, and holds everything that hecha keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkFolder {
    root: PathBuf,
}

impl WorkFolder {
    /// Makes the folder where there is none.
    pub fn make(root: &Path) -> Result<Self> {
        let folder = Self { root: root.to_owned() };
        for path in [folder.root.clone(), folder.originals(), folder.logs()] {
            fs::create_dir_all(&path).map_err(|e| Error::io(&path, e))?;
        }
        Ok(folder)
    }

    /// A folder that an earlier run made.
    pub fn existing(root: &Path) -> Result<Self> {
        if !root.is_dir() {
            return Err(Error::WorkMissing { path: root.to_owned() });
        }
        let folder = Self { root: root.to_owned() };
        if !folder.database().is_file() {
            return Err(Error::NothingScreened { path: folder.root });
        }
        Ok(folder)
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Readings and results.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.root.join("hecha.db")
    }

    /// What reviewers decided.
    #[must_use]
    pub fn reviews(&self) -> PathBuf {
        self.root.join("review.db")
    }

    /// What portals were asked and said.
    #[must_use]
    pub fn online(&self) -> PathBuf {
        self.root.join("online.db")
    }

    /// Unaltered copies of the uploads, by content address.
    #[must_use]
    pub fn originals(&self) -> PathBuf {
        self.root.join("originals")
    }

    /// Our own pictures of pages, for reviewers: drawn anew where one is missing.
    #[must_use]
    pub fn pages(&self) -> PathBuf {
        self.root.join("pages")
    }

    /// Logs, a file a run.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    /// Whether anything in the folder can be changed: an archive is often kept so that nothing can.
    #[must_use]
    pub fn can_be_written(&self) -> bool {
        OpenOptions::new().append(true).open(self.database()).is_ok()
    }

    /// Takes the folder for one run. `holder` says who: it is shown to whoever comes second.
    pub fn lock(&self, holder: &str) -> Result<RunLock> {
        let path = self.root.join("run.lock");
        // What is said about the holder stands in a file of its own: on Windows nobody else may read a locked one.
        let said = self.root.join("run.holder");
        let file =
            OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|e| Error::io(&path, e))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::WorkInUse { path: self.root.clone(), holder: read_holder(&said) });
            }
            Err(TryLockError::Error(source)) => return Err(Error::io(path, source)),
        }
        write_holder(&said, holder).map_err(|e| Error::io(&said, e))?;
        Ok(RunLock { _file: file, said })
    }
}

/// Held by a run as long as it works in a folder. The system releases it even if the process is killed.
#[derive(Debug)]
pub struct RunLock {
    _file: File,
    said: PathBuf,
}

impl Drop for RunLock {
    fn drop(&mut self) {
        // Left behind it does no harm: it is shown only while somebody holds the lock.
        let _ = fs::remove_file(&self.said);
    }
}

#[expect(clippy::disallowed_methods, reason = "the store keeps files")]
fn read_holder(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

#[expect(clippy::disallowed_methods, reason = "the store keeps files")]
fn write_holder(path: &Path, holder: &str) -> std::io::Result<()> {
    fs::write(path, holder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_run_is_told_who_holds_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        let folder = WorkFolder::make(dir.path()).unwrap();
        let held = folder.lock("pid 7, 2024-08-20 07:00").unwrap();
        match folder.lock("pid 8") {
            Err(Error::WorkInUse { holder, .. }) => assert_eq!(holder.as_deref(), Some("pid 7, 2024-08-20 07:00")),
            other => panic!("{other:?}"),
        }
        drop(held);
        assert!(folder.lock("pid 8").is_ok());
    }

    #[test]
    fn a_folder_that_no_run_made_is_told_apart_from_one_that_is_not_there() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(WorkFolder::existing(dir.path()), Err(Error::NothingScreened { .. })));
        assert!(matches!(WorkFolder::existing(&dir.path().join("无")), Err(Error::WorkMissing { .. })));
    }
}
