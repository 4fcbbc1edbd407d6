//! Labels inside sentences: 毕业证书编号为…, 学历为中专, 本次有效期至2025-01-25. A label is read backwards from its value, so
//! that whatever leads to it does not matter.

use std::ops::Range;

use super::lexicon::{Label, Lexicon};
use super::pairs::Found;
use super::prose::found_at;
use super::text::Text;
use crate::kinds::meaning;
use crate::model::FieldName;
use crate::values::{date, text};

/// How sure a value is that a sentence gives.
const SURE: f32 = 0.88;
/// The rank of what a sentence says among the labels of a field.
const RANK: usize = 12;
/// More characters than any label has.
const LONGEST: usize = 16;

/// The values behind labels in running text.
pub(super) fn find(text: &Text<'_>, lexicon: &Lexicon) -> Vec<Found> {
    let mut found = Vec::new();
    for at in 2..text.chars.len() {
        let Some(start) = value_behind(text, at) else { continue };
        let Some(label) = label_before(text, at, lexicon) else { continue };
        // 学习时间: a range of days, of which the sentences about studies tell.
        if label.fields.starts_with(&[FieldName::EnrolledOn, FieldName::GraduatedOn]) {
            continue;
        }
        // Without a colon or a word between, only a number or a date is a value.
        let bare = start == at;
        for field in label.fields.iter().filter(|field| !bare || is_figure(**field)) {
            let Some(end) = value_end(text, *field, start) else { continue };
            // Lines of labels may have been taken for one sentence: what stands before a colon is the next label.
            let next = text.chars.get(end).filter(|c| **c == ':').and_then(|_| {
                (start + 1..end.saturating_sub(1))
                    .find(|at| text.chars.get(*at..end).and_then(meaning::of).is_some_and(|m| m.unknown == 0))
            });
            let end = next.unwrap_or(end);
            let hit = found_at(text.sheet, text.flow, *field, text.bytes(start..end), 0);
            found.extend(hit.map(|hit| Found { rank: RANK + label.rank, sure: SURE, ..hit }));
        }
    }
    found
}

/// The values of a sentence that is a list of labels and values, nothing between them: 姓名张三，性别女，专业会计，学历中专.
pub(super) fn listed(text: &Text<'_>, lexicon: &Lexicon) -> Vec<Found> {
    /// Fewer are no list.
    const FEWEST: usize = 4;
    let parts = |at: &usize| text.chars.get(*at).is_some_and(|c| ",。\n:".contains(*c));
    let ends: Vec<usize> = (0..text.chars.len()).filter(parts).chain([text.chars.len()]).collect();
    let starts = [0].into_iter().chain(ends.iter().map(|end| end + 1));
    let clauses: Vec<Range<usize>> = starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect();
    // A label with its value; what is a label as a whole, or before a colon, has none.
    let labelled = |clause: &Range<usize>| {
        let whole = text.chars.get(clause.clone()).is_none_or(|said| meaning::of(said).is_some());
        let known = lexicon.at(&text.chars, clause.start).into_iter();
        let mut known = known.filter(|(label, behind)| !label.fields.is_empty() && *behind < clause.end);
        let (label, behind) = known.next().filter(|_| !whole && text.chars.get(clause.end) != Some(&':'))?;
        Some((label, behind..clause.end))
    };
    let sentences = clauses.chunk_by(|one, _| text.chars.get(one.end) != Some(&'\n'));
    let lists = sentences.map(|clauses| clauses.iter().filter_map(labelled).collect::<Vec<(Label, Range<usize>)>>());
    let labelled = lists.filter(|list| list.len() >= FEWEST).flatten();
    let values = labelled.filter_map(|(label, value)| {
        let field = *label.fields.first().filter(|field| !is_figure(**field))?;
        let hit = found_at(text.sheet, text.flow, field, text.bytes(value), 0)?;
        Some(Found { rank: RANK + label.rank, sure: SURE, ..hit })
    });
    values.collect()
}

/// Whether the values of a field are dates, numbers or lengths of time.
fn is_figure(field: FieldName) -> bool {
    field.is_code() || field.is_date() || field.is_length() || field == FieldName::ContactPhone
}

