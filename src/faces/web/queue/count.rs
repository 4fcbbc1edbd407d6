//! What is left.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Index, Item, State, Viewer,
    state::{is_todo, state},
};
use crate::{model::Code, store::review::Standing};

/// How many there are of each, over the whole run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Those with a flag above `info`, by how far they are.
    pub flagged: BTreeMap<State, usize>,
    /// The others.
    pub clean: BTreeMap<State, usize>,
    /// Those who wait for the viewer.
    pub todo: usize,
    /// By flag: in how many of those who are not concluded yet it stands.
    pub open_by_flag: BTreeMap<Code, usize>,
    /// By reviewer: how many they concluded, as far as the viewer may see it.
    pub by_reviewer: BTreeMap<String, usize>,
}

/// Counts.
#[must_use]
pub fn count(index: &Index, standing: &Standing, viewer: &Viewer<'_>) -> Counts {
    let mut counts = Counts::default();
    for (item, flagged) in index.flagged().map(|i| (i, true)).chain(index.clean().map(|i| (i, false))) {
        let own = item.ticket_no().and_then(|ticket_no| standing.of(ticket_no));
        let state = state(&item.digest, own);
        let part = if flagged { &mut counts.flagged } else { &mut counts.clean };
        *part.entry(state).or_default() += 1;
        counts.todo += usize::from(is_todo(viewer, state, own));
        if matches!(state, State::Open | State::OutOfDate | State::Skipped) {
            count_flags(item, &mut counts.open_by_flag);
        }
        for (round, made) in own.iter().flat_map(|own| own.decisions.iter()) {
            if own.is_some_and(|own| viewer.may_see(*round, own)) {
                match counts.by_reviewer.get_mut(&made.by) {
                    Some(many) => *many += 1,
                    None => {
                        counts.by_reviewer.insert(made.by.clone(), 1);
                    }
                }
            }
        }
    }
    counts
}

/// Each flag of a candidate once.
fn count_flags(item: &Item, by_flag: &mut BTreeMap<Code, usize>) {
    for (n, flag) in item.digest.flags.iter().enumerate() {
        if !item.digest.flags.iter().take(n).any(|before| before.code == flag.code) {
            *by_flag.entry(flag.code).or_default() += 1;
        }
    }
}
