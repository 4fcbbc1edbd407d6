//! What is left of a page once its labels are taken out.

use super::super::spots::{Spot, is_legend};
use super::english;
use crate::layout::{Sheet, is_sign};
use crate::model::Rect;

/// What stands between the labels of a run.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub chars: Vec<usize>,
    pub bbox: Rect,
    pub row: usize,
    /// The label right before it in the same run.
    pub after: Option<usize>,
    pub claimed: bool,
}

/// What is left of the runs once labels are taken out.
pub(super) fn pieces(sheet: &Sheet<'_>, spots: &[Spot], taken: &[bool], skipped: &dyn Fn(usize) -> bool) -> Vec<Piece> {
    let mut by_run: Vec<Vec<usize>> = vec![Vec::new(); sheet.runs.len()];
    for (n, spot) in spots.iter().enumerate() {
        if let Some(list) = by_run.get_mut(spot.run)
            && !spot.stacked
        {
            list.push(n);
        }
    }
    let mut pieces = Vec::new();
    for (index, run) in sheet.runs.iter().enumerate() {
        if skipped(index) || is_legend(&run.text) {
            continue;
        }
        let mut labels = by_run.get(index).cloned().unwrap_or_default();
        labels.sort_by_key(|&n| spots.get(n).map_or(0, |s| s.end));
        let mut at = 0;
        let mut after = None;
        let mut ends: Vec<(usize, Option<usize>)> = Vec::new();
        for &n in &labels {
            let Some(spot) = spots.get(n) else { continue };
            let start = if spot.start.0 == index { spot.start.1 } else { 0 };
            ends.push((start, Some(n)));
        }
        if labels.is_empty() && taken.get(index).copied().unwrap_or(false) {
            continue;
        }
        let valued = sheet.right_of(index).is_some_and(|right| by_run.get(right).is_some_and(Vec::is_empty));
        for (start, next) in ends.into_iter().chain([(run.text.len(), None)]) {
            // 工作内容 Duties | 大病儿童家庭支持: the label in another tongue, and the value behind it.
            let rest = run.text.get(at..start.max(at)).unwrap_or_default();
            let colon = after.and_then(|n: usize| spots.get(n)).is_none_or(|spot| spot.colon);
            if valued && !colon && next.is_none() && english::is_latin(rest) {
                continue;
            }
            push(sheet, run.chars.get(at..start.max(at)).unwrap_or_default(), run.row, after, &mut pieces);
            at = next.and_then(|n| spots.get(n)).map_or(run.text.len(), |s| s.end);
            after = next;
        }
    }
    pieces
}

fn push(sheet: &Sheet<'_>, chars: &[usize], row: usize, after: Option<usize>, pieces: &mut Vec<Piece>) {
    let whole = english::without_label(sheet, chars);
    let mut chars = trimmed(sheet, whole);
    // 阿依古丽·|买买提: a dot that closes a line may stand inside a name.
    let dot = whole.last().filter(|c| sheet.chars.get(**c).is_some_and(|c| c.ch == '·'));
    if chars.len() >= 2 && whole.get(..whole.len() - 1).is_some_and(|head| head.ends_with(&chars)) {
        chars.extend(dot);
    }
    if let Some(bbox) = sheet.around(&chars) {
        pieces.push(Piece { chars, bbox, row, after, claimed: false });
    }
}

/// Without the signs that part a value from what stands around it. `*` says that the value is not known, and stays; so do
/// the boxes of options.
pub(crate) fn trimmed(sheet: &Sheet<'_>, chars: &[usize]) -> Vec<usize> {
    let sign = |c: &usize| sheet.chars.get(*c).is_none_or(|c| is_sign(c.ch) && !"*()-/<>☑☐☒□√✓".contains(c.ch));
    let open = |c: &usize| sheet.chars.get(*c).is_some_and(|c| c.ch == '(');
    let close = |c: &usize| sheet.chars.get(*c).is_some_and(|c| c.ch == ')');
    let start = chars.iter().position(|c| !sign(c)).unwrap_or(chars.len());
    let end = chars.iter().rposition(|c| !sign(c)).map_or(start, |n| n + 1);
    let mut kept = chars.get(start..end).unwrap_or_default();
    // A bracket whose partner is elsewhere is a sign too.
    while kept.last().is_some_and(&open) || (kept.last().is_some_and(&close) && !kept.iter().any(&open)) {
        kept = kept.get(..kept.len() - 1).unwrap_or_default();
    }
    while kept.first().is_some_and(&close) || (kept.first().is_some_and(&open) && !kept.iter().any(&close)) {
        kept = kept.get(1..).unwrap_or_default();
    }
    kept.to_vec()
}
