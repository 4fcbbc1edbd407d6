//! The list, made once for a run and kept: to go over all results takes seconds where there are thousands.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use super::super::{
    app::{App, Current},
    refusal::Refusal,
};
use crate::{
    audit::worklist::{self, Item},
    store::{RunId, online::Online, review::Standing},
};

/// What the list was made of: the run, and when a program last kept an answer.
type Made = (RunId, Option<SystemTime>);

/// The list as it was made last. What people saw is not in it: that is looked up where it is shown.
#[derive(Debug, Default)]
pub(in super::super) struct LookUps(Mutex<Option<(Made, Arc<Vec<Item>>)>>);

impl LookUps {
    /// Everything that people may look up in this run, in the order of the roster.
    pub(in super::super) fn of(&self, app: &App, current: &Current) -> Result<Arc<Vec<Item>>, Refusal> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = (current.id, Online::changed_at(&app.folder));
        if let Some((_, items)) = kept.as_ref().filter(|(of, _)| *of == made) {
            return Ok(Arc::clone(items));
        }
        let answers = Online::answers_of(&app.folder)?;
        let nothing = Standing::default();
        let mut items = Vec::new();
        app.store.each_result(current.id, &mut |result| {
            items.extend(worklist::items(&result, &nothing, &answers));
            Ok(())
        })?;
        let items = Arc::new(items);
        *kept = Some((made, Arc::clone(&items)));
        Ok(items)
    }
}