/// Where a value begins if a label ends here: behind a colon or a word that says so, or where a number begins.
fn value_behind(text: &Text<'_>, at: usize) -> Option<usize> {
    let chars = &text.chars;
    let c = *chars.get(at)?;
    if c == ':' {
        let more = chars.get(at + 1).is_some_and(|c| *c == '\n');
        return Some(if more { at + 2 } else { at + 1 });
    }
    if matches!(c, '为' | '是' | '系') {
        return Some(at + 1);
    }
    let before = chars.get(at - 1)?;
    let numeral = |c: char| c.is_ascii_alphanumeric() || "〇○零一二三四五六七八九十".contains(c);
    // 毕业证书编号湘师毕字961207: a number that begins with words.
    if *before == '号' && text::is_han(c) {
        let clause = chars.iter().skip(at).take(24).take_while(|c| !",。:\n".contains(**c));
        let figures = clause.clone().skip_while(|c| text::is_han(**c));
        let words = clause.clone().take_while(|c| text::is_han(**c)).count();
        return (words <= 8 && figures.filter(|c| c.is_ascii_digit()).count() >= 4).then_some(at);
    }
    (numeral(c) && !numeral(*before) && text::is_han(*before)).then_some(at)
}

/// The longest label that ends here.
fn label_before(text: &Text<'_>, end: usize, lexicon: &Lexicon) -> Option<Label> {
    let from = end.saturating_sub(LONGEST);
    let start =
        (from..end).rev().find(|i| text.chars.get(*i).is_some_and(|c| ",。:\n".contains(*c))).map_or(from, |i| i + 1);
    (start..end.saturating_sub(1))
        .find_map(|at| lexicon.exactly(text.chars.get(at..end)?))
        .filter(|label| !label.fields.is_empty())
}

/// Where a value of this field ends that begins here; none where nothing of its kind begins here.
fn value_end(text: &Text<'_>, field: FieldName, start: usize) -> Option<usize> {
    use FieldName as F;
    let chars = text.chars.get(start..)?;
    let until = |stop: &dyn Fn(char) -> bool| start + chars.iter().position(|c| stop(*c)).unwrap_or(chars.len());
    let clause = |c: char| ",。\n".contains(c);
    let end = match field {
        _ if field.is_date() => {
            let piece: String = chars.iter().take(40).collect();
            let hit = date::find(&piece).into_iter().next().filter(|hit| hit.start == 0)?;
            // 2012.09.12-2032.09.12: the field takes the end that it means.
            let rest: Vec<char> = piece.chars().skip(hit.end).collect();
            let joint = rest.iter().take_while(|c| "至到-~".contains(**c)).count();
            let behind: String = rest.iter().skip(joint).collect();
            let second = date::find(&behind).into_iter().next().filter(|second| joint > 0 && second.start == 0);
            start + hit.end + second.map_or(0, |second| joint + second.end)
        }
        F::CertificateNo => {
            let end = until(&|c| clause(c) || c == ':');
            // A bracket that closes one opened before ends it.
            let unopened = (start..end).find(|at| {
                let count =
                    |sign: char| text.chars.get(start..=*at).unwrap_or_default().iter().filter(|c| **c == sign).count();
                text.chars.get(*at) == Some(&')') && count(')') > count('(')
            });
            unopened.unwrap_or(end)
        }
        _ if field.is_code() || field == F::ContactPhone => {
            until(&|c| !(c.is_ascii_alphanumeric() || "-()".contains(c)))
        }
        F::School | F::Major | F::Employer | F::Issuer | F::Degree => until(&|c| clause(c) || c == ':'),
        F::EducationLevel | F::StudyMode | F::EducationCategory | F::Conclusion | F::Sex | F::ProgramYears => {
            until(&|c| clause(c) || "():".contains(c))
        }
        F::WorkYears | F::SpecialistYears => until(&|c| clause(c) || "()".contains(c)),
        _ => return None,
    };
    let least = if matches!(field, F::Sex) { 1 } else { 2 };
    (end >= start + least && end <= start + 44).then_some(end)
}
