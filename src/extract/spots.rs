//! Where labels stand on a page.

use super::lexicon::{Label, Lexicon};
use super::stacks;
use crate::kinds::meaning::{self, Head, Meaning, Role};
use crate::layout::{Run, Sheet, goes_on, is_sign};
use crate::model::{FieldName, Rect, WordSource};
use crate::values::{self, Understanding, date, text, years};

/// A label on the page.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// Its field; none for a label that only ends a value.
    pub field: Option<FieldName>,
    /// The label itself.
    pub label: Label,
    /// How telling it is among the labels of its field.
    pub rank: usize,
    /// Around the label.
    pub bbox: Rect,
    /// The run in which it ends, and where in that run it ends, its colon passed over.
    pub run: usize,
    /// See `run`.
    pub end: usize,
    /// The run in which it starts and where.
    pub start: (usize, usize),
    /// Whether a colon follows.
    pub colon: bool,
    /// Whether neither colon nor gap parts it from what follows.
    pub glued: bool,
    /// Whether it runs over several lines.
    pub stacked: bool,
    /// Whether every character was as expected.
    pub exact: bool,
}

/// All labels of a page, those of one run in order; and for every run whether it is taken up by a label over several
/// lines or runs.
pub(super) fn find(sheet: &Sheet<'_>, lexicon: &Lexicon) -> (Vec<Spot>, Vec<bool>) {
    let mut taken = vec![false; sheet.runs.len()];
    let mut spots = stacks::find(sheet, lexicon, &mut taken);
    spots.extend(spread(sheet, lexicon, &mut taken));
    for (index, run) in sheet.runs.iter().enumerate() {
        // A question is no label that stands before its value.
        let asks = run.text.last().is_some_and(|c| *c == '?');
        if !taken.get(index).copied().unwrap_or(true) && !asks {
            inside(sheet, lexicon, index, run, 0, &mut spots);
        }
    }
    spots.retain(|spot| !is_rest(sheet, spot));
    let whole: Vec<usize> = spots.iter().filter(|s| ends_run(sheet, s)).map(|s| s.run).collect();
    spots.retain(|spot| !is_value(sheet, spot, &whole));
    // A spread label ends inside a run whose rest may hold more labels.
    let tails: Vec<(usize, usize)> =
        spots.iter().filter(|s| s.start.0 != s.run && !s.stacked).map(|s| (s.run, s.end)).collect();
    for (index, from) in tails {
        if let Some(run) = sheet.runs.get(index) {
            inside(sheet, lexicon, index, run, from, &mut spots);
        }
    }
    (spots, taken)
}

/// Whether a label takes its run to the end.
fn ends_run(sheet: &Sheet<'_>, spot: &Spot) -> bool {
    sheet.runs.get(spot.run).is_some_and(|run| spot.end >= run.text.len())
}

/// Whether what reads as a label is the first word of the value of the label to the left of it: 工作内容　学生心理辅导.
fn is_value(sheet: &Sheet<'_>, spot: &Spot, labels: &[usize]) -> bool {
    let bare = spot.label.meaning.as_ref().is_some_and(|m| m.roles.is_empty() && m.heads != [Head::Sex]);
    bare && spot.glued && sheet.left_of(spot.run).is_some_and(|left| labels.contains(&left))
}

/// Whether what reads as a label is the last word of a name that the line above broke off: 学校 below 湖南某某高级技工.
fn is_rest(sheet: &Sheet<'_>, spot: &Spot) -> bool {
    let named = [Role::Qualification, Role::Working, Role::Study, Role::Profession];
    let of_name = |m: &Meaning| m.heads == [Head::School] && m.roles.iter().all(|role| named.contains(role));
    let bare = spot.label.meaning.as_ref().is_some_and(of_name);
    let Some(run) = sheet.runs.get(spot.run).filter(|run| bare && !spot.colon && run.text.len() <= 4) else {
        return false;
    };
    let size = run.bbox.height().max(1.0);
    sheet.runs.iter().any(|above| {
        let lead = run.bbox.y0 - above.bbox.y1;
        let aligned = (above.bbox.x0 - run.bbox.x0).abs() < 1.3 * size;
        let label = above.text.contains(&':') || meaning::is_label(&above.string());
        aligned && (-0.2 * size..0.9 * size).contains(&lead) && above.text.len() >= 6 && !label
    })
}

