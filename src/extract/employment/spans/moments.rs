//! Days that head the lines of a list, each the beginning of what lasts until the next: a career told by its turns.
//!
//! 2016年3月 调任学生社工站; 2022年9月 升任站长; 现在 在岗. Nobody prints the ends of such a list, because the next line is one.

use super::{Dated, Span, words};
use crate::extract::employment::Job;
use crate::extract::units::string;
use crate::layout::Sheet;
use crate::values::date::{self, End, PartialDate};

/// When each turn of a list ends, by its day and the words beside it; `None` for a turn that begins no work: somebody left,
/// or was found to be there still. The last one is open where nothing says that it goes on.
fn ends(turns: &[(PartialDate, String)], on: bool) -> Vec<Option<Option<End>>> {
    let newest_first = turns.windows(2).all(|pair| matches!(pair, [a, b] if a.0 > b.0));
    let next = |n: usize| if newest_first { n.checked_sub(1) } else { Some(n + 1) }.and_then(|n| turns.get(n));
    let left = |said: &str| date::ENDED.within(said) && !date::is_unended(said);
    let stays = |said: &str| date::is_present(said) || date::GOING_ON.within(said);
    let end = |n: usize, said: &str| {
        if left(said) || stays(said) {
            return None;
        }
        Some(match next(n) {
            Some((_, said)) if stays(said) => Some(End::Present),
            Some((day, _)) => Some(End::On(*day)),
            None => on.then_some(End::Present),
        })
    };
    turns.iter().enumerate().map(|(n, (_, said))| end(n, said)).collect()
}

/// Whether days follow each other, from the first to the last or the other way round.
fn in_order(days: &[PartialDate]) -> bool {
    let all = |ordered: fn(&PartialDate, &PartialDate) -> bool| days.is_sorted_by(ordered);
    days.len() >= 2 && (all(PartialDate::lt) || all(PartialDate::gt))
}

/// Gives the rows of a table that has one day a row their ends: each lasts until the next.
pub(in crate::extract::employment) fn of_rows(sheet: &Sheet<'_>, jobs: Vec<Job>) -> Vec<Job> {
    let days: Option<Vec<PartialDate>> = jobs.iter().map(|job| job.from.as_deref().and_then(date::parse)).collect();
    let Some(days) = days.filter(|days| jobs.iter().all(|job| job.to.is_none()) && in_order(days)) else {
        return jobs;
    };
    let said = |job: &Job| sheet.rows_of(&job.lines).map(|row| sheet.row_text(row)).collect::<String>();
    let told: Vec<(PartialDate, String)> = days.into_iter().zip(jobs.iter().map(said)).collect();
    let ends = ends(&told, false);
    let ended = |(job, to): (Job, Option<Option<End>>)| Some(Job { to: to?.map(|to| to.to_string()), ..job });
    jobs.into_iter().zip(ends).filter_map(ended).collect()
}

/// The spans of a list whose lines begin with single days.
pub(super) fn find(chars: &[char], single: &[Dated]) -> Vec<Span> {
    let line = |from: usize| {
        let end = (from..chars.len()).find(|i| chars.get(*i) == Some(&'\n')).unwrap_or(chars.len());
        string(chars, from..end)
    };
    let heads = |dated: &&Dated| {
        let opens = dated.start.checked_sub(1).is_none_or(|i| chars.get(i) == Some(&'\n'));
        let said = line(dated.end);
        let told = said.chars().filter(|c| crate::values::text::is_han(*c)).count() >= 2;
        let plain = said.chars().next().is_some_and(|c| !"生至到止".contains(c)) && !words::OTHER.within(&said);
        opens && told && plain && date::find(&said).is_empty()
    };
    let turns: Vec<&Dated> = single.iter().filter(heads).collect();
    if !in_order(&turns.iter().map(|turn| turn.date).collect::<Vec<_>>()) {
        return Vec::new();
    }
    let told: Vec<(PartialDate, String)> = turns.iter().map(|turn| (turn.date, line(turn.end))).collect();
    let ends = ends(&told, super::goes_on(chars));
    turns
        .iter()
        .zip(ends)
        .filter_map(|(turn, to)| Some(Span { at: turn.start..turn.end, from: turn.date, to: to? }))
        .collect()
}
