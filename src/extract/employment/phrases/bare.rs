//! What stands by itself, as in a list: no word leads to it.

use std::ops::Range;

use super::words::{ENDS, SERVING};
use super::{Slots, is_general};
use crate::extract::employment::spans::words::BEGAN;
use crate::extract::employment::spans::{self, Span};
use crate::extract::text::Text;
use crate::extract::units::{self, Unit, string};
use crate::kinds::meaning;
use crate::values::{Words, date, person_name, text};

/// What stands by itself behind the unit, as in a list: 某街道办事处，社区服务；某某服务中心 项目主管 养老服务; or a post right
/// behind it: 某某服务中心项目主管。
pub(super) fn bare(text: &Text<'_>, stretch: &Range<usize>, spans: &[Span], slots: &mut Slots) {
    let chars = text.chars.as_slice();
    // Without a unit it stands behind the span: 2012.05—2018.12 计生专干；
    let unit = match &slots.unit {
        Some(Unit::Named(unit) | Unit::Own(unit)) => Some(unit.end),
        None => None,
    };
    let own = matches!(slots.unit, Some(Unit::Own(_)));
    let span = spans.iter().rfind(|s| s.at.start >= stretch.start && s.at.end <= stretch.end).map(|span| span.at.end);
    for from in [unit, span].into_iter().flatten() {
        let named = |piece: &Range<usize>| match &slots.unit {
            Some(Unit::Named(unit) | Unit::Own(unit)) => piece.start < unit.end && unit.start < piece.end,
            None => false,
        };
        let mut pieces = pieces(text, from..stretch.end, spans);
        // 2013.12－2018.12 某某服务社, and what was done there on the line below.
        let tells = |piece: &Range<usize>| {
            let said = string(chars, piece.clone());
            (units::is_post(&said) && !happened(&said)) || is_statement(chars, piece)
        };
        if !pieces.iter().any(|piece| !named(piece) && tells(piece)) {
            let line = (from..stretch.end).find(|at| chars.get(*at) == Some(&'\n')).map_or(stretch.end, |at| at + 1);
            pieces = self::pieces(text, line..stretch.end, spans);
        }
        pieces.retain(|piece| !named(piece) && !happened(&string(chars, piece.clone())));
        // Right behind the unit only a post may stand, and behind "ours" what stands before the span is of the sentence.
        let apart = |piece: &Range<usize>| {
            let behind = span.is_some_and(|span| piece.start >= span);
            behind || (!own && (piece.start > from || text.gaps.contains(&piece.start)))
        };
        for piece in pieces {
            let said = string(chars, piece.clone());
            if slots.post.is_none() && units::is_post(&said) {
                slots.post = Some(piece);
            } else if slots.work.is_none() && apart(&piece) && is_statement(chars, &piece) {
                slots.work = Some(piece);
            } else if piece.start.checked_sub(1).and_then(|i| chars.get(i)) != Some(&'(')
                && !person_name::is_likely(&said)
                && !is_general(&said)
                && !units::is_department(&said)
            {
                break;
            }
        }
        if slots.work.is_none()
            && let Some(post) = &slots.post
        {
            slots.work = below(text, post.end..stretch.end, spans);
        }
        if slots.work.is_some() || slots.post.is_some() {
            return;
        }
    }
    let Some(span) = spans.iter().find(|s| s.at.start >= stretch.start && s.at.end <= stretch.end) else { return };
    // An item may begin with it: ①社区服务：2014年3月-2016年2月; or the span stands in brackets behind it: 副主任(2018年4月至今).
    let item = (stretch.start..span.at.start).rev().find(|at| text.is_item(*at));
    let number = |c: &char| text::is_han(*c) && !"一二三四五六七八九十第".contains(*c);
    let item = item.and_then(|item| (item..span.at.start).find(|at| chars.get(*at).is_some_and(number)));
    // …or unit and span in one bracket behind it: 低保核查(某某街道办事处,2014年3月至2019年7月).
    let signs = (stretch.start..span.at.start).rev().find(|at| chars.get(*at).is_some_and(|c| "()".contains(*c)));
    let open = signs.filter(|at| chars.get(*at) == Some(&'('));
    let before = open.and_then(|open| {
        (stretch.start..open).rev().find(|at| chars.get(*at).is_some_and(|c| ENDS.contains(*c) || *c == '、'))
    });
    let pieces = item.or(before.map(|at| at + 1)).map(|start| pieces(text, start..span.at.start, spans));
    for piece in pieces.unwrap_or_default() {
        if units::is_post(&string(chars, piece.clone())) {
            slots.post = slots.post.take().or(Some(piece));
        } else if is_statement(chars, &piece) {
            slots.work = slots.work.take().or(Some(piece));
        }
    }
}

