//! Employment periods in sentences.
//!
//! A clause has a span of time, a unit, a work or a post, and words that tie them. Which comes first differs from writer
//! to writer; so a text is cut between its spans where every span gets most of what it needs: what stands between two
//! spans belongs to one of them, and the cut that gives each a unit and a work is the right one.

use std::ops::Range;

use super::Job;
use super::phrases::slots;
use super::spans::Span;
use crate::extract::text::Text;
use crate::extract::units::{self, Unit, begins, string};
use crate::kinds::meaning::{self, Head, Role};
use crate::values::Words;
use crate::values::date::{self, PartialDate};

/// What closes the account of somebody's work.
static CLOSING: Words = Words::new(
    "特此证明 特出此证 特此说明 情况属实 以上情况 上述情况 以上内容 以上证明 请予采信 均属实 如有不实 如有虚假",
);

/// The periods of running text: those of each account that a unit signs are of that unit, unless it says otherwise.
pub(super) fn read(text: &Text<'_>, spans: &[Span]) -> Vec<Job> {
    let mut jobs = Vec::new();
    let mut start = 0;
    let last = text.chars.len();
    let accounts = signed(text).into_iter().map(|[unit, day]| (unit.start, Some(unit), day.end));
    for (end, unit, next) in accounts.chain([(last, None, last)]) {
        let own: Vec<Span> = spans.iter().filter(|span| (start..end).contains(&span.at.start)).cloned().collect();
        let unit = unit.map(|unit| text.print(unit)).filter(|_| own.len() < spans.len());
        let told = account(text, &own, start..end);
        jobs.extend(told.into_iter().map(|job| Job { employer: job.employer.or_else(|| unit.clone()), ..job }));
        start = next;
    }
    without_sum(jobs)
}

/// The units that sign, each alone on a line over the day on which it did.
fn signed(text: &Text<'_>) -> Vec<[Range<usize>; 2]> {
    let chars = text.chars.as_slice();
    let mut next = 0;
    let range = |line: &[char]| {
        let end = next + line.len();
        std::mem::replace(&mut next, end + 1)..end
    };
    let lines: Vec<Range<usize>> = chars.split(|c| *c == '\n').map(range).collect();
    let day = |line: &Range<usize>| whole_date(&string(chars, line.clone())).is_some_and(|date| date.day().is_some());
    let pairs = lines.windows(2).filter_map(|pair| <&[_; 2]>::try_from(pair).ok());
    pairs.filter(|[unit, below]| units::is_employer(&string(chars, unit.clone())) && day(below)).cloned().collect()
}

/// The periods of one account.
fn account(text: &Text<'_>, spans: &[Span], within: Range<usize>) -> Vec<Job> {
    let chars = text.chars.get(..within.end).unwrap_or_default();
    let Some(first) = spans.first() else { return Vec::new() };
    let end = closing(chars, first.at.end, spans);
    let spans: Vec<Span> = spans.iter().filter(|span| span.at.start < end).cloned().collect();
    let stretches = stretches(text, &spans, within.start, end);
    let told = spans.iter().zip(stretches);
    told.map(|(span, stretch)| {
        let slots = slots(text, &stretch, &spans);
        let employer = match &slots.unit {
            Some(Unit::Named(range)) => Some(range.clone()),
            Some(Unit::Own(_)) | None => None,
        };
        Job {
            from: Some(span.from.to_string()),
            to: span.to.map(|to| to.to_string()),
            employer: employer.as_ref().map(|r| text.print(r.clone())),
            work: slots.work.as_ref().map(|r| text.print(r.clone())),
            post: slots.post.as_ref().map(|r| text.print(r.clone())),
            lines: [Some(span.at.clone()), employer, slots.work, slots.post]
                .into_iter()
                .flatten()
                .flat_map(|range| text.lines(range))
                .collect(),
        }
    })
    .collect()
}

/// Without the span of all that is told after it: 自2012年3月至2024年8月从事社会工作共计12年，经历如下：….
fn without_sum(mut jobs: Vec<Job>) -> Vec<Job> {
    let spans = |job: &Job| Some((job.from.clone()?, job.to.clone()?));
    let all = jobs.split_first().is_some_and(|(first, rest)| {
        let within = |job: &Job| {
            first.from.as_ref() <= job.from.as_ref() && (first.to == job.to || first.to.as_ref() > job.to.as_ref())
        };
        let bare = first.employer.is_none() && first.work.is_none() && first.post.is_none();
        bare && rest.len() >= 2 && spans(first).is_some() && rest.iter().all(|job| spans(job).is_some() && within(job))
    });
    if all {
        jobs.remove(0);
    }
    jobs
}

