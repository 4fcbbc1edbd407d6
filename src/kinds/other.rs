//! Anything else. Who it speaks of is read all the same, so that somebody else's paper is noticed.

use super::{Kind, NOTHING};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::Other,
    fields: &[&[FieldName::Name, FieldName::Sex, FieldName::BirthDate, FieldName::IdNumber]],
    ..NOTHING
};
