//! Who asks: the account behind a request, as the gate found it.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
};

use super::{queue::Viewer, refusal::Refusal};
use crate::store::review::Role;

/// Somebody who is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Visitor {
    /// User name.
    pub(super) user: String,
    /// What the account may do.
    pub(super) role: Role,
    /// What forms and scripts must bring along.
    pub(super) csrf: String,
    /// Whether somebody else knows the password: it has to be changed before anything else.
    pub(super) lent: bool,
}

impl Visitor {
    /// As the queue sees them.
    pub(super) fn viewer(&self, second_blind: bool) -> Viewer<'_> {
        Viewer { user: &self.user, role: self.role, second_blind }
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Self>().cloned().ok_or(Refusal::SignIn)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

/// From which machine a request comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address(pub(super) String);

impl<S: Sync> FromRequestParts<S> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self("?".to_owned())))
    }
}
