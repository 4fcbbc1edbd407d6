//! How the tables of reviews came to be: each step once, in order, never changed after a release.

use rusqlite::Connection;

use super::super::{WorkFolder, migrations};
use crate::Result;

/// The steps. A new one goes to the end.
const STEPS: &[&str] = &[
    // 1. The journal, which only grows; accounts; sessions; what was tried at the door.
    "CREATE TABLE entry (
        seq   INTEGER PRIMARY KEY,
        at    TEXT NOT NULL,
        actor TEXT NOT NULL,
        body  TEXT NOT NULL,
        hash  TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
    CREATE TRIGGER entry_is_not_removed BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
    CREATE TABLE account (
        user     TEXT PRIMARY KEY,
        role     TEXT,
        password TEXT NOT NULL,
        made_at  INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE session (
        token    TEXT PRIMARY KEY,
        user     TEXT NOT NULL,
        csrf     TEXT NOT NULL,
        begun    INTEGER NOT NULL,
        seen     INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE refusal (
        what TEXT NOT NULL,
        at   INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX refusal_by_what ON refusal (what, at);
    CREATE TABLE setting (
        name  TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;",
    // 2. Whether a password was set by somebody else, who knows it; how often somebody else was kept out under a name.
    "ALTER TABLE account ADD COLUMN lent INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE account ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;",
];

/// Takes the steps that the database has not seen.
pub(super) fn apply(connection: &mut Connection, folder: &WorkFolder) -> Result<()> {
    let path = folder.reviews();
    let seen = migrations::seen(connection, folder, &path, STEPS)?;
    migrations::take(connection, &path, STEPS, seen)
}
