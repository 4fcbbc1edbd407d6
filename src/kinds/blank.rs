//! A page with nothing on it. It has no words to be known by: the reader says so.

use super::{Kind, NOTHING};
use crate::model::DocumentKind;

pub(super) const KIND: Kind = Kind { kind: DocumentKind::Blank, ..NOTHING };
