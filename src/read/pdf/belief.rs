//! Whether a page's text layer can be believed.
//!
//! A text layer is the file's own word about its picture, and nothing forces the two to agree. What can be told without
//! looking at the picture is told here: characters nobody named, characters that make no text, text nobody sees, and
//! text too thin for what the page shows.

use std::collections::BTreeSet;

use super::fonts::GUESSED;
use super::glyph::NOT_READ;
use super::plausible;
use super::scene::Scene;
use crate::model::{Doubt, Glyph, Page, Rect, Word};

/// Share of characters that may be unread before the whole layer is doubted. Below this the single words say so.
const UNREAD: f32 = 0.1;
/// Share of characters that may be guessed.
const FEW_GUESSED: f32 = 0.05;
/// A picture or pictures covering this share of the page are what the page is about.
pub(super) const COVERED: f32 = 0.5;
/// Fewer characters on a page that is a picture are a page number, a watermark or a scanning program's signature.
const THIN: usize = 60;
/// From this many characters an invisible layer is a recognition program's, and no stray remark.
const LAYER: usize = 12;
/// So near to the upper or lower edge, as a share of the height, stand headers and footers.
const MARGIN: f32 = 0.07;
/// So many letters with accents in one word are no word of a language.
const ACCENTED: usize = 4;
/// So many outlines on a page with next to no text are the text.
const DRAWN: u32 = 120;

/// What a page shows beside its text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// Share of the page that pictures cover.
    pub(super) pictures: f32,
    /// Small curved shapes.
    pub(super) outlines: u32,
    /// Width and height of the page.
    pub(super) size: (f32, f32),
}

impl Look {
    /// What a scene shows.
    pub(super) fn of(scene: &Scene) -> Self {
        Self { pictures: coverage(scene), outlines: scene.outlines, size: (scene.width, scene.height) }
    }
}

/// What a page's text layer turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// There is none.
    Absent,
    /// Nothing speaks against it.
    Believed,
    /// These speak against it.
    Doubted(Vec<Doubt>),
}

/// Judges the text of a page: the words that are shown, those that are not, and what the page shows beside them.
pub(super) fn judge(words: &[Word], hidden: &[Word], look: Look) -> Verdict {
    let characters = |words: &[Word]| -> usize {
        words.iter().map(|w| w.glyphs.iter().filter(|g| !g.ch.is_whitespace()).count()).sum()
    };
    let (shown, hidden, body) = (characters(words), characters(hidden), body(words, look.size));
    let glyphs = || words.iter().flat_map(|w| &w.glyphs).filter(|g| !g.ch.is_whitespace());
    let unread = (glyphs().filter(|g| is_unread(g.ch)).count() + mistaken(words)) as f32;
    let guessed = glyphs().filter(|g| (g.confidence - GUESSED).abs() < f32::EPSILON).count() as f32;
    let mut doubts = Vec::new();
    if unread > UNREAD * shown as f32 {
        doubts.push(Doubt::Garbled);
    }
    if plausible::is_scrambled(glyphs().map(|g| g.ch).filter(|c| !is_unread(*c))) {
        doubts.push(Doubt::Scrambled);
    }
    if hidden >= LAYER && hidden > shown.saturating_mul(3) && look.pictures >= COVERED {
        doubts.push(Doubt::Hidden);
    }
    if shown > 0 && is_thin(shown, body, look) {
        doubts.push(Doubt::TooThin);
    }
    if guessed > FEW_GUESSED * shown as f32 {
        doubts.push(Doubt::Guessed);
    }
    match (doubts.is_empty(), shown) {
        (false, _) => Verdict::Doubted(doubts),
        (true, 0) => Verdict::Absent,
        (true, _) => Verdict::Believed,
    }
}

/// Whether so little text cannot be what such a page says.
fn is_thin(characters: usize, body: usize, look: Look) -> bool {
    (look.pictures >= COVERED && body < THIN)
        || (look.outlines >= DRAWN && look.outlines as usize > characters.saturating_mul(2))
}

/// Whether all that is written on a page that is a picture stands beside what the picture says: laid over it, or in its
/// margins. Then the pictures alone tell more; where there is only one of them and nothing over it, the same.
pub(super) fn is_beside(page: &Page) -> bool {
    (!page.aside.is_empty() || page.pictures.len() > 1)
        && body(&page.words, (page.width, page.height)) == 0
        && body(&page.unbelieved, (page.width, page.height)) == 0
}

