//! Turns at drawing pages: a few at a time, each page once at a time, and no more waiting than one person has eyes for.
//!
//! Whoever waits holds no thread, so that everything else goes on however many wait; whoever leaves gives the place up.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::{Mutex as Waiting, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use super::refusal::Refusal;

/// So many pages one person may have drawn or wait for: a little more than a browser asks for at once.
const EACH: usize = 8;

#[derive(Debug, Default)]
struct Held {
    /// How many each person waits for.
    of: BTreeMap<String, usize>,
    /// The pages that are drawn or waited for.
    pages: BTreeMap<String, Weak<Waiting<()>>>,
}

/// All turns.
#[derive(Debug, Clone)]
pub(super) struct Turns {
    free: Arc<Semaphore>,
    held: Arc<Mutex<Held>>,
}

/// A turn at one page, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    _place: Place,
    _page: OwnedMutexGuard<()>,
    _permit: OwnedSemaphorePermit,
}

/// That somebody waits for one page more.
#[derive(Debug)]
struct Place {
    held: Arc<Mutex<Held>>,
    user: String,
}

impl Turns {
    /// So many at a time.
    pub(super) fn new(at_a_time: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(at_a_time)), held: Arc::default() }
    }

    /// Waits until this page may be drawn and nobody else draws it.
    pub(super) async fn take(&self, user: &str, page: &str) -> Result<Turn, Refusal> {
        let (place, page) = self.place(user, page).ok_or(Refusal::Busy)?;
        let page = page.lock_owned().await;
        let permit = Arc::clone(&self.free).acquire_owned().await.map_err(|_| Refusal::Broken)?;
        Ok(Turn { _place: place, _page: page, _permit: permit })
    }

    fn place(&self, user: &str, page: &str) -> Option<(Place, Arc<Waiting<()>>)> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let own = held.of.entry(user.to_owned()).or_default();
        if *own >= EACH {
            return None;
        }
        *own += 1;
        held.pages.retain(|_, waiting| waiting.strong_count() > 0);
        let known = held.pages.get(page).and_then(Weak::upgrade);
        let waiting = known.unwrap_or_default();
        held.pages.insert(page.to_owned(), Arc::downgrade(&waiting));
        Some((Place { held: Arc::clone(&self.held), user: user.to_owned() }, waiting))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = held.of.get_mut(&self.user) {
            *own -= 1;
            if *own == 0 {
                held.of.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn six_hundred_requests_for_one_page_hold_no_thread_and_draw_it_once() {
        let turns = Turns::new(2);
        let (drawn, known) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(false)));
        let first = turns.take("甲", "page").await.unwrap();
        let mut asked = tokio::task::JoinSet::new();
        for n in 0..600 {
            let (turns, drawn, known) = (turns.clone(), Arc::clone(&drawn), Arc::clone(&known));
            asked.spawn(async move {
                let Ok(_turn) = turns.take(&format!("user {}", n % 60), "page").await else { return false };
                if !std::mem::replace(&mut *known.lock().unwrap(), true) {
                    drawn.fetch_add(1, Ordering::Relaxed);
                }
                true
            });
        }
        tokio::task::yield_now().await;
        // Others get on while all of them wait.
        let other = turns.take("乙", "another page").await.unwrap();
        assert_eq!(tokio::task::spawn_blocking(|| 7).await.unwrap(), 7);
        drop((first, other));
        let answers = asked.join_all().await;
        assert_eq!(answers.iter().filter(|answered| **answered).count(), 60 * EACH);
        assert_eq!(drawn.load(Ordering::Relaxed), 1);
        assert!(turns.held.lock().unwrap().of.is_empty(), "every place is given back");
    }

    #[tokio::test]
    async fn whoever_leaves_gives_the_place_up() {
        let turns = Turns::new(1);
        let first = turns.take("甲", "page").await.unwrap();
        for n in 0..3 * EACH {
            let left =
                tokio::time::timeout(std::time::Duration::from_millis(1), turns.take("甲", &n.to_string())).await;
            assert!(left.is_err());
        }
        drop(first);
        assert!(turns.take("甲", "page").await.is_ok());
    }
}
