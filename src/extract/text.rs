//! The running text of a page, character by character, each knowing its place.

use std::collections::BTreeSet;
use std::ops::Range;

use super::evidence::by_row;
use crate::layout::{Flow, Sheet};
use crate::values::text;

/// With the questions of a form left blank: 问2：在何处任何职？ tells nothing, and what answers it stands behind it.
fn without_questions(mut chars: Vec<char>) -> Vec<char> {
    let asks = |c: &char| matches!(c, '?' | '？');
    for sentence in chars.split_inclusive_mut(|c| matches!(c, '。' | '\n') || asks(c)) {
        if sentence.last().is_some_and(asks) {
            sentence.fill('\n');
        }
    }
    chars
}

/// Running text by characters.
pub(super) struct Text<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) flow: &'a Flow,
    pub(super) chars: Vec<char>,
    /// Where each character begins in the flow's text, and where that ends.
    starts: Vec<usize>,
    /// Whether a comma of the flow is printed as something that parts more: 长沙…；
    pub(super) strong: Vec<bool>,
    /// The places in front of which a wide gap stands in the line.
    pub(super) gaps: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn of(sheet: &'a Sheet<'a>, flow: &'a Flow) -> Self {
        let chars: Vec<char> = flow.text.chars().collect();
        let starts: Vec<usize> = flow.text.char_indices().map(|(at, _)| at).chain([flow.text.len()]).collect();
        let strong = starts
            .windows(2)
            .map(|w| {
                let place = w.first().zip(w.last()).and_then(|(a, b)| flow.chars(*a..*b).first().copied());
                place.and_then(|c| sheet.chars.get(c)).is_some_and(|c| c.ch == ';')
            })
            .collect();
        let firsts = sheet.rows.iter().flat_map(|row| row.runs.iter().skip(1)).filter_map(|run| sheet.runs.get(*run));
        let firsts: BTreeSet<usize> = firsts.filter_map(|run| run.chars.first().copied()).collect();
        // A space that is printed between words of Chinese parts them, as nothing else does.
        let parted = |c: usize| {
            let before = c.checked_sub(1).and_then(|before| sheet.chars.get(before));
            let own = sheet.chars.get(c).filter(|own| own.spaced && text::is_han(own.ch));
            own.zip(before).is_some_and(|(own, before)| text::is_han(before.ch) && before.bbox.x1 <= own.bbox.x0)
        };
        let place = |at: usize| {
            let bytes = starts.get(at).zip(starts.get(at + 1));
            bytes.and_then(|(a, b)| flow.chars(*a..*b).first().copied())
        };
        // A line of a cell goes on with the line above it, whatever stands to its left in another cell.
        let level = |at: usize, c: usize| {
            let before = at.checked_sub(1).and_then(place).and_then(|before| sheet.chars.get(before));
            let own = sheet.chars.get(c);
            before.zip(own).is_none_or(|(a, b)| a.bbox.y0 < b.bbox.y1 && b.bbox.y0 < a.bbox.y1)
        };
        let behind_gap = |at: &usize| place(*at).is_some_and(|c| (firsts.contains(&c) && level(*at, c)) || parted(c));
        let gaps = (0..chars.len()).filter(behind_gap).collect();
        let chars = without_questions(chars);
        Self { sheet, flow, chars, starts, strong, gaps }
    }

    /// A piece of it, in bytes of the flow.
    pub(super) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let byte = |at: usize| self.starts.get(at).copied().unwrap_or(self.flow.text.len());
        byte(range.start)..byte(range.end)
    }

    /// The characters of the page that a piece stands on.
    pub(super) fn places(&self, range: Range<usize>) -> Vec<usize> {
        self.flow.chars(self.bytes(range))
    }

    /// A piece as printed, without white space.
    pub(super) fn print(&self, range: Range<usize>) -> String {
        text::printed(&self.sheet.raw(&self.places(range)))
    }

    /// The characters of a piece, a list a line.
    pub(super) fn lines(&self, range: Range<usize>) -> Vec<Vec<usize>> {
        by_row(self.sheet, &self.places(range))
    }

    /// Whether a numbered item begins here: 一、, （2）, 3.
    pub(super) fn is_item(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|i| self.chars.get(i));
        if !before.is_none_or(|c| "\n。,:".contains(*c)) {
            return false;
        }
        text::begins_item(self.chars.get(at..).unwrap_or_default())
    }

    /// The sentence around a place: from full stop to full stop.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let ends = |i: &usize| self.chars.get(*i).is_some_and(|c| "。\n".contains(*c));
        let start = (0..at.min(self.chars.len())).rev().find(ends).map_or(0, |i| i + 1);
        start..(at..self.chars.len()).find(ends).map_or(self.chars.len(), |i| i + 1)
    }

    /// The clause around a place: from punctuation to punctuation.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        let ends = |i: &usize| self.chars.get(*i).is_some_and(|c| ",。\n".contains(*c));
        let start = (0..at.min(self.chars.len())).rev().find(ends).map_or(0, |i| i + 1);
        start..(at..self.chars.len()).find(ends).unwrap_or(self.chars.len())
    }
}
