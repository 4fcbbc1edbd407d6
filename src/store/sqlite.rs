//! The store in one SQLite file, for a bureau with one machine.

mod database;
mod examine;
mod prune;

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    CandidateResult, Digest, FileResult, HalfAMinute, Patience, Purpose, ReadingKey, Role, Run, RunId, Store, Verdict,
    WorkFolder,
    packed::{pack, unpack},
    seal::{Sealed, seal},
};
use crate::{
    Error, Result,
    model::{Outcome, Reading},
};

use database::Database;

pub(super) use database::{failed, read_only};
pub use examine::{Examined, Fault, FaultKind, examine};

/// An open database. Packing and unpacking happen outside its lock, so that threads wait only for SQLite itself.
pub(super) struct Sqlite {
    database: Database,
}

impl Sqlite {
    /// Opens the database of a work folder, makes it where there is none, and brings it up to this version.
    pub(super) fn open(folder: &WorkFolder, patience: Box<dyn Patience>) -> Result<Self> {
        Ok(Self { database: Database::open(folder, patience)? })
    }

    /// Opens it for reading alone, so that nothing on the disk changes. One of an older version must be brought up to this
    /// one first.
    pub(super) fn open_to_read(folder: &WorkFolder) -> Result<Self> {
        match Database::open_to_read(folder)? {
            Some(database) => Ok(Self { database }),
            None => Self::open(folder, Box::new(HalfAMinute)),
        }
    }

    fn run<T>(&self, work: impl FnMut(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.database.run(work)
    }

    /// Runs by number and record.
    fn records(&self, select: &str) -> Result<Vec<(RunId, Run)>> {
        let rows: Vec<(i64, String)> =
            self.run(|c| c.prepare_cached(select)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())?;
        rows.into_iter().map(|(id, body)| Ok((RunId(id), self.json(serde_json::from_str(&body))?))).collect()
    }

    fn json<T>(&self, result: serde_json::Result<T>) -> Result<T> {
        result.map_err(|e| Error::Store { path: self.database.path().to_owned(), why: e.to_string() })
    }
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
        self.database.still_there()?;
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

    fn keep_verdict(&self, key: ReadingKey<'_>, verdict: &Verdict) -> Result<()> {
        let row = [key.sha256, key.reader, &verdict.at, &verdict.machine];
        let sealed = seal(&row.map(Sealed::Text));
        self.run(|c| {
            c.prepare_cached(
                "INSERT OR REPLACE INTO verdict (sha256, reader, at, machine, checksum) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![row[0], row[1], row[2], row[3], sealed])
        })?;
        Ok(())
    }

    fn verdicts(&self, reader: &str) -> Result<BTreeMap<String, Verdict>> {
        self.run(|c| {
            c.prepare_cached("SELECT sha256, at, machine FROM verdict WHERE reader = ?1")?
                .query_map([reader], |row| Ok((row.get(0)?, Verdict { at: row.get(1)?, machine: row.get(2)? })))?
                .collect()
        })
    }

    fn forget_readings(&self, reader: &str) -> Result<()> {
        self.run(|c| {
            let transaction = c.transaction()?;
            transaction.execute("DELETE FROM reading WHERE reader = ?1", [reader])?;
            transaction.execute("DELETE FROM outline WHERE reader = ?1", [reader])?;
            transaction.execute("DELETE FROM trace WHERE reader = ?1", [reader])?;
            transaction.execute("DELETE FROM verdict WHERE reader = ?1", [reader])?;
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
        self.database.still_there()?;
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
        self.records("SELECT id, body FROM run WHERE finished = 1 ORDER BY id")
    }

    fn sizes(&self) -> Result<BTreeMap<RunId, u64>> {
        self.run(prune::sizes)
    }

    fn unneeded(&self, without: &[RunId]) -> Result<u64> {
        self.run(|c| prune::unneeded(c, without))
    }

    fn prune(&self, runs: &[RunId], at: &str) -> Result<()> {
        self.run(|c| prune::prune(c, runs, at))
    }

    fn pruned(&self) -> Result<Vec<(RunId, Run)>> {
        self.records("SELECT id, body FROM pruned ORDER BY id")
    }

    fn compact(&self) -> Result<()> {
        self.run(|c| c.execute_batch("VACUUM"))
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
