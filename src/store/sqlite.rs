//! The store in one SQLite file, for a bureau with one machine.

mod examine;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

use super::{
    CandidateResult, Digest, FileResult, Purpose, ReadingKey, Role, Run, RunId, Store, WorkFolder,
    migrations::{self, STEPS},
    packed::{pack, unpack},
    seal::{Sealed, seal},
};
use crate::{
    Error, Result,
    model::{Outcome, Reading},
};

pub use examine::{Examined, Fault, FaultKind, examine};

/// An open database. Packing and unpacking happen outside its lock, so that threads wait only for SQLite itself.
pub(super) struct Sqlite {
    path: PathBuf,
    connection: Mutex<Connection>,
}

impl Sqlite {
    /// Opens the database of a work folder, makes it where there is none, and brings it up to this version.
    pub(super) fn open(folder: &WorkFolder) -> Result<Self> {
        let path = folder.database();
        let mut connection = Connection::open(&path).map_err(|e| failed(&path, &e))?;
        prepare(&mut connection, folder)?;
        Ok(Self { path, connection: Mutex::new(connection) })
    }

    /// The connection. A thread that died while it held the lock left no half-made transaction: those roll back.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&mut self.connection()).map_err(|e| failed(&self.path, &e))
    }

    fn json<T>(&self, result: serde_json::Result<T>) -> Result<T> {
        result.map_err(|e| Error::Store { path: self.path.clone(), why: e.to_string() })
    }
}

/// Says what SQLite met, a full disk apart.
pub(super) fn failed(path: &std::path::Path, error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::DiskFull { path: path.to_owned() },
        _ => Error::Store { path: path.to_owned(), why: error.to_string() },
    }
}

/// Sets the connection up and takes the steps that the database has not seen.
fn prepare(connection: &mut Connection, folder: &WorkFolder) -> Result<()> {
    let path = folder.database();
    let failed = |e: rusqlite::Error| failed(&path, &e);
    connection.busy_timeout(Duration::from_secs(30)).map_err(failed)?;
    let seen = migrations::seen(connection, folder, &path, STEPS)?;
    // A reader beside a writer, and no wait for the disk at each file: a power cut loses the last few readings, never
    // the file. They are read again.
    connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
    connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    migrations::take(connection, &path, STEPS, seen)
}

/// The checksum of a run's row.
fn run_seal(id: i64, finished: bool, purpose: &str, body: &str) -> String {
    seal(&[Sealed::Number(id), Sealed::Number(i64::from(finished)), Sealed::Text(body), Sealed::Text(purpose)])
}

