//! What reviewers decide and who they are, in a database of their own beside the readings: the pipeline never writes
//! here, and reviewing never writes there.
//!
//! Everything that people do is an entry of the [`Journal`](Review::append), which only grows and is chained by
//! fingerprints ([`chain`]). What stands now is what the entries add up to ([`Standing`]): there is no second copy of it
//! that could differ. Accounts and sessions are beside it, because passwords belong in no journal.
//!
//! The clock is the caller's: every time here is an argument.

mod accounts;
mod act;
mod basis;
mod chain;
mod migrations;
mod password;
mod sessions;
mod standing;
#[cfg(test)]
mod tests;

use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::{WorkFolder, sqlite::failed};
use crate::{Error, Result};

pub use accounts::{Account, Role, Throttle};
pub use act::{Act, Seen};
pub use basis::{basis, flag_basis};
pub use chain::{Anchor, Break, Entry, GENESIS, PRINTED, Verified};
pub use sessions::{Session, Token};
pub use standing::{CandidateStanding, LookUp, Made, Sample, Standing};

/// The open database of a work folder's reviews.
#[derive(Debug)]
pub struct Review {
    path: PathBuf,
    connection: Mutex<Connection>,
}

impl Review {
    /// Opens it, makes it where there is none, and brings it up to this version.
    pub fn open(folder: &WorkFolder) -> Result<Self> {
        let path = folder.reviews();
        let failed = |e: rusqlite::Error| failed(&path, &e);
        let mut connection = Connection::open(&path).map_err(failed)?;
        connection.busy_timeout(Duration::from_secs(10)).map_err(failed)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        // A decision that was said to be kept is kept, even if the power fails a moment later.
        connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
        migrations::apply(&mut connection, folder)?;
        Ok(Self { path, connection: Mutex::new(connection) })
    }

