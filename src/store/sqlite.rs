//! The store in one SQLite file, for a bureau with one machine.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

use super::{
    CandidateResult, FileResult, ReadingKey, Run, RunId, Store, WorkFolder,
    migrations::STEPS,
    packed::{pack, unpack},
};
use crate::{
    Error, Result,
    model::{Outcome, Reading},
};

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
fn failed(path: &std::path::Path, error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::DiskFull { path: path.to_owned() },
        _ => Error::Store { path: path.to_owned(), why: error.to_string() },
    }
}

/// Sets the connection up and takes the steps that the database has not seen.
fn prepare(connection: &mut Connection, folder: &WorkFolder) -> Result<()> {
    let path = folder.database();
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let failed = |e: rusqlite::Error| failed(&path, &e);
    connection.busy_timeout(Duration::from_secs(30)).map_err(failed)?;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    if found > known {
        return Err(Error::WorkNewer { path: folder.root().to_owned(), found, known });
    }
    // A reader beside a writer, and no wait for the disk at each file: a power cut loses the last few readings, never
    // the file. They are read again.
    connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
    connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    for (step, version) in STEPS.iter().zip(1_i64..).filter(|(_, version)| *version > found) {
        let transaction = connection.transaction().map_err(failed)?;
        transaction.execute_batch(step).map_err(failed)?;
        transaction.pragma_update(None, "user_version", version).map_err(failed)?;
        transaction.commit().map_err(failed)?;
    }
    Ok(())
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
        self.run(|c| {
            c.prepare_cached("INSERT OR REPLACE INTO reading (sha256, reader, outcome, body) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![key.sha256, key.reader, outcome, body])
        })?;
        Ok(())
    }

    fn begin(&self, run: &Run) -> Result<RunId> {
        let body = self.json(serde_json::to_string(run))?;
        self.run(|c| {
            let transaction = c.transaction()?;
            transaction.execute_batch(
                "DELETE FROM gathered;
                 DELETE FROM result WHERE run IN (SELECT id FROM run WHERE finished = 0);
                 DELETE FROM run WHERE finished = 0;",
            )?;
            transaction.execute("INSERT INTO run (body) VALUES (?1)", [body])?;
            let id = transaction.last_insert_rowid();
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
        self.run(|c| {
            c.prepare_cached("INSERT INTO result (run, place, ticket_no, review, body) VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![run.0, at(place), result.ticket_no(), result.needs_review(), body])
        })?;
        Ok(())
    }

    fn finish(&self, run: RunId, record: &Run) -> Result<()> {
        let body = self.json(serde_json::to_string(record))?;
        self.run(|c| {
            let transaction = c.transaction()?;
            transaction.execute("UPDATE run SET finished = 1, body = ?2 WHERE id = ?1", params![run.0, body])?;
            transaction.execute("DELETE FROM result WHERE run <> ?1", [run.0])?;
            transaction.execute("DELETE FROM gathered", [])?;
            transaction.commit()
        })
    }

    fn last_run(&self) -> Result<Option<(RunId, Run)>> {
        let found: Option<(i64, String)> = self.run(|c| {
            c.query_row("SELECT id, body FROM run WHERE finished = 1 ORDER BY id DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
        })?;
        found.map(|(id, body)| Ok((RunId(id), self.json(serde_json::from_str(&body))?))).transpose()
    }

    fn is_overtaken(&self, run: RunId) -> Result<bool> {
        self.run(|c| c.query_row("SELECT EXISTS (SELECT 1 FROM run WHERE id > ?1)", [run.0], |row| row.get(0)))
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Candidate, DamageReason, Format, Upload};

    fn opened() -> (tempfile::TempDir, WorkFolder, Sqlite) {
        let dir = tempfile::tempdir().unwrap();
        let folder = WorkFolder::make(dir.path()).unwrap();
        let store = Sqlite::open(&folder).unwrap();
        (dir, folder, store)
    }

    fn run() -> Run {
        Run {
            day: "2024-08-20".into(),
            program: "0".into(),
            reader: "r".into(),
            roster: "名单.xlsx".into(),
            roster_sha256: "a".into(),
            pack: "p".into(),
            pack_title: "规则".into(),
            pack_sha256: "b".into(),
            started_at: "2024-08-20T07:00:00+08:00".into(),
            finished_at: None,
            notices: Vec::new(),
        }
    }

    fn result(ticket_no: &str) -> CandidateResult {
        let candidate = Candidate {
            row: 2,
            ticket_no: ticket_no.into(),
            cells: BTreeMap::new(),
            reason: None,
            extra: Vec::new(),
            problems: Vec::new(),
        };
        CandidateResult { candidate: Some(candidate), files: Vec::new(), flags: Vec::new() }
    }

    fn file(name: &str) -> FileResult {
        let upload = Upload {
            file: name.into(),
            sha256: "c".into(),
            size: 1,
            format: Format::Pdf,
            uploaded_at: None,
            claims: Vec::new(),
        };
        FileResult::new(upload, &Reading::damaged(DamageReason::Malformed), Vec::new())
    }

    fn tickets(store: &Sqlite) -> Vec<String> {
        let Some((id, _)) = store.last_run().unwrap() else { return Vec::new() };
        let mut seen = Vec::new();
        store
            .each_result(id, &mut |r| {
                seen.push(r.ticket_no().unwrap_or("-").to_owned());
                Ok(())
            })
            .unwrap();
        seen
    }

    #[test]
    fn a_reading_is_found_under_the_file_and_the_reader_that_made_it() {
        let (_dir, _, store) = opened();
        let reading = Reading::damaged(DamageReason::Timeout);
        store.keep_reading(ReadingKey { sha256: "c", reader: "r1" }, &reading).unwrap();
        assert_eq!(store.reading(ReadingKey { sha256: "c", reader: "r1" }).unwrap(), Some(reading.clone()));
        assert_eq!(store.reading(ReadingKey { sha256: "c", reader: "r2" }).unwrap(), None);
        assert_eq!(store.outcomes("r1").unwrap(), BTreeMap::from([("c".to_owned(), reading.outcome)]));
    }

    #[test]
    fn results_show_only_once_their_run_has_finished_and_then_replace_the_old() {
        let (_dir, _, store) = opened();
        let first = store.begin(&run()).unwrap();
        store.conclude(first, 1, &result("二")).unwrap();
        store.conclude(first, 0, &result("一")).unwrap();
        assert_eq!(tickets(&store), Vec::<String>::new());
        store.finish(first, &run()).unwrap();
        assert_eq!(tickets(&store), ["一", "二"]);
        let stopped = store.begin(&run()).unwrap();
        store.conclude(stopped, 0, &result("三")).unwrap();
        assert_eq!(tickets(&store), ["一", "二"]);
        assert!(store.is_overtaken(first).unwrap());
        let last = store.begin(&run()).unwrap();
        store.conclude(last, 0, &result("四")).unwrap();
        store.finish(last, &run()).unwrap();
        assert_eq!(tickets(&store), ["四"]);
        assert!(!store.is_overtaken(last).unwrap());
    }

    #[test]
    fn what_is_gathered_comes_back_by_place_in_the_order_of_paths() {
        let (_dir, _, store) = opened();
        let run = store.begin(&run()).unwrap();
        for (place, name) in [(0, "乙.pdf"), (1, "丙.pdf"), (0, "丁/甲.pdf")] {
            store.gather(run, place, &file(name)).unwrap();
        }
        let names: Vec<_> = store.gathered(run, 0).unwrap().into_iter().map(|f| f.upload.file).collect();
        assert_eq!(names, ["丁/甲.pdf", "乙.pdf"]);
    }

    #[test]
    fn a_work_folder_of_a_newer_version_is_left_alone() {
        let (_dir, folder, store) = opened();
        store.run(|c| c.pragma_update(None, "user_version", 99)).unwrap();
        drop(store);
        assert!(matches!(Sqlite::open(&folder), Err(Error::WorkNewer { found: 99, .. })));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test spoils a file")]
    fn a_file_that_is_no_database_is_an_error_that_names_it() {
        let dir = tempfile::tempdir().unwrap();
        let folder = WorkFolder::make(dir.path()).unwrap();
        std::fs::write(folder.database(), "这不是数据库".repeat(50)).unwrap();
        match Sqlite::open(&folder).map(|_| ()) {
            Err(Error::Store { path, .. }) => assert_eq!(path, folder.database()),
            other => panic!("{other:?}"),
        }
    }
}
