//! Whether everything a work folder holds is as it was written: every original against its fingerprint, the database row
//! by row, the journal's chain, and whether what refers to something finds it.
//!
//! Nothing is mended and nothing written but a list of the originals already looked at, so that an audit that was stopped
//! goes on where it was.

#![expect(clippy::disallowed_methods, reason = "an audit of what lies on the disk looks at the disk")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::anchors;
use crate::{
    Error, Result,
    model::Outcome,
    pipeline::{Stage, Watch},
    store::{self, Fault, FaultKind, ReadingKey, Role, WorkFolder},
};

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    /// An original is not the bytes it is kept under.
    OriginalChanged,
    /// An original cannot be read from the disk.
    OriginalUnreadable,
    /// An original that a run refers to is not there.
    OriginalMissing,
    /// An original that no run refers to. Not a loss: uploads of runs that never finished are such.
    OriginalOrphaned,
    /// Something else than originals lies among them.
    Stranger,
    /// The database is not as it was written.
    Database,
    /// A run's roster or rule pack is not there.
    InputMissing,
    /// What was read of a file is not there, so its pages cannot be shown beside what was found.
    ReadingMissing,
    /// The journal of reviews is not as it was written.
    Journal,
}

impl Wrong {
    /// Whether it is a loss or a change, and not only worth knowing.
    #[must_use]
    pub const fn is_grave(self) -> bool {
        !matches!(self, Self::OriginalOrphaned)
    }
}

/// One thing that is wrong, with where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// What.
    pub wrong: Wrong,
    /// Where: a fingerprint, a row, an entry.
    pub place: String,
    /// More, in English.
    pub why: String,
}

/// What an audit of integrity came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Integrity {
    /// What is wrong, in order.
    pub findings: Vec<Finding>,
    /// Originals looked at.
    pub originals: u64,
    /// Rows of the database looked at.
    pub rows: u64,
    /// Rows without a checksum, written by an older version.
    pub unsealed: u64,
    /// Entries of the journal.
    pub entries: i64,
}

impl Integrity {
    /// Whether nothing was lost or changed.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.findings.iter().any(|finding| finding.wrong.is_grave())
    }

    fn note(&mut self, wrong: Wrong, place: impl Into<String>, why: impl Into<String>) {
        self.findings.push(Finding { wrong, place: place.into(), why: why.into() });
    }
}

/// Looks at everything; `None` where it was stopped.
pub fn integrity(folder: &WorkFolder, watch: &dyn Watch, stop: &AtomicBool) -> Result<Option<Integrity>> {
    let mut found = Integrity::default();
    watch.begin(Stage::Checking, None);
    let examined = store::examine(folder, &mut || {
        watch.step();
        !stop.load(Ordering::Relaxed)
    })?;
    found.rows = examined.rows;
    found.unsealed = examined.unsealed;
    for Fault { table, row, kind, why } in &examined.faults {
        let place = [table.unwrap_or_default(), row.as_deref().unwrap_or_default()].join(" ");
        found.note(Wrong::Database, place.trim(), format!("{} {why}", word(*kind)).trim());
    }
    if stop.load(Ordering::Relaxed) {
        return Ok(None);
    }
    journal(folder, &mut found);
    // Where the database is broken, what it says of files may be wrong as well, or fail; the originals speak for themselves.
    let named = match references(folder, &mut found) {
        Ok(named) => Some(named),
        Err(error) => {
            found.note(Wrong::Database, "", error.to_string());
            None
        }
    };
    if !originals(folder, named.as_ref(), &mut found, watch, stop)? {
        return Ok(None);
    }
    found.findings.sort();
    found.findings.dedup();
    Ok(Some(found))
}

const fn word(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::CannotOpen => "cannot be opened:",
        FaultKind::Structure => "structure:",
        FaultKind::Shape => "shape:",
        FaultKind::RowUnreadable => "a row cannot be read:",
        FaultKind::RowChanged => "the row was changed",
        FaultKind::RowSpoilt => "the row cannot be unpacked",
        FaultKind::InputChanged => "the input was changed",
    }
}

fn journal(folder: &WorkFolder, found: &mut Integrity) {
    match anchors::check(folder, None) {
        Ok(checked) => {
            found.entries = checked.verified.map_or(0, |verified| verified.entries);
            if let Some(broken) = checked.broken {
                found.note(Wrong::Journal, "", format!("{broken:?}"));
            }
        }
        Err(error) => found.note(Wrong::Journal, "", error.to_string()),
    }
}