/// A place in the roster as the database counts it.
fn at(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

impl Store for Sqlite {
    fn reading(&self, key: ReadingKey<'_>) -> Result<Option<Reading>> {
        let body: Option<Vec<u8>> = self.run(|c| {
            c.prepare_cached("SELECT body FROM reading WHERE sha256 = ?1 AND reader = ?2")?
                .query_row(params![key.sha256, key.reader], |row| row.get(0))
                .optional()
        })?;
        body.map(|body| self.json(unpack(&body))).transpose()
    }

    fn outline(&self, key: ReadingKey<'_>) -> Result<Option<Reading>> {
        let body: Option<Vec<u8>> = self.run(|c| {
            c.prepare_cached("SELECT body FROM outline WHERE sha256 = ?1 AND reader = ?2")?
                .query_row(params![key.sha256, key.reader], |row| row.get(0))
                .optional()
        })?;
        match body {
            Some(body) => self.json(unpack(&body)).map(Some),
            // Kept before there were outlines.
            None => Ok(self.reading(key)?.map(|reading| reading.outline())),
        }
    }

    fn outcomes(&self, reader: &str) -> Result<BTreeMap<String, Outcome>> {
        let rows: Vec<(String, String)> = self.run(|c| {
            c.prepare_cached("SELECT sha256, outcome FROM reading WHERE reader = ?1")?
                .query_map([reader], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })?;
        rows.into_iter().map(|(sha256, outcome)| Ok((sha256, self.json(serde_json::from_str(&outcome))?))).collect()
    }

    fn keep_reading(&self, key: ReadingKey<'_>, reading: &Reading) -> Result<()> {
        let (body, outcome) = (self.json(pack(reading))?, self.json(serde_json::to_string(&reading.outcome))?);
        let sealed =
            seal(&[Sealed::Text(key.sha256), Sealed::Text(key.reader), Sealed::Text(&outcome), Sealed::Bytes(&body)]);
        let outline = self.json(pack(&reading.outline()))?;
        let outline_sealed = seal(&[Sealed::Text(key.sha256), Sealed::Text(key.reader), Sealed::Bytes(&outline)]);
        self.run(|c| {
            let transaction = c.transaction()?;
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO reading (sha256, reader, outcome, body, checksum) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![key.sha256, key.reader, outcome, body, sealed])?;
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO outline (sha256, reader, body, checksum) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![key.sha256, key.reader, outline, outline_sealed])?;
            transaction.commit()
        })
    }

    fn forget_readings(&self, reader: &str) -> Result<()> {
        self.run(|c| {
            let transaction = c.transaction()?;
            transaction.execute("DELETE FROM reading WHERE reader = ?1", [reader])?;
            transaction.execute("DELETE FROM outline WHERE reader = ?1", [reader])?;
            transaction.execute("DELETE FROM trace WHERE reader = ?1", [reader])?;
            transaction.commit()
        })
    }

    fn begin(&self, run: &Run) -> Result<RunId> {
        let body = self.json(serde_json::to_string(run))?;
        self.run(|c| {
            let transaction = c.transaction()?;
            let purpose = run.purpose.as_str();
            transaction.execute("DELETE FROM gathered", [])?;
            transaction.execute(
                "DELETE FROM result WHERE run IN (SELECT id FROM run WHERE finished = 0 AND purpose = ?1)",
                [purpose],
            )?;
            transaction.execute("DELETE FROM run WHERE finished = 0 AND purpose = ?1", [purpose])?;
            transaction.execute("INSERT INTO run (body, purpose) VALUES (?1, ?2)", params![body, purpose])?;
            let id = transaction.last_insert_rowid();
            let sealed = run_seal(id, false, purpose, &body);
            transaction.execute("UPDATE run SET checksum = ?2 WHERE id = ?1", params![id, sealed])?;
            transaction.commit()?;
            Ok(RunId(id))
        })
    }

    fn gather(&self, run: RunId, place: usize, file: &FileResult) -> Result<()> {
        let body = self.json(pack(file))?;
        self.run(|c| {
            c.prepare_cached("INSERT INTO gathered (run, place, file, body) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
                run.0,
                at(place),
                file.upload.file,
                body
            ])
        })?;
        Ok(())
    }

    fn gathered(&self, run: RunId, place: usize) -> Result<Vec<FileResult>> {
        let bodies: Vec<Vec<u8>> = self.run(|c| {
            c.prepare_cached("SELECT body FROM gathered WHERE run = ?1 AND place = ?2 ORDER BY file")?
                .query_map(params![run.0, at(place)], |row| row.get(0))?
                .collect()
        })?;
        bodies.iter().map(|body| self.json(unpack(body))).collect()
    }

    fn conclude(&self, run: RunId, place: usize, result: &CandidateResult) -> Result<()> {
        let body = self.json(pack(result))?;
        let digest = self.json(serde_json::to_string(&Digest::of(place, result)))?;
        let (ticket_no, review) = (result.ticket_no(), result.needs_review());
        let sealed = seal(&[
            Sealed::Number(run.0),
            Sealed::Number(at(place)),
            ticket_no.map_or(Sealed::Nothing, Sealed::Text),
            Sealed::Number(i64::from(review)),
            Sealed::Bytes(&body),
            Sealed::Text(&digest),
        ]);
        self.run(|c| {
            c.prepare_cached(
                "INSERT INTO result (run, place, ticket_no, review, body, digest, checksum)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![run.0, at(place), ticket_no, review, body, digest, sealed])
        })?;
        Ok(())
    }

    fn finish(&self, run: RunId, record: &Run) -> Result<()> {
        let body = self.json(serde_json::to_string(record))?;
        let sealed = run_seal(run.0, true, record.purpose.as_str(), &body);
        self.run(|c| {
            let transaction = c.transaction()?;
            transaction.execute(
                "UPDATE run SET finished = 1, body = ?2, checksum = ?3 WHERE id = ?1",
                params![run.0, body, sealed],
            )?;
            transaction.execute("DELETE FROM gathered", [])?;
            transaction.commit()
        })
    }

    fn discard(&self, run: RunId) -> Result<()> {
        self.run(|c| {
            let transaction = c.transaction()?;
            let trial = Purpose::Trial.as_str();
            let mine = "SELECT id FROM run WHERE id = ?1 AND purpose = ?2";
            for table in ["gathered", "result"] {
                transaction.execute(&format!("DELETE FROM {table} WHERE run IN ({mine})"), params![run.0, trial])?;
            }
            transaction.execute("DELETE FROM run WHERE id = ?1 AND purpose = ?2", params![run.0, trial])?;
            transaction.commit()
        })
    }

    fn last_run(&self) -> Result<Option<(RunId, Run)>> {
        let screened = |(_, run): &(RunId, Run)| run.purpose == Purpose::Screen;
        Ok(self.runs()?.into_iter().rfind(screened))
    }

    fn runs(&self) -> Result<Vec<(RunId, Run)>> {
        let rows: Vec<(i64, String)> = self.run(|c| {
            c.prepare_cached("SELECT id, body FROM run WHERE finished = 1 ORDER BY id")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })?;
        rows.into_iter().map(|(id, body)| Ok((RunId(id), self.json(serde_json::from_str(&body))?))).collect()
    }

    fn is_overtaken(&self, run: RunId) -> Result<bool> {
        self.run(|c| {
            c.query_row(
                "SELECT EXISTS (SELECT 1 FROM run WHERE id > ?1 AND purpose = ?2)",
                params![run.0, Purpose::Screen.as_str()],
                |row| row.get(0),
            )
        })
    }

    fn each_result(&self, run: RunId, show: &mut dyn FnMut(CandidateResult) -> Result<()>) -> Result<()> {
        // One row at a time by key, so that nothing is held while `show` writes it out.
        let mut place = -1_i64;
        loop {
            let next: Option<(i64, Vec<u8>)> = self.run(|c| {
                c.prepare_cached("SELECT place, body FROM result WHERE run = ?1 AND place > ?2 ORDER BY place LIMIT 1")?
                    .query_row(params![run.0, place], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })?;
            let Some((found, body)) = next else { return Ok(()) };
            place = found;
            show(self.json(unpack(&body))?)?;
        }
    }

    fn result(&self, run: RunId, place: usize) -> Result<Option<CandidateResult>> {
        let body: Option<Vec<u8>> = self.run(|c| {
            c.prepare_cached("SELECT body FROM result WHERE run = ?1 AND place = ?2")?
                .query_row(params![run.0, at(place)], |row| row.get(0))
                .optional()
        })?;
        body.map(|body| self.json(unpack(&body))).transpose()
    }

    fn digests(&self, run: RunId) -> Result<Vec<Digest>> {
        let rows: Vec<(i64, Option<String>)> = self.run(|c| {
            c.prepare_cached("SELECT place, digest FROM result WHERE run = ?1 ORDER BY place")?
                .query_map([run.0], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })?;
        let digest = |(place, digest): (i64, Option<String>)| {
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            match digest {
                Some(digest) => self.json(serde_json::from_str(&digest)).map(Some),
                // A run of before there were digests.
                None => Ok(self.result(run, place)?.map(|result| Digest::of(place, &result))),
            }
        };
        rows.into_iter().filter_map(|row| digest(row).transpose()).collect()
    }

    fn keep_input(&self, role: Role, sha256: &str, name: &str, body: &[u8]) -> Result<()> {
        let sealed =
            seal(&[Sealed::Text(sha256), Sealed::Text(role.as_str()), Sealed::Text(name), Sealed::Bytes(body)]);
        self.run(|c| {
            c.prepare_cached(
                "INSERT OR IGNORE INTO input (sha256, role, name, body, checksum) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![sha256, role.as_str(), name, body, sealed])
        })?;
        Ok(())
    }

    fn input(&self, role: Role, sha256: &str) -> Result<Option<(String, Vec<u8>)>> {
        self.run(|c| {
            c.prepare_cached("SELECT name, body FROM input WHERE sha256 = ?1 AND role = ?2")?
                .query_row(params![sha256, role.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
    }

    fn trace(&self, key: ReadingKey<'_>) -> Result<Option<Vec<u8>>> {
        self.run(|c| {
            c.prepare_cached("SELECT body FROM trace WHERE sha256 = ?1 AND reader = ?2")?
                .query_row(params![key.sha256, key.reader], |row| row.get(0))
                .optional()
        })
    }

    fn keep_trace(&self, key: ReadingKey<'_>, trace: &[u8]) -> Result<()> {
        let sealed = seal(&[Sealed::Text(key.sha256), Sealed::Text(key.reader), Sealed::Bytes(trace)]);
        self.run(|c| {
            c.prepare_cached("INSERT OR REPLACE INTO trace (sha256, reader, body, checksum) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![key.sha256, key.reader, trace, sealed])
        })?;
        Ok(())
    }

    fn audit(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.run(|c| {
            c.prepare_cached("SELECT body FROM audit WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()
        })
    }

    fn keep_audit(&self, name: &str, found: &[u8]) -> Result<()> {
        let sealed = seal(&[Sealed::Text(name), Sealed::Bytes(found)]);
        self.run(|c| {
            c.prepare_cached("INSERT OR REPLACE INTO audit (name, body, checksum) VALUES (?1, ?2, ?3)")?
                .execute(params![name, found, sealed])
        })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
