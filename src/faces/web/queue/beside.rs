//! Who stands before and after somebody in a list, decided or not.

use super::{Index, Viewer, Wish, find::fitting};
use crate::store::review::Standing;

/// Somebody's place in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// The one before.
    pub previous: Option<String>,
    /// The one after.
    pub next: Option<String>,
    /// Place, from 1, and how many there are; `None` of somebody who is not in the list.
    pub place: Option<(usize, usize)>,
}

/// Looks somebody up in the list that fits the wish.
#[must_use]
pub fn beside(index: &Index, standing: &Standing, viewer: &Viewer<'_>, wish: &Wish, ticket_no: &str) -> Beside {
    let mut found = Beside::default();
    let (mut before, mut place, mut total) = (None, None, 0);
    for item in fitting(index, standing, viewer, wish) {
        total += 1;
        let Some(own) = item.ticket_no() else { continue };
        if own == ticket_no {
            place = Some(total);
            found.previous = before.map(str::to_owned);
        } else if place == Some(total - 1) {
            found.next = Some(own.to_owned());
        }
        before = Some(own);
    }
    found.place = place.map(|place| (place, total));
    found
}
