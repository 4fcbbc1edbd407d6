//! How the tables came to be: each step once, in order, never changed after a release. The database carries the number
//! of steps it has seen.

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
];
