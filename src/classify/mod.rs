//! Floor 2. Pages to parts: which pages make one document, and of what kind.
//!
//! A page is told by what is printed on it, never by the name of its file.

use crate::model::{DocumentKind, Legibility, Lookalike, Page};

/// Pages of a file that make one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// First page, from 1.
    pub first: u32,
    /// Last page, from 1.
    pub last: u32,
    /// What it is.
    pub kind: DocumentKind,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// The title as printed, where one was found.
    pub title: Option<String>,
    /// For `other`: what it is mistaken for.
    pub lookalike: Option<Lookalike>,
}

/// Splits the pages of a file into documents. Every page stands in exactly one part, in page order.
#[must_use]
pub fn classify(pages: &[Page]) -> Vec<Part> {
    pages
        .iter()
        .map(|page| {
            let (kind, confidence) = match page.legibility {
                Legibility::Blank => (DocumentKind::Blank, 0.99),
                Legibility::Read | Legibility::NeedsOcr | Legibility::Unreadable(_) => (DocumentKind::Other, 0.0),
            };
            Part { first: page.number, last: page.number, kind, confidence, title: None, lookalike: None }
        })
        .collect()
}
