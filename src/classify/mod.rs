//! Floor 2. Pages to parts: which pages make one document, and of what kind.
//!
//! A page is told by what is printed on it, never by the name of its file. Several kinds share words, so every kind is
//! scored ([`score`]), and how far the best is ahead of the next is how sure we are.

mod appetite;
mod score;
mod sharing;
mod split;
mod structure;
mod title;

pub use appetite::Needed;

use crate::kinds::Kinds;
use crate::layout::Sheet;
use crate::model::{DocumentKind, Legibility, Lookalike, Page, Rect};

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
    /// Where on its page it stands, in reading coordinates, where several documents share one.
    pub area: Option<Rect>,
}

/// Splits the pages of a file into documents, in page order. Every page stands in one part, or in several that share it,
/// each with an area of its own.
#[must_use]
pub fn classify(pages: &[Page]) -> Vec<Part> {
    let sheets: Vec<Sheet<'_>> = pages.iter().map(Sheet::new).collect();
    classify_sheets(&sheets, &Kinds::built_in())
}

/// The same, for pages that are laid out already.
#[must_use]
pub(crate) fn classify_sheets(sheets: &[Sheet<'_>], kinds: &Kinds) -> Vec<Part> {
    let judged: Vec<split::Judged> = sheets.iter().flat_map(|sheet| all_on(sheet, kinds)).collect();
    split::parts(&judged, kinds)
}

/// What stands on a page: one document as a rule.
fn all_on(sheet: &Sheet<'_>, kinds: &Kinds) -> Vec<split::Judged> {
    if sheet.page.legibility == Legibility::Read {
        let shared = sharing::share(sheet, &score::score(sheet, kinds), kinds);
        if !shared.is_empty() {
            return shared;
        }
    }
    vec![judge(sheet, kinds)]
}

/// What a page is by itself.
fn judge(sheet: &Sheet<'_>, kinds: &Kinds) -> split::Judged {
    let page = sheet.page;
    let number = page.number;
    match page.legibility {
        Legibility::Blank => split::Judged::sure(number, DocumentKind::Blank, 0.99),
        // An unread page is never guessed at.
        Legibility::NeedsOcr | Legibility::Unreadable(_) => split::Judged::sure(number, DocumentKind::Other, 0.0),
        Legibility::Read if bare(sheet) => split::Judged::bare(number, sheet),
        Legibility::Read => split::Judged::scored(number, sheet, score::score(sheet, kinds)),
    }
}

/// Whether nothing but a page number or a speck stands on the page.
fn bare(sheet: &Sheet<'_>) -> bool {
    let text: String = crate::layout::squeeze(&sheet.text());
    let told = text.chars().filter(|c| !c.is_ascii_digit() && !"第页共".contains(*c)).count();
    let sure = sheet.chars.iter().filter(|c| c.confidence > 0.6).count();
    sheet.page.seals.is_empty()
        && sheet.page.qr.is_empty()
        && sheet.page.pictures.is_empty()
        && (text.is_empty() || (text.chars().count() <= 8 && (told == 0 || sure < 2)))
}
