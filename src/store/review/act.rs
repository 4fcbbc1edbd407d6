//! What people do, as the journal keeps it.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::model::{Assignment, Correction, Decision, FieldName, FlagRuling, LookUpOutcome, Round};

/// One thing that somebody did. New ones may be added; none changes its shape, because old journals stay readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// An account was made.
    AccountMade {
        /// User name.
        user: String,
        /// What the account may do.
        role: Role,
    },
    /// An account was given another role, or was closed (`None`).
    RoleChanged {
        /// User name.
        user: String,
        /// The new role.
        role: Option<Role>,
    },
    /// A password was set anew.
    PasswordChanged {
        /// Whose.
        user: String,
    },
    /// Somebody came in.
    LoggedIn {
        /// From which machine.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        from: Option<String>,
    },
    /// Somebody left.
    LoggedOut,
    /// Somebody was not let in.
    LoginRefused {
        /// The user name given, where there is such an account; what else was typed may be a password.
        user: Option<String>,
        /// From which machine.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        from: Option<String>,
    },
    /// A candidate was decided on.
    Decided(Decision),
    /// A flag was decided on.
    Ruled(FlagRuling),
    /// A value was corrected.
    Corrected(Correction),
    /// A file was given to a candidate, or taken away.
    Assigned(Assignment),
    /// An earlier entry of one's own was taken back.
    TakenBack {
        /// The entry.
        seq: i64,
    },
    /// A candidate's papers and values were shown: noted once a session.
    Opened {
        /// Whose.
        ticket_no: String,
    },
    /// An identity number was shown in full.
    Unmasked {
        /// Whose.
        ticket_no: String,
    },
    /// A sample of clean candidates was drawn, to be looked at before the rest may pass together.
    SampleDrawn {
        /// Seed of the draw.
        seed: u64,
        /// The share asked for, in thousandths.
        permille: u32,
        /// Those drawn.
        tickets: Vec<String>,
        /// For which review.
        #[serde(default = "first")]
        round: Round,
    },
    /// Clean candidates were passed together after the sample was looked at. Each has a `Decided` entry of its own.
    PassedTogether {
        /// The entry of the sample.
        sample: i64,
        /// How many.
        count: usize,
    },
    /// A list or letter was made.
    Exported {
        /// Which, in the words of `hecha export --list`.
        list: String,
        /// How many candidates are in it.
        count: usize,
    },
    /// Something was looked up by hand at a portal.
    LookedUp {
        /// 准考证号.
        ticket_no: String,
        /// SHA-256 of the file of the document that was looked up.
        sha256: String,
        /// First page of that document.
        page: u32,
        /// The portal, by its name in the worklist.
        portal: String,
        /// The fields that were looked up, and the fingerprint of what the paper said in them when it was done. Where a later
        /// reading says otherwise, something else was looked up.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        asked: Vec<FieldName>,
        /// That fingerprint; see `model::question`.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        question: Option<String>,
        /// What was seen.
        seen: Seen,
        /// In the person's own words: what differs.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        note: Option<String>,
    },
}

impl Act {
    /// Whom it is about, where it can be taken back.
    #[must_use]
    pub fn ticket_no(&self) -> Option<&str> {
        match self {
            Self::Decided(decision) => Some(&decision.ticket_no),
            Self::Ruled(ruling) => Some(&ruling.ticket_no),
            Self::Corrected(correction) => Some(&correction.ticket_no),
            Self::LookedUp { ticket_no, .. } => Some(ticket_no),
            Self::Assigned(what) => what.ticket_no.as_deref().or(what.was.as_deref()),
            _ => None,
        }
    }
}

const fn first() -> Round {
    Round::First
}

/// What a person saw at a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// The same as on the paper.
    Same,
    /// Something else than on the paper.
    Differs,
    /// The portal does not know it.
    NotFound,
    /// The code has expired.
    Expired,
    /// The portal could not be used.
    Unreachable,
}

impl Seen {
    /// All of them, in the order in which lists offer them.
    pub const ALL: [Self; 5] = [Self::Same, Self::Differs, Self::NotFound, Self::Expired, Self::Unreachable];

    /// How such a look-up ended, in the words of look-ups by programs.
    #[must_use]
    pub const fn outcome(self) -> LookUpOutcome {
        match self {
            Self::Same => LookUpOutcome::Found,
            Self::Differs => LookUpOutcome::Differs,
            Self::NotFound => LookUpOutcome::NotFound,
            Self::Expired => LookUpOutcome::Expired,
            Self::Unreachable => LookUpOutcome::Unreachable,
        }
    }
}
