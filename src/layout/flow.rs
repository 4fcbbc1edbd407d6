//! Running text: the rows of a page joined into paragraphs, each character knowing its place.

use std::ops::Range;

use super::{Row, Sheet, beside};
use crate::values::text;

/// The folded text of some rows without spaces, a line feed where a paragraph ends; and for every byte its character.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// The text.
    pub text: String,
    /// For each byte of the text, the index of its character in [`Sheet::chars`]; none for line feeds.
    places: Vec<Option<usize>>,
}

impl Flow {
    /// The running text of a whole page.
    #[must_use]
    pub fn of(sheet: &Sheet<'_>) -> Self {
        let all: Vec<usize> = (0..sheet.rows.len()).collect();
        Self::of_rows(sheet, &all)
    }

    /// The running text of some rows, given from top to bottom.
    #[must_use]
    pub fn of_rows(sheet: &Sheet<'_>, rows: &[usize]) -> Self {
        let mut flow = Self::default();
        let mut before: Option<usize> = None;
        let mut rest = rows;
        while let Some((&index, after)) = rest.split_first() {
            if let Some(beside) = beside::find(sheet, rest) {
                for lines in &beside.cells {
                    flow.push('\n', None);
                    flow.push_cell(sheet, lines);
                }
                flow.push('\n', None);
                before = None;
                rest = rest.get(beside.rows..).unwrap_or_default();
                continue;
            }
            rest = after;
            let Some(row) = sheet.rows.get(index) else { continue };
            if let Some(above) = before
                && breaks(sheet, above, index)
            {
                flow.push('\n', None);
            }
            sheet.row_chars(row).for_each(|c| flow.push_char(sheet, c));
            before = Some(index);
        }
        flow
    }

    fn push_char(&mut self, sheet: &Sheet<'_>, c: usize) {
        if let Some(ch) = sheet.chars.get(c) {
            // Recognition often takes a comma for a semicolon; no pattern tells them apart, nor a stroke between.
            self.push(if matches!(ch.ch, ';' | '|' | '｜' | '│') { ',' } else { ch.ch }, Some(c));
        }
    }

    /// The lines of a cell: one that stops well before the longest of them ends a paragraph, and so does one before an item
    /// or a label.
    fn push_cell(&mut self, sheet: &Sheet<'_>, lines: &[Vec<usize>]) {
        let right = |line: &Vec<usize>| sheet.around(line).map_or(0.0, |bbox| bbox.x1);
        let margin = lines.iter().map(right).fold(0.0, f32::max);
        for (n, line) in lines.iter().enumerate() {
            let above = n.checked_sub(1).and_then(|above| lines.get(above));
            let opening: Vec<char> = line.iter().take(8).filter_map(|c| sheet.chars.get(*c)).map(|c| c.ch).collect();
            let opens = text::begins_item(&opening) || opening.contains(&':');
            if above.is_some_and(|above| opens || margin - right(above) > 2.6 * sheet.em) {
                self.push('\n', None);
            }
            line.iter().for_each(|c| self.push_char(sheet, *c));
        }
    }

    fn push(&mut self, ch: char, place: Option<usize>) {
        self.text.push(ch);
        self.places.resize(self.text.len(), place);
    }

    /// The characters of a piece of the text, given in bytes.
    #[must_use]
    pub fn chars(&self, bytes: Range<usize>) -> Vec<usize> {
        let mut chars: Vec<usize> = self.places.get(bytes).unwrap_or_default().iter().flatten().copied().collect();
        chars.dedup();
        chars
    }
}

/// Whether a row goes on with the sentence of the row above it, both being lines of a paragraph.
pub(crate) fn goes_on(sheet: &Sheet<'_>, row: usize) -> bool {
    let Some((above, a)) = row.checked_sub(1).and_then(|above| Some((above, sheet.rows.get(above)?))) else {
        return false;
    };
    let Some(b) = sheet.rows.get(row) else { return false };
    let alike = a.bbox.height() < 1.25 * b.bbox.height();
    let lines = a.runs.len() == 1 && b.runs.len() == 1 && a.bbox.width() > 0.45 * sheet.page.width;
    lines && alike && !breaks(sheet, above, row)
}

