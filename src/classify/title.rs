//! Titles: which row of a page is one, and which kind's.

use crate::layout::{Row, Sheet, similarity, squeeze};

/// A text on the page that may be its title.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// Squeezed, as patterns are.
    pub text: String,
    /// As printed.
    pub raw: String,
    /// How much it looks like a title by size and place, 0 to 1.
    pub standing: f32,
}

/// Below this similarity a heading is another title, not the same misread.
const NEAR: f32 = 0.74;

/// Longer rows are no titles.
const LONGEST: usize = 44;

/// Every row, and every run of a row that has several, with how much it looks like a title.
pub(super) fn headings(sheet: &Sheet<'_>) -> Vec<Heading> {
    let mut found = Vec::new();
    let typical = typical_height(sheet);
    for (index, row) in sheet.rows.iter().enumerate() {
        let high = row.bbox.y0 < 0.4 * sheet.page.height || index < 6;
        let place = if high { 1.0 } else { 0.6 };
        let whole: Vec<usize> = sheet.row_chars(row).collect();
        let alone = !in_table(sheet, row);
        push(&mut found, sheet, &whole, place * size(sheet, &whole, typical) * if alone { 1.0 } else { 0.55 });
        if row.runs.len() > 1 {
            for run in row.runs.iter().filter_map(|&r| sheet.runs.get(r)) {
                push(
                    &mut found,
                    sheet,
                    &run.chars,
                    0.9 * place * size(sheet, &run.chars, typical) * if alone { 1.0 } else { 0.55 },
                );
            }
        }
        // A long title over two lines.
        if high
            && let Some(next) = sheet.rows.get(index + 1)
            && next.bbox.y0 - row.bbox.y1 < 1.2 * row.bbox.height()
        {
            let both: Vec<usize> = whole.iter().copied().chain(sheet.row_chars(next)).collect();
            push(&mut found, sheet, &both, 0.9 * place * size(sheet, &both, typical));
        }
    }
    found
}

fn push(found: &mut Vec<Heading>, sheet: &Sheet<'_>, chars: &[usize], standing: f32) {
    // 报名表（考后核查）: what stands in a bracket behind a title is no part of it.
    let is = |at: usize, sign: char| chars.get(at).and_then(|c| sheet.chars.get(*c)).is_some_and(|c| c.ch == sign);
    let bracket = (1..chars.len()).rev().find(|at| is(*at, '(')).filter(|_| is(chars.len() - 1, ')'));
    if let Some(at) = bracket.filter(|at| *at >= 2) {
        push(found, sheet, chars.get(..at).unwrap_or_default(), standing);
    }
    // 报名表｜2024年度…考试, …报名表 · 2024: what a sign parts from a title is no part of it.
    let parts: Vec<&[usize]> = chars
        .split(|c| sheet.chars.get(*c).is_some_and(|c| "|·•—".contains(c.ch)))
        .filter(|part| part.len() >= 3)
        .collect();
    if let [first, ..] = parts.as_slice()
        && first.len() < chars.len()
    {
        parts.iter().for_each(|part| push(found, sheet, part, standing));
    }
    let text = squeeze(&sheet.string(chars));
    let length = text.chars().count();
    // 某某资格审查组：: whom a letter is written to. And a heading that is a sentence is no title.
    let sign = |at: usize| is(at, '。') || (length > 12 && (is(at, ',') || is(at, ';')));
    let sentence = (0..chars.len()).any(sign);
    if (length > 6 && is(chars.len() - 1, ':')) || sentence {
        return;
    }
    if (2..=LONGEST).contains(&length) {
        found.push(Heading { text, raw: sheet.raw(chars).replace(' ', ""), standing });
    }
}

/// Titles are set larger than what stands below them.
fn size(sheet: &Sheet<'_>, chars: &[usize], typical: f32) -> f32 {
    let mut heights: Vec<f32> = chars.iter().filter_map(|&c| sheet.chars.get(c)).map(|c| c.bbox.height()).collect();
    heights.sort_by(f32::total_cmp);
    let own = heights.get(heights.len() / 2).copied().unwrap_or(0.0);
    match own / typical.max(0.1) {
        r if r >= 1.25 => 1.0,
        r if r >= 1.1 => 0.85,
        r if r >= 0.9 => 0.65,
        _ => 0.4,
    }
}

