//! Values that are known by their type alone, where the label beside them is one that nobody knows: eighteen figures that
//! make an identity number, 男, a level of education, a person's name in a cell of its own.

use std::ops::Range;

use super::pairs::Found;
use super::units;
use crate::kinds::meaning::{self, Role};
use crate::layout::{Run, Sheet};
use crate::model::{FieldName, Rect};
use crate::values::date::{self, PartialDate};
use crate::values::{self, Understanding, exam_level, id_number, person_name, phone, text};

/// How sure a value is whose label says nothing.
const SURE: f32 = 0.75;
/// Behind everything that a label names.
const RANK: usize = 24;

/// The fields whose values tell themselves.
const FIELDS: &[FieldName] = &[
    FieldName::Name,
    FieldName::Sex,
    FieldName::IdNumber,
    FieldName::EducationLevel,
    FieldName::ExamLevel,
    FieldName::ContactPhone,
    FieldName::IssuedOn,
];

/// The first value of each of these fields that nothing else gave, in a run that is no value of another.
pub(super) fn find(
    sheet: &Sheet<'_>,
    lacks: &dyn Fn(FieldName) -> bool,
    taken: &dyn Fn(&[usize]) -> bool,
) -> Vec<Found> {
    let found = |field: &FieldName| {
        let runs = || sheet.runs.iter().enumerate();
        let by_piece = || {
            let mut own = runs().filter(|(n, run)| !taken(&run.chars) && unclaimed(sheet, *n)).map(|(_, run)| run);
            let run_and_piece = own.find_map(|run| Some((run, pieces(run).find(|piece| is(*field, run, piece))?)));
            run_and_piece.and_then(|(run, piece)| Some(run.chars.get(piece)?.to_vec()))
        };
        let chars = match field {
            FieldName::Sex => sheet.runs.iter().find_map(behind_name).map(|sex| vec![sex]).or_else(by_piece),
            // A certificate's number may prove itself as one by chance.
            FieldName::IdNumber => identity(sheet).filter(|chars| !taken(chars)).or_else(by_piece),
            FieldName::ExamLevel => runs().find_map(|(_, run)| level_in_brackets(run)).or_else(by_piece),
            FieldName::IssuedOn => last_day(sheet, taken),
            FieldName::ContactPhone => {
                let mut phones = runs().filter_map(|(n, run)| phone_in(sheet, n, run));
                phones.find(|chars| !taken(chars)).map(<[usize]>::to_vec)
            }
            _ => by_piece(),
        };
        Some(Found { field: *field, rank: RANK, lines: vec![chars?], sure: SURE, label: Rect::default() })
    };
    FIELDS.iter().filter(|field| lacks(**field)).filter_map(found).collect()
}

/// The day of a page that nothing took and that no other reaches: a paper is made out after all it tells of.
fn last_day(sheet: &Sheet<'_>, taken: &dyn Fn(&[usize]) -> bool) -> Option<Vec<usize>> {
    let mut days: Vec<(PartialDate, Vec<usize>)> = Vec::new();
    // 查询时间: the day on which somebody looked it up.
    let handled = |label: &[char]| meaning::of(label).is_some_and(|m| m.has(Role::Handling) && !m.has(Role::Filling));
    for (n, run) in sheet.runs.iter().enumerate() {
        let before = sheet.left_of(n).and_then(|left| sheet.runs.get(left));
        let own = run.text.iter().position(|c| *c == ':').and_then(|colon| run.text.get(..colon));
        // 2024/8/14 11:28: when it was printed.
        let clock = run.text.windows(3).any(|w| matches!(w, [a, ':', b] if a.is_ascii_digit() && b.is_ascii_digit()));
        if clock || own.is_some_and(handled) || before.is_some_and(|label| handled(&label.text)) {
            continue;
        }
        for found in date::find(&run.string()).into_iter().filter(|found| found.date.day().is_some()) {
            days.push((found.date, run.chars.get(found.start..found.end).unwrap_or_default().to_vec()));
        }
    }
    let last = days.iter().map(|(day, _)| *day).max()?;
    let free: Vec<&(PartialDate, Vec<usize>)> = days.iter().filter(|(_, chars)| !taken(chars)).collect();
    let mut latest = free.iter().filter(|(day, _)| *day == last);
    let (_, chars) = latest.next()?;
    latest.next().is_none().then(|| chars.clone())
}

