//! Who is to be looked at, in which order and why: everybody of a run in memory, a line each, so that a list or search
//! over fifty thousand takes milliseconds. Pure: what people decided is an argument.
//!
//! Candidates with a flag above `info` come by severity, then by how much speaks against them, then by how unsure the
//! reader was; clean ones are a list of their own in the order of the roster.

mod beside;
mod count;
mod find;
mod state;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::{
    model::{Round, Severity, Verdict},
    store::{
        Digest,
        review::{CandidateStanding, Role},
    },
    values::text,
};

pub use beside::{Beside, beside};
pub use count::{Counts, count};
pub use find::{Found, Part, Row, Why, Wish, find, next};
pub use state::{State, state};

/// A candidate as lists know them.
#[derive(Debug)]
pub struct Item {
    /// What the run said in short.
    pub digest: Digest,
    /// Name and ticket number as searches compare them.
    sought: String,
}

impl Item {
    /// 准考证号.
    #[must_use]
    pub fn ticket_no(&self) -> Option<&str> {
        self.digest.ticket_no.as_deref()
    }

    fn flags(&self, severity: Severity) -> usize {
        self.digest.flags.iter().filter(|flag| flag.severity == severity).count()
    }
}

/// Everybody of a run.
#[derive(Debug)]
pub struct Index {
    items: Vec<Item>,
    /// Those to be looked at, in the order of work; then the clean ones.
    order: Vec<usize>,
    /// How many of `order` are to be looked at.
    flagged: usize,
    by_ticket_no: BTreeMap<String, usize>,
}

impl Index {
    /// Sets everybody in order. The uploads that belong to nobody are no candidate.
    #[must_use]
    pub fn new(digests: Vec<Digest>) -> Self {
        let item = |digest: Digest| {
            let parts = [digest.name.as_deref(), digest.ticket_no.as_deref()].map(Option::unwrap_or_default);
            Item { sought: sought(&parts.join("\n")), digest }
        };
        let items: Vec<Item> = digests.into_iter().filter(|digest| digest.ticket_no.is_some()).map(item).collect();
        let by_ticket_no = items.iter().enumerate().filter_map(|(n, item)| Some((item.ticket_no()?.to_owned(), n)));
        let by_ticket_no = by_ticket_no.collect();
        let (mut order, clean): (Vec<usize>, Vec<usize>) =
            (0..items.len()).partition(|n| items.get(*n).is_some_and(|item| item.digest.needs_review()));
        order.sort_by_key(|n| items.get(*n).map(|item| weight(item, *n)));
        let flagged = order.len();
        order.extend(clean);
        Self { items, order, flagged, by_ticket_no }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The candidate of that ticket number.
    #[must_use]
    pub fn get(&self, ticket_no: &str) -> Option<&Item> {
        self.items.get(*self.by_ticket_no.get(ticket_no)?)
    }

    /// The candidates of that name, in the order of the roster.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<&str> {
        let named = self.items.iter().filter(|item| item.digest.name.as_deref() == Some(name));
        named.filter_map(Item::ticket_no).collect()
    }

    /// Those to be looked at, in the order of work.
    #[must_use]
    pub fn flagged(&self) -> impl DoubleEndedIterator<Item = &Item> {
        self.order.iter().take(self.flagged).filter_map(|n| self.items.get(*n))
    }

    /// Those without a flag above `info`, in the order of the roster.
    #[must_use]
    pub fn clean(&self) -> impl DoubleEndedIterator<Item = &Item> {
        self.order.iter().skip(self.flagged).filter_map(|n| self.items.get(*n))
    }
}

/// What comes first is smallest.
fn weight(item: &Item, place: usize) -> (Reverse<usize>, Reverse<usize>, u32, usize) {
    // Thousandths, so that it can be put in order; a doubt that is no number counts as the greatest.
    let doubt = format!("{:.0}", (item.digest.least_confidence.clamp(0.0, 1.0)) * 1000.0).parse().unwrap_or(0);
    (Reverse(item.flags(Severity::Error)), Reverse(item.flags(Severity::Warning)), doubt, place)
}

/// A text as searches compare it: half-width, upper case, without white space inside its parts.
fn sought(text: &str) -> String {
    let parts = text.split('\n').map(text::code);
    parts
        .map(|part| part.chars().map(|c| if text::is_middle_dot(c) { '·' } else { c }).collect())
        .collect::<Vec<String>>()
        .join("\n")
}

/// Who looks at the queue.
#[derive(Debug, Clone, Copy)]
pub struct Viewer<'a> {
    /// User name.
    pub user: &'a str,
    /// What the account may do.
    pub role: Role,
    /// Whether the second review does not see the first before it has concluded itself.
    pub second_blind: bool,
}

impl Viewer<'_> {
    /// Whether they review without seeing the first review: by what the account is for, not by how far a candidate is.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        self.second_blind && self.role == Role::SecondReviewer
    }

    /// Whether they may see what others concluded in this review. Leaving it for later concludes nothing.
    #[must_use]
    pub fn may_see(&self, round: Round, standing: &CandidateStanding) -> bool {
        let second = standing.decisions.get(&Round::Second);
        let own = second.is_some_and(|made| made.by == self.user && made.what.verdict != Verdict::Skip);
        !self.is_blind() || round == Round::Second || own
    }

    /// What stands about a candidate as far as they may see it: without the first review's conclusion, rulings and
    /// corrections where it is hidden. What a portal answered stays, as it does where a program asked; who asked, and in
    /// which words it was told, does not.
    #[must_use]
    pub fn seen(&self, standing: &CandidateStanding) -> CandidateStanding {
        let mut seen = standing.clone();
        if self.may_see(Round::First, standing) {
            return seen;
        }
        seen.decisions.remove(&Round::First);
        seen.rulings.retain(|_, made| made.by == self.user);
        seen.corrections.retain(|_, made| made.by == self.user);
        for made in seen.looked_up.values_mut().filter(|made| made.by != self.user) {
            "同事".clone_into(&mut made.by);
            made.what.note = None;
        }
        seen
    }
}
