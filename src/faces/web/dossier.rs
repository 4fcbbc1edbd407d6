//! Everything about one candidate as the page shows it, and what decisions on it must name.

use super::{
    app::{App, Current},
    refusal::Refusal,
};
use crate::{
    model::{Flag, FlagKey},
    store::{CandidateResult, review},
};

/// A candidate's result with what decisions on it must name.
pub(super) struct Dossier {
    /// What the run concluded.
    pub(super) result: CandidateResult,
    /// Fingerprint of what is shown.
    pub(super) basis: String,
    /// The names of the flags, in their order.
    pub(super) keys: Vec<FlagKey>,
}

impl Dossier {
    /// The flag of that name.
    pub(super) fn flag(&self, key: &FlagKey) -> Option<&Flag> {
        let place = self.keys.iter().position(|own| own == key)?;
        self.result.flags.get(place)
    }
}

impl App {
    /// Everything about a candidate of the run that is shown.
    pub(super) fn dossier(&self, current: &Current, ticket_no: &str) -> Result<Dossier, Refusal> {
        let item = current.index.get(ticket_no).ok_or(Refusal::NotFound)?;
        let result = self.store.result(current.id, item.digest.place)?.ok_or(Refusal::NotFound)?;
        let (basis, keys) = (review::basis(&result), FlagKey::all(&result.flags));
        Ok(Dossier { result, basis, keys })
    }
}
