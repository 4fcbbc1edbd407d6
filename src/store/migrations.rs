//! How the tables came to be: each step once, in order, never changed after a release. The database carries the number
//! of steps it has seen.

use std::path::Path;

use rusqlite::Connection;

use super::{WorkFolder, sqlite::failed};
use crate::{Error, Result};

/// How many steps a database has seen. One that has seen more than this program knows is left alone.
pub(super) fn seen(connection: &Connection, folder: &WorkFolder, path: &Path, steps: &[&str]) -> Result<i64> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let found = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(|e| failed(path, &e))?;
    if found > known {
        return Err(Error::WorkNewer { path: folder.root().to_owned(), found, known });
    }
    Ok(found)
}

/// Takes the steps after the first `seen`.
pub(super) fn take(connection: &mut Connection, path: &Path, steps: &[&str], seen: i64) -> Result<()> {
    let failed = |e: rusqlite::Error| failed(path, &e);
    for (step, version) in steps.iter().zip(1_i64..).filter(|(_, version)| *version > seen) {
        let transaction = connection.transaction().map_err(failed)?;
        transaction.execute_batch(step).map_err(failed)?;
        transaction.pragma_update(None, "user_version", version).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(())
}

/// The steps. A new one goes to the end.
pub(super) const STEPS: &[&str] = &[
    // 1. Readings by file and reader; runs; what a run gathered about files on its way; one result a candidate.
    "CREATE TABLE reading (
        sha256  TEXT NOT NULL,
        reader  TEXT NOT NULL,
        outcome TEXT NOT NULL,
        body    BLOB NOT NULL,
        PRIMARY KEY (sha256, reader)
    ) STRICT;
    CREATE TABLE run (
        id       INTEGER PRIMARY KEY,
        finished INTEGER NOT NULL DEFAULT 0,
        body     TEXT NOT NULL
    ) STRICT;
    CREATE TABLE gathered (
        run   INTEGER NOT NULL REFERENCES run (id),
        place INTEGER NOT NULL,
        file  TEXT NOT NULL,
        body  BLOB NOT NULL,
        PRIMARY KEY (run, place, file)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE result (
        run       INTEGER NOT NULL REFERENCES run (id),
        place     INTEGER NOT NULL,
        ticket_no TEXT,
        review    INTEGER NOT NULL,
        body      BLOB NOT NULL,
        PRIMARY KEY (run, place)
    ) STRICT;
    CREATE INDEX result_by_ticket_no ON result (run, ticket_no);",
    // 2. What a run was for; every finished run stays, so that runs can be compared; a line about each candidate that
    //    lists can be made from without unpacking the whole; the rosters and rule packs that runs were made with.
    "ALTER TABLE run ADD COLUMN purpose TEXT NOT NULL DEFAULT 'screen';
    ALTER TABLE result ADD COLUMN digest TEXT;
    CREATE TABLE input (
        sha256 TEXT PRIMARY KEY,
        role   TEXT NOT NULL,
        name   TEXT NOT NULL,
        body   BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;",
    // 3. A checksum a row over all that stands in it, so that an audit finds a changed byte; what audits drew from
    //    readings. Rows from before have none.
    "ALTER TABLE reading ADD COLUMN checksum TEXT;
    ALTER TABLE run ADD COLUMN checksum TEXT;
    ALTER TABLE result ADD COLUMN checksum TEXT;
    ALTER TABLE input ADD COLUMN checksum TEXT;
    CREATE TABLE trace (
        sha256   TEXT NOT NULL,
        reader   TEXT NOT NULL,
        body     BLOB NOT NULL,
        checksum TEXT NOT NULL,
        PRIMARY KEY (sha256, reader)
    ) STRICT, WITHOUT ROWID;",
    // 4. What the last audit of each sort found, for the review page.
    "CREATE TABLE audit (
        name     TEXT PRIMARY KEY,
        body     BLOB NOT NULL,
        checksum TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;",
    // 5. When and where a verdict was passed that the machine may have had a part in, so that it is taken up anew; the
    //    records of runs whose results were pruned, which tell what was run and where the journal stood.
    "CREATE TABLE verdict (
        sha256   TEXT NOT NULL,
        reader   TEXT NOT NULL,
        at       TEXT NOT NULL,
        machine  TEXT NOT NULL,
        checksum TEXT NOT NULL,
        PRIMARY KEY (sha256, reader)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pruned (
        id       INTEGER PRIMARY KEY,
        purpose  TEXT NOT NULL,
        body     TEXT NOT NULL,
        at       TEXT NOT NULL,
        checksum TEXT NOT NULL
    ) STRICT;",
    // 6. Readings without the text of their pages, for what is asked of all papers together. Readings from before have
    //    none, and are unpacked whole.
    "CREATE TABLE outline (
        sha256   TEXT NOT NULL,
        reader   TEXT NOT NULL,
        body     BLOB NOT NULL,
        checksum TEXT NOT NULL,
        PRIMARY KEY (sha256, reader)
    ) STRICT, WITHOUT ROWID;",
];
