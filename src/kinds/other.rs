//! Anything else. Who it speaks of is read all the same, so that somebody else's paper is noticed.

use super::{Kind, NOTHING, field, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::Other,
    fields: &[&[
        field(FieldName::Name, labels::NAME),
        field(FieldName::Sex, labels::SEX),
        field(FieldName::BirthDate, labels::BIRTH_DATE),
        field(FieldName::IdNumber, labels::ID_NUMBER),
    ]],
    ..NOTHING
};