    /// Whether the work folder has any reviews.
    #[must_use]
    pub fn exists(folder: &WorkFolder) -> bool {
        folder.reviews().is_file()
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&mut self.connection()).map_err(|e| failed(&self.path, &e))
    }

    fn broken(&self, why: impl Into<String>) -> Error {
        Error::Store { path: self.path.clone(), why: why.into() }
    }

    /// Adds an entry to the journal: what `actor` (a user name, or `system`) did at that time.
    pub fn append(&self, at: &str, actor: &str, act: &Act) -> Result<Entry> {
        let mut entries = self.append_all(at, actor, std::slice::from_ref(act))?;
        entries.pop().ok_or_else(|| self.broken("nothing was added to the journal"))
    }

    /// Adds several entries, all or none of them.
    pub fn append_all(&self, at: &str, actor: &str, acts: &[Act]) -> Result<Vec<Entry>> {
        let bodies: Vec<String> = acts.iter().map(|act| self.body(act)).collect::<Result<_>>()?;
        self.run(|c| {
            // Immediate, so that two processes cannot both chain to the same entry.
            let transaction = c.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut entries = Vec::with_capacity(acts.len());
            for (act, body) in acts.iter().zip(&bodies) {
                let (seq, hash) = chained(&transaction, at, actor, body)?;
                entries.push(Entry { seq, at: at.to_owned(), actor: actor.to_owned(), act: act.clone(), hash });
            }
            transaction.commit()?;
            Ok(entries)
        })
    }

    /// Changes something beside the journal and adds the entry that tells it: both or neither. Where nothing was changed,
    /// nothing is told.
    fn change_and_tell(
        &self,
        at: &str,
        actor: &str,
        act: &Act,
        change: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
    ) -> Result<bool> {
        let body = self.body(act)?;
        self.run(|c| {
            let transaction = c.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if change(&transaction)? == 0 {
                return Ok(false);
            }
            chained(&transaction, at, actor, &body)?;
            transaction.commit()?;
            Ok(true)
        })
    }

    fn body(&self, act: &Act) -> Result<String> {
        serde_json::to_string(act).map_err(|e| self.broken(e.to_string()))
    }

    /// Shows the entries after `seq`, oldest first.
    pub fn entries(&self, seq: i64, show: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let mut last = seq;
        loop {
            let rows = self.rows(last)?;
            let Some(end) = rows.last() else { return Ok(()) };
            last = end.seq;
            for row in rows {
                let act = serde_json::from_str(&row.body)
                    .map_err(|e| self.broken(format!("journal entry {}: {e}", row.seq)))?;
                show(Entry { seq: row.seq, at: row.at, actor: row.actor, act, hash: row.hash })?;
            }
        }
    }

    /// Some entries after `seq` as they are kept.
    fn rows(&self, seq: i64) -> Result<Vec<chain::Row>> {
        self.run(|c| {
            c.prepare_cached("SELECT seq, at, actor, body, hash FROM entry WHERE seq > ?1 ORDER BY seq LIMIT 1000")?
                .query_map([seq], |row| {
                    Ok(chain::Row {
                        seq: row.get(0)?,
                        at: row.get(1)?,
                        actor: row.get(2)?,
                        body: row.get(3)?,
                        hash: row.get(4)?,
                    })
                })?
                .collect()
        })
    }

    /// Goes over the whole journal: whether every entry is as it was written, in its place, and every account what the
    /// entries made of it. That shows no more than that it holds together: heads noted outside earlier show also that
    /// nothing was cut off at the end and that all of it was not written anew.
    pub fn verify(&self, heads: &[String]) -> Result<Verified> {
        let mut walk = chain::Walk::new(heads);
        let mut last = i64::MIN;
        loop {
            let rows = self.rows(last)?;
            let Some(end) = rows.last() else { break };
            last = end.seq;
            rows.iter().for_each(|row| walk.step(row));
        }
        let mut verified = walk.end();
        if verified.broken.is_none() {
            verified.broken = self.strange_account()?.map(|user| Break::Account { user });
        }
        Ok(verified)
    }

    /// Where the journal of a work folder stands now; `None` where it has none.
    pub fn anchor(folder: &WorkFolder) -> Result<Option<Anchor>> {
        if !Self::exists(folder) {
            return Ok(None);
        }
        let (entries, head) = Self::open(folder)?.head()?;
        Ok(Some(Anchor { entries, head }))
    }

    /// The fingerprint of the last entry, for printing: it stands for the whole journal up to there.
    pub fn head(&self) -> Result<(i64, String)> {
        let last = self.run(|c| {
            c.query_row("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
        })?;
        Ok(last.unwrap_or((0, GENESIS.to_owned())))
    }

    /// Some entries before `seq`, newest first.
    pub fn entries_before(&self, seq: i64, limit: u32) -> Result<Vec<Entry>> {
        let rows: Vec<(i64, String, String, String, String)> = self.run(|c| {
            c.prepare_cached("SELECT seq, at, actor, body, hash FROM entry WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2")?
                .query_map(params![seq, limit], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
                })?
                .collect()
        })?;
        let entry = |(seq, at, actor, body, hash): (i64, String, String, String, String)| {
            let act = serde_json::from_str(&body).map_err(|e| self.broken(format!("journal entry {seq}: {e}")))?;
            Ok(Entry { seq, at, actor, act, hash })
        };
        rows.into_iter().map(entry).collect()
    }

    /// What all entries add up to.
    pub fn standing(&self) -> Result<Standing> {
        let mut standing = Standing::default();
        self.entries(0, &mut |entry| {
            standing.add(&entry);
            Ok(())
        })?;
        Ok(standing)
    }
}

/// Adds an entry behind the last: its number and fingerprint.
fn chained(connection: &Connection, at: &str, actor: &str, body: &str) -> rusqlite::Result<(i64, String)> {
    let last: Option<(i64, String)> = connection
        .prepare_cached("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (last, previous) = last.unwrap_or((0, GENESIS.to_owned()));
    let seq = last + 1;
    let hash = chain::link(&previous, seq, at, actor, body);
    connection
        .prepare_cached("INSERT INTO entry (seq, at, actor, body, hash) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![seq, at, actor, body, hash])?;
    Ok((seq, hash))
}
