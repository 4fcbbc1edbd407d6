//! Floor 4. What is kept in the work folder, and who may write it.
//!
//! [`Readings`](Store::reading) are what the reader saw in a file: slow to make and a function of the bytes and the
//! reader alone, so they are kept under both fingerprints and never thrown away. *Results* are what one run concluded:
//! they are made anew each time, and a run's results show only once it has finished. Only the pipeline writes either.
//! What reviewers decide lives beside them with a writer of its own: [`review`]; so does what portals
//! said: [`online`].
//!
//! Nothing above this room knows how things are kept: everything goes through [`Store`].

mod digest;
mod folder;
mod migrations;
pub mod online;
mod packed;
pub mod review;
mod seal;
mod sqlite;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    Result,
    model::{Candidate, Document, Flag, Outcome, PdfFacts, Problem, Reading, Severity, Upload},
};

pub use digest::{Digest, DigestFlag};
pub use folder::{RunLock, WorkFolder};
pub use sqlite::{Examined, Fault, FaultKind, examine};

/// Under what a reading is kept: the file, and who read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingKey<'a> {
    /// SHA-256 of the file, lower-case hex.
    pub sha256: &'a str,
    /// The reader's own fingerprint: its version and that of its models.
    pub reader: &'a str,
}

/// When and where a file was found to break its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// When, with time zone.
    pub at: String,
    /// On what machine, in one line.
    pub machine: String,
}

/// What a run was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The main job: its results are what reviewers see.
    #[default]
    Screen,
    /// An audit that reads and checks again; reviewers go on seeing the results of the screening.
    Replay,
    /// A step between a screening and its replay, made to find what a difference comes from and thrown away after.
    Trial,
}

impl Purpose {
    /// The word it is kept under.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Replay => "replay",
            Self::Trial => "trial",
        }
    }
}

/// What a run was made with, beside the uploads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The roster, as its file's bytes.
    Roster,
    /// The rule pack, as its text.
    Pack,
    /// What was added to the kinds of documents, as its text.
    Kinds,
    /// What portals said and people saw about papers.
    Answers,
}

impl Role {
    /// The word it is kept under.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Pack => "pack",
            Self::Kinds => "kinds",
            Self::Answers => "answers",
        }
    }
}

/// A run, by what went into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// What it was made for.
    #[serde(default)]
    pub purpose: Purpose,
    /// Of a replay: the run it does again, by its number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub of: Option<i64>,
    /// The day the checks take for today, `YYYY-MM-DD`.
    pub day: String,
    /// Version of this program; behind a `+` the fingerprint of what judges, so that two states of one version differ.
    pub program: String,
    /// Fingerprint of the reader.
    pub reader: String,
    /// File name of the roster.
    pub roster: String,
    /// SHA-256 of the roster.
    pub roster_sha256: String,
    /// Identifier of the rule pack.
    pub pack: String,
    /// Title of the rule pack, for people.
    pub pack_title: String,
    /// SHA-256 of the rule pack's text.
    pub pack_sha256: String,
    /// What was added to the kinds of documents, where anything was.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kinds: Option<AddedKinds>,
    /// SHA-256 of what portals had said and people had seen about papers, where anything was looked up.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answers_sha256: Option<String>,
    /// When it began, with time zone.
    pub started_at: String,
    /// When it ended, with time zone; `None` while it runs.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub finished_at: Option<String>,
    /// Remarks on the run as a whole, for the person who started it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notices: Vec<String>,
    /// Where the journal of reviews stood when it ended, where there was one: an anchor outside the journal.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub journal: Option<review::Anchor>,
}

/// The file that adds to the kinds of documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedKinds {
    /// Its name.
    pub file: String,
    /// SHA-256 of its text.
    pub sha256: String,
}

/// Names a run within a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunId(pub(crate) i64);

impl RunId {
    /// The number people know it by.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }
}

/// What one run concluded about one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileResult {
    /// The file.
    pub upload: Upload,
    /// How reading it ended.
    pub outcome: Outcome,
    /// How many pages it has.
    pub pages: u32,
    /// What its structure tells, for PDFs.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pdf: Option<PdfFacts>,
    /// What was met and survived while reading it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub problems: Vec<Problem>,
    /// The documents in it.
    pub documents: Vec<Document>,
}

impl FileResult {
    /// What is kept of a file: everything but its words.
    #[must_use]
    pub fn new(upload: Upload, reading: &Reading, documents: Vec<Document>) -> Self {
        Self {
            upload,
            outcome: reading.outcome.clone(),
            pages: match reading.outcome {
                Outcome::Read => u32::try_from(reading.pages.len()).unwrap_or(u32::MAX),
                _ => 0,
            },
            pdf: reading.pdf.clone(),
            problems: reading.problems.clone(),
            documents,
        }
    }
}

/// What one run concluded about one candidate, or about the uploads that belong to nobody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CandidateResult {
    /// The row of the roster; `None` for the uploads that belong to nobody.
    pub candidate: Option<Candidate>,
    /// The files, sorted by path.
    pub files: Vec<FileResult>,
    /// What a person should look at.
    pub flags: Vec<Flag>,
}

impl CandidateResult {
    /// Whether a person must look: a flag above `info` stands.
    #[must_use]
    pub fn needs_review(&self) -> bool {
        self.flags.iter().any(|f| f.severity > Severity::Info)
    }

    /// The ticket number; `None` for the uploads that belong to nobody.
    #[must_use]
    pub fn ticket_no(&self) -> Option<&str> {
        self.candidate.as_ref().map(|c| c.ticket_no.as_str())
    }
}