/// What the finished runs refer to: files by fingerprint, with the size they had.
fn references(folder: &WorkFolder, found: &mut Integrity) -> Result<BTreeMap<String, u64>> {
    let store = store::open(folder)?;
    let mut named = BTreeMap::new();
    let mut unread = BTreeSet::new();
    for (id, run) in store.runs()? {
        let inputs = [(Role::Roster, &run.roster_sha256, "roster"), (Role::Pack, &run.pack_sha256, "pack")];
        for (role, sha256, name) in inputs {
            if store.input(role, sha256)?.is_none() {
                found.note(Wrong::InputMissing, format!("run {}: {name}", id.number()), sha256.as_str());
            }
        }
        // Readings made for one audit alone are thrown away with it.
        let kept = run.reader.split_whitespace().count() <= 2;
        let known = if kept { store.outcomes(&run.reader)? } else { BTreeMap::new() };
        store.each_result(id, &mut |result| {
            for file in result.files.iter().filter(|file| !file.upload.is_unreachable()) {
                let sha256 = &file.upload.sha256;
                if kept && file.outcome == Outcome::Read && !known.contains_key(sha256) {
                    unread.insert((sha256.clone(), run.reader.clone()));
                }
                named.insert(sha256.clone(), file.upload.size);
            }
            Ok(())
        })?;
    }
    for (sha256, reader) in unread {
        let key = ReadingKey { sha256: &sha256, reader: &reader };
        if store.reading(key).ok().flatten().is_none() {
            found.note(Wrong::ReadingMissing, sha256, reader);
        }
    }
    Ok(named)
}

/// Looks at every original; `false` where it was stopped.
fn originals(
    folder: &WorkFolder,
    named: Option<&BTreeMap<String, u64>>,
    found: &mut Integrity,
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> Result<bool> {
    let (there, strangers) = list(&folder.originals())?;
    for stranger in strangers {
        found.note(Wrong::Stranger, stranger, "");
    }
    let done = Done::open(&folder.root().join("audit-integrity.done"))?;
    watch.begin(Stage::TakingIn, u64::try_from(there.len()).ok());
    let looked = there.par_iter().map(|(sha256, path)| {
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let state = match done.of(sha256) {
            Some(state) => state,
            None => {
                let state = match fingerprint(path) {
                    Ok(own) if own == *sha256 => State::Whole,
                    Ok(_) => State::Changed,
                    Err(_) => State::Unreadable,
                };
                done.note(sha256, state)?;
                state
            }
        };
        watch.step();
        Ok(Some((sha256, state)))
    });
    let looked: Vec<Option<(&String, State)>> = looked.collect::<Result<_>>()?;
    if looked.iter().any(Option::is_none) {
        return Ok(false);
    }
    for (sha256, state) in looked.into_iter().flatten() {
        found.originals += 1;
        match state {
            State::Whole => {}
            State::Changed => found.note(Wrong::OriginalChanged, sha256.as_str(), ""),
            State::Unreadable => found.note(Wrong::OriginalUnreadable, sha256.as_str(), ""),
        }
        if named.is_some_and(|named| !named.contains_key(sha256)) {
            found.note(Wrong::OriginalOrphaned, sha256.as_str(), "");
        }
    }
    for sha256 in named.into_iter().flat_map(BTreeMap::keys).filter(|sha256| !there.contains_key(*sha256)) {
        found.note(Wrong::OriginalMissing, sha256.as_str(), "");
    }
    done.end();
    Ok(true)
}

/// The originals by the fingerprint they lie under, and what else lies there.
fn list(folder: &Path) -> Result<(BTreeMap<String, PathBuf>, Vec<String>)> {
    let (mut there, mut strangers) = (BTreeMap::new(), Vec::new());
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|e| Error::io(folder, e.into()))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let hex = name.len() == 64 && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let shelf = entry.path().parent().and_then(Path::file_name).map(|shelf| shelf.to_string_lossy().into_owned());
        if hex && shelf.as_deref() == name.get(..2) {
            there.insert(name, entry.into_path());
        } else {
            strangers.push(name);
        }
    }
    Ok((there, strangers))
}

fn fingerprint(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 256 * 1024];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(format!("{:x}", hash.finalize())),
            Ok(read) => hash.update(piece.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// How an original was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Whole,
    Changed,
    Unreadable,
}

/// The originals that a stopped audit had looked at.
struct Done {
    path: PathBuf,
    before: BTreeSet<String>,
    file: Mutex<File>,
}

impl Done {
    /// What the audit before left, if it was stopped. Only what was whole counts; the rest is looked at again.
    fn open(path: &Path) -> Result<Self> {
        let before = fs::read_to_string(path).unwrap_or_default();
        let before = before.lines().filter(|line| line.len() == 64).map(str::to_owned).collect();
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(|e| Error::io(path, e))?;
        Ok(Self { path: path.to_owned(), before, file: Mutex::new(file) })
    }

    fn of(&self, sha256: &str) -> Option<State> {
        self.before.contains(sha256).then_some(State::Whole)
    }

    fn note(&self, sha256: &str, state: State) -> Result<()> {
        if state == State::Whole {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            writeln!(file, "{sha256}").map_err(|e| Error::io(&self.path, e))?;
        }
        Ok(())
    }

    /// The audit is done: the next one looks at everything again.
    fn end(self) {
        drop(self.file);
        let _ = fs::remove_file(&self.path);
    }
}
