//! How far a candidate is.

use serde::{Deserialize, Serialize};

use super::Viewer;
use crate::{
    model::{Decision, Round, Verdict},
    store::{
        Digest,
        review::{CandidateStanding, Made, Role},
    },
};

/// How far a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has concluded anything.
    Open,
    /// What it was concluded on is no longer what is read.
    OutOfDate,
    /// Left for later.
    Skipped,
    /// The first review has concluded.
    FirstDone,
    /// Both have.
    Done,
}

impl State {
    /// Every one, in the order of work.
    pub const ALL: &'static [Self] = &[Self::Open, Self::OutOfDate, Self::Skipped, Self::FirstDone, Self::Done];

    /// As people call it.
    #[must_use]
    pub const fn told(self) -> &'static str {
        match self {
            Self::Open => "未审",
            Self::OutOfDate => "结论已过时",
            Self::Skipped => "暂缓",
            Self::FirstDone => "已初审",
            Self::Done => "已复核",
        }
    }
}

/// How far a candidate is.
#[must_use]
pub fn state(digest: &Digest, standing: Option<&CandidateStanding>) -> State {
    let Some(standing) = standing else { return State::Open };
    let stale = |made: &Made<Decision>| digest.basis.as_ref().is_some_and(|basis| *basis != made.what.basis);
    let concluded = |made: &&Made<Decision>| made.what.verdict != Verdict::Skip;
    let first = standing.decisions.get(&Round::First);
    let second = standing.decisions.get(&Round::Second).filter(concluded);
    match (first.filter(concluded), second) {
        (Some(first), _) if stale(first) => State::OutOfDate,
        (Some(_), Some(second)) if !stale(second) => State::Done,
        (Some(_), _) => State::FirstDone,
        // The first review was made anew and left for later, or taken back.
        (None, _) if first.is_some() => State::Skipped,
        (None, _) => State::Open,
    }
}

/// Whether this is work for them.
pub(super) fn is_todo(viewer: &Viewer<'_>, state: State, standing: Option<&CandidateStanding>) -> bool {
    let first_by = standing.and_then(|own| own.decisions.get(&Round::First)).map(|made| made.by.as_str());
    let first = matches!(state, State::Open | State::OutOfDate);
    let second = state == State::FirstDone && first_by != Some(viewer.user);
    match viewer.role {
        Role::Reviewer => first,
        Role::SecondReviewer => second,
        Role::Administrator => first || second,
        Role::Auditor => false,
    }
}
