//! What portals were asked and what they said, in a database of its own beside the readings, written by
//! `hecha audit online` alone.
//!
//! A request is written down before it is sent, and an answer as soon as it is there, so that a run that is stopped goes
//! on where it was. Of an answer only the fields are kept that its connector names, never the page it came in; the codes
//! that were asked are secrets, and stand here only as fingerprints.

mod migrations;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions, TryLockError},
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{WorkFolder, sqlite::failed};
use crate::{
    Error, Result,
    model::{Answer, Answers, FieldName, LookUpOutcome, LookedBy},
};

/// What a portal said to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// When, in seconds since 1970.
    pub at: i64,
    /// The day of it, `YYYY-MM-DD`, where the office is.
    pub day: String,
    /// How it ended.
    pub outcome: LookUpOutcome,
    /// Why it ended so, as one word for logs and lists.
    pub why: String,
    /// What the portal says, in the contract's forms.
    pub fields: BTreeMap<FieldName, String>,
}

/// Which question is about which document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// SHA-256 of the file.
    pub sha256: String,
    /// First page of the document.
    pub page: u32,
    /// Name of the connector; empty where there is none.
    pub portal: String,
    /// Fingerprint of the connector; empty where there is none.
    pub connector: String,
    /// Fingerprint of what is asked.
    pub question: String,
    /// The fields asked.
    pub asked: Vec<FieldName>,
}

/// The open database of a work folder's look-ups.
#[derive(Debug)]
pub struct Online {
    path: PathBuf,
    connection: Mutex<Connection>,
}

/// Held by the one run that asks. The system releases it even if the process is killed.
#[derive(Debug)]
pub struct Asking {
    _file: File,
}

impl Online {
    /// Opens it, makes it where there is none, and brings it up to this version.
    pub fn open(folder: &WorkFolder) -> Result<Self> {
        let path = folder.online();
        let failed = |e: rusqlite::Error| failed(&path, &e);
        let mut connection = Connection::open(&path).map_err(failed)?;
        connection.busy_timeout(Duration::from_secs(10)).map_err(failed)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
        migrations::apply(&mut connection, folder)?;
        Ok(Self { path, connection: Mutex::new(connection) })
    }

    /// The answers about documents; none where nothing was ever looked up.
    pub fn answers_of(folder: &WorkFolder) -> Result<Answers> {
        if folder.online().is_file() { Self::open(folder)?.answers() } else { Ok(Answers::default()) }
    }

    /// When anything was last written; `None` where nothing was ever looked up.
    #[must_use]
    pub fn changed_at(folder: &WorkFolder) -> Option<std::time::SystemTime> {
        // What was written last may still stand in the log beside the database.
        let path = folder.online();
        let log = path.with_extension("db-wal");
        [path, log].iter().filter_map(|path| path.metadata().ok()?.modified().ok()).max()
    }

    /// Keeps a second run from asking at the same time, which would ask twice as fast as is allowed.
    pub fn lock(folder: &WorkFolder) -> Result<Asking> {
        let path = folder.root().join("online.lock");
        let file =
            OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|e| Error::io(&path, e))?;
        match file.try_lock() {
            Ok(()) => Ok(Asking { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(Error::WorkInUse { path: folder.root().to_owned(), holder: Some("audit online".to_owned()) })
            }
            Err(TryLockError::Error(source)) => Err(Error::io(path, source)),
        }
    }

