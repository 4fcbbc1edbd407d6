//! A line as it was recognised, and the words it becomes.

use crate::model::{Glyph, Mapping, Rect, Word, WordSource};

use super::quad::Quad;

/// A gap wider than this, in heights of the line, ends a word.
const WORD_GAP: f32 = 0.9;

/// One character of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Char {
    /// The character; a space where the network saw one.
    pub ch: char,
    /// How sure the network is, 0 to 1.
    pub confidence: f32,
    /// Where it stands, in pixels of the page image.
    pub quad: Quad,
    /// What else it might have been, best first, with probabilities.
    pub runners_up: Vec<(char, f32)>,
}

/// A line as it was recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where it stands, in pixels of the page image.
    pub quad: Quad,
    /// Whether its characters stand below each other.
    pub vertical: bool,
    /// Whether only the smaller networks read it.
    pub glanced: bool,
    /// Its characters in reading order; empty where nothing was recognised.
    pub chars: Vec<Char>,
}

impl Line {
    /// The line as a string.
    #[must_use]
    pub fn text(&self) -> String {
        self.chars.iter().map(|c| c.ch).collect()
    }

    /// The mean confidence of its characters, 0 where there are none.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        if self.chars.is_empty() {
            return 0.0;
        }
        self.chars.iter().map(|c| c.confidence).sum::<f32>() / self.chars.len() as f32
    }

    /// How much sense the line makes: sure characters count for, unsure ones against.
    #[must_use]
    pub fn sense(&self) -> f32 {
        self.chars.iter().map(|c| c.confidence - 0.6).sum()
    }

    /// The line on the page moved as a map says.
    #[must_use]
    pub fn mapped(mut self, map: &Mapping) -> Self {
        self.quad = self.quad.mapped(map);
        for char in &mut self.chars {
            char.quad = char.quad.mapped(map);
        }
        self
    }

    /// The words of the line, mapped from pixels to the coordinates of the page. A wide gap ends a word.
    #[must_use]
    pub fn words(&self, to_page: &Mapping) -> Vec<Word> {
        let gap = WORD_GAP * if self.vertical { self.quad.width() } else { self.quad.height() };
        let mut words: Vec<Vec<&Char>> = Vec::new();
        let mut end: Option<Rect> = None;
        for c in &self.chars {
            if c.ch.is_whitespace() {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
                continue;
            }
            let place = c.quad.bbox();
            let apart = end.is_some_and(|end| {
                let (dx, dy) = (place.x0 - end.x1, place.y0 - end.y1);
                dx.max(dy) > gap
            });
            end = Some(place);
            match words.last_mut() {
                Some(word) if !apart => word.push(c),
                _ => words.push(vec![c]),
            }
        }
        words.into_iter().filter_map(|chars| word(&chars, self.vertical, to_page)).collect()
    }
}

/// A word of these characters, without the spaces at its end.
fn word(chars: &[&Char], vertical: bool, to_page: &Mapping) -> Option<Word> {
    let last = chars.iter().rposition(|c| !c.ch.is_whitespace())?;
    let glyphs: Vec<Glyph> = chars
        .iter()
        .take(last + 1)
        .map(|c| Glyph {
            ch: c.ch,
            bbox: c.quad.mapped(to_page).bbox(),
            confidence: c.confidence,
            font: None,
            runners_up: c.runners_up.clone(),
        })
        .collect();
    let bbox = Rect::around(glyphs.iter().map(|g| g.bbox))?;
    Some(Word { glyphs, bbox, vertical, source: WordSource::Ocr })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, starts: &[f32]) -> Line {
        let chars = text
            .chars()
            .zip(starts)
            .map(|(ch, &x)| Char {
                ch,
                confidence: 0.5,
                quad: Quad::upright(&Rect::new(x, 0.0, x + 10.0, 12.0)),
                runners_up: Vec::new(),
            })
            .collect();
        Line { quad: Quad::upright(&Rect::new(0.0, 0.0, 200.0, 14.0)), vertical: false, glanced: false, chars }
    }

    #[test]
    fn a_wide_gap_ends_a_word_and_a_space_at_its_end_is_dropped() {
        let words = line("姓名 张三", &[0.0, 10.0, 20.0, 60.0, 70.0]).words(&Mapping::IDENTITY);
        let texts: Vec<String> = words.iter().map(Word::text).collect();
        assert_eq!(texts, ["姓名", "张三"]);
        assert_eq!(words[1].bbox, Rect::new(60.0, 0.0, 80.0, 12.0));
    }

    #[test]
    fn a_narrow_gap_does_not_and_its_space_is_kept() {
        let words = line("A B", &[0.0, 10.0, 20.0]).words(&Mapping::IDENTITY);
        assert_eq!(words.len(), 1);
        assert_eq!(words[0].text(), "A B");
    }

    #[test]
    fn a_line_of_spaces_is_no_word() {
        assert!(line("  ", &[0.0, 10.0]).words(&Mapping::IDENTITY).is_empty());
    }

    #[test]
    fn places_are_mapped_to_the_page() {
        let half = Mapping([0.5, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 1.0]);
        let words = line("张", &[20.0]).words(&half);
        assert_eq!(words[0].bbox, Rect::new(10.0, 0.0, 15.0, 6.0));
    }
}
