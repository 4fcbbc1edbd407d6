//! What the journal's entries add up to.

use std::collections::{BTreeMap, BTreeSet};

use super::{Act, Anchor, Entry, GENESIS, Seen};
use crate::model::{Assignment, Correction, Decision, FieldKey, FieldName, FlagKey, FlagRuling, Round, Verdict};

/// Something as it stands now: what, by whom, when, and by which entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made<T> {
    /// What.
    pub what: T,
    /// User name.
    pub by: String,
    /// When, with time zone.
    pub at: String,
    /// The entry of the journal.
    pub seq: i64,
}

/// What was seen at a portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookUp {
    /// What.
    pub seen: Seen,
    /// In the person's own words.
    pub note: Option<String>,
    /// The portal, by its name in the worklist.
    pub portal: String,
    /// The fields that were looked up.
    pub asked: Vec<FieldName>,
    /// Fingerprint of what the paper said in them.
    pub question: Option<String>,
}

/// What stands about a candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CandidateStanding {
    /// The decision of each round.
    pub decisions: BTreeMap<Round, Made<Decision>>,
    /// The last word on each flag.
    pub rulings: BTreeMap<FlagKey, Made<FlagRuling>>,
    /// The values as people read them.
    pub corrections: BTreeMap<FieldKey, Made<Correction>>,
    /// What was looked up by hand, by file and first page.
    pub looked_up: BTreeMap<(String, u32), Made<LookUp>>,
}

impl CandidateStanding {
    /// The decision that counts: the second review's where there is one. One that leaves it for later takes no place.
    #[must_use]
    pub fn decision(&self) -> Option<&Made<Decision>> {
        let concluded = |made: &&Made<Decision>| made.what.verdict != Verdict::Skip;
        self.decisions.get(&Round::Second).filter(concluded).or_else(|| self.decisions.get(&Round::First))
    }
}

/// A sample of clean candidates that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its entry in the journal.
    pub seq: i64,
    /// Who drew it.
    pub by: String,
    /// The share asked for, in thousandths.
    pub permille: u32,
    /// Seed of the draw.
    pub seed: u64,
    /// Those drawn.
    pub tickets: BTreeSet<String>,
}

/// What stands, by ticket number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    candidates: BTreeMap<String, CandidateStanding>,
    /// Whose files are, by path and fingerprint.
    assignments: BTreeMap<(String, String), Made<Assignment>>,
    /// For each thing that can be taken back, what stood before it: entries by number.
    history: BTreeMap<i64, Entry>,
    taken_back: BTreeSet<i64>,
    /// The sample drawn last for each review.
    pub samples: BTreeMap<Round, Sample>,
    /// The last entry that is in here.
    pub seq: i64,
    /// Its fingerprint.
    head: Option<String>,
}

impl Standing {
    /// What stands about a candidate.
    #[must_use]
    pub fn of(&self, ticket_no: &str) -> Option<&CandidateStanding> {
        self.candidates.get(ticket_no)
    }

    /// Whose a file is, where anybody said so.
    #[must_use]
    pub fn assignment(&self, file: &str, sha256: &str) -> Option<&Made<Assignment>> {
        self.assignments.get(&(file.to_owned(), sha256.to_owned()))
    }

    /// Everything that was said of whose files are.
    pub fn assignments(&self) -> impl Iterator<Item = &Made<Assignment>> {
        self.assignments.values()
    }

    /// Where the journal stood that this adds up.
    #[must_use]
    pub fn anchor(&self) -> Anchor {
        Anchor { entries: self.seq, head: self.head.clone().unwrap_or_else(|| GENESIS.to_owned()) }
    }

    /// Everybody about whom anything stands.
    pub fn candidates(&self) -> impl Iterator<Item = (&str, &CandidateStanding)> {
        self.candidates.iter().map(|(ticket_no, standing)| (ticket_no.as_str(), standing))
    }

    /// The same with each candidate as somebody may see it, for looking at: nothing can be taken back in it.
    #[must_use]
    pub fn seen(&self, see: impl Fn(&CandidateStanding) -> CandidateStanding) -> Self {
        let candidates = self.candidates.iter().map(|(ticket_no, own)| (ticket_no.clone(), see(own))).collect();
        let (assignments, samples, head) = (self.assignments.clone(), self.samples.clone(), self.head.clone());
        Self { candidates, assignments, samples, seq: self.seq, head, ..Self::default() }
    }