/// The work that stands by itself in the line below a post: 某某居委会　社区工作者.
pub(super) fn below(text: &Text<'_>, within: Range<usize>, spans: &[Span]) -> Option<Range<usize>> {
    line_below(text, within, spans).filter(|line| is_statement(&text.chars, line))
}

/// The line below a place, where it is one piece and holds no span of time.
fn line_below(text: &Text<'_>, within: Range<usize>, spans: &[Span]) -> Option<Range<usize>> {
    let chars = text.chars.as_slice();
    let ends = |from: usize| (from..within.end).find(|at| chars.get(*at) == Some(&'\n'));
    let start = ends(within.start).filter(|at| *at <= within.start + 1)? + 1;
    let end = ends(start).unwrap_or(within.end);
    let plain = !spans.iter().any(|span| span.at.start < end && start < span.at.end);
    let line = start..end;
    (plain && pieces(text, line.clone(), spans) == std::slice::from_ref(&line)).then_some(line)
}

/// What stands between signs and gaps, up to the end of the sentence, spans of time passed over.
fn pieces(text: &Text<'_>, within: Range<usize>, spans: &[Span]) -> Vec<Range<usize>> {
    let chars = text.chars.as_slice();
    let ends = |at: usize| chars.get(at).is_none_or(|c| ENDS.contains(*c)) || text.gaps.contains(&at);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut at = within.start;
    while at < within.end && !matches!(chars.get(at), Some('。' | '\n')) {
        if let Some(span) = spans.iter().find(|span| span.at.start <= at + 1 && at < span.at.end) {
            at = span.at.end;
            continue;
        }
        let signs = (at..within.end).take_while(|i| chars.get(*i).is_some_and(|c| ",:、()-—".contains(*c))).count();
        let start = at + signs;
        let end = (start + 1..within.end).find(|i| ends(*i)).unwrap_or(within.end).max(start);
        if start < end {
            pieces.push(start..end);
        }
        at = end.max(at + 1);
    }
    pieces
}

/// Whether a piece tells what happened on a day, and not what was done since: 调任, 到任, 卸任.
fn happened(said: &str) -> bool {
    SERVING.has(said) || BEGAN.start(said) || date::ENDED.close(said) || !date::find(said).is_empty()
}

/// Whether a piece by itself may say what somebody does.
pub(super) fn is_statement(chars: &[char], piece: &Range<usize>) -> bool {
    let said = string(chars, piece.clone());
    let said = said.as_str();
    let of_unit = !units::find(chars, piece.clone()).is_empty() || said.starts_with(['、', '在', '于', '起', '至']);
    let plain = (2..=20).contains(&said.chars().count())
        && said.chars().all(|c| c.is_alphabetic() || c == '、')
        && !text::begins_item(chars.get(piece.start..).unwrap_or_default());
    static OTHER: Words = Words::new(
        "累计 共计 合计 年限 特此 证明 同志 以上 情况 参加工作 进入 以来 入职 选举 招聘 录用 合同 劳动关系 人事关系 聘用关系 间断 仍在 仍 全职 专职 兼职",
    );
    let told = OTHER.within(said);
    let office = units::is_department(said)
        && said.ends_with(['部', '科', '处', '室', '股', '办', '站', '队', '会', '心', '所']);
    let other = said.ends_with('类') || told || of_unit || office || happened(said) || is_general(said);
    plain
        && !other
        && spans::length_in(chars, piece.clone()).is_none()
        && !person_name::is_likely(said)
        && meaning::of(&said.chars().collect::<Vec<_>>()).is_none()
}