/// What is kept of finished work. One run writes at a time (see [`RunLock`]); any number may read.
pub trait Store: Send + Sync {
    /// The reading of a file by this reader, if it was made before.
    fn reading(&self, key: ReadingKey<'_>) -> Result<Option<Reading>>;

    /// The same without the text of its pages ([`Reading::outline`]), which is unpacked sooner.
    fn outline(&self, key: ReadingKey<'_>) -> Result<Option<Reading>>;

    /// How readings by this reader ended, by fingerprint of the file.
    fn outcomes(&self, reader: &str) -> Result<BTreeMap<String, Outcome>>;

    /// Keeps a reading, whole or not at all.
    fn keep_reading(&self, key: ReadingKey<'_>, reading: &Reading) -> Result<()>;

    /// Keeps when and where a reading was made that says that the file broke its reader.
    fn keep_verdict(&self, key: ReadingKey<'_>, verdict: &Verdict) -> Result<()>;

    /// When and where such readings by this reader were made, by fingerprint of the file.
    fn verdicts(&self, reader: &str) -> Result<BTreeMap<String, Verdict>>;

    /// Throws away every reading kept under this reader: those of an audit that had files read anew, once compared.
    fn forget_readings(&self, reader: &str) -> Result<()>;

    /// Begins a run. What earlier runs for the same purpose left unfinished is thrown away.
    fn begin(&self, run: &Run) -> Result<RunId>;

    /// Keeps what a run gathered about a file, under its place in the roster.
    fn gather(&self, run: RunId, place: usize, file: &FileResult) -> Result<()>;

    /// What a run gathered for one place in the roster, sorted by path.
    fn gathered(&self, run: RunId, place: usize) -> Result<Vec<FileResult>>;

    /// Keeps what a run concluded about the candidate at that place in the roster.
    fn conclude(&self, run: RunId, place: usize, result: &CandidateResult) -> Result<()>;

    /// Ends a run: its results stand from now on, all at once. Those of the runs before stay, for comparing.
    fn finish(&self, run: RunId, record: &Run) -> Result<()>;

    /// Throws away a run made for a trial.
    fn discard(&self, run: RunId) -> Result<()>;

    /// The run whose results stand: the last screening that finished.
    fn last_run(&self) -> Result<Option<(RunId, Run)>>;

    /// Every run that has finished, oldest first.
    fn runs(&self) -> Result<Vec<(RunId, Run)>>;

    /// How many bytes the results of each run take.
    fn sizes(&self) -> Result<BTreeMap<RunId, u64>>;

    /// How many bytes of readings would be needed by no run without these.
    fn unneeded(&self, without: &[RunId]) -> Result<u64>;

    /// Throws away the results of these runs, and the readings that no other run was made with. Their records stay.
    fn prune(&self, runs: &[RunId], at: &str) -> Result<()>;

    /// The records of runs whose results were thrown away, oldest first.
    fn pruned(&self) -> Result<Vec<(RunId, Run)>>;

    /// Gives the room of what was thrown away back to the disk.
    fn compact(&self) -> Result<()>;

    /// Whether a later screening was begun and has not finished: it is under way, or was stopped.
    fn is_overtaken(&self, run: RunId) -> Result<bool>;

    /// Shows every result of a run in the order of the roster, one at a time.
    fn each_result(&self, run: RunId, show: &mut dyn FnMut(CandidateResult) -> Result<()>) -> Result<()>;

    /// The result at one place in the roster.
    fn result(&self, run: RunId, place: usize) -> Result<Option<CandidateResult>>;

    /// A line about every result of a run, in the order of the roster.
    fn digests(&self, run: RunId) -> Result<Vec<Digest>>;

    /// Keeps what runs are made with, once for its bytes. `name` is that of its file.
    fn keep_input(&self, role: Role, sha256: &str, name: &str, body: &[u8]) -> Result<()>;

    /// What runs were made with, by its SHA-256: the name of its file and its bytes.
    fn input(&self, role: Role, sha256: &str) -> Result<Option<(String, Vec<u8>)>>;

    /// What an audit drew from a reading, so that the next audit need not unpack it.
    fn trace(&self, key: ReadingKey<'_>) -> Result<Option<Vec<u8>>>;

    /// Keeps what an audit drew from a reading.
    fn keep_trace(&self, key: ReadingKey<'_>, trace: &[u8]) -> Result<()>;

    /// What the last audit of this name found.
    fn audit(&self, name: &str) -> Result<Option<Vec<u8>>>;

    /// Keeps what an audit found; it takes the place of what the last one of this name found.
    fn keep_audit(&self, name: &str, found: &[u8]) -> Result<()>;
}

/// Whoever waits while another program (a backup, a virus scanner) keeps what is kept locked.
pub trait Patience: Send + Sync {
    /// Told now and then for how long it has been; whether to wait on.
    fn waits(&self, waited: Duration) -> bool;
}

/// The usual patience.
#[derive(Debug, Clone, Copy)]
pub struct HalfAMinute;

impl Patience for HalfAMinute {
    fn waits(&self, waited: Duration) -> bool {
        waited < Duration::from_secs(30)
    }
}

/// Opens what a work folder keeps, and brings it up to this version. Makes it where there is none.
pub fn open(folder: &WorkFolder) -> Result<Box<dyn Store>> {
    open_with(folder, Box::new(HalfAMinute))
}

/// The same with more patience.
pub fn open_with(folder: &WorkFolder, patience: Box<dyn Patience>) -> Result<Box<dyn Store>> {
    Ok(Box::new(sqlite::Sqlite::open(folder, patience)?))
}

/// Opens what a work folder keeps for looking at it alone: nothing in the folder changes, which may be an archive that
/// cannot be written.
pub fn open_to_read(folder: &WorkFolder) -> Result<Box<dyn Store>> {
    Ok(Box::new(sqlite::Sqlite::open_to_read(folder)?))
}
