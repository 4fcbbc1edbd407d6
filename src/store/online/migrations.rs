//! How the tables of look-ups came to be: each step once, in order, never changed after a release.

use rusqlite::Connection;

use super::super::{WorkFolder, sqlite::failed};
use crate::{Error, Result};

/// The steps. A new one goes to the end.
const STEPS: &[&str] = &[
    // 1. Requests as they were sent; the last answer to each question; which question is about which document.
    "CREATE TABLE request (
        host      TEXT NOT NULL,
        at        INTEGER NOT NULL,
        connector TEXT NOT NULL,
        question  TEXT NOT NULL
    ) STRICT;
    CREATE INDEX request_by_host ON request (host, at);
    CREATE TABLE answer (
        connector TEXT NOT NULL,
        question  TEXT NOT NULL,
        at        INTEGER NOT NULL,
        day       TEXT NOT NULL,
        outcome   TEXT NOT NULL,
        why       TEXT NOT NULL,
        fields    TEXT NOT NULL,
        PRIMARY KEY (connector, question)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tie (
        sha256    TEXT NOT NULL,
        page      INTEGER NOT NULL,
        portal    TEXT NOT NULL,
        connector TEXT NOT NULL,
        question  TEXT NOT NULL,
        asked     TEXT NOT NULL,
        PRIMARY KEY (sha256, page)
    ) STRICT, WITHOUT ROWID;",
];

/// Takes the steps that the database has not seen.
pub(super) fn apply(connection: &mut Connection, folder: &WorkFolder) -> Result<()> {
    let path = folder.online();
    let failed = |e: rusqlite::Error| failed(&path, &e);
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    if found > known {
        return Err(Error::WorkNewer { path: folder.root().to_owned(), found, known });
    }
    for (step, version) in STEPS.iter().zip(1_i64..).filter(|(_, version)| *version > found) {
        let transaction = connection.transaction().map_err(failed)?;
        transaction.execute_batch(step).map_err(failed)?;
        transaction.pragma_update(None, "user_version", version).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(())
}
