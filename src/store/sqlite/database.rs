//! The connection to a database: how it is opened, who waits where another program has it locked, and whether the file is
//! still where it was.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::super::{
    HalfAMinute, Patience, WorkFolder,
    migrations::{self, STEPS},
};
use crate::{Error, Result};

/// SQLite itself waits so long for a lock before whoever waits is asked.
const TURN: Duration = Duration::from_millis(500);

/// A file, told from another one that stands in its place later.
type Identity = Option<(u64, u64)>;

/// A database that is open.
pub(super) struct Database {
    path: PathBuf,
    connection: Mutex<Connection>,
    patience: Box<dyn Patience>,
    identity: Identity,
}

impl Database {
    /// Opens it, makes it where there is none, and brings it up to this version.
    pub(super) fn open(folder: &WorkFolder, patience: Box<dyn Patience>) -> Result<Self> {
        let path = folder.database();
        let connection = patiently(&path, patience.as_ref(), || {
            let mut connection = Connection::open(&path).map_err(|e| failed(&path, &e))?;
            prepare(&mut connection, folder)?;
            Ok(connection)
        })?;
        let identity = identity(&path);
        Ok(Self { path, connection: Mutex::new(connection), patience, identity })
    }

    /// Opens it for reading alone; `None` where it is of an older version.
    pub(super) fn open_to_read(folder: &WorkFolder) -> Result<Option<Self>> {
        let path = folder.database();
        let connection = read_only(&path)?;
        let seen = migrations::seen(&connection, folder, &path, STEPS)?;
        if usize::try_from(seen).ok() != Some(STEPS.len()) {
            return Ok(None);
        }
        let identity = identity(&path);
        Ok(Some(Self { path, connection: Mutex::new(connection), patience: Box::new(HalfAMinute), identity }))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The connection. A thread that died while it held the lock left no half-made transaction: those roll back.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the connection, again and again as long as another program has the database locked.
    pub(super) fn run<T>(&self, mut work: impl FnMut(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        patiently(&self.path, self.patience.as_ref(), || {
            work(&mut self.connection()).map_err(|e| failed(&self.path, &e))
        })
    }

    /// An error where the file was deleted or moved: what is written would be lost with it.
    pub(super) fn still_there(&self) -> Result<()> {
        if self.path.is_file() && identity(&self.path) == self.identity {
            return Ok(());
        }
        Err(Error::WorkGone { path: self.path.parent().unwrap_or(&self.path).to_owned() })
    }
}

/// Tries as long as the database is locked and whoever waits waits on.
fn patiently<T>(path: &Path, patience: &dyn Patience, mut work: impl FnMut() -> Result<T>) -> Result<T> {
    #[expect(clippy::disallowed_methods, reason = "whoever waits is told for how long")]
    let begun = Instant::now();
    loop {
        match work() {
            Err(Error::StoreBusy { .. }) if patience.waits(begun.elapsed()) => std::thread::sleep(TURN / 10),
            Err(Error::StoreBusy { .. }) => return Err(Error::StoreBusy { path: path.to_owned() }),
            done => return done,
        }
    }
}

/// Whether another program has the database locked.
fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Says what SQLite met; a full disk and a lock are told apart.
pub(in crate::store) fn failed(path: &Path, error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::DiskFull { path: path.to_owned() },
        _ if is_busy(error) => Error::StoreBusy { path: path.to_owned() },
        _ => Error::Store { path: path.to_owned(), why: error.to_string() },
    }
}

/// A connection that can only read. In a folder that cannot be written, such as an archive, SQLite cannot put its own
/// files beside the database; where nothing waits to be taken into it, it is read as it lies.
pub(in crate::store) fn read_only(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let looked_at = |connection: Connection| {
        connection.busy_timeout(Duration::from_secs(30))?;
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
        Ok(connection)
    };
    let usual = Connection::open_with_flags(path, flags).and_then(looked_at);
    let Err(error) = usual else { return usual.map_err(|e| failed(path, &e)) };
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let waiting = std::fs::metadata(PathBuf::from(log)).is_ok_and(|log| log.len() > 0);
    let unwritable = matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly));
    if waiting || !unwritable || !path.is_file() {
        return Err(failed(path, &error));
    }
    let as_it_lies = format!("file:{}?immutable=1", escaped(path));
    Connection::open_with_flags(as_it_lies, flags).and_then(looked_at).map_err(|e| failed(path, &e))
}

/// A path as it may stand in an address.
fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

#[cfg(unix)]
fn identity(path: &Path) -> Identity {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

/// No such thing; on Windows nobody deletes a file that is open.
#[cfg(not(unix))]
fn identity(_: &Path) -> Identity {
    None
}

/// Sets the connection up and takes the steps that the database has not seen.
fn prepare(connection: &mut Connection, folder: &WorkFolder) -> Result<()> {
    let path = folder.database();
    let failed = |e: rusqlite::Error| failed(&path, &e);
    connection.busy_timeout(TURN).map_err(failed)?;
    let seen = migrations::seen(connection, folder, &path, STEPS)?;
    // A reader beside a writer, and no wait for the disk at each file: a power cut loses the last few readings, never
    // the file. They are read again.
    connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
    connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    migrations::take(connection, &path, STEPS, seen)
}
