//! Texts that are alike, among many that are nearly so: most certificates of one year are the same form with other words
//! in it, and all of them meet in some bucket. In each bucket a text is compared with its neighbours alone, in an order in
//! which texts that are alike stand side by side; each bucket has an order of its own, so that what one parts another
//! joins. The work grows with the number of texts.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Holder, Spot, gather::Key, sort, spot};
use crate::bounds;

/// With so many neighbours on one side a text is compared, those with the very same text left out.
const NEIGHBOURS: usize = 6;

/// The texts that meet in any bucket.
#[derive(Default)]
pub(super) struct Texts {
    holders: Vec<Holder>,
    of: BTreeMap<Spot, usize>,
    buckets: BTreeMap<Key, Vec<usize>>,
    /// How often two were compared.
    pub(super) compared: usize,
}

impl Texts {
    /// Takes one that meets others in this bucket. Of one paper whoever comes first tells, which is the latest run.
    pub(super) fn add(&mut self, bucket: Key, holder: Holder) {
        let next = self.holders.len();
        let at = *self.of.entry(spot(&holder)).or_insert(next);
        if at == next {
            self.holders.push(holder);
        }
        let bucket = self.buckets.entry(bucket).or_default();
        if bucket.last() != Some(&at) {
            bucket.push(at);
        }
    }

    /// Groups of those that are alike, each of more than one; `None` where it was stopped.
    pub(super) fn alike(mut self, stop: &AtomicBool) -> Option<Vec<Vec<Holder>>> {
        let joined = self.join(stop)?;
        let mut groups: BTreeMap<usize, Vec<Holder>> = BTreeMap::new();
        for (at, holder) in std::mem::take(&mut self.holders).into_iter().enumerate() {
            groups.entry(joined.first(at)).or_default().push(holder);
        }
        let mut groups: Vec<Vec<Holder>> = groups.into_values().filter(|group| group.len() > 1).collect();
        groups.iter_mut().for_each(|group| sort(group));
        Some(groups)
    }

    /// Joins those that are alike.
    pub(super) fn join(&mut self, stop: &AtomicBool) -> Option<Joined> {
        let mut joined = Joined((0..self.holders.len()).collect());
        for (number, bucket) in std::mem::take(&mut self.buckets).into_values().enumerate() {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            self.join_neighbours(number, bucket, &mut joined);
        }
        Some(joined)
    }

    fn join_neighbours(&mut self, number: usize, mut bucket: Vec<usize>, joined: &mut Joined) {
        let text = |at: usize| self.holders.get(at).and_then(|holder| holder.text.as_deref());
        bucket.sort_by(|a, b| {
            let rank = |at: usize| text(at).into_iter().flat_map(move |sketch| sketch.rank(number));
            rank(*a).cmp(rank(*b)).then_with(|| text(*a).cmp(&text(*b))).then_with(|| a.cmp(b))
        });
        // Each different text once; the same again is joined to it without a look.
        let mut different: Vec<usize> = Vec::new();
        let mut compared = 0;
        for at in bucket {
            let (Some(own), last) = (text(at), different.last()) else { continue };
            if let Some(last) = last.filter(|last| text(**last) == Some(own)) {
                joined.join(*last, at);
                continue;
            }
            for before in different.iter().rev().take(NEIGHBOURS) {
                if joined.first(*before) == joined.first(at) {
                    continue;
                }
                compared += 1;
                if text(*before).is_some_and(|other| other.likeness(own) >= bounds::SAME_TEXT) {
                    joined.join(*before, at);
                }
            }
            different.push(at);
        }
        self.compared += compared;
    }
}

/// Who is in one group with whom: each points to one of its group with a smaller number, or to itself.
pub(super) struct Joined(Vec<usize>);

impl Joined {
    /// The first of the group.
    pub(super) fn first(&self, mut at: usize) -> usize {
        while let Some(before) = self.0.get(at).copied().filter(|before| *before != at) {
            at = before;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        let (first, second) = (one.min(other), one.max(other));
        for at in [second, other, one] {
            if let Some(before) = self.0.get_mut(at) {
                *before = first;
            }
        }
    }
}
