//! Papers to be printed: blocks of text and tables, laid out on A4, as PDF.
//!
//! What stands on a paper is said in [`Block`]s; where it stands is found by [`layout`]; [`pdf`] draws it. Lengths are in
//! points, from the top left.

mod font;
mod layout;
mod pdf;

pub use font::Typeface;

use crate::Result;

/// What is printed, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// The paper's title, in the middle.
    Title(String),
    /// A line below the title, in the middle.
    Subtitle(String),
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph in small type.
    Note(String),
    /// A line at the right, as under a letter.
    Right(String),
    /// A table.
    Table(Table),
    /// Room, in points.
    Gap(f32),
    /// What follows begins a new page, and counts its pages from 1.
    NewPaper,
}

/// A table: its header is repeated on each page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// Title and share of the width of each column.
    pub(super) columns: Vec<(&'static str, f32)>,
    /// The rows, a text a column.
    pub(super) rows: Vec<Vec<String>>,
}

/// Sets blocks as PDF. `footer` stands at the foot of each page, before its number.
pub(super) fn print(title: &str, footer: &str, blocks: &[Block], typeface: &Typeface) -> Result<Vec<u8>> {
    let pages = layout::lay_out(blocks, footer, typeface);
    pdf::draw(title, &pages, typeface)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_blocks_give_the_same_bytes_and_their_text_can_be_read_again() {
        let Ok(typeface) = Typeface::find(None) else { return };
        let blocks = [Block::Title("公示名单".to_owned()), Block::Text("张三，通过。".to_owned())];
        let pdf = print("公示名单", "内部资料", &blocks, &typeface).unwrap();
        assert_eq!(pdf, print("公示名单", "内部资料", &blocks, &typeface).unwrap());
        let text = pdf_extract::extract_text_from_mem(&pdf).unwrap();
        assert!(text.contains("公示名单") && text.contains("张三，通过。"), "{text}");
    }
}