/// The labels inside one run, from a position on.
fn inside(sheet: &Sheet<'_>, lexicon: &Lexicon, index: usize, run: &Run, from: usize, spots: &mut Vec<Spot>) {
    let recognised = run.chars.first().and_then(|&c| sheet.chars.get(c)).is_some_and(|c| c.source == WordSource::Ocr);
    let mut at = from;
    // Where the label before ends, if the run has one already: what follows is its value until the next one.
    let mut behind = (from > 0).then_some(from);
    while at < run.text.len() {
        let place = (run, at, behind);
        let known = lexicon.at(&run.text, at);
        let segment = segment(sheet, run, at);
        let whole = segment.clone().filter(|s| known.first().is_none_or(|(_, end)| *end < s.end));
        let whole = whole.and_then(|s| {
            let text = run.text.get(s.clone())?;
            // 入学 | 2003年9月: in a cell of its own.
            let right = || sheet.right_of(index).and_then(|right| sheet.runs.get(right));
            let is_day = |text: &str| {
                date::parse_end(text).is_some() || date::parse_period(text).is_some() || years::read(text).is_ok()
            };
            let alone = s.start == 0 && past_bracket(&run.text, s.end) == run.text.len();
            let colon = run.text.get(s.end) == Some(&':');
            let dated = || alone && right().is_some_and(|r| is_day(&r.string()));
            let by_role = || lexicon.by_role(text).filter(|_| colon || dated());
            let alone_in =
                |cell: Rect| sheet.runs.iter().filter(|other| cell.contains(other.bbox.centre())).count() == 1;
            let cell = || right().is_some() || sheet.cells.around(run.bbox.centre()).is_some_and(alone_in);
            let by_word = || lexicon.by_word(text).filter(|_| colon || (alone && s.len() >= 2 && cell()));
            let known = || lexicon.whole(text).filter(|_| s.len() > 1);
            Some((known().or_else(by_role).or_else(by_word)?, s.end))
        });
        let exact = whole.into_iter().chain(known);
        let spots_here = exact.into_iter().filter_map(|(label, end)| spot(sheet, index, place, &label, end, true));
        // 学历 本科: of two ends the one where a gap or a colon stands.
        let mut glued = None;
        let parted = spots_here.into_iter().find_map(|spot| match spot.glued {
            true => {
                glued.get_or_insert(spot);
                None
            }
            false => Some(spot),
        });
        let found = parted.or(glued).or_else(|| {
            let segment = segment.filter(|_| recognised)?;
            let label = lexicon.nearly(run.text.get(segment.clone())?)?;
            spot(sheet, index, place, &label, segment.end, false).filter(|s| !s.glued)
        });
        match found {
            Some(found) => {
                at = found.end.max(at + 1);
                behind = Some(at);
                spots.push(found);
            }
            None => at += 1,
        }
    }
}

/// From a place in a run to what ends a label for certain: a colon, a bracket, a gap, the end.
fn segment(sheet: &Sheet<'_>, run: &Run, at: usize) -> Option<std::ops::Range<usize>> {
    const LONGEST: usize = 18;
    let before = at.checked_sub(1).and_then(|i| run.text.get(i)).copied();
    let open = before.is_none_or(|c| ",;。()|/.:*".contains(c)) || gap(sheet, run, at) >= 0.3;
    let stop =
        |i: usize| run.text.get(i).is_none_or(|c| matches!(c, ':' | '(')) || (i > at && gap(sheet, run, i) >= 0.3);
    let end = (at..=run.text.len()).take(LONGEST + 1).find(|i| stop(*i))?;
    // 始 | 二〇一四年九月, 起：2015年12月: of one character, by itself.
    let role = run.text.len() == 1 || run.text.get(end) == Some(&':');
    (open && (end > at + 1 || role)).then_some(at..end)
}

