//! How much of what is printed on a document found its role, and what did not.

use serde::{Deserialize, Serialize};

use super::{Rect, words::vocabulary};

vocabulary! {
    /// What is left over on a document.
    LeftOverKind {
        /// A date or a span of time that no field took.
        Date = "date",
        /// A number of some length.
        Number = "number",
        /// The name of a unit.
        Unit = "unit",
        /// A label of a field without a value.
        Label = "label",
    }
}

/// Something printed that has no role in what was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftOver {
    /// What it is.
    pub kind: LeftOverKind,
    /// Its page, from 1.
    pub page: u32,
    /// Where it stands on the page as it is displayed.
    pub bbox: Rect,
}

/// How far a document is explained: every date, number, unit and label on it has a role or is left over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// The share that has a role, 0 to 1; 1 where nothing of the kind is printed.
    pub share: f32,
    /// What has none.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub left_over: Vec<LeftOver>,
}

impl Default for Explained {
    fn default() -> Self {
        Self { share: 1.0, left_over: Vec::new() }
    }
}

impl Explained {
    /// Whether anything of a kind is left over. A paper on which a date has no role contradicts no sum of dates.
    #[must_use]
    pub fn leaves(&self, kind: LeftOverKind) -> bool {
        self.left_over.iter().any(|left| left.kind == kind)
    }
}
