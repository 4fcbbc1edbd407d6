//! What understanding a printed text can give.

/// A printed text as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The value in the contract's form; `None` where there is none to be had.
    pub value: Option<String>,
    /// How the text was understood.
    pub understanding: Understanding,
}

/// How a printed text was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Understanding {
    /// In full. The value may still break rules of its own (a wrong check digit): that is for the checks.
    Full,
    /// There is a value, some characters of it hidden behind `*`.
    Masked,
    /// There is a value, as printed, but not in the shape that this kind of value has.
    OddShape,
    /// The text says that the value is not known (`＊`, `——`, `不详`).
    PrintedAsUnknown,
    /// Nothing is printed.
    Empty,
    /// Something is printed that says less than a value (`多年`, `近10年`).
    NotAValue,
    /// Something is printed that is not understood.
    NotUnderstood,
}

impl Parsed {
    /// A value understood in full.
    #[must_use]
    pub const fn full(value: String) -> Self {
        Self { value: Some(value), understanding: Understanding::Full }
    }

    /// A value, with how far it is understood.
    #[must_use]
    pub const fn with(value: String, understanding: Understanding) -> Self {
        Self { value: Some(value), understanding }
    }

    /// No value, and why.
    #[must_use]
    pub const fn none(understanding: Understanding) -> Self {
        Self { value: None, understanding }
    }

    /// A value in full, or a text that is not understood.
    #[must_use]
    pub fn or_not_understood(value: Option<String>) -> Self {
        value.map_or_else(|| Self::none(Understanding::NotUnderstood), Self::full)
    }
}