    /// The last entry of this person about this candidate that can be taken back.
    #[must_use]
    pub fn last_of(&self, user: &str, ticket_no: &str) -> Option<&Entry> {
        let theirs = |entry: &&Entry| {
            entry.actor == user && entry.act.ticket_no() == Some(ticket_no) && !self.taken_back.contains(&entry.seq)
        };
        self.history.values().rev().find(theirs)
    }

    /// The last entry of this person about anybody that can be taken back.
    #[must_use]
    pub fn last_by(&self, user: &str) -> Option<&Entry> {
        self.history.values().rev().find(|entry| entry.actor == user && !self.taken_back.contains(&entry.seq))
    }

    /// Adds the next entry.
    pub fn add(&mut self, entry: &Entry) {
        self.seq = entry.seq;
        self.head = Some(entry.hash.clone());
        match &entry.act {
            Act::TakenBack { seq } => self.take_back(*seq),
            Act::SampleDrawn { seed, permille, tickets, round } => {
                let tickets = tickets.iter().cloned().collect();
                let (seed, permille, by) = (*seed, *permille, entry.actor.clone());
                self.samples.insert(*round, Sample { seq: entry.seq, by, permille, seed, tickets });
            }
            act => {
                if act.ticket_no().is_some() {
                    self.history.insert(entry.seq, entry.clone());
                    self.apply(entry);
                }
            }
        }
    }

    fn apply(&mut self, entry: &Entry) {
        if let Act::Assigned(what) = &entry.act {
            // It is about the file; whose it was and becomes only says where it is told.
            self.assignments.insert((what.file.clone(), what.sha256.clone()), made(entry, what.clone()));
            return;
        }
        let Some(ticket_no) = entry.act.ticket_no() else { return };
        let standing = self.candidates.entry(ticket_no.to_owned()).or_default();
        match &entry.act {
            Act::Decided(decision) => {
                standing.decisions.insert(decision.round, made(entry, decision.clone()));
            }
            Act::Ruled(ruling) => {
                standing.rulings.insert(ruling.flag.clone(), made(entry, ruling.clone()));
            }
            Act::Corrected(correction) => {
                standing.corrections.insert(correction.field.clone(), made(entry, correction.clone()));
            }
            Act::LookedUp { sha256, page, portal, asked, question, seen, note, .. } => {
                let (seen, note, portal) = (*seen, note.clone(), portal.clone());
                let look_up = LookUp { seen, note, portal, asked: asked.clone(), question: question.clone() };
                standing.looked_up.insert((sha256.clone(), *page), made(entry, look_up));
            }
            _ => {}
        }
    }

    /// Takes an entry back: what its candidate's other entries add up to stands again.
    fn take_back(&mut self, seq: i64) {
        let Some(ticket_no) = self.history.get(&seq).and_then(|entry| entry.act.ticket_no()).map(str::to_owned) else {
            return;
        };
        self.taken_back.insert(seq);
        if let Some(Act::Assigned(what)) = self.history.get(&seq).map(|entry| entry.act.clone()) {
            self.assignments.remove(&(what.file.clone(), what.sha256.clone()));
            let same = |entry: &&Entry| {
                let of_file = matches!(&entry.act, Act::Assigned(other) if (&other.file, &other.sha256) == (&what.file, &what.sha256));
                of_file && !self.taken_back.contains(&entry.seq)
            };
            if let Some(left) = self.history.values().rev().find(same).cloned() {
                self.apply(&left);
            }
            return;
        }
        self.candidates.remove(&ticket_no);
        let left: Vec<Entry> = self
            .history
            .values()
            .filter(|entry| entry.act.ticket_no() == Some(&ticket_no) && !self.taken_back.contains(&entry.seq))
            .filter(|entry| !matches!(entry.act, Act::Assigned(_)))
            .cloned()
            .collect();
        left.iter().for_each(|entry| self.apply(entry));
    }
}

fn made<T>(entry: &Entry, what: T) -> Made<T> {
    Made { what, by: entry.actor.clone(), at: entry.at.clone(), seq: entry.seq }
}