/// A match as a label, if it stands as one: at the start of something, and followed by a colon, a gap or nothing.
fn spot(
    sheet: &Sheet<'_>,
    index: usize,
    place: (&Run, usize, Option<usize>),
    label: &Label,
    end: usize,
    exact: bool,
) -> Option<Spot> {
    let (run, at, behind) = place;
    let before = at.checked_sub(1).and_then(|i| run.text.get(i)).copied();
    let gap_before = at > 0 && gap(sheet, run, at) >= 0.3;
    let first = sheet.rows.get(run.row).is_some_and(|row| row.runs.first() == Some(&index));
    let sentence = at == 0 && first && goes_on(sheet, run.row);
    let open = before.is_none_or(|c| ",;。、()|/.:*".contains(c)) || gap_before;
    let end = past_bracket(&run.text, end);
    // （日期）2024年8月16日: a label in brackets of its own.
    let boxed = at == 1 && before == Some('(') && run.text.get(end) == Some(&')') && !label.fields.is_empty();
    let boxed = boxed && first && !goes_on(sheet, run.row);
    let colon = run.text.get(end) == Some(&':') || boxed;
    let past = if colon { end + 1 } else { end };
    // 在线验证码 →: signs alone are no value.
    let signs = !colon && run.text.get(past..).is_some_and(|rest| rest.iter().all(|c| "→▶".contains(*c)));
    let past = if signs { run.text.len() } else { past };
    let last = past >= run.text.len();
    let gap_after = !last && gap(sheet, run, end) >= 0.3;
    let glued = !colon && !last && !gap_after;
    // 14. 毕业时间: the number of a label is no value of the label before it.
    let counts = |c: &char| !text::is_han(*c) || "一二三四五六七八九十".contains(*c);
    let lead = run.text.get(..at).unwrap_or_default();
    let numbered = (2..=4).contains(&at) && text::begins_item(&run.text) && lead.iter().all(counts);
    // 性别女民族汉: a sex is one character, and what follows is the next label however close it stands.
    let after_sex = behind.is_some_and(|b| b + 1 == at) && before.is_some_and(|c| "男女".contains(c));
    let fits = if after_sex {
        true
    } else if glued {
        // 姓名张三: only where the run begins with it; whether a value follows is for the caller to see.
        // 企业管理 is a field of study: a unit by itself, 单位 or 企业, is no label without a colon.
        let unit = label.meaning.as_ref().is_some_and(|m| m.heads == [Head::Unit] && m.roles.is_empty());
        let typed = |field: &FieldName| {
            let said: String = run.text.get(end..).unwrap_or_default().iter().collect();
            let certain = field.is_code() || field.is_date() || field.is_length();
            let spoken = said.starts_with(['为', '是', '系']);
            certain && !spoken && label.length >= 4 && values::parse(*field, &said).understanding == Understanding::Full
        };
        let value = !sentence || label.fields.first().is_some_and(typed);
        at == 0 && value && !unit && !label.fields.is_empty() && run.text.len() <= end + 24
    } else if open {
        // 、姓名、: a list in a sentence, not a label.
        // Nor is the word that a line of a paragraph happens to begin with.
        // 三、从事工作, 十二、工作单位: the heading of an item is one.
        (before != Some('、') && !sentence) || colon || (numbered && last)
    } else if behind.is_some() {
        // 姓名:张三性别:女, the gap lost: inside the value of another label a colon is enough.
        colon
    } else {
        // A value that runs into the next label: 男出生日期:1985.
        colon && (label.length >= 4 || before.is_some_and(|c| c.is_ascii_alphanumeric() || "男女日月年".contains(c)))
    };
    if !fits || is_legend(&run.text) {
        return None;
    }
    let start = if numbered { 0 } else { at };
    let chars = run.chars.get(start..end.min(run.chars.len()))?;
    Some(Spot {
        field: label.fields.first().copied(),
        label: label.clone(),
        rank: label.rank,
        bbox: sheet.around(chars)?,
        run: index,
        end: past,
        start: (index, start),
        colon,
        glued,
        stacked: false,
        exact,
    })
}