/// The height of the page's characters, each row counting by its length up to a bound, so that neither a long note in
/// small print nor a big title sets it alone.
fn typical_height(sheet: &Sheet<'_>) -> f32 {
    let mut heights: Vec<f32> = sheet
        .rows
        .iter()
        .flat_map(|row| sheet.row_chars(row).take(12).filter_map(|c| sheet.chars.get(c)).map(|c| c.bbox.height()))
        .collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() / 2).copied().unwrap_or(sheet.em)
}

/// Whether the row stands in a closed cell that is not the whole frame of the page.
fn in_table(sheet: &Sheet<'_>, row: &Row) -> bool {
    sheet.cells.around(row.bbox.centre()).is_some_and(|cell| cell.height() < 0.3 * sheet.page.height)
}

/// How well a heading fits a pattern, 0 to 1. `*` stands for anything.
pub(super) fn fit(heading: &str, pattern: &str) -> f32 {
    let pieces: Vec<&str> = pattern.split('*').filter(|p| !p.is_empty()).collect();
    let (open_start, open_end) = (pattern.starts_with('*'), pattern.ends_with('*'));
    match pieces.as_slice() {
        [] => 0.0,
        [piece] => fit_piece(heading, piece, open_start, open_end),
        [first, .., last] => {
            // Several pieces: in order, exactly, the ends where the pattern wants them.
            let mut rest = heading;
            for piece in &pieces {
                match rest.find(piece) {
                    Some(at) => rest = rest.get(at + piece.len()..).unwrap_or_default(),
                    None => return 0.0,
                }
            }
            let starts = open_start || heading.starts_with(first);
            let ends = open_end || heading.ends_with(last);
            if starts && ends { 1.0 } else { 0.0 }
        }
    }
}

fn fit_piece(heading: &str, piece: &str, open_start: bool, open_end: bool) -> f32 {
    let exact = match (open_start, open_end) {
        (false, false) => heading == piece,
        (true, false) => heading.ends_with(piece),
        (false, true) => heading.starts_with(piece),
        (true, true) => heading.contains(piece),
    };
    if exact {
        return 1.0;
    }
    let length = piece.chars().count();
    // A character or two may be lost under a seal or misread; short titles have nothing to spare.
    if length < 4 {
        return 0.0;
    }
    // Most headings share next to nothing with most titles; what cannot come near enough is not measured.
    let common = piece.chars().filter(|c| heading.contains(*c)).count();
    if (common as f32) < length as f32 - (1.0 - NEAR) * (length + 1) as f32 {
        return 0.0;
    }
    let text: Vec<char> = heading.chars().collect();
    let windows = (length - 1..=length + 1).filter_map(|n| match (open_start, open_end) {
        (false, false) => (text.len() == n).then(|| text.clone()),
        (true, _) => text.len().checked_sub(n).and_then(|at| text.get(at..)).map(<[char]>::to_vec),
        (false, true) => text.get(..n).map(<[char]>::to_vec),
    });
    let best = windows.map(|w| similarity(&w.into_iter().collect::<String>(), piece)).fold(0.0, f32::max);
    if best >= NEAR { 0.9 * best } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_ends_and_pieces() {
        assert!(fit("2024年度社会工作者职业资格考试报名表", "*考试报名表") > 0.99);
        assert!(fit("报名表说明", "*报名表") < 0.1);
        assert!(fit("毕业证书查询", "*毕业证书") < 0.1);
        assert!(fit("中共湖南省委党校学历证明", "*党校*学历证明") > 0.99);
        assert!(fit("从事社会工作年限让明", "*工作年限证明") > 0.7);
        assert!(fit("工作年限承诺书", "*工作年限证明") < 0.1);
    }
}