    fn run<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        let mut connection: MutexGuard<'_, Connection> = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut connection).map_err(|e| failed(&self.path, &e))
    }

    fn json<T>(&self, result: serde_json::Result<T>) -> Result<T> {
        result.map_err(|e| Error::Store { path: self.path.clone(), why: e.to_string() })
    }

    /// Writes down that a request is about to be sent to this host, `at` in milliseconds since 1970.
    pub fn sending(&self, host: &str, at: i64, connector: &str, question: &str) -> Result<()> {
        self.run(|c| {
            c.prepare_cached("INSERT INTO request (host, at, connector, question) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![host, at, connector, question])
        })?;
        Ok(())
    }

    /// When requests were sent to this host after that moment, oldest first, in milliseconds since 1970.
    pub fn sent(&self, host: &str, after: i64) -> Result<Vec<i64>> {
        self.run(|c| {
            c.prepare_cached("SELECT at FROM request WHERE host = ?1 AND at > ?2 ORDER BY at")?
                .query_map(params![host, after], |row| row.get(0))?
                .collect()
        })
    }

    /// How many requests were ever sent.
    pub fn requests(&self) -> Result<u64> {
        let count: i64 = self.run(|c| c.query_row("SELECT count(*) FROM request", [], |row| row.get(0)))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Keeps an answer; it takes the place of an earlier one to the same question.
    pub fn keep(&self, connector: &str, question: &str, kept: &Kept) -> Result<()> {
        let fields = self.json(serde_json::to_string(&kept.fields))?;
        self.run(|c| {
            c.prepare_cached(
                "INSERT OR REPLACE INTO answer (connector, question, at, day, outcome, why, fields)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                connector,
                question,
                kept.at,
                kept.day,
                kept.outcome.as_str(),
                kept.why,
                fields
            ])
        })?;
        Ok(())
    }

    /// The answer to a question, if there is one.
    pub fn answer(&self, connector: &str, question: &str) -> Result<Option<Kept>> {
        let row = self.run(|c| {
            c.prepare_cached("SELECT at, day, outcome, why, fields FROM answer WHERE connector = ?1 AND question = ?2")?
                .query_row(params![connector, question], Stored::of)
                .optional()
        })?;
        row.map(|row| self.understood(row)).transpose()
    }

    /// Keeps which questions are about which documents; a document has one at a time.
    pub fn tie(&self, ties: &[Tie]) -> Result<()> {
        let rows = ties.iter().map(|tie| Ok((tie, self.json(serde_json::to_string(&tie.asked))?)));
        let rows = rows.collect::<Result<Vec<_>>>()?;
        self.run(|c| {
            let transaction = c.transaction()?;
            for (tie, asked) in rows {
                transaction
                    .prepare_cached(
                        "INSERT OR REPLACE INTO tie (sha256, page, portal, connector, question, asked)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    )?
                    .execute(params![tie.sha256, tie.page, tie.portal, tie.connector, tie.question, asked])?;
            }
            transaction.commit()
        })
    }

    /// Every answer that there is about a document.
    pub fn answers(&self) -> Result<Answers> {
        let rows: Vec<(String, u32, String, String, String, Stored)> = self.run(|c| {
            c.prepare_cached(
                "SELECT at, day, outcome, why, fields, sha256, page, portal, tie.question, asked
                 FROM tie JOIN answer ON answer.connector = tie.connector AND answer.question = tie.question",
            )?
            .query_map([], |row| {
                Ok((row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?, row.get(9)?, Stored::of(row)?))
            })?
            .collect()
        })?;
        let mut answers = Answers::default();
        for (sha256, page, portal, question, asked, stored) in rows {
            let Kept { day, outcome, fields, .. } = self.understood(stored)?;
            let asked = self.json(serde_json::from_str(&asked))?;
            let (by, note) = (LookedBy::Program, None);
            answers.add(sha256, page, Answer { portal, by, asked, question, day, outcome, fields, note });
        }
        Ok(answers)
    }

    fn understood(&self, row: Stored) -> Result<Kept> {
        let unknown = |e: crate::model::UnknownWord| Error::Store { path: self.path.clone(), why: e.to_string() };
        Ok(Kept {
            at: row.at,
            day: row.day,
            outcome: row.outcome.parse().map_err(unknown)?,
            why: row.why,
            fields: self.json(serde_json::from_str(&row.fields))?,
        })
    }
}

/// An answer as it is stored.
struct Stored {
    at: i64,
    day: String,
    outcome: String,
    why: String,
    fields: String,
}

impl Stored {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { at: row.get(0)?, day: row.get(1)?, outcome: row.get(2)?, why: row.get(3)?, fields: row.get(4)? })
    }
}
