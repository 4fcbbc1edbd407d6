//! What a run comes to, in numbers.

use std::collections::BTreeMap;

use crate::{
    intake::Trouble,
    lang::Lang,
    model::{Code, DamageReason, Outcome, Severity},
    store::CandidateResult,
};

/// How reading a file ended, as far as a summary tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Its pages were read.
    Read,
    /// It needs a password, or a program of its own.
    Encrypted,
    /// It is damaged, or broke a limit.
    Damaged,
    /// It is no PDF and no picture that is read.
    NotADocument,
}

impl From<&Outcome> for Fate {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Read => Self::Read,
            Outcome::Encrypted | Outcome::Protected => Self::Encrypted,
            Outcome::Damaged { .. } => Self::Damaged,
            Outcome::NotADocument => Self::NotADocument,
        }
    }
}

/// The numbers of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Candidates on the roster.
    pub candidates: u64,
    /// Of these, how many a person must look at.
    pub review: u64,
    /// Files by how reading them ended.
    pub files: BTreeMap<Fate, u64>,
    /// Of the damaged, why.
    pub causes: BTreeMap<DamageReason, u64>,
    /// Files that belong to nobody on the roster.
    pub strangers: u64,
    /// Files that were read in this run; the others had been read before.
    pub read_now: u64,
    /// Files that could not be read in this run for a reason that says nothing about them.
    pub unread: u64,
    /// Documents found.
    pub documents: u64,
    /// Pages read.
    pub pages: u64,
    /// Flags by severity and code, the gravest first.
    pub flags: BTreeMap<(std::cmp::Reverse<Severity>, Code), u64>,
    /// What intake met and survived.
    pub troubles: Vec<Trouble>,
}

impl Summary {
    /// The numbers of one result.
    #[must_use]
    pub fn of(result: &CandidateResult) -> Self {
        let mut summary = Self::default();
        if result.candidate.is_some() {
            summary.candidates = 1;
            summary.review = u64::from(result.needs_review());
        } else {
            summary.strangers = count(result.files.len());
        }
        for file in &result.files {
            *summary.files.entry(Fate::from(&file.outcome)).or_default() += 1;
            if let Outcome::Damaged { reason } = file.outcome {
                *summary.causes.entry(reason).or_default() += 1;
            }
            summary.documents += count(file.documents.len());
            summary.pages += u64::from(file.pages);
        }
        for flag in &result.flags {
            *summary.flags.entry((std::cmp::Reverse(flag.severity), flag.code)).or_default() += 1;
        }
        summary
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.candidates += other.candidates;
        self.review += other.review;
        self.strangers += other.strangers;
        self.read_now += other.read_now;
        self.unread += other.unread;
        self.documents += other.documents;
        self.pages += other.pages;
        for (fate, n) in other.files {
            *self.files.entry(fate).or_default() += n;
        }
        for (reason, n) in other.causes {
            *self.causes.entry(reason).or_default() += n;
        }
        for (code, n) in other.flags {
            *self.flags.entry(code).or_default() += n;
        }
        self.troubles.extend(other.troubles);
        self
    }

    /// All files.
    #[must_use]
    pub fn all_files(&self) -> u64 {
        self.files.values().sum()
    }

    /// Candidates whom nobody needs to look at.
    #[must_use]
    pub const fn clear(&self) -> u64 {
        self.candidates.saturating_sub(self.review)
    }
}

/// That some files were not read, which says nothing about them, and what to do.
#[must_use]
pub fn unread_told(count: u64, lang: Lang) -> String {
    lang.pick(
        format!(
            "{count} 个文件这次没有读成（读取进程被系统中断、识别模型不见了或磁盘读不出），与材料本身无关，没有记入；\
             请用 hecha doctor 看看这台电脑，再运行一次。"
        ),
        format!(
            "{count} files could not be read this time (readers were ended by the system, networks gone, or the disk), \
             which says nothing about them and is not kept; look at this machine with hecha doctor, and run again."
        ),
    )
}

/// A length as a count.
fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
