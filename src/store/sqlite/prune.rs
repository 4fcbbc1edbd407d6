//! Throwing away results of runs and the readings that only they were made with.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::super::{RunId, seal::Sealed, seal::seal};

/// Of which reader a reading or trace is that none of the runs left was made with. What audits drew from a reading stands
/// under the reader's name with a word behind it.
const OF_NO_RUN: &str = "NOT EXISTS (
    SELECT 1 FROM run
    WHERE run.id NOT IN (SELECT value FROM json_each(?1))
        AND (kept.reader = json_extract(run.body, '$.reader')
            OR kept.reader LIKE json_extract(run.body, '$.reader') || ' links-%'))";

/// How many bytes the results of each run take.
pub(super) fn sizes(c: &mut Connection) -> rusqlite::Result<BTreeMap<RunId, u64>> {
    c.prepare_cached(
        "SELECT run, sum(length(body) + coalesce(length(digest), 0)) FROM result
         WHERE run IN (SELECT id FROM run WHERE finished = 1) GROUP BY run",
    )?
    .query_map([], |row| Ok((RunId(row.get(0)?), bytes(row.get(1)?))))?
    .collect()
}

/// How many bytes of readings and traces no run would need without these.
pub(super) fn unneeded(c: &mut Connection, without: &[RunId]) -> rusqlite::Result<u64> {
    let without = listed(without);
    let mut all = 0;
    for table in ["reading", "trace"] {
        let select = format!("SELECT coalesce(sum(length(body)), 0) FROM {table} AS kept WHERE {OF_NO_RUN}");
        all += bytes(c.query_row(&select, [&without], |row| row.get(0))?);
    }
    Ok(all)
}

/// Throws both away, all or nothing.
pub(super) fn prune(c: &mut Connection, runs: &[RunId], at: &str) -> rusqlite::Result<()> {
    let transaction = c.transaction()?;
    for run in runs {
        let (purpose, body): (String, String) =
            transaction.query_row("SELECT purpose, body FROM run WHERE id = ?1 AND finished = 1", [run.0], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let row = [Sealed::Number(run.0), Sealed::Text(&purpose), Sealed::Text(&body), Sealed::Text(at)];
        transaction.execute(
            "INSERT INTO pruned (id, purpose, body, at, checksum) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![run.0, purpose, body, at, seal(&row)],
        )?;
        transaction.execute("DELETE FROM result WHERE run = ?1", [run.0])?;
        transaction.execute("DELETE FROM run WHERE id = ?1", [run.0])?;
    }
    for table in ["reading", "trace", "verdict"] {
        let without = listed(&[]);
        transaction.execute(&format!("DELETE FROM {table} AS kept WHERE {OF_NO_RUN}"), [&without])?;
    }
    transaction.commit()
}

/// Numbers of runs as JSON.
fn listed(runs: &[RunId]) -> String {
    let numbers: Vec<String> = runs.iter().map(|run| run.0.to_string()).collect();
    format!("[{}]", numbers.join(","))
}

fn bytes(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
