//! Floor 0. The two languages in which hecha speaks to people. What it writes for programs (logs, exports) has none.

/// A language of help, messages and summaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Simplified Chinese, what clerks and reviewers read.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// One of two texts that say the same.
    #[must_use]
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}