/// The identity number of a page that proves itself by its check character and the day of birth in it, where there is one
/// alone: in a run, or one character a box.
fn identity(sheet: &Sheet<'_>) -> Option<Vec<usize>> {
    const LENGTH: usize = 18;
    let proves = |text: &[char]| {
        let number: String = text.iter().map(char::to_ascii_uppercase).collect();
        let told = id_number::examine(&number);
        // A certificate's number may have a year where a birth date would stand: of somebody too young to sit for anything.
        told.faults.is_empty() && told.birth_date.is_some_and(|born| (1920..2010).contains(&born.year()))
    };
    let mut found: Vec<(Vec<char>, Vec<usize>)> = Vec::new();
    for row in &sheet.rows {
        let runs = || row.runs.iter().filter_map(|run| sheet.runs.get(*run));
        let boxes = || runs().filter(|run| run.text.len() == 1);
        let apart = (boxes().flat_map(|r| r.text.clone()).collect(), boxes().flat_map(|r| r.chars.clone()).collect());
        let whole = runs().filter(|run| run.text.len() >= LENGTH).map(|run| (run.text.clone(), run.chars.clone()));
        for (text, chars) in whole.chain([apart]) {
            let joins = |at: usize| text.get(at).is_some_and(char::is_ascii_alphanumeric);
            let alone = |at: usize| !joins(at + LENGTH) && at.checked_sub(1).is_none_or(|before| !joins(before));
            let starts = (0..(text.len() + 1).saturating_sub(LENGTH)).filter(|at| alone(*at));
            let numbers = starts.filter_map(|at| Some((text.get(at..at + LENGTH)?, chars.get(at..at + LENGTH)?)));
            found.extend(numbers.filter(|(said, _)| proves(said)).map(|(said, own)| (said.to_vec(), own.to_vec())));
        }
    }
    let (number, chars) = found.first()?;
    found.iter().all(|(other, _)| other == number).then(|| chars.clone())
}

/// The level that stands in brackets behind the name of an examination: 社会工作者（社会工作师）.
fn level_in_brackets(run: &Run) -> Option<Vec<usize>> {
    let open = run.text.iter().position(|c| *c == '(')?;
    let close = open + run.text.get(open..)?.iter().position(|c| *c == ')')?;
    let level: String = run.text.get(open + 1..close)?.iter().collect();
    let named = open >= 2 && exam_level::is_level(&level);
    named.then(|| run.chars.get(open + 1..close)).flatten().map(<[usize]>::to_vec)
}

/// The sex that stands behind a name in one run: 韦某某（女）, 姓名：韦某某，女.
fn behind_name(run: &Run) -> Option<usize> {
    let all: Vec<Range<usize>> = pieces(run).collect();
    let pair = all.windows(2).find(|pair| {
        let text = |n: usize| pair.get(n).and_then(|piece| run.text.get(piece.clone())).unwrap_or_default();
        let name: String = text(0).rsplit(|c| *c == ':').next().unwrap_or_default().iter().collect();
        matches!(text(1), ['男' | '女']) && person_name::is_likely(&name)
    })?;
    run.chars.get(pair.get(1)?.start).copied()
}

/// A run as a whole, or what signs part in it: 韦某某，女.
fn pieces(run: &Run) -> impl Iterator<Item = Range<usize>> {
    let parts: Vec<usize> =
        (0..run.text.len()).filter(|at| run.text.get(*at).is_some_and(|c| ",;、/()".contains(*c))).collect();
    let starts = [0].into_iter().chain(parts.iter().map(|at| at + 1)).collect::<Vec<_>>();
    let ends = parts.into_iter().chain([run.text.len()]);
    starts.into_iter().zip(ends).filter(|(start, end)| start < end).map(|(start, end)| start..end)
}

/// Whether a piece of a run is a value of a field and of no other.
fn is(field: FieldName, run: &Run, piece: &Range<usize>) -> bool {
    let text = run.text.get(piece.clone()).unwrap_or_default();
    let said: String = text.iter().collect();
    let full = || values::parse(field, &said).understanding == Understanding::Full;
    match field {
        FieldName::Name => person_name::is_likely(&said) && meaning::of(text).is_none(),
        FieldName::Sex => said == "男" || said == "女",
        FieldName::ExamLevel => exam_level::is_level(&said),
        FieldName::IdNumber => said.chars().count() == 18 && full(),
        FieldName::EducationLevel => {
            values::education_level::word_at(text, 0) == Some(text.len()) || (text.len() <= 4 && full())
        }
        _ => false,
    }
}

/// The telephone number in a run, whatever leads to it (联系人 王某, ☎, Tel) but a fax.
fn phone_in<'s>(sheet: &'s Sheet<'_>, n: usize, run: &'s Run) -> Option<&'s [usize]> {
    let text = run.string();
    let before = sheet.left_of(n).and_then(|left| sheet.runs.get(left)).map(Run::string).unwrap_or_default();
    let fax = |lead: &str| ["传真", "Fax", "FAX", "fax"].iter().any(|word| lead.contains(word));
    let mut last = 0;
    phone::find(&text).into_iter().find_map(|at| {
        let lead = text.chars().skip(last).take(at.start - last).collect::<String>();
        last = at.end;
        let lead = if at.start == 0 { before.clone() } else { lead };
        (!fax(&lead)).then(|| run.chars.get(at))?
    })
}

/// Whether the text to the left of a run in its row is a short one that is no label of anything else: what stands behind
/// 联系人 or 政治面貌 is theirs.
fn unclaimed(sheet: &Sheet<'_>, run: usize) -> bool {
    let before = sheet.left_of(run).and_then(|left| sheet.runs.get(left));
    before.is_some_and(|label| {
        let short =
            (2..=10).contains(&label.text.len()) && label.text.iter().all(|c| text::is_han(*c) || "():".contains(*c));
        let known = meaning::of(&label.text);
        short
            && !units::is_unit(&label.string())
            && known.is_none_or(|m| m.fields().is_empty() && m.unknown > 0 && !m.has(Role::SomebodyElse))
    })
}