/// Where the account ends: at the words that close it, behind the first span, or where somebody signs, behind the last.
fn closing(chars: &[char], from: usize, spans: &[Span]) -> usize {
    // 上述经历中…: what is said of the account is no part of it.
    let looks_back = |at: usize| {
        let opens = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| "。\n".contains(*c));
        opens && ["上述", "以上"].iter().any(|w| begins(chars, at, w))
    };
    let last = spans.last().map_or(from, |span| span.at.end);
    // 2019.10～今 on a line of its own, and the unit on the line below.
    let whole = |span: &Span| span.at.start.checked_sub(1).and_then(|i| chars.get(i)) == Some(&'\n');
    let heads = |at: usize| spans.iter().any(|span| span.at.end + 1 == at && whole(span));
    let signed = |at: usize| at >= last && !heads(at) && signs(chars, at);
    let closed = |at: &usize| CLOSING.begin(chars, *at) || looks_back(*at) || signed(*at);
    (from..chars.len()).find(closed).unwrap_or(chars.len())
}

/// Whether a line begins here that belongs to the signature: a unit or a day by itself, or a label of who signs.
fn signs(chars: &[char], at: usize) -> bool {
    if at.checked_sub(1).and_then(|i| chars.get(i)) != Some(&'\n') {
        return false;
    }
    let end = (at..chars.len()).find(|i| chars.get(*i) == Some(&'\n')).unwrap_or(chars.len());
    let line = string(chars, at..end);
    let label = line.split_once(':').and_then(|(label, _)| meaning::of(&label.chars().collect::<Vec<_>>()));
    let by_label = label.is_some_and(|m| {
        m.has(Role::SomebodyElse) || matches!(m.head(), Head::Phone) || (m.head() == Head::Unit && m.has(Role::Proof))
    });
    by_label || whole_date(&line).is_some() || units::is_employer(&line)
}

/// The date that a line is, if nothing else stands on it.
fn whole_date(line: &str) -> Option<PartialDate> {
    let dates = date::find(line);
    let [only] = dates.as_slice() else { return None };
    (only.start == 0 && only.end == line.chars().count()).then_some(only.date)
}

/// How surely a text may be cut at a place: between items, between sentences, between clauses.
fn cut_worth(text: &Text<'_>, at: usize) -> i32 {
    match text.chars.get(at.wrapping_sub(1)) {
        _ if text.is_item(at) => 6,
        Some('\n' | '。') => 3,
        Some(',') if text.strong.get(at - 1).copied().unwrap_or(false) => 4,
        Some(',') => 1,
        // 某某中心(2010年7月至2014年5月,社工)、某某协会(…).
        Some('、') if at.checked_sub(2).and_then(|i| text.chars.get(i)) == Some(&')') => 3,
        // 副主任(2018年4月-2021年3月): what stands before the bracket is of the span in it.
        Some('(') => -3,
        _ => 0,
    }
}

/// Which stretch of the text belongs to which span.
fn stretches(text: &Text<'_>, spans: &[Span], start: usize, end: usize) -> Vec<Range<usize>> {
    let cuts = |from: usize, to: usize| -> Vec<usize> {
        let inner = (from + 1..to).filter(|at| cut_worth(text, *at) > 0);
        let mut all: Vec<usize> = [from].into_iter().chain(inner).chain([to]).collect();
        all.dedup();
        // The last ones are nearest to the span; a long text between two spans has more sentences than matter.
        if all.len() > 14 {
            let tail = all.split_off(all.len() - 6);
            all.truncate(8);
            all.extend(tail);
        }
        all
    };
    let Some(first) = spans.first() else { return Vec::new() };
    // Best value so far for each place at which the stretch of the span before ends.
    // What leads to a list with a colon (具体经历如下：) is no part of its first item.
    let chars = text.chars.as_slice();
    static OPENING: Words = Words::new("如下:");
    let opens = |at: &usize| {
        spans.len() >= 2 && (OPENING.end(chars, *at) || (*at >= 2 && chars.get(at - 2..*at) == Some(&[':', '\n'])))
    };
    let from = (start..=first.at.start).rev().find(opens).unwrap_or(start);
    let before: Vec<usize> = cuts(from, first.at.start).into_iter().rev().take(5).collect();
    let mut ways: Vec<(usize, i32, Vec<usize>)> = before
        .into_iter()
        .map(|at| (at, cut_worth(text, at).min(2) - i32::try_from(first.at.start - at).unwrap_or(0) / 40, vec![at]))
        .collect();
    for (n, span) in spans.iter().enumerate() {
        let (from, to) = (span.at.end, spans.get(n + 1).map_or(end, |next| next.at.start));
        let places = cuts(from.min(to), to);
        let last = n + 1 == spans.len();
        ways = places
            .into_iter()
            .filter_map(|at| {
                let edge = if last { -i32::try_from(at - from.min(at)).unwrap_or(0) / 60 } else { cut_worth(text, at) };
                ways.iter()
                    .map(|(start, worth, path)| {
                        let said = slots(text, &(*start..at), spans).worth();
                        let mut path = path.clone();
                        path.push(at);
                        (at, worth + 2 * said + edge, path)
                    })
                    .max_by_key(|way| way.1)
            })
            .collect();
    }
    let best = ways.into_iter().max_by_key(|way| (way.1, std::cmp::Reverse(way.0)));
    best.map(|(_, _, path)| path.windows(2).filter_map(|w| Some(*w.first()?..*w.get(1)?)).collect()).unwrap_or_default()
}