/// Whether these are the words in a seal: 人事专用章. They are no label and no value.
pub(super) fn is_legend(text: &[char]) -> bool {
    text.ends_with(&['专', '用', '章']) && !text.contains(&':')
}

/// Past a bracket after the label that says what to do there: 单位名称(盖章).
fn past_bracket(text: &[char], end: usize) -> usize {
    if text.get(end) != Some(&'(') {
        return end;
    }
    let close = text.iter().skip(end).take(14).position(|c| *c == ')').map(|n| end + n);
    match close {
        Some(close) if matches!(text.get(close + 1), None | Some(':')) => close + 1,
        _ => end,
    }
}

/// The gap before a character of a run, in its heights; a printed space counts as a gap.
fn gap(sheet: &Sheet<'_>, run: &Run, at: usize) -> f32 {
    let pair = at
        .checked_sub(1)
        .and_then(|b| Some((sheet.chars.get(*run.chars.get(b)?)?, sheet.chars.get(*run.chars.get(at)?)?)));
    pair.map_or(0.0, |(a, b)| {
        let wide = (b.bbox.x0 - a.bbox.x1) / a.bbox.height().max(1.0);
        if b.spaced { wide.max(0.3) } else { wide }
    })
}

/// Labels set wide, in several runs of one row: 姓　　名.
fn spread(sheet: &Sheet<'_>, lexicon: &Lexicon, taken: &mut [bool]) -> Vec<Spot> {
    let mut spots = Vec::new();
    for row in &sheet.rows {
        let mut n = 0;
        while n < row.runs.len() {
            let found = (n + 1..row.runs.len().min(n + 6)).rev().find_map(|m| {
                let members = row.runs.get(n..=m)?;
                whole(sheet, lexicon, members, taken)
            });
            if let Some((spot, used)) = found {
                for &member in row.runs.iter().skip(n).take(used) {
                    if let Some(t) = taken.get_mut(member) {
                        *t = true;
                    }
                }
                n += used;
                spots.push(spot);
            } else {
                n += 1;
            }
        }
    }
    spots
}

/// Characters further apart than this, in their heights, are set wide only where something else says so.
const WIDE: f32 = 4.5;
/// Further apart than this nothing is one word.
const WIDEST: f32 = 16.0;
/// So many labels of a column end and begin together where they are set over its whole width.
const FLUSH: usize = 2;

/// Whether single characters are one text that is set over the whole width of its place (分散对齐): they are all that
/// stands in a ruled cell, or begin and end where other rows of their column do.
fn is_distributed(sheet: &Sheet<'_>, runs: &[&Run]) -> bool {
    let ([first, .., last], true) = (runs, runs.iter().all(|run| run.text.len() == 1)) else { return false };
    let size = first.bbox.height().max(1.0);
    let even = runs.windows(2).all(|pair| pair[1].bbox.x0 - pair[0].bbox.x1 <= WIDEST * size);
    let row =
        |run: &Run| sheet.rows.get(run.row).into_iter().flat_map(|row| &row.runs).filter_map(|r| sheet.runs.get(*r));
    let cell = |run: &Run| sheet.cells.around(run.bbox.centre());
    let alone = || {
        let own = cell(first);
        own.is_some() && row(first).filter(|run| cell(run) == own).count() == runs.len()
    };
    let flush = || {
        let near = |a: f32, b: f32| (a - b).abs() < 0.35 * size;
        let like = |row: &&crate::layout::Row| {
            let mut own = row.runs.iter().filter_map(|r| sheet.runs.get(*r));
            let begins = own.clone().any(|run| near(run.bbox.x0, first.bbox.x0));
            begins && own.any(|run| near(run.bbox.x1, last.bbox.x1))
        };
        sheet.rows.iter().enumerate().filter(|(at, _)| *at != first.row).map(|(_, row)| row).filter(like).count()
            >= FLUSH
    };
    even && (alone() || flush())
}