/// How many characters account for a picture of a page: what is repeated counts once, and what stands along the upper and
/// the lower edge not at all, where programs print what they think of a page.
fn body(words: &[Word], (_, height): (f32, f32)) -> usize {
    let inner = words.iter().filter(|word| {
        let y = word.bbox.centre().1;
        (MARGIN * height..=(1.0 - MARGIN) * height).contains(&y)
    });
    let texts: BTreeSet<String> = inner.map(Word::text).collect();
    texts.iter().map(|text| text.chars().filter(|c| !c.is_whitespace()).count()).sum()
}

/// How many characters are letters with accents in a row, as Chinese looks that is taken for Latin.
fn mistaken(words: &[Word]) -> usize {
    let is_accented = |g: &&Glyph| {
        matches!(g.ch, '\u{A1}'..='\u{FF}') && !matches!(g.ch, '·' | '×' | '÷' | '°' | '±' | '§' | '«' | '»')
    };
    let in_word = |word: &Word| word.glyphs.iter().filter(is_accented).count();
    words.iter().map(in_word).filter(|count| *count >= ACCENTED).sum()
}

/// A character that stands for "not read": none was named, or one of those that mean nothing outside their font.
pub(super) fn is_unread(ch: char) -> bool {
    matches!(ch, NOT_READ | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// The share of the page that pictures cover, measured on a grid.
pub(super) fn coverage(scene: &Scene) -> f32 {
    const CELLS: u16 = 24;
    // However small: printer drivers and scanning programs cut a page into strips and tiles.
    let boxes: Vec<Rect> = scene.pictures.iter().map(|p| p.picture.bbox).collect();
    if boxes.is_empty() {
        return 0.0;
    }
    let at = |i: u16, length: f32| (f32::from(i) + 0.5) / f32::from(CELLS) * length;
    let cells = (0..CELLS).flat_map(|y| (0..CELLS).map(move |x| (x, y)));
    let covered = cells
        .filter(|(x, y)| {
            let point = (at(*x, scene.width), at(*y, scene.height));
            boxes.iter().any(|b| b.contains(point))
        })
        .count();
    covered as f32 / f32::from(CELLS * CELLS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(pictures: f32, outlines: u32) -> Look {
        Look { pictures, outlines, size: (595.0, 842.0) }
    }

    fn word(text: &str, y: f32) -> Word {
        let bbox = Rect::new(60.0, y, 160.0, y + 10.0);
        let glyph = |ch| Glyph { ch, bbox, confidence: 1.0, font: None, runners_up: Vec::new() };
        let source = crate::model::WordSource::TextLayer;
        Word { glyphs: text.chars().map(glyph).collect(), bbox, vertical: false, source }
    }

    #[test]
    fn a_page_number_on_a_scan_is_too_thin() {
        assert!(is_thin(3, 3, look(0.98, 0)));
    }

    #[test]
    fn a_form_with_a_portrait_is_not() {
        assert!(!is_thin(40, 40, look(0.03, 4)));
    }

    #[test]
    fn text_drawn_as_outlines_is_missed() {
        assert!(is_thin(8, 8, look(0.0, 700)));
    }

    #[test]
    fn headers_and_what_is_repeated_do_not_account_for_a_scan() {
        let mark = "仅供长沙市人事考试资格核查使用";
        let marks: Vec<Word> = (1..12).map(|i| word(mark, 60.0 * i as f32 + 10.0)).collect();
        assert!(matches!(judge(&marks, &[], look(0.98, 0)), Verdict::Doubted(_)));
        let head: Vec<Word> =
            (0..6).map(|i| word(&format!("档案管理系统第{i}卷第{i}页共{i}页"), 8.0 * i as f32)).collect();
        assert!(matches!(judge(&head, &[], look(0.98, 0)), Verdict::Doubted(_)));
        let text: Vec<Word> =
            (1..12).map(|i| word(&format!("第{i}条单位意见同意报名工作年限"), 60.0 * i as f32 + 10.0)).collect();
        assert_eq!(judge(&text, &[], look(0.98, 0)), Verdict::Believed);
    }

    #[test]
    fn chinese_that_is_taken_for_latin_is_not_believed() {
        let words = [word("Â½ÁîÒÇ", 100.0), word("2015", 120.0)];
        assert!(matches!(judge(&words, &[], look(0.0, 0)), Verdict::Doubted(_)));
        let words = [word("25°C", 100.0), word("José", 120.0), word("阿依古丽·买买提", 140.0)];
        assert_eq!(judge(&words, &[], look(0.0, 0)), Verdict::Believed);
    }

    #[test]
    fn private_characters_are_not_read() {
        assert!(is_unread('\u{E123}') && is_unread(NOT_READ) && !is_unread('龑') && !is_unread('𠮷'));
    }
}