/// Whether a paragraph ends with the row `above`: it stops short of the margin, the next one is indented or set off, or
/// the two do not stand in one column.
fn breaks(sheet: &Sheet<'_>, above: usize, below: usize) -> bool {
    let (Some(a), Some(b)) = (sheet.rows.get(above), sheet.rows.get(below)) else { return true };
    let size = a.bbox.height().min(b.bbox.height()).max(1.0);
    let lead = b.bbox.y0 - a.bbox.y1;
    if lead > 2.2 * size || a.bbox.height() > 1.6 * b.bbox.height() || b.bbox.height() > 1.6 * a.bbox.height() {
        return true;
    }
    // The lines of a paragraph are set evenly: a wider gap than the one before it parts paragraphs.
    let before = above.checked_sub(1).and_then(|i| sheet.rows.get(i)).map(|row| a.bbox.y0 - row.bbox.y1);
    if before.is_some_and(|before| before > 0.1 * size && lead > 1.6 * before && lead > 1.2 * size) {
        return true;
    }
    // Rows of a table: both begin in one column and go on in another.
    let begins = |row: &Row, n: usize| row.runs.get(n).and_then(|run| sheet.runs.get(*run)).map(|run| run.bbox.x0);
    let near = |one: Option<f32>, other: Option<f32>| one.zip(other).is_some_and(|(a, b)| (a - b).abs() < 0.3 * size);
    // Short texts with a gap behind them, as labels and days are.
    let opens = |row: &Row| {
        let [first, second, ..] = row.runs.as_slice() else { return false };
        let pair = sheet.runs.get(*first).zip(sheet.runs.get(*second));
        pair.is_some_and(|(a, b)| a.text.len() <= 18 && b.bbox.x0 - a.bbox.x1 > 1.2 * size)
    };
    let listed = |above: &Row, row: &Row| {
        opens(above)
            && opens(row)
            && near(begins(above, 0), begins(row, 0))
            && (1..row.runs.len()).any(|n| near(begins(above, 1), begins(row, n)))
    };
    if listed(a, b) {
        return true;
    }
    // The last row of such a list, above a paragraph.
    let in_list = above.checked_sub(1).and_then(|i| sheet.rows.get(i)).is_some_and(|row| listed(row, a));
    if in_list && b.runs.len() == 1 && !near(begins(a, 1), begins(b, 0)) {
        return true;
    }
    // 某某居委会　社区工作者, and what was done on the line below: texts with a gap between them that stop short of where
    // paragraphs end.
    let paragraph = |row: &&Row| row.runs.len() == 1 && row.bbox.width() > 0.5 * sheet.page.width;
    let end = || sheet.rows.iter().filter(paragraph).map(|row| row.bbox.x1).fold(0.0, f32::max);
    if a.runs.len() >= 2 && b.runs.len() == 1 && near(begins(a, 0), begins(b, 0)) && a.bbox.x1 + 6.0 * size < end() {
        return true;
    }
    // A mark or a number begins an item.
    let first: Vec<char> = sheet.row_chars(b).take(8).filter_map(|c| sheet.chars.get(c)).map(|c| c.ch).collect();
    if text::begins_item(&first) {
        return true;
    }
    // The right margin is where the long rows around here end.
    let margin = sheet
        .rows
        .iter()
        .skip(above.saturating_sub(4))
        .take(9)
        .filter(|r| r.bbox.width() > 0.55 * sheet.page.width.max(1.0) * 0.6)
        .map(|r| r.bbox.x1)
        .reduce(f32::max);
    // Short lines among themselves are a list.
    let Some(margin) = margin.map(|margin| margin.max(a.bbox.x1)) else { return true };
    let room = margin - a.bbox.x1;
    let full = room < 2.6 * size || unbroken(sheet, b) + 0.5 * size > room || runs_on(sheet, a, b, margin);
    // Under an item its text may begin where that of its first line does, behind the number.
    let opening: Vec<char> = sheet.row_chars(a).take(8).filter_map(|c| sheet.chars.get(c)).map(|c| c.ch).collect();
    let hanging = if text::begins_item(&opening) { 3.2 } else { 0.8 };
    // In a column of its own it begins where the last text of the row above does.
    let column = a.runs.len() >= 2 && b.runs.len() == 1;
    let last = a.runs.last().and_then(|run| sheet.runs.get(*run)).filter(|_| column);
    let under =
        last.is_some_and(|last| (last.bbox.x0 - b.bbox.x0).abs() < 0.8 * size && last.bbox.width() > 8.0 * size);
    let back = b.bbox.x0 < a.bbox.x0 + hanging * size || under;
    // A short line set to the right is no line of the paragraph below it: none begins so far in.
    let set_off = a.bbox.x0 > b.bbox.x0 + 7.0 * size && a.bbox.width() < 0.55 * (margin - b.bbox.x0);
    !(full && back) || set_off
}

/// The width of the number or word that a row begins with: it is never broken, and moves to the next line whole.
fn unbroken(sheet: &Sheet<'_>, row: &Row) -> f32 {
    let opening = |c: &usize| sheet.chars.get(*c).is_some_and(|c| "(\"“《".contains(c.ch));
    let token: Vec<usize> = sheet
        .row_chars(row)
        .skip_while(opening)
        .take_while(|&c| sheet.chars.get(c).is_some_and(|c| c.ch.is_ascii_alphanumeric()))
        .collect();
    if token.len() < 4 { 0.0 } else { sheet.around(&token).map_or(0.0, |r| r.width()) }
}

/// Whether a long row stops in the middle of a sentence, and the next one starts further left.
fn runs_on(sheet: &Sheet<'_>, a: &Row, b: &Row, margin: f32) -> bool {
    let last = sheet.row_chars(a).last().and_then(|c| sheet.chars.get(c)).map_or('。', |c| c.ch);
    let long = a.bbox.width() > 0.6 * (margin - b.bbox.x0);
    let one = |row: &Row| row.runs.len() == 1;
    long && (one(a) || one(b)) && !"。;:!?)".contains(last) && b.bbox.x0 < a.bbox.x0 + 0.3 * a.bbox.height()
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::*;

    #[test]
    fn wrapped_lines_join_and_paragraphs_do_not() {
        let page = page(
            "    兹证明我单位张三同志自二〇一八年一月至今从事\n社区服务工作，累计六年，情况属实，如有虚假愿负责\n任。\n    特此证明。",
        );
        let sheet = Sheet::new(&page);
        let flow = Flow::of(&sheet);
        assert_eq!(
            flow.text,
            "兹证明我单位张三同志自二〇一八年一月至今从事社区服务工作,累计六年,情况属实,如有虚假愿负责任。\n特此证明。"
        );
        let at = flow.text.find("社区").unwrap_or_default();
        assert_eq!(sheet.raw(&flow.chars(at..at + "社区服务".len())), "社区服务");
    }

    #[test]
    fn a_word_in_brackets_moves_to_the_next_line_whole() {
        let page = page(
            "    经核查，张三于二〇一三年九月至二〇一四年七月在马来亚大学\n(University of Malaya)学习，获得社会工作硕士学位，该学位真实有效，\n特此证明。",
        );
        let flow = Flow::of(&Sheet::new(&page));
        assert!(flow.text.contains("马来亚大学(UniversityofMalaya)学习"), "{}", flow.text);
    }
}