/// A label that takes all of these runs, the last one perhaps only in part.
fn whole(sheet: &Sheet<'_>, lexicon: &Lexicon, members: &[usize], taken: &[bool]) -> Option<(Spot, usize)> {
    if members.iter().any(|&m| taken.get(m).copied().unwrap_or(true)) {
        return None;
    }
    let runs: Vec<&Run> = members.iter().filter_map(|&m| sheet.runs.get(m)).collect();
    let (last, firsts) = runs.split_last()?;
    if firsts.iter().any(|r| r.text.len() > 3 || lexicon.exactly(&r.text).is_some() && r.text.len() > 1) {
        return None;
    }
    let apart = |a: &Run, b: &Run| (b.bbox.x0 - a.bbox.x1) / a.bbox.height().max(1.0);
    for pair in runs.windows(2) {
        let [a, b] = pair else { continue };
        if sheet.cells.parted(a.bbox.x1, b.bbox.x0, a.bbox.centre().1)
            || (apart(a, b) > WIDE && !is_distributed(sheet, &runs))
        {
            return None;
        }
    }
    let before: usize = firsts.iter().map(|r| r.text.len()).sum();
    let text: Vec<char> = runs.iter().flat_map(|r| r.text.iter().copied()).collect();
    // ■ 姓　名: a mark before it is none of it.
    let mark = text.iter().take_while(|c| is_sign(**c)).count().min(1);
    let parted = |at: usize| at >= last.text.len() || last.text.get(at) == Some(&':') || gap(sheet, last, at) >= 0.3;
    // 姓　　名宋岩: the value may begin right behind the last character of a label that is set wide. A word may, too, whose
    // first characters happen to make a label (历 | 史学院), so a value of some type has to be one.
    let wide = |label: &Label, at: usize| {
        let said: String = last.text.get(at..).unwrap_or_default().iter().collect();
        let typed = |field: FieldName| match field {
            FieldName::School | FieldName::Major | FieldName::Employer => at == 1 && said.chars().count() >= 2,
            FieldName::TitleName | FieldName::TitleLevel | FieldName::ExamName | FieldName::ExamLevel => false,
            field => values::parse(field, &said).understanding == Understanding::Full,
        };
        firsts.iter().all(|r| r.text.len() == 1) && label.fields.first().copied().is_some_and(typed)
    };
    let label = lexicon.at(&text, mark).into_iter().find_map(|(label, end)| {
        let at = past_bracket(&text, end).checked_sub(before).filter(|at| *at > 0)?;
        (parted(at) || wide(&label, at)).then_some((label, at))
    });
    // 任　职 beside what somebody was.
    let valued = members.last().is_some_and(|last| sheet.right_of(*last).is_some());
    let apart = || valued && runs.iter().all(|run| run.text.len() == 1);
    let by_word = || lexicon.by_word(&text).filter(|_| apart()).map(|label| (label, last.text.len()));
    let (label, at) = label.or_else(by_word)?;
    let colon = last.text.get(at) == Some(&':');
    let chars: Vec<usize> =
        firsts.iter().flat_map(|r| r.chars.iter().copied()).chain(last.chars.iter().copied().take(at)).collect();
    let spot = Spot {
        field: label.fields.first().copied(),
        rank: label.rank,
        label,
        bbox: sheet.around(&chars)?,
        run: *members.last()?,
        end: if colon { at + 1 } else { at },
        start: (*members.first()?, 0),
        colon,
        glued: false,
        stacked: false,
        exact: true,
    };
    Some((spot, members.len()))
}
