//! Single characters of a page whose text layer is believed, looked at in their place: those that the file does not name,
//! and those that it contradicts. Of each only the word around it is drawn, and only so many words of a page.

use super::against;
use super::lettered;
use crate::model::{Disagreement, Glyph, Page, Problem, Rect, Word, WordSource};
use crate::read::Tools;
use crate::read::image::{PageImage, READING_DPI};

/// More words than this are not looked at on one page; what is left stays in doubt.
const MOST: usize = 10;
/// So many characters on each side of the first and the last doubted one are read with them.
const AROUND: usize = 4;
/// How sure the reader is of a character that is doubted and was not looked at, or not clearly seen.
const DOUBTED: f32 = 0.5;
/// How sure of one that was seen as the file calls it.
const CONFIRMED: f32 = 0.97;
/// How sure at most of one that only its picture names.
const SEEN: f32 = 0.9;
/// A character that is seen less clearly than this says nothing.
const CLEAR: f32 = 0.8;
/// Print of this height, in pixels, is read best; small print is drawn finer.
const HEIGHT: f32 = 34.0;

/// Looks at the glyphs at these places, in reading coordinates. `draw` makes the image of a region of the displayed page at
/// a resolution.
pub(in crate::read) fn glyphs(
    page: &mut Page,
    doubted: &[Rect],
    tools: Tools<'_>,
    draw: &mut dyn FnMut(Rect, f32) -> Option<PageImage>,
    problems: &mut Vec<Problem>,
) {
    if doubted.is_empty() {
        return;
    }
    let is_doubted = |glyph: &Glyph| doubted.contains(&glyph.bbox);
    let mut places: Vec<(usize, usize)> = (page.words.iter().enumerate())
        .map(|(i, word)| (i, word.glyphs.iter().filter(|g| is_doubted(g)).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    // Values tell more than prose: words with digits first, then short ones.
    let rank = |word: &Word| {
        let digits = word.glyphs.iter().filter(|g| g.ch.is_ascii_digit()).count();
        (std::cmp::Reverse(digits.min(4)), word.glyphs.len())
    };
    places.sort_by_key(|(i, _)| page.words.get(*i).map(rank));
    let left = places.split_off(places.len().min(MOST));
    let ocr = tools.ocr.get();
    if let Err(why) = &ocr {
        problems
            .push(Problem { page: Some(page.number), what: format!("characters in doubt were left unread: {why}") });
    }
    // A page that was turned is drawn as it is displayed: nobody reads it so.
    let upright = page.to_displayed.is_none();
    for (index, _) in places {
        let Some(word) = page.words.get(index) else { continue };
        let seen = match &ocr {
            Ok(ocr) if upright && !word.vertical => sight(word, &is_doubted, |region, dpi| {
                let image = draw(region, dpi)?;
                Some(lettered::line(ocr, &image, &image.to_displayed))
            }),
            _ => None,
        };
        let Some(word) = page.words.get_mut(index) else { continue };
        page.disagreements.extend(compare(word, seen.as_deref().unwrap_or_default(), &is_doubted));
    }
    for (index, _) in left {
        let doubted = page.words.get_mut(index).into_iter().flat_map(|word| &mut word.glyphs).filter(|g| is_doubted(g));
        doubted.for_each(|glyph| glyph.confidence = glyph.confidence.min(DOUBTED));
    }
}

/// The part of a word in which its doubted characters stand, with some around them.
fn part(word: &Word, is_doubted: &dyn Fn(&Glyph) -> bool) -> Option<std::ops::Range<usize>> {
    let first = word.glyphs.iter().position(is_doubted)?;
    let last = word.glyphs.iter().rposition(is_doubted)?;
    Some(first.saturating_sub(AROUND)..(last + AROUND + 1).min(word.glyphs.len()))
}

/// What is seen there.
fn sight(
    word: &Word,
    is_doubted: &dyn Fn(&Glyph) -> bool,
    mut read: impl FnMut(Rect, f32) -> Option<Vec<Word>>,
) -> Option<Vec<Glyph>> {
    let glyphs = word.glyphs.get(part(word, is_doubted)?)?;
    let place = Rect::around(glyphs.iter().map(|g| g.bbox))?;
    let height = place.height().max(1.0);
    // Between the characters beside it and the lines above and below it.
    let region =
        Rect::new(place.x0 - 0.1 * height, place.y0 - 0.1 * height, place.x1 + 0.1 * height, place.y1 + 0.1 * height);
    let dpi = (HEIGHT * 72.0 / height).clamp(READING_DPI, 3.0 * READING_DPI);
    let words = read(region, dpi)?;
    Some(words.into_iter().flat_map(|word| word.glyphs).filter(|g| told(g.ch)).collect())
}

/// Puts what is seen in the place of what is doubted, where that is clear. Gives what the two say where they differ.
fn compare(word: &mut Word, seen: &[Glyph], is_doubted: &dyn Fn(&Glyph) -> bool) -> Option<Disagreement> {
    let range = part(word, is_doubted)?;
    let own: Vec<usize> = range.filter(|i| word.glyphs.get(*i).is_some_and(|g| told(g.ch) || is_doubted(g))).collect();
    let claim = |i: usize| word.glyphs.get(i);
    // As many as there are characters: laid side by side; otherwise by where they stand.
    let sight = |n: usize, i: usize| -> Option<&Glyph> {
        if seen.len() == own.len() {
            return seen.get(n);
        }
        let place = claim(i)?.bbox;
        let mut there = seen.iter().filter(|g| (place.x0..=place.x1).contains(&g.bbox.centre().0));
        let only = there.next()?;
        there.next().is_none().then_some(only)
    };
    // What nobody doubts says whether the two are about the same place.
    let known: Vec<bool> = (own.iter().enumerate())
        .filter(|(_, i)| claim(**i).is_some_and(|g| !is_doubted(g) && told(g.ch)))
        .map(|(n, i)| sight(n, *i).zip(claim(*i)).is_some_and(|(sight, own)| against::alike(sight.ch, own.ch)))
        .collect();
    let right = known.iter().filter(|known| **known).count();
    let matches = known.len() < 2 || right * 2 > known.len();
    let mut changes: Vec<(usize, Option<Glyph>)> = Vec::new();
    for (n, i) in own.iter().enumerate().filter(|(_, i)| claim(**i).is_some_and(is_doubted)) {
        let clear = |g: &&Glyph| g.confidence >= CLEAR;
        changes.push((*i, sight(n, *i).filter(|_| matches).filter(clear).cloned()));
    }
    let plain = |word: &Word| -> String { word.glyphs.iter().map(|g| g.ch).filter(|ch| told(*ch)).collect() };
    let before = plain(word);
    let mut worst: Option<f32> = None;
    let mut replaced = false;
    for (i, sight) in changes {
        let Some(glyph) = word.glyphs.get_mut(i) else { continue };
        let Some(sight) = sight else {
            glyph.confidence = glyph.confidence.min(DOUBTED);
            continue;
        };
        if against::alike(sight.ch, glyph.ch) {
            glyph.confidence = glyph.confidence.max(CONFIRMED);
            continue;
        }
        let named = told(glyph.ch);
        if named && !against::clearly(glyph, &sight) {
            glyph.confidence = glyph.confidence.min(DOUBTED);
            continue;
        }
        if named {
            worst = Some(worst.unwrap_or(1.0).min(sight.confidence));
        }
        replaced = true;
        (glyph.ch, glyph.confidence, glyph.runners_up) = (sight.ch, sight.confidence.min(SEEN), sight.runners_up);
    }
    if replaced {
        word.source = WordSource::Ocr;
    }
    let seen = plain(word);
    worst.map(|confidence| Disagreement { bbox: word.bbox, text: before, seen, confidence })
}

/// Letters, digits and ideographs.
fn told(ch: char) -> bool {
    ch.is_alphanumeric() && !crate::values::text::is_private(ch)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, confidence: f32, source: WordSource) -> Word {
        let glyphs: Vec<Glyph> = (0..)
            .zip(text.chars())
            .map(|(i, ch)| {
                let x = 100.0 + 10.0 * i as f32;
                let bbox = Rect::new(x, 100.0, x + 10.0, 112.0);
                Glyph { ch, bbox, confidence, font: None, runners_up: Vec::new() }
            })
            .collect();
        let bbox = Rect::around(glyphs.iter().map(|g| g.bbox)).expect("text");
        Word { glyphs, bbox, vertical: false, source }
    }

    /// Compares a text with what is seen of it, the characters at these places in doubt.
    fn look(text: &str, doubted: &[usize], seen: &str, sure: f32) -> (String, Vec<f32>, Option<(String, String)>) {
        let mut own = word(text, 1.0, WordSource::TextLayer);
        let places: Vec<Rect> = doubted.iter().map(|i| own.glyphs[*i].bbox).collect();
        let seen = if seen.is_empty() { Vec::new() } else { word(seen, sure, WordSource::Ocr).glyphs };
        let told = compare(&mut own, &seen, &|g| places.contains(&g.bbox));
        let confidence = doubted.iter().map(|i| own.glyphs[*i].confidence).collect();
        (own.text(), confidence, told.map(|d| (d.text, d.seen)))
    }

    #[test]
    fn a_digit_that_the_file_calls_another_is_what_is_seen() {
        let (text, confidence, told) = look("2015年06月30日", &[3], "2014年06月30日", 0.99);
        assert_eq!(text, "2014年06月30日");
        assert!(confidence[0] > 0.85);
        assert_eq!(told, Some(("2015年06月30日".to_owned(), "2014年06月30日".to_owned())));
    }

    #[test]
    fn a_character_that_nobody_named_is_read_and_nothing_told() {
        for unnamed in ["熊\u{FFFD}轩", "熊\u{E123}轩"] {
            let (text, confidence, told) = look(unnamed, &[1], "熊怀轩", 0.99);
            assert_eq!((text.as_str(), told), ("熊怀轩", None));
            assert!(confidence[0] > 0.85);
        }
        let (text, ..) = look("\u{FFFD}\u{FFFD}\u{FFFD}", &[0, 1, 2], "孟怀瑾", 0.95);
        assert_eq!(text, "孟怀瑾");
    }

    #[test]
    fn what_is_seen_as_it_is_called_is_confirmed() {
        let (text, confidence, told) = look("2015年06月30日", &[3], "2015年06月30日", 0.99);
        assert_eq!((text.as_str(), told), ("2015年06月30日", None));
        assert!(confidence[0] > 0.95);
    }

    #[test]
    fn what_is_not_seen_clearly_stays_in_doubt() {
        for (seen, sure) in [("2014年06月30日", 0.5), ("", 1.0), ("社会工作服务中心甲", 0.99), ("211年0月3", 0.99)]
        {
            let (text, confidence, told) = look("2015年06月30日", &[3], seen, sure);
            assert_eq!((text.as_str(), told), ("2015年06月30日", None), "{seen}");
            assert!(confidence[0] <= DOUBTED, "{seen}");
        }
    }
}
