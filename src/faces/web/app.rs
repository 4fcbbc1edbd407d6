//! What the review page works with: the run whose results stand, what people decided, and the one way to decide.

use std::collections::BTreeSet;
use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard,
    atomic::{AtomicI64, Ordering},
};

use tokio::sync::Semaphore;

use super::{audit::Running, look_ups::LookUps, pictures::Pictures, queue::Index, refusal::Refusal, visitor::Visitor};
use crate::{
    Error, Result,
    rulebook::Pack,
    store::{
        self, Role, Run, RunId, Store, WorkFolder,
        review::{Act, Entry, Review, Standing},
    },
};

/// The review page's state, as handlers share it.
pub type Shared = Arc<App>;

/// A moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970.
    pub now: i64,
    /// The same with time zone, as the journal keeps it.
    pub at: String,
}

/// How the review page is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Tells the time.
    pub clock: fn() -> Moment,
    /// Names by which browsers may reach it, beside `localhost` and plain addresses.
    pub hosts: Vec<String>,
    /// Whether browsers reach it by https, through a server in front of it.
    pub https: bool,
}

/// The run whose results stand.
pub struct Current {
    /// Which.
    pub id: RunId,
    /// What went into it.
    pub run: Run,
    /// Everybody in it, in the order of work.
    pub index: Index,
    /// The rules it was made with; an empty set of reasons where they can no longer be read.
    pub pack: Option<Pack>,
}

/// The review page's state.
pub struct App {
    pub(super) settings: Settings,
    pub(super) folder: WorkFolder,
    pub(super) store: Box<dyn Store>,
    pub(super) review: Review,
    /// The pages as pictures.
    pub(super) pictures: Pictures,
    /// So many passwords are tried at a time: each try takes memory.
    pub(super) door: Semaphore,
    current: RwLock<Arc<Current>>,
    standing: RwLock<Standing>,
    writing: Mutex<()>,
    /// What people may look up, of the run that is shown.
    pub(super) look_ups: LookUps,
    /// The audit that somebody started here.
    pub(super) audit: Running,
    /// The candidates that each session has been shown, by its token for forms.
    opened: Mutex<BTreeSet<(String, String)>>,
    /// The second in which the store was last asked for a newer run.
    asked: AtomicI64,
}

/// So many are remembered; where they are forgotten, some are noted twice.
const MOST_OPENED: usize = 200_000;

/// Passwords tried at a time.
const TRIES: usize = 2;

impl App {
    /// Opens what a work folder holds. It needs a run that has finished.
    pub fn open(folder: WorkFolder, settings: Settings) -> Result<Shared> {
        let store = store::open(&folder)?;
        let Some((id, run)) = store.last_run()? else {
            return Err(Error::NothingScreened { path: folder.root().to_owned() });
        };
        let current = Arc::new(Current::load(store.as_ref(), id, run)?);
        let review = Review::open(&folder)?;
        let standing = review.standing()?;
        let app = Self {
            pictures: Pictures::open(&folder)?,
            settings,
            folder,
            store,
            review,
            door: Semaphore::new(TRIES),
            current: RwLock::new(current),
            standing: RwLock::new(standing),
            writing: Mutex::new(()),
            look_ups: LookUps::default(),
            audit: Running::default(),
            opened: Mutex::default(),
            asked: AtomicI64::new(i64::MIN),
        };
        Ok(Arc::new(app))
    }

    /// Now.
    pub(super) fn moment(&self) -> Moment {
        (self.settings.clock)()
    }

    /// Does what blocks on a thread for it.
    pub(super) async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let app = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&app)).await.unwrap_or(Err(Refusal::Broken))
    }

    /// The run whose results stand. One that finished meanwhile takes its place: the store is asked once a second.
    pub fn current(&self) -> Result<Arc<Current>> {
        let held = || Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner));
        let now = self.moment().now;
        if self.asked.swap(now, Ordering::Relaxed) == now {
            return Ok(held());
        }
        match self.store.last_run()? {
            Some((id, run)) if id != held().id => {
                let newer = Arc::new(Current::load(self.store.as_ref(), id, run)?);
                tracing::info!(candidates = newer.index.len(), "a new run is shown");
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&newer);
                Ok(newer)
            }
            _ => Ok(held()),
        }
    }

    /// What people decided up to now, by this program or another one beside it.
    pub fn standing(&self) -> Result<RwLockReadGuard<'_, Standing>> {
        let read = || self.standing.read().unwrap_or_else(PoisonError::into_inner);
        let (last, _) = self.review.head()?;
        let standing = read();
        if standing.seq >= last {
            return Ok(standing);
        }
        drop(standing);
        let mut standing = self.standing.write().unwrap_or_else(PoisonError::into_inner);
        let seq = standing.seq;
        self.review.entries(seq, &mut |entry| {
            standing.add(&entry);
            Ok(())
        })?;
        drop(standing);
        Ok(read())
    }

    /// Decides something: `what` sees everything that stands and says what is to be added, or why not. Nobody else
    /// decides between the look and the addition.
    pub fn act(
        &self,
        actor: &str,
        what: impl FnOnce(&Standing) -> Result<Vec<Act>, Refusal>,
    ) -> Result<Vec<Entry>, Refusal> {
        let _alone = self.alone();
        let acts = what(&*self.standing()?)?;
        Ok(self.review.append_all(&self.moment().at, actor, &acts)?)
    }

    /// Notes that somebody is shown a candidate's papers: once a session. Whoever may not be noted is shown nothing.
    pub(super) fn note_opened(&self, visitor: &Visitor, ticket_no: &str) -> Result<()> {
        let key = (visitor.csrf.clone(), ticket_no.to_owned());
        if self.opened.lock().unwrap_or_else(PoisonError::into_inner).contains(&key) {
            return Ok(());
        }
        let opened = Act::Opened { ticket_no: ticket_no.to_owned() };
        self.review.append(&self.moment().at, &visitor.user, &opened)?;
        let mut all = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_OPENED {
            all.clear();
        }
        all.insert(key);
        Ok(())
    }

    /// Held by whoever looks and then writes, so that nobody writes in between.
    pub(super) fn alone(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Current {
    fn load(store: &dyn Store, id: RunId, run: Run) -> Result<Self> {
        let index = Index::new(store.digests(id)?);
        let text = store.input(Role::Pack, &run.pack_sha256)?;
        let pack = text.and_then(|(_, text)| Pack::parse(std::str::from_utf8(&text).ok()?).ok());
        Ok(Self { id, run, index, pack })
    }

    /// Whether the second review does not see the first.
    #[must_use]
    pub fn second_blind(&self) -> bool {
        self.pack.as_ref().is_some_and(|pack| pack.review.second_blind)
    }
}
