//! How the tables of look-ups came to be: each step once, in order, never changed after a release.

use rusqlite::Connection;

use super::super::{WorkFolder, migrations};
use crate::Result;

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
    let seen = migrations::seen(connection, folder, &path, STEPS)?;
    migrations::take(connection, &path, STEPS, seen)
}
